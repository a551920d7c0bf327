"""Reference pages about the procedure language: its document, field types, operators and checks."""

import ast
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from unicodedata import is_normalized

import yaml
from forms_schema.fields import FIELD_TYPES
from generate import FOLDER, ROOT, code, table, words

LANGUAGE = ROOT / "forms_schema" / "src" / "forms_schema"
SCHEMA = LANGUAGE / "document" / "schema"
NOTES = yaml.safe_load((FOLDER / "reference" / "notes.yaml").read_text(encoding="utf-8"))
SOURCE_OF_OPERATORS = LANGUAGE / "rules" / "operators.json"


def rule_operators() -> str:
    """operators.md"""
    known = json.loads(SOURCE_OF_OPERATORS.read_text(encoding="utf-8"))
    limits = ", ".join(f"{name} {value}" for name, value in known["limits"].items())
    rows = [
        (code(name), words(one["arguments"]) + (" …" if one.get("more") else ""), code(one["result"]),
         one["null"].replace("_", " "), _phrase(one, "vi"), _phrase(one, "en"))
        for name, one in known["operators"].items()
    ]  # fmt: skip
    return (
        '# Operators of rules\n\nA rule is a tree `{"op": [arguments]}`. The same table is read by the evaluator in'
        " Python and by its twin in the browser; the meaning in full is `forms_schema/rules/definition.md`.\n\n"
        f"Limits of one rule: {limits}. Rounding modes: {words(known['modes'])}.\n\n"
        "Null: *propagates* – null in, null out; *never* – always true or false; *three valued* – as in logic;"
        " *picks* – the chosen branch decides; *missing* – what has no answer reads as null.\n\n"
        + table(["operator", "arguments", "result", "null", "in Vietnamese", "in English"], rows)
    )


def _phrase(operator: Mapping[str, Any], language: str) -> str:
    return str(operator.get("phrase", {}).get(language, "")).strip()


def field_types() -> str:
    """field-types.md"""
    rows = [
        (code(kind.id), _first_line(kind), code(kind.rule_type), words(sorted(kind.limits)), _sample(kind))
        for kind in FIELD_TYPES.values()
    ]
    return (
        "# Field types\n\nWhat can be asked. An author writes the type in `x-field.type` and may narrow it only with"
        " the limits named here. The package takes more types as a `Registry`; no hook gives one to a plugin yet.\n\n"
        + table(["type", "what it is", "in rules", "limits an author may set", "people may type"], rows)
    )


def _first_line(kind: object) -> str:
    return (type(kind).__doc__ or "").strip().splitlines()[0]


def _sample(kind: Any) -> str:
    readable = [
        text for text, _ in kind.samples.accepts if text.strip().isprintable() and is_normalized("NFC", text)
    ]
    return words(text.strip() for text in readable[:2])


def publishing_checks() -> str:
    """publishing-checks.md"""
    rows = sorted({(name, vi, en) for name, vi, en in _findings()})
    return (
        "# Checks before publishing\n\n`motcua procedure check FILE` and the button in the catalogue ask all of them;"
        " one error keeps a version from being published, warnings do not. Values that depend on the document stand in"
        " braces.\n\n"
        + table(["code", "in Vietnamese", "in English"], ((code(c), vi, en) for c, vi, en in rows))
    )


def _findings() -> Iterator[tuple[str, str, str]]:
    for file in sorted((LANGUAGE / "check").glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield from _finding([_text(one) for one in node.args])
    for file in sorted(SCHEMA.glob("*.json")):
        yield from _schema_problems(json.loads(file.read_text(encoding="utf-8")))


def _finding(given: list[str]) -> Iterator[tuple[str, str, str]]:
    for at, name in enumerate(given[:-2]):
        if name.count(".") == 1 and name.replace(".", "").replace("_", "").isalpha() and name.islower():
            yield name, given[at + 1], given[at + 2]


def _text(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) if isinstance(part, ast.Constant) else "{…}" for part in node.values)
    return ""


def _schema_problems(node: Any) -> Iterator[tuple[str, str, str]]:
    if isinstance(node, dict):
        said = node.get("x-problem")
        if isinstance(said, dict) and "code" in said:
            yield said["code"], said["vi"], said["en"]
        node = list(node.values())
    if isinstance(node, list):
        for one in node:
            yield from _schema_problems(one)


def procedure_document() -> str:
    """procedure-document.md"""
    schemas = {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in SCHEMA.glob("*.json")}
    whole = schemas["procedure"]
    rows = [
        (
            code(name),
            "yes" if name in whole["required"] else "",
            _shape(part),
            NOTES["procedure"].get(name, ""),
        )
        for name, part in whole["properties"].items()
    ]
    parts = "".join(
        f"\n## {title}\n\n{note}\n\n{_members(schemas, reference)}"
        for title, (reference, note) in _parts().items()
    )
    return (
        f"# {whole['title']}\n\nOne JSON document holds everything that one version of a procedure promises. The JSON"
        " Schema is `forms_schema/src/forms_schema/document/schema/`; nothing that is not named there may stand in a"
        " document. Texts are `{\"vi\": …, \"en\": …}`, dates `yyyy-mm-dd`, money whole đồng, decimals text.\n\n"
        + table(["member", "required", "shape", "what it says"], rows)
        + parts
        + _idle()
    )  # fmt: skip


def _idle() -> str:
    return (
        "\n## Kept, but not acted upon yet\n\nThese members are checked and frozen with the version, but the running"
        " system does not follow them yet.\n\n"
        + table(
            ["member", "what happens instead"], ((code(name), said) for name, said in NOTES["idle"].items())
        )
    )


def _parts() -> dict[str, tuple[str, str]]:
    return {title: (one["schema"], one["note"]) for title, one in NOTES["parts"].items()}


def _members(schemas: Mapping[str, Any], reference: str) -> str:
    name, _, path = reference.partition("#")
    node = schemas[name]
    for step in path.strip("/").split("/") if path else []:
        node = node[step]
    needed = node.get("required", [])
    rows = [
        (code(member), "yes" if member in needed else "", _shape(part))
        for member, part in node["properties"].items()
    ]
    return table(["member", "required", "shape"], rows)


def _shape(part: Any) -> str:
    if not isinstance(part, dict):
        return "anything"
    if "$ref" in part:
        return part["$ref"].rpartition("/")[2].rpartition(":")[2]
    if "const" in part:
        return code(part["const"])
    if "enum" in part:
        return "one of " + words(part["enum"])
    return _plain_shape(part)


def _plain_shape(part: Mapping[str, Any]) -> str:
    kind = part.get("type", "")
    if kind == "array":
        return f"list{_range(part, 'Items')} of {_shape(part.get('items', {}))}"
    if kind == "object":
        named = ", ".join(f"{name}: {_shape(one)}" for name, one in part.get("properties", {}).items())
        return f"{{ {named} }}" if named else "object"
    if kind == "string":
        return f"text{_range(part, 'Length')}"
    if kind == "integer":
        return f"whole number{_range(part, '')}"
    either = [_shape(one) for key in ("oneOf", "anyOf", "allOf") for one in part.get(key, [])]
    return " or ".join(either) or (" or ".join(kind) if isinstance(kind, list) else kind or "anything")


def _range(part: Mapping[str, Any], of: str) -> str:
    low, high = part.get(f"min{of}" if of else "minimum"), part.get(f"max{of}" if of else "maximum")
    return f" ({low or 0}–{high})" if high is not None else ""


PAGES: dict[str, Callable[[], str]] = {
    "operators.md": rule_operators,
    "field-types.md": field_types,
    "publishing-checks.md": publishing_checks,
    "procedure-document.md": procedure_document,
}

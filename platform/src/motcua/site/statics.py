"""Static files: hashed names for ES modules too, and the browser's half of the rule language."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

PREFIX = "forms_schema"


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Hashed and compressed static files; import statements inside ES modules are rewritten as well."""

    support_js_module_import_aggregation = True


def rules_folder() -> Path:
    """Return the folder of forms_schema that holds the rule evaluator for the browser."""
    import forms_schema

    return Path(forms_schema.__file__).parent / "rules"


class RuleModules(BaseFinder):
    """Serves the ES modules of forms_schema.rules as `forms_schema/<name>.js`, nothing else of it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.storage = FileSystemStorage(location=str(rules_folder()))
        self.storage.prefix = PREFIX  # type: ignore[attr-defined]

    def check(self, **_kwargs: Any) -> list[Any]:
        return []

    def list(self, _ignore_patterns: Any) -> Iterator[tuple[str, Any]]:
        for file in sorted(rules_folder().glob("*.js")):
            yield file.name, self.storage

    def find(self, path: str, find_all: bool = False, **_kwargs: Any) -> Any:
        folder, _, name = path.partition("/")
        file = rules_folder() / name
        found = folder == PREFIX and "/" not in name and name.endswith(".js") and file.is_file()
        if not found:
            return []
        return [str(file)] if find_all else str(file)

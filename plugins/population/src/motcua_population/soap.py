"""The words of the wire: SOAP 1.1 ``TraCuuThongTinCongDan`` and its answer.

The order of the elements matters to the gateway. Answers are read by local names, because two namespaces are seen.
"""

from __future__ import annotations

import unicodedata
from typing import Any

from lxml import etree
from motcua_sdk.values import Identity, PersonQuery, RegisteredPerson

from motcua_population.options import Options

ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/"
SERVICE = "http://dancuquocgia.bca"
LONGEST_REQUEST_ID = 40
LONGEST_OFFICER = 20


class Unreadable(Exception):
    """The answer is no SOAP answer of this service."""


def request(query: PersonQuery, options: Options) -> bytes:
    """The envelope of a look-up."""
    operation = etree.Element(f"{{{SERVICE}}}TraCuuThongTinCongDan", nsmap={"dc": SERVICE})
    for name, text in _parts(query, options):
        etree.SubElement(operation, f"{{{SERVICE}}}{name}").text = text
    _birth(operation, query.born, options)
    envelope = etree.Element(f"{{{ENVELOPE}}}Envelope", nsmap={"soap": ENVELOPE})
    etree.SubElement(envelope, f"{{{ENVELOPE}}}Body").append(operation)
    return bytes(etree.tostring(envelope, xml_declaration=True, encoding="UTF-8"))


def _parts(query: PersonQuery, options: Options) -> list[tuple[str, str]]:
    number = "SoDinhDanh" if query.identity.kind == "personal_id" else "SoCMND"
    return [
        ("MaYeuCau", query.request_id[:LONGEST_REQUEST_ID]),
        ("MaDVC", options.procedure_code or query.procedure_code),
        ("MaTichHop", options.integration_code),
        ("MaCanBo", query.officer[:LONGEST_OFFICER]),
        ("MaDonVi", options.agency_code),
        (number, query.identity.number),
        ("HoVaTen", name(query.name, options.name_form)),
    ]


def _birth(operation: Any, born: str, options: Options) -> None:
    parent = etree.SubElement(operation, f"{{{SERVICE}}}NgayThangNamSinh")
    only_year = len(born) == len("1990")
    written = born if only_year or options.birth_form == "dashed" else born.replace("-", "")
    etree.SubElement(parent, f"{{{SERVICE}}}{'Nam' if only_year else 'NgayThangNam'}").text = written


def name(written: str, form: str) -> str:
    """A name as the registry wants it: upper case, with or without marks."""
    upper = " ".join(unicodedata.normalize("NFC", written).upper().split())
    if form == "accents":
        return upper
    letters = unicodedata.normalize("NFD", upper.replace("Đ", "D"))
    return "".join(letter for letter in letters if unicodedata.category(letter) != "Mn")


def people(answer: bytes) -> list[RegisteredPerson]:
    """The persons of an answer; an empty list only means that nothing matched. Raises Unreadable."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(answer, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("no XML") from error
    if root.getroottree().docinfo.doctype:
        raise Unreadable("a document type")
    if not _all(root, "CongdanCollection"):
        raise Unreadable(_text(root, "faultstring") or "no CongdanCollection")
    return [_person(one) for one in _all(root, "CongDan")]


def _person(one: Any) -> RegisteredPerson:
    whole = _child(one, "HoVaTen")
    home = _child(one, "ThuongTru")
    old = _text(one, "SoCMND")
    return RegisteredPerson(
        name=" ".join(part for part in (_text(whole, tag) for tag in ("Ho", "ChuDem", "Ten")) if part),
        identity=Identity("personal_id", _text(one, "SoDinhDanh")),
        born=_born(_child(one, "NgayThangNamSinh")),
        sex={"1": "male", "2": "female"}.get(_text(one, "GioiTinh"), ""),
        residence={
            "province": _text(home, "MaTinhThanh"),
            "ward": _text(home, "MaPhuongXa"),
            "street": _text(home, "ChiTiet"),
        },
        old_identity=Identity("old_id", old) if old else None,
        nationality=_text(one, "QuocTich"),
        ethnicity=_text(one, "DanToc"),
    )


def _born(parent: Any) -> str:
    digits = _text(parent, "NgayThangNam").replace("-", "")
    if len(digits) == len("19900308"):
        return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
    return _text(parent, "Nam")


def _all(node: Any, tag: str) -> list[Any]:
    return list(node.xpath("//*[local-name()=$tag]", tag=tag)) if node is not None else []


def _child(node: Any, tag: str) -> Any:
    if node is None:
        return None
    return next(iter(node.xpath("./*[local-name()=$tag]", tag=tag)), None)


def _text(node: Any, tag: str) -> str:
    if node is None:
        return ""
    found = _child(node, tag)
    if found is None and tag == "faultstring":
        found = next(iter(_all(node, tag)), None)
    return (found.text or "").strip() if found is not None else ""

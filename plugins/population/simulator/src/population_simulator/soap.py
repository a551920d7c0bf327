"""Reading the request and writing the answer: SOAP 1.1, namespace ``http://dancuquocgia.bca``, order of elements."""

from dataclasses import dataclass

from lxml import etree

from population_simulator.people import Registered

ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/"
SERVICE = "http://dancuquocgia.bca"
ORDER = (
    "MaYeuCau",
    "MaDVC",
    "MaTichHop",
    "MaCanBo",
    "MaDonVi",
    "TaiKhoan",
    "SoDienThoai",
    "SoDinhDanh",
    "SoCMND",
    "HoVaTen",
    "NgayThangNamSinh",
)
LENGTHS = {"MaYeuCau": 40, "MaDVC": 20, "MaTichHop": 20, "MaCanBo": 20, "MaDonVi": 35, "HoVaTen": 100}


class Refused(Exception):
    """The request is refused with a SOAP fault."""


@dataclass(frozen=True)
class Asked:
    """What was asked for."""

    operation: str
    request_id: str
    number: str
    name: str
    born: str


def read(body: bytes) -> Asked:
    """The request. Raises Refused for what the gateway would not take: order, length, missing parts."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused("XML không hợp lệ") from error
    operation = next(iter(root.find(f"{{{ENVELOPE}}}Body") or []), None)
    if operation is None or not operation.tag.startswith(f"{{{SERVICE}}}"):
        raise Refused("Không tìm thấy nghiệp vụ")
    parts = {_local(part): part for part in operation}
    _check_order([_local(part) for part in operation])
    _check_parts(parts)
    number = _text(parts.get("SoDinhDanh")) or _text(parts.get("SoCMND"))
    born = "".join(_text(part) for part in parts["NgayThangNamSinh"])
    return Asked(_local(operation), _text(parts["MaYeuCau"]), number, _text(parts["HoVaTen"]), born)


def _check_order(names: list[str]) -> None:
    unknown = [name for name in names if name not in ORDER]
    if unknown:
        raise Refused(f"Trường {unknown[0]} không được hỗ trợ")
    if names != sorted(names, key=ORDER.index):
        raise Refused("Thứ tự các trường không đúng")


def _check_parts(parts: dict[str, "etree._Element"]) -> None:
    for name in ("MaYeuCau", "MaDVC", "MaTichHop", "MaCanBo", "HoVaTen", "NgayThangNamSinh"):
        if name not in parts:
            raise Refused(f"Thiếu trường {name}")
    for name, most in LENGTHS.items():
        if name in parts and not 0 < len(_text(parts[name])) <= most:
            raise Refused(f"Độ dài trường {name} không hợp lệ")
    number, old = _text(parts.get("SoDinhDanh")), _text(parts.get("SoCMND"))
    if not ((len(number) == 12 and number.isdigit()) or (not number and len(old) == 9 and old.isdigit())):
        raise Refused("Số định danh không hợp lệ")
    if {_local(part) for part in parts["NgayThangNamSinh"]} not in ({"NgayThangNam"}, {"Nam"}):
        raise Refused("Ngày sinh không hợp lệ")


def found(people: list[Registered]) -> bytes:
    """The answer of ``TraCuuThongTinCongDan``: a collection that may be empty."""
    collection = etree.Element(f"{{{SERVICE}}}CongdanCollection", nsmap={None: SERVICE})
    for one in people:
        collection.append(_citizen(one))
    return _envelope(collection)


def verified(exists: bool) -> bytes:
    """The answer of ``XacThucThongTinCongDan``."""
    result = etree.Element(f"{{{SERVICE}}}KetQuaXacThuc", nsmap={None: SERVICE})
    _add(result, "TonTai", "true" if exists else "false")
    return _envelope(result)


def fault(sentence: str) -> bytes:
    """A SOAP fault."""
    body = etree.Element(f"{{{ENVELOPE}}}Fault")
    etree.SubElement(body, "faultcode").text = "soap:Client"
    etree.SubElement(body, "faultstring").text = sentence
    return _envelope(body)


def _citizen(one: Registered) -> "etree._Element":
    citizen = etree.Element(f"{{{SERVICE}}}CongDan")
    _add(citizen, "SoDinhDanh", one.number)
    _add(citizen, "SoCMND", one.old_number)
    name = _add(citizen, "HoVaTen")
    for tag, part in (("Ho", one.family), ("ChuDem", one.middle), ("Ten", one.given)):
        _add(name, tag, part)
    _add(citizen, "GioiTinh", one.sex)
    _add(citizen, "DanToc", one.ethnicity)
    born = _add(citizen, "NgayThangNamSinh")
    _add(born, "Nam" if len(one.born) == 4 else "NgayThangNam", one.born)
    home = _add(citizen, "ThuongTru")
    for tag, part in (("MaTinhThanh", one.province), ("MaPhuongXa", one.ward), ("ChiTiet", one.street)):
        _add(home, tag, part)
    _add(citizen, "QuocTich", "VN")
    return citizen


def _add(parent: "etree._Element", tag: str, text: str | None = None) -> "etree._Element":
    child = etree.SubElement(parent, f"{{{SERVICE}}}{tag}")
    child.text = text
    return child


def _envelope(content: "etree._Element") -> bytes:
    envelope = etree.Element(f"{{{ENVELOPE}}}Envelope", nsmap={"soap": ENVELOPE})
    etree.SubElement(envelope, f"{{{ENVELOPE}}}Body").append(content)
    return etree.tostring(envelope, xml_declaration=True, encoding="UTF-8")


def _local(part: "etree._Element") -> str:
    return str(part.tag).rpartition("}")[2]


def _text(part: "etree._Element | None") -> str:
    return (part.text or "").strip() if part is not None else ""

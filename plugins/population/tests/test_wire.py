"""The words of the wire: what is sent, in what order, and what is refused when it comes back."""

import base64
import hashlib
import time
from typing import Any
from xml.sax.saxutils import escape

import httpx
import pytest
from defusedxml import ElementTree
from motcua_population import soap
from motcua_population.options import Options
from motcua_sdk.values import Identity

SERVICE = "http://dancuquocgia.bca"
PARTS = {
    "MaYeuCau": "yc-1",
    "MaDVC": "1.013831",
    "MaTichHop": "037",
    "MaCanBo": "tiepnhan",
    "MaDonVi": "H48",
    "SoDinhDanh": "051190000001",
    "HoVaTen": "NGUYỄN THỊ HOA",
    "NgayThangNamSinh": "<NgayThangNam>19900308</NgayThangNam>",
}


def options(**changes: Any) -> Options:
    """The options with one or two changed."""
    given = {"gateway_url": "http://gateway", "account": "a", "secret": "s", "agency_code": "H48"}
    return Options.read({**given, **changes})


def sent(query: Any, **changes: Any) -> list[tuple[str, str]]:
    """The parts of a request in the order they are written, read by another XML reader."""
    root = ElementTree.fromstring(soap.request(query, options(**changes)))
    (operation,) = root[0]
    return [(part.tag.partition("}")[2], "".join(part.itertext())) for part in operation]


def test_the_parts_stand_in_the_gateways_order(asking) -> None:
    """The gateway wants its parts in one order and no other."""
    assert [name for name, _ in sent(asking())] == [
        "MaYeuCau", "MaDVC", "MaTichHop", "MaCanBo", "MaDonVi", "SoDinhDanh", "HoVaTen", "NgayThangNamSinh",
    ]  # fmt: skip


def test_an_old_number_stands_in_its_own_place(asking) -> None:
    """A nine-digit number is never sent in the place of the twelve-digit one."""
    parts = dict(sent(asking(identity=Identity("old_id", "212345678"))))

    assert parts["SoCMND"] == "212345678"
    assert "SoDinhDanh" not in parts


@pytest.mark.parametrize(
    ("born", "form", "written"),
    [
        ("1990-03-08", "compact", "19900308"),
        ("1990-03-08", "dashed", "1990-03-08"),
        ("1955", "compact", "1955"),
        ("1955", "dashed", "1955"),
    ],
)
def test_a_date_of_birth_is_sent_as_the_gateway_wants_it(asking, born, form, written) -> None:
    """Documents and running systems differ about dates, so the form is a setting; a year stays a year."""
    assert dict(sent(asking(born=born), birth_form=form))["NgayThangNamSinh"] == written


@pytest.mark.parametrize(("form", "written"), [("accents", "ĐỖ VĂN ĐẠT"), ("no_accents", "DO VAN DAT")])
def test_a_name_is_sent_in_capitals(asking, form, written) -> None:
    """Names travel in capitals, with marks or without as the gateway wants."""
    assert dict(sent(asking(name="Đỗ  Văn Đạt"), name_form=form))["HoVaTen"] == written


def test_a_name_cannot_break_out_of_its_place(asking) -> None:
    """Signs of XML in a name stay signs of a name."""
    parts = sent(asking(name="A</HoVaTen><MaCanBo>x</MaCanBo>"))

    assert [name for name, _ in parts].count("MaCanBo") == 1
    assert dict(parts)["HoVaTen"] == "A</HOVATEN><MACANBO>X</MACANBO>"


ENTITY = '<!DOCTYPE a [<!ENTITY who "051190000001">]>'
ANSWER = (
    '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>'
    '<CongdanCollection xmlns="http://www.mic.gov.vn/dancu/1.0">{}</CongdanCollection></soap:Body></soap:Envelope>'
)
BOMB = (
    '<!DOCTYPE a [<!ENTITY a "0000000000">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
HOSTILE = {
    "entity": ENTITY + ANSWER.format("<CongDan><SoDinhDanh>&who;</SoDinhDanh></CongDan>"),
    "file": '<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/hostname">]>'
    + ANSWER.format("<CongDan><SoDinhDanh>&f;</SoDinhDanh></CongDan>"),
    "bomb": BOMB + ANSWER.format("<CongDan><SoDinhDanh>&i;</SoDinhDanh></CongDan>"),
    "document type": "<!DOCTYPE a>" + ANSWER.format("<CongDan/>"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_an_answer_with_entities_is_no_answer(name: str) -> None:
    """An answer that defines words of its own is refused whole; no file is read and nothing grows."""
    began = time.thread_time()
    with pytest.raises(soap.Unreadable):
        soap.people(HOSTILE[name].encode())
    assert time.thread_time() - began < 1


@pytest.mark.parametrize("raw", [b"", b"<html/>", b"{}", b"\xff\xfe", b"<a", ANSWER[:80].encode()], ids=str)
def test_what_is_no_answer_is_refused(raw: bytes) -> None:
    """A page, an empty reply or half an envelope is not taken for "nobody found"."""
    with pytest.raises(soap.Unreadable):
        soap.people(raw)


def test_an_empty_collection_is_an_answer() -> None:
    """An empty collection of the second namespace means that nothing matched."""
    assert soap.people(ANSWER.format("").encode()) == []


def test_missing_details_stay_empty() -> None:
    """Any detail may be missing from an answer; nothing takes its place."""
    inner = "<CongDan><SoDinhDanh>051190000001</SoDinhDanh><HoVaTen><Ten>Thoa</Ten></HoVaTen></CongDan>"
    (person,) = soap.people(ANSWER.format(inner).encode())

    assert (person.name, person.born, person.sex, person.old_identity) == ("Thoa", "", "", None)
    assert set(person.residence.values()) == {""}


def post(gateway: Any, envelope: str) -> httpx.Response:
    """One raw signed call, as any client of the gateway would make it."""
    stamp = str(int(time.time() * 1000))
    digest = hashlib.sha256(f"/dancu/tracuuprovince{stamp}population-demo".encode()).hexdigest()
    account = base64.b64encode(f"province:{digest}".encode()).decode()
    headers = {"Timestamp": stamp, "Authorization": f"Basic {account}"}
    return httpx.post(
        f"{gateway.address}/dancu/tracuu",
        content=envelope.encode(),
        headers=headers,
        trust_env=False,
        timeout=60,
    )


def envelope(parts: dict[str, str], operation: str = "TraCuuThongTinCongDan", before: str = "") -> str:
    """A request written by hand."""
    body = "".join(f"<{k}>{v if v.startswith(('<', '&')) else escape(v)}</{k}>" for k, v in parts.items())
    return (
        f'{before}<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>'
        f'<{operation} xmlns="{SERVICE}">{body}</{operation}></s:Body></s:Envelope>'
    )


def without(name: str) -> dict[str, str]:
    """The parts of a good request but one."""
    return {key: value for key, value in PARTS.items() if key != name}


REFUSED = {
    "wrong order": (envelope({"HoVaTen": PARTS["HoVaTen"], **without("HoVaTen")}), "Thứ tự"),
    "no officer": (envelope(without("MaCanBo")), "MaCanBo"),
    "no request number": (envelope(without("MaYeuCau")), "MaYeuCau"),
    "eleven digits": (envelope({**PARTS, "SoDinhDanh": "05119000001"}), "Số định danh"),
    "request number too long": (envelope({**PARTS, "MaYeuCau": "a" * 41}), "MaYeuCau"),
    "unknown part": (envelope({**PARTS, "GhiChu": "x"}), "GhiChu"),
    "birth of another shape": (
        envelope({**PARTS, "NgayThangNamSinh": "<Thang>3</Thang>"}),
        "Ngày sinh",
    ),
    "another operation": (envelope(PARTS, "CungCapThongTinHoGiaDinh"), "chưa được cấp quyền"),
    "an entity as number": (envelope({**PARTS, "SoDinhDanh": "&who;"}, before=ENTITY), "Số định danh"),
    "no XML": ("xin chào", "XML"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_the_stand_in_refuses_what_the_gateway_refuses(gateway, name: str) -> None:
    """A request that breaks one rule is answered with a SOAP fault that says which."""
    body, words = REFUSED[name]
    answer = post(gateway, body)

    assert answer.status_code == 500
    assert words in ElementTree.fromstring(answer.content).findtext(".//faultstring")


def test_a_good_request_by_hand_is_answered(gateway) -> None:
    """A request in the right order with everything asked for is answered, for both operations."""
    found = post(gateway, envelope({**PARTS, "MaYeuCau": f"t-{time.time_ns()}"}))
    verified = post(gateway, envelope({**PARTS, "MaYeuCau": f"x-{time.time_ns()}"}, "XacThucThongTinCongDan"))

    assert (found.status_code, "051190000001" in found.text) == (200, True)
    assert (verified.status_code, ">true<" in verified.text) == (200, True)


def test_an_unsigned_request_is_refused(gateway) -> None:
    """Without a signature the gateway answers nothing about anybody."""
    answer = httpx.post(f"{gateway.address}/dancu/tracuu", content=envelope(PARTS).encode(), trust_env=False)

    assert (answer.status_code, answer.text) == (401, "Unauthorized")

"""Rules read as sentences, so that whoever answers for a procedure can check them without the JSON."""

from __future__ import annotations

from typing import Any

import pytest
from forms_schema.rules import Labels, sentence

LABELS = Labels(
    fields={
        "area": {"vi": "Diện tích", "en": "Area"},
        "land_type": {"vi": "Loại đất", "en": "Land type"},
        "born": {"vi": "Ngày sinh", "en": "Date of birth"},
        "owners": {"vi": "Đồng sở hữu", "en": "Co-owners"},
        "owners.share": {"vi": "Tỷ lệ", "en": "Share"},
        "owners.kind": "Vai trò",
        "address.ward": {"vi": "Phường/xã", "en": "Ward"},
        "agreed": {"vi": "Đã đồng ý", "en": "Agreed"},
        "mortgaged": {"vi": "Thửa đất đang thế chấp?", "en": "Is the parcel mortgaged?"},
        "use": {"vi": "Dùng để làm gì?", "en": "What is it for?"},
    },
    choices={
        "land_type": {"residential": {"vi": "Đất ở", "en": "Residential land"}, "farm": "Đất nông nghiệp"},
        "owners.kind": {"wife": "Vợ"},
        "case": {"split": {"vi": "Tách thửa", "en": "Split"}},
        "use": {"home": {"vi": "Để ở", "en": "Living"}, "work": {"vi": "Sản xuất", "en": "Production"}},
    },
    rules={"large": {"gt": [{"var": ["area"]}, 200]}, "ring": {"not": [{"rule": ["ring"]}]}},
    functions={"parcel_area": {"vi": "diện tích thửa", "en": "the parcel's area"}},
)
LARGE = {"gt": [{"var": ["area"]}, 200]}
HOME = {"eq": [{"var": ["land_type"]}, "residential"]}

MORTGAGED = {"eq": [{"var": ["mortgaged"]}, True]}

SENTENCES: list[tuple[Any, str, str]] = [
    (
        MORTGAGED,
        "trả lời “Có” cho câu hỏi “Thửa đất đang thế chấp?”",
        "the answer to “Is the parcel mortgaged?” is “Yes”",
    ),
    (
        {"eq": [False, {"var": ["mortgaged"]}]},
        "trả lời “Không” cho câu hỏi “Thửa đất đang thế chấp?”",
        "the answer to “Is the parcel mortgaged?” is “No”",
    ),
    (
        {"ne": [{"var": ["use"]}, "home"]},
        "không trả lời “Để ở” cho câu hỏi “Dùng để làm gì?”",
        "the answer to “What is it for?” is not “Living”",
    ),
    (
        {"in": [{"var": ["use"]}, {"list": ["home", "work"]}]},
        "trả lời “Để ở” hoặc “Sản xuất” cho câu hỏi “Dùng để làm gì?”",
        "the answer to “What is it for?” is “Living” or “Production”",
    ),
    (
        {"and": [MORTGAGED, LARGE]},
        "trả lời “Có” cho câu hỏi “Thửa đất đang thế chấp?” và Diện tích lớn hơn 200",
        "the answer to “Is the parcel mortgaged?” is “Yes” and Area is more than 200",
    ),
    (
        {"or": [{"var": ["mortgaged"]}, HOME]},
        "trả lời “Có” cho câu hỏi “Thửa đất đang thế chấp?” hoặc Loại đất là Đất ở",
        "the answer to “Is the parcel mortgaged?” is “Yes” or Land type is Residential land",
    ),
    (
        {"and": [LARGE, HOME]},
        "Diện tích lớn hơn 200 và Loại đất là Đất ở",
        "Area is more than 200 and Land type is Residential land",
    ),
    (
        {"or": [{"and": [LARGE, HOME]}, {"var": ["agreed"]}]},
        "(Diện tích lớn hơn 200 và Loại đất là Đất ở) hoặc Đã đồng ý",
        "(Area is more than 200 and Land type is Residential land) or Agreed",
    ),
    ({"not": [HOME]}, "không phải (Loại đất là Đất ở)", "not (Land type is Residential land)"),
    (
        {"in": [{"var": ["land_type"]}, {"list": ["residential", "farm"]}]},
        "Loại đất là một trong: Đất ở, Đất nông nghiệp",
        "Land type is one of: Residential land, Đất nông nghiệp",
    ),
    (
        {"ge": [{"var": ["area"]}, {"dec": ["1234567.5"]}]},
        "Diện tích từ 1.234.567,5 trở lên",
        "Area is at least 1,234,567.5",
    ),
    (
        {"lt": [{"var": ["born"]}, {"date": ["2008-07-01"]}]},
        "Ngày sinh trước 01/07/2008",
        "Date of birth is before 1 July 2008",
    ),
    (
        {"ge": [{"years_between": [{"var": ["born"]}, {"ctx": ["date"]}]}, 18]},
        "số năm tròn từ Ngày sinh đến ngày của hồ sơ từ 18 trở lên",
        "the whole years from Date of birth to the dossier's date is at least 18",
    ),
    ({"eq": [{"ctx": ["case"]}, "split"]}, "trường hợp là Tách thửa", "the case is Split"),
    (
        {"eq": [{"sum": [{"var": ["owners"]}, {"it": ["share"]}]}, 100]},
        "tổng Tỷ lệ của Đồng sở hữu là 100",
        "the sum of Share over Co-owners is 100",
    ),
    (
        {"any": [{"var": ["owners"]}, {"eq": [{"it": ["kind"]}, "wife"]}]},
        "có ít nhất một dòng của Đồng sở hữu mà Vai trò là Vợ",
        "at least one row of Co-owners has Vai trò is Vợ",
    ),
    ({"count": [{"var": ["owners"]}]}, "số dòng của Đồng sở hữu", "the number of rows of Co-owners"),
    ({"empty": [{"var": ["address", "ward"]}]}, "Phường/xã còn để trống", "Ward is left empty"),
    ({"rule": ["large"]}, "(Diện tích lớn hơn 200)", "(Area is more than 200)"),
    ({"rule": ["ring"]}, "(không phải (quy tắc “ring”))", "(not (the rule “ring”))"),
    ({"eq": [{"var": ["agreed"]}, True]}, "Đã đồng ý là Có", "Agreed is Yes"),
    ({"mul": [{"var": ["area"]}, {"add": [1, 2]}]}, "Diện tích nhân (1 cộng 2)", "Area times (1 plus 2)"),
    (
        {"round": [{"var": ["area"]}, -3, "half_up"]},
        "Diện tích làm tròn (-3 chữ số thập phân, nửa thì lên)",
        "Area rounded (-3 decimal places, half up)",
    ),
    (
        {"call": ["parcel_area", {"var": ["area"]}]},
        "diện tích thửa của (Diện tích)",
        "the parcel's area of (Area)",
    ),
    ({"eq": [{"var": ["no_label"]}, "x"]}, "no_label là “x”", "no_label is “x”"),
    (
        {"max_of": [{"var": ["area"]}, {"dec": ["-0.5"]}]},
        "giá trị lớn nhất trong: Diện tích, -0,5",
        "the largest of: Area, -0.5",
    ),
    (
        {"coalesce": [{"var": ["area"]}, {"var": ["x"]}, 0]},
        "Diện tích, nếu không có thì x, nếu không có thì 0",
        "Area, or else x, or else 0",
    ),
]


@pytest.mark.parametrize(("tree", "vietnamese", "english"), SENTENCES)
def test_a_rule_reads_as_a_sentence(tree: Any, vietnamese: str, english: str) -> None:
    """A rule reads as a plain sentence with the labels people know."""
    assert sentence(tree, LABELS, "vi") == vietnamese
    assert sentence(tree, LABELS, "en") == english


def test_plain_labels_are_enough() -> None:
    """Labels may be a plain list of names."""
    assert sentence(LARGE, {"area": "Diện tích"}) == "Diện tích lớn hơn 200"

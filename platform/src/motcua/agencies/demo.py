"""The organisation of a demonstration province: a few places and agencies of Quảng Ngãi.

Names of places are real; codes of agencies and of the wards are examples: an installation loads the official
lists.
"""

from datetime import date

from django.db import transaction

from motcua.agencies.models import Agency, Competence, Place

MERGER = date(2025, 7, 1)
BEFORE = date(2025, 6, 30)
LONG_AGO = date(2004, 1, 1)
PROVINCE = "51"

# code, name, place class, wards before 1/7/2025 that became part of it (code, name)
WARDS = (
    (
        "21025",
        "Phường Cẩm Thành",
        "standard",
        (
            ("21022", "Phường Trần Hưng Đạo"),
            ("21019", "Phường Nghĩa Chánh"),
            ("21001", "Phường Lê Hồng Phong"),
        ),
    ),
    ("21028", "Phường Nghĩa Lộ", "standard", (("21013", "Phường Trần Phú"), ("21016", "Phường Quảng Phú"))),
    ("21172", "Phường Trương Quang Trọng", "standard", (("21187", "Xã Tịnh Ấn Tây"),)),
    ("21211", "Xã Tịnh Khê", "standard", (("21220", "Xã Tịnh Kỳ"),)),
    ("21043", "Xã Bình Sơn", "standard", (("21040", "Thị trấn Châu Ổ"),)),
    ("21340", "Xã Sơn Tây", "remote", (("21343", "Xã Sơn Dung"),)),
    ("21548", "Đặc khu Lý Sơn", "remote", (("21550", "Xã An Hải"),)),
)

# new code, old code, name, kind, parent's new code, ward, reception counter, address
AGENCIES = (
    ("H48", "000.00.00.H48", "Ủy ban nhân dân tỉnh Quảng Ngãi", "province", None, None, False, ""),
    (
        "H48.10",
        "000.00.10.H48",
        "Trung tâm Phục vụ hành chính công tỉnh Quảng Ngãi",
        "province",
        "H48",
        "21025",
        True,
        "54 Hùng Vương, phường Cẩm Thành, tỉnh Quảng Ngãi",
    ),
    ("H48.12", "000.00.12.H48", "Sở Nông nghiệp và Môi trường", "department", "H48", None, False, ""),
    (
        "H48.12.05",
        "000.05.12.H48",
        "Văn phòng Đăng ký đất đai tỉnh Quảng Ngãi",
        "land_office",
        "H48.12",
        "21028",
        True,
        "12 Phạm Văn Đồng, phường Nghĩa Lộ, tỉnh Quảng Ngãi",
    ),
    ("H48.30", "000.00.30.H48", "Thuế tỉnh Quảng Ngãi", "tax", None, None, False, ""),
    (
        "H48.101",
        "000.00.101.H48",
        "Trung tâm Phục vụ hành chính công phường Cẩm Thành",
        "commune",
        "H48",
        "21025",
        True,
        "7 Quang Trung, phường Cẩm Thành, tỉnh Quảng Ngãi",
    ),
    (
        "H48.107",
        "000.00.107.H48",
        "Trung tâm Phục vụ hành chính công đặc khu Lý Sơn",
        "commune",
        "H48",
        "21548",
        True,
        "Thôn Tây An Vĩnh, đặc khu Lý Sơn, tỉnh Quảng Ngãi",
    ),
)
TELEPHONE = "1022"
SERVES_ALL = ("H48.12.05", "H48.30")
SERVES_OWN = ("H48.101", "H48.107")


@transaction.atomic
def load() -> None:
    """Create the places and agencies that are missing; a second run changes nothing."""
    province, _ = Place.objects.get_or_create(
        kind=Place.Kind.PROVINCE, code=PROVINCE, valid_from=LONG_AGO, defaults={"name": "Tỉnh Quảng Ngãi"}
    )
    wards = {code: _ward(province, code, name, kind, old) for code, name, kind, old in WARDS}
    agencies: dict[str, Agency] = {}
    for row in AGENCIES:
        agencies[row[0]] = _agency(row, agencies, wards)
    for code in SERVES_ALL:
        for ward in wards.values():
            _serves(agencies[code], ward)
    for code in SERVES_OWN:
        own = agencies[code].place
        if own:
            _serves(agencies[code], own)


def _ward(province: Place, code: str, name: str, place_class: str, old: tuple[tuple[str, str], ...]) -> Place:
    ward, _ = Place.objects.get_or_create(
        kind=Place.Kind.WARD,
        code=code,
        valid_from=MERGER,
        defaults={"name": name, "place_class": place_class, "parent": province},
    )
    for old_code, old_name in old:
        Place.objects.get_or_create(
            kind=Place.Kind.WARD,
            code=old_code,
            valid_from=LONG_AGO,
            defaults={"name": old_name, "parent": province, "valid_to": BEFORE, "successor": ward},
        )
    return ward


def _agency(row: tuple, known: dict[str, Agency], wards: dict[str, Place]) -> Agency:
    code, old_code, name, kind, parent, ward, one_stop, address = row
    place = wards.get(ward)
    made, _ = Agency.objects.get_or_create(
        code_new=code,
        valid_from=MERGER,
        defaults={
            "code_old": old_code,
            "name": name,
            "kind": kind,
            "parent": known.get(parent),
            "place": place,
            "place_class": place.place_class if place else "standard",
            "one_stop": one_stop,
            "address": address,
            "telephone": TELEPHONE if one_stop else "",
            "opening_calendar": "vietnam",
        },
    )
    return made


def _serves(agency: Agency, ward: Place) -> None:
    Competence.objects.get_or_create(agency=agency, place=ward, sector="", valid_from=MERGER)

"""The people of a demonstration; only there the page that asks for a one-time code shows it."""

import base64
import hashlib
import time
from dataclasses import dataclass
from datetime import date

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction

from catalog import seed
from motcua.agencies import reads as agency_reads
from motcua.ground import clock, crypto
from motcua.people.models import Person, Position, Realm, Staffing, User
from motcua.people.roles import Role

PASSWORD = "mot-cua-thu-nghiem"  # noqa: S105  known to everybody on purpose, exists only in demonstrations
SINCE = date(2025, 7, 1)
EDITORS = {Role.PROCEDURE_EDITOR: seed.EDITORS, Role.PROCEDURE_APPROVER: seed.APPROVERS}


@dataclass(frozen=True)
class DemoStaff:
    """One demo officer."""

    username: str
    name: str
    agency: str
    title: str
    roles: tuple[Role, ...]


@dataclass(frozen=True)
class DemoCitizen:
    """One demo citizen; the numbers belong to nobody."""

    username: str
    name: str
    personal_id: str
    phone: str
    birth: str


STAFF = (
    DemoStaff("tiepnhan", "Trần Văn An", "H48.12.05", "Chuyên viên tiếp nhận", (Role.RECEIVER,)),
    DemoStaff("thuly", "Lê Thị Bình", "H48.12.05", "Chuyên viên thụ lý", (Role.SPECIALIST,)),
    DemoStaff(
        "lanhdao", "Phạm Quốc Dũng", "H48.12.05", "Giám đốc Văn phòng", (Role.LEADER, Role.AGENCY_ADMIN)
    ),
    DemoStaff("traketqua", "Võ Thị Hạnh", "H48.12.05", "Chuyên viên trả kết quả", (Role.RETURNER,)),
    DemoStaff(
        "camthanh",
        "Đỗ Minh Khoa",
        "H48.101",
        "Công chức tư pháp - hộ tịch",
        (Role.RECEIVER, Role.SPECIALIST, Role.RETURNER),
    ),
    DemoStaff("chutich", "Nguyễn Hữu Long", "H48.101", "Chủ tịch Ủy ban nhân dân phường", (Role.LEADER,)),
    DemoStaff("bientap", "Huỳnh Thị Mai", "H48.10", "Biên tập thủ tục", (Role.PROCEDURE_EDITOR,)),
    DemoStaff("pheduyet", "Bùi Văn Nam", "H48.10", "Phê duyệt thủ tục", (Role.PROCEDURE_APPROVER,)),
    DemoStaff("quantri", "Cao Thị Oanh", "H48.10", "Quản trị hệ thống", (Role.SYSTEM_ADMIN,)),
)
CITIZENS = (
    DemoCitizen("hoa", "Nguyễn Thị Hoa", "051190000001", "0905000001", "1990-03-08"),
    DemoCitizen("tuan", "Phạm Anh Tuấn", "051085000002", "0905000002", "1985-11-20"),
)


@transaction.atomic
def load() -> list[tuple[str, str, str, str]]:
    """Create the demo people that are missing; returns (what they do, page, username, password) of each."""
    seed.ensure()
    for citizen in CITIZENS:
        _citizen(citizen)
    for officer in STAFF:
        _officer(officer)
    return [*_rows("Công dân", "/vi/dang-nhap/", [one.username for one in CITIZENS]), *_staff_rows()]


def citizen_sign_ins() -> list[dict[str, str]]:
    """What the sign-in page of a demonstration offers citizens; nothing anywhere else."""
    return [_offer(one.username, one.name) for one in CITIZENS] if settings.DEMO else []


def staff_sign_ins() -> list[dict[str, str]]:
    """What the sign-in page of a demonstration offers staff; nothing anywhere else."""
    return [_offer(one.username, one.title) for one in STAFF] if settings.DEMO else []


def current_code(user: User) -> str | None:
    """The one-time code that is right now, for a demo officer of a demonstration; else None."""
    known = settings.DEMO and user.username in {one.username for one in STAFF}
    seed = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first() if known else None
    if seed is None:
        return None
    counter = int(time.time()) // app_settings.TOTP_PERIOD
    return format_hotp_value(hotp_value(decrypt(seed.data["secret"]), counter))


def seed_of(username: str) -> str:
    """The known one-time-code seed of a demo officer (base32), for an authenticator app."""
    return base64.b32encode(hashlib.sha1(f"motcua demo {username}".encode()).digest()).decode()  # noqa: S324


def _offer(username: str, does: str) -> dict[str, str]:
    return {"username": username, "password": PASSWORD, "does": does}


def _rows(role: str, page: str, usernames: list[str]) -> list[tuple[str, str, str, str]]:
    return [(role, page, username, PASSWORD) for username in usernames]


def _staff_rows() -> list[tuple[str, str, str, str]]:
    return [(one.title, "/vi/desk/dang-nhap/", one.username, PASSWORD) for one in STAFF]


def _citizen(who: DemoCitizen) -> None:
    if User.objects.filter(realm=Realm.CITIZEN, username=who.username).exists():
        return
    person = Person(subject=crypto.new_subject(), name=who.name, personal_id_verified_at=clock.now())
    for what in ("personal_id", "phone", "birth"):
        person.put(what, getattr(who, what))
    person.save()
    User.objects.create_user(who.username, PASSWORD, realm=Realm.CITIZEN, person=person)


def _officer(who: DemoStaff) -> None:
    user = User.objects.filter(realm=Realm.STAFF, username=who.username).first() or _staff_user(who)
    agency = agency_reads.agency(who.agency)
    position, _ = Position.objects.get_or_create(agency=agency, title=who.title, valid_from=SINCE)
    for role in who.roles:
        Staffing.objects.get_or_create(user=user, position=position, role=role, valid_from=SINCE)
        if role in EDITORS:
            user.groups.add(Group.objects.get(name=EDITORS[role]))


def _staff_user(who: DemoStaff) -> User:
    person = Person.objects.create(subject=crypto.new_subject(), name=who.name)
    user = User.objects.create_user(
        who.username,
        PASSWORD,
        realm=Realm.STAFF,
        person=person,
        is_superuser=Role.SYSTEM_ADMIN in who.roles,
    )
    TOTP.activate(user, seed_of(who.username))
    return user

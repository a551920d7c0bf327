"""Dossiers of a demonstration: about thirty, at several offices, in every state, made by the actions people use.

The clock is moved inside one transaction, so nobody else ever sees it moved; each act happened on its own day.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from catalog.reads import version_in_force, working_calendar
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction

from motcua.agencies import reads as agency_reads
from motcua.dossiers import demo_stories
from motcua.dossiers.actions import (
    accept_supplement,
    answer_supplement,
    ask_opinion,
    assign,
    certify_instantly,
    confirm_financial_duty,
    confirm_payment,
    decide,
    declare_not_eligible,
    extend_with_apology,
    refuse_intake,
    request_financial_duty,
    request_supplement,
    return_result,
    stop,
    submit,
    take_in,
    take_in_paper,
    withdraw,
)
from motcua.dossiers.demo_stories import CITIZENS, OFFICERS, STORIES, Story
from motcua.dossiers.filings import Filing, Paper, PartyEntry
from motcua.dossiers.models import Dossier
from motcua.ground import clock, storage
from motcua.outbox.actions.owe_from_now import owe_from_now
from motcua.people import reads as people
from motcua.people.actor import Actor

SWITCH = "MOTCUA_DEMO_DOSSIERS"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
OPENS_AT = time(8, 0)
BIRTHS = frozenset({"submit", "take_in_paper", "certify_instantly"})


def load() -> None:
    """Make the dossiers where there are none at all yet; does nothing when switched off by MOTCUA_DEMO_DOSSIERS=0."""
    if os.environ.get(SWITCH, "1") == "0" or Dossier.objects.for_system("is the desk empty").exists():
        return
    with transaction.atomic():
        before, now = clock.offset(), clock.now()
        told = [_Telling(number, story, now).tell() for number, story in enumerate(STORIES)]
        clock.shift(before - clock.offset())
        # Nobody was there to deliver in those days; else the outbox would seem to lag by weeks.
        owe_from_now([f"dossier:{one}" for one in told if one])
        # Letters are owed to the outbox too: the worker prints them, so that nobody waits for them here.
        connection.run_on_commit.clear()


class _Telling:
    """One story, told act by act, each at its own time."""

    def __init__(self, number: int, story: Story, now: datetime) -> None:
        self.number, self.story, self.now = number, story, now
        self.applicant = CITIZENS[story.applicant]
        self.calendar = working_calendar(story.office)
        self.dossier = ""

    def tell(self) -> str:
        """From the first act to the last; the dossier's public id. A story older than the procedure is left out."""
        days = self.story.acts[0][0]
        version = version_in_force(self.story.procedure, self._moment(days, 0).date())
        if version is None:
            return ""
        for step, (days, act) in enumerate(self.story.acts):
            clock.shift(clock.instant(self._moment(days, step)) - clock.now())
            if act in BIRTHS:
                self._begin(act, version.document)
            else:
                self._act(act)
        return self.dossier

    def _moment(self, days: int, step: int) -> datetime:
        """The civil time of an act; today's lie within the last hour, so that none lies in the future."""
        now = clock.civil(self.now)
        if not days:
            return now - timedelta(minutes=55 - 5 * step - self.number % 5)
        day = now.date()
        for _ in range(days):
            day = _working_day_before(self.calendar, day)
        return datetime.combine(day, OPENS_AT) + timedelta(minutes=30 * step + 7 * (self.number % 12))

    # --- beginning --------------------------------------------------------------------------------------
    def _begin(self, act: str, document: Mapping[str, Any]) -> None:
        if act == "submit":
            born = submit.run(self._citizen(), self._filing(document, "online"))
        elif act == "take_in_paper":
            command = take_in_paper.Command(self._filing(document, "direct"))
            born = take_in_paper.run(self._officer("receiver"), command)
        else:
            result = document["results"][0]["id"]
            at_once = certify_instantly.Command(self._filing(document, "direct"), result)
            born = certify_instantly.run(self._officer("receiver"), at_once)
        self.dossier = born.dossier.public_id

    def _filing(self, document: Mapping[str, Any], channel: str) -> Filing:
        who, papers = self.applicant, demo_stories.PAPERS.get(self.story.case, ())
        online = channel == "online"
        party = PartyEntry(
            name=who.name,
            id_kind="personal_id",
            id_number=who.personal_id,
            phone=who.phone,
            address=f"{who.street}, {demo_stories.WARD}, {demo_stories.PROVINCE}",
            birth=who.birth,
            person=(self._citizen().person or "") if who.login else "",
        )
        return Filing(
            procedure=self.story.procedure,
            case=self.story.case,
            agency=agency_reads.agency(self.story.office).public_id,
            competent=agency_reads.agency(self.story.competent).public_id if self.story.competent else "",
            parties=(party,),
            answers=self._answers(document),
            channel=channel,
            place="standard",
            files={name: (_file(f"{name}.pdf"),) for name in papers} if online else {},
            papers={} if online else {name: Paper(originals=1) for name in papers},
        )

    def _answers(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """Those of a scenario of the procedure itself, with this applicant's name, numbers and place."""
        scenarios = [one for one in document["scenarios"] if one["situation"]["case"] == self.story.case]
        answers = dict(scenarios[0]["answers"])
        who, day = self.applicant, clock.today()
        address = {"province": demo_stories.PROVINCE, "ward": demo_stories.WARD, "street": who.street}
        mine = {
            "owner_name": who.name,
            "owner_id": who.personal_id,
            "owner_birth": who.birth,
            "owner_phone": who.phone or "0905000100",
            "owner_residence": address,
            "parcel_address": address,
            "requester_name": who.name,
            "requester_id": who.personal_id,
            "certificate_authority": "Sở Tài nguyên và Môi trường tỉnh Quảng Ngãi",
            "change_before": "Ông Trần Văn Bình đứng tên trên giấy chứng nhận.",
            "change_after": f"{who.name} đứng tên trên giấy chứng nhận.",
            "parcel_number": 100 + self.number,
            "deed_number": f"{400 + self.number}/{day.year}/HĐ",
            "deed_date": (day - timedelta(days=12)).isoformat(),
        }
        return answers | {name: value for name, value in mine.items() if name in answers}

    # --- going on ---------------------------------------------------------------------------------------
    def _act(self, act: str) -> None:
        role, verb, command = _ACTS[act]
        actor = self._citizen() if role == "citizen" else self._officer(role)
        verb.run(actor, self.dossier, command(self))

    def _officer(self, role: str) -> Actor:
        """Who plays this role where the dossier is worked on."""
        return _signed_in("staff", OFFICERS[self.story.office][role])

    def _citizen(self) -> Actor:
        return _signed_in("citizen", self.applicant.login)

    def specialist(self) -> str:
        """The public id of the officer who handles it."""
        return self._officer("specialist").user

    def decision(self) -> decide.Command:
        """The certificate, signed now."""
        signed = (_file("giay-chung-nhan.pdf"),)
        return decide.Command("certificate", f"CS {self.number:05d}", clock.now(), signed)

    def later(self) -> date:
        """A new promised day: five working days after the old one."""
        due = (
            Dossier.objects.for_system("demonstration")
            .values_list("due", flat=True)
            .get(public_id=self.dossier)
        )
        assert due is not None  # it was taken in before
        new: date = self.calendar.add_working_days(due, 5)
        return new


def _signed_in(realm: str, username: str) -> Actor:
    user = people.user_named(realm, username)
    if user is None:
        raise LookupError(f"The demonstration has nobody called “{username}”: load motcua.people.demo first.")
    return people.actor_of_user(user)


def _working_day_before(calendar: Any, day: date) -> date:
    day -= timedelta(days=1)
    while not calendar.is_working(day):
        day -= timedelta(days=1)
    return day


def _file(name: str) -> str:
    return storage.receive(SimpleUploadedFile(name, PDF, "application/pdf")).public_id


_Command = Callable[[_Telling], Any]
_ACTS: Mapping[str, tuple[str, Any, _Command]] = {
    "take_in": ("receiver", take_in, lambda _told: take_in.Command()),
    "refuse_intake": (
        "receiver",
        refuse_intake,
        lambda _told: refuse_intake.Command(
            "Thửa đất thuộc thẩm quyền của cơ quan khác, không thuộc phạm vi tiếp nhận."
        ),
    ),
    "assign": ("receiver", assign, lambda told: assign.Command(told.specialist())),
    "request_supplement": (
        "specialist",
        request_supplement,
        lambda _told: request_supplement.Command(
            "Bản quét hợp đồng thiếu trang 2. Đề nghị nộp lại đủ các trang.", (), ("contract",)
        ),
    ),
    "answer_supplement": (
        "citizen",
        answer_supplement,
        lambda _told: answer_supplement.Command({}, {"contract": (_file("hop-dong-du-trang.pdf"),)}),
    ),
    "accept_supplement": (
        "receiver",
        accept_supplement,
        lambda _told: accept_supplement.Command(clock.now()),
    ),
    "request_financial_duty": (
        "specialist",
        request_financial_duty,
        lambda told: request_financial_duty.Command(f"PC-{told.number:04d}/{clock.today().year}"),
    ),
    "confirm_financial_duty": (
        "specialist",
        confirm_financial_duty,
        lambda _told: confirm_financial_duty.Command(),
    ),
    "ask_opinion": (
        "specialist",
        ask_opinion,
        lambda _told: ask_opinion.Command(
            agency_reads.agency(demo_stories.COMMUNE).public_id, "Đề nghị xác nhận nguồn gốc sử dụng đất."
        ),
    ),
    "extend_with_apology": (
        "leader",
        extend_with_apology,
        lambda told: extend_with_apology.Command(
            told.later(), "Cần đo lại ranh giới thửa đất với các hộ liền kề."
        ),
    ),
    "decide": ("leader", decide, lambda told: told.decision()),
    "declare_not_eligible": (
        "leader",
        declare_not_eligible,
        lambda _told: declare_not_eligible.Command("Thửa đất đang có tranh chấp được tòa án thụ lý."),
    ),
    "confirm_payment": (
        "returner",
        confirm_payment,
        lambda told: confirm_payment.Command("cash", f"BL-{told.number:04d}"),
    ),
    "return_result": ("returner", return_result, lambda _told: return_result.Command()),
    "stop": (
        "leader",
        stop,
        lambda _told: stop.Command("Tòa án yêu cầu tạm dừng việc chuyển quyền đối với thửa đất."),
    ),
    "withdraw": ("citizen", withdraw, lambda _told: withdraw.Command()),
}

"""Ask the population database about the person signed in; the answer is offered, or locked, or refused.

A citizen looks up nobody else: the number on the form has to be the verified number of the account, otherwise
nothing is sent.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from motcua_sdk.values import Identity

from forms_schema import Field, Procedure
from motcua.exchange.actions.look_up_person import Wanted, look_up_person
from motcua.extensions import reads as extensions
from motcua.people.actor import Actor
from motcua.portal import guessing, prefill
from motcua.portal.actions import keep_answers
from motcua.portal.reads import Filling, Kept

HOOK = "look_up_person"
INCOMPLETE = {
    "vi": "Hãy điền số định danh, họ tên và ngày sinh trước khi lấy thông tin; hoặc điền tiếp bằng tay.",
    "en": "Fill in the personal number, the name and the date of birth first; or go on by hand.",
}
NOT_YOURS = {
    "vi": "Chỉ lấy được thông tin của chính ông/bà, theo số định danh đã được xác minh của tài khoản. "
    "Với người khác, hãy điền tiếp bằng tay; chưa có thông tin nào được gửi đi.",
    "en": "Only your own particulars can be fetched, by the verified personal number of your account. "
    "For anybody else, go on by hand; nothing was sent.",
}

NO_WARD = {
    "vi": "Xã (phường) trong cơ sở dữ liệu không có trong danh mục hiện nay, ông/bà hãy ghi thêm.",
    "en": "The ward in the database is not in today's list; please write it in.",
}


def offered(filling: Filling, page: str, own: str) -> bool:
    """Whether the page can be filled in from the population database here and now, for the person whose verified
    number is ``own`` ("" when none is).
    """
    if not own or _known(filling).get("personal_id", "") not in ("", own):
        return False
    fields = set(filling.form.pages_by_id[page].fields)
    wanted = {field.id for field in prefill.asked_of(filling.procedure, "population")}
    if fields.isdisjoint(wanted & filling.evaluation.visible):
        return False
    code = filling.procedure.code
    return bool(extensions.active(HOOK, agency_id=None, procedure_code=code))


def run(actor: Actor, filling: Filling, own: str) -> tuple[str, Mapping[str, str]]:
    """Look the person up whose verified number is ``own``; the kind of answer ("found", "no_match", "unavailable",
    "incomplete", "not_yours") and a sentence.

    Must run outside any transaction. Raises TooManyQuestions, DraftGone.
    """
    procedure, known = filling.procedure, _known(filling)
    if known.get("personal_id") and known["personal_id"] != own:
        return "not_yours", NOT_YOURS
    if not all(known.get(name) for name in ("personal_id", "name", "birth_date")):
        return "incomplete", INCOMPLETE
    guessing.count("look_up", actor.user)
    wanted = Wanted(
        identity=Identity("personal_id", known["personal_id"]),
        name=known["name"],
        born=known["birth_date"],
        purpose=f"Điền sẵn tờ khai thủ tục {procedure.code}",
        procedure_code=procedure.code,
        about=filling.draft.public_id,
    )
    answer = look_up_person(actor, wanted)
    if answer.person is not None:
        suggested, locked = prefill.from_register(procedure, answer.person)
        keep_answers.run(filling.draft, lambda now: _with(now.kept, suggested, locked))
        if any(isinstance(value, dict) and "ward" not in value for value in {**suggested, **locked}.values()):
            return answer.kind, {code: f"{text} {NO_WARD[code]}" for code, text in answer.message.items()}
    return answer.kind, answer.message


def _with(now: Kept, suggested: Mapping[str, Any], locked: Mapping[str, Any]) -> Kept:
    """What is stored now, with the answer of the database."""
    typed = {
        name: texts
        for name, texts in now.typed.items()
        if name.partition(".")[0] not in {**suggested, **locked}
    }
    return replace(now, answers={**now.answers, **suggested}, locked={**now.locked, **locked}, typed=typed)


def _known(filling: Filling) -> dict[str, str]:
    """What the form says about the person."""
    answers = {**filling.answers, **filling.locked}
    return {name: str(answers.get(field.id) or "") for name, field in _keys(filling.procedure).items()}


def _keys(procedure: Procedure) -> dict[str, Field]:
    """The questions whose answers say who the person is."""
    found: dict[str, Field] = {}
    for field in prefill.asked_of(procedure, "identity", "population"):
        if field.prefill:
            found.setdefault(field.prefill.path, field)
    return found

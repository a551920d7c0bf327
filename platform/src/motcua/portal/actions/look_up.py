"""Ask the population database about the person on the page; the answer is offered, or locked, or refused."""

from collections.abc import Mapping

from motcua_sdk.values import Identity

from forms_schema import Field, Procedure
from motcua.exchange.actions.look_up_person import Wanted, look_up_person
from motcua.extensions import reads as extensions
from motcua.people.actor import Actor
from motcua.portal import guessing, prefill
from motcua.portal.actions import keep_answers
from motcua.portal.reads import Filling

HOOK = "look_up_person"
INCOMPLETE = {
    "vi": "Hãy điền số định danh, họ tên và ngày sinh trước khi lấy thông tin; hoặc điền tiếp bằng tay.",
    "en": "Fill in the personal number, the name and the date of birth first; or go on by hand.",
}


def offered(filling: Filling, page: str) -> bool:
    """Whether the page can be filled in from the population database here and now."""
    fields = set(filling.form.pages_by_id[page].fields)
    wanted = {field.id for field in prefill.asked_of(filling.procedure, "population")}
    if fields.isdisjoint(wanted & filling.evaluation.visible):
        return False
    code = filling.procedure.code
    return bool(extensions.active(HOOK, agency_id=None, procedure_code=code))


def run(actor: Actor, filling: Filling) -> tuple[str, Mapping[str, str]]:
    """Look the person up; the kind of answer ("found", "no_match", "unavailable", "incomplete") and a sentence.

    Must run outside any transaction. Raises TooManyQuestions.
    """
    procedure, answers = filling.procedure, {**filling.answers, **filling.locked}
    known = {name: str(answers.get(field.id) or "") for name, field in _keys(procedure).items()}
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
        keep_answers.run(filling.draft, {**filling.answers, **suggested}, {**filling.locked, **locked})
    return answer.kind, answer.message


def _keys(procedure: Procedure) -> dict[str, Field]:
    """The questions whose answers say who the person is."""
    found: dict[str, Field] = {}
    for field in prefill.asked_of(procedure, "identity", "population"):
        if field.prefill:
            found.setdefault(field.prefill.path, field)
    return found

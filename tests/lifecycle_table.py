"""The lifecycle written a second time, from the law and the design. Imports no code of ours.

Each line: action | states before | state after ("same": stays) | who | wait that must be open.
Sources: Decree 61/2018 art. 11, 17 to 20 (intake, supplement, extension,
refusal, return); Circular 03/2025 (stop).
"pin_holder": somebody without an account who has code and PIN of the slip
(our design: answers what was asked, no more).
"""

STATES = (
    "",
    "submitted",
    "taken_in",
    "in_process",
    "decided",
    "returned",
    "intake_refused",
    "not_eligible",
    "stopped",
    "withdrawn",
)
ROLES = ("receiver", "specialist", "leader", "returner", "agency_admin", "citizen", "pin_holder", "system")

_TABLE = """
submit | none | submitted | citizen system |
take_in_paper | none | taken_in | receiver |
certify_instantly | none | returned | receiver specialist |
take_in | submitted | taken_in | receiver |
refuse_intake | submitted | intake_refused | receiver |
assign | taken_in in_process | in_process | receiver specialist leader |
request_supplement | submitted taken_in in_process | same | receiver specialist leader |
answer_supplement | submitted taken_in in_process | same | citizen pin_holder receiver | supplement
accept_supplement | submitted taken_in in_process | same | receiver specialist | supplement
request_payment | submitted taken_in in_process decided | same | receiver specialist returner system |
confirm_payment | submitted taken_in in_process decided | same | receiver returner system |
request_financial_duty | taken_in in_process | same | specialist system |
confirm_financial_duty | taken_in in_process | same | receiver specialist system | financial_duty
ask_opinion | in_process | same | specialist leader |
record_opinion | in_process | same | specialist leader | opinion
extend_with_apology | taken_in in_process | same | leader |
decide | in_process | decided | specialist leader |
declare_not_eligible | taken_in in_process | not_eligible | leader |
return_result | decided | returned | receiver returner |
stop | taken_in in_process | stopped | leader |
withdraw | submitted taken_in in_process | withdrawn | citizen receiver |
"""


def _read() -> dict[str, tuple[set[str], str, set[str], str]]:
    rows = {}
    for line in _TABLE.strip().splitlines():
        action, before, after, who, wait = (part.strip() for part in line.split("|"))
        states = {"" if state == "none" else state for state in before.split()}
        rows[action] = (states, after, set(who.split()), wait)
    return rows


TABLE = _read()
ACTIONS = tuple(TABLE)


def after(action: str, state: str, role: str, waits: tuple[str, ...] = ()) -> str | None:
    """The state after the action, or None when it is refused."""
    states, target, who, wait = TABLE[action]
    if state not in states or role not in who or (wait and wait not in waits):
        return None
    return state if target == "same" else target

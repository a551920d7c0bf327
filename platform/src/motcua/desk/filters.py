"""The filters of the queue: in the address, so that a page can be shared, and kept per person."""

from collections.abc import Mapping
from dataclasses import dataclass

from motcua.desk.models import QueueChoice
from motcua.dossiers.lifecycle import State
from motcua.dossiers.reads import QueueFilter
from motcua.people.actor import Actor

NAMES = ("tab", "procedure", "state", "channel")
TABS = ("open", "mine", "unassigned", "to_take_in", "waiting", "overdue", "to_return")
CHANNELS = ("direct", "online", "post")
STATES = ("submitted", "taken_in", "in_process")


@dataclass(frozen=True)
class Chosen:
    """What the address asks for; unknown words count as not said."""

    tab: str = "open"
    procedure: str = ""
    state: str = ""
    channel: str = ""

    @classmethod
    def read(cls, said: Mapping[str, str]) -> "Chosen":
        """From the address or from what was kept."""
        return cls(
            tab=_among(said.get("tab", ""), TABS) or "open",
            procedure=str(said.get("procedure", ""))[:60],
            state=_among(said.get("state", ""), STATES),
            channel=_among(said.get("channel", ""), CHANNELS),
        )

    def said(self) -> dict[str, str]:
        """For the address: only what differs from the default."""
        return {name: value for name in NAMES if (value := getattr(self, name)) and (name, value) != _DEFAULT}

    def narrowed(self, actor: Actor) -> QueueFilter:
        """The question for the queue."""
        states = {"to_take_in": str(State.SUBMITTED), "to_return": str(State.DECIDED)}
        return QueueFilter(
            state=states.get(self.tab, self.state),
            holder=actor.user if self.tab == "mine" else "",
            unassigned=self.tab == "unassigned",
            procedure=self.procedure,
            channel=self.channel,
            waiting=True if self.tab == "waiting" else None,
            overdue=self.tab == "overdue",
        )


_DEFAULT = ("tab", "open")


def _among(value: str, known: tuple[str, ...]) -> str:
    return value if value in known else ""


def kept(actor: Actor) -> dict[str, str]:
    """The filters this officer used last."""
    row = QueueChoice.objects.filter(user_id=actor.user_id or 0).first()
    return dict(row.filters) if row else {}


def keep(actor: Actor, chosen: Chosen) -> None:
    """Remember the filters for next time."""
    QueueChoice.objects.update_or_create(user_id=actor.user_id or 0, defaults={"filters": chosen.said()})

"""How the portal behaves at the moment: well, or as partners do on bad days."""

from dataclasses import asdict, dataclass, fields
from typing import Any


@dataclass
class Mood:
    """Switches of a bad day; all off is a good day.

    ``slow`` waits that many seconds before each answer, ``silent`` takes the request and never answers,
    ``down`` answers
    503, ``drunk`` answers 200 with no JSON in it, ``lose_reply`` does the work and then drops the line,
    ``refuse``
    answers every push with an error code and a sentence. ``times`` limits the bad day to that many calls
    (0: no limit).
    """

    slow: float = 0.0
    silent: bool = False
    down: bool = False
    drunk: bool = False
    lose_reply: bool = False
    refuse: str = ""
    times: int = 0

    def change(self, wanted: dict[str, Any]) -> None:
        """Take over the switches named; unknown ones are refused with KeyError."""
        known = {field.name: field.type for field in fields(self)}
        for name, value in wanted.items():
            current = getattr(self, name) if name in known else None
            if current is None:
                raise KeyError(name)
            setattr(self, name, type(current)(value))

    def now(self) -> "Mood":
        """The behaviour for one call, counting it."""
        snapshot = Mood(**asdict(self))
        if self.times:
            self.times -= 1
            if not self.times:
                self.__dict__.update(asdict(Mood()))
        return snapshot

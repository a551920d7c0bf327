"""The people the registry holds: invented, with the kinds of names and dates that cause trouble."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Registered:
    """One person; ``born`` is ``yyyyMMdd``, or ``yyyy`` when only the year is known."""

    number: str
    family: str
    middle: str
    given: str
    born: str
    sex: str
    ethnicity: str = "01"
    province: str = "51"
    ward: str = "21001"
    street: str = "12 Quang Trung"
    old_number: str = ""

    @property
    def name(self) -> str:
        """The whole name as written."""
        return " ".join(part for part in (self.family, self.middle, self.given) if part)


PEOPLE = (
    Registered("051190000001", "Nguyễn", "Thị", "Hoa", "19900308", "2", old_number="212345678"),
    Registered("051085000002", "Phạm", "Anh", "Tuấn", "19851120", "1"),
    Registered("051155000777", "Phạm", "", "Sáu", "1955", "2", street="Thôn 3"),
    Registered("062078001111", "Y", "", "Thoa", "19780101", "2", ethnicity="19", province="62", ward="23293"),
    Registered("051201009999", "Lê", "Hoàng", "Hòa", "2001", "1"),
)
BY_NUMBER = {one.number: one for one in PEOPLE} | {one.old_number: one for one in PEOPLE if one.old_number}

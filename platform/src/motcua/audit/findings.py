"""What a verification finds: the first wrong row of a chain, by name and number."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """The first thing wrong with a chain: at which number, and what."""

    chain: str
    number: int
    problem: str

    def __str__(self) -> str:
        return f"{self.chain} #{self.number}: {self.problem}"


@dataclass(frozen=True)
class Checked:
    """How many rows of some other history were read, and what is wrong with them."""

    rows: int
    findings: tuple[Finding, ...]

"""Errors of the agencies.

AgencyError
├── UnknownAgency      no agency has this code on this day
└── NobodyCompetent    no agency of the wanted kind serves this place on this day
"""

from datetime import date


class AgencyError(Exception):
    """A question about agencies has no answer; `sentences` says what to do, by language."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.sentences = {"vi": vi, "en": en}


class UnknownAgency(AgencyError):
    """No agency has this code on this day."""

    def __init__(self, code: str, on: date) -> None:
        super().__init__(
            f"Không có cơ quan nào mang mã {code} vào ngày {on:%d/%m/%Y}. Hãy kiểm tra lại mã cơ quan.",
            f"No agency has the code {code} on {on:%d/%m/%Y}. Check the agency's code.",
        )


class NobodyCompetent(AgencyError):
    """No agency of the wanted kind serves this place on this day."""

    def __init__(self, place: str, kind: str, on: date) -> None:
        super().__init__(
            f"Chưa khai báo cơ quan phụ trách địa bàn {place} vào ngày {on:%d/%m/%Y}. "
            "Hãy báo quản trị viên bổ sung.",
            f"No {kind} agency is declared for the place {place} on {on:%d/%m/%Y}. Ask the administrator.",
        )

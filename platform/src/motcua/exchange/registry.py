"""What the exchange asks of the app above it: how a dossier stands. That app fills this when it starts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from motcua_sdk.values import DossierSnapshot

from motcua.exchange.errors import NoSnapshot


@dataclass(frozen=True)
class Standing:
    """A snapshot and where the dossier belongs."""

    snapshot: DossierSnapshot
    agency_id: int


Source = Callable[[str, Sequence[str], int | None], Standing]


class _Snapshots:
    source: Source | None = None

    def fill(self, source: Source) -> None:
        """Say who answers; called once, by the app that owns dossiers."""
        self.source = source

    def of(self, about: str, fields: Sequence[str], event: int | None = None) -> Standing:
        """How the dossier with this public id stands now, or as this event of it left it. Raises NoSnapshot."""
        if self.source is None:
            raise NoSnapshot(
                "Chưa có ứng dụng nào cung cấp dữ liệu hồ sơ.", "No app says how dossiers stand."
            )
        return self.source(about, fields, event)


snapshots = _Snapshots()

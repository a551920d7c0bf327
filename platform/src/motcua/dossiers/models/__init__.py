"""Tables of the dossiers. Only actions write them; what is recorded is never changed."""

from motcua.dossiers.models.dossier import Dossier
from motcua.dossiers.models.history import AnswerSnapshot, Event, Remark, Wait
from motcua.dossiers.models.numbering import Counter, ForeignNumber, PinFailure
from motcua.dossiers.models.papers import RESULT, DossierFile, FeeLine, SupplementRequest
from motcua.dossiers.models.party import Party

__all__ = [
    "RESULT",
    "AnswerSnapshot",
    "Counter",
    "Dossier",
    "DossierFile",
    "Event",
    "FeeLine",
    "ForeignNumber",
    "Party",
    "PinFailure",
    "Remark",
    "SupplementRequest",
    "Wait",
]

"""Fees of both ledgers (phí, lệ phí): the document's fee lines and what a dossier costs."""

from forms_schema.fees.fee import Amount, Exemption, Fee, Reduction, Rounding, Step
from forms_schema.fees.quoting import FeeLine, Quote, quote

__all__ = ["Amount", "Exemption", "Fee", "FeeLine", "Quote", "Reduction", "Rounding", "Step", "quote"]

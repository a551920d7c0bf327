"""Questions about letters; who may ask is decided by the app that owns the dossier."""

from motcua.documents.models import Letter


def letters(about: str) -> list[Letter]:
    """The letters of one dossier, oldest first."""
    return list(Letter.objects.filter(about=about).select_related("file").order_by("issued_at", "pk"))


def letter(about: str, public_id: str) -> Letter | None:
    """One letter of one dossier, or None."""
    return Letter.objects.filter(about=about, public_id=public_id).select_related("file").first()

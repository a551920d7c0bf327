"""Addresses of the public portal, below the language."""

from django.urls import path, register_converter

from motcua.portal.views import checking, drafting, mine, public, starting, supplement, tracking


class Code:
    """The code of a procedure: opaque, but never a strange sign."""

    regex = r"[0-9A-Za-z][0-9A-Za-z._-]{0,59}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class PublicId(Code):
    """A random public id."""

    regex = r"[0-9A-Za-z_-]{22}"


class Name(Code):
    """An id inside a procedure document."""

    regex = r"[a-z][a-z0-9_]{0,39}"


register_converter(Code, "code")
register_converter(PublicId, "key")
register_converter(Name, "name")

DRAFT = "nop/ban-nhap/<key:draft>/"
DOSSIER = "ho-so/<key:dossier>/"

urlpatterns = [
    path("", public.home, name="home"),
    path("thu-tuc/", public.procedures, name="procedures"),
    path("thu-tuc/<code:code>/", public.procedure, name="procedure"),
    path("thu-tuc/<code:code>/mang-theo/", public.checklist, name="checklist"),
    path("lien-he/", public.contact, name="contact"),
    path("tiep-can/", public.plain, {"name": "accessibility"}, name="accessibility"),
    path("du-lieu-ca-nhan/", public.plain, {"name": "privacy"}, name="privacy"),
    path("tra-cuu/", tracking.tracking, name="tracking"),
    path("tra-cuu/<key:dossier>/thu/<key:letter>/", tracking.letter, name="tracking_letter"),
    path("tra-cuu/<key:dossier>/bo-sung/", tracking.supplement, name="tracking_supplement"),
    path(DRAFT, drafting.resume, name="draft"),
    path(DRAFT + "lua-chon/", starting.choose, name="draft_choose"),
    path(DRAFT + "xoa/", starting.discard, name="draft_discard"),
    path(DRAFT + "kiem-tra/", checking.check, name="draft_check"),
    path(DRAFT + "tep/<key:file>/", drafting.file, name="draft_file"),
    path(DRAFT + "trang/<name:page>/", drafting.page, name="draft_page"),
    path(DRAFT + "trang/<name:page>/luu/", drafting.autosave, name="draft_autosave"),
    path(DRAFT + "trang/<name:page>/dan-cu/", drafting.fill_in, name="draft_fill_in"),
    path("nop/<code:code>/", starting.start, name="draft_start"),
    path("ho-so/", mine.my_dossiers, name="my_dossiers"),
    path(DOSSIER, mine.my_dossier, name="my_dossier"),
    path(DOSSIER + "da-nop/", mine.acknowledgement, name="acknowledgement"),
    path(DOSSIER + "qr.svg", mine.qr_code, name="dossier_qr"),
    path(DOSSIER + "phieu.pdf", mine.slip, name="dossier_slip"),
    path(DOSSIER + "thu/<key:letter>/", mine.letter, name="dossier_letter"),
    path(DOSSIER + "ket-qua/<key:file>/", mine.result, name="dossier_result"),
    path(DOSSIER + "tep/<key:file>/", mine.file, name="dossier_file"),
    path(DOSSIER + "bo-sung/", supplement.supplement, name="dossier_supplement"),
    path(DOSSIER + "rut/", mine.give_up, name="dossier_withdraw"),
]

"""Addresses of the desk, below /vi/desk/ and /en/desk/."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from motcua.desk import account_pages
from motcua.desk.views import act, certify, dossier, exchange, intake, queue, search, telephone


class Key(StringConverter):
    """A random public id."""

    regex = r"[0-9A-Za-z_-]{22}"


class Code(StringConverter):
    """The code of a procedure: opaque, but never a strange sign."""

    regex = r"[0-9A-Za-z][0-9A-Za-z._-]{0,59}"


class Word(StringConverter):
    """The name of an act."""

    regex = r"[a-z][a-z_]{0,39}"


register_converter(Key, "desk_key")
register_converter(Code, "desk_code")
register_converter(Word, "desk_word")

urlpatterns = [
    path("", queue.queue, name="desk_home"),
    path("tim/", search.search, name="desk_search"),
    path("tiep-nhan/", intake.choose, name="desk_intake"),
    path("tiep-nhan/<desk_code:code>/", intake.intake, name="desk_intake_form"),
    path("chung-thuc/", certify.certify, name="desk_certify"),
    path("chung-thuc/phi/", certify.fee, name="desk_certify_fee"),
    path("gui-lai/", exchange.stuck, name="desk_stuck"),
    path("gui-lai/gui/", exchange.send_again, name="desk_send_again"),
    path("goi-dien/", telephone.telephone, name="desk_telephone"),
    path("goi-dien/da-goi/", telephone.called, name="desk_called"),
    path("tai-khoan-cong-dan/", account_pages.accounts, name="desk_accounts"),
    path("ho-so/<desk_key:public_id>/", dossier.dossier, name="desk_dossier"),
    path("ho-so/<desk_key:public_id>/tep/<desk_key:sheet>/", dossier.file, name="desk_file"),
    path("ho-so/<desk_key:public_id>/van-ban/<desk_key:letter>/", dossier.letter, name="desk_letter"),
    path("ho-so/<desk_key:public_id>/bien-lai/", dossier.receipt, name="desk_receipt"),
    path("ho-so/<desk_key:public_id>/ghi-chu/", dossier.note, name="desk_note"),
    path("ho-so/<desk_key:public_id>/dan-cu/", dossier.look_up, name="desk_look_up"),
    path("ho-so/<desk_key:public_id>/viec/<desk_word:act>/", act.act, name="desk_act"),
    path("ho-so/<desk_key:public_id>/xin-loi/xem-truoc/", act.preview_apology, name="desk_apology_preview"),
]

"""Addresses of the desk, below /vi/desk/ and /en/desk/."""

from django.urls import path

from motcua.desk import account_pages
from motcua.desk.views import act, certify, dossier, exchange, intake, queue, telephone

urlpatterns = [
    path("", queue.queue, name="desk_home"),
    path("tim/", queue.search, name="desk_search"),
    path("tiep-nhan/", intake.choose, name="desk_intake"),
    path("tiep-nhan/<str:code>/", intake.intake, name="desk_intake_form"),
    path("chung-thuc/", certify.certify, name="desk_certify"),
    path("chung-thuc/phi/", certify.fee, name="desk_certify_fee"),
    path("gui-lai/", exchange.stuck, name="desk_stuck"),
    path("gui-lai/gui/", exchange.send_again, name="desk_send_again"),
    path("goi-dien/", telephone.telephone, name="desk_telephone"),
    path("goi-dien/da-goi/", telephone.called, name="desk_called"),
    path("tai-khoan-cong-dan/", account_pages.accounts, name="desk_accounts"),
    path("ho-so/<str:public_id>/", dossier.dossier, name="desk_dossier"),
    path("ho-so/<str:public_id>/tep/<str:sheet>/", dossier.file, name="desk_file"),
    path("ho-so/<str:public_id>/van-ban/<str:letter>/", dossier.letter, name="desk_letter"),
    path("ho-so/<str:public_id>/bien-lai/", dossier.receipt, name="desk_receipt"),
    path("ho-so/<str:public_id>/ghi-chu/", dossier.note, name="desk_note"),
    path("ho-so/<str:public_id>/dan-cu/", dossier.look_up, name="desk_look_up"),
    path("ho-so/<str:public_id>/viec/<str:act>/", act.act, name="desk_act"),
    path("ho-so/<str:public_id>/xin-loi/xem-truoc/", act.preview_apology, name="desk_apology_preview"),
]

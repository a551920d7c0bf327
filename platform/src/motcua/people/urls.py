"""Addresses of signing in, below the language: citizens' ones, and those of staff below desk/.

allauth looks its pages up by fixed names; all those of the second factor belong to staff.
"""

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery
from django.urls import path

from motcua.people import views

urlpatterns = [
    path("dang-nhap/", views.citizen_sign_in, name="account_login"),
    path("dang-ky/", views.citizen_sign_up, name="account_signup"),
    path("dang-xuat/", views.sign_out, name="account_logout"),
    path("tai-khoan/mat-khau/", views.citizen_password, name="account_change_password"),
    path("tai-khoan/tam-khoa/", account.account_inactive, name="account_inactive"),
    path("desk/dang-nhap/", views.staff_sign_in, name="desk_login"),
    path("desk/dang-xuat/", views.sign_out, name="desk_logout"),
    path("desk/xac-thuc/", views.second_factor, name="mfa_authenticate"),
    path("desk/nhap-lai-mat-khau/", account.reauthenticate, name="account_reauthenticate"),
    path("desk/nhap-lai-ma/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("desk/bao-mat/", factors.index, name="mfa_index"),
    path("desk/bao-mat/ung-dung/", views.enrol, name="mfa_activate_totp"),
    path("desk/bao-mat/ma-du-phong/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "desk/bao-mat/ma-du-phong/moi/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"
    ),
    path("desk/mat-khau/", views.staff_password, name="desk_change_password"),
]

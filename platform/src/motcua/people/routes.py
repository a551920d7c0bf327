"""Who may ask for which address: every route of the site, by its name, as data.

A test resolves all routes of the project and fails for one that is missing here, so a new page cannot be
published
without a word on who may see it. Three kinds of readers exist at this gate; what they may see on the page
is the
matter of `permissions.py` and of scoped reads.

  anyone    visitors, citizens (staff are visitors here)
  citizen   signed-in citizens
  staff     staff with both factors, whatever their role
  door      the steps of signing in
  machine   other programs, with a secret or signature of their own
"""

ANYONE, CITIZEN, STAFF, DOOR, MACHINE = "anyone", "citizen", "staff", "door", "machine"

ROUTES: dict[str, str] = {
    # site
    "health": ANYONE,
    "metrics": MACHINE,
    # people
    "account_login": DOOR,
    "account_signup": DOOR,
    "account_logout": DOOR,
    "account_inactive": DOOR,
    "account_change_password": CITIZEN,
    "desk_login": DOOR,
    "desk_logout": DOOR,
    "mfa_authenticate": DOOR,
    "account_reauthenticate": STAFF,
    "mfa_reauthenticate": STAFF,
    "mfa_index": STAFF,
    "mfa_activate_totp": STAFF,
    "mfa_view_recovery_codes": STAFF,
    "mfa_generate_recovery_codes": STAFF,
    "desk_change_password": STAFF,
    # portal
    "home": ANYONE,
    "procedures": ANYONE,
    "procedure": ANYONE,
    "checklist": ANYONE,
    "contact": ANYONE,
    "accessibility": ANYONE,
    "privacy": ANYONE,
    "tracking": ANYONE,
    "tracking_letter": ANYONE,
    "tracking_supplement": ANYONE,
    "draft": CITIZEN,
    "draft_choose": CITIZEN,
    "draft_discard": CITIZEN,
    "draft_check": CITIZEN,
    "draft_file": CITIZEN,
    "draft_page": CITIZEN,
    "draft_autosave": CITIZEN,
    "draft_fill_in": CITIZEN,
    "draft_start": CITIZEN,
    "my_dossiers": CITIZEN,
    "my_dossier": CITIZEN,
    "acknowledgement": CITIZEN,
    "dossier_qr": CITIZEN,
    "dossier_slip": CITIZEN,
    "dossier_letter": CITIZEN,
    "dossier_result": CITIZEN,
    "dossier_file": CITIZEN,
    "dossier_supplement": CITIZEN,
    "dossier_withdraw": CITIZEN,
    # desk
    "desk_home": STAFF,
    "desk_search": STAFF,
    "desk_intake": STAFF,
    "desk_intake_form": STAFF,
    "desk_certify": STAFF,
    "desk_certify_fee": STAFF,
    "desk_stuck": STAFF,
    "desk_telephone": STAFF,
    "desk_called": STAFF,
    "desk_send_again": STAFF,
    "desk_accounts": STAFF,
    "desk_dossier": STAFF,
    "desk_file": STAFF,
    "desk_letter": STAFF,
    "desk_receipt": STAFF,
    "desk_note": STAFF,
    "desk_look_up": STAFF,
    "desk_act": STAFF,
    "desk_apology_preview": STAFF,
}

# Whole families: everything below these prefixes is staff by the gate of people.middleware.
STAFF_PREFIXES = ("admin/", "vi/desk/", "en/desk/")

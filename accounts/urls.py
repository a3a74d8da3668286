"""Addresses of sign-in and of one's own account. No sign-up; no link that signs in by itself.

The names are those allauth redirects to; only the paths, and what is left out, are ours.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.urls import include, path

from accounts import views

own = [
    path("", views.home, name="home"),
    path("jetons/", views.tokens, name="tokens"),
    path("jetons/<slug:ref>/revoquer/", views.revoke, name="revoke_token"),
    path("sessions/", views.sessions, name="sessions"),
    path("sessions/autres/terminer/", views.end_others, name="end_other_sessions"),
    path("sessions/<int:pk>/terminer/", views.end_one, name="end_session"),
]

urlpatterns = [
    path("", include((own, "accounts"))),
    path("connexion/", views.sign_in, name="account_login"),
    path("connexion/code/", views.ask_for_code, name="account_request_login_code"),
    path("connexion/code/saisie/", views.enter_code, name="account_confirm_login_code"),
    path("connexion/confirmer/", account.reauthenticate, name="account_reauthenticate"),
    path("deconnexion/", account.logout, name="account_logout"),
    path("inactif/", account.account_inactive, name="account_inactive"),
    path("mot-de-passe/", account.password_change, name="account_change_password"),
    path("mot-de-passe/choisir/", account.password_set, name="account_set_password"),
    path("mot-de-passe/oublie/", views.password_reset, name="account_reset_password"),
    path(
        "mot-de-passe/oublie/code/",
        views.enter_reset_code,
        name="account_confirm_password_reset_code",
    ),
    path(
        "mot-de-passe/oublie/nouveau/",
        account.complete_password_reset,
        name="account_complete_password_reset",
    ),
    path(
        "mot-de-passe/oublie/fait/",
        account.password_reset_from_key_done,
        name="account_password_reset_completed",
    ),
    path("second-facteur/", mfa.index, name="mfa_index"),
    path("second-facteur/code/", mfa.authenticate, name="mfa_authenticate"),
    path("second-facteur/confirmer/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("second-facteur/application/", totp.activate_totp, name="mfa_activate_totp"),
    path("second-facteur/application/retirer/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path(
        "second-facteur/secours/",
        recovery_codes.view_recovery_codes,
        name="mfa_view_recovery_codes",
    ),
    path(
        "second-facteur/secours/nouveaux/",
        recovery_codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "second-facteur/secours/fichier/",
        recovery_codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
]

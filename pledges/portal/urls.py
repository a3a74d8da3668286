"""Addresses of the municipal portal."""

from django.urls import path, re_path

from pledges.portal.views import (
    agenda,
    assessments,
    attestations,
    commitments,
    evidence,
    given,
    handing_over,
    home,
    mails,
    notice,
    reports,
    several,
)

app_name = "portal"
REF = r"(?P<ref>[0-9a-hjkmnp-tv-z]{8})"

urlpatterns = [
    path("", home.home, name="home"),
    path("information/", notice.read, name="notice_read"),
    path("nos-apports.csv", given.as_csv, name="given_csv"),
    path("nos-apports.json", given.as_json, name="given_json"),
    path("courriels/", mails.rhythms, name="mails"),
    path("agenda/<str:secret>.ics", agenda.feed, name="feed"),
    path("desabonnement/<str:token>/", mails.unsubscribe, name="unsubscribe"),
    path("toujours-exact/", attestations.several, name="attest_several"),
    path("points-d-etape/", several.several, name="several"),
    re_path(rf"^passation/{REF}/$", handing_over.named, name="hand_over"),
    re_path(rf"^engagements/{REF}/$", commitments.one, name="followed"),
    re_path(rf"^engagements/{REF}/point-d-etape/$", reports.new, name="new_report"),
    re_path(rf"^engagements/{REF}/toujours-exact/$", attestations.one, name="attest"),
    re_path(rf"^engagements/{REF}/corriger/$", commitments.correct, name="correct"),
    re_path(rf"^points-d-etape/{REF}/$", reports.one, name="report"),
    re_path(rf"^points-d-etape/{REF}/annuler/$", reports.cancel, name="cancel_report"),
    re_path(rf"^evaluations/{REF}/$", assessments.one, name="assessment"),
    re_path(rf"^evaluations/{REF}/echeance\.ics$", assessments.calendar, name="calendar"),
    re_path(rf"^evaluations/{REF}/delai/$", assessments.more_time, name="more_time"),
    re_path(rf"^preuves/{REF}/$", evidence.download, name="evidence"),
    re_path(rf"^preuves/{REF}/retirer/$", evidence.remove, name="remove_evidence"),
]

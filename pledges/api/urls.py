"""Addresses of the API, v1."""

from django.urls import path, re_path
from rest_framework.routers import SimpleRouter

from pledges.api import changes, drafts, exports, me, replies, root, steps, views, webhooks

app_name = "api"
router = SimpleRouter()
RESOURCES = {
    "communes": views.CommuneResource,
    "intercommunalities": views.IntercommunalityResource,
    "departments": views.DepartmentResource,
    "regions": views.RegionResource,
    "elections": views.ElectionResource,
    "lists": views.ListResource,
    "pacts": views.PactResource,
    "signatures": views.SignatureResource,
    "letters": drafts.LetterResource,
    "passages": views.PassageResource,
    "commitments": views.CommitmentResource,
    "evidence": views.EvidenceResource,
    "reports": drafts.ReportResource,
    "assessments": views.AssessmentResource,
    "replies": views.ReplyResource,
}
for name, resource in RESOURCES.items():
    router.register(name, resource, basename=name)

_HELD = rf"(?P<resource>(?:{'|'.join(steps.KINDS)}))/(?P<ref>[0-9a-z]{{8}})"
_WEBHOOK = r"webhooks/(?P<ref>[0-9a-z]{8})"
urlpatterns = [
    # First, since they are asked most; no address below is one of theirs.
    *router.urls,
    path("", root.Root.as_view(), name="root"),
    path("openapi.yaml", root.Description.as_view(), name="openapi"),
    path("problems/<slug:slug>/", root.ProblemPage.as_view(), name="problem"),
    path("changes/", changes.Changes.as_view(), name="changes"),
    path("exports/", exports.Exports.as_view(), name="exports"),
    path("exports/catalogue.jsonld", exports.Catalogue.as_view(), name="catalogue"),
    re_path(
        r"^exports/(?P<name>[a-z]+)\.(?P<kind>csv|ndjson)$", exports.Export.as_view(), name="export"
    ),
    re_path(r"^exports/(?P<name>[a-z]+)\.schema\.json$", exports.ExportSchema.as_view()),
    path("me/", me.Me.as_view(), name="me"),
    re_path(
        r"^assessments/(?P<ref>[0-9a-z]{8})/reply/$",
        replies.ReplyToAssessment.as_view(),
        name="reply",
    ),
    re_path(
        r"^assessments/(?P<ref>[0-9a-z]{8})/reply/evidence/$",
        replies.ReplyEvidence.as_view(),
        name="reply_evidence",
    ),
    re_path(
        r"^assessments/(?P<ref>[0-9a-z]{8})/extension/$",
        replies.MoreTime.as_view(),
        name="more_time",
    ),
    re_path(
        r"^reports/(?P<ref>[0-9a-z]{8})/evidence/$",
        drafts.ReportEvidence.as_view(),
        name="report_evidence",
    ),
    path("webhooks/", webhooks.Webhooks.as_view(), name="webhooks"),
    re_path(rf"^{_WEBHOOK}/$", webhooks.OneWebhook.as_view(), name="webhook"),
    re_path(
        rf"^{_WEBHOOK}/(?P<change>rotate_secret|pause|resume)/$",
        webhooks.ChangeWebhook.as_view(),
        name="change_webhook",
    ),
    re_path(rf"^{_WEBHOOK}/test/$", webhooks.TestWebhook.as_view(), name="test_webhook"),
    re_path(rf"^{_WEBHOOK}/deliveries/$", webhooks.Deliveries.as_view(), name="deliveries"),
    re_path(
        rf"^{_WEBHOOK}/deliveries/(?P<delivery>[0-9a-z]{{8}})/replay/$",
        webhooks.Replay.as_view(),
        name="replay",
    ),
    re_path(rf"^{_HELD}/steps/$", steps.Steps.as_view(), name="steps"),
    re_path(rf"^{_HELD}/steps/(?P<step>[a-z_]+)/$", steps.TakeStep.as_view(), name="step"),
]

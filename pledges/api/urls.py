"""Addresses of the API, v1."""

from django.urls import path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.routers import SimpleRouter

from pledges.api import root, views

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
    "letters": views.LetterResource,
    "passages": views.PassageResource,
    "commitments": views.CommitmentResource,
    "evidence": views.EvidenceResource,
    "reports": views.ReportResource,
    "assessments": views.AssessmentResource,
    "replies": views.ReplyResource,
}
for name, resource in RESOURCES.items():
    router.register(name, resource, basename=name)

urlpatterns = [
    path("", root.Root.as_view(), name="root"),
    path("openapi.yaml", SpectacularAPIView.as_view(), name="openapi"),
    path("problems/<slug:slug>/", root.ProblemPage.as_view(), name="problem"),
    *router.urls,
]

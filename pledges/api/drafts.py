"""Writing over the API: drafts of reports, letters filed. The actions decide."""

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import AllowAny
from rest_framework.response import Response

from communes.models import Election
from communes.queries import known_lists
from ledger.refusals import Invalid
from ledger.steps import gettext_noop
from letters.actions.filing import file_letter
from letters.enums import Channel
from letters.reading.text import MAX_BYTES
from pledges.actions import evidencing, reporting
from pledges.api import views
from pledges.api.authentication import SessionAuthentication, SignedIn, TokenAuthentication
from pledges.api.bodies import JSONBody, TooLarge
from pledges.api.idempotency import answered_once
from pledges.api.steps import (
    KEY_PARAMETER,
    SEEN_PARAMETER,
    HeldSerializer,
    Private,
    checked,
    held,
    seen,
    shown,
    version_seen,
)
from pledges.api.strictness import refuse_unknown
from pledges.enums import EvidenceKind, Fulfilment
from pledges.queries import access
from pledges.validators import EVIDENCE_MAX_BYTES

NO_COMMITMENT = gettext_noop("There is no such commitment.")
NO_ELECTION = gettext_noop("There is no such election.")
NO_LIST = gettext_noop("There is no such list in this election.")


class ReportWordsSerializer(serializers.Serializer):
    """What a report says; anything may be missing until it is submitted."""

    declared = serializers.ChoiceField(choices=Fulfilment.choices, required=False, allow_blank=True)
    words = serializers.CharField(required=False, allow_blank=True, max_length=20_000)
    as_of = serializers.DateField(required=False, allow_null=True)


class NewReportSerializer(ReportWordsSerializer):
    commitment = serializers.CharField(max_length=8)


class NewLetterSerializer(serializers.Serializer):
    file = serializers.FileField(max_length=255)
    election = serializers.SlugField()
    list = serializers.CharField(required=False, max_length=8)
    list_note = serializers.CharField(required=False, max_length=300)
    received_on = serializers.DateField(required=False)
    channel = serializers.ChoiceField(choices=Channel.choices, required=False)
    brought_by = serializers.CharField(required=False, max_length=150)


class NewEvidenceSerializer(serializers.Serializer):
    """A link or a file (PDF, JPEG or PNG, 15 MB at most)."""

    kind = serializers.ChoiceField(choices=EvidenceKind.choices)
    title = serializers.CharField(max_length=200)
    url = serializers.CharField(required=False, max_length=500)
    file = serializers.FileField(required=False, max_length=255)
    dated = serializers.DateField(required=False)
    favourable = serializers.BooleanField(required=False, allow_null=True)


class AttachedSerializer(serializers.Serializer):
    """An evidence as it was attached, and what it goes with."""

    ref = serializers.CharField()
    report = serializers.CharField(required=False)
    assessment = serializers.CharField(required=False)
    title = serializers.CharField()
    sha256 = serializers.CharField(allow_blank=True)


class ProposalSerializer(serializers.Serializer):
    list = serializers.CharField()
    reasons = serializers.ListField(child=serializers.CharField())


class FiledSerializer(HeldSerializer):
    duplicate = serializers.BooleanField()
    proposals = ProposalSerializer(many=True)


class ReadByAllWrittenBySome:
    """A public resource that those signed in may also write: reading opens no session."""

    def _reads(self) -> bool:
        request = getattr(self, "request", None)  # None while the description is written
        if request is None or request.method in ("GET", "HEAD", "OPTIONS"):
            return True
        # A method that is not offered is refused as such (405), before anyone must sign in.
        return not hasattr(self, request.method.lower())

    def get_authenticators(self):
        reading = not hasattr(self, "request") or self._reads()
        return (
            [TokenAuthentication()] if reading else [TokenAuthentication(), SessionAuthentication()]
        )

    def get_permissions(self):
        return [AllowAny()] if self._reads() else [SignedIn()]

    def finalize_response(self, request, response, *args, **kwargs):
        if self._reads():
            return super().finalize_response(request, response, *args, **kwargs)
        response = super(views.Resource, self).finalize_response(request, response, *args, **kwargs)
        response.headers["Cache-Control"] = "private, no-store"
        return response


class ReportResource(ReadByAllWrittenBySome, views.ReportResource):
    """Published reports; contacts begin and change their own drafts here."""

    @extend_schema(
        parameters=[KEY_PARAMETER],
        request=NewReportSerializer,
        responses={201: HeldSerializer},
        summary="Begin a report",
    )
    def create(self, request):
        refuse_unknown(request.query_params, {"format"})

        def begin() -> Response:
            said = checked(NewReportSerializer, request.data)
            try:
                commitment = seen("commitment", said.pop("commitment"), request.user)
            except Http404:
                raise Invalid(NO_COMMITMENT, errors={"commitment": NO_COMMITMENT}) from None
            report = reporting.start_report(commitment=commitment, by=request.user, **said)
            return made("report", report, request.user)

        return answered_once(request, begin)

    @extend_schema(
        parameters=[SEEN_PARAMETER],
        request=ReportWordsSerializer,
        responses=HeldSerializer,
        summary="Change a draft report",
    )
    def partial_update(self, request, ref: str):
        refuse_unknown(request.query_params, {"format"})
        report = seen("report", ref, request.user)
        version = version_seen(request, report.version)
        said = checked(ReportWordsSerializer, request.data)
        now = {name: getattr(report, name) for name in ("declared", "words", "as_of")}
        report = reporting.save_report(ref=ref, version=version, by=request.user, **(now | said))
        return shown("report", report, request.user)


class ReportEvidence(Private):
    """What proves a report, while its contact may still write it."""

    parser_classes = [JSONBody, MultiPartParser]

    @extend_schema(
        parameters=[KEY_PARAMETER],
        request={
            "application/json": NewEvidenceSerializer,
            "multipart/form-data": NewEvidenceSerializer,
        },
        responses={201: AttachedSerializer},
        summary="Attach evidence to a draft report",
    )
    def post(self, request, ref: str):
        refuse_unknown(request.query_params, {"format"})
        report = seen("report", ref, request.user)
        return attached(request, {"report": ref}, report=report)


class LetterResource(ReadByAllWrittenBySome, views.LetterResource):
    """Public texts of letters; volunteers file letters here."""

    parser_classes = [MultiPartParser, JSONBody]

    @extend_schema(
        parameters=[KEY_PARAMETER],
        request={"multipart/form-data": NewLetterSerializer},
        responses={200: FiledSerializer, 201: FiledSerializer},
        summary="File a letter",
    )
    def create(self, request):
        """201 when filed, 200 when these very bytes were filed before."""
        refuse_unknown(request.query_params, {"format"})
        _refuse_above(request, MAX_BYTES)
        return answered_once(request, lambda: _file(request), in_one_transaction=False)


def attached(request, to: dict[str, str], **paper) -> Response:
    """The link or file of the request, added to the report or reply `paper`; once by key."""
    _refuse_above(request, EVIDENCE_MAX_BYTES)

    def attach() -> Response:
        said = checked(NewEvidenceSerializer, request.data)
        upload = said.pop("file", None)
        if upload is not None:
            said |= {"data": upload.read(), "name": upload.name}
        added = evidencing.add_evidence(by=request.user, **paper, **said)
        body = {"ref": added.ref, **to, "title": added.title, "sha256": added.sha256}
        return Response(body, status=201)

    return answered_once(request, attach)


def _refuse_above(request, most: int) -> None:
    """Before a file is read: the file's limit, and a margin for the other fields."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > most + 100_000:
        raise TooLarge(_("This is too large: %(most)d MB at most.") % {"most": most // 1_000_000})


def _file(request) -> Response:
    said = checked(NewLetterSerializer, request.data)
    upload = said.pop("file")
    said["election"] = Election.objects.filter(slug=said["election"]).first()
    if said["election"] is None:
        raise Invalid(NO_ELECTION, errors={"election": NO_ELECTION})
    if ref := said.pop("list", ""):
        rows = known_lists().filter(election=said["election"])
        said["electoral_list"] = rows.filter(ref=ref).first()
        if said["electoral_list"] is None:
            raise Invalid(NO_LIST, errors={"list": NO_LIST})
    filing = file_letter(data=upload.read(), name=upload.name, by=request.user, **said)
    response = made("letter", filing.letter, request.user)
    response.status_code = 200 if filing.duplicate else 201
    response.data |= {
        "duplicate": filing.duplicate,
        "proposals": [
            {"list": one.ref, "reasons": [str(why) for why in one.reasons]}
            for one in filing.proposals
        ],
    }
    return response


def made(kind: str, obj, user) -> Response:
    # Read again: what was just made holds values as they were given, not as they are kept.
    obj = access.MODELS[kind]._default_manager.get(pk=obj.pk)
    body = held(kind, obj, user)
    headers = {"ETag": f'"v{obj.version}"', "Location": body["url"]}
    return Response(body, status=201, headers=headers)

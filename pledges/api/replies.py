"""The contradictory phase over the API: the reply, what goes with it, more time to write it."""

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from pledges.actions import extending, reporting
from pledges.api.bodies import JSONBody
from pledges.api.drafts import AttachedSerializer, NewEvidenceSerializer, attached, made
from pledges.api.idempotency import answered_once
from pledges.api.steps import (
    KEY_PARAMETER,
    SEEN_PARAMETER,
    HeldSerializer,
    Private,
    checked,
    seen,
    shown,
    version_seen,
)
from pledges.api.strictness import refuse_unknown
from pledges.queries import portal


class ReplyWordsSerializer(serializers.Serializer):
    words = serializers.CharField(max_length=20_000)
    signed_as = serializers.CharField(max_length=150)


class OwnReplySerializer(ReplyWordsSerializer):
    """A reply as its commune reads it before publication."""

    ref = serializers.CharField()
    version = serializers.IntegerField()
    evidence = serializers.ListField(child=serializers.CharField())
    reply_until = serializers.DateTimeField()


class MoreTimeSerializer(serializers.Serializer):
    """How many more days (1 to 30), and why."""

    days = serializers.IntegerField()
    reason = serializers.CharField(max_length=10_000)


class ReplyToAssessment(Private):
    """The commune's words beside an assessment, until the deadline."""

    @extend_schema(responses=OwnReplySerializer, summary="The reply as it stands")
    def get(self, request, ref: str):
        refuse_unknown(request.query_params, {"format"})
        assessment = self._assessment(ref)
        reply = getattr(assessment, "reply", None)
        if reply is None:
            raise Http404
        return _reply(reply, assessment)

    @extend_schema(
        parameters=[SEEN_PARAMETER, KEY_PARAMETER],
        request=ReplyWordsSerializer,
        responses={200: OwnReplySerializer, 201: OwnReplySerializer},
        summary="Reply, or rewrite it",
    )
    def post(self, request, ref: str):
        refuse_unknown(request.query_params, {"format"})

        def answer() -> Response:
            assessment = self._assessment(ref)
            existing = getattr(assessment, "reply", None)
            version = version_seen(request, existing.version) if existing else 0
            said = checked(ReplyWordsSerializer, request.data)
            reply = reporting.reply(assessment=assessment, by=request.user, version=version, **said)
            return _reply(reply, assessment, status=200 if existing else 201)

        return answered_once(request, answer)

    def _assessment(self, ref: str):
        return seen("assessment", ref, self.request.user)


class ReplyEvidence(Private):
    """What goes with a reply, until its deadline. The reply's own `ETag` moves with it."""

    parser_classes = [JSONBody, MultiPartParser]

    @extend_schema(
        parameters=[KEY_PARAMETER],
        request={
            "application/json": NewEvidenceSerializer,
            "multipart/form-data": NewEvidenceSerializer,
        },
        responses={201: AttachedSerializer},
        summary="Attach evidence to a reply",
    )
    def post(self, request, ref: str):
        refuse_unknown(request.query_params, {"format"})
        reply = getattr(seen("assessment", ref, request.user), "reply", None)
        if reply is None:
            raise Http404
        return attached(request, {"assessment": ref}, reply=reply)


class MoreTime(Private):
    """More time to reply: asked once a notification; a moderator decides (`extensions`)."""

    @extend_schema(responses=HeldSerializer, summary="The request for more time, and its answer")
    def get(self, request, ref: str):
        refuse_unknown(request.query_params, {"format"})
        extension = portal.extension_of(seen("assessment", ref, request.user))
        if extension is None:
            raise Http404
        # An assessment is public one day; who asked for what, and why, is not.
        return shown("extension", seen("extension", extension.ref, request.user), request.user)

    @extend_schema(
        parameters=[KEY_PARAMETER],
        request=MoreTimeSerializer,
        responses={201: HeldSerializer},
        summary="Ask for more time to reply",
    )
    def post(self, request, ref: str):
        refuse_unknown(request.query_params, {"format"})
        assessment = seen("assessment", ref, request.user)

        def ask() -> Response:
            said = checked(MoreTimeSerializer, request.data)
            asked = extending.ask_for_time(assessment=assessment, by=request.user, **said)
            return made("extension", asked, request.user)

        return answered_once(request, ask)


def _reply(reply, assessment, *, status: int = 200) -> Response:
    body = {
        "ref": reply.ref,
        "version": reply.version,
        "words": reply.words,
        "signed_as": reply.signed_as,
        "evidence": sorted(reply.evidence.values_list("ref", flat=True)),
        "reply_until": assessment.reply_until,
    }
    return Response(body, status=status, headers={"ETag": f'"v{reply.version}"'})

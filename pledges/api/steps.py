"""Steps over the API: what may be done with an object, and doing it. The actions decide."""

import re
from typing import Any

from django.conf import settings
from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ParseError, ValidationError
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.policies import may_enter_desk
from ledger.refusals import STALE, Stale
from ledger.steps import Step, StepTable, gettext_noop
from letters import policies as letters_policies
from letters.actions.steps import JOURNEYS
from letters.enums import Channel
from pledges import policies
from pledges.actions.perform import perform
from pledges.api.authentication import SignedIn
from pledges.api.idempotency import answered_once
from pledges.api.problems import PreconditionRequired
from pledges.api.strictness import refuse_unknown
from pledges.queries import access
from pledges.workflow.table import TABLES

KINDS = {
    "commitments": "commitment",
    "corrections": "correction",
    "signatures": "signature",
    "solicitations": "solicitation",
    "reports": "report",
    "assessments": "assessment",
    "extensions": "extension",
    "letters": "letter",
    "letter_texts": "letter_text",
}
RESOURCE_OF = {kind: resource for resource, kind in KINDS.items()}
ETAG = re.compile(r'"v([0-9]{1,9})"')
NOT_AN_OBJECT = gettext_noop("Send a JSON object.")
EXISTING = gettext_noop("Unknown field. These exist: %(offered)s.")


SEEN_PARAMETER = OpenApiParameter(
    "If-Match",
    str,
    OpenApiParameter.HEADER,
    description='The ETag of the version you saw, e.g. "v3". 428 without it, 412 when it is old.',
)
KEY_PARAMETER = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    description="Sent again within 24 hours, the request is not done twice but answered alike.",
)


class OfferedStepSerializer(serializers.Serializer):
    """A step that leaves from the present state; `allowed` says whether the caller may take it."""

    name = serializers.CharField()
    label = serializers.CharField()
    to_state = serializers.CharField()
    needs = serializers.ListField(child=serializers.CharField())
    takes = serializers.ListField(child=serializers.CharField())
    allowed = serializers.BooleanField()
    why_not = serializers.CharField(allow_blank=True)
    url = serializers.CharField()


class HeldSerializer(serializers.Serializer):
    """An object as whoever may act on it reads it. Its `ETag` goes in `If-Match`."""

    kind = serializers.CharField()
    ref = serializers.CharField()
    title = serializers.CharField()
    state = serializers.CharField()
    version = serializers.IntegerField()
    changed_at = serializers.DateTimeField()
    fictitious = serializers.BooleanField()
    url = serializers.CharField()
    content = serializers.DictField(required=False)
    steps = OfferedStepSerializer(many=True)


class StepRequestSerializer(serializers.Serializer):
    """What a step may be given: `needs` of the step says what it must, `takes` what it may."""

    reason = serializers.CharField(required=False, allow_blank=True, max_length=10_000)
    signed_on = serializers.DateField(required=False)
    channel = serializers.ChoiceField(required=False, choices=Channel.choices)
    contacted_on = serializers.DateField(required=False)


class Private(APIView):
    """For those signed in: nothing here may be kept by a proxy."""

    permission_classes = [SignedIn]

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        response.headers["Cache-Control"] = "private, no-store"
        return response


class Steps(Private):
    """The object, and the steps that leave from its state."""

    @extend_schema(responses=HeldSerializer, summary="Where it stands, and its next steps")
    def get(self, request, resource: str, ref: str):
        refuse_unknown(request.query_params, {"format"})
        kind = KINDS[resource]
        return shown(kind, seen(kind, ref, request.user), request.user)


class TakeStep(Private):
    """Take one step, as the desk and the portal do."""

    @extend_schema(
        parameters=[SEEN_PARAMETER, KEY_PARAMETER],
        request=StepRequestSerializer,
        responses={200: HeldSerializer, 409: None},
        summary="Take a step",
    )
    def post(self, request, resource: str, ref: str, step: str):
        refuse_unknown(request.query_params, {"format"})
        kind, user = KINDS[resource], request.user
        obj = seen(kind, ref, user)
        row = next((one for one in table_of(kind) if one.name == step), None)
        if row is None:
            raise Http404

        def take() -> Response:
            version = version_seen(request, obj.version)
            reason, given = _asked(request.data, row)
            fresh = perform(
                kind=kind,
                step=step,
                ref=ref,
                by=user,
                version=version,
                reason=reason,
                given=given,
            )
            return shown(kind, fresh, user)

        return answered_once(request, take)


def seen(kind: str, ref: str, user) -> Any:
    """The object when this person may see it; Http404 otherwise, as for one that never was."""
    obj = access.found(kind, ref, user, of_desk=bool(may_enter_desk(user)))
    if obj is None:
        raise Http404
    return obj


def table_of(kind: str) -> StepTable:
    return JOURNEYS[kind][0] if kind in JOURNEYS else TABLES[kind]


def offers(kind: str, obj, user) -> list:
    """OfferedSteps from the policies of the app the object lives in."""
    if kind in JOURNEYS:
        return letters_policies.available_steps(obj, user)
    return policies.available_steps(kind, obj, user)


def version_seen(request, current: int) -> int:
    """The version named by If-Match. Raises PreconditionRequired (428) or Stale (412).

    `*` names no version: who says it has seen nothing.
    """
    raw = request.headers.get("If-Match", "").strip()
    if raw in ("", "*"):
        raise PreconditionRequired(_(str(PreconditionRequired.default_detail)))
    versions = [ETAG.fullmatch(one.strip()) for one in raw.split(",")]
    named = {int(found[1]) for found in versions if found}
    if current not in named:
        raise Stale(STALE, current=current)
    return current


def shown(kind: str, obj, user, *, status: int = 200) -> Response:
    """The object for its holder, under the ETag of its version."""
    return Response(held(kind, obj, user), status=status, headers={"ETag": f'"v{obj.version}"'})


def held(kind: str, obj, user) -> dict:
    """The fields of HeldSerializer; `content` is that of what is written here."""
    base = f"{settings.BASE_URL}/api/v1/{RESOURCE_OF[kind]}/{obj.ref}"
    body = {
        "kind": kind,
        "ref": obj.ref,
        "title": str(obj),
        "state": obj.state,
        "version": obj.version,
        "changed_at": obj.changed_at,
        "fictitious": obj.fictitious,
        "url": f"{base}/steps/",
    }
    if kind == "report":
        body["content"] = {
            "commitment": obj.commitment.ref,
            "declared": obj.declared,
            "words": obj.words,
            "as_of": obj.as_of,
        }
    if kind == "extension":
        body["content"] = {
            "assessment": obj.assessment.ref,
            "days": obj.days,
            "reason": obj.reason,
            "deadline": obj.deadline,
        }
    body["steps"] = [
        {
            "name": offer.step.name,
            "label": _(offer.step.label),
            "to_state": offer.step.target,
            "needs": list(offer.step.needs),
            "takes": list(offer.step.takes),
            "allowed": bool(offer.decision),
            "why_not": _(offer.decision.reason) if offer.decision.reason else "",
            "url": f"{base}/steps/{offer.step.name}/",
        }
        for offer in offers(kind, obj, user)
    ]
    return body


def checked(serializer_class, data, *, known: set[str] | None = None) -> dict:
    """Validated fields of a JSON object; unknown fields are refused naming those that exist."""
    if not hasattr(data, "keys"):
        raise ParseError(_(NOT_AN_OBJECT))
    serializer = serializer_class(data=data)
    existing = known if known is not None else set(serializer.fields)
    unknown = [name for name in data if name not in existing]
    if unknown:
        words = _(EXISTING) % {"offered": ", ".join(sorted(existing))}
        raise ValidationError({_printable(name): [words] for name in unknown[:20]})
    serializer.is_valid(raise_exception=True)
    return serializer.validated_data


def _printable(name: str) -> str:
    """A name from outside, fit to be said back."""
    return name[:100].encode("utf-8", "replace").decode()


def _asked(data, step: Step) -> tuple[str, dict]:
    values = checked(StepRequestSerializer, data or {}, known={"reason", *step.needs, *step.takes})
    return values.pop("reason", ""), values

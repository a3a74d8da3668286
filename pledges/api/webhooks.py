"""Webhooks over the API: one's own, with the log of what was sent."""

from django.conf import settings
from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied, ValidationError
from rest_framework.response import Response

from ledger.steps import gettext_noop
from pledges.actions.webhooks import managing
from pledges.api.authentication import ACTING
from pledges.api.idempotency import answered_once
from pledges.api.paging import KeysetPagination
from pledges.api.steps import KEY_PARAMETER, SEEN_PARAMETER, Private, checked, version_seen
from pledges.api.strictness import refuse_unknown
from pledges.enums import DeliveryState
from pledges.models import Webhook, WebhookDelivery
from pledges.policies import may_hold_webhooks
from pledges.queries.watching import deliveries_of, identifier_of, subject, webhooks_of

# Name in the API → field of Webhook.
ABOUT = {
    "commune": "commune",
    "intercommunality": "intercommunality",
    "department": "department",
    "region": "region",
    "list": "electoral_list",
    "pact": "pact",
}
NO_SUBJECT = gettext_noop("Nothing public has this identifier.")


class NewWebhookSerializer(serializers.Serializer):
    """Where to send, and about what: one of the identifiers at most; none means everything."""

    name = serializers.CharField(max_length=100)
    url = serializers.CharField(max_length=500, help_text="https, on a public address.")
    commune = serializers.CharField(required=False, max_length=5, help_text="INSEE code")
    intercommunality = serializers.CharField(required=False, max_length=9, help_text="SIREN")
    department = serializers.CharField(required=False, max_length=3)
    region = serializers.CharField(required=False, max_length=3)
    list = serializers.CharField(required=False, max_length=8)
    pact = serializers.CharField(required=False, max_length=80)


class SubjectSerializer(serializers.Serializer):
    kind = serializers.ChoiceField(choices=list(ABOUT))
    key = serializers.CharField()


class WebhookSerializer(serializers.Serializer):
    """A webhook as its owner reads it. `secret` is there once: when it was just made."""

    ref = serializers.CharField()
    name = serializers.CharField()
    target = serializers.CharField()
    about = SubjectSerializer(allow_null=True)
    version = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    paused_at = serializers.DateTimeField(allow_null=True)
    pause_reason = serializers.CharField(allow_blank=True)
    failures = serializers.IntegerField()
    previous_secret_until = serializers.DateTimeField(allow_null=True)
    secret = serializers.CharField(required=False, allow_null=True)
    url = serializers.CharField()


class WebhooksSerializer(serializers.Serializer):
    results = WebhookSerializer(many=True)


class AttemptSerializer(serializers.Serializer):
    on = serializers.DateTimeField()
    status = serializers.IntegerField(allow_null=True)
    ms = serializers.IntegerField()
    problem = serializers.CharField(allow_blank=True)


class DeliverySerializer(serializers.Serializer):
    """A message, its state and what each try was answered; `id` is that of `webhook-id`."""

    ref = serializers.CharField()
    id = serializers.CharField()
    type = serializers.CharField()
    seq = serializers.IntegerField()
    state = serializers.ChoiceField(choices=DeliveryState.values)
    tries = serializers.IntegerField()
    queued_on = serializers.DateTimeField()
    leaves_after = serializers.DateTimeField(allow_null=True)
    attempts = AttemptSerializer(many=True)
    body = serializers.CharField()


class DeliveriesSerializer(serializers.Serializer):
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = DeliverySerializer(many=True)


class Own(Private):
    """Of the caller's own webhooks; somebody else's is a 404, like one that never was."""

    scopes = ACTING | {"webhooks"}

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        decision = may_hold_webhooks(request.user)
        if not decision:
            raise PermissionDenied(_(decision.reason))

    def mine(self, request, ref: str) -> Webhook:
        row = webhooks_of(request.user).filter(ref=ref).first()
        if row is None:
            raise Http404
        return row


class Webhooks(Own):
    @extend_schema(
        responses=WebhooksSerializer, summary="My webhooks", operation_id="webhooks_list"
    )
    def get(self, request):
        refuse_unknown(request.query_params, {"format"})
        return Response({"results": [_shown(row) for row in webhooks_of(request.user)]})

    @extend_schema(
        parameters=[KEY_PARAMETER],
        request=NewWebhookSerializer,
        responses={201: WebhookSerializer},
        summary="Be told of changes at an address; the secret is shown once",
    )
    def post(self, request):
        refuse_unknown(request.query_params, {"format"})
        values = checked(NewWebhookSerializer, request.data)

        def make() -> Response:
            row, secret = managing.make_webhook(
                user=request.user,
                by=request.user,
                name=values["name"],
                url=values["url"],
                about=_about(values),
            )
            return _answer(row, secret, status=201)

        # A name is resolved in between: not in one transaction.
        return answered_once(request, make, in_one_transaction=False)


class OneWebhook(Own):
    @extend_schema(responses=WebhookSerializer, summary="One of my webhooks")
    def get(self, request, ref: str):
        refuse_unknown(request.query_params, {"format"})
        return _answer(self.mine(request, ref))

    @extend_schema(
        parameters=[SEEN_PARAMETER],
        responses={204: None, 409: None},
        summary="End a webhook for good",
    )
    def delete(self, request, ref: str):
        refuse_unknown(request.query_params, {"format"})
        row = self.mine(request, ref)
        managing.end(ref=ref, by=request.user, version=version_seen(request, row.version))
        return Response(status=204)


class ChangeWebhook(Own):
    """rotate_secret, pause, resume."""

    @extend_schema(
        parameters=[SEEN_PARAMETER, KEY_PARAMETER],
        request=None,
        responses={200: WebhookSerializer, 409: None},
        summary="Give another secret, pause or resume",
        operation_id="webhooks_change",
    )
    def post(self, request, ref: str, change: str):
        refuse_unknown(request.query_params, {"format"})
        row = self.mine(request, ref)

        def do() -> Response:
            said = {"ref": ref, "by": request.user, "version": version_seen(request, row.version)}
            if change == "rotate_secret":
                return _answer(*managing.rotate_secret(**said))
            fresh = {"pause": managing.pause, "resume": managing.resume}[change](**said)
            return _answer(fresh)

        return answered_once(request, do)


class TestWebhook(Own):
    @extend_schema(
        parameters=[KEY_PARAMETER],
        request=None,
        responses={202: DeliverySerializer, 409: None},
        summary="Send a message of type “test”",
    )
    def post(self, request, ref: str):
        refuse_unknown(request.query_params, {"format"})
        self.mine(request, ref)

        def send() -> Response:
            return Response(_delivery(managing.send_test(ref=ref, by=request.user)), status=202)

        return answered_once(request, send)


class Deliveries(Own):
    keyset = ("-pk",)

    @extend_schema(
        parameters=[
            OpenApiParameter("limit", int, description="Rows in a page, 1 to 1000."),
            OpenApiParameter("cursor", str, description="Where the page starts, from a link."),
            OpenApiParameter("count", str, enum=["exact"], description="Ask for the count."),
        ],
        responses=DeliveriesSerializer,
        summary="What was sent, newest first, kept thirty days",
        operation_id="webhooks_deliveries_list",
    )
    def get(self, request, ref: str):
        refuse_unknown(request.query_params, {"format", "limit", "cursor", "count"})
        paginator = KeysetPagination()
        page = paginator.paginate_queryset(deliveries_of(self.mine(request, ref)), request, self)
        return paginator.get_paginated_response([_delivery(one) for one in page])


class Replay(Own):
    @extend_schema(
        parameters=[KEY_PARAMETER],
        request=None,
        responses={202: DeliverySerializer, 409: None},
        summary="Send a message once more, under the same id",
    )
    def post(self, request, ref: str, delivery: str):
        refuse_unknown(request.query_params, {"format"})
        self.mine(request, ref)

        def send() -> Response:
            message = managing.replay(ref=ref, delivery=delivery, by=request.user)
            return Response(_delivery(message), status=202)

        return answered_once(request, send)


def _about(values: dict) -> dict:
    """Rows by field of Webhook. Raises ValidationError for an identifier of nothing."""
    about = {}
    for name, field in ABOUT.items():
        if name in values:
            about[field] = subject(field, values[name])
            if about[field] is None:
                raise ValidationError({name: [_(NO_SUBJECT)]})
    return about


def _answer(row: Webhook, secret: str | None = None, *, status: int = 200) -> Response:
    body = _shown(row)
    response = Response(body, status=status, headers={"ETag": f'"v{row.version}"'})
    if status == 201:
        response.headers["Location"] = body["url"]
    if secret is not None:
        response.data = body | {"secret": secret}
        # Shown once, kept nowhere in clear: the same request again is answered without it.
        response.remembered = body | {"secret": None}
    return response


def _shown(row: Webhook) -> dict:
    about = row.subject
    names = {field: name for name, field in ABOUT.items()}
    return {
        "ref": row.ref,
        "name": row.name,
        "target": row.url,
        "about": {"kind": names[about[0]], "key": identifier_of(*about)} if about else None,
        "version": row.version,
        "created_at": row.created_at,
        "paused_at": row.paused_at,
        "pause_reason": row.pause_reason,
        "failures": row.failures,
        "previous_secret_until": row.previous_until,
        "url": f"{settings.BASE_URL}/api/v1/webhooks/{row.ref}/",
    }


def _delivery(row: WebhookDelivery) -> dict:
    return {
        "ref": row.ref,
        "id": f"msg_{row.ref}",
        "type": row.event,
        "seq": row.number,
        "state": row.state,
        "tries": row.tries,
        "queued_on": row.queued_on,
        "leaves_after": row.leaves_after if row.state == DeliveryState.WAITING else None,
        "attempts": row.attempts,
        "body": row.body,
    }

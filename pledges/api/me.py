"""Who am I here, and what awaits me."""

from django.conf import settings
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.policies import holds, may_enter_desk
from accounts.queries import roles_held
from communes.queries import territories_of
from pledges.api.authentication import ACTING, scope_of
from pledges.api.steps import RESOURCE_OF, Private, offers, table_of
from pledges.api.strictness import refuse_unknown
from pledges.queries import access, portal

# States in which somebody of the association is expected to act; drafts wait for their author.
TEAM = {
    "commitment": ("in_review",),
    "correction": ("proposed",),
    "report": ("submitted",),
    "signature": ("received", "verified", "contested"),
    "assessment": ("notified",),
    "extension": ("requested",),
    "letter": ("received", "being_read"),
    "letter_text": ("proposed",),
}
MOST = 25


class RoleSerializer(serializers.Serializer):
    name = serializers.CharField()
    label = serializers.CharField()


class TerritorySerializer(serializers.Serializer):
    kind = serializers.CharField(help_text="commune or intercommunality")
    code = serializers.CharField(help_text="INSEE code or SIREN")
    name = serializers.CharField()


class AwaitingSerializer(serializers.Serializer):
    kind = serializers.CharField()
    ref = serializers.CharField()
    title = serializers.CharField()
    state = serializers.CharField()
    since = serializers.DateTimeField()
    until = serializers.DateTimeField(allow_null=True)
    steps = serializers.ListField(child=serializers.CharField())
    url = serializers.CharField()


class MeSerializer(serializers.Serializer):
    """The caller. `awaiting`: the oldest 25 of each kind; empty with a read token."""

    ref = serializers.CharField()
    name = serializers.CharField()
    fictitious = serializers.BooleanField()
    scope = serializers.ChoiceField(choices=["session", "read", "webhooks", "workflow"])
    roles = RoleSerializer(many=True)
    territories = TerritorySerializer(many=True)
    awaiting = AwaitingSerializer(many=True)


class Me(Private):
    """Who is calling, and what is expected of them."""

    scopes = ACTING | {"read", "webhooks"}

    @extend_schema(responses=MeSerializer, summary="Who I am, and what awaits me")
    def get(self, request):
        refuse_unknown(request.query_params, {"format"})
        user, scope = request.user, scope_of(request)
        return Response(
            {
                "ref": user.ref,
                "name": user.name,
                "fictitious": user.fictitious,
                "scope": scope,
                "roles": [{"name": one.name, "label": _(one.label)} for one in roles_held(user)],
                "territories": _territories(user),
                # A read token shows nothing that is not public, drafts and queues included.
                "awaiting": [*_for_team(user), *_for_town(user)] if scope in ACTING else [],
            }
        )


def _territories(user) -> list[dict]:
    held = territories_of(user)
    return [
        *({"kind": "commune", "code": one.code, "name": one.name} for one in held.communes),
        *(
            {"kind": "intercommunality", "code": one.siren, "name": one.name}
            for one in held.intercommunalities
        ),
    ]


def _for_team(user):
    """Objects one of whose steps this person may take now."""
    if not may_enter_desk(user):
        return
    for kind, states in TEAM.items():
        leaving = {step for state in states for step in table_of(kind).from_state(state)}
        if not any(holds(user, step.permission) for step in leaving):
            continue
        for obj in access.waiting(kind, states)[:MOST]:
            allowed = _allowed(kind, obj, user)
            if allowed:
                yield _line(kind, obj, allowed)
    for obj in access.waiting("commitment", ("draft",)).filter(created_by=user)[:MOST]:
        yield _line("commitment", obj, _allowed("commitment", obj, user))


def _for_town(user):
    """Replies due, and reports returned or begun, of the territories this person speaks for."""
    if not holds(user, "report"):
        return
    board = portal.board_of(user)
    for assessment in board.replies_due[:MOST]:
        yield _line("assessment", assessment, ["reply"], until=assessment.reply_until)
    for report in [*(one.report for one in board.returned), *board.drafts][:MOST]:
        yield _line("report", report, _allowed("report", report, user))


def _allowed(kind: str, obj, user) -> list[str]:
    return [offer.step.name for offer in offers(kind, obj, user) if offer.decision]


def _line(kind: str, obj, steps: list[str], *, until=None) -> dict:
    return {
        "kind": kind,
        "ref": obj.ref,
        "title": str(obj),
        "state": obj.state,
        "since": obj.state_at,
        "until": until,
        "steps": steps,
        "url": f"{settings.BASE_URL}/api/v1/{RESOURCE_OF[kind]}/{obj.ref}/steps/",
    }

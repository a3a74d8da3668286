"""`/changes/`: everything public that changed since a number, so that a mirror stays exact."""

from collections import defaultdict

from django.conf import settings
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import exceptions, serializers
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

from ledger.sequencing import number_entries
from ledger.steps import gettext_noop
from pledges.api.changes_feed import AtomRenderer
from pledges.api.conditional import conditional
from pledges.api.renderers import StatedNegotiation
from pledges.api.root import Open
from pledges.api.strictness import refuse_unknown
from pledges.exports.compiled import compiled
from pledges.exports.resources import RESOURCES
from pledges.queries.changes import EVERY, Change, changes_after

DEFAULT, MAXIMUM = 100, 1000
# Where the public identifier of a row is, when it is not its own column of that name.
_KEYS = {"letters": "letter__ref"}


class Gone(exceptions.APIException):
    status_code = 410
    default_detail = gettext_noop("Start again from /api/v1/exports/, then follow the changes.")


class ParentSerializer(serializers.Serializer):
    resource = serializers.CharField()
    ref = serializers.CharField()


class ChangeSerializer(serializers.Serializer):
    """A row that changed. `ref` is `*` when a whole resource is to be read again."""

    seq = serializers.IntegerField()
    resource = serializers.CharField()
    ref = serializers.CharField()
    version = serializers.IntegerField(allow_null=True)
    step = serializers.CharField()
    at = serializers.DateTimeField()
    reason = serializers.CharField(allow_blank=True)
    parent = ParentSerializer(allow_null=True)
    deleted = serializers.BooleanField()
    object = serializers.DictField(allow_null=True)


class ChangesSerializer(serializers.Serializer):
    last = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    results = ChangeSerializer(many=True)


class Changes(Open):
    """The changes after a number, in order; `last` is where to go on from, when `next` is null."""

    content_negotiation_class = StatedNegotiation
    renderer_classes = [JSONRenderer, AtomRenderer]

    @extend_schema(
        summary="What changed since a number",
        parameters=[
            OpenApiParameter("since", int, description="`last` of the page before; 0 at first."),
            OpenApiParameter("limit", int, description="Entries read, 1 to 1000; 100 by default."),
        ],
        responses={200: ChangesSerializer, 410: None},
        operation_id="changes_list",
    )
    def get(self, request):
        refuse_unknown(request.query_params, {"since", "limit", "format"})
        end = number_entries()
        feed = request.accepted_renderer.format == "atom"
        # A reader of feeds wants the latest; a mirror says where it stands.
        since = _number(request, "since", max(end - MAXIMUM, 0) if feed else 0, 0, 2**63 - 1)
        limit = _number(request, "limit", MAXIMUM if feed else DEFAULT, 1, MAXIMUM)
        if since > end:
            raise Gone
        changes, last = changes_after(since, limit)
        address = f"{settings.BASE_URL}/api/v1/changes/?since={last}&limit={limit}"
        response = Response(
            {
                "last": last,
                "next": address if last < end else None,
                "results": list(_described(changes)),
            }
        )
        patch_cache_control(response, public=True, no_cache=True)
        response.add_post_render_callback(lambda done: conditional(request, done))
        return response


def _number(request, name: str, default: int, least: int, most: int) -> int:
    raw = request.query_params.get(name)
    if raw is None:
        return default
    if raw.isascii() and raw.isdigit() and len(raw) <= 19 and least <= int(raw) <= most:
        return int(raw)
    sentence = _("A whole number from %(least)s to %(most)s.") % {"least": least, "most": most}
    raise exceptions.ValidationError({name: [sentence]})


def _described(changes: list[Change]):
    rows = _rows(changes)
    for change in changes:
        row = rows[change.resource].get(change.ref)
        every = change.ref == EVERY
        if row is None and not every and change.step in ("update", "add"):
            continue  # Never public, or its going was told by a step of its own.
        own = change.step not in ("update", "add")
        yield {
            "seq": change.number,
            "resource": change.resource,
            "ref": change.ref,
            "version": change.entry.version if own else None,
            "step": change.step,
            "at": change.entry.at,
            "reason": change.reason,
            "parent": dict(zip(("resource", "ref"), change.parent, strict=True))
            if change.parent
            else None,
            "deleted": row is None and not every,
            "object": row,
        }


def _rows(changes: list[Change]) -> dict[str, dict[str, dict]]:
    """The rows named by the changes, as they are now: resource → reference → row."""
    refs = defaultdict(set)
    for change in changes:
        refs[change.resource].add(change.ref)
    found = defaultdict(dict)
    for name, wanted in refs.items():
        resource = RESOURCES[name]
        key = _KEYS.get(name, resource.key)
        show = compiled(resource.shape)
        for row in resource.rows().filter(**{f"{key}__in": wanted - {EVERY}}):
            shown = show(row)
            found[name][shown[resource.key]] = shown
    return found

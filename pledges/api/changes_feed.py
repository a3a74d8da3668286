"""The changes as an Atom feed (`format=atom`), for a reader of feeds rather than a mirror."""

from django.conf import settings
from django.utils.dateparse import parse_datetime
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from rest_framework.renderers import BaseRenderer, JSONRenderer


class AtomRenderer(BaseRenderer):
    """Newest first; an entry's id is its number and row, so that it is never shown twice."""

    media_type, format, charset = "application/atom+xml", "atom", "utf-8"

    def render(self, data, accepted_media_type=None, renderer_context=None) -> bytes:
        context = renderer_context or {}
        if data is None or context["response"].exception:
            return JSONRenderer().render(data, accepted_media_type, renderer_context)
        home = f"{settings.BASE_URL}/api/v1/changes/"
        feed = Atom1Feed(
            title=_("Pacte – public changes"),
            link=home,
            description=None,
            feed_url=f"{home}?format=atom",
            author_name=settings.ASSOCIATION_NAME,
        )
        for change in reversed(data["results"]):
            _add(feed, home, change)
        return feed.writeString("utf-8").encode()


def _add(feed: Atom1Feed, home: str, change: dict) -> None:
    resource, ref, row = change["resource"], change["ref"], change["object"]
    moment = change["at"]
    moment = parse_datetime(moment) if isinstance(moment, str) else moment
    address = row["url"] if row else f"{settings.BASE_URL}/api/v1/{resource}/"
    title = _("%(resource)s %(ref)s: %(step)s") % {
        "resource": resource,
        "ref": ref,
        "step": change["step"],
    }
    feed.add_item(
        title=" – ".join(filter(None, (title, row and row.get("title")))),
        link=row.get("page", address) if row else address,
        description=change["reason"],
        unique_id=f"{home}#{change['seq']}-{resource}-{ref}",
        pubdate=moment,
        updateddate=moment,
    )

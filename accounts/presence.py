"""The desk says who else has a page open, and that a newer version was saved, before one types."""

from datetime import timedelta

from django.contrib.admin import ModelAdmin
from django.contrib.admin.utils import unquote
from django.http import Http404, HttpRequest, JsonResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.actions.presence import note_presence
from accounts.models import Presence, User

LATELY = timedelta(minutes=15)


class PresencePages(ModelAdmin):
    """Adds presence to a table of versioned rows; needs `kind`."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_presence"
        view = self.admin_site.admin_view(require_GET(self.presence_view))
        return [path("<path:object_id>/presence/", view, name=name), *super().get_urls()]

    def presence(self, request: HttpRequest, obj) -> dict:
        """For templates: who else is here, and where a script asks again."""
        name = f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_presence"
        return {
            "presence": _sentences(note_presence(self.kind, obj.ref, request.user)),
            "presence_url": f"{reverse(name, args=[obj.pk])}?version={obj.version}",
        }

    def presence_view(self, request: HttpRequest, object_id: str) -> JsonResponse:
        """The same, asked again by a script; says when the version that was seen is no more."""
        obj = self.get_object(request, unquote(object_id))
        if obj is None or not self.has_view_permission(request, obj):
            raise Http404
        words = self.presence(request, obj)["presence"]
        if request.GET.get("version", "") != str(obj.version):
            words.insert(0, _("A newer version was saved: open this page again before you type."))
        return JsonResponse({"words": words})


def _sentences(others: list[Presence]) -> list[str]:
    lately = [one for one in others if timezone.now() - one.seen_on < LATELY]
    if not lately:
        return []
    names = dict(
        User.objects.filter(ref__in={one.user_ref for one in lately}).values_list("ref", "name")
    )
    return [_sentence(names[one.user_ref], one) for one in lately if one.user_ref in names]


def _sentence(who: str, one: Presence) -> str:
    if timezone.now() - one.seen_on < timedelta(minutes=2):
        return _("%(who)s has this open now.") % {"who": who}
    when = timesince(one.seen_on, depth=1)
    return _("%(who)s had this open %(when)s ago.") % {"who": who, "when": when}

"""Atom feeds of the latest public changes: of the whole site, a territory, or a list."""

from django.contrib.syndication.views import Feed
from django.http import Http404
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from communes.queries import resolve_commune
from pledges.public.addresses import address_of
from pledges.public.chronicle import said
from pledges.queries import journal, pages


class SiteFeed(Feed):
    """The latest public steps of the ledger; nothing enters one during an election's silence."""

    feed_type = Atom1Feed

    def title(self, about=None) -> str:
        return f"Pacte – {about}" if about else f"Pacte – {_('Latest changes')}"

    def link(self, about=None) -> str:
        return address_of(about) if about else "/journal/"

    def items(self, about=None) -> list[journal.Line]:
        return journal.latest(about=about)[0]

    def item_title(self, line: journal.Line) -> str:
        sentence = f"{said(line.entry)} – {_name_of(line)}"
        return f"{sentence} ({_('fictitious')})" if line.fictitious else sentence

    def item_description(self, line: journal.Line) -> str:
        electoral_list = _list_of(line)
        return f"{electoral_list.label}, {electoral_list.commune.name}"

    def item_link(self, line: journal.Line) -> str:
        return address_of(_page_of(line))

    # A step keeps its identity whatever becomes of the title, hence of the address.
    item_guid_is_permalink = False

    def item_guid(self, line: journal.Line) -> str:
        entry = line.entry
        return f"pacte:{entry.object_kind}:{entry.object_ref}:{entry.version}"

    def item_pubdate(self, line: journal.Line):
        return line.entry.at

    item_updateddate = item_pubdate


class CorrectionsFeed(SiteFeed):
    """What was corrected, withdrawn or put back since it was published."""

    def title(self, about=None) -> str:
        return f"Pacte – {_('Corrections')}"

    def link(self, about=None) -> str:
        return "/corrections/"

    def items(self, about=None) -> list[journal.Line]:
        return journal.latest(told=journal.CORRECTIONS)[0]

    def item_description(self, line: journal.Line) -> str:
        return f"{super().item_description(line)}. {line.entry.reason}".strip()


class CommuneFeed(SiteFeed):
    def get_object(self, request, code, slug=None):
        resolution = resolve_commune(code)
        if resolution is None:
            raise Http404
        return resolution.commune


class IntercommunalityFeed(SiteFeed):
    def get_object(self, request, siren, slug=None):
        return _or_404(pages.one_intercommunality(siren))


class ListFeed(SiteFeed):
    def get_object(self, request, ref, slug=None):
        return _or_404(pages.one_list(ref))


class ArticleFeed(SiteFeed):
    """A measure of a pact: the commitments about it, in every commune."""

    def get_object(self, request, slug, edition, key):
        return _or_404(pages.one_article(slug, edition, key))

    def link(self, about=None) -> str:
        return address_of(about.pact_version.pact)


class CommitmentFeed(SiteFeed):
    def get_object(self, request, ref, slug=None):
        return _or_404(pages.one_commitment(ref))


def _or_404(found):
    if found is None:
        raise Http404
    return found


def _page_of(line: journal.Line):
    """What the line leads to: a commitment, a letter, or the list that signed."""
    if line.text:
        return line.text.letter
    return line.commitment or line.signature.electoral_list


def _list_of(line: journal.Line):
    about = line.commitment or line.signature or line.text.letter
    return about.electoral_list


def _name_of(line: journal.Line) -> str:
    return line.commitment.title if line.commitment else _list_of(line).label

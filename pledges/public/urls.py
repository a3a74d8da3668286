"""Addresses of the public site."""

from django.urls import path, re_path

from pledges.public import feeds
from pledges.public.described import GUIDES
from pledges.public.keeping import public_page
from pledges.public.views import (
    access,
    commitments,
    developers,
    evidence,
    letters,
    pages,
    sharing,
    territories,
    upkeep,
)

app_name = "public"
REF = r"(?P<ref>[0-9a-hjkmnp-tv-z]{8})"


def _feed(address: str, name: str, feed: type[feeds.SiteFeed]):
    """The feed beside a page: the page's address, then flux.atom."""
    return re_path(rf"^{address}flux\.atom$", public_page(feed()), name=f"{name}_feed")


CODE = r"(?P<code>[0-9][0-9AB][0-9]{3})"
COMMUNE = rf"communes/{CODE}(?:-(?P<slug>[-\w]*))?/"
GROUP = r"intercommunalites/(?P<siren>[0-9]{9})(?:-(?P<slug>[-\w]*))?/"
LIST = rf"listes/{REF}(?:-(?P<slug>[-\w]*))?/"
COMMITMENT = rf"engagements/{REF}(?:-(?P<slug>[-\w]*))?/"

urlpatterns = [
    _feed("", "site", feeds.SiteFeed),
    _feed(COMMUNE, "commune", feeds.CommuneFeed),
    _feed(GROUP, "intercommunality", feeds.IntercommunalityFeed),
    _feed(LIST, "electoral_list", feeds.ListFeed),
    _feed(COMMITMENT, "commitment", feeds.CommitmentFeed),
    path("", pages.home, name="home"),
    path("communes/", territories.communes, name="communes"),
    re_path(f"^{COMMUNE}$", territories.commune, name="commune"),
    re_path(f"^{COMMUNE}bilan/$", territories.commune_record, name="commune_record"),
    re_path(rf"^{COMMUNE}bilan\.pdf$", territories.commune_record_pdf, name="commune_record_pdf"),
    re_path(f"^{COMMUNE}integrer/$", sharing.share, name="share"),
    re_path(rf"^integrer/communes/{CODE}/$", sharing.embed, name="embed"),
    re_path(rf"^badges/communes/{CODE}\.svg$", sharing.badge, name="badge"),
    path("apercus/site.png", sharing.site_picture, name="site_picture"),
    re_path(rf"^apercus/communes/{CODE}\.png$", sharing.commune_picture, name="commune_picture"),
    re_path(
        rf"^apercus/engagements/{REF}\.png$",
        sharing.commitment_picture,
        name="commitment_picture",
    ),
    path("oembed/", sharing.oembed, name="oembed"),
    re_path(f"^{GROUP}$", territories.intercommunality, name="intercommunality"),
    re_path(f"^{COMMUNE}acces/$", access.of_commune, name="ask_access"),
    re_path(f"^{GROUP}acces/$", access.of_intercommunality, name="ask_group_access"),
    path("departements/<str:code>/", territories.department, name="department"),
    re_path(f"^{LIST}$", commitments.one_list, name="electoral_list"),
    path("engagements/", commitments.index, name="commitments"),
    re_path(f"^{COMMITMENT}$", commitments.one, name="commitment"),
    re_path(rf"^courriers/{REF}/$", letters.one, name="letter"),
    re_path(rf"^preuves/{REF}/$", evidence.file, name="evidence"),
    path("pactes/<slug:slug>/", pages.pact, name="pact"),
    path(
        "pactes/<slug:slug>/<str:edition>/<str:key>/flux.atom",
        public_page(feeds.ArticleFeed()),
        name="article_feed",
    ),
    path("methode/", pages.method, name="method"),
    path("donnees/", pages.data, name="data"),
    path("donnees/reference/", developers.reference, name="reference"),
    path("donnees/reference/<slug:part>/", developers.reference_part, name="reference_part"),
    path("donnees/mirror.py", developers.mirror, name="mirror"),
    re_path(
        rf"^donnees/(?P<name>{'|'.join(GUIDES)})/(?:(?P<language>fr|en)/)?$",
        developers.guide,
        name="guide",
    ),
    path("journal/", pages.journal, name="journal"),
    path("corrections/", pages.corrections, name="corrections"),
    _feed("corrections/", "corrections", feeds.CorrectionsFeed),
    path("recherche/", pages.search, name="search"),
    path("accessibilite/", pages.accessibility, name="accessibility"),
    path("mentions-legales/", pages.legal, name="legal"),
    path("confidentialite/", pages.privacy, name="privacy"),
    path("langue/", upkeep.set_language, name="set_language"),
    path("robots.txt", upkeep.robots, name="robots"),
    path("sitemap.xml", upkeep.sitemap, name="sitemap"),
    path("sante/vie", upkeep.alive, name="alive"),
    path("sante/pret", upkeep.ready, name="ready"),
]

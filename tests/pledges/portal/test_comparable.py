"""What communes of the same size did for the same article: newest first, bounded, never ranked."""

from datetime import timedelta

import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from communes.models import Commune, Intercommunality
from pledges.queries import comparable
from pledges.queries.comparable import band_of, comparable_with
from tests.factories import (
    make_assessment,
    make_commitment,
    make_commune,
    make_contact,
    make_list,
    make_pact,
    make_report,
    somebody,
)
from tests.ground import of_the_ground

# Another one is: it is about an article, of a commune of 60,000 people.
NOTHING_PUBLISHED = True


def add(ground):
    ground.saint_denis.population = 60_000
    ground.saint_denis.save()
    ground.article = make_pact().articles.first()
    ground.commitment = make_commitment(
        "published",
        electoral_list=ground.electoral_list,
        articles=[ground.article],
        pact_version=ground.article.pact_version,
    )


article = of_the_ground("article")


def another(article, code: str, *, population: int | None = 55_000, **content):
    commune = make_commune(code, f"Commune {code}")
    commune.population = population
    commune.save()
    return make_commitment(
        "published",
        electoral_list=make_list(commune=commune),
        articles=[article] if article else [],
        pact_version=article.pact_version if article else None,
        title=f"Mesure de {code}",
        **content,
    )


def titles(commitment) -> list[str]:
    return [one.commitment.title for one in comparable_with(commitment).examples]


def test_bands_touch_and_never_overlap():
    assert band_of(0) == (0, 499)
    assert band_of(499) == (0, 499)
    assert band_of(500) == (500, 1_999)
    assert band_of(2_500_000) == (100_000, None)


def test_the_same_band_and_article_alone_newest_first(portal, commitment, article):
    now = timezone.now()
    shown = [another(article, f"9300{number}") for number in range(1, 4)]
    for days, one in zip((3, 1, 2), shown, strict=True):
        with time_machine.travel(now - timedelta(days=days) + timedelta(days=4)):
            make_report("published", commitment=one)
    make_report("published", commitment=commitment)
    make_report("published", commitment=another(article, "93011", population=49_999))
    make_report("published", commitment=another(article, "93012", population=None))
    make_report("published", commitment=another(article, "93016", population=100_000))
    make_report("published", commitment=another(None, "93013"))
    make_report("published", commitment=another(make_pact().articles.last(), "93017"))
    make_report("submitted", commitment=another(article, "93014"))
    make_assessment("published", commitment=another(article, "93015"), fulfilment="not_kept")
    assert titles(commitment) == ["Mesure de 93002", "Mesure de 93003", "Mesure de 93001"]
    page = portal.get(f"/espace/engagements/{commitment.ref}/").content.decode()
    assert "Communes of 50,000 to 99,999 inhabitants" in page
    assert "never a ranking" in page
    assert "Mesure de 93002" in page
    assert f'href="/engagements/{shown[1].slug}/"' in page
    assert "93011" not in page


def test_only_communes_and_what_is_promised_for_them(commitment, article, plaine_commune):
    delegated = another(article, "93001")
    Commune.objects.filter(code="93001").update(
        kind="COMD", parent=commitment.electoral_list.commune
    )
    of_a_group = another(
        article, "93002", level="intercommunality", intercommunality=plaine_commune
    )
    for one in (delegated, of_a_group):
        make_report("published", commitment=one)
    assert titles(commitment) == []
    Commune.objects.filter(code="93001").update(kind="COM", parent=None)
    assert titles(commitment) == ["Mesure de 93001"]


def test_a_kept_measure_is_told_once_by_what_is_newest(commitment, article):
    kept = another(article, "93001")
    make_report("published", commitment=kept)
    make_assessment("published", commitment=kept, fulfilment="kept")
    (one,) = comparable_with(commitment).examples
    assert one.assessed
    assert one.progress == "kept"


def test_nothing_to_show_is_said_plainly(portal, commitment, saint_denis):
    address = f"/espace/engagements/{commitment.ref}/"
    assert "None of them has published a report" in portal.get(address).content.decode()
    saint_denis.population = None
    saint_denis.save()
    assert "Nothing to compare with" in portal.get(address).content.decode()


def test_what_it_costs_is_bounded(commitment, article, monkeypatch):
    """Three queries, however many there are; and only the latest are looked through."""
    counts = []
    for number in range(1, 4):
        make_report("published", commitment=another(article, f"9300{number}"))
        with CaptureQueriesContext(connection) as seen:
            fresh = type(commitment).objects.get(pk=commitment.pk)
            comparable_with(fresh)
        counts.append(len(seen))
    assert len(set(counts)) == 1
    monkeypatch.setattr(comparable, "LOOKED", 1)
    assert titles(commitment) == ["Mesure de 93003"]
    monkeypatch.setattr(comparable, "LOOKED", 10)
    monkeypatch.setattr(comparable, "MOST", 2)
    assert titles(commitment) == ["Mesure de 93003", "Mesure de 93002"]


def test_intercommunalities_are_compared_by_their_kind(portal, commitment, plaine_commune, article):
    commitment.level, commitment.intercommunality = "intercommunality", plaine_commune
    commitment.save()
    alike = Intercommunality.objects.create(
        siren="200000001", kind=plaine_commune.kind, name="Établissement inventé"
    )
    other = Intercommunality.objects.create(siren="200000002", kind="CC", name="Communauté")
    found = comparable_with(commitment)
    assert found.kind == plaine_commune.get_kind_display()
    assert found.examples == []
    make_report("published", commitment=another(article, "93001"))
    for code, group in (("93002", alike), ("93003", other), ("93004", plaine_commune)):
        theirs = another(article, code, level="intercommunality", intercommunality=group)
        make_report("published", commitment=theirs)
    assert titles(commitment) == ["Mesure de 93002"]
    make_contact(plaine_commune, user=(speaker := somebody("contact")))
    portal.force_login(speaker)
    page = portal.get(f"/espace/engagements/{commitment.ref}/").content.decode()
    assert "What comparable intercommunalities did" in page
    assert "Établissement inventé" in page
    assert "Declared by the intercommunality" in page
    assert "Communauté fictive" not in page

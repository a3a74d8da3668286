"""Pairs of rows that look like one are suggested to whoever may say so."""

import pytest

from accounts.models import User
from communes.models import Candidate
from pledges.actions import merging
from pledges.queries.duplicates import suggestions
from tests import factories
from tests.factories import anyone, somebody

pytestmark = pytest.mark.django_db


def test_pairs_that_look_alike_are_suggested_until_somebody_answers():
    kept = factories.make_list(label="Saint-Denis ensemble")
    gone = factories.make_list(label="SAINT DENIS, ENSEMBLE")
    far = factories.make_commune("01053", "Bourg-en-Bresse")
    factories.make_list(label="Saint-Denis ensemble", commune=far)
    (found,) = suggestions("list")
    assert (found.kept, found.gone) == (kept, gone)
    merging.dismiss_pair(kind="list", kept_ref=gone.ref, gone_ref=kept.ref, by=anyone("moderator"))
    assert suggestions("list") == []


def test_a_label_typed_wrong_is_suggested_beside_the_official_one():
    official = factories.make_list(label="Saint-Denis en commun")
    typed = factories.make_list(label="Saint-Denis en comun")
    factories.make_list(label="Saint-Denis autrement")
    type(official).objects.filter(pk=official.pk).update(panel_number=3)
    (found,) = suggestions("list")
    assert ({found.kept, found.gone}, len(found.reasons)) == ({official, typed}, 1)
    # Two official lists may well have nearly the same name.
    type(official).objects.filter(pk=typed.pk).update(panel_number=4)
    assert suggestions("list") == []


def test_a_name_typed_wrong_is_suggested_at_the_same_domain_alone():
    people = [somebody("contact") for _ in range(3)]
    names = ("Camille Durand", "Durant Camille", "Camille Durandd")
    mails = ("c.durand@ville.example", "camille@ville.example", "camille@autre.example")
    for user, name, email in zip(people, names, mails, strict=True):
        User.objects.filter(pk=user.pk).update(name=name, email=email)
    (found,) = suggestions("person")
    assert [found.kept, found.gone] == people[:2]


def test_every_kind_is_suggested():
    electoral_list = factories.make_list()
    factories.make_signature(electoral_list=electoral_list)
    for rank in (7, 8):
        Candidate.objects.create(list=electoral_list, rank=rank, last_name="Été", first_name="Léa")
    words = "Bonjour. Nous installerons des logiciels libres dans toutes les écoles. {}"
    letters = [factories.make_letter(electoral_list, text=words.format(n)) for n in ("Un", "Deux")]
    people = [factories.make_contact(electoral_list.commune, user=somebody("contact"))]
    people.append(factories.make_contact(electoral_list.commune, user=somebody("contact")))
    for user, name in zip(people, ("Léa Été", "ETE Lea"), strict=True):
        User.objects.filter(pk=user.pk).update(name=name)
    assert [(one.kept, one.gone) for one in suggestions("letter")] == [tuple(letters)]
    assert [len(one.reasons) for one in suggestions("person")] == [2]
    assert [one.kept.rank for one in suggestions("candidate")] == [7]

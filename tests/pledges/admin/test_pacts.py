"""Pacts at the desk: read, never written; each import is in the history of what it moved."""

import copy

import pytest
from django.urls import reverse

from pledges.actions.pacts import apply_pact
from pledges.models import PactVersion

pytestmark = pytest.mark.django_db
ARTICLE = {"key": "1", "title": "Préférer le libre", "text": "Les logiciels.", "to_complete": False}
EDITION = {"label": "2026", "preamble": "", "source": "", "adopted_on": None, "articles": [ARTICLE]}
CONTENT = {"slug": "pacte-invente", "name": "Pacte inventé", "association": "Association inventée"}


def test_the_history_of_an_edition_shows_its_own_words_that_moved(page_client, moderator):
    content = CONTENT | {"versions": [EDITION, EDITION | {"label": "2014"}]}
    apply_pact(content=copy.deepcopy(content))
    content["versions"][0] = EDITION | {"articles": [ARTICLE | {"text": "Les logiciels libres."}]}
    apply_pact(content=content)
    page_client.force_login(moderator)
    pages = {
        version.label: page_client.get(
            reverse("admin:pledges_pactversion_change", args=[version.pk])
        ).content.decode()
        for version in PactVersion.objects.all()
    }
    assert [page.count("loaded it from a file") for page in pages.values()] == [2, 2]
    assert "<ins>" in pages["2026"]
    assert "<ins>" not in pages["2014"]

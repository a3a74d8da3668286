"""A reader of the API, and a world where every resource has at least one public row."""

import pytest
from django.test import Client

from communes.models import Commune, Intercommunality, Membership
from tests.factories import (
    make_assessment,
    make_commitment,
    make_commune,
    make_letter,
    make_list,
    make_public_text,
    make_report,
    make_signature,
)
from tests.ground import made_once
from tests.pledges.api import description


class Reader(Client):
    """Reads addresses under /api/v1/, and checks what is true of every answer."""

    def read(self, path: str, query: dict | None = None, **headers):
        """GET: path "lists/REF/", or the whole address of a link."""
        path = path.partition("/api/v1/")[2] if "://" in path else path
        response = self.get(f"/api/v1/{path}", query, headers=headers)
        assert response.status_code < 500
        assert "sessionid" not in response.cookies
        return response

    def rows(self, path: str, query: dict | None = None) -> list[dict]:
        response = self.read(path, query)
        assert response.status_code == 200, response.content
        return response.json()["results"]

    def problem(self, path: str, query: dict | None = None, *, status: int = 400, **headers):
        """The body of an answer that must be a problem of this status."""
        response = self.read(path, query, **headers)
        return checked_problem(response, status)


def checked_problem(response, status: int) -> dict:
    assert response.status_code == status, response.content
    assert response.headers["Content-Type"].split(";")[0] == "application/problem+json"
    body = response.json()
    assert set(body) == {"type", "title", "status", "detail", "errors"}
    assert body["status"] == status
    assert body["title"]
    return body


@pytest.fixture(scope="session")
def described() -> dict:
    return description.read()


@pytest.fixture
def reader():
    return Reader()


@pytest.fixture(scope="module")
def _shared_world(django_db_setup, django_db_blocker):
    with made_once(django_db_blocker, one_of_everything) as shared:
        yield shared


@pytest.fixture
def world(_shared_world, db) -> dict[str, str]:
    """One public row of each resource: name of the resource → its key."""
    return _shared_world


def make_here() -> Commune:
    """Saint-Denis with what is above it, for a world made before the cast, who find them there."""
    commune = make_commune()
    group = Intercommunality.objects.create(siren="200057867", kind="EPT", name="Plaine Commune")
    Membership.objects.create(commune=commune, intercommunality=group)
    return commune


def one_of_everything() -> dict[str, str]:
    electoral_list = make_list(commune=make_here())
    letter = make_letter(electoral_list)
    make_public_text(letter=letter)
    commitment = make_commitment("published", electoral_list=electoral_list)
    report = make_report("published", commitment=commitment)
    assessment = make_assessment("published", commitment=commitment)
    signature = make_signature("published", electoral_list=electoral_list)
    return {
        "regions": "11",
        "departments": "93",
        "intercommunalities": "200057867",
        "communes": "93066",
        "elections": electoral_list.election.slug,
        "lists": electoral_list.ref,
        "pacts": commitment.pact_version.pact.slug,
        "signatures": signature.ref,
        "letters": letter.ref,
        "passages": commitment.quotes.get().passage.ref,
        "commitments": commitment.ref,
        "evidence": assessment.sources.get().ref,
        "reports": report.ref,
        "assessments": assessment.ref,
        "replies": assessment.reply.ref,
    }

"""The record of a commune as a PDF: what a council reads in it; test_canaries says what is not."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from communes.models import Succession
from pledges.models import Commitment
from pledges.public import printing
from pledges.public.addresses import address_of
from pledges.queries import records
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shared_site")]


@pytest.fixture
def address(saint_denis) -> str:
    return f"{address_of(saint_denis)}bilan.pdf"


@pytest.fixture
def opened(client, address):
    """Call it: the PDF of the commune, opened."""

    def fetch(path: str = address) -> PdfReader:
        answer = client.get(path)
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
        return PdfReader(BytesIO(answer.content))

    return fetch


def said(pdf: PdfReader) -> str:
    """Its words, lines joined: where a line is cut says nothing."""
    return " ".join("\n".join(page.extract_text() for page in pdf.pages).split())


def flat(words: str) -> str:
    return " ".join(words.split())


def test_both_sides_are_word_for_word_with_their_states(opened, published):
    text = said(opened())
    commitment = published.commitment
    quote = commitment.quotes.get().passage.public_quote
    assert flat(f"« {quote} »") in text
    for words in (commitment.title, published.report.words, published.assessment.words):
        assert flat(words) in text
    assert "Déclaré par la municipalité" in text
    assert "Évalué par l’association" in text
    assert "page 1 sur" in text


def test_it_says_what_it_is_to_programs(opened, published, saint_denis, settings):
    pdf = opened()
    assert saint_denis.name in pdf.metadata.title
    assert pdf.metadata.author == settings.ASSOCIATION_NAME
    assert pdf.trailer["/Root"]["/Lang"] == "fr"
    for page in pdf.pages:
        for font in page["/Resources"]["/Font"].values():
            assert "/FontFile2" in font["/FontDescriptor"], font["/BaseFont"]


def test_what_is_invented_is_marked(opened, published):
    marked = f"{flat(published.commitment.title)} [fictif]"
    for fictitious in (False, True):
        Commitment.objects.update(fictitious=fictitious)
        assert (marked in said(opened())) is fictitious


def test_a_withdrawn_commitment_is_absent(opened, published):
    title = "Retiré avant le conseil"
    factories.make_commitment("withdrawn", electoral_list=published.electoral_list, title=title)
    assert title not in said(opened())


def test_other_addresses_of_the_commune_lead_to_one(client, saint_denis, address):
    Succession.objects.create(old_code="93059", commune=saint_denis)
    for code in ("93066", "93066-faux", "93059"):
        answer = client.get(f"/communes/{code}/bilan.pdf")
        assert (answer.status_code, answer.headers["Location"]) == (301, address)
    assert client.get("/communes/99999/bilan.pdf").status_code == 404


def test_who_has_it_is_told_so_until_it_changes(client, published, address):
    first = client.get(address)
    assert first.headers["Cache-Control"] == "public, max-age=60"
    held = {"If-None-Match": first.headers["ETag"]}
    again = client.get(address, headers=held)
    assert (again.status_code, again.headers["Cache-Control"]) == (304, "public, max-age=60")
    factories.make_commitment("published", electoral_list=published.electoral_list)
    assert client.get(address, headers=held).status_code == 200


def test_a_commune_without_commitments_has_one(opened, elsewhere):
    assert "Aucun engagement publié." in said(opened(f"{address_of(elsewhere)}bilan.pdf"))


def test_words_longer_than_a_page_and_signs_of_any_kind_are_printed(opened, published):
    words = "Fin <b>& <img src='http://x.example/a.png'/> \u202f! 漢 " + "Une phrase longue. " * 900
    factories.make_report("published", commitment=published.commitment, words=f"{words}Terminé.")
    pdf = opened()
    text = said(pdf)
    assert "Fin <b>& <img src='http://x.example/a.png'/> ! ¤ Une phrase" in text
    assert text.count("phrase") == 900
    assert "Terminé." in text
    assert f"page {len(pdf.pages)} sur {len(pdf.pages)}" in text


def test_the_page_leads_to_it(read, published, address):
    assert f'href="{address}"' in read(address.replace(".pdf", "/"))


def test_the_same_record_is_the_same_bytes(published, saint_denis):
    day = published.report.as_of
    one, two = (
        printing.record_pdf(records.record_of(saint_denis), today=day, address="https://x.example/")
        for _each in range(2)
    )
    assert one == two


def test_what_comparable_communes_did_is_in_it(opened, published):
    commune = published.electoral_list.commune
    commune.population = 1_200_000
    commune.save()
    published.commitment.articles.set(published.commitment.pact_version.articles.all())
    assert "jamais un classement" in said(opened())
    assert "Aucune n’a publié" in said(opened())
    elsewhere = factories.make_commune("69123", "Lyon")
    elsewhere.population = 520_000
    elsewhere.save()
    one = factories.make_commitment(
        "published",
        electoral_list=factories.make_list(commune=elsewhere),
        articles=list(published.commitment.articles.all()),
        pact_version=published.commitment.pact_version,
        title="Mesure inventée d’ailleurs",
    )
    factories.make_report("published", commitment=one)
    text = said(opened())
    assert "Communes de 100 000 habitants ou plus" in text
    assert "Mesure inventée d’ailleurs – Lyon" in text

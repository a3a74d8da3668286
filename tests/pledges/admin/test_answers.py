"""The mail merge and its way back: a file out, a plan, answers kept row by row."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from ledger.models import Entry
from ledger.refusals import Invalid
from pledges.importers import answers
from pledges.models import Solicitation
from pledges.workflow.signature import SOLICITATION
from tests.factories import make_list, make_merge, make_solicitation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shared_ground")]
ANSWERS = "admin:pledges_solicitation_answers"
HEAD = "reference;answer;reason\n"


def make_ground() -> list[Solicitation]:
    """Three lists of a campaign: two asked, one still to be."""
    first = make_solicitation("contacted", electoral_list=make_list(label="=1+1 Ensemble"))
    states = ("contacted", "to_contact")
    return [first, *(make_solicitation(state, campaign=first.campaign) for state in states)]


@pytest.fixture
def asked(ground):
    return ground


def exported(client, campaign, dialect="rfc4180"):
    address = reverse("admin:pledges_solicitation_export")
    answer = client.get(address, {"campaign": campaign.pk, "dialect": dialect})
    assert answer.status_code == 200
    return answer.getvalue().decode()


def sent(client, campaign, text):
    file = SimpleUploadedFile("reponses.csv", text.encode("utf-8-sig"))
    return client.post(reverse(ANSWERS), {"campaign": campaign.pk, "file": file})


def states(rows):
    found = dict(Solicitation.objects.values_list("pk", "state"))
    return [found[row.pk] for row in rows]


def test_the_file_has_a_row_per_list_and_runs_no_formula(desk, moderator, asked):
    text = exported(desk(moderator), asked[0].campaign)
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {row["reference"] for row in rows} == {one.electoral_list.ref for one in asked}
    (first,) = [row for row in rows if row["reference"] == asked[0].electoral_list.ref]
    assert first["list"] == "'=1+1 Ensemble"
    assert (first["code of the commune"], first["first name of the head of list"]) == (
        "93066",
        "Alix",
    )
    assert first["answer"] == ""
    excel = exported(desk(moderator), asked[0].campaign, "excel-fr")
    assert excel.startswith("\ufeffreference;list;")


def test_rows_are_numbered_as_a_spreadsheet_does_and_words_are_told(desk, moderator, asked):
    client, campaign = desk(moderator), asked[0].campaign
    text = exported(client, campaign)
    rows = list(csv.DictReader(io.StringIO(text)))
    assert text.count("\n") > 2 * len(rows), "messages take several lines"
    for row in rows:
        row["answer"] = "maybe"
    filled = io.StringIO()
    writer = csv.DictWriter(filled, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    page = sent(client, campaign, filled.getvalue())
    assert [one.line.number for one in page.context["rejected"]] == [2, 3, 4]
    assert "agreement announced, document awaited" in page.content.decode()


def test_from_the_file_to_the_answers_and_once_only(desk, moderator, asked, typed_in):
    client, campaign = desk(moderator), asked[0].campaign
    refs = [one.electoral_list.ref for one in asked]
    text = HEAD + f"{refs[0]};answered;\n{refs[1]};refused;\n{refs[2]};;\n00000000;answered;\n"
    text += f"{refs[0]};refused;\n{refs[2]};not solicited;\n{refs[1]};peut-être;\n"
    page = sent(client, campaign, text)
    assert [one.line.number for one, _target in page.context["moving"]] == [2, 3]
    assert [(one.line.number, one.problem) for one in page.context["rejected"]] == [
        (5, answers.UNKNOWN_LIST),
        (6, answers.TWICE),
        (7, answers.NEEDS_REASON),
        (8, answers.TWICE),
    ]
    assert states(asked) == ["contacted", "contacted", "to_contact"]
    typed = typed_in(page)
    apply = reverse("admin:pledges_solicitation_apply_answers")
    answer = client.post(apply, typed)
    assert len(answer.context["done"]) == 2
    assert states(asked) == ["answered", "refused", "to_contact"]
    entries = Entry.objects.count()
    assert client.post(apply, typed).context["done"] == []
    page = sent(client, campaign, text)
    assert page.context["moving"] == []
    assert len(page.context["same"]) == 2
    assert Entry.objects.count() == entries


def test_what_changed_since_the_plan_is_refused_by_row(desk, moderator, asked, typed_in):
    from pledges.actions.signing import solicitation_step

    client, campaign = desk(moderator), asked[0].campaign
    refs = [one.electoral_list.ref for one in asked]
    typed = typed_in(sent(client, campaign, HEAD + f"{refs[0]};answered;\n{refs[1]};refused;\n"))
    solicitation_step(step="remind", ref=asked[0].ref, by=moderator, version=asked[0].version)
    answer = client.post(reverse("admin:pledges_solicitation_apply_answers"), typed)
    assert len(answer.context["done"]) == 1
    assert [reason for _one, reason in answer.context["refused"]] == [answers.CHANGED]
    assert states(asked)[:2] == ["reminded", "refused"]


@pytest.mark.parametrize("text", ["list;answer\nx;y\n", "", "\x00"])
def test_a_file_of_another_shape_is_refused_before_anything(desk, moderator, asked, text):
    page = sent(desk(moderator), asked[0].campaign, text or " ")
    assert page.status_code == 400
    assert page.context["form"].errors["file"]


def test_commas_and_french_words_are_read_too(asked, moderator, in_french):
    ref = asked[0].electoral_list.ref
    lines = answers.read(f"reference,answer\n{ref.upper()},A répondu\n".encode())
    assert lines[0].reference == ref
    said = gettext(SOLICITATION.states["refused"])
    assert said != SOLICITATION.states["refused"]
    planned = answers.plan([answers.Line(2, ref, said.upper(), "")], asked[0].campaign, moderator)
    assert [one.step for one in planned] == ["decline"]


def test_a_french_spreadsheet_gives_back_the_columns_it_was_given(
    desk, moderator, asked, in_french
):
    client, campaign = desk(moderator), asked[0].campaign
    text = exported(client, campaign, "excel-fr")
    assert text.startswith("\ufeffréférence;liste;prénom de la tête de liste;")
    table = csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";")
    names, *rows = table
    rows[0][names.index("réponse")], rows[0][names.index("motif")] = "a refusé", "« déçus »"
    filled = io.StringIO()
    csv.writer(filled, delimiter=";").writerows([names, *rows])
    # As Excel saves « CSV (séparateur : point-virgule) » on a French computer.
    (line,) = answers.read(filled.getvalue().encode("cp1252"))
    assert (line.reference, line.answer, line.reason) == (rows[0][0], "a refusé", "« déçus »")


def test_a_workbook_is_told_to_be_saved_as_text():
    with pytest.raises(Invalid) as refused:
        answers.read(b"PK\x03\x04\x14\x00\x06\x00")
    assert refused.value.reason == answers.NOT_TEXT


def test_volunteers_and_strangers_neither_export_nor_import(desk, volunteer, camille, asked):
    for user in (volunteer, camille):
        for name in ("export", "answers", "apply_answers"):
            address = reverse(f"admin:pledges_solicitation_{name}")
            for answer in (desk(user).get(address), desk(user).post(address, {})):
                assert answer.status_code in (302, 404)
                assert answer.status_code == 404 or "/admin/login/" in answer.url
    assert states(asked) == ["contacted", "contacted", "to_contact"]


def test_a_list_merged_into_another_is_not_written_to(desk, moderator, asked):
    make_merge("merged", kept=asked[0].electoral_list, gone=asked[1].electoral_list)
    text = exported(desk(moderator), asked[0].campaign)
    assert asked[1].electoral_list.ref not in text


def test_no_answer_is_told_from_the_deadline(desk, moderator, asked):
    client, address = desk(moderator), reverse("admin:pledges_solicitation_changelist")

    def found(which):
        return set(client.get(address, {"answer": which}).context["cl"].queryset)

    waiting = set(asked[:2])
    assert (found("late"), found("awaited")) == (set(), waiting)
    campaign = asked[0].campaign
    for days, late in ((0, False), (-1, True)):
        day = timezone.localdate() + timedelta(days=days)
        type(campaign).objects.filter(pk=campaign.pk).update(answer_by=day)
        assert found("late") == (waiting if late else set())
        assert found("awaited") == (set() if late else waiting)

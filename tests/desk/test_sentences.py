"""What happened is said in sentences: whatever the step, and in French as a town hall would."""

import ast
from datetime import datetime
from types import SimpleNamespace

from django.template.loader import render_to_string
from django.utils import timezone, translation

from accounts.differences import compared, differences
from accounts.histories import OTHER_WORDS
from accounts.sentences import SAID
from communes.actions.contacts import declare_conflict
from communes.models import Contact
from letters.enums import PassageDecision
from letters.models import Letter
from letters.workflow import LETTER, TEXT
from pledges.workflow.mail import MAIL
from pledges.workflow.table import TABLES
from tests.project.places import sources


def test_every_step_has_its_sentence():
    steps = {step.name for table in (*TABLES.values(), LETTER, TEXT, MAIL) for step in table}
    assert (steps | OTHER_WORDS.keys()) - SAID.keys() == set()


def test_a_line_of_a_history_in_french():
    at = timezone.make_aware(datetime(2026, 11, 24, 21, 14))
    line = SimpleNamespace(
        at=at, what="Ada a renvoyé", role="", state="", reason="À revoir.", changes=()
    )
    with translation.override("fr"):
        page = render_to_string("admin/history.html", {"history": [line]})
    assert "Le 24 novembre 2026 à 21\u00a0h\u00a014, Ada a renvoyé" in " ".join(page.split(" "))


def test_every_step_that_code_records_has_its_sentence():
    """Tables apart: births, and what moves no state, are named where they are recorded."""
    recorded = {
        word.value.value: path.name
        for path in sources()
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call)
        for word in call.keywords
        if word.arg == "step" and isinstance(word.value, ast.Constant)
    }
    recorded |= dict.fromkeys(PassageDecision.values, "reading.py")
    assert len(recorded) > 50
    assert {step: name for step, name in recorded.items() if step not in SAID} == {}


def test_words_changed_in_a_row_are_read_in_a_row():
    parts = compared("Écrire au sujet de tout", "Écrire à propos de tout.")
    assert [(part.kind, part.text) for part in parts] == [
        ("same", "Écrire "),
        ("gone", "au sujet"),
        ("new", "à propos"),
        ("same", " de "),
        ("gone", "tout"),
        ("new", "tout."),
    ]
    assert "".join(part.text for part in parts if part.kind != "gone") == "Écrire à propos de tout."


def test_rows_are_called_by_their_names(electoral_list):
    (change,) = differences(Letter, {"list": None}, {"list": electoral_list.ref})
    assert [part.text for part in change.parts] == [str(electoral_list)]


def test_contacts_and_ties_are_called_by_their_names(camille, moderator, saint_denis):
    assert str(Contact.objects.get()) == f"{camille.name} – {saint_denis}"
    tie = declare_conflict(
        user=moderator, commune=saint_denis, electoral_list=None, reason="J’y vis.", by=moderator
    )
    assert str(tie) == f"{moderator.name} – {saint_denis}"

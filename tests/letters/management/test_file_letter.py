"""`file_letter`: files, folders of mail, one message piped by a mail server."""

import io
import os
import sys
from datetime import date, datetime

import pytest
from django.core.management import CommandError, call_command

from ledger.refusals import Invalid
from letters.actions import filing
from letters.models import Letter
from letters.reading.text import Extraction
from tests import factories

pytestmark = pytest.mark.django_db
MAIL = """From: Alix <alix@liste.example>
To: pacte@example.org
Subject: Le pacte
Message-ID: <{0}@liste.example>

Nous ouvrirons {0} ateliers.
"""


@pytest.fixture
def election(db):
    return factories.make_election()


def run(*files, **options) -> str:
    out = io.StringIO()
    call_command("file_letter", *map(str, files), stdout=out, stderr=out, **options)
    return out.getvalue()


@pytest.fixture
def maildir(tmp_path):
    box = tmp_path / "maildir"
    for name in ("cur", "new", "tmp"):
        (box / name).mkdir(parents=True)
    for place, name, number in (("cur", "1.a:2,S", 1), ("new", "2.b", 2), ("tmp", "3.c", 3)):
        path = box / place / name
        path.write_text(MAIL.format(number))
        os.utime(path, (stamp := datetime(2026, 3, 10 + number, 12).timestamp(), stamp))
    return box


def test_a_maildir_is_filed_message_by_message_and_left_as_it_was(maildir, election):
    before = sorted(path.name for path in maildir.rglob("*"))
    out = run(maildir, election=election.slug)
    assert out.count("filed: ") == 2
    first, second = Letter.objects.order_by("pk")
    assert (first.subject, first.received_on) == ("Le pacte", date(2026, 3, 11))
    assert second.received_on == date(2026, 3, 12)
    assert "1 ateliers" in first.latest.text
    assert sorted(path.name for path in maildir.rglob("*")) == before
    assert run(maildir, election=election.slug).count("already filed: ") == 2
    assert Letter.objects.count() == 2


def test_a_message_is_read_on_standard_input(election, monkeypatch):
    pipe = io.TextIOWrapper(io.BytesIO(MAIL.format(7).encode()))
    monkeypatch.setattr(sys, "stdin", pipe)
    run("-", election=election.slug, channel="form", brought_by="Zoé")
    letter = Letter.objects.get()
    assert letter.sender == "Alix <alix@liste.example>"
    assert (letter.channel, letter.brought_by) == ("form", "Zoé")


def test_a_mail_server_is_asked_to_try_again_when_the_reader_cannot_run(election, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Bonjour.")))
    gone = Extraction("", "text/plain", "unavailable")
    monkeypatch.setattr(filing, "extract", lambda *args, **kwargs: gone)
    with pytest.raises(CommandError) as failure:
        run("-", election=election.slug)
    assert failure.value.returncode == 75


def test_one_refused_file_stops_none_of_the_others(tmp_path, election):
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.txt").write_bytes(b"")
    (folder / "b.txt").write_text("Nous formerons les agents.")
    with pytest.raises(CommandError) as failure:
        run(folder, election=election.slug)
    assert failure.value.returncode == 1
    assert Letter.objects.count() == 1


def test_nothing_is_filed_on_a_dry_run_nor_with_a_wrong_name(tmp_path, election):
    path = tmp_path / "b.txt"
    path.write_text("Nous formerons les agents.")
    assert "filed: " in run(path, election=election.slug, dry_run=True)
    for files, slug in (((path, tmp_path / "none"), election.slug), ((path,), "other")):
        with pytest.raises(CommandError) as failure:
            run(*files, election=slug)
        assert failure.value.returncode == 2
    assert not Letter.objects.exists()


def test_a_file_larger_than_what_can_be_kept_is_refused(election, monkeypatch):
    monkeypatch.setattr(filing, "MOST_BYTES", 10)
    with pytest.raises(Invalid):
        filing.file_letter(data=b"a" * 11, name="a.txt", election=election, by=None)
    assert not Letter.objects.exists()

"""A person is erased: found nowhere but where it is said, and the ledger still holds."""

import json
import zipfile
from datetime import timedelta
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings as site
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.actions.presence import note_presence
from accounts.actions.tokens import make_token
from accounts.models import ApiToken, Invitation, Presence, User
from communes.actions.contacts import declare_conflict
from communes.models import Contact
from ledger.models import Entry, Undoable
from ledger.refusals import IllegalStep, NotAllowed
from letters.models import Letter
from pledges.actions import evidencing
from pledges.actions.erasing import erase_person
from pledges.actions.keeping import keep_typed
from pledges.enums import MailState
from pledges.models import OutboxMail, Typed, Webhook
from pledges.queries.persons import person_of
from tests import factories
from tests.cast import person
from tests.factories.files import a_picture
from tests.ground import of_the_ground

EMAIL = "zoe.quelqune@mairie.example"
NAME = "Zoé Quelqu’une-Canarix"


def add(ground):
    commune = factories.make_commune()
    ground.moderator = person("Maxence", "moderator")
    ground.zoe = _zoe(commune)
    ground.report = _report(ground.zoe, commune)
    _name_elsewhere(ground.zoe, ground.report, ground.moderator)


@pytest.fixture
def zoe(ground):
    """The contact of here under a name found nowhere else, present wherever a person can be."""
    return ground.zoe


@pytest.fixture
def report(ground):
    """What she gave the association: words, and a file that bears her name."""
    return ground.report


moderator = of_the_ground("moderator")


def _zoe(commune):
    user = factories.make_contact(commune, user=person("Camille", "contact"))
    user = User.objects.get(pk=user.pk)
    user.email, user.name = EMAIL, NAME
    user.save(update_fields=["email", "name"])
    EmailAddress.objects.create(user=user, email=EMAIL, verified=True, primary=True)
    Authenticator.objects.create(user=user, type="totp", data={"secret": EMAIL})
    keep_typed(by=user, page="/espace/", values={"words": f"Bien à vous, {NAME}"}, why="left")
    make_token(user=user, name=f"Machine de {NAME}", scope="read", days=30, by=user)
    note_presence("letter", "abcdefgh", user)
    later = timezone.now() + timedelta(days=3)
    Invitation.objects.create(user=user, expires_on=later, created_by=user)
    Webhook.objects.create(
        user=user, created_by=user, name=NAME, url=f"https://x.example/{EMAIL}", secret="s"
    )
    declare_conflict(
        user=user, reason=f"{NAME} est ma cousine", commune=Contact.objects.get(user=user).commune
    )
    client = Client()
    client.force_login(user)
    session = client.session
    session.save()
    UserSession.objects.create(
        user=user, session_key=session.session_key, ip="192.0.2.7", user_agent=NAME
    )
    return user


def _report(zoe, commune):
    electoral_list = factories.make_list(commune=commune)
    commitment = factories.make_commitment("published", electoral_list=electoral_list)
    report = factories.make_report("draft", commitment=commitment, by=zoe)
    evidencing.add_evidence(
        by=zoe,
        kind="minutes",
        title="Procès-verbal",
        data=a_picture("PNG", maker=EMAIL),
        name=f"{NAME}.png",
        report=report,
        fictitious=True,
    )
    return report


def _name_elsewhere(zoe, report, moderator):
    """She is named in what others wrote."""
    letter = report.commitment.quotes.get().passage.letter_version.letter
    said = {"sender": f"{NAME} <{EMAIL}>", "brought_by": NAME.upper(), "subject": f"De {NAME} !"}
    for name, value in said.items():
        setattr(letter, name, value)
    letter.save()
    for step, who, body in (("publish", zoe, f"Bonjour {NAME}"), ("return", moderator, EMAIL)):
        OutboxMail.objects.create(
            recipient=who,
            object_kind="report",
            object_ref=report.ref,
            object_version=9,
            step=step,
            subject=f"Pour {NAME}",
            body=body,
            leaves_after=timezone.now(),
        )
    Undoable.objects.create(
        seq=10**6, until=timezone.now() + timedelta(days=1), rows=[{"was": {"sender": EMAIL}}]
    )


def whole_database() -> dict[str, str]:
    """Table → all its rows as one text."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        content = {}
        for table in tables:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            content[table] = "\n".join(map(_text, cursor.fetchall()))
    return content


def _text(row) -> str:
    return " ".join(
        bytes(cell).decode(errors="replace") if isinstance(cell, bytes | memoryview) else str(cell)
        for cell in row
    )


def tables_with(*words: str) -> set[str]:
    # JSON may be kept with its accents as escapes.
    every = {one.casefold() for word in words for one in (word, json.dumps(word)[1:-1])}
    return {
        table
        for table, said in whole_database().items()
        if any(word in said.casefold() for word in every)
    }


def test_after_erasure_nothing_names_the_person(coordinator):
    before = tables_with(EMAIL, NAME)
    assert {"accounts_user", "letters_letter", "pledges_outboxmail", "ledger_undoable"} <= before
    # A full-text index of SQLite keeps of a word what the one before it does not begin with.
    end = "narix"
    if connection.vendor == "sqlite":
        indexed = ("accounts_user", "letters_letter", "pledges_outboxmail")
        assert {f"{table}_words_data" for table in indexed} <= tables_with(end)
    erase_person(person=person_of(EMAIL), by=coordinator)
    assert tables_with(EMAIL, NAME, end) == set()
    kept = [path for path in site.MEDIA_ROOT.rglob("*") if path.is_file()]
    assert kept
    assert not [path for path in kept if NAME.encode() in path.read_bytes() + path.name.encode()]
    call_command("verify_ledger", "--all", stdout=StringIO())


def test_what_was_theirs_ends(zoe, coordinator):
    erase_person(person=person_of(EMAIL), by=coordinator, reason="Demande du 25 novembre")
    zoe.refresh_from_db()
    assert (zoe.is_active, zoe.name) == (False, "a person who was erased")
    assert not zoe.has_usable_password()
    assert not zoe.groups.exists()
    assert not Typed.objects.exists()
    assert not Presence.objects.filter(user_ref=zoe.ref).exists()
    assert not UserSession.objects.exists()
    assert not Authenticator.objects.exists()
    assert ApiToken.objects.get().revoked_by == coordinator
    assert Webhook.objects.get().ended_at
    assert Contact.objects.get(user=zoe).end == timezone.localdate()
    states = set(OutboxMail.objects.filter(recipient=zoe).values_list("state", flat=True))
    assert states == {MailState.CANCELLED}
    entry = Entry.objects.get(object_kind="user", step="erase_person")
    assert (entry.object_ref, entry.actor_ref) == (zoe.ref, coordinator.ref)
    assert entry.reason == "Demande du 25 novembre"


def test_the_dry_run_says_every_place_and_changes_nothing(zoe):
    before, out = whole_database(), StringIO()
    call_command("erase_person", EMAIL, stdout=out)
    said = out.getvalue()
    for place in (
        "deleted: mfa.Authenticator: 1",
        "deleted: usersessions.UserSession: 1",
        "replaced: letters.Letter.sender: 1",
        "replaced: letters.Letter.brought_by: 1",
        "replaced: pledges.Evidence.original_name: 1",
        "emptied: pledges.Webhook",
        "deleted: ledger.Undoable.rows: 1",
        "points to the pseudonym: communes.Contact.user: 1",
        "nothing was changed",
    ):
        assert place in said
    assert whole_database() == before


def test_what_is_kept_is_said_with_its_reason(report, zoe):
    from communes.models import Candidate

    Candidate.objects.update(first_name="Zoé Quelqu’une-Canarix")
    out = StringIO()
    call_command("erase_person", EMAIL, "--apply", stdout=out)
    assert "kept: communes.Candidate.first_name: 1" in out.getvalue()
    assert tables_with(EMAIL, NAME) == {"communes_candidate"}


def test_accounts_merged_are_one_person(zoe, stranger, coordinator):
    User.objects.filter(pk=stranger.pk).update(duplicate_of=zoe, name="Zoé Autrement")
    erase_person(person=person_of(stranger.email), by=coordinator)
    assert tables_with(EMAIL, stranger.email, "Zoé Autrement") == set()


def test_a_first_name_alone_is_not_taken_from_others(zoe, report, stranger, coordinator):
    letter = report.commitment.quotes.get().passage.letter_version.letter
    Letter.objects.filter(pk=letter.pk).update(sender="Sacha Tout-Autre")
    erase_person(person=person_of(stranger.email), by=coordinator)
    letter.refresh_from_db()
    assert letter.sender == "Sacha Tout-Autre"


@pytest.mark.parametrize("who", ["volunteer", "moderator"])
def test_only_a_coordinator_erases(who, zoe, request):
    with pytest.raises(NotAllowed):
        erase_person(person=person_of(EMAIL), by=request.getfixturevalue(who))
    assert User.objects.get(pk=zoe.pk).name == NAME


def test_the_last_coordinator_and_oneself_stay(coordinator, second_coordinator):
    both = [coordinator.pk, second_coordinator.pk]
    User.objects.exclude(pk__in=both).update(is_active=False)
    with pytest.raises(NotAllowed):
        erase_person(person=person_of(coordinator.email), by=coordinator)
    erase_person(person=person_of(coordinator.email), by=second_coordinator)
    with pytest.raises(NotAllowed):
        erase_person(person=person_of(second_coordinator.email))


def test_a_mail_that_is_leaving_is_waited_for(zoe):
    soon = timezone.now() + timedelta(minutes=1)
    OutboxMail.objects.filter(recipient=zoe).update(claimed_until=soon)
    before = whole_database()
    with pytest.raises(IllegalStep):
        erase_person(person=person_of(EMAIL))
    assert whole_database() == before


def test_nobody_is_erased_twice(zoe):
    call_command("erase_person", EMAIL, "--apply", stdout=StringIO())
    zoe.refresh_from_db()
    for address in (EMAIL, zoe.email):
        with pytest.raises(CommandError):
            call_command("erase_person", address, "--apply", stdout=StringIO())


def test_the_archive_holds_what_they_gave_and_no_secret(zoe, tmp_path):
    target = tmp_path / "her.zip"
    call_command("export_person", EMAIL, "--to", str(target), stdout=StringIO())
    assert target.stat().st_mode & 0o077 == 0
    with zipfile.ZipFile(target) as archive:
        content = json.loads(archive.read("person.json"))
        names = [name for name in archive.namelist() if name.startswith("files/")]
        assert [archive.read(name)[:4] for name in names] == [b"\x89PNG"]
    assert content["accounts"][0]["email"] == EMAIL
    assert content["accounts"][0]["roles"] == ["contact"]
    assert {"pledges.Report", "pledges.Typed", "communes.Contact", "accounts.ApiToken"} <= set(
        content["rows"]
    )
    assert any(one["place"] == "letters.Letter.sender" for one in content["named_in"])
    said = json.dumps(content)
    assert ApiToken.objects.get().digest not in said
    assert zoe.password not in said or not zoe.password
    assert call_command("export_person", EMAIL, "--dry-run", stdout=StringIO()) is None
    with pytest.raises(CommandError):
        call_command("export_person", "nobody@cast.example", stdout=StringIO())

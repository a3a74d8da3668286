"""`at=`: what the API showed on a day is what it says of that day, for ever."""

from collections import defaultdict
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from ledger.refusals import Refusal
from pledges.actions import evidencing, mandates
from pledges.models import Reply
from pledges.queries.as_of import KNOWN
from tests import factories
from tests.factories import anyone
from tests.pledges.api.test_mirror import Hands, some

pytestmark = pytest.mark.django_db
START = datetime(2026, 4, 7, 9, 30, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")
OPERATIONS = 60


class Deciders(Hands):
    """And those who withhold a reply, rewrite it, put it back; each thing has been done once."""

    def __init__(self, seed: int):
        super().__init__(seed)
        self.first = [factories.make_report, factories.make_assessment, factories.make_signature]

    def do(self) -> None:
        if self.first:
            self.first.pop()("published")
        elif self.chance.random() < 0.25:
            self.on_reply()
        else:
            super().do()

    def on_reply(self):
        """Decided about in turn, since what waits for chance alone hardly ever happens."""
        contested = self.some_reply("contested")
        act = self.chance.choice(
            [self.on_reply_withheld, self.on_reply_put_back, self.on_reply_rewritten]
        )
        if contested and self.chance.random() < 0.5:
            self.step("reply", contested, "withhold", anyone("moderator", 4))
        else:
            with suppress(Refusal):
                act()

    def some_reply(self, *states: str) -> Reply | None:
        return some(self.chance, Reply.objects.filter(state__in=states))

    def on_reply_withheld(self):
        if reply := self.some_reply("given"):
            factories.to_withhold(reply, self.state("contested", "withheld"))

    def on_reply_kept(self):
        if reply := self.some_reply("contested"):
            self.step("reply", reply, "keep", anyone("moderator"))

    def on_reply_put_back(self):
        if reply := self.some_reply("withheld"):
            self.step("reply", reply, "restore", anyone("moderator", 3))

    def on_reply_rewritten(self):
        if reply := self.some_reply("given", "contested", "withheld"):
            factories.rewritten(reply, by=reply.created_by, words=f"Récrit {self.chance.random()}.")

    def on_evidence_of_a_reply(self):
        if reply := self.some_reply("given", "contested", "withheld"):
            evidencing.add_evidence(
                by=reply.created_by,
                reply=reply,
                kind="minutes",
                title="Procès-verbal inventé",
                url=f"https://mairie.example/{self.chance.random()}",
            )


class Log:
    """What was withheld, day after day, from the rows themselves and not from the ledger."""

    def __init__(self):
        self.replies = defaultdict(list)

    def write(self, now: datetime) -> None:
        for reply in Reply.objects.all():
            self.replies[reply.ref].append((now, reply))

    def withheld_since(self, ref: str, words: str, now: datetime) -> str:
        """Why these words, shown at `now`, were withheld later and never put back; or ""."""
        because, hidden = "", False
        for at, reply in self.replies[ref]:
            if at > now and reply.state == "withheld":
                because, hidden = reply.withheld_because, True
            elif at > now and hidden and reply.words == words:
                hidden = False
        return because if hidden else ""

    def still_told(self, known: dict[str, dict], now: datetime) -> dict[str, dict]:
        """What may be told today of what was shown at `now`."""
        today = dict(known)
        today["replies"] = {ref: self.reply_told(row, now) for ref, row in known["replies"].items()}
        withheld = {ref for ref, days in self.replies.items() if days[-1][1].state == "withheld"}
        today["evidence"] = {
            ref: row for ref, row in known["evidence"].items() if row["reply"] not in withheld
        }
        return today

    def reply_told(self, row: dict, now: datetime) -> dict:
        because = row["words"] and self.withheld_since(row["ref"], row["words"], now)
        nothing = {"words": "", "signed_as": "", "evidence": [], "withheld_because": because}
        return row | nothing if because else row


def everything(reader, at: str = "") -> dict[str, dict]:
    query = {"limit": "1000"} | ({"at": at} if at else {})
    return {name: {row["ref"]: row for row in reader.rows(f"{name}/", query)} for name in KNOWN}


@pytest.mark.parametrize("seed", [7, 11])
def test_each_past_day_is_told_as_it_was_shown(reader, saint_denis, plaine_commune, seed):
    """The oracle is the API itself: its answers of each day are kept, and asked for again."""
    hands, shown, log = Deciders(seed), {}, Log()
    for number in range(OPERATIONS):
        now = START + timedelta(days=number)
        with time_machine.travel(now, tick=False):
            hands.do()
            log.write(now)
            if number % 4 == 3:
                shown[now] = everything(reader)
    for name in KNOWN:
        assert any(rows[name] for rows in shown.values()), name
    assert any(log.still_told(known, now) != known for now, known in shown.items())
    for number, (now, known) in enumerate(shown.items()):
        form = "%Y-%m-%d" if number % 2 else "%Y-%m-%dT%H:%M"
        told = everything(reader, f"{now.astimezone(PARIS):{form}}")
        assert told == log.still_told(known, now), now


def test_a_minute_before_it_was_not_known(reader, saint_denis):
    with time_machine.travel(START, tick=False):
        ref = factories.make_commitment("published").ref
    assert reader.read(f"commitments/{ref}/", {"at": "2026-04-07T11:30"}).status_code == 200
    reader.problem(f"commitments/{ref}/", {"at": "2026-04-07T11:29"}, status=404)
    reader.problem(f"commitments/{ref}/", {"at": "2026-04-06"}, status=404)
    assert reader.rows("commitments/", {"at": "2026-04-06"}) == []


def test_the_list_of_the_day_comes_back_after_a_merge(reader, saint_denis):
    with time_machine.travel(START, tick=False):
        commitment = factories.make_commitment("published")
        gone = commitment.electoral_list
        kept = factories.make_list(election=gone.election, commune=gone.commune)
    with time_machine.travel(START + timedelta(days=2), tick=False):
        factories.make_merge("merged", kept=kept, gone=gone)
    path = f"commitments/{commitment.ref}/"
    assert reader.read(path, {"at": "2026-04-08"}).json()["list"] == gone.ref
    assert reader.read(path).json()["list"] == kept.ref


def test_a_mandate_is_told_as_it_was_known_that_day(reader, saint_denis):
    with time_machine.travel(START, tick=False):
        commitment = factories.make_commitment("published")
    with time_machine.travel(START + timedelta(days=2), tick=False):
        change = factories.make_mandate_change(
            "in_force", electoral_list=commitment.electoral_list, since=START.date()
        )
    path = f"commitments/{commitment.ref}/"
    assert reader.read(path).json()["mandate"]["effect"] == "suspended"
    assert reader.read(path, {"at": "2026-04-08"}).json()["mandate"] is None
    with time_machine.travel(START + timedelta(days=4), tick=False):
        mandates.lift(ref=change.ref, by=change.created_by, version=2, reason="Levé.")
    assert reader.read(path).json()["mandate"] is None
    assert reader.read(path, {"at": "2026-04-10"}).json()["mandate"]["effect"] == "suspended"


def test_the_old_wording_and_its_progress_come_back(reader, saint_denis):
    with time_machine.travel(START, tick=False):
        commitment = factories.make_commitment("published", title="Avant")
    with time_machine.travel(START + timedelta(days=2), tick=False):
        factories.make_correction("accepted", commitment=commitment, title="Après")
        factories.make_assessment("published", commitment=commitment)
    path = f"commitments/{commitment.ref}/"
    then, now = reader.read(path, {"at": "2026-04-08"}).json(), reader.read(path).json()
    assert (then["title"], then["progress"], then["revision"]) == ("Avant", "not_assessed", 1)
    assert (now["title"], now["progress"], now["revision"]) == ("Après", "in_progress", 2)
    assert then["page"].endswith("-avant/")


def test_pages_of_a_past_day_are_walked_whole(reader, saint_denis):
    refs = {factories.make_commitment("published").ref for _ in range(3)}
    today = f"{datetime.now(PARIS):%Y-%m-%d}"
    answer = reader.read("commitments/", {"at": today, "limit": "2"}).json()
    seen = [row["ref"] for row in answer["results"]]
    seen += [row["ref"] for row in reader.read(answer["next"]).json()["results"]]
    assert seen == sorted(refs)


def test_a_past_day_keeps_the_filters_that_cannot_have_changed(reader, saint_denis, elsewhere):
    here = factories.make_commitment("published", electoral_list=factories.make_list())
    factories.make_commitment("published", electoral_list=factories.make_list(commune=elsewhere))
    today = f"{datetime.now(PARIS):%Y-%m-%d}"
    rows = reader.rows("commitments/", {"at": today, "commune": "93066"})
    assert [row["ref"] for row in rows] == [here.ref]
    for name, value in (("progress", "kept"), ("q", "école"), ("firmness", "firm")):
        assert (
            reader.problem("commitments/", {"at": today, name: value})["errors"][0]["field"] == name
        )


@pytest.mark.parametrize(
    "at",
    [
        "",
        "hier",
        "2026-02-30",
        "2026-04-07T25:00",
        "2026-4-7",
        "2999-01-01",
        "9999-12-31",
        "0000-01-01",
    ],
)
def test_a_moment_that_cannot_be_is_refused(db, reader, at):
    assert reader.problem("commitments/", {"at": at})["errors"][0]["field"] == "at"


@pytest.mark.parametrize("name", ["communes", "letters", "lists"])
def test_rows_without_a_past_say_so(db, reader, name):
    error = reader.problem(f"{name}/", {"at": "2026-04-07"})["errors"][0]
    assert error["field"] == "at"
    assert "commitments" in error["detail"]


@pytest.mark.parametrize(
    ("name", "queries"),
    [
        ("commitments", 5),
        ("reports", 4),
        ("assessments", 6),
        ("signatures", 4),
        ("replies", 6),
        ("evidence", 2),
    ],
)
def test_a_past_day_costs_the_same_at_one_and_three_rows(
    reader, saint_denis, django_assert_num_queries, name, queries
):
    """Among them the number of the last entry, for the ETag."""
    today = f"{datetime.now(PARIS):%Y-%m-%d}"
    for number in range(1, 4):
        commitment = factories.make_commitment("published")
        factories.make_report("published", commitment=commitment)
        factories.make_assessment("published", commitment=commitment)
        factories.make_signature("published")
        with django_assert_num_queries(queries):
            assert len(reader.rows(f"{name}/", {"at": today})) == number

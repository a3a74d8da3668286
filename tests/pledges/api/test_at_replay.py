"""`at=`: what the API showed on a day is what it says of that day, for ever."""

from collections import defaultdict
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from communes.actions.elections import change_round
from communes.actions.lists import correct_list, merge_list
from communes.models import ElectoralList, Round
from ledger.refusals import Refusal
from letters.models import PublicText
from letters.models.public_text import MASK, hidden
from pledges.actions import evidencing
from pledges.exports.resources import RESOURCES
from pledges.models import Pact, Reply
from pledges.queries.as_of import KNOWN
from tests import factories
from tests.factories import anyone
from tests.pledges.api.test_mirror import Hands, some

pytestmark = pytest.mark.django_db
START = datetime(2026, 4, 7, 9, 30, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")
OPERATIONS = 60
# Territories change by whole vintages: see test_at_territories.
TOLD = [name for name in KNOWN if RESOURCES[name].key not in ("code", "siren")]


class Deciders(Hands):
    """And those who withhold a reply, rewrite it, put it back; each thing has been done once."""

    def __init__(self, seed: int):
        super().__init__(seed)
        self.first = [
            lambda: factories.make_report("published"),
            lambda: factories.make_assessment("published"),
            lambda: factories.make_signature("published"),
            factories.make_public_text,
        ]

    def do(self) -> None:
        if self.first:
            self.first.pop()()
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

    def on_text_masked_anew(self):
        if text := some(self.chance, PublicText.objects.filter(state="public")):
            self.letter_step("letter_text", text, "hide_text")
            end = self.chance.randint(41, 100)
            masks = [{"start": 40, "end": end, "reason": "personne"}]
            factories.make_public_text(
                self.state("proposed", "public"), letter=text.letter, masks=masks
            )

    def on_letter_completed(self):
        if text := some(self.chance, PublicText.objects.all()):
            factories.make_version(text.letter)

    def on_list_corrected(self):
        if row := some(self.chance, ElectoralList.objects.filter(duplicate_of=None)):
            label = f"Liste rebaptisée {self.chance.random()}"
            correct_list(list_id=row.pk, version=row.version, label=label, panel_number=7)

    def on_list_that_joins_another(self):
        if row := some(self.chance, ElectoralList.objects.filter(outcome="", duplicate_of=None)):
            other = factories.make_list(election=row.election, commune=row.commune)
            merge_list(list_id=row.pk, into_id=other.pk, version=row.version)

    def on_round_put_off(self):
        row = some(self.chance, Round.objects.all())
        change_round(round_id=row.pk, date=row.date - timedelta(days=1), reason="Inventé.")

    def on_pact_changed(self):
        pact = some(self.chance, Pact.objects.all())
        articles = self.chance.choice([("1",), ("2", "3")])
        factories.make_pact(slug=pact.slug, articles=articles, label=self.state("2026", "2032"))


class Log:
    """What was withheld, day after day, from the rows themselves and not from the ledger."""

    def __init__(self):
        self.replies = defaultdict(list)
        self.today: dict[str, dict] = {}

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
        for name, words in WORDS.items():
            today[name] = {
                ref: words(row, self.today[name].get(ref)) for ref, row in known[name].items()
            }
        return today

    def reply_told(self, row: dict, now: datetime) -> dict:
        because = row["words"] and self.withheld_since(row["ref"], row["words"], now)
        nothing = {"words": "", "signed_as": "", "evidence": [], "withheld_because": because}
        return row | nothing if because else row


def masked(then: str, today: str) -> str:
    """Words of the same length: what either hides is hidden."""
    pairs = zip(then, today, strict=True)
    return "".join(MASK if MASK in (one, other) else one for one, other in pairs)


def letter_told(row: dict, today: dict | None) -> dict:
    if today is None or today["version"] != row["version"]:
        return row | {"text": hidden(row["text"])}
    return row | {"text": masked(row["text"], today["text"])}


def passage_told(row: dict, today: dict) -> dict:
    return row | {"quote": masked(row["quote"], today["quote"])}


def commitment_told(row: dict, today: dict) -> dict:
    pairs = zip(row["quotes"], today["quotes"], strict=True)
    quotes = [one | {"text": masked(one["text"], other["text"])} for one, other in pairs]
    return row | {"quotes": quotes}


WORDS = {"letters": letter_told, "passages": passage_told, "commitments": commitment_told}


def everything(reader, at: str = "") -> dict[str, dict]:
    query = {"limit": "1000"} | ({"at": at} if at else {})
    shown = {
        name: {row[RESOURCES[name].key]: row for row in reader.rows(f"{name}/", query)}
        for name in TOLD
    }
    for row in shown["lists"].values():
        # The one thing told as today: no person is in the ledger.
        del row["head"]
    return shown


@pytest.mark.parametrize("seed", [7, pytest.param(11, marks=pytest.mark.once)])
def test_each_past_day_is_told_as_it_was_shown(reader, saint_denis, plaine_commune, seed):
    """The oracle is the API itself: its answers of each day are kept, and asked for again."""
    hands, shown, log = Deciders(seed), {}, Log()
    for number in range(OPERATIONS):
        now = START + timedelta(days=number)
        with time_machine.travel(now, tick=False):
            hands.do()
            log.write(now)
            if number % 5 == 4:
                shown[now] = everything(reader)
    for name in TOLD:
        assert any(rows[name] for rows in shown.values()), name
    log.today = everything(reader)
    assert any(log.still_told(known, now) != known for now, known in shown.items())
    for number, (now, known) in enumerate(shown.items()):
        form = "%Y-%m-%d" if number % 2 else "%Y-%m-%dT%H:%M"
        told = everything(reader, f"{now.astimezone(PARIS):{form}}")
        assert told == log.still_told(known, now), now

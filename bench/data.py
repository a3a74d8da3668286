"""Deterministic data at a scale: 1 is 35,000 real communes, 50,000 lists, 500,000 commitments and
1,000,000 reports, with their letters, passages, assessments and ledger. All of it is invented,
the territories apart."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db import connection, transaction

from accounts.actions.roles import create_user
from bench import words
from bench.entries import Entries
from bench.tables import Table, follow_sequences, keys_checked_at_the_end
from communes.importers import cog, vintage
from communes.models import Candidate, Commune, Election, ElectoralList
from ledger.models import Entry
from letters.models import Letter, LetterVersion, Passage, PublicText
from pledges.actions.pacts import apply_pact
from pledges.exports import copies, staleness
from pledges.models import (
    Article,
    Assessment,
    Commitment,
    Evidence,
    PactVersion,
    Quote,
    Report,
)

START = datetime(2026, 4, 1, tzinfo=UTC)
YEAR = 2026
# One commitment in so many is assessed; one letter in so many has a public copy with a mask.
ASSESSED, COPIED = 4, 10
DECIDER = "avis@mesure.example"
STEPS = ("communes", "lists", "letters", "commitments", "reports", "assessments")
STEPS += ("ledger", "copies", "statistics")


@dataclass(frozen=True, slots=True)
class Scale:
    """How many of each for a size; 1 is the full one."""

    communes: int
    lists: int
    commitments: int

    @classmethod
    def of(cls, size: float) -> "Scale":
        return cls(
            max(2, round(35_000 * size)),
            max(2, round(50_000 * size)),
            max(60, round(500_000 * size)),
        )


def fill(size: float, tell=lambda _: None) -> None:
    """Fill an empty, migrated database; the same rows at each run. tell(step) before each step."""
    # Half a million copies would be marked stale row by row: all are made at the end.
    staleness.remove()
    with transaction.atomic(), keys_checked_at_the_end():
        _Filling(Scale.of(size), tell).run()
    staleness.install()
    tell("copies")
    if connection.vendor == "postgresql":
        # It does not know yet what was just written: copies took twice as long to make.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    copies.start_again()
    copies.make_copies()
    tell("statistics")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


class _Filling:
    """One filling; each step numbers its own rows from 1, so that others can point to them."""

    def __init__(self, scale: Scale, tell):
        self.scale, self.tell = scale, tell
        self.entries = Entries(START)

    def run(self) -> None:
        self.tell("communes")
        _geography(self.scale.communes)
        # Entries of the territories were recorded by the importer.
        self.entries.go_on_after(Entry.objects.order_by("-seq").first())
        self.author = create_user(
            email="plume@mesure.example", name="Plume", roles=["moderator"], fictitious=True
        )
        self.decider = create_user(email=DECIDER, name="Avis", roles=["moderator"], fictitious=True)
        self.election = Election.objects.create(slug="mesure-2026", name="Scrutin inventé")
        self.version = _pact()
        self.entries.go_on_after(Entry.objects.order_by("-seq").first())
        for name in STEPS[1:6]:
            self.tell(name)
            getattr(self, f"_{name}")()
        self.tell("ledger")
        self.entries.finish()
        follow_sequences(
            [ElectoralList, Candidate, Letter, LetterVersion, Passage, PublicText, Commitment]
            + [Quote, Commitment.articles.through, Report, Evidence, Assessment]
            + [Assessment.sources.through, Entry]
        )

    def _lists(self) -> None:
        current = Commune.objects.filter(kind="COM", closed_on=None).order_by("code")
        communes = list(current.values_list("pk", flat=True))
        names = ("id", "ref", "election_id", "commune_id", "label", "search_label", "panel_number")
        table = Table(ElectoralList, (*names, "fictitious"), START)
        table.write(
            (n + 1, ref("b", n), self.election.pk, communes[n % len(communes)], words.label(n))
            + (words.plain(words.label(n)), n // len(communes) + 1, True)
            for n in range(self.scale.lists)
        )
        names = ("id", "list_id", "rank", "first_name", "last_name", "search_name", "is_head")
        table = Table(Candidate, (*names, "fictitious"), START)
        table.write(
            (n + 1, n + 1, 1, *words.person(n), words.plain(" ".join(words.person(n)[::-1])), True)
            + (True,)
            for n in range(self.scale.lists)
        )

    def _letters(self) -> None:
        per = self.per_list = -(-self.scale.commitments // self.scale.lists)
        lists = range(self.scale.lists)
        day = date(2026, 3, 9).isoformat()
        names = ("id", "ref", "election_id", "electoral_list_id", "received_on", "state")
        Table(Letter, (*names, "fictitious", "sender", "search_words"), START).write(
            (n + 1, ref("m", n), self.election.pk, n + 1, day, "read", True)
            + (" ".join(words.person(n)), words.plain(" ".join(words.person(n))))
            for n in lists
        )
        names = ("id", "letter_id", "number", "original_name", "sha256", "size", "media_type")
        Table(LetterVersion, (*names, "text", "source"), START).write(
            (n + 1, n + 1, 1, "lettre.txt", f"{n:064x}", 900, "text/plain", words.letter(n, per))
            + ("extracted",)
            for n in lists
        )
        names = ("id", "ref", "letter_version_id", "start", "end", "quote", "kind", "firmness")
        table = Table(Passage, (*names, "levels", "origin", "decision", "decided_at"), START)
        table.write(self._passages(per))
        names = ("id", "ref", "letter_id", "letter_version_id", "masks", "state", "fictitious")
        masks = '[{"start": 8, "end": 17, "reason": "nom"}]'
        Table(PublicText, names, START).write(
            (n + 1, ref("t", n), n + 1, n + 1, masks, "public", True) for n in lists[::COPIED]
        )
        self._letter_entries()

    def _letter_entries(self) -> None:
        for n in range(self.scale.lists):
            snapshot = {"list": ref("b", n), "election": "mesure-2026", "dated": None}
            snapshot |= {"received_on": "2026-03-09", "channel": "email", "fictitious": True}
            self.entries.add("letter", ref("m", n), "finish", "read", snapshot, START)
            if n % COPIED == 0:
                masks = [{"start": 8, "end": 17}]
                snapshot = {"letter": ref("m", n), "version": 1, "masks": masks}
                self.entries.add("letter_text", ref("t", n), "publish", "public", snapshot, START)

    def _passages(self, per: int) -> Iterator[tuple]:
        decided = db_moment(START)
        for n in range(self.scale.lists):
            for number, (start, end, quote) in enumerate(words.sentences(n, per)):
                key = n * per + number
                yield (key + 1, ref("p", key), n + 1, start, end, quote, "commitment", "firm")[
                    :8
                ] + (
                    '["commune"]',
                    "suggested",
                    "confirmed",
                    decided,
                )

    def _commitments(self) -> None:
        articles = list(Article.objects.order_by("key").values_list("pk", "key"))
        names = ("id", "ref", "electoral_list_id", "pact_version_id", "title", "summary", "level")
        names += ("firmness", "progress", "progress_fictitious", "assessed_on", "published_at")
        names += ("published_by_id", "state", "state_at", "state_by_id", "created_at")
        names += ("created_by_id", "changed_at", "changed_by_id", "search_text", "fictitious")
        every = range(self.scale.commitments)
        Table(Commitment, names, START).write(self._commitment(n) for n in every)
        Table(Quote, ("id", "commitment_id", "passage_id", "text"), START).write(
            (n + 1, n + 1, passage + 1, quote) for n, passage, quote in self._quotes()
        )
        through = Table(Commitment.articles.through, ("id", "commitment_id", "article_id"), START)
        through.write((n + 1, n + 1, articles[n % len(articles)][0]) for n in every)
        for n, _passage, quote in self._quotes():
            key = articles[n % len(articles)][1]
            snapshot = words.snapshot(
                n, ref("b", n % self.scale.lists), key, quote, self._assessed(n)
            )
            moment = START + timedelta(seconds=n)
            self.entries.add("commitment", ref("c", n), "publish", "published", snapshot, moment)

    def _commitment(self, n: int) -> tuple:
        moment, title = db_moment(START + timedelta(seconds=n)), words.title(n)
        progress, assessed_on = self._assessed(n)
        row = (n + 1, ref("c", n), n % self.scale.lists + 1, self.version.pk, title)
        row += (words.summary(n), "commune", words.FIRMNESS[n % 4], progress)
        row += (assessed_on is not None, assessed_on, moment, self.decider.pk, "published", moment)
        row += (self.decider.pk, moment, self.author.pk, moment, self.decider.pk)
        return (*row, words.plain(f"{title} {words.summary(n)}"), True)

    def _quotes(self) -> Iterator[tuple[int, int, str]]:
        """Commitment, passage and words: the n-th commitment of a list quotes its n-th passage."""
        for n in range(self.scale.commitments):
            owner, number = n % self.scale.lists, n // self.scale.lists
            yield n, owner * self.per_list + number, words.sentence(owner, number)

    def _assessed(self, n: int) -> tuple[str, str | None]:
        if n % ASSESSED:
            return "not_assessed", None
        return words.PROGRESS[n // ASSESSED % len(words.PROGRESS)], "2028-03-01"

    def _reports(self) -> None:
        names = ("id", "ref", "commitment_id", "declared", "words", "as_of", "state", "fictitious")
        names += ("created_at", "created_by_id", "changed_at", "state_at")
        moment = START + timedelta(days=300)
        written, author = db_moment(moment), self.author.pk
        every = range(2 * self.scale.commitments)
        Table(Report, names, START).write(
            (n + 1, ref("r", n), n // 2 + 1, words.DECLARED[n % 3], words.report(n), "2027-01-15")
            + ("published", True, written, author, written, written)
            for n in every
        )
        for n in every:
            snapshot = {"commitment": ref("c", n // 2), "declared": words.DECLARED[n % 3]}
            snapshot |= {"words": words.report(n), "as_of": "2027-01-15", "fictitious": True}
            self.entries.add("report", ref("r", n), "publish", "published", snapshot, moment)

    def _assessments(self) -> None:
        moment = START + timedelta(days=700)
        until = START + timedelta(days=690)
        at, limit = db_moment(moment), db_moment(until)
        assessed = list(enumerate(range(0, self.scale.commitments, ASSESSED)))
        names = ("id", "ref", "commitment_id", "kind", "title", "url", "dated", "fictitious")
        Table(Evidence, names, START).write(
            (key + 1, ref("e", key), n + 1, "minutes", "Procès-verbal", "https://mesure.example/pv")
            + ("2028-02-01", True)
            for key, n in assessed
        )
        names = ("id", "ref", "commitment_id", "fulfilment", "words", "as_of", "state")
        names += ("notified_at", "reply_until", "published_at", "state_at", "changed_at")
        Table(Assessment, (*names, "fictitious"), START).write(
            (key + 1, ref("a", key), n + 1, self._assessed(n)[0], words.conclusion(n), "2028-03-01")
            + ("published", limit, limit, at, at, at, True)
            for key, n in assessed
        )
        sources = Table(Assessment.sources.through, ("id", "assessment_id", "evidence_id"), START)
        sources.write((key + 1, key + 1, key + 1) for key, _n in assessed)
        for key, n in assessed:
            snapshot = {"commitment": ref("c", n), "fulfilment": self._assessed(n)[0]}
            snapshot |= {"words": words.conclusion(n), "as_of": "2028-03-01", "fictitious": True}
            snapshot |= {"sources": [ref("e", key)], "reply_until": until.isoformat()}
            self.entries.add("assessment", ref("a", key), "publish", "published", snapshot, moment)


def _geography(count: int) -> None:
    """The shipped vintage, whole or the part of it that holds about `count` communes."""
    rows = vintage.read(vintage.shipped(YEAR))
    if count < 30_000:
        current = [row for row in rows["communes"] if row["type"] == "commune-actuelle"]
        step = len(current) // count
        rows["communes"] = current[::step][:count]
        known = {row["code"] for row in rows["communes"]}
        for group in rows["epci"] + rows["ept"]:
            group["membres"] = [one for one in group["membres"] if one["code"] in known]
        rows["successions"] = []
    cog.apply_plan(cog.plan_geography(rows, on=date(YEAR, 1, 1)), year=YEAR)


def _pact() -> PactVersion:
    articles = [
        {"key": str(n), "title": f"Article {n}", "text": "Texte.", "to_complete": False}
        for n in range(1, 8)
    ]
    version = {
        "label": "2026",
        "preamble": "",
        "source": "texte inventé",
        "adopted_on": date(2026, 1, 1),
        "articles": articles,
    }
    content = {"slug": "mesure", "name": "Pacte inventé", "association": "", "versions": [version]}
    apply_pact(content=content)
    return PactVersion.objects.get(pact__slug="mesure")


def ref(kind: str, n: int) -> str:
    """A reference of 8 letters for number `n`, the same at each run, scattered as real ones are."""
    scattered = (n * 2_654_435_761 + 97) % 2**34
    return kind + "".join(words.ALPHABET[scattered >> shift & 31] for shift in range(30, -1, -5))


def db_moment(moment: datetime) -> str:
    """A moment in UTC as both databases read it."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(" ")

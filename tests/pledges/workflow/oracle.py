"""What must hold after any attempt, read from the ledger and the rows, never from the policies."""

from datetime import timedelta

from communes.actions.elections import silence_of
from ledger.models import Entry
from ledger.reading import history_of
from pledges.models import Assessment, Commitment, OutboxMail
from pledges.queries.published import public_evidence
from tests.factories.standing import MODELS, stored
from tests.pledges.workflow import who_may
from tests.pledges.workflow.worlds import ROUNDS

PUBLIC = {
    "commitment": {"published"},
    "correction": {"accepted"},
    "letter_text": {"public"},
    "signature": {"published"},
    "report": {"published"},
    "assessment": {"published", "superseded"},
    "solicitation": set(who_may.STATES["solicitation"].split()) - {"to_contact"},
}
EVERY_ROW = " UNION ALL ".join(
    f"SELECT '{kind}' AS kind, ref, version, state, changed_at FROM {model._meta.db_table}"
    for kind, model in MODELS.items()
)
HOW_LONG = "SELECT COUNT(*) AS entries, MAX(seq) AS last FROM ledger_entry"
# Who decides about the words is not who wrote them.
DECISIONS = {
    "commitment": {"publish", "return"},
    "correction": {"accept", "decline"},
    "letter_text": {"publish_text"},
    "signature": {"verify", "publish", "refuse"},
    "mandate_change": {"apply"},
    "merge": {"merge"},
    "report": {"publish", "return", "decline"},
    "assessment": {"publish"},
}
WORDS = {"draft", "edit", "create", "propose", "announce", "receive", "propose_text"}
# Changes of content that are no step of a table.
CONTENT = {"create", "draft", "edit", "assessed", "attest", "correct", "report_published"}
CONTENT |= {
    "propose",
    "announce",
    "receive",
    "reply",
    "describe",
    "stop",
    "record",
    "rewrite",
    "ask",
    "extend",
    "request",
    "mandate",
    "mandate_lifted",
}


def everything() -> dict:
    """Where every object of every workflow stands, and how many entries and mails there are."""
    rows = {
        (one["kind"], one["ref"]): (one["version"], one["state"], one["changed_at"])
        for one in stored(EVERY_ROW)
    }
    mails = stored("SELECT id, state FROM pledges_outboxmail ORDER BY id")
    [ledger] = stored(HOW_LONG)
    return {"rows": rows, "ledger": ledger, "mails": mails}


def is_silent(moment) -> bool:
    return any(start <= moment < end for start, end in map(silence_of, ROUNDS))


def check_new_entries(before: dict, after: dict, entries: list[Entry], now) -> None:
    """Each object that moved has one entry per version, legal, allowed now, by the right eyes."""
    moved = {key for key, row in after["rows"].items() if before["rows"].get(key) != row}
    told = {(e.object_kind, e.object_ref) for e in entries if e.object_kind in MODELS}
    assert moved == told, "what moved is not what the ledger tells"
    for kind, ref in moved:
        version, state, _changed = after["rows"][kind, ref]
        seen = before["rows"].get((kind, ref), (0, "", None))[0]
        own = [e for e in entries if (e.object_kind, e.object_ref) == (kind, ref)]
        assert [e.version for e in own] == list(range(seen + 1, version + 1))
        assert own[-1].to_state == state
    for entry in entries:
        _check_legal(entry)
        _check_eyes(entry)
        if is_silent(now):
            _check_silent(entry)


def _check_legal(entry: Entry) -> None:
    step = who_may.STEPS.get(entry.object_kind, {}).get(entry.step)
    if step is None or not entry.from_state:
        assert entry.step in CONTENT | {"add"}, f"{entry} is in no table"
        assert entry.from_state in ("", entry.to_state)
    elif entry.step not in ("supersede", "lapse"):
        assert entry.from_state in step[0].split()
        assert entry.to_state == step[1]
    reasoned = (entry.object_kind, entry.step) in who_may.REASONED
    assert entry.reason or not reasoned, f"{entry} gives no reason"


def _check_eyes(entry: Entry) -> None:
    if entry.step not in DECISIONS.get(entry.object_kind, ()) or not entry.from_state:
        return
    earlier = history_of(entry.object_kind, entry.object_ref).filter(version__lt=entry.version)
    written = [e for e in earlier if e.step in WORDS]
    authors = {written[-1].actor_ref}
    if entry.object_kind != "letter_text":
        authors.add(earlier[0].actor_ref)
    assert entry.actor_ref not in authors, f"{entry}: decided by who wrote it"


def _check_silent(entry: Entry) -> None:
    shown = entry.to_state in PUBLIC.get(entry.object_kind, ())
    assert not shown, f"{entry}: shown during the silence"
    if entry.object_kind == "reply":
        assessment = Assessment.objects.get(ref=entry.snapshot["assessment"])
        assert assessment.state != "published", "a reply shown during the silence"


def shown_evidence() -> set[str]:
    return set(public_evidence().filter(report=None).values_list("ref", flat=True))


def check_quotes() -> None:
    """Whatever happened, what is public quotes a letter word for word."""
    for commitment in Commitment.objects.filter(state__in=["published", "withdrawn"]):
        quotes = list(commitment.quotes.select_related("passage__letter_version"))
        assert quotes
        for quote in quotes:
            passage = quote.passage
            text = passage.letter_version.text[passage.start : passage.end]
            assert quote.text == passage.quote == text


def check_mails() -> None:
    """Only decisions that tell somebody have mails, and each tells of a version there was."""
    for mail in OutboxMail.objects.select_related("recipient"):
        assert (mail.object_kind, mail.step) in who_may.TOLD
        entry = Entry.objects.get(
            object_kind=mail.object_kind,
            object_ref=mail.object_ref,
            version=mail.object_version,
        )
        assert entry.step == mail.step
        assert mail.leaves_after - entry.at >= timedelta(minutes=14)

"""Creating elections, and setting the rounds and their silence."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from communes.actions._writing import allow_person, insert, locked, save, write
from communes.models import Election, Round
from communes.policies import may_manage_elections

KIND = "election"
# The silence is told by the clock on the wall in Paris, in winter as in summer.
PARIS = ZoneInfo("Europe/Paris")
POLLS_CLOSE = time(20, 0)


def silence_of(day: date) -> tuple[datetime, datetime]:
    """The silence of a round held on `day`: from the eve at 0:00 until 20:00, Paris time.

    20:00 is when the last polls of mainland France may close (electoral code, L.49 and R.41);
    a round whose polls close at another hour says so itself.
    """
    eve = datetime.combine(day - timedelta(days=1), time(0, 0), tzinfo=PARIS)
    return eve, datetime.combine(day, POLLS_CLOSE, tzinfo=PARIS)


@transaction.atomic
def create_election(*, slug: str, name: str, by_election: bool = False, by=None) -> Election:
    """Create an election without rounds. Raises NotAllowed, Invalid (the slug is taken)."""
    allow_person(by, may_manage_elections)
    election = Election(slug=slug, name=name, by_election=by_election)
    insert(kind=KIND, obj=election, by=by, ref=slug, snapshot=_snapshot(election))
    return election


@transaction.atomic
def correct_election(
    *, election_id: int, version: int, name: str, by_election: bool, reason: str = "", by=None
) -> Election:
    """Correct what an election is called; its slug stays. Raises Stale, NotAllowed, Invalid."""
    allow_person(by, may_manage_elections)
    election = locked(Election, election_id, version)
    election.name, election.by_election = name, by_election
    return _saved(election, by=by, step="correct", reason=reason)


@transaction.atomic
def add_round(
    *,
    election: Election,
    number: int,
    date: date,
    freeze_from: datetime | None = None,
    freeze_until: datetime | None = None,
    version: int | None = None,
    reason: str = "",
    by=None,
) -> Round:
    """Add a round; without bounds its silence is `silence_of(date)`.

    version: the election's, as it was seen. Raises Stale, Invalid, NotAllowed.
    """
    allow_person(by, may_manage_elections)
    row, bounds = Round(number=number, election=election), (freeze_from, freeze_until)
    return _set_round(row, date, bounds, version, by=by, step="add_round", reason=reason)


@transaction.atomic
def change_round(
    *,
    round_id: int,
    date: date,
    freeze_from: datetime | None = None,
    freeze_until: datetime | None = None,
    version: int | None = None,
    reason: str = "",
    by=None,
) -> Round:
    """Put a round off, or correct its silence; both are kept in the election's history.

    version: the election's, as it was seen. Raises Stale, Invalid, NotAllowed.
    """
    allow_person(by, may_manage_elections)
    held, bounds = Round.objects.get(pk=round_id), (freeze_from, freeze_until)
    return _set_round(held, date, bounds, version, by=by, step="change_round", reason=reason)


def _set_round(row: Round, day: date, bounds, version, *, by, step: str, reason: str) -> Round:
    """Write a round as a new version of its election, locked meanwhile."""
    if version is None:
        election = Election.objects.select_for_update().get(pk=row.election_id)
    else:
        election = locked(Election, row.election_id, version)
    usual_from, usual_until = silence_of(day)
    row.election, row.date = election, day
    row.freeze_from, row.freeze_until = bounds[0] or usual_from, bounds[1] or usual_until
    write(row)
    _saved(election, by=by, step=step, reason=reason)
    return row


def _saved(election: Election, *, by, step: str, reason: str) -> Election:
    return save(
        kind=KIND,
        obj=election,
        by=by,
        step=step,
        ref=election.slug,
        reason=reason,
        snapshot=_snapshot(election),
    )


def record_import(*, election_id: int, step: str, facts: dict, by=None) -> Election:
    """Say in the election's history that an official file was loaded; facts: counts, digest."""
    with transaction.atomic():
        election = Election.objects.select_for_update().get(pk=election_id)
        return save(
            kind=KIND,
            obj=election,
            by=by,
            step=step,
            ref=election.slug,
            snapshot=_snapshot(election) | facts,
        )


def _snapshot(election: Election) -> dict:
    rounds = election.rounds.order_by("number") if election.pk else ()
    return {
        "name": election.name,
        "by_election": election.by_election,
        "rounds": [
            {
                "number": row.number,
                "date": row.date.isoformat(),
                "freeze_from": row.freeze_from.isoformat(),
                "freeze_until": row.freeze_until.isoformat(),
            }
            for row in rounds
        ],
    }

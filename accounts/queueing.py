"""The work queue of the desk's first page: whose turn it is, what is announced, what came back.

Each app registers what it knows; the frame draws it. Rows are read in the order of their age and
never counted past `CAP`, so that the page costs the same whatever the tables hold.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.http import QueryDict
from django.utils import timezone

from ledger.steps import gettext_noop

LATE_AFTER = timedelta(days=7)
CAP = 100
# Items named under a line when the address asks for some; the line's link shows the others.
SHOWN = 20
ME, OTHERS, COMMUNES = "me", "others", "communes"
TURNS = {
    ME: gettext_noop("Waits for me"),
    OTHERS: gettext_noop("Waits for others"),
    COMMUNES: gettext_noop("Waits for lists and communes"),
}
WHICH = {
    "": gettext_noop("all"),
    "mine": gettext_noop("mine"),
    "unclaimed": gettext_noop("held by nobody"),
    "late": gettext_noop("late"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for. kind: name of a model; territory: code of a department or
    beginning of a commune's name; which: a key of `WHICH`; q: reference or words of a list.

    found: what the lines looked up for it, by type, and share.
    """

    kind: str = ""
    territory: str = ""
    which: str = ""
    q: str = ""
    found: dict[type, Any] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, given: QueryDict) -> "Asked":
        which = given.get("which", "")
        # PostgreSQL takes no NUL in a text.
        words = {
            name: given.get(name, "").replace("\x00", "").strip()[:100]
            for name in ("kind", "territory", "q")
        }
        return cls(which=which if which in WHICH else "", **words)

    def __bool__(self) -> bool:
        return bool(self.kind or self.territory or self.which or self.q)

    @property
    def late_before(self) -> datetime:
        return timezone.now() - LATE_AFTER


@dataclass(frozen=True, slots=True)
class QueueItem:
    """One thing that waits, by name."""

    label: str
    url: str
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class QueueLine:
    """One line of the work queue.

    count: how many items wait, `CAP` + 1 for "more"; oldest: since when the oldest one does, None
    when unknown; url: where to go; whose: who is expected to act, in words; turn: a key of
    `TURNS`; model: of the items, whose table says who may see them. `label` is shown as given.
    """

    label: str
    count: int
    oldest: datetime | None
    url: str
    whose: str = ""
    turn: str = ME
    model: type | None = None
    items: tuple[QueueItem, ...] = field(default=())

    @property
    def is_late(self) -> bool:
        return bool(self.count and self.oldest and timezone.now() - self.oldest > LATE_AFTER)

    @property
    def counted(self) -> str:
        return f"{CAP}+" if self.count > CAP else str(self.count)


@dataclass(frozen=True, slots=True)
class Notice:
    """A silence or a deadline, announced: `words` are shown as given; running: is it so now?"""

    words: str
    at: datetime
    url: str = ""
    running: bool = False


@dataclass(frozen=True, slots=True)
class FirstStep:
    """What a new site needs before its first letter; url: where it is done, "" when elsewhere."""

    words: str
    url: str
    done: bool


@dataclass(frozen=True, slots=True)
class Returned:
    """Something of mine that came back, and the words it came back with."""

    label: str
    url: str
    what: str
    reason: str
    at: datetime


Queue = Callable[[object, Asked], list[QueueLine]]
Notices = Callable[[object], list[Notice]]
Returns = Callable[[object], list[Returned]]
Beginning = Callable[[object], list[FirstStep]]
_queues: list[Queue] = []
_notices: list[Notices] = []
_returns: list[Returns] = []
_beginnings: list[Beginning] = []


def register_queue(queue: Queue) -> Queue:
    """Add `queue(user, asked) -> list[QueueLine]` to the first page; usable as a decorator."""
    if queue not in _queues:
        _queues.append(queue)
    return queue


def register_notices(notices: Notices) -> Notices:
    """Add `notices(user) -> list[Notice]` to the first page; usable as a decorator."""
    if notices not in _notices:
        _notices.append(notices)
    return notices


def register_returns(returns: Returns) -> Returns:
    """Add `returns(user) -> list[Returned]` to the first page; usable as a decorator."""
    if returns not in _returns:
        _returns.append(returns)
    return returns


def register_beginning(beginning: Beginning) -> Beginning:
    """Add `beginning(user) -> list[FirstStep]` to the first page; usable as a decorator."""
    if beginning not in _beginnings:
        _beginnings.append(beginning)
    return beginning


def work_queue(user, asked: Asked | None = None) -> list[QueueLine]:
    """Every line for `user`: what waits longest first, then undated lines, then empty ones."""
    lines = [line for queue in _queues for line in queue(user, asked or Asked())]
    now = timezone.now()
    return sorted(lines, key=lambda line: (not line.count, line.oldest is None, line.oldest or now))


def notices_for(user) -> list[Notice]:
    """What is announced: what runs now, then what comes, soonest first."""
    found = [one for notices in _notices for one in notices(user)]
    return sorted(found, key=lambda one: (not one.running, one.at))


def returned_to(user) -> list[Returned]:
    """What came back to `user`, latest first."""
    found = [one for returns in _returns for one in returns(user)]
    return sorted(found, key=lambda one: one.at, reverse=True)


def first_steps(user) -> list[FirstStep]:
    """What a new site needs, in order, done or not; nothing once it has begun."""
    return [one for beginning in _beginnings for one in beginning(user)]

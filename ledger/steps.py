"""The shape of a workflow: a table of steps one can read aloud. Plain Python, no Django."""

from collections.abc import Iterator
from dataclasses import dataclass, field

# The step by which a decision is taken back inside its grace period: a row of every table.
UNDO = "undo"


def gettext_noop(message: str) -> str:
    """Mark `message` for translation without importing Django; doors translate it."""
    return message


@dataclass(frozen=True, slots=True)
class Step:
    """One row of a workflow table.

    sources: states the step leaves from; empty means the step creates the object.
    target: state it leads to.
    permission: name of the permission asked for (accounts.permissions), "" when only the
        policy's own guards decide (a contact acting inside their territory).
    needs: names of what must be given ("reason", "deadline"…); takes: of what may be, besides.
    guards: names of the rules above the table that apply ("four_eyes", "freeze"…).
    label: what the button says to staff; town_label: what the town hall reads, "" = not shown.
    next_turn: who is expected to act afterwards.
    public_reason: the reason is shown to everyone.
    undo: it can be taken back inside the grace period, by who took it or a coordinator.
    """

    name: str
    sources: tuple[str, ...]
    target: str
    permission: str
    label: str
    who: str
    town_label: str = ""
    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    guards: tuple[str, ...] = ()
    next_turn: str = ""
    notifies: bool = False
    public_reason: bool = False
    undo: bool = False


@dataclass(frozen=True)
class StepTable:
    """Every step of one kind of object, with its states in the order they are lived."""

    kind: str
    label: str
    states: dict[str, str]
    steps: tuple[Step, ...]
    public_states: frozenset[str] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        names = [step.name for step in self.steps]
        if len(names) != len(set(names)) or UNDO in names:
            raise ValueError(f"{self.kind}: two steps share a name")
        for step in self.steps:
            for state in (*step.sources, step.target):
                if state not in self.states:
                    raise ValueError(f"{self.kind}.{step.name}: unknown state {state!r}")

    def __iter__(self) -> Iterator[Step]:
        return iter(self.steps)

    def get(self, name: str) -> Step:
        """Return the step called `name`; KeyError when the table has none."""
        for step in self.steps:
            if step.name == name:
                return step
        raise KeyError(f"{self.kind} has no step {name!r}")

    def shows(self, state: str) -> bool:
        """Does a step that leads to `state` wait for the end of a silence?"""
        return any("freeze" in step.guards for step in self.steps if step.target == state)

    def from_state(self, state: str) -> list[Step]:
        """Steps that leave from `state`, in table order."""
        return [step for step in self.steps if state in step.sources]

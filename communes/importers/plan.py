"""What an import would do, said before it is done: create, update, close, conflicts."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Model


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that cannot be used: its line in the file (1 = header), or its code, and why."""

    where: str
    reason: str

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}"


@dataclass
class Sheet:
    """The part of a plan about one model. Rows are unsaved instances, or changed ones.

    key: the columns that tell rows apart, where rows of a later sheet point to these.
    """

    model: type[Model]
    fields: tuple[str, ...]
    key: tuple[str, ...] = ()
    create: list[Model] = field(default_factory=list)
    update: list[Model] = field(default_factory=list)
    close: list[Model] = field(default_factory=list)
    same: int = 0

    def settle(self, obj: Model | None, values: dict) -> Model:
        """Plan to bring `obj` (None: a new row) to `values`; return the row with them set."""
        if obj is None:
            obj = self.model(**values)
            self.create.append(obj)
            return obj
        changed = [name for name, value in values.items() if _differs(obj, name, value)]
        if changed:
            for name in changed:
                setattr(obj, name, values[name])
            self.update.append(obj)
        else:
            self.same += 1
        return obj

    def end(self, obj: Model, name: str, day) -> None:
        """Plan to close `obj` by writing `day` in its field `name`."""
        setattr(obj, name, day)
        self.close.append(obj)

    def counts(self) -> dict[str, int]:
        """Numbers of rows, zeros included, in the order they are printed."""
        planned = {"create": self.create, "update": self.update, "close": self.close}
        return {verb: len(rows) for verb, rows in planned.items()} | {"same": self.same}

    @property
    def size(self) -> int:
        """Rows to be written."""
        return len(self.create) + len(self.update) + len(self.close)


@dataclass
class Plan:
    """Every sheet in the order it must be written, and the rows left out."""

    sheets: list[Sheet] = field(default_factory=list)
    conflicts: list[Rejected] = field(default_factory=list)

    @property
    def size(self) -> int:
        return sum(sheet.size for sheet in self.sheets)

    def conflict(self, where: str, reason: str) -> None:
        self.conflicts.append(Rejected(where, reason))

    def counts(self) -> dict[str, dict[str, int]]:
        """Model name → {create, update, close, same}, numbers of rows."""
        counts: dict[str, Counter] = {}
        for sheet in self.sheets:
            counts.setdefault(sheet.model._meta.model_name, Counter()).update(sheet.counts())
        return {name: dict(numbers) for name, numbers in counts.items()}

    def report(self) -> Iterable[str]:
        """The plan as lines to print, one per model, then the conflicts."""
        for name, numbers in self.counts().items():
            yield f"{name}: " + ", ".join(f"{count} {verb}" for verb, count in numbers.items())
        yield from (f"conflict: {conflict}" for conflict in self.conflicts)


def _differs(obj: Model, name: str, value) -> bool:
    """Whether the field differs; relations are compared by key, so that no row is fetched."""
    if isinstance(value, Model):
        return value.pk is None or getattr(obj, f"{name}_id") != value.pk
    return getattr(obj, obj._meta.get_field(name).attname) != value

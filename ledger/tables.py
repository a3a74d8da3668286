"""Tables of an app made together by its first migration, and a database that was left before."""

from collections.abc import Iterable

from django.core.checks import Error
from django.db import connections, migrations
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation, OperationCategory
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _


class CreateModels(Operation):
    """Migration operation: all the models of `models`, steps that each create one.

    One such step after the other draws anew, each time, every model that the new one is related
    to, some thousand times for the tables of this site: ten seconds of a first start. Here they are
    drawn once, when all are known.
    """

    category = OperationCategory.ADDITION
    reduces_to_sql = True
    reversible = True
    serialization_expand_args = ["models"]

    def __init__(self, models: list[migrations.CreateModel]) -> None:
        self.models = models

    def state_forwards(self, app_label, state) -> None:
        # What was drawn so far is drawn again when next asked for, with these among the rest.
        vars(state).pop("apps", None)
        for step in self.models:
            step.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state) -> None:
        for step in self.models:
            step.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state) -> None:
        for step in reversed(self.models):
            step.database_backwards(app_label, schema_editor, from_state, to_state)

    def references_model(self, name, app_label) -> bool:
        return any(step.references_model(name, app_label) for step in self.models)

    def describe(self) -> str:
        return "Create models " + ", ".join(step.name for step in self.models)


def check_former_migrations(databases: Iterable[str] | None = None, **_kwargs) -> list[Error]:
    """Refuse to migrate a database that has but some of the migrations a first one stands for.

    Those are files no more: Django would skip the first one without a word, and its tables would
    not be what the code knows.
    """
    return [error for alias in databases or () for error in _of(alias)]


def _of(alias: str) -> list[Error]:
    known = MigrationRecorder(connections[alias]).applied_migrations().keys()
    files = MigrationLoader(None).disk_migrations
    former: dict[str, set[tuple[str, str]]] = {}
    for (app, _name), step in files.items():
        former.setdefault(app, set()).update(set(step.replaces) - files.keys())
    words = _(
        "The tables of %(app)s lack changes whose files are gone: migrate this database with the"
        " sources of revision 4694e29 first, then with these."
    )
    return [
        Error(words % {"app": app}, id="ledger.E001")
        for app, names in sorted(former.items())
        if names & known and names - known
    ]

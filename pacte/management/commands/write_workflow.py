"""Write docs/workflow.md from the tables, so that the page can never say something else."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.roles import ROLES
from ledger.steps import StepTable
from letters.workflow import LETTER, TEXT
from pledges.workflow.table import TABLES

PATH = settings.BASE_DIR / "docs" / "workflow.md"
HEAD = """# Workflows and roles

Generated from `letters/workflow.py`, `pledges/workflow/` and `accounts/roles.py` by
`./run write_workflow`; a test compares it. No other code writes a state.

A step marked *undo* is taken back inside the grace period by who took it or by a coordinator
without a tie, when nothing has moved or been written since, and not during a silence when it would
show something again. The undo is an entry of its own and stops the mails of the step.
"""


def page() -> str:
    """The whole page, in Markdown."""
    tables = [LETTER, TEXT, *TABLES.values()]
    return "\n".join([HEAD, _roles(), *(_table(table) for table in tables)])


def _roles() -> str:
    lines = ["## Roles", "", "| role | who | may |", "|---|---|---|"]
    for role in ROLES:
        may = ", ".join(sorted(role.permissions))
        lines.append(f"| {role.name} | {role.prose} | {may} |")
    return "\n".join([*lines, ""])


def _table(table: StepTable) -> str:
    columns = "| step | from | to | who | must give | rules above the table | next turn | undo |"
    lines = [f"## {table.label}", "", columns, "|---|---|---|---|---|---|---|---|"]
    for step in table:
        cells = [
            step.name,
            ", ".join(step.sources),
            step.target,
            step.who,
            ", ".join(step.needs),
            ", ".join(step.guards),
            step.next_turn,
            "yes" if step.undo else "",
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join([*lines, ""])


class Command(BaseCommand):
    help = "Write docs/workflow.md from the workflow tables and the roles."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="exit 1 when it would change")

    def handle(self, *args, check, **options):
        current = PATH.read_text(encoding="utf-8") if PATH.exists() else ""
        if check and current != page():
            raise CommandError("docs/workflow.md is out of date: ./run write_workflow")
        if not check:
            PATH.write_text(page(), encoding="utf-8")

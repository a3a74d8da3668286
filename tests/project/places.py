"""Where the code of the project is, for the tests that go through all of it."""

from pathlib import Path

from django.apps import apps
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
APPS = ("ledger", "accounts", "communes", "letters", "pledges")
PACKAGES = (*APPS, "pacte")


def our_models() -> list[type]:
    """Every model of the project's own apps."""
    return [model for label in APPS for model in apps.get_app_config(label).get_models()]


def sources(*, tests: bool = False, migrations: bool = False) -> list[Path]:
    """Python files of the project, without migrations or tests unless asked for."""
    packages = (*PACKAGES, "tests") if tests else PACKAGES
    found = [path for name in packages for path in sorted((ROOT / name).rglob("*.py"))]
    return [path for path in found if migrations or "migrations" not in parts(path)]


def parts(path: Path) -> tuple[str, ...]:
    """Its folders inside the project: those above it are whoever cloned it's to name."""
    return path.relative_to(ROOT).parts


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))

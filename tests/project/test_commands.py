"""Every command of the project says what it does and answers --help."""

from pathlib import Path

import pytest
from django.core.management import call_command, get_commands, load_command_class

from tests.project.places import PACKAGES

OURS = sorted((app, name) for name, app in get_commands().items() if app in PACKAGES)


def test_the_commands_promised_are_there():
    names = {name for _app, name in OURS}
    promised = {"demo", "tick", "load_geography", "import_candidates", "import_pact"}
    promised |= {"file_letter", "suggest_passages", "verify_ledger", "backup", "restore"}
    assert promised <= names


@pytest.mark.parametrize(("app", "name"), OURS)
def test_a_command_explains_itself(app, name, capsys):
    command = load_command_class(app, name)
    assert len(command.help) > 20
    with pytest.raises(SystemExit) as stopped:
        command.create_parser("manage.py", name).parse_args(["--help"])
    assert stopped.value.code == 0
    assert " ".join(command.help.split())[:20] in " ".join(capsys.readouterr().out.split())


@pytest.mark.django_db
@pytest.mark.usefixtures("in_french")
def test_a_command_speaks_one_language(capsys):
    sample = (
        Path(__file__).resolve().parents[2]
        / "pledges/management/sample/pacte-du-logiciel-libre.toml"
    )
    call_command("import_pact", sample)
    call_command("import_pact", sample)
    first, second = capsys.readouterr().out.splitlines()
    assert (first, second) == (
        "8 created, 0 updated, 0 unchanged",
        "0 created, 0 updated, 8 unchanged",
    )

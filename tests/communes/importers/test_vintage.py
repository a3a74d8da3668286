import json

import pytest
from django.core.management import CommandError, call_command

from communes.importers.vintage import FIELDS, Unreadable, read
from communes.models import Commune
from tests.communes.vintages import commune, small_vintage


def write(folder, vintage):
    folder.mkdir(exist_ok=True)
    for name, rows in vintage.items():
        (folder / f"{name}.json").write_text(json.dumps(rows), encoding="utf-8")
    return folder


@pytest.fixture
def folder(tmp_path):
    return write(tmp_path / "given", small_vintage())


def test_plain_files_are_read_as_they_are(folder):
    assert read(folder) == small_vintage()


def test_packed_files_say_the_same_without_the_fields_nobody_reads(folder, tmp_path, capsys):
    vintage = small_vintage()
    vintage["communes"][0]["rangChefLieu"] = 2
    write(folder, vintage)

    call_command("pack_geography", folder, tmp_path / "packed")

    packed = read(tmp_path / "packed")
    assert packed == small_vintage() | {"successions": []}
    assert sorted(path.name for path in (tmp_path / "packed").iterdir()) == sorted(
        f"{name}.json.xz" for name in FIELDS
    )


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("communes", b"[{]", "communes.json cannot be read"),
        ("communes", b"\xff\xfe", "communes.json cannot be read"),
        ("communes", b'{"code": 1}', "communes.json is not a list"),
        ("epci", b'[{"code": "2", "nom": "x", "type": "CC"}]', "“membres” is missing from 2"),
        ("successions", b'[{"old": "1"}]', "“new” is missing"),
    ],
)
def test_unreadable_file_is_named(folder, name, content, message):
    (folder / f"{name}.json").write_bytes(content)
    with pytest.raises(Unreadable, match=message):
        read(folder)


def test_damaged_archive_is_named(folder):
    (folder / "ept.json").unlink()
    (folder / "ept.json.xz").write_bytes(b"not xz")
    with pytest.raises(Unreadable, match=r"ept\.json cannot be read"):
        read(folder)


@pytest.mark.django_db
def test_load_from_a_folder_prints_the_plan_and_a_dry_run_writes_nothing(folder, capsys):
    call_command("load_geography", "--from", str(folder), "--dry-run")
    assert "commune: 8 create, 0 update, 0 close, 0 same" in capsys.readouterr().out
    assert not Commune.objects.exists()

    call_command("load_geography", "--from", str(folder))
    assert Commune.objects.count() == 8
    assert capsys.readouterr().err == ""


@pytest.mark.django_db
def test_conflicts_end_with_code_1_once_the_rest_is_written(folder, capsys):
    vintage = small_vintage()
    vintage["communes"].append(commune("99001", "Nulle-Part", "99"))
    write(folder, vintage)

    with pytest.raises(CommandError, match="1 rows were left out") as ended:
        call_command("load_geography", "--from", str(folder))

    assert ended.value.returncode == 1
    assert "conflict: 99001: commune of an unknown department" in capsys.readouterr().out
    assert Commune.objects.count() == 8

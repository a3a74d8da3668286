from datetime import date

import pytest
from django.core.management import CommandError, call_command

from communes.actions.councils import add_mandate
from communes.importers.official import Refused
from communes.importers.rne import COLUMNS, import_rne
from communes.models import Mandate
from ledger.models import Entry
from ledger.reading import history_of
from ledger.refusals import NotAllowed
from tests.communes.importers.official_files import write

pytestmark = pytest.mark.django_db
MAYORS = [
    "Code du département",
    "Libellé du département",
    "Code de la collectivité à statut particulier",
    "Libellé de la collectivité à statut particulier",
    "Code de la commune",
    "Libellé de la commune",
    "Nom de l'élu",
    "Prénom de l'élu",
    "Code sexe",
    "Date de naissance",
    "Code de la catégorie socio-professionnelle",
    "Libellé de la catégorie socio-professionnelle",
    "Date de début du mandat",
    "Date de début de la fonction",
]
COUNCILLORS = [*MAYORS[:-1], "Libellé de la fonction", MAYORS[-1], "Code nationalité"]
BORN = "1911-01-11"


def row(name="INVENTÉ", since="2026-03-28", place="93066", **more):
    return {
        "Code de la commune": place,
        "Nom de l'élu": name,
        "Prénom de l'élu": "Alix",
        "Code sexe": "F",
        "Date de naissance": BORN,
        "Date de début du mandat": "2026-03-22",
        "Date de début de la fonction": since,
    } | more


@pytest.fixture
def file(tmp_path):
    def made(*rows, header=MAYORS, encoding="utf-8"):
        return write(tmp_path / "elus-maires.csv", rows, header, encoding)

    return made


def mandates():
    return list(Mandate.objects.order_by("pk").values_list("person_name", "start", "end"))


@pytest.fixture(autouse=True)
def _places(saint_denis, elsewhere):
    return saint_denis, elsewhere


def test_mayors_take_office(file, coordinator):
    report = import_rne(file(row(), row("FEINT", place="1053")), by=coordinator)
    assert (report.rejected, report.written, report.counts["mandate create"]) == ([], 2, 2)
    assert mandates() == [
        ("Alix INVENTÉ", date(2026, 3, 28), None),
        ("Alix FEINT", date(2026, 3, 28), None),
    ]
    mandate = Mandate.objects.order_by("pk").first()
    assert (mandate.commune.code, mandate.created_by) == ("93066", coordinator)


def test_no_birth_date_and_no_name_reaches_the_ledger(file):
    import_rne(file(row()))
    kept = [str(Entry.objects.values()), str(Mandate.objects.values())]
    assert not any(BORN in text or "1911" in text for text in kept)
    assert "INVENT" not in str([one.snapshot for one in Entry.objects.all()])


def test_a_second_run_moves_nothing(file):
    path = file(row(), row("FEINT", place="01053"))
    import_rne(path)
    before, entries = mandates(), Entry.objects.count()
    report = import_rne(path)
    assert (report.written, report.counts["mandate same"]) == (0, 2)
    assert (mandates(), Entry.objects.count()) == (before, entries)


def test_a_dry_run_writes_nothing(file):
    assert import_rne(file(row()), dry_run=True).written == 1
    assert mandates() == []


def test_the_next_mayor_ends_the_mandate_before_and_keeps_its_history(file):
    import_rne(file(row("PREMIER", "2020-05-25")))
    first = Mandate.objects.get()
    report = import_rne(file(row("SECOND", "28/03/2026")))
    assert dict(report.counts) == {"mandate create": 1, "mandate close": 1}
    assert mandates() == [
        ("Alix PREMIER", date(2020, 5, 25), date(2026, 3, 27)),
        ("Alix SECOND", date(2026, 3, 28), None),
    ]
    assert [one.step for one in history_of("mandate", first.ref)] == ["create", "end"]


def test_a_mayor_elected_again_has_a_second_mandate(file):
    import_rne(file(row(since="2020-05-25")))
    import_rne(file(row()))
    assert [start for _, start, _ in mandates()] == [date(2020, 5, 25), date(2026, 3, 28)]


def test_an_older_file_changes_nothing(file):
    import_rne(file(row("SECOND")))
    report = import_rne(file(row("PREMIER", "2020-05-25")))
    assert str(report.rejected[0]) == (
        "2: a mandate is held here since 2026-03-28, the file says 2020-05-25: kept"
    )
    assert len(mandates()) == 1


def test_two_open_mandates_are_for_a_person_to_settle(file, saint_denis):
    for name in ("Une", "Deux"):
        add_mandate(start=date(2020, 1, 1), commune=saint_denis, person_name=name)
    report = import_rne(file(row()))
    assert "several mandates of persons are open" in report.rejected[0].reason
    assert len(mandates()) == 2


def test_mandates_of_lists_and_invented_ones_stay(file, saint_denis, electoral_list):
    add_mandate(start=date(2026, 3, 22), commune=saint_denis, electoral_list=electoral_list)
    add_mandate(
        start=date(2026, 3, 22), commune=saint_denis, person_name="Bo Feint", fictitious=True
    )
    import_rne(file(row()))
    assert [end for _, _, end in mandates()] == [None, None, None]


def test_councillors_who_are_not_mayors_are_passed_over(file):
    rows = [
        row(name, **{"Libellé de la fonction": function})
        for name, function in (
            ("A", "1er adjoint au maire"),
            ("B", "Maire délégué"),
            ("C", ""),
            ("D", "Maire d'arrondissement"),
            ("E", "Maire"),
        )
    ]
    report = import_rne(file(*rows, header=COUNCILLORS))
    assert [name for name, _, _ in mandates()] == ["Alix E"]
    assert (report.rejected, report.noted["not a mayor"]) == ([], 4)


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (row(place="99999"), "unknown commune, 99999"),
        (row(place=""), "empty: Code de la commune"),
        (row("", place="01053"), "empty: Nom de l'élu"),
        (row("x" * 201, place="01053"), "too long"),
        (row("a\x00b", place="01053"), "control character"),
        (row(since="", place="01053"), "Date de début de la fonction is not a date: ''"),
        (row(since="2026-02-30", place="01053"), "is not a date: '2026-02-30'"),
        (row("AUTRE"), "the mayor of 93066 was already read above"),
    ],
)
def test_unusable_row_is_told_by_line_and_the_rest_goes_on(file, bad, reason):
    report = import_rne(file(row(), bad))
    assert [one.where for one in report.rejected] == ["3"]
    assert reason in report.rejected[0].reason
    assert [name for name, _, _ in mandates()] == ["Alix INVENTÉ"]


@pytest.mark.parametrize("column", COLUMNS)
def test_missing_column_is_refused_before_writing(file, column):
    header = [name for name in MAYORS if name != column]
    cells = {key: value for key, value in row().items() if key != column}
    with pytest.raises(Refused, match=f"column missing: {column}"):
        import_rne(file(cells, header=header))
    assert mandates() == []


def test_districts_and_other_encodings_are_refused(file):
    with pytest.raises(Refused, match="column of another file: Libellé du secteur"):
        import_rne(file(row(), header=[*COUNCILLORS, "Libellé du secteur"]))
    with pytest.raises(Refused, match="not UTF-8"):
        import_rne(file(row(), encoding="latin-1"))
    assert mandates() == []


def test_a_moderator_imports_nothing(file, moderator):
    with pytest.raises(NotAllowed):
        import_rne(file(row()), by=moderator)
    assert mandates() == []


def test_command_tells_counts_and_codes(file, capsys):
    path = str(file(row(), row(place="99999")))
    for options, code, held in ((["--strict"], 2, 0), (["--dry-run"], 1, 0), ([], 1, 1)):
        with pytest.raises(CommandError, match="1 rows were left out") as ended:
            call_command("import_rne", path, *options)
        assert (ended.value.returncode, len(mandates())) == (code, held)
    out, err = capsys.readouterr()
    assert "mandate create: 1" in out
    assert err.endswith("line 3: unknown commune, 99999\n")

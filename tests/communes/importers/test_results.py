import pytest
from django.core.management import CommandError, call_command

from communes.actions.lists import Person, create_list, merge_list, set_outcome
from communes.importers import results as importer
from communes.importers.official import Refused
from communes.importers.results import OF_A_LIST, import_results
from communes.models import ElectoralList
from ledger.models import Entry
from ledger.reading import history_of
from ledger.refusals import NotAllowed
from tests.communes.importers.official_files import write

pytestmark = pytest.mark.django_db
BLOCK = [
    "Numéro de panneau",
    "Nom candidat",
    "Prénom candidat",
    "Sexe candidat",
    "Nuance liste",
    "Libellé abrégé de liste",
    "Libellé de liste",
    "Voix",
    "% Voix/inscrits",
    "% Voix/exprimés",
    "Elu",
    "Sièges au CM",
    "Sièges au CC",
]
ABOUT = [
    "Code département",
    "Libellé département",
    "Code commune",
    "Libellé commune",
    "Inscrits",
    "Votants",
    "% Votants",
    "Abstentions",
    "% Abstentions",
    "Exprimés",
    "% Exprimés/inscrits",
    "% Exprimés/votants",
    "Blancs",
    "% Blancs/inscrits",
    "% Blancs/votants",
    "Nuls",
    "% Nuls/inscrits",
    "% Nuls/votants",
]
HEADER = [*ABOUT, *(f"{name} {number}" for number in range(1, 14) for name in BLOCK)]


def row(*lists, place="93066", **more):
    """A line of the file; each list is (panel, votes, seats) or a dict of its cells."""
    cells = {"Code département": "93", "Code commune": place, "Exprimés": "1000"} | more
    for number, one in enumerate(lists, 1):
        given = one if isinstance(one, dict) else block(*one)
        cells |= {f"{name} {number}": value for name, value in given.items()}
    return cells


def block(panel, votes, seats, **more):
    return {
        "Numéro de panneau": str(panel),
        "Nom candidat": f"NOM{panel}",
        "Prénom candidat": "Élise",
        "Libellé de liste": f"LISTE {panel}",
        "Voix": str(votes),
        "% Voix/exprimés": "12,30%",
        "Sièges au CM": str(seats),
    } | more


@pytest.fixture
def file(tmp_path):
    def made(*rows, header=HEADER, encoding="utf-8"):
        return write(tmp_path / "resultats.csv", rows, header, encoding)

    return made


@pytest.fixture
def lists(election, saint_denis):
    return [present(election, saint_denis, panel) for panel in (1, 2, 3)]


def present(election, commune, panel, **more):
    head = Person(1, "Élise", f"Nom{panel}", is_head=True)
    facts = {"label": f"Liste {panel}", "panel_number": panel, "candidates": [head]} | more
    return create_list(election=election, commune=commune, **facts)


def outcomes():
    return list(ElectoralList.objects.order_by("pk").values_list("outcome", flat=True))


def test_the_file_is_as_wide_as_the_ministry_s():
    assert len(HEADER) == 187


def test_seats_decide(file, lists, election, coordinator):
    path = file(row((1, 600, 30), (2, 300, 9), (3, 100, 0)))

    report = import_results(path, election, by=coordinator)

    assert (report.rejected, report.rows, report.written) == ([], 1, 3)
    assert outcomes() == ["majority", "minority", "no_seat"]
    entry = history_of("list", lists[0].ref).last()
    assert (entry.step, entry.from_state, entry.to_state) == (
        "import_results",
        "candidate",
        "majority",
    )
    assert (entry.actor_ref, entry.snapshot["outcome"]) == (coordinator.ref, "majority")
    told = history_of("election", election.slug).last()
    assert (told.step, told.snapshot["rows"]["list majority"]) == ("import_results", 1)
    assert told.snapshot["sha256"] == report.sha256


def test_a_second_run_moves_nothing(file, lists, election):
    path = file(row((1, 600, 30), (2, 300, 9), (3, 100, 0)))
    import_results(path, election)
    entries = Entry.objects.count()
    assert import_results(path, election).written == 0
    assert Entry.objects.count() == entries


def test_a_dry_run_writes_nothing(file, lists, election):
    report = import_results(file(row((1, 600, 30), (2, 300, 9))), election, dry_run=True)
    assert report.written == 2
    assert outcomes() == ["candidate"] * 3


def test_without_seats_the_second_round_is_awaited(file, lists, election):
    """Only below 5 %, where two others have 10 %, is a list already out."""
    report = import_results(file(row((1, 480, ""), (2, 471, "0"), (3, 49, ""))), election)
    assert outcomes() == ["candidate", "candidate", "no_seat"]
    assert report.noted["list that may stand in a second round"] == 2


@pytest.mark.parametrize(
    "row_",
    [
        row((1, 950, ""), (2, 45, ""), (3, 5, "")),
        row((1, 480, ""), (2, 471, ""), (3, 50, "")),
        row((1, 480, ""), (2, 471, ""), (3, 49, ""), **{"Exprimés": ""}),
    ],
)
def test_a_list_that_may_still_stand_or_merge_is_left(file, lists, election, row_):
    import_results(file(row_), election)
    assert outcomes() == ["candidate"] * 3


def test_both_rounds_in_any_order(file, lists, election):
    """Panels are closed up in the second round; who left between the rounds is not guessed."""
    second = row(block(1, 550, 30), block(2, 450, 9) | block(3, 450, 9) | {"Numéro de panneau": 2})
    report = import_results(file(second), election)
    assert outcomes() == ["majority", "candidate", "minority"]
    assert report.noted[importer.ABSENT] == 1

    first = row((1, 450, ""), (2, 100, ""), (3, 450, ""))
    assert import_results(file(first), election).written == 0
    assert outcomes() == ["majority", "candidate", "minority"]


def test_official_results_correct_official_results(file, lists, election):
    import_results(file(row((1, 600, 30), (2, 400, 9))), election)
    import_results(file(row((1, 499, 9), (2, 501, 30))), election)
    assert outcomes() == ["minority", "majority", "candidate"]


def test_what_a_person_said_is_kept_and_told(file, lists, election, coordinator):
    first, second, third = lists
    merge_list(list_id=third.pk, into_id=first.pk, version=1, by=coordinator)
    set_outcome(list_id=second.pk, outcome="withdrawn", version=1, by=coordinator)
    report = import_results(file(row((1, 600, 30), (2, 300, 9), (3, 100, 0))), election)
    assert outcomes() == ["majority", "withdrawn", "merged"]
    assert [str(one) for one in report.rejected] == [
        f"2: list {second.ref} is said withdrawn here, minority in the file: kept",
        f"2: list {third.ref} is said merged here, no_seat in the file: kept",
    ]


def test_no_half_of_the_seats_is_not_a_majority(file, lists, election):
    report = import_results(file(row((1, 400, 10), (2, 350, 9), (3, 250, 8))), election)
    assert "no list has more than half of the seats" in report.rejected[0].reason
    assert outcomes() == ["candidate"] * 3


def test_the_list_is_found_by_its_head_when_renamed(file, lists, election):
    renamed = block(1, 600, 30) | {"Libellé de liste": "TOUT AUTRE NOM"}
    report = import_results(file(row(renamed, (2, 400, 9))), election)
    assert report.rejected == []
    assert outcomes()[0] == "majority"


def test_communes_without_a_list_here_are_passed_over(file, lists, election, elsewhere):
    report = import_results(file(row((1, 600, 30), place="1053")), election)
    assert (report.rejected, report.written) == ([], 0)
    assert report.noted["commune without a list here"] == 1


def test_another_election_and_invented_lists_are_not_touched(file, election, saint_denis):
    present(election, saint_denis, 1, fictitious=True)
    import_results(file(row((1, 600, 30))), election)
    assert outcomes() == ["candidate"]


def test_a_duplicate_gives_its_outcome_to_the_row_kept(file, lists, election):
    _, second, third = lists
    ElectoralList.objects.filter(pk=third.pk).update(duplicate_of=second)
    ElectoralList.objects.filter(pk=second.pk).update(label="Saisie", search_label="saisie")
    report = import_results(file(row((1, 400, 9), (3, 600, 30))), election)
    assert report.rejected == []
    assert outcomes() == ["minority", "majority", "candidate"]


def test_three_digits_beside_the_department_s(file, lists, election):
    path = file(row((1, 600, 30), place="066"))
    assert import_results(path, election).rejected == []
    assert outcomes()[0] == "majority"


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (row((1, 600, 30), place="99999"), "unknown commune, 99999"),
        (row((1, 600, 30), place=""), "empty: Code commune"),
        (row((1, "12 000", 30), place="01053"), "Voix 1 is not a number: '12 000'"),
        (row((1, 600, "OUI"), place="01053"), "Sièges au CM 1 is not a number"),
        (row(("²", 600, 30), place="01053"), "Numéro de panneau 1 is not a number"),
        (row(place="01053"), "no list in this row"),
        (row((2, 600, 30)), "commune 93066 was already read above"),
    ],
)
def test_unusable_row_is_told_by_line_and_the_rest_goes_on(
    file, lists, election, elsewhere, bad, reason
):
    report = import_results(file(row((1, 600, 30), (2, 400, 9)), bad), election)
    assert [one.where for one in report.rejected] == ["3"]
    assert reason in report.rejected[0].reason
    assert outcomes() == ["majority", "minority", "candidate"]


def test_a_list_that_is_not_held_is_told(file, lists, election):
    report = import_results(file(row((1, 600, 30), (4, 400, 9))), election)
    assert str(report.rejected[0]) == "2: list 4 is not among those held here"
    assert outcomes()[0] == "majority"


@pytest.mark.parametrize(
    "column", [*importer.ABOUT, *(f"{name} 1" for name in OF_A_LIST), "Sièges au CM 13"]
)
def test_missing_column_is_refused_before_writing(file, lists, election, column):
    header = [name for name in HEADER if name != column]
    cells = {key: value for key, value in row((1, 600, 30)).items() if key != column}
    with pytest.raises(Refused, match=f"column missing: {column}"):
        import_results(file(cells, header=header), election)
    assert outcomes() == ["candidate"] * 3


def test_layouts_of_other_years_and_files_are_refused(tmp_path, file, lists, election):
    path = tmp_path / "2020.txt"
    path.write_text("Code du département\tCode de la commune\tN.Pan.\tSièges / Elu\n")
    with pytest.raises(Refused, match="column missing: Code département, Code commune"):
        import_results(path, election)
    stations = file(row((1, 600, 30)) | {"Code BV": "1"}, header=[*HEADER, "Code BV"])
    with pytest.raises(Refused, match="column of another file: Code BV"):
        import_results(stations, election)
    assert outcomes() == ["candidate"] * 3


def test_more_lists_than_ever_are_read(file, lists, election, saint_denis):
    present(election, saint_denis, 14)
    header = [*HEADER, *(f"{name} 14" for name in BLOCK)]
    cells = row((1, 400, 9)) | {f"{name} 14": value for name, value in block(14, 600, 30).items()}
    import_results(file(cells, header=header), election)
    assert outcomes() == ["minority", "candidate", "candidate", "majority"]


def test_a_cut_run_keeps_whole_batches_and_ends_the_job_when_run_again(
    file, lists, election, elsewhere, monkeypatch
):
    present(election, elsewhere, 1)
    monkeypatch.setattr(importer, "BATCH", 1)
    path = file(row((1, 600, 30), (2, 400, 9)), row((1, 600, 30), place="01053"))
    real, calls = importer.set_official_outcomes, []

    def cut(**given):
        calls.append(given)
        if len(calls) == 2:
            raise OSError("power cut")
        return real(**given)

    monkeypatch.setattr(importer, "set_official_outcomes", cut)
    with pytest.raises(OSError, match="power cut"):
        import_results(path, election)
    assert outcomes() == ["majority", "minority", "candidate", "candidate"]
    import_results(path, election)
    assert outcomes() == ["majority", "minority", "candidate", "majority"]


def test_a_moderator_imports_nothing(file, lists, election, moderator):
    with pytest.raises(NotAllowed):
        import_results(file(row((1, 600, 30))), election, by=moderator)
    assert outcomes() == ["candidate"] * 3


def test_command_tells_counts_and_codes(file, lists, election, capsys):
    path = str(file(row((1, 600, 30), (2, 400, 9)), row((1, 600, 30), place="99999")))
    for options, code, held in (
        (["--strict"], 2, ["candidate"] * 3),
        (["--dry-run"], 1, ["candidate"] * 3),
        ([], 1, ["majority", "minority", "candidate"]),
    ):
        with pytest.raises(CommandError, match="1 rows were left out") as ended:
            call_command("import_results", path, "--election", election.slug, *options)
        assert (ended.value.returncode, outcomes()) == (code, held)
    out, err = capsys.readouterr()
    assert "list majority: 1" in out
    assert f"{importer.ABSENT}: 1" in out
    assert err.endswith("line 3: unknown commune, 99999\n")

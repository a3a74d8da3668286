import hashlib

import pytest
from django.core.management import CommandError, call_command

from communes.importers import candidates as importer
from communes.importers.candidates import COLUMNS, import_candidates
from communes.importers.official import Refused
from communes.models import Candidate, Commune, ElectoralList, Succession
from ledger.models import Entry
from ledger.reading import history_of
from ledger.refusals import NotAllowed
from tests.communes.importers.official_files import write

pytestmark = pytest.mark.django_db
HEADER = (
    "Code département;Département;Code circonscription;Circonscription;Numéro de panneau;"
    "Libellé abrégé de liste;Libellé de la liste;Code nuance de liste;Nuance de liste;"
    "Tête de liste;Ordre;Sexe;Nom sur le bulletin de vote;Prénom sur le bulletin de vote;"
    "Nationalité;Code personnalité;CC"
)
COLUMNS_OF_THE_FILE = HEADER.split(";")
FIRST = 2


def row(place="93066", panel=1, rank=1, **more):
    """A line of the file; `head`, `last`, `first`, `label`, `nuance` may be given."""
    return {
        "Code circonscription": place,
        "Numéro de panneau": str(panel),
        "Libellé de la liste": more.get("label", f"Liste {place} {panel}"),
        "Code nuance de liste": more.get("nuance", ""),
        "Tête de liste": more.get("head", "OUI" if rank == 1 else ""),
        "Ordre": str(rank),
        "Sexe": "F",
        "Nom sur le bulletin de vote": more.get("last", f"NOM{place}{panel}{rank}"),
        "Prénom sur le bulletin de vote": more.get("first", "Élise"),
    }


def whole(place="93066", panel=1, size=3, **more):
    return [row(place, panel, rank, **more) for rank in range(1, size + 1)]


@pytest.fixture
def file(tmp_path):
    def made(rows, header=COLUMNS_OF_THE_FILE, encoding="utf-8-sig"):
        return write(tmp_path / "candidats.csv", rows, header, encoding)

    return made


@pytest.fixture
def places(saint_denis, elsewhere):
    return saint_denis, elsewhere


def held():
    """Everything an import could move, ids and versions included."""
    return (
        sorted(ElectoralList.objects.values_list("pk", "ref", "label", "panel_number", "version")),
        sorted(Candidate.objects.values_list("pk", "list", "last_name", "rank", "is_head")),
    )


def test_lists_and_candidates_are_created(file, places, election):
    path = file(whole(nuance="LDVG") + whole(panel=2, size=2) + whole("01053"))

    report = import_candidates(path, election)

    assert report.rejected == []
    assert (report.rows, report.written) == (8, 11)
    first, second, third = ElectoralList.objects.order_by("pk")
    assert (first.commune.code, first.panel_number, first.label) == ("93066", 1, "Liste 93066 1")
    assert (first.nuance, first.nuance_source) == ("LDVG", "Ministère de l'Intérieur")
    assert (second.nuance, second.nuance_source) == ("", "")
    assert third.commune.code == "01053"
    assert str(first.head) == "Élise NOM9306611"
    assert first.head.search_name == "nom9306611 elise"
    assert [one.rank for one in first.candidates.all()] == [1, 2, 3]
    assert not first.fictitious


def test_one_entry_tells_the_whole_import(file, places, election, coordinator):
    path = file(whole() + whole("01053"))
    import_candidates(path, election, by=coordinator)

    entry = history_of("election", election.slug).last()
    assert (entry.step, entry.actor_ref) == ("import_candidates", coordinator.ref)
    assert entry.snapshot["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert entry.snapshot["rows"]["candidate create"] == 6
    assert "NOM" not in str(entry.snapshot)


def test_second_run_moves_nothing(file, places, election):
    path = file(whole() + whole(panel=2))
    import_candidates(path, election)
    before, entries = held(), Entry.objects.count()

    report = import_candidates(path, election)

    assert report.written == 0
    assert held() == before
    assert Entry.objects.count() == entries


def test_dry_run_writes_nothing(file, places, election):
    report = import_candidates(file(whole()), election, dry_run=True)
    assert report.written == 4
    assert held() == ([], [])


def test_corrected_label_keeps_the_list_and_tells_its_history(file, places, election):
    import_candidates(file(whole()), election)
    before = ElectoralList.objects.get()

    import_candidates(file(whole(label="Liste corrigée")), election)

    after = ElectoralList.objects.get()
    assert (after.pk, after.ref, after.version) == (before.pk, before.ref, 2)
    assert (after.label, after.search_label) == ("Liste corrigée", "liste corrigee")
    assert history_of("list", after.ref).get().snapshot["label"] == "Liste corrigée"


def test_panels_that_are_renumbered_follow_the_labels(file, places, election):
    import_candidates(file(whole(label="Une") + whole(panel=2, label="Deux")), election)
    ids = dict(ElectoralList.objects.values_list("label", "pk"))

    swapped = [
        row(panel=3 - panel, rank=rank, label=label, last=f"NOM93066{panel}{rank}")
        for panel, label in ((2, "Deux"), (1, "Une"))
        for rank in (1, 2, 3)
    ]
    import_candidates(file(swapped), election)

    after = {one.label: (one.pk, one.panel_number) for one in ElectoralList.objects.all()}
    assert after == {"Une": (ids["Une"], 2), "Deux": (ids["Deux"], 1)}
    assert Candidate.objects.count() == 6


def test_same_panel_with_another_label_and_head_is_a_conflict(file, places, election):
    import_candidates(file(whole()), election)
    before = held()

    report = import_candidates(file([row(label="Tout autre", last="AUTRE")]), election)

    assert [one.where for one in report.rejected] == [str(FIRST)]
    assert "held by another list" in report.rejected[0].reason
    assert held() == before


def test_candidates_who_swap_ranks_keep_their_ids(file, places, election):
    import_candidates(file(whole()), election)
    ids = dict(Candidate.objects.values_list("last_name", "pk"))

    swapped = [
        row(rank=1, last="NOM9306612"),
        row(rank=2, last="NOM9306611"),
        row(rank=3, last="NOM9306613"),
    ]
    import_candidates(file(swapped), election)

    assert dict(Candidate.objects.values_list("last_name", "pk")) == ids
    assert ElectoralList.objects.get().head.last_name == "NOM9306612"


def test_candidate_who_left_keeps_the_row_and_loses_the_rank(file, places, election):
    import_candidates(file(whole()), election)
    gone = Candidate.objects.get(rank=1)

    changed = [row(rank=1, last="NOUVELLE"), *whole()[1:]]
    report = import_candidates(file(changed), election)

    gone.refresh_from_db()
    assert (gone.rank, gone.is_head, gone.last_name) == (None, False, "NOM9306611")
    assert report.counts["candidate close"] == 1
    assert ElectoralList.objects.get().head.last_name == "NOUVELLE"
    assert import_candidates(file(changed), election).written == 0


def test_homonyms_on_one_list_stay_two_people(file, places, election):
    rows = [row(rank=rank, last="MARTIN", first="Jean") for rank in (1, 2)]
    import_candidates(file(rows), election)
    before = held()
    assert import_candidates(file(rows), election).written == 0
    assert held() == before


def test_head_is_the_one_marked_else_the_first(file, places, election):
    rows = [
        row(panel=1, rank=1, head=""),
        row(panel=1, rank=2, head="Oui"),
        row(panel=2, rank=1, head=""),
        row(panel=2, rank=2, head=""),
    ]
    import_candidates(file(rows), election)
    first, second = ElectoralList.objects.order_by("panel_number")
    assert (first.head.rank, second.head.rank) == (2, 1)


def test_invented_lists_are_never_taken_for_real_ones(file, electoral_list, election):
    import_candidates(file([row(label=electoral_list.label)]), election)
    assert ElectoralList.objects.filter(label=electoral_list.label).count() == 2


def test_former_and_district_codes_find_their_commune(file, places, election, department):
    saint_denis, _ = places
    Succession.objects.create(old_code="93059", commune=saint_denis)
    Commune.objects.create(
        code="75101", kind="ARM", name="Paris 1er", department=department, parent=saint_denis
    )
    report = import_candidates(file([row("93059"), row("75101")]), election)
    assert report.rejected == []
    codes = ElectoralList.objects.order_by("pk").values_list("commune__code", flat=True)
    assert list(codes) == ["93066", "75101"]


def test_code_without_its_leading_zero(file, places, election):
    assert import_candidates(file([row("1053")]), election).rejected == []
    assert ElectoralList.objects.get().commune.code == "01053"


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (row("99999", 9), "unknown commune, 99999"),
        (row(panel="douze", rank=9), "Numéro de panneau is not a number: 'douze'"),
        (row(panel=9, rank="²"), "Ordre is not a number"),
        (row(panel=9, last=""), "empty: Nom sur le bulletin de vote"),
        (row(panel=9, label=""), "empty: Libellé de la liste"),
        (row(panel=9, label="x" * 301), "Libellé de la liste is too long"),
        (row(panel=9, first="a\x00b"), "Prénom sur le bulletin de vote is too long or holds"),
        (row(panel=9, nuance="x" * 11), "Code nuance de liste is too long"),
        (row(panel=1, rank=3, last="DOUBLE"), "rank 3 is taken by line 4"),
    ],
)
def test_unusable_row_is_told_by_line_and_the_rest_goes_on(file, places, election, bad, reason):
    report = import_candidates(file([*whole(), bad, *whole("01053")]), election)
    assert [one.where for one in report.rejected] == [str(FIRST + 3)]
    assert reason in report.rejected[0].reason
    assert Candidate.objects.count() == 6


def test_short_row_is_told_by_line(file, places, election):
    path = file(whole())
    path.write_bytes(path.read_bytes() + b'"93";"x"\r\n')
    report = import_candidates(path, election)
    assert str(report.rejected[0]) == "5: 2 cells instead of 17"
    assert Candidate.objects.count() == 3


def test_list_that_comes_back_later_is_not_read_twice(file, places, election):
    report = import_candidates(file([*whole(), *whole("01053"), row(rank=4)]), election)
    assert report.rejected_count == 1
    assert "already read above" in report.rejected[0].reason
    assert Candidate.objects.filter(list__commune__code="93066", rank=None).count() == 0


@pytest.mark.parametrize("column", COLUMNS)
def test_missing_column_is_refused_before_writing(file, places, election, column):
    header = [name for name in COLUMNS_OF_THE_FILE if name != column]
    rows = [{key: value for key, value in one.items() if key != column} for one in whole()]
    with pytest.raises(Refused, match=f"column missing: {column}"):
        import_candidates(file(rows, header), election)
    assert held() == ([], [])


def test_columns_are_read_by_name_whatever_their_order(file, places, election):
    import_candidates(file(whole(), COLUMNS_OF_THE_FILE[::-1]), election)
    assert ElectoralList.objects.get().head.last_name == "NOM9306611"


def test_other_encoding_is_refused_before_writing(file, places, election):
    with pytest.raises(Refused, match="not UTF-8"):
        import_candidates(file(whole(), encoding="latin-1"), election)
    assert held() == ([], [])


def test_empty_file_and_endless_cell_are_refused(tmp_path, election):
    path = tmp_path / "empty.csv"
    path.write_bytes(b"")
    with pytest.raises(Refused, match="column missing"):
        import_candidates(path, election)
    path.write_text(HEADER + '\n"' + "x" * 200_000, encoding="utf-8")
    with pytest.raises(Refused, match="not a CSV file"):
        import_candidates(path, election)


def test_cut_run_keeps_whole_batches_and_ends_the_job_when_run_again(
    file, places, election, monkeypatch
):
    monkeypatch.setattr(importer, "BATCH", 1)
    path = file(whole() + whole("01053"))
    real = Candidate.objects.bulk_create

    def fail_at_the_second(rows, **options):
        if ElectoralList.objects.count() == 2:
            raise OSError("power cut")
        return real(rows, **options)

    monkeypatch.setattr(Candidate.objects, "bulk_create", fail_at_the_second)
    with pytest.raises(OSError, match="power cut"):
        import_candidates(path, election)
    assert (ElectoralList.objects.count(), Candidate.objects.count()) == (1, 3)
    kept = held()

    monkeypatch.setattr(Candidate.objects, "bulk_create", real)
    import_candidates(path, election)
    assert (ElectoralList.objects.count(), Candidate.objects.count()) == (2, 6)
    assert set(kept[1]) <= set(held()[1])


def test_batches_cost_the_same_whatever_the_number_of_lists(
    file, places, election, django_assert_max_num_queries
):
    many = [one for panel in range(1, 30) for one in whole(panel=panel)]
    with django_assert_max_num_queries(20):
        import_candidates(file(many), election)


def test_a_moderator_imports_nothing(file, places, election, moderator):
    with pytest.raises(NotAllowed):
        import_candidates(file(whole()), election, by=moderator)
    assert held() == ([], [])


def test_command_tells_counts_and_codes(file, places, election, capsys):
    path = str(file([*whole(), row("99999")]))
    with pytest.raises(CommandError, match="1 rows were left out") as ended:
        call_command("import_candidates", path, "--election", election.slug)
    assert ended.value.returncode == 1
    out, err = capsys.readouterr()
    assert "candidate create: 3" in out
    assert err == "line 5: unknown commune, 99999\n"
    assert Candidate.objects.count() == 3


def test_strict_command_writes_nothing_when_a_row_is_unusable(file, places, election):
    path = str(file([*whole(), row("99999")]))
    with pytest.raises(CommandError) as ended:
        call_command("import_candidates", path, "--election", election.slug, "--strict")
    assert ended.value.returncode == 2
    assert held() == ([], [])


def test_command_refuses_an_unknown_election_or_file(election, tmp_path):
    for slug, path, message in (
        ("nope", tmp_path / "x.csv", f"there is: {election.slug}"),
        (election.slug, tmp_path / "x.csv", "No such file"),
    ):
        with pytest.raises(CommandError, match=message) as refused:
            call_command("import_candidates", str(path), "--election", slug)
        assert refused.value.returncode == 2


def test_a_list_merged_into_another_is_not_made_again(file, election, places):
    """The official row was judged a duplicate: the next import leaves it so, and makes no other."""
    import_candidates(file(whole()), election)
    gone = ElectoralList.objects.get()
    kept = ElectoralList.objects.create(
        election=election, commune=gone.commune, label="Saisie à la main"
    )
    ElectoralList.objects.filter(pk=gone.pk).update(duplicate_of=kept)
    before = held()
    import_candidates(file(whole()), election)
    assert held() == before

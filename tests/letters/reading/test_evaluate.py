"""Measuring: pairing one to one, and annotations refused with their line."""

from pathlib import Path

import pytest

from letters.reading.evaluate import GoldRow, evaluate, load_gold, overlap
from letters.reading.suggest import Suggestion

HEADER = "letter\tstart\tend\tquote\tkind\tfirmness\tlevels\n"


def gold(start: int, end: int, letter: str = "a", kind: str = "commitment") -> GoldRow:
    return GoldRow(letter, start, end, "x" * (end - start), kind, "firm")


def guess(start: int, end: int, kind: str = "commitment") -> Suggestion:
    quote = "x" * (end - start)
    return Suggestion(start, end, quote, kind, "firm", ("commune",), (), "", "", "cue", 0.9)


def test_overlap_is_intersection_over_union() -> None:
    assert overlap((0, 10), (0, 10)) == 1
    assert overlap((0, 10), (5, 15)) == pytest.approx(1 / 3)
    assert overlap((0, 10), (10, 20)) == 0


def test_half_is_enough_and_less_is_not() -> None:
    assert evaluate([gold(0, 10)], {"a": [guess(0, 5)]}).recall == 1
    assert evaluate([gold(0, 10)], {"a": [guess(0, 4)]}).recall == 0


def test_pairs_are_one_to_one() -> None:
    result = evaluate([gold(0, 10)], {"a": [guess(0, 10), guess(0, 9)]})
    assert (result.precision, result.recall) == (0.5, 1)
    assert [found.end for _, found in result.false_alarms] == [9]


def test_counts_by_kind_and_f1() -> None:
    rows = [gold(0, 10), gold(20, 30, kind="agreement"), gold(40, 50)]
    result = evaluate(rows, {"a": [guess(0, 10), guess(20, 30), guess(60, 70, "action_due")]})
    assert (result.precision, result.recall, result.f1) == pytest.approx((2 / 3, 2 / 3, 2 / 3))
    assert result.misses == [rows[2]]
    assert result.by_kind["commitment"].recall == 0.5
    assert result.by_kind["agreement"].recall == 1
    assert result.by_kind["action_due"].precision == 0
    assert (result.same_kind, result.same_firmness) == (0.5, 1)


def test_letters_do_not_mix_and_unannotated_letters_count() -> None:
    result = evaluate([gold(0, 10)], {"b": [guess(0, 10)]})
    assert (result.precision, result.recall) == (0, 0)


def test_nothing_expected_nothing_suggested() -> None:
    result = evaluate([], {"a": []})
    assert (result.precision, result.recall, result.f1) == (1, 1, 1)


def written(tmp_path: Path, content: str) -> Path:
    path = tmp_path / "gold.tsv"
    path.write_text(content, encoding="utf-8")
    return path


def test_a_quote_over_two_lines(tmp_path: Path) -> None:
    path = written(tmp_path, HEADER + "a.txt\t3\t8\tbc\\nde\tcommitment\tfirm\tcommune\n")
    assert load_gold(path) == [GoldRow("a.txt", 3, 8, "bc\nde", "commitment", "firm", "commune")]
    assert load_gold(path, {"a.txt": "012bc\nde"})[0].quote == "bc\nde"


def test_optional_columns_may_be_absent(tmp_path: Path) -> None:
    path = written(tmp_path, "letter\tstart\tend\tquote\tkind\na\t0\t2\toh\tagreement\n")
    assert load_gold(path)[0].firmness == ""


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "line 1: missing column letter"),
        ("letter\tstart\tquote\tkind\n", "line 1: missing column end"),
        (HEADER + "a\t0\t2\toh\tpromise\n", "line 2: unknown kind 'promise'"),
        (HEADER + "a\t0\t2\toh\tcommitment\n\na\tx\t2\toh\tcommitment\n", "line 4: start and end"),
        (HEADER + "a\t2\t2\toh\tcommitment\n", "line 2: start 2 and end 2"),
        (HEADER + "a\t0\t3\toh\tcommitment\n", "line 2: 3 characters announced, 2 quoted"),
        (HEADER + "a\t0\n", "line 2: nothing under end, quote, kind"),
    ],
)
def test_a_wrong_file_names_its_line(tmp_path: Path, content: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        load_gold(written(tmp_path, content))


def test_a_quote_that_is_not_there_names_its_line(tmp_path: Path) -> None:
    path = written(tmp_path, HEADER + "a\t0\t2\toh\tcommitment\n")
    with pytest.raises(ValueError, match="line 2: a has 'ah' at 0-2"):
        load_gold(path, {"a": "ah"})
    with pytest.raises(ValueError, match="line 2: no letter 'a'"):
        load_gold(path, {"b": "oh"})

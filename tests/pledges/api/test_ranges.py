"""A download that was cut goes on from its last byte, or starts again when the file changed."""

import pytest

from pledges.actions.perform import perform
from pledges.api.ranges import Changed
from pledges.exports.copies import make_copies
from tests.factories import anyone, make_commitment
from tests.pledges.api.conftest import checked_problem

pytestmark = pytest.mark.django_db
PATH = "exports/commitments.csv"


@pytest.fixture(autouse=True, scope="module")
def _several(_shared_world, django_db_blocker):
    """Undone with the shared world."""
    with django_db_blocker.unblock():
        for _number in range(3):
            make_commitment("published")


def whole(reader, path: str = PATH):
    answer = reader.read(path)
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers["ETag"].startswith('"')
    return answer.getvalue(), answer.headers["ETag"]


def part(reader, wanted: str, path: str = PATH, **headers):
    return reader.read(path, Range=f"bytes={wanted}", **headers)


def change() -> None:
    commitment = make_commitment("published")
    perform(
        kind="commitment",
        step="withdraw",
        ref=commitment.ref,
        by=anyone("coordinator"),
        version=commitment.version,
        reason="Publié par erreur.",
    )


@pytest.mark.parametrize("copied", [True, False])
@pytest.mark.parametrize("path", [PATH, "exports/commitments.ndjson", "exports/letters.ndjson"])
def test_a_download_cut_anywhere_is_resumed_to_the_same_bytes(reader, path, copied):
    if copied:
        make_copies()
    content, tag = whole(reader, path)
    for cut in (1, len(content) // 3, len(content) - 1):
        rest = part(reader, f"{cut}-", path, If_Range=tag)
        assert rest.status_code == 206
        assert rest.headers["Content-Range"] == f"bytes {cut}-{len(content) - 1}/{len(content)}"
        assert rest.headers["ETag"] == tag
        received = rest.getvalue()
        assert int(rest.headers["Content-Length"]) == len(received)
        assert content[:cut] + received == content


def test_parts_end_to_end_are_the_file(reader):
    content, tag = whole(reader)
    step = len(content) // 7
    parts = [
        part(reader, f"{start}-{start + step - 1}", If_Range=tag).getvalue()
        for start in range(0, len(content), step)
    ]
    assert b"".join(parts) == content
    assert part(reader, "-10").getvalue() == content[-10:]
    assert part(reader, f"-{10**9}").getvalue() == content


@pytest.mark.parametrize("wanted", ["{size}-", "-0", "999999999-"])
def test_what_is_beyond_the_end_is_refused_with_the_size(reader, wanted):
    content, _tag = whole(reader)
    answer = part(reader, wanted.format(size=len(content)))
    checked_problem(answer, 416)
    assert answer.headers["Content-Range"] == f"bytes */{len(content)}"
    assert "public" not in answer.headers.get("Cache-Control", "")


@pytest.mark.parametrize("wanted", ["-", "5-2", "0-1,4-5", "a-b", "٣-٤", "1-2-3", "9" * 30 + "-"])
def test_a_range_that_is_none_is_no_range(reader, wanted):
    content, _tag = whole(reader)
    answer = part(reader, wanted)
    assert (answer.status_code, answer.getvalue()) == (200, content)


def test_a_file_that_changed_is_sent_whole(reader):
    content, tag = whole(reader)
    change()
    again = part(reader, "10-", If_Range=tag)
    assert again.status_code == 200
    assert again.headers["ETag"] != tag
    assert again.getvalue() != content
    assert part(reader, "10-", If_Range='W/"weak"').status_code == 200


def test_a_change_while_a_part_is_sent_cuts_it(reader):
    _content, tag = whole(reader)
    answer = part(reader, "10-", If_Range=tag)
    assert answer.status_code == 206
    change()
    with pytest.raises(Changed):
        answer.getvalue()


def test_a_file_one_has_is_not_sent_again(reader):
    _content, tag = whole(reader)
    assert reader.read(PATH, If_None_Match=tag).status_code == 304
    change()
    assert reader.read(PATH, If_None_Match=tag).status_code == 200


def test_a_part_is_of_the_plain_form(reader):
    """Bytes of a compressed file are not those that a reader counts."""
    content, tag = whole(reader)
    packed = reader.read(PATH, Accept_Encoding="zstd")
    assert part(reader, "10-", If_Range=packed.headers["ETag"]).status_code == 200
    rest = part(reader, "10-", If_Range=tag, Accept_Encoding="zstd")
    assert "Content-Encoding" not in rest.headers
    assert rest.getvalue() == content[10:]

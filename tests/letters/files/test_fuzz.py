"""Whatever the bytes, reading gives an extraction: a text, or a known reason."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from letters.reading.extraction import extract_here
from letters.reading.text import MAX_CHARS, UNREADABLE

from . import builders

FEW = settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
HEADS = (
    b"",
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"From: a@b.fr\nMIME-Version: 1.0\n",
    b"<html>",
    b"\xff\xfe",
    b'<?xml version="1.0"?><office:document ',
)
NAMES = st.sampled_from(["", "a.txt", "a.eml", "a.odt", "../\u202e"])


def mail_with_attachments() -> bytes:
    message = builders.mail()
    message.add_alternative("<p>Bonjour <b>à</b> tous", subtype="html")
    message.add_attachment(builders.mail("Dedans."))
    message.add_attachment(
        builders.odt_letter(), maintype="application", subtype="octet-stream", filename="é.odt"
    )
    return message.as_bytes()


VALID = (
    builders.odt_letter(),
    builders.odt_text("<text:p>Nous signons.</text:p>"),
    builders.docx_text("<w:p><w:r><w:t>Nous signons.</w:t></w:r></w:p>"),
    builders.pdf_letter(["Nous signons."], ["Fin."]),
    builders.pdf_letter(["Nous signons."], password=""),
    builders.mail().as_bytes(),
    mail_with_attachments(),
    b"<html><table><tr><td>a<td>b</table><blockquote type=cite>c</blockquote>",
)


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A real file with some bytes changed, cut out, or said twice."""
    data = bytearray(draw(st.sampled_from(VALID)))
    for _ in range(draw(st.integers(1, 12))):
        at = draw(st.integers(0, max(len(data) - 1, 0)))
        length = draw(st.integers(0, 40))
        match draw(st.sampled_from(["change", "cut", "repeat", "end"])):
            case "change":
                data[at : at + 1] = draw(st.binary(min_size=1, max_size=4))
            case "cut":
                del data[at : at + length]
            case "repeat":
                data[at:at] = data[at : at + length] * draw(st.integers(1, 5))
            case "end":
                del data[at:]
    return bytes(data)


def check(data: bytes, name: str) -> None:
    found = extract_here(data, name)

    assert bool(found.text) != bool(found.unreadable_reason)
    assert found.unreadable_reason in {"", *UNREADABLE}
    assert found.media_type
    assert len(found.text) <= MAX_CHARS
    found.text.encode("utf-8")
    assert not set(found.text) & set(map(chr, [*range(9), *range(11, 32)]))
    for part in found.parts:
        assert 0 <= part.start <= part.end <= len(found.text)
        assert part.unreadable_reason in {"", *UNREADABLE}
    assert found == extract_here(data, name)


@FEW
@given(head=st.sampled_from(HEADS), rest=st.binary(max_size=2_000), name=NAMES)
def test_any_bytes(head, rest, name):
    check(head + rest, name)


@FEW
@given(data=mutated(), name=NAMES)
def test_mutated_files(data, name):
    check(data, name)


@FEW
@given(text=st.text(max_size=500))
def test_text_files_keep_their_offsets(text):
    """But for line ends and what cannot be stored, a text is what was typed."""
    clean = text.replace("\r\n", "\n").replace("\r", "\n")
    found = extract_here(b"Nous signons. " + text.encode() + b" Merci de votre question.", "a.txt")

    if not found.unreadable_reason and "\x00" not in text:
        assert len(found.text) == len("Nous signons.  Merci de votre question.") + len(clean)

"""Pages drawn by the child: a picture of ours for a sound file, a reason for any other."""

import io
import random
import sys

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from letters.reading import pictures, recognition
from letters.reading.isolation import Failed
from letters.reading.pictures import count, draw

from . import builders


def image(kind: str = "JPEG", size=(300, 400), mode: str = "RGB", **options) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, "white").save(out, kind, **options)
    return out.getvalue()


def pdf(*pages: str) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    for words in pages:
        canvas.drawString(72, 720, words)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def size_of(png: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(png)) as drawn:
        assert drawn.format == "PNG"
        return drawn.size


def test_a_page_of_a_pdf_is_drawn():
    data = pdf("Nous signons.", "Deuxième page, plus longue.")
    picture = draw(data, 2, width=300)
    assert picture.pages == count(data) == 2
    assert size_of(picture.png)[0] == pytest.approx(300, abs=1)
    white = draw(data, 1, width=300).png
    assert white != picture.png


def test_a_photograph_is_turned_upright_and_says_nothing_else():
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "where it was taken"
    png = draw(image(exif=exif), 1).png
    assert size_of(png) == (400, 300)
    assert b"where it was taken" not in png


def test_every_page_of_a_scan_is_there():
    frames = [Image.new("RGB", (20, 30), colour) for colour in ("white", "black")]
    out = io.BytesIO()
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:])
    assert count(out.getvalue()) == 2
    drawn = Image.open(io.BytesIO(draw(out.getvalue(), 2).png))
    assert drawn.getpixel((5, 5)) == (0, 0, 0)


@pytest.mark.parametrize(
    ("made", "page", "reason"),
    [
        (lambda: builders.pdf_letter(["Nous signons."]), 2, "empty"),
        (lambda: b"%PDF-1.4 broken", 1, "damaged"),
        (image, 2, "empty"),
        (lambda: image()[:200], 1, "damaged"),
        (lambda: b"<svg onload=alert(1)>", 1, "damaged"),
        (lambda: image("PNG", (9_000, 9_000), "1"), 1, "too_large"),
    ],
)
def test_what_cannot_be_drawn_has_its_reason(made, page, reason):
    with pytest.raises(Failed) as failure:
        draw(made(), page)
    assert failure.value.reason == reason


def test_broken_files_never_raise_anything_else():
    sound = pdf("Nous signons.", "Oui.")
    dice = random.Random(7)
    for _turn in range(6):
        broken = bytearray(sound)
        for _byte in range(20):
            broken[dice.randrange(len(broken))] = dice.randrange(256)
        try:
            png = draw(bytes(broken), 1, width=200).png
        except Failed:
            continue
        assert png.startswith(pictures.PNG)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"[]\n",
        b'{"pages": 0, "reason": ""}\n' + pictures.PNG,
        b'{"pages": 1, "reason": ""}\n<svg/>',
        b'{"pages": 1, "reason": "<b>"}\n',
        b"[" * 100_000,
    ],
)
def test_an_unsound_answer_is_refused(answer):
    with pytest.raises(Failed) as failure:
        pictures._sound(answer, drawn=True)
    assert failure.value.reason == "hostile"


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A stand-in for the program of that name: what is tried is how it is run."""

    def install(code: str, languages: str = "eng fra"):
        path = tmp_path / "tesseract"
        path.write_text(
            f"#!{sys.executable} -S\nimport os, resource, sys\n"
            f"if '--list-langs' in sys.argv: print('{languages}'); sys.exit()\n{code}\n"
        )
        path.chmod(0o700)
        monkeypatch.setenv("PATH", str(tmp_path))
        recognition.program.cache_clear()

    yield install
    recognition.program.cache_clear()


def test_a_page_is_read_by_machine_within_limits(machine):
    machine(
        "data = sys.stdin.buffer.read()\n"
        "print(len(data), sys.argv[1:], resource.getrlimit(resource.RLIMIT_FSIZE)[0],"
        " os.environ['OMP_THREAD_LIMIT'], '\\x07')"
    )
    said = recognition.recognise(b"a" * 70_000)
    assert said == "70000 ['stdin', 'stdout', '-l', 'fra'] 0 1"


def test_without_french_or_without_the_program_it_says_so(machine, monkeypatch):
    machine("print('never')", languages="eng")
    assert recognition.program() == ""
    monkeypatch.setenv("PATH", "")
    recognition.program.cache_clear()
    assert recognition.program() == ""
    with pytest.raises(Failed):
        recognition.recognise(b"a")


def test_a_machine_that_does_not_end_is_stopped(machine):
    machine("import time; time.sleep(60)")
    with pytest.raises(Failed) as failure:
        recognition.recognise(b"a", seconds=0.5)
    assert failure.value.reason == "too_slow"

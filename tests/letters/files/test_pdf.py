import io

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from reportlab.lib.utils import ImageReader

from letters.reading.extraction import extract_here
from letters.reading.formats import pdf

from . import builders


def test_pages_in_order():
    found = extract_here(builders.pdf_letter(["Madame,", "l'été"], ["Nous signons."]), "x.pdf")

    assert found.text.split() == ["Madame,", "l'été", "Nous", "signons."]
    assert (found.media_type, found.unreadable_reason) == ("application/pdf", "")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("engage\u00ad\nment", "engagement"),
        ("enga\u00adgement", "engagement"),
        ("peut-\nêtre", "peut-\nêtre"),
        ("e\u0301te\u0301", "été"),
        ("oﬃce  \nsuite", "office\nsuite"),
        ("\uf0b7 former", "• former"),
    ],
)
def test_smooth(raw, expected):
    assert pdf.smooth(raw) == expected


@pytest.mark.parametrize(("password", "reason"), [("secret", "encrypted"), ("", "")])
def test_only_an_empty_password_is_tried(password, reason):
    found = extract_here(builders.pdf_letter(["Nous signons."], password=password))

    assert found.unreadable_reason == reason
    assert found.text == ("" if reason else "Nous signons.")


def test_strong_encryption():
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(builders.pdf_letter(["Oui."]))))
    writer.encrypt("secret", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)

    assert extract_here(out.getvalue()).unreadable_reason == "encrypted"


def test_images_alone_are_to_transcribe():
    page = ImageReader(Image.new("RGB", (30, 40), "white"))

    assert extract_here(builders.pdf_letter([], picture=page)).unreadable_reason == "scanned"


def test_too_many_pages():
    assert extract_here(builders.pdf_letter(*[["a"]] * 301)).unreadable_reason == "too_large"


def test_a_broken_page_does_not_hide_the_others():
    data = builders.pdf_of(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 5 0 R >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 6 0 R /Resources "
            b"<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
            b"<< /Length 3 /Filter /NoSuchFilter >>\nstream\nabc\nendstream",
            b"<< /Length 31 >>\nstream\nBT /F1 12 Tf (Nous signons) Tj ET\nendstream",
        ]
    )

    assert extract_here(data).text == "Nous signons"

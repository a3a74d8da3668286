"""Real files of each format, made by the programs people use, and the pieces of hostile ones."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage

import docx
from odf import table, text
from odf.opendocument import OpenDocumentText
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

ODT_TYPE = "application/vnd.oasis.opendocument.text"
ODT_HEAD = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    "<office:body><office:text>"
)
ODT_TAIL = "</office:text></office:body></office:document-content>"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def zipped(members: dict[str, bytes | str], stored: tuple[str, ...] = ("mimetype",)) -> bytes:
    """A zip of these members, in order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            how = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name), content, how)
    return out.getvalue()


def odt_of(content: bytes | str, **others: bytes | str) -> bytes:
    """An ODT whose content.xml is given whole."""
    return zipped({"mimetype": ODT_TYPE, "content.xml": content, **others})


def odt_text(markup: str) -> bytes:
    """An ODT whose body holds this markup."""
    return odt_of(ODT_HEAD + markup + ODT_TAIL)


def docx_text(markup: str, **others: bytes | str) -> bytes:
    """A DOCX whose body holds this markup."""
    document = f'<w:document xmlns:w="{WORD}"><w:body>{markup}</w:body></w:document>'
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": document, **others})


def odt_letter() -> bytes:
    """A heading, spaces, a tab, a line break, a note, a list and a table, by odfpy."""
    made = OpenDocumentText()
    made.text.addElement(text.H(outlinelevel=1, text="Réponse au pacte"))
    paragraph = text.P(text="Nous")
    paragraph.addElement(text.S(c=2))
    paragraph.addText("signerons")
    paragraph.addElement(text.Tab())
    paragraph.addText("ici")
    note = text.Note(noteclass="footnote", id="n1")
    note.addElement(text.NoteCitation(text="1"))
    body = text.NoteBody()
    body.addElement(text.P(text="Avec réserve."))
    note.addElement(body)
    paragraph.addElement(note)
    paragraph.addElement(text.LineBreak())
    paragraph.addText("et là.")
    made.text.addElement(paragraph)
    items = text.List()
    for label in ("former", "équiper"):
        item = text.ListItem()
        item.addElement(text.P(text=label))
        items.addElement(item)
    made.text.addElement(items)
    grid = table.Table()
    for cells in (("Article", "Réponse"), ("1", "Oui")):
        row = table.TableRow()
        for value in cells:
            cell = table.TableCell()
            cell.addElement(text.P(text=value))
            row.addElement(cell)
        grid.addElement(row)
    made.text.addElement(grid)
    made.text.addElement(text.P(text="Fin."))
    out = io.BytesIO()
    made.write(out)
    return out.getvalue()


def docx_letter() -> bytes:
    """The like of `odt_letter`, by python-docx."""
    made = docx.Document()
    made.add_heading("Réponse au pacte")
    made.add_paragraph("Nous  signerons\tici\net là.")
    for label in ("former", "équiper"):
        made.add_paragraph(label, style="List Bullet")
    grid = made.add_table(2, 2)
    for row, cells in enumerate((("Article", "Réponse"), ("1", "Oui"))):
        for column, value in enumerate(cells):
            grid.cell(row, column).text = value
    made.add_paragraph("Fin.")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def pdf_letter(
    *pages: list[str], password: str | None = None, picture: ImageReader | None = None
) -> bytes:
    """A PDF with a page for each list of lines, by reportlab; `picture` on each page."""
    out = io.BytesIO()
    lock = None if password is None else StandardEncryption(password, "owner", strength=128)
    sheet = canvas.Canvas(out, encrypt=lock, invariant=1)
    for lines in pages:
        if picture is not None:
            sheet.drawImage(picture, 0, 0, 200, 200)
        for number, line in enumerate(lines):
            sheet.drawString(50, 800 - 14 * number, line)
        sheet.showPage()
    sheet.save()
    return out.getvalue()


def pdf_of(objects: list[bytes], root: int = 1) -> bytes:
    """A PDF of these objects, numbered from 1, with a right cross-reference table."""
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root %d 0 R >>\n" % (len(objects) + 1, root)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def pdf_page(content: bytes, filters: bytes) -> bytes:
    """A PDF of one page whose content stream is given as it stands."""
    font = b"<< /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
    return pdf_of(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R "
            b"/Resources << /Font " + font + b" >> >>",
            b"<< /Length %d /Filter %s >>\nstream\n%s\nendstream"
            % (len(content), filters, content),
        ]
    )


def mail(body: str = "Bonjour,\nnous signons.\n", **headers: str) -> EmailMessage:
    """An e-mail with the usual headers; others given as `Reply_To="…"`."""
    message = EmailMessage()
    usual = {
        "From": "Liste Exemple <contact@ville-exemple.fr>",
        "To": "pacte@association.example",
        "Date": "Mon, 09 Mar 2026 23:30:00 +0100",
        "Subject": "Réponse au pacte",
    }
    for name, value in {**usual, **headers}.items():
        message[name.replace("_", "-")] = value
    message.set_content(body)
    return message

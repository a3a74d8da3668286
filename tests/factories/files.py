"""Files as people send them: sound ones, and ones that hold what must not be kept."""

import io

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject


def a_pdf(*, program: bool = False, attached: bool = False, password: str = "") -> bytes:
    """A page, blank; with a program that starts, a file inside, or a lock, when asked for."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    if program:
        action = {"/S": NameObject("/JavaScript"), "/JS": TextStringObject("app.alert(1)")}
        held = DictionaryObject({NameObject(name): value for name, value in action.items()})
        writer.root_object[NameObject("/OpenAction")] = writer._add_object(held)
    if attached:
        writer.add_attachment("dedans.txt", b"dedans")
    if password:
        writer.encrypt(password)
    return _written(writer.write)


def a_picture(kind: str = "JPEG", *, size=(60, 30), maker: str = "", turned: bool = False) -> bytes:
    """A picture; `maker` is told in its metadata, `turned` means held on its side."""
    exif = Image.Exif()
    if maker:
        exif[0x010F] = maker
    if turned:
        exif[0x0112] = 6
    picture = Image.new("RGB", size, "teal")
    return _written(lambda where: picture.save(where, kind, exif=exif))


def _written(write) -> bytes:
    held = io.BytesIO()
    write(held)
    return held.getvalue()

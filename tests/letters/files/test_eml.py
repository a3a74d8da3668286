from datetime import date
from email.message import EmailMessage

import pytest

from letters.reading.extraction import extract_here

from . import builders


def raw(*lines: str, charset: str = "utf-8") -> bytes:
    return "\r\n".join(lines).encode(charset)


def test_body_sender_day_and_subject():
    found = extract_here(builders.mail().as_bytes(), "lettre.eml")

    assert found.text == "Bonjour,\nnous signons."
    assert found.media_type == "message/rfc822"
    assert found.sender == "Liste Exemple <contact@ville-exemple.fr>"
    assert found.sent_on == date(2026, 3, 9)
    assert found.subject == "Réponse au pacte"


def test_attachments_follow_the_body_and_know_their_place():
    message = builders.mail()
    message.add_attachment(
        builders.odt_letter(), maintype="application", subtype="octet-stream", filename="../é.odt"
    )
    message.add_attachment(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", filename="l.png")
    message.add_attachment(
        builders.pdf_letter([]), maintype="application", subtype="pdf", filename="scan.pdf"
    )

    found = extract_here(message.as_bytes())

    body, odt, png, pdf = found.parts
    assert found.text.startswith("Bonjour,\nnous signons.\n\n--- attachment: é.odt ---\n\nRéponse")
    assert found.text[body.start : body.end] == "Bonjour,\nnous signons."
    assert found.text[odt.start : odt.end] == extract_here(builders.odt_letter()).text
    assert (body.name, odt.name, png.name, pdf.name) == ("", "é.odt", "l.png", "scan.pdf")
    assert (odt.media_type, odt.unreadable_reason) == (builders.ODT_TYPE, "")
    assert (png.unreadable_reason, pdf.unreadable_reason) == ("unsupported", "scanned")
    assert png.start == png.end
    assert found.unreadable_reason == ""


def test_type_of_an_attachment_is_that_of_its_content():
    message = builders.mail()
    for kind in ("x-évil", "pdf", "msword"):
        message.add_attachment(b"PK\x03\x04", maintype="application", subtype=kind, filename="a")
    part = message.get_payload(1)
    part.replace_header("Content-Type", 'text/<script>; name="b"')

    found = extract_here(message.as_bytes())

    assert [part.media_type for part in found.parts[1:]] == ["application/zip"] * 3


def test_a_scan_alone_is_to_transcribe_not_an_empty_letter():
    message = builders.mail(body="")
    message.add_attachment(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", filename="l.png")
    message.add_attachment(
        builders.pdf_letter([]), maintype="application", subtype="pdf", filename="scan.pdf"
    )

    found = extract_here(message.as_bytes())

    assert (found.text, found.unreadable_reason) == ("", "scanned")


def test_forwarded_message_is_read_with_its_own_attachments():
    inner = builders.mail("Dedans.", Subject="La réponse")
    inner.add_attachment("note jointe", filename="note.txt")
    outer = builders.mail("Voir ci-joint.")
    outer.add_attachment(inner)
    outer.add_attachment(
        inner.as_bytes(), maintype="application", subtype="octet-stream", filename="copie.eml"
    )

    found = extract_here(outer.as_bytes())

    named = [(part.name, found.text[part.start : part.end].strip()) for part in found.parts]
    inside = "Dedans.\n\n--- attachment: note.txt ---\n\nnote jointe"
    assert named == [
        ("", "Voir ci-joint."),
        ("La réponse", inside),
        ("note.txt", "note jointe"),
        ("copie.eml", inside),
        ("note.txt", "note jointe"),
    ]


def test_plain_text_is_preferred_to_html():
    message = builders.mail("Le texte.")
    message.add_alternative("<p>La page.</p>", subtype="html")

    assert extract_here(message.as_bytes()).text == "Le texte."


@pytest.mark.parametrize("plain", ["", " \n"])
def test_html_when_the_plain_text_says_nothing(plain):
    message = builders.mail(plain)
    message.add_alternative("<p>La page,<br>l&rsquo;été.</p>", subtype="html")

    assert extract_here(message.as_bytes()).text == "La page,\nl’été."


def test_flowed_lines_are_joined_but_not_the_signature():
    data = raw(
        "From: a@b.fr",
        "Date: Mon, 09 Mar 2026 10:00:00 +0100",
        "Content-Type: text/plain; charset=utf-8; format=flowed",
        "",
        "Nous ",
        "signons.",
        "> Question ",
        "> suite",
        "-- ",
        "La liste",
    )

    assert extract_here(data).text == "Nous signons.\n> Question \n> suite\n-- \nLa liste"


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Subject: =?iso-8859-1?Q?R=E9ponse?= =?utf-8?B?IMOpdMOp?=", "Réponse été"),
        ("Subject: =?no-such?Q?R=C3=A9ponse?=", "Réponse"),
        ("Subject: =?utf-8?B?w6l0w!!?= fin", None),
        ("Subject: =?utf-8?Q?", "=?utf-8?Q?"),
        ("Subject: Réponse brute", "Réponse brute"),
        ("Subject: un\r\n deux", "un deux"),
        ("Subject: a\u202eb\x00c\x1bd", "ab c d"),
        ("X: y", ""),
    ],
)
def test_mangled_subjects_survive(header, expected):
    found = extract_here(raw("From: a@b.fr", "MIME-Version: 1.0", header, "", "Bonjour"))

    assert found.text == "Bonjour"
    assert expected is None or found.subject == expected


@pytest.mark.parametrize(
    "day", ["hier", "", "Mon, 99 Mar 2026 99:99:99 +9999", "Mon, 09 Mar 99999 10:00:00", "\x00"]
)
def test_senseless_dates_are_none(day):
    found = extract_here(raw("From: a@b.fr", "MIME-Version: 1.0", f"Date: {day}", "", "Bonjour"))

    assert (found.text, found.sent_on) == ("Bonjour", None)


@pytest.mark.parametrize(
    ("encoding", "body", "expected"),
    [
        ("base64", "Qm9uam91ciw=", "Bonjour,"),
        ("base64", "Qm9u!!am91\u00e9ciw", "Bonjour,"),
        ("base64", "Qm9uam91ciwA=Q==B", None),
        ("quoted-printable", "=C3=A9t=C3=A9 =Z9 =", "été =Z9 ="),
        ("quoted-printable", "nous sig=\r\nnons", "nous signons"),
        ("no-such", "Bonjour", "Bonjour"),
        ("x-uuencode", "begin 666 x\r\n\x7f\x7f", None),
    ],
)
def test_mangled_bodies_survive(encoding, body, expected):
    found = extract_here(
        raw("From: a@b.fr", "Date: x", f"Content-Transfer-Encoding: {encoding}", "", body)
    )

    assert found.media_type == "message/rfc822"
    assert expected is None or found.text.rstrip("=") == expected.rstrip("=")


def test_unknown_charset_falls_back():
    data = raw(
        "From: a@b.fr", "Date: x", "Content-Type: text/plain; charset=x-klingon", "", "un été"
    )

    assert extract_here(data).text == "un été"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("lettre\u202efdp.exe", "lettrefdp.exe"),
        ("a\r\n b.txt", "a b.txt"),
    ],
)
def test_attachment_names_are_labels(name, shown):
    part = EmailMessage()
    part.set_content("jointe")
    part["Content-Disposition"] = "attachment"
    part.set_param("filename", name.replace("\r\n", ""), "Content-Disposition", "utf-8")
    outer = builders.mail()
    outer.make_mixed()
    outer.attach(part)

    found = extract_here(outer.as_bytes())

    assert [part.name for part in found.parts] == ["", shown]


@pytest.mark.parametrize(
    "kind",
    [
        'multipart/encrypted; protocol="application/pgp-encrypted"; boundary=b',
        "application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m",
    ],
)
def test_encrypted_mail(kind):
    data = raw("From: a@b.fr", "Date: x", f"Content-Type: {kind}", "", "--b", "", "x", "--b--")

    assert extract_here(data).unreadable_reason == "encrypted"

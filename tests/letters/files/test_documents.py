import pytest

from letters.reading.extraction import extract_here

from . import builders

LINES = (
    "Réponse au pacte\nNous  signerons\tici{note}\net là.\n- former\n- équiper\n"
    "Article\tRéponse\n1\tOui\nFin.{notes}"
)


def test_odt_paragraphs_lists_tables_and_notes():
    found = extract_here(builders.odt_letter(), "lettre.odt")

    assert found.text == LINES.format(note="", notes="\n\n[1] Avec réserve.")
    assert found.unreadable_reason == ""


def test_docx_paragraphs_lists_and_tables():
    found = extract_here(builders.docx_letter(), "lettre.docx")

    assert found.text == LINES.format(note="", notes="")
    assert found.unreadable_reason == ""


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<text:p>  un \n\t deux  </text:p>", "un deux"),
        ("<text:p>un<text:span> <text:span> deux</text:span></text:span></text:p>", "un deux"),
        ("<text:p>un\u00a0: deux</text:p>", "un\u00a0: deux"),
        ('<text:p>a<text:s text:c="999999999999"/>b</text:p>', "a b"),
        (
            "<text:tracked-changes><text:changed-region><text:deletion><text:p>effacé</text:p>"
            "</text:deletion></text:changed-region></text:tracked-changes><text:p>gardé</text:p>",
            "gardé",
        ),
        (
            "<text:p>vu<office:annotation><text:p>remarque</text:p></office:annotation></text:p>",
            "vu",
        ),
        (
            "<text:p>avant<text:p>cadre</text:p> après</text:p><text:p>fin</text:p>",
            "avant après\ncadre\nfin",
        ),
        (
            "<text:list><text:list-item><text:p>un</text:p><text:p>suite</text:p>"
            "<text:list><text:list-item><text:p>deux</text:p></text:list-item></text:list>"
            "</text:list-item></text:list><text:p>fin</text:p>",
            "- un\nsuite\n- deux\nfin",
        ),
        ("<text:p>a</text:p><text:p/><text:p>eﬃcace\u200b</text:p>", "a\n\nefficace\u200b"),
    ],
)
def test_odt_details(markup, expected):
    assert extract_here(builders.odt_text(markup)).text == expected


def test_flat_odt():
    data = '<?xml version="1.0"?>' + builders.ODT_HEAD + "<text:p>été</text:p>" + builders.ODT_TAIL

    found = extract_here(data.encode(), "lettre.fodt")

    assert (found.text, found.media_type) == ("été", f"{builders.ODT_TYPE}-flat-xml")


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<w:p><w:r><w:t>un</w:t><w:br/><w:t> deux</w:t></w:r></w:p>", "un\n deux"),
        ("<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>a</w:t></w:r></w:p>", "a"),
        (
            '<w:p><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr>'
            "<w:r><w:t>a</w:t></w:r></w:p>",
            "- a",
        ),
        (
            '<w:p><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>'
            "<w:r><w:t>a</w:t></w:r></w:p>",
            "a",
        ),
        (
            "<w:p><w:ins><w:r><w:t>gardé</w:t></w:r></w:ins><w:del><w:r><w:delText>effacé"
            "</w:delText><w:t>aussi</w:t></w:r></w:del></w:p>",
            "gardé",
        ),
        ("<w:p><w:r><w:instrText>PAGE</w:instrText><w:t>1</w:t></w:r></w:p>", "1"),
        ("<w:p><w:r><w:t>logiciel</w:t><w:softHyphen/><w:t>s</w:t></w:r></w:p>", "logiciels"),
        (
            '<w:p><w:r><w:t>un</w:t></w:r></w:p><x:p xmlns:x="urn:drawing"><x:t>rien</x:t></x:p>',
            "un",
        ),
    ],
)
def test_docx_details(markup, expected):
    assert extract_here(builders.docx_text(markup)).text == expected


def test_docx_notes_come_last_without_the_separators():
    notes = (
        f'<w:footnotes xmlns:w="{builders.WORD}">'
        '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>----</w:t></w:r></w:p></w:footnote>'
        '<w:footnote w:id="1"><w:p><w:r><w:t>Avec réserve.</w:t></w:r></w:p></w:footnote>'
        "</w:footnotes>"
    )
    data = builders.docx_text(
        "<w:p><w:r><w:t>Oui</w:t></w:r></w:p>", **{"word/footnotes.xml": notes}
    )

    assert extract_here(data).text == "Oui\n\n[1] Avec réserve."


def test_docx_text_is_where_the_relations_say():
    relations = (
        '<Relationships><Relationship Type="http://x/officeDocument" Target="/word/document2.xml"/>'
        "</Relationships>"
    )
    other = (
        f'<w:document xmlns:w="{builders.WORD}"><w:p><w:r><w:t>vrai</w:t></w:r></w:p></w:document>'
    )
    data = builders.docx_text(
        "<w:p><w:r><w:t>leurre</w:t></w:r></w:p>",
        **{"_rels/.rels": relations, "word/document2.xml": other},
    )

    assert extract_here(data).text == "vrai"


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>Bonjour <b>à</b>\n tous</p><p>Merci<br><br>Fin", "Bonjour à tous\n\nMerci\n\nFin"),
        ("<ul><li>un<li>deux</ul>fin", "- un\n- deux\n\nfin"),
        ("<table><tr><td>a<td>b<tr><td>c</table>", "a\tb\nc"),
        ("<style>p{}</style><script>x</script><p>l&rsquo;&eacute;t&eacute;", "l’été"),
        ("<blockquote type=cite>Question 1<br>et 2</blockquote>Oui", "> Question 1\n> et 2\nOui"),
        ("<pre>a  b\n  c</pre>", "a  b\n  c"),
        ("avant<!-- <p>caché</p> -->après <![if !mso]>vu<![endif]>", "avantaprès vu"),
        ("<p>reste <a href='x", "reste <a href='x"),
    ],
)
def test_html(markup, expected):
    found = extract_here(f"<html><body>{markup}".encode(), "a.html")

    assert (found.text.replace("\n\nOui", "\nOui"), found.media_type) == (expected, "text/html")


def test_html_says_its_own_charset():
    data = "<html><meta charset=iso-8859-2><p>Łódź".encode("iso-8859-2")

    assert extract_here(data, "a.html").text == "Łódź"

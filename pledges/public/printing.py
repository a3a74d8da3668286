"""A commune's record as a PDF, in French, to put before its council: A4, fonts embedded."""

from datetime import date
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from unicodedata import normalize
from xml.sax.saxutils import escape, quoteattr

import reportlab
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepTogether, Paragraph, SimpleDocTemplate, Spacer, Table

from accounts.days import in_words
from pledges.history import deadline_in_words, mandate_words
from pledges.models import Assessment, Evidence, Report
from pledges.queries.comparable import Inspiration
from pledges.queries.records import Followed, Record
from pledges.sides import alike, declared_by, nothing_declared

_INK, _BLUE, _MUTED = HexColor("#16222e"), HexColor("#1d4f7c"), HexColor("#3c4a58")
_RULE, _INVENTED = HexColor("#b8c2cc"), "#7a3d00"
_EDGE = 18 * mm
_FONTS = Path(reportlab.__file__).parent / "fonts"
# What stands for a character the typeface lacks: quotes are word for word, so it is never hidden.
_LACKING = "¤"

_TEXT = ParagraphStyle("text", fontName="Vera", fontSize=9, leading=12.5, textColor=_INK)
_SMALL = ParagraphStyle("small", _TEXT, fontSize=8, leading=11, textColor=_MUTED, spaceAfter=2)
_TITLE = ParagraphStyle("title", _TEXT, fontName="VeraBd", fontSize=17, leading=22, spaceAfter=4)
_LIST = ParagraphStyle(
    "list", _TITLE, fontSize=13, leading=17, textColor=_BLUE, spaceBefore=14, keepWithNext=1
)
_COMMITMENT = ParagraphStyle(
    "commitment", _TITLE, fontSize=10.5, leading=14, spaceBefore=10, keepWithNext=1
)
_SIDE = ParagraphStyle("side", _SMALL, fontName="VeraBd", textColor=_BLUE)
_QUOTE = ParagraphStyle("quote", _TEXT, leftIndent=10, spaceBefore=2, spaceAfter=4)


def record_pdf(record: Record, *, today: date, address: str) -> bytes:
    """The PDF of `record` as it stands on `today`; `address`: of the page, printed at the foot.

    The same record gives the same bytes, so that a browser that has them is told so.
    """
    _typeface()
    with translation.override("fr"):
        title = f"{_('Record of the commitments')} – {record.commune.name} ({record.commune.code})"
        foot = f"{settings.ASSOCIATION_NAME} – {_on(today)}"
        story = [*_opening(record, title, today), *_lists(record)]
        story += [*_inspiration(record.inspiration), *_reading(record, address)]
        out = BytesIO()
        document = SimpleDocTemplate(
            out,
            pagesize=A4,
            leftMargin=_EDGE,
            rightMargin=_EDGE,
            topMargin=_EDGE,
            bottomMargin=_EDGE + 6 * mm,
            title=_drawn(title),
            author=settings.ASSOCIATION_NAME,
            subject=_situation(today),
            creator="Pacte",
            lang="fr",
            invariant=1,
            initialFontName="Vera",
        )
        document.build(story, canvasmaker=lambda *args, **kw: _Numbered(_drawn(foot), *args, **kw))
    return out.getvalue()


class _Numbered(Canvas):
    """Pages are kept until the last one is drawn, then each is given its number of the total."""

    def __init__(self, foot: str, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._foot, self._kept = foot, []

    def showPage(self):
        self._kept.append(dict(self.__dict__))
        self._startPage()

    def save(self):
        total = len(self._kept)
        for number, page in enumerate(self._kept, 1):
            self.__dict__.update(page)
            self.setFont("Vera", 8)
            self.setFillColor(_MUTED)
            self.drawString(_EDGE, _EDGE, self._foot)
            said = _("page %(number)s of %(total)s") % {"number": number, "total": total}
            self.drawRightString(A4[0] - _EDGE, _EDGE, said)
            super().showPage()
        super().save()


def _opening(record: Record, title: str, today: date) -> list[Flowable]:
    story = [_p(title, _TITLE), _p(_situation(today), _SMALL)]
    for change in record.mandates:
        whose = _("Commitments of the lists of %(name)s, %(election)s:") % {
            "name": change.commune.name,
            "election": change.election.name,
        }
        said = f"{whose} {_changed(change.told)}"
        story.append(_p(said, fictitious=change.fictitious))
    tally = record.tally
    if not tally.total:
        return [*story, _p(_("No published commitment."))]
    counted = ngettext("%(n)s published commitment", "%(n)s published commitments", tally.total)
    said = counted % {"n": tally.total}
    if tally.fictitious:
        invented = ngettext(
            "%(n)s with an invented part", "%(n)s with an invented part", tally.fictitious
        )
        said += f" ({invented % {'n': tally.fictitious}})"
    story += [Spacer(1, 6), _p(said)]
    for share in tally.shares:
        of = _("%(n)s of %(total)s") % {"n": share.number, "total": tally.total}
        story.append(_p(f"{share.state.label}{_(':')} {of}", _QUOTE))
    return story


def _lists(record: Record) -> list[Flowable]:
    story: list[Flowable] = []
    for electoral_list, followed in record.lists:
        story.append(_p(electoral_list.label, _LIST, fictitious=electoral_list.fictitious))
        said = electoral_list.election.name
        if electoral_list.outcome != "candidate":
            said += f" · {electoral_list.get_outcome_display()}"
        story.append(_p(said, _SMALL))
        for one in followed:
            story += _commitment(one)
    if record.left_out:
        more = ngettext(
            "%(n)s more commitment is read on the page of the commune.",
            "%(n)s more commitments are read on the page of the commune.",
            record.left_out,
        )
        story.append(_p(more % {"n": record.left_out}))
    return story


def _commitment(one: Followed) -> list[Flowable]:
    commitment = one.commitment
    verified = _on(commitment.verified_on) if commitment.verified_on else _("Not yet")
    firm = capfirst(commitment.get_firmness_display())
    return [
        _p(commitment.title, _COMMITMENT, fictitious=commitment.fictitious),
        *(_p(f"«\xa0{words}\xa0»", _QUOTE) for words in one.quotes),
        _p(
            commitment.get_progress_display(),
            _SMALL,
            fictitious=commitment.progress_fictitious,
            after=f" · {firm} · {_('Last verified')}{_(':')} {verified}",
        ),
        *([_p(_changed(told), _SMALL)] if (told := commitment.mandate) else []),
        _sides(_declared(one), _assessed(one.assessment)),
    ]


def _changed(told: dict) -> str:
    return f"{mandate_words(told)} {_('Reason:')} {told['reason']}"


def _sides(declared: list[Flowable], assessed: list[Flowable]) -> Table:
    half = (A4[0] - 2 * _EDGE - 12) / 2
    style = [
        ("FONT", (0, 0), (-1, -1), "Vera", 9),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEABOVE", (0, 0), (-1, 0), 0.6, _RULE),
        ("LINEBEFORE", (1, 0), (1, -1), 0.6, _RULE),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
    ]
    # Words may be longer than a page: the row is cut where the page ends.
    return Table([[declared, assessed]], [half, half], style=style, splitInRow=1)


def _declared(one: Followed) -> list[Flowable]:
    report, side = one.report, [_p(declared_by(one.commitment), _SIDE)]
    if report is None:
        return [*side, _p(nothing_declared(one.commitment))]
    verdict = _verdict(report.get_declared_display(), report)
    return [*side, verdict, *_words(report.words), *_evidence(report.evidence.all())]


def _assessed(one: Assessment | None) -> list[Flowable]:
    side = [_p(_("Assessed by the association"), _SIDE)]
    if one is None:
        nothing = _("Not yet assessed. This says nothing of what was or was not done.")
        return [*side, _p(nothing)]
    side += [_verdict(one.get_fulfilment_display(), one), *_words(one.words)]
    side += _evidence(one.sources.all())
    if one.extended_from:
        asked = _(
            "The commune asked for more time to reply, and had it; the deadline was %(before)s."
        )
        side.append(_p(asked % {"before": deadline_in_words(one.extended_from)}, _SMALL))
    if one.reply:
        reply = one.reply
        said = _("Reply of the commune, word for word")
        side += [Spacer(1, 4), _p(said, _SIDE, fictitious=reply.fictitious)]
        if reply.is_withheld:
            side.append(_p(f"{_('Withheld:')} {reply.why_withheld}"))
        side += [*_words(reply.public_words), _p(reply.public_signature, _SMALL)]
        if reply.received_on:
            came = _("Received by letter or mail on %(date)s: these are its very words.")
            side.append(_p(came % {"date": _on(reply.received_on)}, _SMALL))
        side += _evidence(reply.evidence.all())
    elif one.reply_until:
        silent = _(
            "No reply in time: the commune could reply until %(date)s. Silence is not agreement."
        )
        side.append(_p(silent % {"date": deadline_in_words(one.reply_until)}, _SMALL))
    return side


def _verdict(state: str, one: Report | Assessment) -> Paragraph:
    on = _("situation on %(date)s") % {"date": _on(one.as_of)}
    return _p(f"{capfirst(state)} – {on}", fictitious=one.fictitious)


def _evidence(items) -> list[Flowable]:
    return [_one_evidence(item) for item in items]


def _one_evidence(item: Evidence) -> Paragraph:
    kind = capfirst(item.get_kind_display())
    dated = f", {_on(item.dated)}" if item.dated else ""
    said = f"{kind}{dated}{_(':')} {item.title}"
    if item.favourable is not None:
        said += f" ({_('favourable') if item.favourable else _('unfavourable')})"
    link = item.url
    if item.file:
        link = settings.BASE_URL + reverse("public:evidence", kwargs={"ref": item.ref})
    return _p(said, _SMALL, fictitious=item.fictitious, link=link)


def _inspiration(found: Inspiration | None) -> list[Flowable]:
    if found is None:
        return []
    never = _("Newest first: ideas to take up, never a ranking.")
    story = [_p(_("What comparable communes did"), _LIST), _p(f"{alike(found)} {never}", _SMALL)]
    for measures in found.measures:
        story.append(_p(str(measures.article), _COMMITMENT))
        for one in measures.examples:
            where = f"{one.commitment.title} – {one.commitment.electoral_list.commune.name}"
            whose = _("Assessed by the association")
            whose = whose if one.assessed else declared_by(one.commitment)
            how = f"{whose}{_(':')} {one.progress}, {_on(one.at)}"
            story.append(KeepTogether([_p(where, fictitious=one.fictitious), _p(how, _SMALL)]))
    if not found.measures:
        none = _(
            "None of them has published a report, nor kept a measure, among the latest of the site."
        )
        story.append(_p(none))
    return story


def _reading(record: Record, address: str) -> list[Flowable]:
    how = _(
        "Quotes and replies are word for word. What the municipality declares and what the"
        " association assesses are two different things, shown side by side; a commitment not yet"
        " assessed is not a commitment without effect. Lists come in their official order, never"
        " by merit."
    )
    lacking = _("A character this typeface lacks is printed %(sign)s; the page of the site has it.")
    return [
        _p(_("How to read this record"), _COMMITMENT),
        _p(how),
        _p(lacking % {"sign": _LACKING}, _SMALL),
        _p(settings.ASSOCIATION_NAME, _SMALL, after=" – ", link=address),
    ]


def _situation(today: date) -> str:
    said = _("Situation on %(date)s, made to be printed and put before the council.")
    return said % {"date": _on(today)}


def _on(day: date) -> str:
    return in_words(day, "j F Y")


def _words(words: str) -> list[Flowable]:
    return [_p(part) for part in words.replace("\r\n", "\n").split("\n\n") if part.strip()]


def _p(
    words: str, style: ParagraphStyle = _TEXT, *, fictitious=False, after: str = "", link: str = ""
) -> Paragraph:
    """A paragraph of plain words, with the mark of what is invented, then `after`, then `link`."""
    markup = _plain(words)
    if fictitious:
        markup += f' <font name="VeraBd" color="{_INVENTED}">[{_plain(_("fictitious"))}]</font>'
    markup += _plain(after)
    if link:
        markup += f" <a href={quoteattr(link)}>{_plain(link)}</a>"
    return Paragraph(markup, style)


def _plain(words: str) -> str:
    return escape(_drawn(words)).replace("\n", "<br/>")


def _drawn(words: str) -> str:
    """The words in characters the typeface has; a narrow space becomes a plain unbreakable one."""
    has = _typeface()
    kept = normalize("NFC", words).replace("\u202f", "\xa0").replace("\u2011", "-")
    return "".join(c if ord(c) in has or c == "\n" else _LACKING for c in kept)


@lru_cache(maxsize=1)
def _typeface() -> frozenset[int]:
    """Bitstream Vera, declared once to the library; the characters both of its weights have."""
    plain, bold = TTFont("Vera", _FONTS / "Vera.ttf"), TTFont("VeraBd", _FONTS / "VeraBd.ttf")
    registerFont(plain)
    registerFont(bold)
    registerFontFamily("Vera", normal="Vera", bold="VeraBd", italic="Vera", boldItalic="VeraBd")
    return frozenset(plain.face.charToGlyph) & frozenset(bold.face.charToGlyph)

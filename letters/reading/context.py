"""Which sentences of a letter may speak for its authors, and under which heading they stand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from letters.reading import rows
from letters.reading.barriers import REFUSAL
from letters.reading.firmness import ELECTED
from letters.reading.folding import fold
from letters.reading.headings import NOWHERE, Context, weighed
from letters.reading.kinds import NO, WHEN, YES, YES_AFTER_LABEL
from letters.reading.lines import Span
from letters.reading.lists import LABEL, Lists
from letters.reading.morphology import is_infinitive
from letters.reading.nominal import stands_alone
from letters.reading.present import statutory
from letters.reading.requests import INVITES
from letters.reading.segment import MEASURE, Block, blocks, sentences_of

_QUESTION_LABEL = re.compile(
    r"(?:question|demande|votre question|q)\s?(?:n[o°]?\.? ?)?\d{0,2}\s?[:.)-]"
)
_ANSWER_LABEL = re.compile(
    r"[ \t*_]*(?:notre |ma )?(?:r[ée]ponse|position)[ \t]*(?:n°)?[ \t]*\d{0,2}[ \t]*[*_]*[ "
    r"\t]*[:.–-][ \t*_]*|"
    r"[ \t*_]*r\d{0,2}[ \t]*[:.–-][ \t*_]*",
    re.IGNORECASE,
)
_TICKED = ("[x]", "[X]", "[✓]", "☑", "✓", "✔", "☒")
_EMPTY_BOX = ("[ ]", "[]", "☐", "□")
# « Nous avons trois priorités. Former les agents. »
_COUNTED = re.compile(
    r"(?:pour cela,? |concretement,? |d'ou |nous (?:avons|prenons|faisons|proposons|defendons|"
    r"portons)|je "
    r"(?:prends|propose|defends|porte)|voici|notre (?:programme|projet|action|ligne)|"
    r"nos)\b[^.:;]{0,60}"
    r"\b(?:nos|deux|trois|quatre|cinq|six|sept|dix)? ?(?:\w+ )?(?:priorites?|engagements|mesures|"
    r"propositions|objectifs|actions|chantiers|axes|promesses)(?: \w+){0,3}\.$"
)
# « Article 2. La commune se dote… »: the articles of the list's own text.
_ARTICLE = re.compile(
    r"[ \t*_]*(?:article|art\.)[ \t]*(?:premier|1er|\d{1,2})[ \t]*[.:)–-]", re.IGNORECASE
)
_IN_ARTICLE = "article"
_SHORT_QUESTION = re.compile(
    r"(?:comment|pourquoi|quand|et maintenant|avec quels moyens|par quels moyens) ?\?"
)
# « [en marge : Lucette prêtera sa cafetière !] » is written by who transcribed the letter.
_BY_ANOTHER_HAND = re.compile(r"\[[^\]]{4,}[.!…]?\][.!]?")
# « Oui bonsoir, c'est Dédé » answers no question, nor does « Peut-être. »
# « Nos propositions sont les suivantes. », then a heading for each of their themes.
_BELOW = re.compile(r"\b(?:suivante?s?|ci-dessous|ci-apres|que voici)[ .]*$|^voici\b")
_PERHAPS = re.compile(r"peut-etre[.!…]*")
_NO_ANSWER = re.compile(
    r"oui,? (?:all?o|bonjour|bonsoir|madame|monsieur|mesdames|messieurs|cher)\b"
)
_REPORTED = re.compile(
    r"\b(?:vos (?:questions|demandes)|vous (?:nous )?(?:demandez|interrogez|proposez))\b"
)


_HERE_IS = re.compile(
    r"\bvoi(?:ci|la) (?:ce qui (?:en )?(?:ressort|a ete decide|est prevu)|donc )?(?:nos|notre|"
    r"mes|ma|les|"
    r"la|ce (?:que|qu') ?(?:nous|on|je) (?:vous |y )?(?:repond|propos|pouv|peut|peux|"
    r"dirons)\w*)?\b.{0,60} ?:$"
)


def _depth(mark: str) -> int:
    """Return how deep a number is: 0 for « 2. », 1 for « 2.1 »."""
    return mark.rstrip(".").count(".")


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence that may announce something; ``rest`` is what follows it in its block."""

    start: int
    end: int
    kind: str
    context: Context
    opens: bool = True
    rest: Span = NOWHERE


@dataclass(slots=True)
class _Reader:
    text: str
    lists: Lists
    section: Context = field(default_factory=Context)
    intro: Context | None = None
    question: Context | None = None
    promised: Context | None = None
    table: rows.Table | None = None
    announced: bool = False

    def folded(self, start: int, end: int) -> str:
        return fold(self.text, start, end).text

    def read(self, block: Block, following: Block | None) -> Iterator[Unit]:
        self.table = self.table if block.kind == "row" else None
        if block.kind == "quoted":
            self._remember_question(block.body, block.end)
        elif block.kind == "row":
            yield from self._row(block, following)
        elif self._asks(block, following):
            self._remember_question(block.body, block.end)
        elif block.kind == "heading" and _ANSWER_LABEL.match(self.text, block.body, block.end):
            yield from self._paragraph(replace(block, kind="text"), following)
        elif block.kind == "heading" or self._titles(block, following):
            yield from self._heading(block, following)
        else:
            yield from self._paragraph(block, following)

    def _remember_question(self, start: int, end: int) -> None:
        span = Span(start, min(end, start + 600))
        self.question = Context(lead=self.folded(*span), lead_span=span)

    def _asks(self, block: Block, following: Block | None) -> bool:
        """Say whether the block is the association's own wording, answered just after."""
        written = self.text[block.body : block.end].rstrip().rstrip("*_ ")
        if len(written) > 700:
            return False
        folded = self.folded(block.body, block.end)
        if _QUESTION_LABEL.match(folded) and "?" not in written:
            return not YES_AFTER_LABEL.match(folded)
        if following is None or following.kind == "quoted" or block.mark in _TICKED:
            return False
        if block.kind not in ("item", "heading") and (
            len(written) > 200 or (written.endswith(".") and "?" not in written)
        ):
            return False
        after = self.folded(following.body, min(following.end, following.body + 80))
        answered = bool(_ANSWER_LABEL.match(self.text[following.body : following.end]))
        answered = answered or bool(re.match(r"\"?(?:oui|non)\b", after))
        itself = YES.match(folded) or NO.match(folded) or _ANSWER_LABEL.match(written)
        return answered and not itself and not YES_AFTER_LABEL.match(folded)

    def _titles(self, block: Block, following: Block | None) -> bool:
        """Say whether a numbered line is the title of what follows, not an action itself."""
        if not re.match(r"\(?\d", block.mark) or following is None or block.mark in _TICKED:
            return False
        written = self.text[block.body : block.end].strip().strip("*_ ")
        if len(written) > 90 or written[-1:] in '.,;:!?…"»' or not written[:1].isupper():
            return False
        folded = self.folded(block.body, block.end)
        numbered = re.match(r"\(?\d", following.mark)
        if numbered and _depth(following.mark) > _depth(block.mark):
            return True
        under = following.kind == "text" and following.start - block.end == 1
        alone = stands_alone(folded) and not (under and len(written) <= 60)
        return not (numbered or alone or YES_AFTER_LABEL.match(folded))

    def _row(self, block: Block, following: Block | None) -> Iterator[Unit]:
        if self.table is None:
            several = following is not None and following.kind == "row"
            self.table = rows.opened(self.text, block, several)
            if self.table.columns:
                return
        for cell in rows.read(self.text, block, self.table):
            yield Unit(cell.start, cell.end, cell.kind, cell.context, rest=cell.rest)

    def _heading(self, block: Block, following: Block | None) -> Iterator[Unit]:
        folded = self.folded(block.body, block.end)
        self.intro = None
        announced = self.announced
        if YES_AFTER_LABEL.match(folded) or re.match(r"(?:oui|tout a fait|d'accord)\b", folded):
            yield self._unit(
                block, Span(block.body, block.end), replace(self._lead(), is_answer=True)
            )
            return
        judged = weighed(Span(block.body, block.end), folded)
        if not judged.refuses and (announced or (self.section.governs and self._below(block))):
            judged = replace(judged, governs=True)
        self.section = judged
        self.question = self.section
        introduces = following is not None and following.kind in ("item", "row")
        if not introduces and len(folded) > 18 and not judged.refuses:
            titled = replace(block, kind="heading")
            yield self._unit(titled, Span(block.body, block.end), Context())

    def _below(self, block: Block) -> bool:
        """Say whether a heading stands under the section that is open, by number or capitals."""
        above = self.text[slice(*self.section.lead_span)]
        written = self.text[block.start : block.end]
        if above.isupper() or above.lstrip().startswith("#"):
            return not written.isupper() and not written.lstrip().startswith("# ")
        if re.match(r"[ \t]*(?:chapitre|axe|volet|partie|th[eè]me)\b", written, re.IGNORECASE):
            return True
        deeper = _depth(block.mark) > _depth(above.split(" ")[0])
        return bool(re.match(r"\(?\d", block.mark)) and (deeper or not above[:1].isdigit())

    def _lead(self) -> Context:
        if self.intro is not None:
            return self.intro
        asked = self.question
        if asked and asked is not self.section and asked.lead and not self.section.governs:
            return asked
        return self.section if self.section.lead else (self.question or self.section)

    def _unit(self, block: Block, span: Span, context: Context, opens: bool = True) -> Unit:
        return Unit(span.start, span.end, block.kind, context, opens, Span(span.end, block.end))

    def _paragraph(self, block: Block, following: Block | None) -> Iterator[Unit]:
        if block.mark in _EMPTY_BOX:
            return
        body = block.body
        label = _ANSWER_LABEL.match(self.text, body, block.end)
        body = label.end() if label else body
        listed = block.kind == "item" or self._like_an_item(body, block.end)
        if not listed:
            self.intro, self.announced = None, False
        self.promised = None
        if _ARTICLE.match(self.text, body, block.end) and not self.section.refuses:
            self.promised = Context(lead=_IN_ARTICLE, lead_span=Span(body, body), governs=True)
        spans = sentences_of(self.text, body, block.end)
        for number, span in enumerate(spans):
            last = number == len(spans) - 1
            if label and number == 0 and rows.theme_named(self.folded(*span), self._lead().lead):
                yield self._unit(block, span, replace(self._lead(), is_answer=True))
                continue
            yield from self._sentence(block, span, number == 0, last, listed, following)

    def _like_an_item(self, start: int, end: int) -> bool:
        said = self.folded(start, min(end, start + 60))
        words = said.split(" ")
        if self.intro and self.intro.governs and said.startswith(("que ", "qu'")):
            return True
        if self.intro and self.intro.governs and WHEN.match(said):
            return True
        return bool(self.intro) and bool(words) and is_infinitive(words[0].strip(",;."))

    def _sentence(
        self,
        block: Block,
        span: Span,
        first: bool,
        last: bool,
        listed: bool,
        following: Block | None,
    ) -> Iterator[Unit]:
        written = self.text[span.start : span.end].rstrip('*_ »"”')
        folded = self.folded(*span)
        if _SHORT_QUESTION.fullmatch(folded) or _BY_ANOTHER_HAND.fullmatch(folded):
            return
        if block.kind == "text" and INVITES.match(folded):
            yield self._unit(block, span, Context(), first)
            return
        if written.endswith("?") or (
            first and _QUESTION_LABEL.match(folded) and not YES_AFTER_LABEL.match(folded)
        ):
            self._remember_question(*span)
            return
        if last and written.endswith(":") and following is not None:
            self.intro = self._judged_intro(span, folded)
            return
        if last and not listed and following is not None and following.kind == "heading":
            self.announced = bool(_BELOW.search(folded)) and weighed(span, folded[-160:]).governs
        context = self._above(block, span, folded, listed=listed)
        ticked = first and block.mark in _TICKED
        asked = self.question or listed or len(folded) < 30
        answers = (
            YES.match(folded)
            and not _NO_ANSWER.match(folded)
            and (self.question or not _PERHAPS.fullmatch(folded))
            and (asked or folded.startswith(("oui a ", "oui au", "oui pour")))
        ) or (first and len(folded) < 400 and YES_AFTER_LABEL.match(folded))
        if ticked or answers:
            context = replace(context, is_answer=True)
        kind = "item" if listed else block.kind
        yield self._unit(replace(block, kind=kind), span, context, first)

    def _above(self, block: Block, span: Span, folded: str, *, listed: bool) -> Context:
        """Return what governs or refuses a sentence, and remember what it promises itself."""
        context = self._lead() if listed or self.section.governs else Context()
        if not (context.governs or context.refuses or self.section.refuses):
            among = self.lists.of_measures(block) and rows.named(LABEL.sub("", folded))
            context = replace(context, governs=True) if among else context
        if not listed and self.section.refuses:
            context = replace(context, refuses=True)
        promised = self.promised
        if promised and not context.governs and (promised.lead != _IN_ARTICLE or statutory(folded)):
            context = promised
        if _COUNTED.match(folded) and not self.section.refuses:
            self.promised = Context(lead=folded, lead_span=span, governs=True)
        if block.mark == MEASURE and not self.section.refuses:
            context = Context(lead="mesure", lead_span=Span(block.start, block.body), governs=True)
        if not listed and self.question and not context.lead:
            context = Context(lead=self.question.lead, lead_span=self.question.lead_span)
        return context

    def _still_asking(self, span: Span) -> bool:
        """Say whether the question just read goes on: « Par exemple : »."""
        if self.question is None or "vous" not in self.question.lead:
            return False
        gap = self.text[self.question.lead_span.end : span.start]
        return not gap.strip() and gap.count("\n") < 2

    def _judged_intro(self, span: Span, folded: str) -> Context:
        tail = folded[-160:]
        if ELECTED.match(folded) and not REFUSAL.search(folded):
            return Context(lead=folded, lead_span=span, governs=True)
        judged = weighed(span, tail)
        if (
            judged.refuses
            and re.search(r"\b(?:nous nous|s'|m')engage", tail)
            and not REFUSAL.search(tail)
        ):
            judged = replace(judged, refuses=False, governs=True)
        if judged.refuses and not REFUSAL.search(tail):
            last = weighed(span, re.split(r"[,;] (?:et |donc )?| et (?=qu)", tail)[-1])
            judged = last if last.governs else judged
        if judged.refuses and _HERE_IS.search(tail) and not REFUSAL.search(tail):
            judged = replace(judged, refuses=False)
        if _REPORTED.search(tail):
            judged = replace(judged, refuses=True, governs=False)
        if not judged.governs and (self.section.refuses or self._still_asking(span)):
            judged = replace(judged, refuses=True)
        return replace(judged, lead=folded)


def units(text: str) -> Iterator[Unit]:
    """Yield the sentences that may announce something, in order, with what governs them.

    Quoted mail, the association's questions, empty boxes and introductions of lists are left
    out; the introduction is in the context of the items it governs.
    """
    found = blocks(text)
    reader = _Reader(text, Lists(text, found))
    for number, block in enumerate(found):
        yield from reader.read(block, found[number + 1] if number + 1 < len(found) else None)

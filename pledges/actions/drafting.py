"""Drafting commitments from confirmed passages, word for word."""

from django.db import transaction
from django.utils import timezone

from accounts.policies import role_of
from accounts.spelling import normalise
from ledger.applying import edit, lock, start
from ledger.refusals import Invalid, NotAllowed
from ledger.steps import gettext_noop
from letters.enums import Firmness, Level, PassageDecision
from letters.models import Passage
from pledges.enums import CommitmentKind
from pledges.models import Commitment, PactVersion, Quote
from pledges.policies import may_draft, may_edit_draft
from pledges.validators import NOT_VERBATIM, is_verbatim
from pledges.workflow.commitment import COMMITMENT

NO_PASSAGE = gettext_noop("Choose at least one confirmed passage.")
NOT_CONFIRMED = gettext_noop("Only confirmed passages can be quoted.")
NO_LIST = gettext_noop("Say first which list this letter comes from.")
SEVERAL_LISTS = gettext_noop("These passages come from several lists.")
TITLE = gettext_noop("Give a title, in one line.")
UNKNOWN = gettext_noop("This value does not exist.")
WHICH_GROUP = gettext_noop("Name the intercommunality that can act.")
OTHER_PACT = gettext_noop("This article belongs to another pact.")

FIELDS = (*Commitment.CONTENT, "intercommunality", "kind", "assessable", "articles")


def draft_commitment(
    *, passages: list[Passage], pact_version: PactVersion, by, fictitious: bool = False, **content
) -> Commitment:
    """Create a draft quoting `passages` (confirmed, of one list). content: names of `FIELDS`.

    Raises NotAllowed, or Invalid with a sentence per field.
    """
    decision = may_draft(by)
    if not decision:
        raise NotAllowed(decision.reason)
    _unknown(content)
    with transaction.atomic():
        electoral_list = _check_passages(passages)
        articles = content.pop("articles", [])
        commitment = Commitment(
            electoral_list=electoral_list,
            pact_version=pact_version,
            state="draft",
            content_by=by,
            fictitious=fictitious,
            **content,
        )
        check_content(commitment, articles)
        commitment.search_text = _searchable(commitment, passages)

        def children(obj):
            obj.articles.add(*articles)
            _quote(obj, passages)

        start(
            table=COMMITMENT,
            obj=commitment,
            by=by,
            role=role_of(by),
            step="draft",
            children=children,
        )
    return commitment


def edit_draft(
    *, ref: str, version: int, by, passages: list[Passage] | None = None, **content
) -> Commitment:
    """Change a draft's words, or what it quotes. Raises Stale, NotAllowed, Invalid."""
    _unknown(content)
    with transaction.atomic():
        commitment = lock(Commitment, ref=ref, version=version)
        decision = may_edit_draft(commitment, by)
        if not decision:
            raise NotAllowed(decision.reason)
        if passages is not None and _check_passages(passages) != commitment.electoral_list:
            raise Invalid(SEVERAL_LISTS, errors={"passages": SEVERAL_LISTS})
        articles = content.pop("articles", None)
        for name, value in content.items():
            setattr(commitment, name, value)
        check_content(commitment, articles or [])
        commitment.content_at, commitment.content_by = timezone.now(), by
        quoted = passages or [quote.passage for quote in commitment.quotes.all()]
        commitment.search_text = _searchable(commitment, quoted)

        def children(obj):
            if articles is not None:
                obj.articles.set(articles)
            _quote(obj, quoted)

        edit(kind="commitment", obj=commitment, by=by, role=role_of(by), children=children)
    return commitment


def check_content(commitment: Commitment, articles) -> None:
    """Refuse content that cannot be; one sentence per field."""
    errors = {}
    # A title is also the subject of a mail, where any line break would stop the outbox.
    one_line = commitment.title.splitlines() == [commitment.title]
    if not commitment.title.strip() or len(commitment.title) > 160 or not one_line:
        errors["title"] = TITLE
    if commitment.level not in Level.values:
        errors["level"] = UNKNOWN
    if commitment.firmness not in Firmness.values:
        errors["firmness"] = UNKNOWN
    if commitment.kind not in CommitmentKind.values:
        errors["kind"] = UNKNOWN
    if commitment.level == Level.INTERCOMMUNALITY and commitment.intercommunality is None:
        errors["intercommunality"] = WHICH_GROUP
    if commitment.level == Level.COMMUNE:
        commitment.intercommunality = None
    if any(article.pact_version_id != commitment.pact_version_id for article in articles):
        errors["articles"] = OTHER_PACT
    if errors:
        raise Invalid(next(iter(errors.values())), errors=errors)


def _unknown(content: dict) -> None:
    if content.keys() - set(FIELDS):
        raise TypeError(f"a commitment has no {sorted(content.keys() - set(FIELDS))}")


def _check_passages(passages: list[Passage]):
    """The one list these confirmed passages come from."""
    if not passages:
        raise Invalid(NO_PASSAGE, errors={"passages": NO_PASSAGE})
    if any(passage.decision != PassageDecision.CONFIRMED for passage in passages):
        raise Invalid(NOT_CONFIRMED, errors={"passages": NOT_CONFIRMED})
    lists = {passage.letter_version.letter.electoral_list for passage in passages}
    if lists == {None} or None in lists:
        raise Invalid(NO_LIST, errors={"passages": NO_LIST})
    if len(lists) > 1:
        raise Invalid(SEVERAL_LISTS, errors={"passages": SEVERAL_LISTS})
    return lists.pop()


def _quote(commitment: Commitment, passages: list[Passage]) -> None:
    """Make the quotes be these passages, each checked word for word against the letter."""
    kept = {passage.pk: passage for passage in passages}
    for passage in kept.values():
        text = passage.letter_version.text
        if not is_verbatim(text, passage.start, passage.end, passage.quote):
            raise Invalid(NOT_VERBATIM, errors={"passages": NOT_VERBATIM})
    known = set(commitment.quotes.values_list("passage", flat=True))
    Quote.objects.bulk_create(
        Quote(commitment=commitment, passage=passage, text=passage.quote)
        for pk, passage in kept.items()
        if pk not in known
    )
    # Read again: the words of a passage may have changed since it was given.
    for quote in commitment.quotes.select_related("passage"):
        if quote.passage_id not in kept:
            quote.delete()
        elif quote.text != quote.passage.quote:
            raise Invalid(NOT_VERBATIM, errors={"passages": NOT_VERBATIM})


def _searchable(commitment: Commitment, passages: list[Passage]) -> str:
    words = [commitment.title, commitment.summary, *(passage.quote for passage in passages)]
    return normalise(" ".join(words))

"""A site where everything private holds a word found nowhere else."""

from dataclasses import dataclass, field
from datetime import date
from itertools import count

from accounts.actions.roles import create_user
from communes.actions.contacts import add_contact
from communes.models import ElectoralList
from letters.actions.filing import file_letter
from letters.actions.steps import perform as letter_step
from pledges.actions import assessing, correcting, drafting, evidencing, reporting, review, signing
from pledges.models import Commitment, Solicitation
from tests import factories

SENTENCE = factories.SENTENCE


@dataclass
class Hidden:
    """words: where it was hidden → the word; refs: references of what has no public page."""

    words: dict[str, str] = field(default_factory=dict)
    refs: dict[str, list[str]] = field(default_factory=dict)
    numbers: object = field(default_factory=lambda: count(10))

    def word(self, where: str) -> str:
        """A new word, remembered with where it is put. Letters only, so that search keeps it."""
        letters = "".join(chr(ord("a") + int(digit)) for digit in str(next(self.numbers)))
        self.words[where] = f"canarix{letters}"
        return self.words[where]

    def hide(self, kind: str, thing) -> None:
        self.refs.setdefault(kind, []).append(thing.ref)

    def person(self, role: str):
        where = f"{role} number {len(self.words)}"
        return create_user(
            email=f"{self.word(f'e-mail of {where}')}@cast.example",
            name=self.word(f"name of {where}"),
            roles=[role],
            fictitious=True,
        )


def hide_everything(electoral_list: ElectoralList) -> Hidden:
    """Fill the site of `electoral_list` with public objects that have something to hide."""
    hidden = Hidden()
    people = {
        "volunteer": hidden.person("volunteer"),
        "moderator": hidden.person("moderator"),
        "second": hidden.person("moderator"),
        "coordinator": hidden.person("coordinator"),
        "contact": hidden.person("contact"),
    }
    _of_the_list(hidden, electoral_list)
    _letters(hidden, electoral_list, people)
    commitment = _public_commitment(hidden, electoral_list, people)
    add_contact(
        user=people["contact"],
        commune=commitment.territory,
        quality="agent",
        start=date(2020, 1, 1),
        fictitious=True,
    )
    _commitments(hidden, electoral_list, people)
    _corrections(hidden, commitment, people)
    _reports(hidden, commitment, people)
    _evidence(hidden, commitment, people)
    _assessments(hidden, electoral_list, people)
    _signatures(hidden, electoral_list, people)
    return hidden


def _of_the_list(hidden: Hidden, electoral_list: ElectoralList) -> None:
    electoral_list.nuance, electoral_list.nuance_source = "LNDZ", hidden.word("source of a nuance")
    electoral_list.save()
    hidden.words["nuance"] = "LNDZ"


def _file(hidden: Hidden, electoral_list, by, where: str, text: str):
    data = f"{text}\n\nNous parlons ici de {hidden.word(where)}.".encode()
    return file_letter(
        data=data,
        name=f"{hidden.word(f'name of the file, {where}')}.txt",
        election=electoral_list.election,
        electoral_list=electoral_list,
        by=by,
        brought_by=hidden.word(f"who brought it, {where}"),
        fictitious=True,
    ).letter


def _letters(hidden: Hidden, electoral_list, people) -> None:
    by = people["volunteer"]
    texts = {
        "private letter": None,
        "letter taken back": "public",
        "letter set aside": "public",
        "text proposed": "proposed",
    }
    for where, state in texts.items():
        letter = _file(hidden, electoral_list, by, where, SENTENCE)
        hidden.hide("letter", letter)
        if state is None:
            continue
        text = factories.make_public_text(
            state, letter=letter, by=by, checker=people["moderator"], masks=[]
        )
        if where == "letter taken back":
            letter_step(
                kind="letter_text",
                ref=text.ref,
                step="hide_text",
                by=people["moderator"],
                version=text.version,
                reason=hidden.word("reason for taking a letter back"),
            )
        if where == "letter set aside":
            letter_step(
                kind="letter",
                ref=letter.ref,
                step="set_aside",
                by=people["moderator"],
                version=letter.version,
                reason=hidden.word("reason for setting a letter aside"),
            )


def _public_commitment(hidden: Hidden, electoral_list, people) -> Commitment:
    """Public with its letter, whose masks hide a name inside the very words quoted."""
    by = people["volunteer"]
    name = hidden.word("third person in a quote")
    words = f"Nous installerons des logiciels libres avec {name} dans les écoles."
    letter = _file(hidden, electoral_list, by, "letter with masks", f"Bonjour. {words}")
    text = letter.latest.text
    outside = hidden.words["letter with masks"]
    masks = [
        {"start": text.index(one), "end": text.index(one) + len(one), "reason": hidden.word(where)}
        for one, where in ((name, "reason of a mask"), (outside, "reason of another mask"))
    ]
    passage = factories.confirmed_passage(letter, words=words, by=by)
    factories.make_public_text(letter=letter, masks=masks, by=by, checker=people["moderator"])
    commitment = factories.make_commitment("in_review", passage=passage, by=by)
    return review.publish(
        ref=commitment.ref,
        by=people["moderator"],
        version=commitment.version,
        reason=hidden.word("note of who published"),
    )


def _commitments(hidden: Hidden, electoral_list, people) -> None:
    by, moderator = people["volunteer"], people["moderator"]
    for state in ("draft", "in_review", "dropped"):
        passage = factories.confirmed_passage(electoral_list=electoral_list, by=by)
        commitment = factories.make_commitment(
            "draft" if state == "draft" else "in_review",
            passage=passage,
            by=by,
            title=hidden.word(f"title, {state}"),
            summary=hidden.word(f"summary, {state}"),
            condition=hidden.word(f"condition, {state}"),
        )
        hidden.hide("commitment", commitment)
        hidden.refs.setdefault("passage", []).append(passage.ref)
        if state == "dropped":
            reason = hidden.word("reason for dropping")
            review.drop(ref=commitment.ref, by=moderator, version=commitment.version, reason=reason)
    returned = factories.make_commitment("in_review", electoral_list=electoral_list, by=by)
    returned = review.return_to_draft(
        ref=returned.ref,
        by=moderator,
        version=returned.version,
        reason=hidden.word("reason for returning"),
    )
    drafting.edit_draft(
        ref=returned.ref, by=by, version=returned.version, title=hidden.word("title, edited")
    )
    hidden.hide("commitment", returned)


def _corrections(hidden: Hidden, commitment: Commitment, people) -> None:
    for where in ("proposed", "declined"):
        correction = correcting.propose_correction(
            commitment=commitment,
            changes={"title": hidden.word(f"correction {where}")},
            reason=hidden.word(f"reason of a correction {where}"),
            by=people["volunteer"],
        )
    correcting.decline(
        ref=correction.ref,
        by=people["moderator"],
        version=correction.version,
        reason=hidden.word("reason for declining a correction"),
    )


def _reports(hidden: Hidden, commitment: Commitment, people) -> None:
    contact = people["contact"]
    for state in ("draft", "cancelled", "submitted", "returned", "declined"):
        report = factories.make_report(
            "draft", commitment=commitment, by=contact, words=hidden.word(f"report, {state}")
        )
        hidden.hide("report", report)
        evidence = _add(hidden, f"evidence of a report, {state}", by=contact, report=report)
        hidden.hide("evidence", evidence)
        if state == "cancelled":
            reporting.cancel(ref=report.ref, by=contact, version=report.version)
        elif state != "draft":
            report = reporting.submit(ref=report.ref, by=contact, version=report.version)
            decide = {"returned": reporting.return_report, "declined": reporting.decline}
            if state in decide:
                decide[state](
                    ref=report.ref,
                    by=people["moderator"],
                    version=report.version,
                    reason=hidden.word(f"reason, report {state}"),
                )


def _add(hidden: Hidden, where: str, *, by, public: bool = True, **about):
    return evidencing.add_evidence(
        by=by,
        kind="press",
        title=hidden.word(where),
        url=f"https://presse.example/{hidden.word(f'address of {where}')}",
        public=public,
        fictitious=True,
        **about,
    )


def _evidence(hidden: Hidden, commitment: Commitment, people) -> None:
    by = people["moderator"]
    private = _add(hidden, "private evidence", by=by, commitment=commitment, public=False)
    draft = Commitment.objects.get(ref=hidden.refs["commitment"][0])
    of_draft = _add(hidden, "evidence of a draft", by=by, commitment=draft)
    hidden.hide("evidence", private)
    hidden.hide("evidence", of_draft)


def _assessments(hidden: Hidden, electoral_list, people) -> None:
    for state in ("draft", "notified"):
        commitment = factories.make_commitment("published", electoral_list=electoral_list)
        assessment = factories.make_assessment(
            "draft", commitment=commitment, by=people["moderator"]
        )
        assessment = assessing.edit_assessment(
            ref=assessment.ref,
            version=assessment.version,
            by=people["moderator"],
            words=hidden.word(f"assessment, {state}"),
        )
        hidden.hide("assessment", assessment)
        if state == "notified":
            assessment = assessing.notify(
                ref=assessment.ref, by=people["moderator"], version=assessment.version
            )
            reply = reporting.reply(
                assessment=assessment,
                by=people["contact"],
                words=hidden.word("reply to a notified assessment"),
                signed_as=hidden.word("who signs that reply"),
            )
            hidden.hide("reply", reply)
            given = _add(hidden, "file of that reply", by=people["contact"], reply=reply)
            hidden.hide("evidence", given)


def _signatures(hidden: Hidden, electoral_list, people) -> None:
    election = electoral_list.election
    campaign = factories.make_campaign(election)
    for state in ("announced", "received", "verified", "refused", "contested"):
        row = factories.make_signature(
            state,
            campaign=campaign,
            electoral_list=electoral_list,
            signer_name=hidden.word(f"signer, {state}"),
        )
        hidden.hide("signature", row)
    asked = factories.make_solicitation("contacted", campaign=campaign)
    signing.solicitation_step(
        step="decline",
        ref=asked.ref,
        by=people["moderator"],
        version=asked.version,
        reason=hidden.word("note on a refusal"),
    )
    assert Solicitation.objects.filter(state="refused").exists()

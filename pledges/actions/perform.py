"""One door for every step of every workflow: what admin, portal and API buttons call."""

from collections.abc import Callable
from functools import partial

from ledger.refusals import IllegalStep
from ledger.steps import gettext_noop
from letters.actions.steps import JOURNEYS
from letters.actions.steps import perform as perform_on_letter
from pledges.actions import (
    assessing,
    correcting,
    extending,
    handing_over,
    letting_in,
    mandates,
    merging,
    reporting,
    review,
    signing,
    withholding,
)
from pledges.workflow.table import TABLES

WITH_ITS_ASSESSMENT = gettext_noop("A request lapses with its assessment alone.")
BY_THE_NEXT = gettext_noop("An assessment is superseded by publishing the next one.")


def _not_by_hand(why: str):
    def refuse(**_kwargs):
        raise IllegalStep(why)

    return refuse


STEPS: dict[tuple[str, str], Callable] = {
    ("commitment", "submit"): review.submit,
    ("commitment", "return"): review.return_to_draft,
    ("commitment", "publish"): review.publish,
    ("commitment", "drop"): review.drop,
    ("commitment", "withdraw"): review.withdraw,
    ("commitment", "restore"): review.restore,
    ("correction", "accept"): correcting.accept,
    ("correction", "decline"): correcting.decline,
    ("report", "submit"): reporting.submit,
    ("report", "return"): reporting.return_report,
    ("report", "publish"): reporting.publish,
    ("report", "decline"): reporting.decline,
    ("report", "cancel"): reporting.cancel,
    ("assessment", "notify"): assessing.notify,
    ("assessment", "take_back"): assessing.take_back,
    ("assessment", "publish"): assessing.publish,
    ("assessment", "supersede"): _not_by_hand(BY_THE_NEXT),
    ("extension", "grant"): extending.grant,
    ("extension", "refuse"): extending.refuse,
    ("extension", "lapse"): _not_by_hand(WITH_ITS_ASSESSMENT),
    ("reply", "propose_withholding"): withholding.propose_withholding,
    ("reply", "withhold"): withholding.withhold,
    ("reply", "keep"): withholding.keep,
    ("reply", "uphold"): withholding.uphold,
    ("reply", "restore"): withholding.restore,
    ("access_request", "accept"): letting_in.accept,
    ("access_request", "refuse"): letting_in.refuse,
    ("access_request", "cancel"): handing_over.cancel,
    ("mandate_change", "apply"): mandates.apply,
    ("mandate_change", "drop"): mandates.drop,
    ("mandate_change", "lift"): mandates.lift,
    **{
        (kind, step.name): partial(action, step=step.name)
        for kind, action in (
            ("signature", signing.signature_step),
            ("solicitation", signing.solicitation_step),
            ("merge", merging.merge_step),
        )
        for step in TABLES[kind]
    },
}


def perform(*, kind: str, step: str, ref: str, by, version: int, reason: str = "", given=None):
    """Take `step` on the object of `kind` called `ref`; returns it fresh.

    given: what the step needs besides a reason, by name. Raises KeyError for an unknown step,
    and the refusals of ledger.refusals; nothing moved then.
    """
    if kind in JOURNEYS:
        return perform_on_letter(
            kind=kind, step=step, ref=ref, by=by, version=version, reason=reason, given=given
        )
    return STEPS[kind, step](ref=ref, by=by, version=version, reason=reason, given=given)

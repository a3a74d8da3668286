"""What happened to an object, as a sentence: who did what, and their reason. Never stored."""

from django.utils.translation import gettext as _

from ledger.steps import gettext_noop

# Step → what %(who)s did; the same word means the same gesture in every table.
SAID = {
    "absorb": gettext_noop("%(who)s merged a duplicate into it"),
    "accept": gettext_noop("%(who)s accepted it"),
    "acknowledge": gettext_noop("%(who)s noted that the list acknowledged receipt"),
    "add": gettext_noop("%(who)s added it"),
    "add_round": gettext_noop("%(who)s set the dates of a round"),
    "add_version": gettext_noop("%(who)s added a version of the file"),
    "announce": gettext_noop("%(who)s noted that the list announces its agreement"),
    "answer": gettext_noop("%(who)s noted that the list answered"),
    "apply": gettext_noop("%(who)s put it in force"),
    "assessed": gettext_noop("%(who)s updated the progress by an assessment"),
    "attest": gettext_noop("%(who)s confirmed it as still accurate"),
    "bounce": gettext_noop("%(who)s noted that this mail came back"),
    "cancel": gettext_noop("%(who)s cancelled it"),
    "change_round": gettext_noop("%(who)s changed the dates of a round"),
    "claim": gettext_noop("%(who)s began to read it"),
    "close_account": gettext_noop("%(who)s closed the account"),
    "confirm_merger": gettext_noop("%(who)s noted the answer of the merged list"),
    "contact": gettext_noop("%(who)s contacted the list"),
    "contest": gettext_noop("%(who)s marked it as contested"),
    "correct": gettext_noop("%(who)s corrected its words"),
    "create": gettext_noop("%(who)s created it"),
    "create_user": gettext_noop("%(who)s opened the account"),
    "decline": gettext_noop("%(who)s declined it"),
    "describe": gettext_noop("%(who)s described it"),
    "dismiss": gettext_noop("%(who)s said that these are two"),
    "draft": gettext_noop("%(who)s drafted it"),
    "drop": gettext_noop("%(who)s dropped it"),
    "edit": gettext_noop("%(who)s changed it"),
    "end": gettext_noop("%(who)s set the last day"),
    "end_sessions": gettext_noop("%(who)s ended every session"),
    "erase_person": gettext_noop("%(who)s erased this person"),
    "file": gettext_noop("%(who)s filed it"),
    "finish": gettext_noop("%(who)s finished reading it"),
    "give_back": gettext_noop("%(who)s took a duplicate out of it again"),
    "grant": gettext_noop("%(who)s granted more time"),
    "hand_over": gettext_noop("%(who)s named who takes over"),
    "hide_text": gettext_noop("%(who)s made its text private again"),
    "import": gettext_noop("%(who)s loaded it from a file"),
    "import_candidates": gettext_noop("%(who)s loaded the official candidates"),
    "import_results": gettext_noop("%(who)s loaded the official results"),
    "invitation_expired": gettext_noop("the invitation expired"),
    "invite": gettext_noop("%(who)s sent the invitation"),
    "keep": gettext_noop("%(who)s kept the reply public"),
    "lapse": gettext_noop("%(who)s closed it with its assessment"),
    "let_leave": gettext_noop("%(who)s let this mail leave after all"),
    "lift": gettext_noop("%(who)s lifted it, and put everything back"),
    "make_calendar": gettext_noop("%(who)s made the secret address of a calendar"),
    "mandate": gettext_noop("%(who)s put a change of its mandate in force"),
    "mandate_lifted": gettext_noop("%(who)s lifted the change of its mandate"),
    "merge": gettext_noop("%(who)s merged the two"),
    "merge_away": gettext_noop("%(who)s merged it into another"),
    "move": gettext_noop("%(who)s moved it by a merge"),
    "move_back": gettext_noop("%(who)s moved it back by undoing a merge"),
    "notify": gettext_noop("%(who)s notified the commune of it"),
    "propose": gettext_noop("%(who)s proposed it"),
    "propose_withholding": gettext_noop("%(who)s proposed to withhold the reply"),
    "propose_text": gettext_noop("%(who)s proposed its public text"),
    "publish": gettext_noop("%(who)s published it"),
    "publish_text": gettext_noop("%(who)s published its text"),
    "read_notice": gettext_noop("%(who)s read what is kept about them"),
    "receive": gettext_noop("%(who)s noted that the signed document arrived"),
    "reconsider": gettext_noop("%(who)s proposed the merge again"),
    "record": gettext_noop("%(who)s recorded the reply received by letter"),
    "refuse": gettext_noop("%(who)s did not accept it"),
    "release": gettext_noop("%(who)s put it back in the queue"),
    "remind": gettext_noop("%(who)s reminded the list"),
    "remove": gettext_noop("%(who)s removed it"),
    "reopen": gettext_noop("%(who)s reopened it"),
    "reopen_account": gettext_noop("%(who)s reopened the account"),
    "replace_calendar": gettext_noop("%(who)s replaced the secret address of a calendar"),
    "reply": gettext_noop("%(who)s wrote the reply"),
    "report_published": gettext_noop("%(who)s updated the last news by a report"),
    "request": gettext_noop("access was asked for"),
    "reread": gettext_noop("%(who)s began to read it again"),
    "resend_invitation": gettext_noop("%(who)s sent the invitation again"),
    "restore": gettext_noop("%(who)s restored it"),
    "return": gettext_noop("%(who)s sent it back"),
    "rewrite": gettext_noop("%(who)s changed a reply that is withheld"),
    "revoke_calendar": gettext_noop("%(who)s revoked the secret address of a calendar"),
    "revoke_invitation": gettext_noop("%(who)s revoked the invitation"),
    "set_aside": gettext_noop("%(who)s set it aside"),
    "set_outcome": gettext_noop("%(who)s noted the outcome of the list"),
    "set_roles": gettext_noop("%(who)s changed the roles"),
    "skip": gettext_noop("%(who)s decided not to ask the list"),
    "stop": gettext_noop("%(who)s stopped this mail"),
    "stop_undone": gettext_noop("%(who)s stopped this mail by undoing its decision"),
    "submit": gettext_noop("%(who)s submitted it"),
    "supersede": gettext_noop("%(who)s replaced it by the next assessment"),
    "take_back": gettext_noop("%(who)s took it back"),
    "take_back_text": gettext_noop("%(who)s took its public text back"),
    "take_over": gettext_noop("%(who)s took its reading over"),
    "transcribe": gettext_noop("%(who)s typed its text"),
    "try_again": gettext_noop("%(who)s tried this mail again"),
    "undo": gettext_noop("%(who)s undid this decision: %(what)s"),
    "unmerge": gettext_noop("%(who)s undid the merge"),
    "uphold": gettext_noop("%(who)s left the reply withheld"),
    "verify": gettext_noop("%(who)s verified it"),
    "withhold": gettext_noop("%(who)s withheld the reply"),
    "withdraw": gettext_noop("%(who)s withdrew it"),
}


def sentence(step: str, who: str, *, what: str) -> str:
    """What `who` did by `step`; what: the step's own name, for those that have no sentence."""
    words = SAID.get(step, gettext_noop("%(who)s: %(what)s"))
    return _(words) % {"who": who, "what": what}


def actor(ref: str, names: dict[str, str]) -> str:
    """Who acted, as a history says it: the name, or mention, that their account bears today.

    An account may be gone, or bear no name any more: its acts stay those of a person.
    """
    if not ref:
        return _("the software")
    return names.get(ref) or _("an erased person")

"""Who may do what at the desk, written by hand from the roles and never asked of the policies."""

import re

# What the desk answers to a method nobody sends is tried on those it keeps out.
OUTSIDE_METHODS = ("get", "post", "head", "options", "put", "patch", "delete")
INSIDE_METHODS = ("get", "post")
OUTSIDE = ("anonymous", "stranger", "camille", "dominique")
# "tied" is a moderator who declared a conflict of interest with the commune of every row.
INSIDE = ("volunteer", "moderator", "tied", "coordinator", "tied_coordinator")
TEAM = frozenset(INSIDE)
DECIDERS = TEAM - {"volunteer"}
COORDINATORS = frozenset({"coordinator", "tied_coordinator"})
UNTIED = frozenset({"moderator", "coordinator"})
NOBODY = frozenset()

SEES = {
    "accounts_user": COORDINATORS,
    "accounts_invitation": DECIDERS,
    "ledger_entry": DECIDERS,
    "pledges_accessrequest": DECIDERS,
    "pledges_mandatechange": COORDINATORS,
    "pledges_merge": DECIDERS,
}
ADDS = {
    "accounts_user": COORDINATORS,
    "communes_contact": DECIDERS,
    "communes_conflictofinterest": TEAM,
    "communes_election": COORDINATORS,
    "communes_electorallist": COORDINATORS,
    "communes_mandate": COORDINATORS,
    "letters_letter": TEAM,
    "pledges_assessment": DECIDERS,
    "pledges_campaign": COORDINATORS,
    "pledges_evidence": TEAM,
    "pledges_mandatechange": COORDINATORS,
    "pledges_merge": DECIDERS,
    "pledges_returnreason": DECIDERS,
    "pledges_signature": TEAM,
    "pledges_solicitation": DECIDERS,
}
CHANGES = {
    "accounts_user": COORDINATORS,
    "communes_contact": DECIDERS,
    "communes_conflictofinterest": COORDINATORS,
    "communes_election": COORDINATORS,
    "communes_electorallist": COORDINATORS,
    "communes_mandate": COORDINATORS,
    "letters_letter": TEAM,
    "pledges_assessment": DECIDERS,
    "pledges_outboxmail": DECIDERS,
    "pledges_returnreason": DECIDERS,
}
# table → step → who may take it, whatever the state of the row says.
STEPS = {
    "letters_letter": dict.fromkeys(("claim", "take_over", "release", "finish", "reread"), TEAM)
    | dict.fromkeys(("set_aside", "reopen"), UNTIED),
    "letters_publictext": dict.fromkeys(("propose_text", "take_back_text"), TEAM)
    | dict.fromkeys(("publish_text", "hide_text"), UNTIED),
    "pledges_commitment": {
        "submit": TEAM,
        "return": UNTIED,
        "publish": UNTIED,
        "drop": UNTIED,
        "withdraw": frozenset({"coordinator"}),
        "restore": frozenset({"coordinator"}),
    },
    "pledges_correction": dict.fromkeys(("accept", "decline"), UNTIED),
    "pledges_report": dict.fromkeys(("submit", "cancel"), NOBODY)
    | dict.fromkeys(("return", "publish", "decline"), UNTIED),
    "pledges_assessment": dict.fromkeys(("notify", "take_back", "publish"), UNTIED)
    | {"supersede": NOBODY},
    "pledges_mandatechange": dict.fromkeys(("apply", "drop", "lift"), frozenset({"coordinator"})),
    # Two lists are made one by a coordinator.
    "pledges_merge": dict.fromkeys(("merge", "unmerge"), frozenset({"coordinator"}))
    | dict.fromkeys(("dismiss", "reconsider"), UNTIED),
    "pledges_signature": {"receive": TEAM}
    | dict.fromkeys(("verify", "publish", "refuse", "contest", "withdraw"), UNTIED),
    "pledges_solicitation": dict.fromkeys(
        ("skip", "contact", "remind", "acknowledge", "announce", "answer", "decline", "reopen"),
        UNTIED,
    ),
    "pledges_extension": dict.fromkeys(("grant", "refuse"), UNTIED) | {"lapse": NOBODY},
    "pledges_reply": dict.fromkeys(
        ("propose_withholding", "withhold", "keep", "uphold", "restore"), UNTIED
    ),
    "pledges_accessrequest": dict.fromkeys(("accept", "refuse"), UNTIED) | {"cancel": NOBODY},
    "pledges_outboxmail": dict.fromkeys(("stop", "let_leave", "try_again"), DECIDERS),
}


# Steps that leave the state the row of these tests is in; to the others who sees it is answered
# "not now".
NOW = {
    "letters_letter": {"claim", "set_aside"},
    "letters_publictext": {"take_back_text", "publish_text"},
    "pledges_commitment": {"withdraw"},
    "pledges_correction": {"accept", "decline"},
    "pledges_report": {"return", "publish", "decline", "cancel"},
    "pledges_assessment": {"notify"},
    "pledges_mandatechange": {"apply", "drop"},
    "pledges_merge": {"merge", "dismiss"},
    "pledges_reply": {"propose_withholding"},
    "pledges_accessrequest": {"accept", "refuse", "cancel"},
    "pledges_extension": {"grant", "refuse", "lapse"},
    "pledges_signature": {"verify", "refuse"},
    "pledges_solicitation": {
        "skip",
        "contact",
        "acknowledge",
        "announce",
        "answer",
        "decline",
    },
}
# Steps taken for many rows at once; of no row, as here, they lead back to the list.
BULK = {
    "pledges_commitment": {"submit", "return", "publish"},
    "pledges_solicitation": {"contact", "remind"},
}
# Pages of one table alone → what (GET, POST) answer to whom: everybody not named is answered 404,
# "-" is a method that is not taken.
ALONE = {
    "index": (TEAM, TEAM),
    "password_change(_done)?": (TEAM, TEAM),
    "jsi18n": (TEAM, "-"),
    "app_list": (TEAM, TEAM),
    "why|view_on_site": (NOBODY, NOBODY),
    "accounts_user_(end_sessions|tokens)": (COORDINATORS, COORDINATORS),
    "accounts_user_tokens_revoke": (NOBODY, NOBODY),
    "accounts_invitation_answer": (DECIDERS, DECIDERS),
    "letters_letter_(one|mark)": ("-", TEAM),
    "letters_letter_passage": ("-", NOBODY),
    "letters_letter_(filed|list|version|typed|reading|masks)": (TEAM, TEAM),
    "letters_letter_(file|original|next)": (TEAM, "-"),
    "letters_letter_page": (NOBODY, "-"),
    "pledges_commitment_(correct|review)": (TEAM, TEAM),
    # An evidence without file, a list of nobody to write to.
    "pledges_evidence_file|pledges_solicitation_export": (NOBODY, NOBODY),
    "pledges_merge_suggestions|pledges_solicitation_answers": (DECIDERS, DECIDERS),
    "pledges_assessment_letter": (DECIDERS, DECIDERS),
    "pledges_solicitation_apply_answers": (DECIDERS, NOBODY),
}
# The door itself, and pages that answer everybody of the team alike.
DOOR = {"login", "logout"}


def expected(name, table, step, method, who) -> str:
    """What `who` should be answered; raises when no row tells."""
    if name in DOOR:
        return "open"
    if who in OUTSIDE:
        return "door"
    post = method == "post"
    if name == "autocomplete":
        return "no method" if post else "refused"
    if name == "":
        # Django's short address leads to the page, which refuses by itself; others do not exist.
        return "in" if table else "absent"
    for row, answers in ALONE.items():
        if re.fullmatch(row, name):
            allowed = answers[post]
            return "no method" if allowed == "-" else "in" if who in allowed else "absent"
    return of_table(table, name.removeprefix(table + "_"), step, post, who)


def of_table(table, action, step, post, who) -> str:
    """The pages every table has."""
    sees = who in SEES.get(table, TEAM)
    if action in ("step", "decide"):
        return of_step(table, action, step, post, who)
    if action == "bulk":
        return "in" if step in BULK.get(table, ()) else "absent"
    if action == "presence":
        return "no method" if post else "in" if sees else "absent"
    if action == "undo":
        return "no method" if not post else "in" if sees else "absent"
    # The history of the desk is on the row's page, where the address leads.
    if action == "history":
        return "in"
    if (table, action, post) == ("accounts_user", "change", True) and who in COORDINATORS:
        # Roles are saved over what was opened, which nothing here says.
        return "not now"
    allowed = {
        "changelist": SEES.get(table, TEAM),
        "add": ADDS.get(table, NOBODY),
        "change": CHANGES.get(table, NOBODY) if post else SEES.get(table, TEAM),
        "delete": NOBODY,
    }
    return "in" if who in allowed[action] else "refused"


def of_step(table, action, step, post, who) -> str:
    if table == "pledges_outboxmail":
        # Said on the list, where the answer leads: what moves is checked apart.
        return "in" if post else "no method"
    if who not in SEES.get(table, TEAM):
        return "absent"
    if action == "decide" and step == "submit":
        return "absent"
    if action == "decide" and not post:
        return "in"
    if step not in NOW[table]:
        return "not now"
    if step == "lapse":
        # Never by hand: its page refuses, and what is posted is a step that does not exist.
        return "not now" if post else "refused"
    return "in" if who in STEPS[table][step] else "refused"


def may_move(name, table, step, method, who) -> bool:
    """Whether the journal may grow: only what is posted by somebody who may."""
    if method != "post" or who in OUTSIDE:
        return False
    if step:
        return who in STEPS[table][step]
    return expected(name, table, step, method, who) == "in"

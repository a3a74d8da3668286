"""Who may do what, written by hand from the association's rules, apart from the code.

`author` is a moderator who wrote the item (or holds the letter, or proposed the public text);
`camille` speaks for the commune today, `dominique` for another, `former` did until last month.
`tied` is a moderator with a declared tie to the list; `closed` one whose account was closed;
`superuser` holds Django's flag and no role. `coordinator` is who withdrew what is withdrawn.
"""

EVERYONE = (
    "anonymous",
    "stranger",
    "superuser",
    "camille",
    "dominique",
    "former",
    "volunteer",
    "author",
    "second",
    "tied",
    "closed",
    "coordinator",
    "second_coordinator",
)
READERS = "volunteer author second tied coordinator second_coordinator"
# Moderators and coordinators who declared no tie.
MODERATORS = "author second coordinator second_coordinator"
# The same, when who wrote the item may not decide about it.
OTHERS = "second coordinator second_coordinator"

# What a list is, is a coordinator's to say.
COORDINATORS = "coordinator second_coordinator"

# kind → step → (states it leaves from, state it leads to, who may).
STEPS = {
    "letter": {
        "claim": ("received", "being_read", READERS),
        "take_over": ("being_read", "being_read", READERS),
        "release": ("being_read", "received", "author"),
        "finish": ("being_read", "read", "author"),
        "reread": ("read", "being_read", READERS),
        "set_aside": ("received being_read", "set_aside", MODERATORS),
        "reopen": ("set_aside", "received", MODERATORS),
    },
    "letter_text": {
        "propose_text": ("private", "proposed", READERS),
        "take_back_text": ("proposed", "private", READERS),
        "publish_text": ("proposed", "public", OTHERS),
        "hide_text": ("public", "private", MODERATORS),
    },
    "commitment": {
        "submit": ("draft", "in_review", "author second tied coordinator second_coordinator"),
        "return": ("in_review", "draft", OTHERS),
        "publish": ("in_review", "published", OTHERS),
        "drop": ("draft in_review", "dropped", MODERATORS),
        "withdraw": ("published", "withdrawn", "coordinator second_coordinator"),
        "restore": ("withdrawn", "published", "second_coordinator"),
    },
    "correction": {
        "accept": ("proposed", "accepted", OTHERS),
        "decline": ("proposed", "declined", OTHERS),
    },
    "signature": {
        "receive": ("announced", "received", READERS),
        "verify": ("received contested", "verified", OTHERS),
        "publish": ("verified", "published", OTHERS),
        "refuse": ("received", "refused", OTHERS),
        "contest": ("verified published", "contested", MODERATORS),
        "withdraw": ("published contested", "withdrawn", MODERATORS),
    },
    "solicitation": {
        "skip": ("to_contact", "not_solicited", MODERATORS),
        "contact": ("to_contact not_solicited", "contacted", MODERATORS),
        "remind": ("contacted reminded", "reminded", MODERATORS),
        "acknowledge": ("to_contact contacted reminded", "acknowledged", MODERATORS),
        "announce": ("to_contact contacted reminded acknowledged", "announced", MODERATORS),
        "answer": (
            "to_contact contacted reminded acknowledged announced",
            "answered",
            MODERATORS,
        ),
        "decline": (
            "to_contact contacted reminded acknowledged announced",
            "refused",
            MODERATORS,
        ),
        "reopen": ("answered refused", "contacted", MODERATORS),
    },
    "report": {
        "submit": ("draft returned", "submitted", "camille"),
        "return": ("submitted", "returned", MODERATORS),
        "publish": ("submitted", "published", MODERATORS),
        "decline": ("submitted", "declined", MODERATORS),
        "cancel": ("draft submitted returned", "cancelled", "camille"),
    },
    "assessment": {
        "notify": ("draft", "notified", MODERATORS),
        "take_back": ("notified", "draft", MODERATORS),
        "publish": ("notified", "published", OTHERS),
        # Belongs to the publication of the next one: nobody takes it by hand, from any state.
        "supersede": ("", "superseded", ""),
    },
    "reply": {
        "propose_withholding": ("given", "contested", MODERATORS),
        "withhold": ("contested", "withheld", OTHERS),
        "keep": ("contested", "given", MODERATORS),
        # Changed by its commune since.
        "uphold": ("withheld", "withheld", MODERATORS),
        # Withheld by `second`.
        "restore": ("withheld", "given", "author coordinator second_coordinator"),
    },
    "extension": {
        "grant": ("requested", "granted", MODERATORS),
        "refuse": ("requested", "refused", MODERATORS),
        # Belongs to the end of its assessment: nobody takes it by hand, from any state.
        "lapse": ("", "lapsed", ""),
    },
    "access_request": {
        "accept": ("requested", "accepted", MODERATORS),
        "refuse": ("requested", "refused", MODERATORS),
        # Of a hand-over, by who made it: this one was asked without an account.
        "cancel": ("requested", "cancelled", ""),
    },
    "mandate_change": {
        "apply": ("prepared", "in_force", "second_coordinator"),
        "drop": ("prepared", "dropped", COORDINATORS),
        "lift": ("in_force", "lifted", "coordinator"),
    },
    "merge": {
        "merge": ("proposed", "merged", COORDINATORS),
        "dismiss": ("proposed", "dismissed", MODERATORS),
        "unmerge": ("merged", "undone", COORDINATORS),
        "reconsider": ("dismissed undone", "proposed", MODERATORS),
    },
}
STATES = {
    "letter": "received being_read read set_aside",
    "letter_text": "private proposed public",
    "commitment": "draft in_review published withdrawn dropped",
    "correction": "proposed accepted declined",
    "signature": "announced received verified published refused contested withdrawn",
    "solicitation": "to_contact not_solicited contacted reminded acknowledged announced answered"
    " refused",
    "report": "draft submitted returned published declined cancelled",
    "assessment": "draft notified published superseded",
    "reply": "given contested withheld",
    "extension": "requested granted refused lapsed",
    "access_request": "requested accepted refused cancelled",
    "mandate_change": "prepared in_force lifted dropped",
    "merge": "proposed merged undone dismissed",
}
# What would show something to the public: refused to everyone during the silence of a round.
SILENT = {
    ("letter_text", "publish_text"),
    ("commitment", "publish"),
    ("commitment", "restore"),
    ("correction", "accept"),
    ("signature", "publish"),
    ("report", "publish"),
    ("assessment", "publish"),
    ("reply", "restore"),
    ("mandate_change", "apply"),
    ("mandate_change", "lift"),
    ("merge", "merge"),
    ("merge", "unmerge"),
    *(("solicitation", step) for step in STEPS["solicitation"]),
}
# What the time to reply, over when that silence begins, refuses as well.
OVER = {("extension", "grant")}
# What is not done without saying why.
REASONED = {
    ("letter", "reread"),
    ("letter", "set_aside"),
    ("letter_text", "hide_text"),
    ("commitment", "return"),
    ("commitment", "drop"),
    ("commitment", "withdraw"),
    ("commitment", "restore"),
    ("correction", "decline"),
    ("signature", "refuse"),
    ("signature", "contest"),
    ("signature", "withdraw"),
    ("solicitation", "skip"),
    ("solicitation", "reopen"),
    ("report", "return"),
    ("report", "decline"),
    ("assessment", "take_back"),
    ("extension", "refuse"),
    ("reply", "propose_withholding"),
    ("reply", "uphold"),
    ("reply", "restore"),
    ("access_request", "refuse"),
    ("mandate_change", "apply"),
    ("mandate_change", "drop"),
    ("mandate_change", "lift"),
    ("merge", "unmerge"),
}
# Who is written to: the item's author, the commune's contacts, or both; who asked for access.
TOLD = {
    ("commitment", "return"): "author",
    ("commitment", "publish"): "contacts",
    ("commitment", "drop"): "author",
    ("commitment", "withdraw"): "author contacts",
    ("correction", "accept"): "author",
    ("correction", "decline"): "author",
    ("report", "return"): "author",
    ("report", "publish"): "author",
    ("report", "decline"): "author",
    ("signature", "refuse"): "author",
    ("signature", "contest"): "author",
    ("signature", "withdraw"): "author",
    ("assessment", "notify"): "contacts",
    ("assessment", "take_back"): "contacts",
    ("assessment", "publish"): "contacts",
    ("extension", "grant"): "contacts",
    ("extension", "refuse"): "contacts",
    ("reply", "record"): "contacts",
    ("reply", "withhold"): "contacts",
    # Who proposed to withhold it, and who decided.
    ("reply", "rewrite"): "author second",
    ("reply", "uphold"): "contacts",
    ("reply", "restore"): "contacts",
    ("mandate_change", "apply"): "contacts",
    ("mandate_change", "lift"): "contacts",
    ("access_request", "accept"): "asker",
    ("access_request", "refuse"): "asker",
}
# What is taken back inside its grace period, by who decided it or by a coordinator without a tie.
UNDONE = {
    "letter": "finish set_aside reopen",
    "letter_text": "publish_text hide_text",
    "commitment": "submit return publish drop withdraw restore",
    "correction": "accept decline",
    "signature": "receive verify publish refuse contest withdraw",
    "solicitation": "skip contact remind acknowledge announce answer decline reopen",
    "report": "return publish decline",
    "assessment": "notify take_back publish",
    "reply": "",
    "extension": "",
    "access_request": "",
    "mandate_change": "",
    "merge": "",
}
# Where an undo leads that would show something again: not during a silence.
SHOWN_AGAIN = {
    "letter_text": "public",
    "commitment": "published",
    "signature": "published",
    "solicitation": "contacted reminded acknowledged announced answered refused not_solicited",
}

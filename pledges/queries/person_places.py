"""Every column that holds, or may hold, something about a person, and what erasure does there.

tests/project/test_person_places.py goes through all models: a column that is not named here
fails it. So nothing that is added later is forgotten when somebody asks to be erased.
"""

# Rows that are only about their owner → the path to the owner. They are deleted.
ROWS_GO = {
    "account.EmailAddress": "user",
    "account.EmailConfirmation": "email_address__user",
    "mfa.Authenticator": "user",
    "usersessions.UserSession": "user",
    "admin.LogEntry": "user",
    "pledges.Typed": "user",
    "pledges.IdempotencyKey": "user",
    "pledges.CalendarFeed": "user",
    "pledges.Visit": "user",
    "pledges.MailRhythm": "user",
    "pledges.MailWording": "mail__recipient",
    "pledges.WebhookDelivery": "webhook__user",
}

# Rows that stay, since something else needs them → (path to the owner, columns made empty).
EMPTIED = {
    "accounts.ApiToken": ("user", ("name",)),
    "pledges.Webhook": ("user", ("name", "url", "secret", "previous_secret")),
    "pledges.OutboxMail": (
        "recipient",
        ("subject", "search_words", "body", "problem", "message_id"),
    ),
    "communes.ConflictOfInterest": ("user", ("reason",)),
}

# Keys to a user that stay: the row they point to no longer says who it was.
POINTERS = {
    "created_by": "who made a row is needed for four eyes; the account is a pseudonym",
    "changed_by": "who changed a row last; the account is a pseudonym",
    "state_by": "who decided; the account is a pseudonym",
    "content_by": "whose words are decided about; the account is a pseudonym",
    "published_by": "who published; the account is a pseudonym",
    "notified_by": "who notified; the account is a pseudonym",
    "decided_by": "who decided about a passage; the account is a pseudonym",
    "checked_by": "who checked a text; the account is a pseudonym",
    "proposed_by": "who proposed a text; the account is a pseudonym",
    "attested_by": "an attestation is never changed; the account is a pseudonym",
    "revoked_by": "who revoked; the account is a pseudonym",
    "paused_by": "who paused a webhook; the account is a pseudonym",
    "ended_by": "who ended a webhook; the account is a pseudonym",
    "queued_by": "who decided what a mail tells; the account is a pseudonym",
    "holder": "who is reading a letter, for half an hour; the account is a pseudonym",
    "duplicate_of": "accounts of one person are erased together",
    "user": "the row itself is emptied, ended or dated; the account is a pseudonym",
    "recipient": "the mail is emptied; the account is a pseudonym",
}

# Free text where somebody may have been named: the e-mail and the name are replaced wherever found.
SCRUBBED = frozenset(
    {
        "accounts.ApiToken.name",
        "accounts.User.mail_refused_why",
        "admin.LogEntry.object_repr",
        "admin.LogEntry.change_message",
        "communes.ConflictOfInterest.reason",
        "letters.Letter.brought_by",
        "letters.Letter.sender",
        "letters.Letter.subject",
        "letters.Letter.list_note",
        "letters.PublicText.masks",
        "letters.Passage.reason",
        "pledges.AccessRequest.name",
        "pledges.AccessRequest.office",
        "pledges.AccessRequest.email",
        "pledges.AccessRequest.checked_with",
        "pledges.Correction.proposed_by_name",
        "pledges.Correction.answer",
        "pledges.Evidence.original_name",
        "pledges.IdempotencyKey.body",
        "pledges.IdempotencyKey.headers",
        "pledges.MailWording.subject",
        "pledges.MailWording.body",
        "pledges.OutboxMail.subject",
        "pledges.OutboxMail.body",
        "pledges.OutboxMail.problem",
        "pledges.OutboxMail.message_id",
        "pledges.Typed.values",
        "pledges.Typed.errors",
        "pledges.Webhook.name",
        "pledges.Webhook.pause_reason",
        "pledges.WebhookDelivery.attempts",
    }
)

# Rows that only help for a while: the whole row goes when it names the person.
GO_WHEN_NAMED = frozenset({"ledger.Undoable.rows", "ledger.Undoable.aside"})

_LEDGER = "the ledger is never rewritten: references only, and the reasons people gave"
_LETTER = "a document received, kept as it came; masked before anything of it is public"
_PUBLIC = "published, or written to be: public words of candidates, town halls, the association"
_HISTORY = "repeated in the ledger, which would no longer agree with the row"
KEPT = {
    "ledger.Entry.reason": _LEDGER,
    "ledger.Entry.snapshot": _LEDGER,
    "letters.LetterVersion.text": _LETTER,
    "letters.LetterVersion.original_name": _LETTER,
    "letters.LetterVersion.reason": _LETTER,
    "letters.Passage.quote": _LETTER,
    "letters.Passage.prefix": _LETTER,
    "letters.Passage.suffix": _LETTER,
    "letters.Passage.condition": _LETTER,
    "letters.Passage.deadline": _LETTER,
    "communes.Candidate.first_name": _PUBLIC,
    "communes.Candidate.last_name": _PUBLIC,
    "communes.Candidate.search_name": _PUBLIC,
    "communes.ElectoralList.label": _PUBLIC,
    "communes.ElectoralList.nuance_source": _PUBLIC,
    "communes.ElectoralList.search_label": _PUBLIC,
    "communes.Mandate.person_name": _PUBLIC,
    "pledges.ArticleStance.reserve": _PUBLIC,
    "pledges.Assessment.words": _PUBLIC,
    "pledges.Commitment.title": _PUBLIC,
    "pledges.Commitment.summary": _PUBLIC,
    "pledges.Commitment.condition": _PUBLIC,
    "pledges.Commitment.deadline": _PUBLIC,
    "pledges.Commitment.mandate": _PUBLIC,
    "pledges.Commitment.search_text": _PUBLIC,
    "pledges.CommitmentCopy.body": _PUBLIC,
    "pledges.CommitmentCopy.line": _PUBLIC,
    "pledges.Correction.changes": _HISTORY,
    "pledges.Correction.reason": _HISTORY,
    "pledges.Evidence.title": _HISTORY,
    "pledges.Evidence.search_words": _HISTORY,
    "pledges.Evidence.url": _HISTORY,
    "pledges.Extension.reason": _HISTORY,
    "pledges.MandateChange.moved": _HISTORY,
    "pledges.MandateChange.reason": _PUBLIC,
    "pledges.Merge.moved": _HISTORY,
    "pledges.Quote.text": _PUBLIC,
    "pledges.ReturnReason.words": "words for every reason, in the ledger too: about nobody",
    "pledges.Reply.withheld_because": _PUBLIC,
    "pledges.Reply.words": _PUBLIC,
    "pledges.Reply.signed_as": _PUBLIC,
    "pledges.Report.words": _PUBLIC,
    "pledges.Signature.signer_name": _PUBLIC,
    "pledges.Signature.search_words": _PUBLIC,
    "pledges.Signature.capacity": _PUBLIC,
    "pledges.Solicitation.public_reason": _PUBLIC,
    "pledges.WebhookDelivery.body": "public data, as it was sent; forgotten with the log",
}

# Written anew by erasure itself, on the account.
OF_THE_ACCOUNT = frozenset(
    {"accounts.User.email", "accounts.User.name", "accounts.User.password", "accounts.User.ref"}
)

# Columns of the owner's rows above, that go with the row or mean nothing without it.
WITH_THE_ROW = frozenset(
    {
        "account.EmailAddress.email",
        "account.EmailConfirmation.key",
        "accounts.ApiToken.digest",
        "accounts.ApiToken.prefix",
        "accounts.Presence.object_kind",
        "accounts.Presence.object_ref",
        "accounts.Presence.user_ref",
        "admin.LogEntry.object_id",
        "mfa.Authenticator.data",
        "pledges.IdempotencyKey.fingerprint",
        "pledges.CalendarFeed.digest",
        "pledges.MailRhythm.topic",
        "pledges.MailRhythm.rhythm",
        "pledges.IdempotencyKey.key",
        "pledges.Typed.page",
        "pledges.Typed.why",
        "pledges.Webhook.previous_secret",
        "pledges.Webhook.secret",
        "pledges.Webhook.url",
        "sessions.Session.session_data",
        "sessions.Session.session_key",
        "usersessions.UserSession.data",
        "usersessions.UserSession.ip",
        "usersessions.UserSession.session_key",
        "usersessions.UserSession.user_agent",
    }
)

# Written again from the columns they are made of, when those are scrubbed.
SPELLED_AGAIN = frozenset(
    {
        "accounts.User.search_words",
        "letters.Letter.search_words",
        "pledges.OutboxMail.search_words",
    }
)

# Codes, digests, names of places and texts of the association: nobody is in them.
NOBODY = frozenset(
    {
        "auth.Group.name",
        "auth.Permission.codename",
        "auth.Permission.name",
        "communes.Commune.code",
        "communes.Commune.name",
        "communes.Commune.postal_codes",
        "communes.Commune.search_name",
        "communes.Commune.siren",
        "communes.Department.code",
        "communes.Department.name",
        "communes.Department.search_name",
        "communes.ElectoralList.nuance",
        "communes.Election.name",
        "communes.Election.slug",
        "communes.Intercommunality.kind",
        "communes.Intercommunality.name",
        "communes.Intercommunality.search_name",
        "communes.Intercommunality.siren",
        "communes.Region.code",
        "communes.Region.name",
        "communes.Succession.old_code",
        "communes.Succession.old_name",
        "communes.Succession.old_search_name",
        "contenttypes.ContentType.app_label",
        "contenttypes.ContentType.model",
        "ledger.Entry.actor_ref",
        "ledger.Entry.digest",
        "ledger.Entry.from_state",
        "ledger.Entry.object_kind",
        "ledger.Entry.object_ref",
        "ledger.Entry.previous",
        "ledger.Entry.role",
        "ledger.Entry.step",
        "ledger.Entry.to_state",
        "letters.LetterVersion.file",
        "letters.LetterVersion.media_type",
        "letters.LetterVersion.sha256",
        "letters.Passage.articles",
        "letters.Passage.levels",
        "pledges.Article.key",
        "pledges.Article.text",
        "pledges.Article.title",
        "pledges.CommitmentCopy.shape",
        "pledges.Evidence.file",
        "pledges.Evidence.sha256",
        "pledges.Merge.gone_ref",
        "pledges.Merge.kept_ref",
        "pledges.Merge.pair",
        "pledges.OutboxMail.object_kind",
        "pledges.OutboxMail.object_ref",
        "pledges.OutboxMail.step",
        "pledges.Pact.association",
        "pledges.Pact.name",
        "pledges.Pact.slug",
        "pledges.PactVersion.label",
        "pledges.PactVersion.preamble",
        "pledges.PactVersion.source",
        "accounts.RequestCount.client",
        "pledges.WebhookDelivery.event",
        "pledges.WebhookDelivery.object_ref",
    }
)

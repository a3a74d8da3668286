"""Names used by letters and passages."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Channel(TextChoices):
    EMAIL = "email", pgettext_lazy("channel", "e-mail")
    POST = "post", _("post")
    FORM = "form", _("form")
    HAND = "hand", _("by hand")
    OTHER = "other", _("other")


class LetterKind(TextChoices):
    """A reply of a town hall is read for its words, not for what a list commits to."""

    LIST = "list", _("letter of a list")
    REPLY = "reply", _("reply of a town hall to an assessment")


class Visibility(TextChoices):
    PRIVATE = "private", _("private")
    PROPOSED = "proposed", _("public text proposed")
    PUBLIC = "public", _("public")


class TextSource(TextChoices):
    EXTRACTED = "extracted", _("read from the file")
    TRANSCRIBED = "transcribed", _("typed by a person")
    MISSING = "missing", _("to transcribe")


class Kind(TextChoices):
    COMMITMENT = "commitment", _("commitment")
    AGREEMENT = "agreement", _("agreement to sign")
    ACTION_DUE = "action_due", _("action due to the association")


class Firmness(TextChoices):
    FIRM = "firm", _("firm")
    CONDITIONAL = "conditional", _("conditional")
    ASPIRATION = "aspiration", _("aspiration")
    TO_STUDY = "to_study", _("to be studied")


class Level(TextChoices):
    COMMUNE = "commune", _("commune")
    INTERCOMMUNALITY = "intercommunality", _("intercommunality")


class Origin(TextChoices):
    SUGGESTED = "suggested", _("suggested by the reader")
    MARKED = "marked", _("marked by hand")


class PassageDecision(TextChoices):
    PENDING = "pending", _("to be decided")
    CONFIRMED = "confirmed", _("confirmed")
    REJECTED = "rejected", _("rejected")


UNREADABLE = {
    "empty": _("The file holds no text."),
    "encrypted": _("The file is protected by a password."),
    "scanned": _("The file holds pictures of pages, no text."),
    "unsupported": _("This kind of file is not read: txt, eml, odt, docx and pdf are."),
    "damaged": _("The file is damaged and could not be read."),
    "too_large": _("The file or its text is too large to be read."),
    "too_slow": _("Reading the file took too long and was stopped."),
    "too_much_memory": _("Reading the file took too much memory and was stopped."),
    "unavailable": _("The reader could not run on this machine; the file itself may be fine."),
    "hostile": _("The file holds something no letter should hold; it was not read."),
}

"""What a town hall types: a report, its evidence, a reply, a correction.

Nothing is `required` in the page: drafts are kept incomplete, and actions say what is missing.
"""

from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from communes.queries import intercommunalities_of
from ledger.refusals import Invalid
from letters.enums import Firmness
from pledges.actions.evidencing import TOO_LARGE, add_evidence
from pledges.enums import DECLARABLE, EvidenceKind, Fulfilment
from pledges.models import Commitment, Reply, Report
from pledges.validators import EVIDENCE_MAX_BYTES

# Browsers send the first; the others are what people type where there is no date picker.
DAYS = ["%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d-%m-%Y", "%d.%m.%Y"]
MINORITY_CHOICES = (Fulfilment.CARRIED, Fulfilment.NO_KNOWN_ACTION)
SLOTS = 3


class Prose(forms.CharField):
    """Words kept as typed, blanks included; only the line ends of browsers are made ours."""

    def __init__(self, *, rows: int = 6, **kwargs):
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(required=False, strip=False, widget=widget, **kwargs)

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")


def day_field(**kwargs) -> forms.DateField:
    """A day, by the date picker of a browser or typed as people write it."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "autocomplete": "off"})
    return forms.DateField(required=False, input_formats=DAYS, widget=widget, **kwargs)


class PortalForm(forms.Form):
    """Carries the version seen, and shows refusals beside the fields they are about."""

    use_required_attribute = False
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @property
    def seen(self) -> int:
        """The version the person saw; one that cannot be read is nobody's: the form is stale."""
        return self.cleaned_data.get("version") or 0

    def refuse(self, errors: dict[str, str]) -> None:
        """Show `errors` (field → sentence); those of no field of this form are left out."""
        self.is_valid()
        for name in self.fields:
            sentence = errors.get(self.add_prefix(name))
            if sentence and sentence not in self.errors.get(name, []):
                self.add_error(name, sentence)

    def problems(self) -> dict[str, str]:
        """Field (with its prefix) → first sentence."""
        return {self.add_prefix(name): str(found[0]) for name, found in self.errors.items()}


def faulty(*shown: PortalForm) -> list[forms.BoundField]:
    """Fields with something to say, in the order of the page: what the error summary links to."""
    return [field for form in shown for field in form.visible_fields() if field.errors]


class ReportForm(PortalForm):
    """Where a commitment stands: declared state, words, day."""

    STORED = ("declared", "words", "as_of")
    declared = forms.ChoiceField(
        label=_("Where does it stand?"), required=False, widget=forms.RadioSelect
    )
    words = Prose(
        label=_("What was done, in your own words"),
        help_text=_(
            "Published word for word, as declared by you, beside the association's own conclusion."
            " Do not name private persons."
        ),
        rows=8,
    )
    as_of = day_field(label=_("This was true on"), help_text=_("Day, month, year."))

    def __init__(self, *args, minority: bool, **kwargs):
        super().__init__(*args, **kwargs)
        scale = MINORITY_CHOICES if minority else DECLARABLE
        self.fields["declared"].choices = [(one.value, one.label) for one in scale]
        if minority:
            self.fields["declared"].help_text = _(
                "A list in the minority has no power to carry out: it can vote, move a motion, ask"
                " a question, table an amendment."
            )

    @classmethod
    def showing(cls, report: Report, *, minority: bool, prefix: str = "") -> "ReportForm":
        """The form of a report as it is stored."""
        stored = {name: getattr(report, name) for name in cls.STORED}
        initial = {**stored, "version": report.version}
        return cls(initial=initial, minority=minority, prefix=prefix or None)

    def describe_words(self, element: str) -> None:
        """Have the words announced with the text of `element` (its id) before their help."""
        described = f"{element} {self['words'].aria_describedby}"
        self.fields["words"].widget.attrs["aria-describedby"] = described

    def storable(self, report: Report | None) -> dict:
        """What can be stored now; a field that cannot be understood keeps what was stored."""
        self.is_valid()
        blank = {"declared": "", "words": "", "as_of": None}
        before = {name: getattr(report, name) for name in self.STORED} if report else blank
        return {name: self.cleaned_data.get(name, before[name]) for name in self.STORED}


class EvidenceForm(PortalForm):
    """One piece of evidence: a link or a file; the rest is filled in when left empty."""

    version = None
    url = forms.CharField(
        label=_("Link"),
        required=False,
        max_length=500,
        help_text=_("Address of a page or document everyone can read."),
        widget=forms.URLInput(attrs={"autocomplete": "url"}),
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        help_text=_("PDF, JPEG or PNG, 15 MB at most."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )
    title = forms.CharField(
        label=_("Its title"),
        required=False,
        max_length=200,
        help_text=_("If you leave it empty, the name of the file or the address is used."),
    )
    kind = forms.ChoiceField(
        label=_("What it is"),
        required=False,
        choices=[("", _("Other or not said")), *EvidenceKind.choices[:-1]],
    )
    dated = day_field(label=_("Its date"))

    def clean_url(self) -> str:
        return _with_scheme(self.cleaned_data["url"])

    def is_filled(self) -> bool:
        """Was anything typed or chosen in this slot?"""
        names = [self.add_prefix(name) for name in ("url", "title", "dated")]
        typed = any(self.data.get(name, "").strip() for name in names)
        return typed or self.add_prefix("file") in self.files

    def attach(
        self, *, by, report: Report | None = None, reply: Reply | None = None
    ) -> dict[str, str]:
        """Add this evidence to one of them. Returns the problems, by prefixed field; {} if none."""
        if not self.is_valid():
            return self.problems()
        given, upload = self.cleaned_data, self.cleaned_data["file"]
        if upload and upload.size > EVIDENCE_MAX_BYTES:
            return {self.add_prefix("file"): gettext(TOO_LARGE)}
        data = upload.read() if upload else b""
        try:
            add_evidence(
                by=by,
                report=report,
                reply=reply,
                kind=given["kind"] or EvidenceKind.OTHER,
                title=_title(given["title"], given["url"], upload),
                url=given["url"],
                data=data,
                name=upload.name if upload else "",
                dated=given["dated"],
            )
        except Invalid as refusal:
            return {self.add_prefix(name): gettext(why) for name, why in refusal.errors.items()}
        return {}


def _title(title: str, url: str, upload) -> str:
    if title:
        return title
    address = urlsplit(url)
    return (upload.name if upload else f"{address.netloc}{address.path}".rstrip("/"))[:200]


def evidence_slots(data=None, files=None) -> list[EvidenceForm]:
    """The empty or typed slots of the page of a report or a reply."""
    return [EvidenceForm(data, files, prefix=f"evidence-{n}") for n in range(SLOTS)]


class ReplyForm(PortalForm):
    """The commune's words beside an assessment."""

    words = Prose(
        label=_("Your reply"),
        help_text=_("Published word for word, at the same size as the assessment."),
        rows=10,
    )
    signed_as = forms.CharField(
        label=_("Signed"),
        required=False,
        max_length=150,
        help_text=_("Name and function, or service: it is published with the reply."),
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )


class ExtensionForm(PortalForm):
    """More time to reply: how much, and why."""

    days = forms.IntegerField(
        label=_("How many more days?"),
        required=False,
        help_text=_("30 at most."),
        widget=forms.NumberInput(attrs={"min": 1, "max": 30, "inputmode": "numeric"}),
    )
    reason = Prose(
        label=_("Why"),
        help_text=_("For example: the council meets after the deadline."),
        rows=4,
    )


class CorrectionForm(PortalForm):
    """Other words, territory or source for a published commitment, and why.

    `version` is the revision seen.
    """

    WORDS = ("title", "summary", "firmness", "condition", "deadline")
    title = forms.CharField(label=_("Title"), required=False, max_length=160)
    summary = Prose(label=_("Summary"), rows=4)
    firmness = forms.ChoiceField(label=_("Firmness"), choices=Firmness.choices, required=False)
    condition = forms.CharField(label=_("Condition"), required=False, max_length=500)
    deadline = forms.CharField(
        label=_("Deadline, in its own words"), required=False, max_length=200
    )
    intercommunality = forms.ChoiceField(
        label=_("Who can act"),
        required=False,
        help_text=_("The territory whose council can keep this commitment."),
    )
    source = forms.CharField(
        label=_("A source to add"),
        required=False,
        max_length=500,
        help_text=_("Address of a public document that shows what is wrong or missing."),
        widget=forms.URLInput(attrs={"autocomplete": "url"}),
    )
    source_title = forms.CharField(label=_("Title of this source"), required=False, max_length=200)
    reason = Prose(
        label=_("Why"),
        help_text=_("It becomes public with the correction, if the correction is accepted."),
        rows=3,
    )

    def __init__(self, *args, commitment: Commitment, **kwargs):
        super().__init__(*args, **kwargs)
        self.commitment = commitment
        self.fields["intercommunality"].choices = places_of(commitment)

    @classmethod
    def showing(cls, commitment: Commitment) -> "CorrectionForm":
        shown = {name: getattr(commitment, name) for name in cls.WORDS}
        shown |= {"intercommunality": _siren(commitment), "version": commitment.revision}
        return cls(initial=shown, commitment=commitment)

    def clean_source(self) -> str:
        return _with_scheme(self.cleaned_data["source"])

    def changes(self) -> dict[str, str]:
        """What differs from what is published, line ends and outer blanks aside."""
        published = {name: getattr(self.commitment, name) for name in self.WORDS}
        published |= {"source": "", "source_title": ""}
        # A field that was not sent, as from an older page, proposes nothing.
        if "intercommunality" in self.data:
            published["intercommunality"] = _siren(self.commitment)
        return {
            name: self.cleaned_data[name]
            for name, words in published.items()
            if self.cleaned_data[name].strip() != words.replace("\r\n", "\n").strip()
        }


def places_of(commitment: Commitment) -> list[tuple[str, str]]:
    """Who may be said able to act on it: "" for the commune, or the SIREN of its groups."""
    commune = commitment.electoral_list.commune
    groups = {one.siren: one.name for one in intercommunalities_of(commune)}
    if commitment.intercommunality:
        # The one published, even if the commune has left it since: sent back, it changes nothing.
        groups[commitment.intercommunality.siren] = commitment.intercommunality.name
    return [("", commune.name), *groups.items()]


def _siren(commitment: Commitment) -> str:
    return commitment.intercommunality.siren if commitment.intercommunality else ""


def _with_scheme(url: str) -> str:
    return url if not url or "://" in url else f"https://{url}"

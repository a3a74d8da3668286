"""Forms of the desk about letters. They read what was typed; the actions judge it."""

import re

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.admin_site import site
from communes.models import Election, ElectoralList
from communes.queries import lists_in
from letters.enums import Channel, Firmness, Kind, LetterKind, Level
from letters.models import Letter

ARTICLE = re.compile(r"[\w.-]{1,20}")
DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files, as a list. An empty file passes: its fate is said beside the others'."""

    widget = ManyFilesInput

    def clean(self, data, initial=None):
        return [one for one in data or [] if one]


class FilingForm(forms.Form):
    """One or several files, or a text pasted, and what is known of how they came."""

    files = ManyFilesField(
        label=gettext_lazy("files"),
        required=False,
        help_text=gettext_lazy(
            "Drop them here or pick them: txt, eml, odt, docx or pdf. Other files are kept, to"
            " transcribe."
        ),
    )
    text = forms.CharField(
        label=gettext_lazy("or the text of one letter, pasted"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    election = forms.ModelChoiceField(
        label=gettext_lazy("election"), queryset=Election.objects.order_by("-pk")
    )
    received_on = forms.DateField(label=gettext_lazy("received on"), widget=DATE)
    channel = forms.ChoiceField(label=gettext_lazy("channel"), choices=Channel.choices)
    kind = forms.ChoiceField(
        label=gettext_lazy("what it is"), choices=LetterKind.choices, required=False
    )
    brought_by = forms.CharField(label=gettext_lazy("brought by"), max_length=150, required=False)
    electoral_list = forms.ModelChoiceField(
        label=gettext_lazy("list, when all these letters come from the same one"),
        queryset=ElectoralList.objects.all(),
        required=False,
        help_text=gettext_lazy("Leave empty: lists will be proposed with the reason for each."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = Letter._meta.get_field("electoral_list")
        self.fields["electoral_list"].widget = AutocompleteSelect(
            field, site, choices=self.fields["electoral_list"].choices
        )

    def clean_received_on(self):
        day = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day

    def clean(self):
        given = super().clean()
        if not given.get("files") and not given.get("text", "").strip():
            self.add_error("files", _("Choose a file, or paste the text of a letter."))
        chosen, election = given.get("electoral_list"), given.get("election")
        if chosen and election and not lists_in(election).filter(pk=chosen.pk).exists():
            self.add_error("electoral_list", _("This list is not of this election."))
        return given

    def documents(self) -> list[tuple[str, bytes]]:
        """What was given, as (name, bytes); a pasted text is a text file of its own."""
        given = [(one.name, one.read()) for one in self.cleaned_data["files"]]
        text = self.cleaned_data["text"]
        if text.strip():
            given.append((_("pasted.txt"), text.replace("\r\n", "\n").encode()))
        return given

    def facts(self) -> dict:
        names = ("election", "received_on", "channel", "brought_by", "electoral_list")
        given = {name: self.cleaned_data[name] for name in names}
        return given | {"kind": self.cleaned_data["kind"] or LetterKind.LIST}


class VersionForm(forms.Form):
    """Another file of a known letter."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    file = forms.FileField(label=gettext_lazy("file"), allow_empty_file=True)
    reason = forms.CharField(
        label=gettext_lazy("why a new version"), widget=forms.Textarea(attrs={"rows": 3})
    )


class TranscriptionForm(forms.Form):
    """The words of a letter, typed by a person."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=gettext_lazy("text of the letter, word for word"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "true"}),
    )
    reason = forms.CharField(label=gettext_lazy("why it is typed"), max_length=500)


class FactsForm(forms.Form):
    """What a passage is: the facts a reader may correct."""

    kind = forms.ChoiceField(label=gettext_lazy("kind"), choices=Kind.choices)
    firmness = forms.ChoiceField(label=gettext_lazy("firmness"), choices=Firmness.choices)
    levels = forms.MultipleChoiceField(
        label=gettext_lazy("levels"),
        choices=Level.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    articles = forms.CharField(
        label=gettext_lazy("articles of the pact"),
        required=False,
        help_text=gettext_lazy("Their numbers, separated by commas; empty outside the pact."),
    )
    condition = forms.CharField(label=gettext_lazy("condition"), max_length=500, required=False)
    deadline = forms.CharField(label=gettext_lazy("deadline"), max_length=200, required=False)

    def clean_articles(self) -> list[str]:
        keys = [key.strip() for key in self.cleaned_data["articles"].split(",") if key.strip()]
        if len(keys) > 50 or not all(ARTICLE.fullmatch(key) for key in keys):
            raise forms.ValidationError(_("Numbers of articles separated by commas: 1, 2."))
        return list(dict.fromkeys(keys))

    def facts(self) -> dict:
        return {name: self.cleaned_data[name] for name in FactsForm.base_fields}


class PassageForm(FactsForm):
    """A card of the reading screen: the version that was seen, and the facts."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, passage) -> "PassageForm":
        return cls(initial=cls.initial_of(passage), auto_id=f"p-{passage.ref}-%s")

    @staticmethod
    def initial_of(passage) -> dict:
        names = ("version", "kind", "firmness", "levels", "condition", "deadline")
        facts = {name: getattr(passage, name) for name in names}
        return facts | {"articles": ", ".join(passage.articles)}


class WordsForm(forms.Form):
    """Exact words of a letter: selected on the screen (`start` is then known) or pasted."""

    words = forms.CharField(
        label=gettext_lazy("exact words of the letter"),
        strip=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Select them in the letter, or copy and paste them here."),
    )
    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)


class MarkForm(WordsForm, FactsForm):
    """A passage marked by hand."""

    field_order = ["words", "start", "kind", "firmness", "levels", "articles"]


class MaskForm(WordsForm):
    """Words that the public must not read."""

    reason = forms.CharField(
        label=gettext_lazy("why they are hidden"),
        max_length=200,
        help_text=gettext_lazy("For example: telephone number of a third person."),
    )

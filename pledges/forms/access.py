"""What somebody of a town hall types to ask for access, or to hand over their own."""

from django import forms
from django.utils.translation import gettext_lazy as _

from communes.enums import ContactQuality
from pledges.forms.portal import PortalForm, day_field


class AccessForm(PortalForm):
    """Who asks; the territory is that of the page."""

    version = None
    name = forms.CharField(
        label=_("Your first and last name"),
        required=False,
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    quality = forms.ChoiceField(
        label=_("You are"),
        required=False,
        choices=ContactQuality.choices,
        widget=forms.RadioSelect,
    )
    office = forms.CharField(
        label=_("Your office or service"),
        required=False,
        max_length=150,
        help_text=_("For example: deputy mayor for schools, secretary, digital service."),
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    email = forms.CharField(
        label=_("Your professional e-mail address"),
        required=False,
        max_length=254,
        help_text=_("The one the town hall gave you, as in nom@mairie.fr. It is never published."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class HandOverForm(PortalForm):
    """Who takes over from the person who fills it in, and their last day."""

    ELSE, NOBODY = "else", "nobody"
    version = None
    last_day = day_field(label=_("Your last day"), help_text=_("Day, month, year."))
    successor = forms.ChoiceField(
        label=_("Who takes over?"), required=False, widget=forms.RadioSelect
    )
    name = forms.CharField(
        label=_("First and last name of who takes over"),
        required=False,
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    quality = forms.ChoiceField(
        label=_("This person is"),
        required=False,
        choices=ContactQuality.choices,
        widget=forms.RadioSelect,
    )
    office = forms.CharField(
        label=_("Their office or service"),
        required=False,
        max_length=150,
        help_text=_("For example: deputy mayor for schools, secretary, digital service."),
    )
    email = forms.CharField(
        label=_("Their professional e-mail address"),
        required=False,
        max_length=254,
        help_text=_("The one the town hall gave them, as in nom@mairie.fr. It is never published."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args, colleagues, **kwargs):
        super().__init__(*args, **kwargs)
        known = [(one.ref, one.user.name) for one in colleagues]
        somebody = (self.ELSE, _("Somebody else, named below"))
        nobody = (self.NOBODY, _("Nobody for now: the association asks the town hall"))
        self.fields["successor"].choices = [*known, somebody, nobody]
        if not known:
            self.fields["successor"].initial = self.ELSE

    def clean(self):
        cleaned = super().clean()
        # Somebody is named when there is no one to choose.
        if len(self.fields["successor"].choices) == 2:
            cleaned["successor"] = cleaned.get("successor") or self.ELSE
        cleaned.setdefault("successor", self.ELSE)
        if not cleaned["successor"] and not cleaned.get("email"):
            self.add_error("successor", _("Choose who takes over."))
        return cleaned

"""What somebody of a town hall types to ask for access, without an account."""

from django import forms
from django.utils.translation import gettext_lazy as _

from communes.enums import ContactQuality
from pledges.forms.portal import PortalForm


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

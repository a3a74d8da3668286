"""A webhook as a person describes it: what it is about is the address of its page."""

from urllib.parse import urlsplit

from django import forms
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from pledges.queries.watching import subject

# Page of the site → the field of Webhook, and what in the address names the row.
_PAGES = {
    "public:commune": ("commune", "code"),
    "public:intercommunality": ("intercommunality", "siren"),
    "public:department": ("department", "code"),
    "public:electoral_list": ("electoral_list", "ref"),
    "public:pact": ("pact", "slug"),
}


class WebhookForm(forms.Form):
    name = forms.CharField(
        label=_("What is it for?"),
        max_length=100,
        help_text=_("The name of the program or machine; only you read it."),
    )
    url = forms.CharField(
        label=_("Address that receives the messages"),
        max_length=500,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        help_text=_("An https address on the Internet, port 443 or 8443."),
    )
    about = forms.CharField(
        label=_("About what?"),
        max_length=500,
        required=False,
        help_text=_(
            "Paste the address of a page of this site: a commune, an intercommunality, a"
            " department, a list or a pact. Leave it empty to be told of everything."
        ),
    )

    def clean_about(self) -> dict:
        """Field of Webhook → row; empty for everything."""
        typed = self.cleaned_data["about"].strip()
        if not typed:
            return {}
        try:
            page = resolve(urlsplit(typed).path)
        except (Resolver404, ValueError):
            page = None
        if page is not None and page.view_name in _PAGES:
            field, name = _PAGES[page.view_name]
            row = subject(field, page.kwargs[name])
            if row is not None:
                return {field: row}
        raise forms.ValidationError(_("This is not the address of one of these pages."))

"""What pages say to programs that read them (schema.org in JSON-LD): never more than is shown."""

from functools import singledispatch

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from communes.models import Commune
from pledges.exports.catalogue import LICENCE, catalogue
from pledges.models import Commitment
from pledges.public.addresses import address_of

_VOCABULARY = "https://schema.org"


def of_site() -> dict:
    """The site, who publishes it, and where to search in it."""
    search = f"{settings.BASE_URL}{reverse('public:search')}?q={{words}}"
    return {
        "@context": _VOCABULARY,
        "@type": "WebSite",
        "name": f"Pacte – {settings.ASSOCIATION_NAME}",
        "url": f"{settings.BASE_URL}/",
        "publisher": _association(),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": search},
            "query-input": "required name=words",
        },
    }


def of_data() -> dict:
    """The data set, as the catalogue of the API describes it (DCAT)."""
    return catalogue()


@singledispatch
def description_of(thing) -> dict:
    """What the page of `thing` is about; TypeError when nothing is said of such a page."""
    raise TypeError(f"{type(thing).__name__} is not described")


@description_of.register
def _commune(thing: Commune) -> dict:
    return {
        "@context": _VOCABULARY,
        "@graph": [
            _place(thing) | {"containedInPlace": _department(thing)},
            _trail([thing.department, thing]),
        ],
    }


@description_of.register
def _commitment(thing: Commitment) -> dict:
    electoral_list = thing.electoral_list
    name = f"{thing.title} ({_('fictitious')})" if thing.fictitious else thing.title
    said = {
        "@type": "Quotation",
        "@id": _absolute(thing),
        "url": _absolute(thing),
        "identifier": thing.ref,
        "name": name,
        "text": "\n\n".join(quote.passage.public_quote for quote in thing.quotes.all()),
        "inLanguage": "fr",
        "creator": {
            "@type": "Organization",
            "name": electoral_list.label,
            "url": _absolute(electoral_list),
        },
        "about": _place(electoral_list.commune),
        "datePublished": thing.published_at.date().isoformat(),
        "publisher": _association(),
        "license": LICENCE,
    }
    trail = [electoral_list.commune.department, electoral_list.commune, electoral_list, thing]
    return {"@context": _VOCABULARY, "@graph": [said, _trail(trail)]}


def _absolute(thing) -> str:
    return settings.BASE_URL + address_of(thing)


def _association() -> dict:
    return {"@type": "Organization", "name": settings.ASSOCIATION_NAME}


def _place(commune: Commune) -> dict:
    return {
        "@type": "AdministrativeArea",
        "name": commune.name,
        "url": _absolute(commune),
        "identifier": {"@type": "PropertyValue", "propertyID": "INSEE", "value": commune.code},
    }


def _department(commune: Commune) -> dict:
    department = commune.department
    return {
        "@type": "AdministrativeArea",
        "name": department.name,
        "identifier": {"@type": "PropertyValue", "propertyID": "INSEE", "value": department.code},
    }


def _trail(things: list) -> dict:
    steps = [
        {"@type": "ListItem", "position": n, "name": _named(thing), "item": _absolute(thing)}
        for n, thing in enumerate(things, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": steps}


def _named(thing) -> str:
    """Name of a place, label of a list, title of a commitment."""
    return getattr(thing, "name", "") or getattr(thing, "label", "") or thing.title

"""The address of each thing the public may read, written once."""

from functools import singledispatch

from django.urls import reverse

from communes.models import Commune, Department, ElectoralList, Intercommunality
from letters.models import Letter
from pledges.models import Commitment, Pact


@singledispatch
def address_of(thing) -> str:
    """Path of the page of `thing`; TypeError when it has none."""
    raise TypeError(f"{type(thing).__name__} has no public page")


def _with_slug(name: str, key: str, slug: str) -> str:
    code, _dash, words = slug.partition("-")
    given = {key: code} | ({"slug": words} if words else {})
    return reverse(f"public:{name}", kwargs=given)


@address_of.register
def _(thing: Commune) -> str:
    return _with_slug("commune", "code", thing.slug)


@address_of.register
def _(thing: Intercommunality) -> str:
    return _with_slug("intercommunality", "siren", thing.slug)


@address_of.register
def _(thing: ElectoralList) -> str:
    return _with_slug("electoral_list", "ref", thing.slug)


@address_of.register
def _(thing: Commitment) -> str:
    return _with_slug("commitment", "ref", thing.slug)


@address_of.register
def _(thing: Department) -> str:
    return reverse("public:department", kwargs={"code": thing.code})


@address_of.register
def _(thing: Letter) -> str:
    return reverse("public:letter", kwargs={"ref": thing.ref})


@address_of.register
def _(thing: Pact) -> str:
    return reverse("public:pact", kwargs={"slug": thing.slug})

"""Addresses of public pages, in templates."""

from django import template

from pledges.public.addresses import address_of

register = template.Library()


@register.filter
def address(thing) -> str:
    """Path of the public page of a commune, list, commitment, letter, pact…"""
    return address_of(thing)

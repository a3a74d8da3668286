"""Where a webhook may lead: a public HTTPS address, resolved once, then held to.

Source: OWASP's server-side request forgery cheat sheet. An address is read by one strict grammar,
its host is resolved, every answer must be a public address, and the connection is made to the
very address that was checked: a name that answers otherwise the second time changes nothing.
"""

import ipaddress
import re
import socket
from dataclasses import dataclass

from django.conf import settings

from ledger.refusals import Invalid
from ledger.steps import gettext_noop

LONGEST = 500
PORTS = (443, 8443)
# No userinfo, no backslash, no fragment, nothing but visible ASCII: one way to read it only.
_FORM = re.compile(
    r"(?P<scheme>https?)://(?P<host>[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])"
    r"(?::(?P<port>[0-9]{1,5}))?(?P<path>/[!$-\[\]-~]*)?(?P<query>\?[!$-\[\]-~]*)?"
)
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
BAD_FORM = gettext_noop("Give an https address, such as https://example.org/hook.")
NOT_HTTPS = gettext_noop("The address must begin with https://.")
BAD_PORT = gettext_noop("Only the ports 443 and 8443 are served.")
UNKNOWN = gettext_noop("No machine answers to this name.")
PRIVATE = gettext_noop("This address leads to a private or local network.")


@dataclass(frozen=True, slots=True)
class Target:
    """An address read: scheme, host as it is named, port, path with its query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def local(self) -> bool:
        """Allowed though not public: the settings name it (development and tests only)."""
        return self.host in settings.WEBHOOK_LOCAL_HOSTS


def read(url: str) -> Target:
    """The parts of an address. Raises Invalid, saying what is wrong with it."""
    form = _FORM.fullmatch(url) if len(url) <= LONGEST else None
    if form is None:
        raise Invalid(BAD_FORM)
    scheme, host = form["scheme"], form["host"].strip("[]").rstrip(".").lower()
    port = int(form["port"] or (443 if scheme == "https" else 80))
    target = Target(scheme, host, port, (form["path"] or "/") + (form["query"] or ""))
    if not host or port > 65535:
        raise Invalid(BAD_FORM)
    if not target.local:
        if scheme != "https":
            raise Invalid(NOT_HTTPS)
        if port not in PORTS:
            raise Invalid(BAD_PORT)
    return target


def resolve(target: Target) -> str:
    """The IP address to connect to. Raises Invalid unless every answer of the name is public.

    One private answer among public ones refuses the whole name: choosing would be guessing.
    """
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    # UnicodeError: a label no name can hold.
    except (OSError, UnicodeError):
        raise Invalid(UNKNOWN) from None
    addresses = [str(one[4][0]) for one in found]
    if not addresses:
        raise Invalid(UNKNOWN)
    if not target.local and not all(is_public(one) for one in addresses):
        raise Invalid(PRIVATE)
    return addresses[0]


def is_public(address: str) -> bool:
    """Is it an address of the Internet, and not one dressed as such?"""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:  # An IPv6 address with its zone is of this machine's own links.
        return False
    if isinstance(known, ipaddress.IPv6Address):
        for inner in _inside(known):
            if not is_public(str(inner)):
                return False
    return known.is_global and not known.is_multicast and not known.is_reserved


def _inside(known: ipaddress.IPv6Address) -> list[ipaddress.IPv4Address]:
    """The IPv4 addresses an IPv6 one carries: mapped, 6to4, Teredo, NAT64."""
    carried = [known.ipv4_mapped, known.sixtofour, *(known.teredo or ())]
    if known in _NAT64:
        carried.append(ipaddress.IPv4Address(int(known) & 0xFFFFFFFF))
    return [one for one in carried if one is not None]

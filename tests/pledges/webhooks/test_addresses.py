"""Where a webhook may lead: what an attacker would try, none of it is ever connected to."""

import socket

import pytest

from ledger.refusals import Invalid
from pledges.actions.webhooks import addresses
from pledges.actions.webhooks.posting import post

# What each is: https://cheatsheetseries.owasp.org (Server-Side Request Forgery Prevention).
PRIVATE = [
    "127.0.0.1",
    "127.1",
    "127.255.255.254",
    "2130706433",
    "0x7f000001",
    "0x7f.0.0.1",
    "0177.0.0.1",
    "0",
    "0.0.0.0",
    "localhost",
    "localhost.",
    "LOCALHOST",
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "192.0.0.1",
    "192.0.2.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::ffff:10.0.0.1]",
    "[::127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[64:ff9b::10.0.0.1]",
    "[2002:7f00:1::]",
    "[2002:a00:1::1]",
    "[2001:0:a00:1::]",
    "[fe80::1]",
    "[fc00::1]",
    "[fd12:3456::1]",
    "[ff02::1]",
    "[2001:db8::1]",
]
MALFORMED = [
    "",
    "example.org",
    "ftp://example.org/",
    "file:///etc/passwd",
    "gopher://example.org/",
    "https:///etc/passwd",
    "https://",
    "https://user:word@example.org/",
    "https://example.org@127.0.0.1/",
    "https://example.org\\@127.0.0.1/",
    "https://example.org#@127.0.0.1/",
    "https://example.org/#part",
    "https://example.org /",
    " https://example.org/",
    "https://example.org/\r\nX-Header: 1",
    "https://example.org/\x00",
    "https://exämple.org/",
    "https://１２７.0.0.1/",
    "https://127。0。0。1/",
    "https://[fe80::1%25eth0]/",
    "https://[::1/",
    "https://example.org:99999/",
    "https://example.org:4 43/",
    "HTTPS:example.org",
    "https://example.org/" + "a" * 500,
]


def reach(url: str) -> str:
    return addresses.resolve(addresses.read(url))


@pytest.mark.parametrize("host", PRIVATE)
def test_nothing_private_is_reached(host):
    with pytest.raises(Invalid) as refusal:
        reach(f"https://{host}/")
    assert refusal.value.reason in (addresses.PRIVATE, addresses.UNKNOWN)


@pytest.mark.parametrize("url", MALFORMED)
def test_an_address_is_read_in_one_way_or_not_at_all(url):
    with pytest.raises(Invalid) as refusal:
        addresses.read(url)
    assert refusal.value.reason == addresses.BAD_FORM


def test_only_https_on_two_ports():
    for url in ("http://example.org/", "http://127.0.0.1/"):
        with pytest.raises(Invalid, match="https"):
            addresses.read(url)
    for port in (22, 25, 80, 5432, 6379, 9200, 11211):
        with pytest.raises(Invalid, match="ports"):
            addresses.read(f"https://example.org:{port}/")
    assert addresses.read("https://example.org:8443/a?b=c").path == "/a?b=c"
    assert addresses.read("https://Example.ORG.").host == "example.org"


@pytest.mark.parametrize("address", ["1.1.1.1", "[2606:4700:4700::1111]"])
def test_public_addresses_pass(address):
    assert reach(f"https://{address}/") == address.strip("[]")


def answers(monkeypatch, *each):
    """The resolver gives the addresses of `each` in turn, the last one for ever after."""
    left = list(each)

    def resolver(host, port, *_args, **_kwargs):
        found = left.pop(0) if len(left) > 1 else left[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in found]

    monkeypatch.setattr(socket, "getaddrinfo", resolver)


def test_one_private_answer_among_public_ones_refuses_the_name(monkeypatch):
    answers(monkeypatch, ["1.1.1.1", "10.0.0.1"])
    with pytest.raises(Invalid):
        reach("https://both.example.org/")


def test_a_name_that_changes_its_mind_changes_nothing(monkeypatch):
    """DNS rebinding: public when it is checked, this machine when it is connected to."""
    answers(monkeypatch, ["1.1.1.1"], ["127.0.0.1"])
    target = addresses.read("https://rebind.example.org/")
    address = addresses.resolve(target)
    reached = []

    def connect(place, timeout):
        reached.append(place)
        raise OSError("shut in tests")

    monkeypatch.setattr(socket, "create_connection", connect)
    assert post(target, address, b"{}", {}).status is None
    assert reached == [("1.1.1.1", 443)]


def test_nothing_of_this_machine_is_allowed_unless_the_settings_say_so(settings):
    assert frozenset() == settings.WEBHOOK_LOCAL_HOSTS
    settings.WEBHOOK_LOCAL_HOSTS = frozenset({"127.0.0.1"})
    assert reach("http://127.0.0.1:1234/") == "127.0.0.1"
    with pytest.raises(Invalid):
        reach("https://10.0.0.1/")

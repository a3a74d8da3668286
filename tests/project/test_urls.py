"""Every address has a row saying whom it is for; a new one without a row fails here."""

import re

import pytest
from django.urls import get_resolver
from django.urls.resolvers import URLResolver

from tests.client import sweeping

OPEN, SIGNED_IN, CONTACT, DESK = "everyone", "whoever signed in", "municipal contacts", "the team"

# Name of the route (a regular expression over the whole of it) → whom it is for.
TABLE = {
    r"public:(home|share|embed|badge|oembed|communes|commune(_record(_pdf)?)?|intercommunality|department|electoral_list"
    r"|commitments?|letter|evidence|pact|method|data|guide|ask_access|ask_group_access|reference(_part)?|mirror|journal|corrections|search|accessibility|legal"
    r"|privacy"
    r"|(site|commune|commitment)_picture"
    r"|set_language|robots|sitemap|alive|ready"
    r"|(site|corrections|commune|intercommunality|electoral_list|commitment|article)_feed)": OPEN,
    r"portal:(home|attest_several|several|followed|new_report|attest|correct|report|cancel_report"
    r"|assessment|more_time|calendar|evidence|remove_evidence|hand_over|notice_read"
    r"|given_(csv|json))": CONTACT,
    r"portal:mails": SIGNED_IN,
    r"portal:unsubscribe": OPEN,
    # No session: the secret of the address is the key.
    r"portal:feed": OPEN,
    r"accounts:(home|tokens|revoke_token|sessions|end_session|end_other_sessions)": SIGNED_IN,
    r"account_(login|request_login_code|confirm_login_code|logout|inactive|reset_password"
    r"|confirm_password_reset_code|complete_password_reset|password_reset_completed)": OPEN,
    r"account_(reauthenticate|change_password|set_password)": SIGNED_IN,
    r"mfa_authenticate": OPEN,
    r"mfa_(index|reauthenticate|activate_totp|deactivate_totp|view_recovery_codes"
    r"|generate_recovery_codes|download_recovery_codes)": SIGNED_IN,
    # The desk's door says by itself who may pass; it shows nothing.
    r"admin:(login|logout|jsi18n)": OPEN,
    r"admin:(index|password_change|password_change_done|autocomplete|view_on_site|app_list)?": DESK,
    r"admin:why": DESK,
    r"admin:(accounts_(user|invitation)|ledger_entry|communes_(commune|department|intercommunality|election"
    r"|electorallist|mandate|contact|conflictofinterest)|letters_(letter|publictext)"
    r"|pledges_(commitment|correction|report|assessment|extension|accessrequest|reply|evidence|outboxmail|pact|pactversion"
    r"|campaign|signature|solicitation|merge|mandatechange|returnreason))_(changelist|add|history|delete|change|step|undo"
    r"|bulk|presence)": DESK,
    r"admin:letters_letter_(filed|one|next|list|file|version|original|page|typed)": DESK,
    r"admin:letters_letter_(reading|mark|passage|masks)": DESK,
    r"admin:pledges_(commitment_(correct|review|decide)|evidence_file|outboxmail_step"
    r"|assessment_letter|merge_suggestions|solicitation_(export|answers|apply_answers))": DESK,
    r"admin:accounts_(user_(end_sessions|tokens(_revoke)?)|invitation_answer)": DESK,
    r"api:(root|openapi|problem|changes|exports|catalogue|export)?": OPEN,
    r"api:(communes|intercommunalities|departments|regions|elections|lists|pacts|signatures"
    r"|letters|passages|commitments|evidence|reports|assessments|replies)-(list|detail)": OPEN,
    r"api:(me|reply|reply_evidence|more_time|report_evidence|steps|step)": SIGNED_IN,
    r"api:(webhooks|webhook|change_webhook|test_webhook|deliveries|replay)": SIGNED_IN,
    r"account:(webhooks|webhook|change_webhook|replay)": SIGNED_IN,
    r"my_data:(page|export|ask_erasure)": SIGNED_IN,
}
SAMPLES = {
    "token": "nobody",
    "secret": "nobody",
    "code": "93066",
    "siren": "200057867",
    "ref": "00000000",
    "slug": "quelque-chose",
    "language": "fr",
    "object_id": "1",
    "edition": "2026",
    "key": "1",
    "answer": "resend",
    "content_type_id": "1",
    "pk": "1",
    "number": "1",
    "page": "1",
    "step_name": "publish",
    "step": "publish",
    "app_label": "pledges",
    "name": "commitments",
    "kind": "csv",
    "resource": "commitments",
    "url": "nothing/",
    "change": "pause",
    "delivery": "00000000",
    "part": "commitments",
}


def routes(patterns=None, spaces=(), prefix=""):
    """(name with its namespaces, address with sample values) of every route."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        route = str(one.pattern).removeprefix("^")
        if isinstance(one, URLResolver):
            inner = (*spaces, one.namespace) if one.namespace else spaces
            yield from routes(one.url_patterns, inner, prefix + route)
        else:
            yield ":".join((*spaces, one.name or "")), "/" + filled(prefix + route)


def filled(route: str, samples: dict = SAMPLES) -> str:
    """A route with sample values in place of what it captures."""
    route = re.sub(r"<(?:\w+:)?(\w+)>(?=/|$|\.)", lambda found: samples[found[1]], route)
    route = re.sub(r"\(\?:-\(\?P<slug>[^)]*\)\)\?", "-quelque-chose", route)
    while "(?P<" in route:
        start = route.index("(?P<")
        depth, end = 0, start
        while not depth or end == start:
            depth += {"(": 1, ")": -1}.get(route[end], 0)
            end += 1
            if depth == 0:
                break
        while depth:
            depth += {"(": 1, ")": -1}.get(route[end], 0)
            end += 1
        name = re.match(r"\(\?P<(\w+)>", route[start:])[1]
        route = route[:start] + samples[name] + route[end:]
    return route.replace("\\", "").removesuffix("$").replace("^", "")


def audience(name: str) -> str | None:
    return next((whom for row, whom in TABLE.items() if re.fullmatch(row, name)), None)


def test_every_address_has_a_row():
    found = dict(routes())
    assert len(found) > 200
    assert [name for name in found if audience(name) is None] == []


def test_every_row_has_an_address():
    names = {name for name, _address in routes()}
    assert [row for row in TABLE if not any(re.fullmatch(row, name) for name in names)] == []


@pytest.fixture
def outsiders(stranger, camille, volunteer):
    """Whom each audience leaves out, signed in."""
    with sweeping() as entered:
        yield {
            SIGNED_IN: [entered(None)],
            CONTACT: [entered(None), entered(stranger), entered(volunteer)],
            DESK: [entered(None), entered(stranger), entered(camille)],
        }


@pytest.mark.once
def test_the_others_stay_outside(outsiders, db):
    """Neither by GET nor by POST: to sign-in, refused, or as if nothing were there."""
    entered = []
    for name, address in routes():
        for client in outsiders.get(audience(name), []):
            for method in (client.get, client.post):
                answer = method(address)
                away = answer.status_code in (401, 403, 404, 405)
                to_sign_in = answer.status_code == 302 and "/connexion/" in answer.url
                to_the_door = answer.status_code == 302 and "/admin/login/" in answer.url
                if not (away or to_sign_in or to_the_door):
                    entered.append((name, address, method.__name__, answer.status_code))
    assert entered == []


def test_nothing_open_fails(db):
    with sweeping() as entered:
        client = entered()
        failed = [
            (name, address)
            for name, address in routes()
            if audience(name) == OPEN and client.get(address).status_code >= 500
        ]
    assert failed == []

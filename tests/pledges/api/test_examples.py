"""Every example of the description is sent, and taken."""

import pytest

from pledges.api.examples import BODIES, operations_of
from pledges.api.problems import MEDIA_TYPE, SLUGS
from tests.factories import make_assessment, make_commitment, make_list, make_reply, make_report
from tests.pledges.api.caller import Caller


def test_every_example_of_a_parameter_is_taken(world, reader, described):
    sent = 0
    for path, methods in described["paths"].items():
        for parameter in methods.get("get", {}).get("parameters", ()):
            if "example" in parameter and "{" not in path:
                query = {parameter["name"]: str(parameter["example"])}
                answer = reader.read(path.removeprefix("/api/v1/"), query)
                assert answer.status_code == 200, (path, query, answer.content)
                sent += 1
    assert sent > 60


def test_every_parameter_says_what_it_asks_for(described):
    silent = {
        parameter["name"]
        for operation in operations_of(described)
        for parameter in operation.get("parameters", ())
        if not parameter.get("description") or parameter["description"].startswith("* ")
    }
    assert silent == set()


def test_every_operation_says_how_it_fails(described):
    """Each failure under its kind of problem; which ones is read from what may be missing."""
    shown = described["components"]["responses"]
    for operation in operations_of(described):
        assert operation["summary"]
        asked = {one["name"] for one in operation.get("parameters", ())}
        failures = {int(code) for code in operation["responses"] if code >= "400"}
        assert failures >= {400, 429}
        assert ({412, 428} <= failures) == ("If-Match" in asked), operation["operationId"]
        assert (422 in failures) == ("Idempotency-Key" in asked), operation["operationId"]
        for code in failures:
            named = operation["responses"][str(code)]["$ref"].rpartition("/")[2]
            assert (named, set(shown[named]["content"])) == (SLUGS[code], {MEDIA_TYPE})


def test_every_example_of_a_body_is_accepted(
    described, camille, moderator, saint_denis, receiver_of_examples
):
    published = make_commitment("published", electoral_list=make_list(commune=saint_denis))
    waiting = make_commitment("in_review", electoral_list=make_list(commune=saint_denis))
    report = make_report("draft", commitment=published, by=camille)
    assessment = make_assessment("notified", commitment=published)
    answered = make_assessment("notified", commitment=published)
    make_reply(answered, by=camille)
    places = {
        "reports_create": (camille, {}),
        "reports_partial_update": (camille, {"ref": report.ref}),
        "reports_evidence_create": (camille, {"ref": report.ref}),
        "assessments_reply_create": (camille, {"ref": assessment.ref}),
        "assessments_reply_evidence_create": (camille, {"ref": answered.ref}),
        "assessments_extension_create": (camille, {"ref": assessment.ref}),
        "steps_create": (
            moderator,
            {"resource": "commitments", "ref": waiting.ref, "step": "return"},
        ),
        "webhooks_create": (camille, {}),
    }
    assert set(places) == set(BODIES)
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            if operation["operationId"] not in BODIES:
                continue
            user, names = places[operation["operationId"]]
            (media,) = [
                one for one in operation["requestBody"]["content"].values() if "example" in one
            ]
            body = {
                name: published.ref if value == "{commitment}" else value
                for name, value in media["example"].items()
            }
            seen = '"v2"' if names.get("step") else '"v1"' if method == "patch" else None
            answer = Caller(user).send(method.upper(), path.format(**names), body, seen=seen)
            assert answer.status_code in (200, 201), (path, answer.content)


@pytest.fixture
def receiver_of_examples(monkeypatch):
    """The example names a host of the Internet; in tests no name is asked of anybody."""
    import socket

    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.215.14", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_kwargs: found)

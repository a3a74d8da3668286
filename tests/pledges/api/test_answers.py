"""Every answer shown by openapi.yaml is the one given: made on an invented site, byte for byte.

After a change on purpose, `./run examples` writes them again.
"""

import json
import os
import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from jsonschema import Draft202012Validator, FormatChecker

from accounts import spending
from pledges.api import examples
from pledges.api.examples import BODIES, answers, operations_of
from pledges.api.problems import SLUGS
from pledges.api.urls import RESOURCES
from tests.factories import make_report
from tests.pledges.api.caller import Caller
from tests.pledges.api.example_site import LETTER, example_site, the_same_each_time

KEPT = Path(examples.__file__).parent / "answers.json"
# Resource → the object whose row is shown alone; what its address says.
SHOWN = {
    "regions": ("region", "code"),
    "departments": ("department", "code"),
    "intercommunalities": ("intercommunality", "siren"),
    "communes": ("commune", "code"),
    "elections": ("election", "slug"),
    "lists": ("list", "ref"),
    "pacts": ("pact", "slug"),
    "signatures": ("signature", "ref"),
    "letters": ("letter", "ref"),
    "passages": ("passage", "ref"),
    "commitments": ("commitment", "ref"),
    "evidence": ("evidence", "ref"),
    "reports": ("report", "ref"),
    "assessments": ("assessment", "ref"),
    "replies": ("reply", "ref"),
}
TEXT = ("text/csv", "application/x-ndjson")


class Noted:
    """Sends the requests of the examples, and keeps what is answered."""

    def __init__(self):
        self.made: dict[str, dict] = {"problems": {}}

    def read(self, name: str, path: str, caller=None, media: str = "application/json") -> None:
        self.keep(name, (caller or Caller()).get(f"/api/v1/{path}", headers={"Accept": media}))

    def keep(self, name: str, answer) -> None:
        assert answer.status_code < 300, (name, answer.status_code, answer.content)
        formats = self.made.setdefault(name, {}).setdefault(str(answer.status_code), {})
        formats[answer.headers["Content-Type"].partition(";")[0]] = _said(answer)

    def refused(self, code: int, answer) -> None:
        assert answer.status_code == code, answer.content
        self.made["problems"][str(code)] = _said(answer)


def _said(answer):
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    # A cursor holds the number of a row, which differs from one database to the next.
    body = re.sub(rb"cursor=[^&\"]+", b"cursor=WyItcGsi", body)
    kind = answer.headers["Content-Type"]
    return json.loads(body) if "json" in kind and "ndjson" not in kind else body.decode()


@pytest.fixture
def answered(db, settings, tmp_path) -> dict[str, dict]:
    settings.BASE_URL = "https://pacte.example"
    noted = Noted()
    with the_same_each_time(), transaction.atomic():
        site = example_site()
        _public(noted, site)
        _of_people(noted, site)
        _refusals(noted, site, settings, tmp_path)
        transaction.set_rollback(True)
    return noted.made


def _public(noted: Noted, site: dict) -> None:
    noted.read("root_retrieve", "")
    for name, (kind, key) in SHOWN.items():
        for media in ("application/json", *TEXT):
            noted.read(f"{name}_list", f"{name}/?limit=1", media=media)
        noted.read(f"{name}_retrieve", f"{name}/{getattr(site[kind], key)}/")
    for media in ("application/json", "application/atom+xml"):
        noted.read("changes_list", "changes/?since=0&limit=2", media=media)
    noted.read("exports_list", "exports/")
    for kind, media in zip(("csv", "ndjson"), TEXT, strict=True):
        path = f"/api/v1/exports/commitments.{kind}"
        noted.keep("exports_retrieve", Caller().get(path))
        part = {"Range": "bytes=0-99", "Accept": media}
        noted.keep("exports_retrieve", Caller().get(path, headers=part))
    noted.read("exports_schema", "exports/regions.schema.json")
    for media in ("application/ld+json", "application/json"):
        noted.read("exports_catalogue", "exports/catalogue.jsonld", media=media)
    noted.read("problems_retrieve", "problems/stale/")


def _of_people(noted: Noted, site: dict) -> None:
    """In this order: what is written by one request is read by the next."""
    camille, moderator = Caller(site["camille"]), Caller(site["moderator"])
    noted.read("me_retrieve", "me/", camille)
    steps = f"commitments/{site['waiting'].ref}/steps/"
    noted.read("steps_retrieve", steps, moderator)
    noted.keep("steps_create", moderator.step(site["waiting"], "return", **BODIES["steps_create"]))
    reports = "/api/v1/reports/"
    body = BODIES["reports_create"] | {"commitment": site["commitment"].ref}
    begun = camille.send("POST", reports, body)
    noted.keep("reports_create", begun)
    report = f"{reports}{begun.json()['ref']}/"
    body = BODIES["reports_partial_update"]
    noted.keep("reports_partial_update", camille.send("PATCH", report, body, seen='"v1"'))
    body = BODIES["reports_evidence_create"]
    noted.keep("reports_evidence_create", camille.send("POST", f"{report}evidence/", body))
    _replies(noted, site["notified"], camille)
    file = {"election": site["election"].slug, "list": site["list"].ref}
    for text in (f"{LETTER}\nDeuxième courrier.", LETTER):
        given = file | {"file": SimpleUploadedFile("courrier.txt", text.encode(), "text/plain")}
        noted.keep("letters_create", moderator.post_form("/api/v1/letters/", given))
    _webhooks(noted, site["webhook"], camille)


def _replies(noted: Noted, notified, camille: Caller) -> None:
    more_time = f"/api/v1/assessments/{notified.ref}/extension/"
    path = f"/api/v1/assessments/{notified.ref}/reply/"
    body = BODIES["assessments_reply_create"]
    noted.keep("assessments_reply_create", camille.send("POST", path, body))
    noted.read("assessments_reply_retrieve", path.removeprefix("/api/v1/"), camille)
    noted.keep("assessments_reply_create", camille.send("POST", path, body, seen='"v1"'))
    for name, place in (("reply_evidence", f"{path}evidence/"), ("extension", more_time)):
        body = BODIES[f"assessments_{name}_create"]
        noted.keep(f"assessments_{name}_create", camille.send("POST", place, body))
    noted.read("assessments_extension_retrieve", more_time.removeprefix("/api/v1/"), camille)


def _webhooks(noted: Noted, webhook, camille: Caller) -> None:
    noted.read("webhooks_list", "webhooks/", camille)
    path = f"/api/v1/webhooks/{webhook.ref}/"
    noted.read("webhooks_retrieve", path.removeprefix("/api/v1/"), camille)
    noted.keep(
        "webhooks_create", camille.send("POST", "/api/v1/webhooks/", BODIES["webhooks_create"])
    )
    noted.keep("webhooks_change", camille.send("POST", f"{path}pause/", {}, seen='"v1"'))
    noted.keep("webhooks_test_create", camille.send("POST", f"{path}test/", {}))
    noted.read("webhooks_deliveries_list", f"webhooks/{webhook.ref}/deliveries/", camille)
    message = webhook.deliveries.get()
    message.state = "delivered"
    message.save(update_fields=["state"])
    replay = f"{path}deliveries/{message.ref}/replay/"
    noted.keep("webhooks_deliveries_replay_create", camille.send("POST", replay, {}))


def _refusals(noted: Noted, site: dict, settings, tmp_path) -> None:
    nobody, camille, moderator = Caller(), Caller(site["camille"]), Caller(site["moderator"])
    step = f"/api/v1/commitments/{site['waiting'].ref}/steps/publish/"
    seen = moderator.get(step.removesuffix("publish/")).headers["ETag"]
    refused = noted.refused
    refused(400, nobody.get("/api/v1/lists/?limit=0"))
    refused(401, nobody.get("/api/v1/me/"))
    own = make_report("submitted", commitment=site["commitment"], by=site["camille"])
    refused(403, camille.step(own, "publish"))
    refused(404, nobody.get("/api/v1/commitments/00000000/"))
    refused(406, nobody.get("/api/v1/lists/?format=xml"))
    refused(409, moderator.step(site["commitment"], "publish"))
    refused(410, nobody.get("/api/v1/changes/?since=999999999"))
    refused(412, moderator.send("POST", step, {}, seen='"v1"'))
    refused(413, moderator.send("POST", step, {"reason": "x" * 1_000_001}, seen=seen))
    refused(415, camille.generic("POST", "/api/v1/reports/", "words=x", "text/plain"))
    refused(416, nobody.get("/api/v1/exports/regions.csv", headers={"Range": "bytes=9999999-"}))
    for words in ("Un.", "Deux."):
        body = {"commitment": site["commitment"].ref, "words": words}
        twice = camille.send("POST", "/api/v1/reports/", body, **{"Idempotency-Key": "a-key"})
    refused(422, twice)
    refused(428, moderator.send("POST", step, {}))
    settings.RATE_LIMITS, settings.DATA_DIR = True, tmp_path
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(spending, "ANONYMOUS", 0)
        refused(429, nobody.get("/api/v1/regions/"))
    settings.RATE_LIMITS = False


def test_what_is_shown_is_what_is_answered(answered):
    if os.environ.get("WRITE_EXAMPLES"):
        KEPT.write_text(json.dumps(answered, ensure_ascii=False, indent=1) + "\n")
        answers.cache_clear()
    assert set(answered) == set(answers())
    for name, by_status in answered.items():
        assert by_status == answers()[name], name


def test_every_answer_with_a_body_has_an_example(described):
    for operation in operations_of(described):
        for code, answer in operation["responses"].items():
            for media, said in answer.get("content", {}).items():
                assert "example" in said, (operation["operationId"], code, media)


def test_every_problem_is_shown(described):
    shown = described["components"]["responses"]
    for code, slug in SLUGS.items():
        if slug not in shown:
            assert code == 405  # Not of an operation: of what is none.
            continue
        (said,) = shown[slug]["content"].values()
        assert said["example"]["status"] == code
        assert said["example"]["type"].endswith(f"/{slug}/")
        assert shown[slug]["description"].startswith(f"`{slug}`: ")


def test_every_example_has_the_shape_described(described):
    examples = [
        (operation["operationId"], said)
        for operation in operations_of(described)
        for answer in operation["responses"].values()
        for said in answer.get("content", {}).values()
    ]
    for name, said in examples:
        # With the components beside it, so that its references lead somewhere.
        schema = said["schema"] | {"components": described["components"]}
        checker = Draft202012Validator(schema, format_checker=FormatChecker())
        assert not list(checker.iter_errors(said["example"])), name
    assert len(examples) > 60


def test_the_resources_shown_are_all(described):
    assert set(SHOWN) == set(RESOURCES)

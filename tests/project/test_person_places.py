"""No column that can hold a person is forgotten when somebody asks to be erased."""

from django.apps import apps
from django.db import models

from accounts.models import User
from pledges.queries import person_places as places

TEXTS = (models.CharField, models.TextField, models.JSONField, models.GenericIPAddressField)
TEXTS += (models.FileField,)


def columns() -> list[models.Field]:
    return [field for model in apps.get_models() for field in model._meta.concrete_fields]


def named(field: models.Field) -> str:
    return f"{field.model._meta.label}.{field.name}"


def free_texts() -> set[str]:
    """Columns where anything can be written: no choices, and not the reference of the row."""
    return {
        named(field)
        for field in columns()
        if isinstance(field, TEXTS) and not field.choices and field.name not in ("ref", "state")
    }


def declared() -> list[frozenset]:
    texts = [places.SCRUBBED, places.GO_WHEN_NAMED, frozenset(places.KEPT), places.NOBODY]
    return [*texts, places.WITH_THE_ROW, places.OF_THE_ACCOUNT, places.SPELLED_AGAIN]


def test_every_text_says_what_erasure_does_there():
    named_somewhere = frozenset().union(*declared())
    assert free_texts() - named_somewhere == set()


def test_nothing_is_declared_that_does_not_exist():
    existing = {named(field) for field in columns()}
    assert frozenset().union(*declared()) - existing == set()
    emptied = {
        f"{label}.{name}" for label, (_path, names) in places.EMPTIED.items() for name in names
    }
    assert emptied - existing == set()


def test_no_text_has_two_fates():
    # What goes with its owner's row can still be named in somebody else's.
    fates = declared()
    assert sum(map(len, fates)) == len(frozenset().union(*fates))


def test_every_key_to_a_user_goes_or_says_why_it_stays():
    keys = [field for field in columns() if field.related_model is User]
    undeclared = [
        named(field)
        for field in keys
        if field.model._meta.label not in places.ROWS_GO and field.name not in places.POINTERS
    ]
    assert undeclared == []


def test_what_is_kept_says_why():
    assert all(len(why) > 20 for why in (*places.KEPT.values(), *places.POINTERS.values()))


def test_nothing_append_only_is_promised_to_change():
    fixed = {
        model._meta.label
        for model in apps.get_models()
        if getattr(model, "mutability", "") == "append_only"
    }
    moved = {place.rpartition(".")[0] for place in places.SCRUBBED | places.GO_WHEN_NAMED}
    assert not fixed & (moved | set(places.ROWS_GO) | set(places.EMPTIED))

"""What a choice is called: found our way, called as Django calls it."""

import pytest
from django.apps import apps
from django.db import models

from accounts.models import Authored

CHOICES = [
    (model, field)
    for model in apps.get_models()
    if issubclass(model, Authored)
    for field in model._meta.concrete_fields
    if field.choices
]


def test_many_have_choices():
    assert len(CHOICES) >= 10


@pytest.mark.parametrize(("model", "field"), CHOICES, ids=[str(field) for _model, field in CHOICES])
def test_a_choice_is_called_as_django_calls_it(model, field, in_french):
    for value in (*dict(field.flatchoices), "", "unknown", None):
        row = model(**{field.attname: value})
        shown = getattr(row, f"get_{field.name}_display")()
        assert shown == models.Model._get_FIELD_display(row, field)
        assert type(shown) in (str, type(None))

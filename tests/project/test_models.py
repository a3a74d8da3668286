"""What holds for every table, those of tomorrow included."""

import re

import pytest
from django.db import models
from django.db.models import CheckConstraint

from accounts.models import Stepped
from letters.workflow import LETTER, TEXT
from pledges.workflow.table import TABLES
from tests.factories.standing import MODELS
from tests.project.places import APPS, our_models

MODEL = pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
# The day a row was made, where the row never changes afterwards or the day says nothing else.
MADE_ONCE = {"LetterVersion.created_at", "Attestation.attested_at", "OutboxMail.queued_at"}


@MODEL
def test_every_table_says_whether_its_rows_change(model):
    assert model.mutability in ("mutable", "append_only")


@MODEL
def test_every_moment_says_who(model):
    """A `…_at` without its `…_by` is a fact nobody answers for."""
    fields = {field.name for field in model._meta.fields}
    moments = {name for name in fields if name.endswith("_at")}
    assert {name for name in moments if f"{name[:-3]}_by" not in fields} == set()


@MODEL
def test_no_moment_moves_by_itself(model):
    """`auto_now` would tell of a change where an action only touched the row in passing."""
    auto = {
        f"{model.__name__}.{field.name}": field
        for field in model._meta.fields
        if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
    }
    assert not [name for name, field in auto.items() if field.auto_now]
    assert set(auto) <= MADE_ONCE


@MODEL
def test_no_birth_date_and_no_sex_is_kept(model):
    wrong = re.compile(r"birth|born|naissance|né_le|^age$|sex|gender|civilit", re.IGNORECASE)
    assert not [field.name for field in model._meta.fields if wrong.search(field.name)]


@MODEL
def test_nothing_goes_with_something_else(model):
    """A cascade would take rows away behind the ledger's back."""
    rules = {
        field.name: field.remote_field.on_delete
        for field in model._meta.fields
        if field.is_relation
    }
    assert {name for name, rule in rules.items() if rule is not models.PROTECT} == set()


@MODEL
def test_foreign_keys_go_down_only(model):
    """ledger ◂ accounts ◂ communes ◂ letters ◂ pledges; the ledger points at nothing."""
    own = APPS.index(model._meta.app_label)
    targets = [
        field.related_model._meta.app_label
        for field in (*model._meta.fields, *model._meta.many_to_many)
        if field.is_relation
    ]
    assert [name for name in targets if name in APPS and APPS.index(name) > own] == []
    assert own or not targets, "the ledger has no foreign key"


@MODEL
def test_reverse_accessors_do_not_cross_the_walls(model):
    """From an upper app, a named reverse accessor would be an import against the arrow."""
    crossing = [
        field.name
        for field in (*model._meta.fields, *model._meta.many_to_many)
        if field.is_relation
        and field.related_model._meta.app_label in APPS
        and field.related_model._meta.app_label != model._meta.app_label
        and not field.remote_field.hidden
    ]
    assert crossing == [], f"{model._meta.label}: use related_name='+'"


@MODEL
def test_every_rule_on_a_row_says_it_in_words(model):
    silent = [
        rule.name
        for rule in model._meta.constraints
        if isinstance(rule, CheckConstraint)
        and rule.violation_error_message == rule.default_violation_error_message
    ]
    assert silent == []


def test_every_row_with_a_workflow_has_a_table_and_is_walked_by_the_tests():
    stepped = {model for model in our_models() if issubclass(model, Stepped)}
    assert stepped == set(MODELS.values())


@pytest.mark.parametrize("kind", MODELS)
def test_the_database_knows_the_states_of_the_table_and_no_other(kind):
    table = ({"letter": LETTER, "letter_text": TEXT} | TABLES)[kind]
    rule = next(
        rule for rule in MODELS[kind]._meta.constraints if rule.name.endswith("_state_known")
    )
    ((_lookup, states),) = rule.condition.children
    assert list(states) == list(table.states)

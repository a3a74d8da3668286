"""The shape of a table of steps: a table that cannot be read aloud does not load."""

import pytest

from ledger.references import ALPHABET, LENGTH, new_ref
from ledger.steps import Step, StepTable


def step(name="go", sources=("a",), target="b"):
    return Step(name=name, sources=sources, target=target, permission="", label="", who="")


def table(*steps):
    return StepTable(kind="thing", label="Thing", states={"a": "a", "b": "b"}, steps=steps)


def test_two_steps_do_not_share_a_name():
    with pytest.raises(ValueError, match="share a name"):
        table(step(), step())


@pytest.mark.parametrize("wrong", [step(sources=("z",)), step(target="z")])
def test_a_step_leads_from_and_to_states_that_exist(wrong):
    with pytest.raises(ValueError, match="unknown state"):
        table(wrong)


def test_steps_are_found_by_name_and_by_state_in_order():
    go, back = step(), step("back", ("a", "b"), "a")
    made = table(go, back)
    assert list(made) == made.from_state("a") == [go, back]
    assert made.from_state("b") == [back]
    assert made.get("back") is back
    with pytest.raises(KeyError):
        made.get("burn")


def test_references_can_be_read_over_the_telephone():
    references = {new_ref() for _ in range(1000)}
    assert len(references) == 1000
    assert all(len(ref) == LENGTH and set(ref) <= set(ALPHABET) for ref in references)
    assert not set("ilou") & set(ALPHABET)

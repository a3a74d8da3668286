"""Columns are hashed by what tells them apart: faster, and no query is written otherwise."""

from django.apps import apps
from django.db.models import Count, F
from django.db.models.expressions import Col, Expression

from ledger.models import Entry


def columns():
    return [Col(alias, field) for alias in ("a", "b") for field in Entry._meta.concrete_fields]


def test_equal_columns_are_one_and_others_are_not():
    assert len({*columns(), *columns()}) == len(columns())
    assert all(hash(one) == hash(other) for one, other in zip(columns(), columns(), strict=True))


def test_what_made_a_column_is_not_asked_for_its_hash():
    column = columns()[0]
    hash(column)
    assert "identity" not in vars(column)


def test_every_table_is_asked_the_same_as_by_django_alone(monkeypatch):
    """In its own order, with all that a row leads to, by a column of another table, and grouped."""

    def written() -> list[str]:
        found = []
        for model in apps.get_models():
            rows, keys = model._base_manager.all(), [*model._meta.ordering, "pk"]
            found.append(rows.order_by(*keys))
            found.append(rows.select_related().order_by(*keys))
            related = [one.name for one in model._meta.concrete_fields if one.is_relation]
            for name in related:
                found.append(rows.select_related(name).order_by(f"{name}__pk", "pk"))
                found.append(rows.values(name).annotate(n=Count("pk"), of=F(name)).order_by("of"))
        return [str(query.query) for query in found]

    ours = written()
    monkeypatch.setattr(Col, "__hash__", Expression.__hash__)
    assert ours == written()
    assert len(ours) > 300

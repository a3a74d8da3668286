"""Why does this show on the site, or not: each app registers what it can explain."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Explainer:
    """explain: row → its conditions, for `admin/visibility.html`; shown_by: the model whose table
    says who may see the row (itself, or the row it belongs to)."""

    model: Any
    explain: Callable[[Any], Any]
    shown_by: Any


_explainers: dict[str, Explainer] = {}


def register_visibility(model, explain, *, shown_by=None) -> None:
    """Let the desk explain the rows of `model`."""
    _explainers[model._meta.model_name] = Explainer(model, explain, shown_by or model)


def explainer(kind: str) -> Explainer | None:
    """Who explains rows of `kind`, the name of a model."""
    return _explainers.get(kind)


def explained(obj) -> Any:
    """The conditions of `obj`, None for what never shows on the site by itself."""
    known = _explainers.get(obj._meta.model_name)
    return known.explain(obj) if known else None

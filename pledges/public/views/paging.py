"""Older and newer pages by the last row seen, never by counting."""

from django.http import Http404


def page_by_pk(queryset, request, size: int):
    """Rows after `?avant=PK` in a newest-first queryset, and the PK of the next page or None."""
    raw = request.GET.get("avant", "")
    if raw:
        if not (raw.isascii() and raw.isdigit() and len(raw) < 19):
            raise Http404
        queryset = queryset.filter(pk__lt=int(raw))
    rows = list(queryset.order_by("-pk")[: size + 1])
    return rows[:size], rows[size - 1].pk if len(rows) > size else None

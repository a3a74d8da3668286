"""What every template knows about the site."""

from django.conf import settings


def site(request) -> dict[str, object]:
    """Name of the association, its address, and whether this is a demonstration."""
    return {
        "association_name": settings.ASSOCIATION_NAME,
        "association_host": settings.ASSOCIATION_HOST,
        "association_email": settings.ASSOCIATION_EMAIL,
        "is_demo": settings.DEMO,
        "second_factor_required": settings.STAFF_SECOND_FACTOR_REQUIRED,
    }

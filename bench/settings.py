"""The project's own settings, with the two extra addresses a measure compares with."""

from pacte.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
# One client asks everything: its quota would be measured, not the site.
RATE_LIMITS = False

"""The project's own settings, with the two extra addresses a measure compares with."""

import os

from pacte.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
# One client asks everything: its quota would be measured, not the site. One server counts, for the
# price of it.
RATE_LIMITS = os.environ.get("RATE_LIMITS") == "1"

"""Every table of the desk says why a row shows on the site, by the filters of the site itself."""

from accounts.visibility import register_visibility
from letters.models import Letter, Passage
from pledges.models import Assessment, Reply
from pledges.queries.conditions import CONDITIONS, NEVER
from pledges.queries.visibility import why

# Rows without a page of their own are seen by whoever sees what they belong to.
_OF = {Passage: Letter, Reply: Assessment}

for model in (*CONDITIONS, *NEVER):
    register_visibility(model, why, shown_by=_OF.get(model))

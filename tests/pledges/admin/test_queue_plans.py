"""How the first page's queries are read: each through an index, in order, on either database."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.pacts import make_campaign
from tests.plans import noted, plan, reads_a_table_whole, sorts

pytestmark = pytest.mark.django_db

# A few rows for each election: whatever the rest holds, they are read as they are.
SMALL = ("communes_round", "pledges_campaign", "auth_group")
# An index gives those whose reply is awaited, or was until a day: three weeks' worth, then sorted.
SORTED = ("pledges_assessment",)


@pytest.mark.parametrize("which", ["", "mine", "late", "unclaimed"])
@pytest.mark.parametrize("who", ["moderator", "volunteer"])
def test_every_line_of_the_queue_is_read_by_an_index(desk, request, who, which):
    make_campaign(answer_by=timezone.localdate() - timedelta(days=1))
    client = desk(request.getfixturevalue(who))
    asked = {"which": which} if which else {}
    client.get("/admin/", asked)
    with noted() as seen:
        assert client.get("/admin/", asked).status_code == 200
    reads = [one for one in seen if one[0].startswith("SELECT")]
    assert len(reads) > 5
    for sql, params in reads:
        if any(f'FROM "{table}"' in sql for table in SMALL):
            continue
        found = plan(sql, params)
        assert not reads_a_table_whole(found), f"{sql}\n{params}\n{found}"
        if not any(f'FROM "{table}"' in sql for table in SORTED):
            assert not sorts(found), f"{sql}\n{params}\n{found}"

"""What was withdrawn is told where that is said, and shown nowhere else: on a site of its own."""

import re

from django.test import Client

from tests import factories
from tests.pledges.public.crawling import crawl


def test_a_withdrawn_commitment_leaves_every_list(db):
    withdrawn = factories.make_commitment("withdrawn", title="Canarix retiré")
    own = f"/engagements/{withdrawn.slug}/"
    # The journal tells the withdrawal; programs read it with its state, so that mirrors follow.
    told = crawl(Client(), ["/", "/sitemap.xml", "/communes/?q=saint", "/recherche/?q=canarix"])
    where = [path for path, text in told.items() if "Canarix retiré" in text]
    allowed = re.compile(
        rf"^({re.escape(own)}|/|/journal/|/corrections/|/courriers/.*|/api/.*|.*flux\.atom)$"
    )
    assert own in where
    assert [path for path in where if not allowed.match(path)] == []
    assert withdrawn.ref not in told["/sitemap.xml"]

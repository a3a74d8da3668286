"""What is asked, and what must hold of the answer."""

import http.client
import json
import statistics
import time
from dataclasses import dataclass, field
from itertools import cycle
from urllib.parse import quote

from bench.servers import HOST, Server

PAGE = "/api/v1/commitments/?limit=50"
# A page as the list shows it, asked of Datasette by SQL: its own view of tables joins nothing.
_COLUMNS = (
    "c.ref, c.state, c.kind, c.title, c.summary, l.ref AS list, m.code AS commune, e.slug, c.level,"
    " p.slug AS pact, v.label, c.firmness, c.condition, c.deadline, c.assessable, c.progress,"
    " c.assessed_on, c.verified_on, c.revision, c.published_at, c.changed_at, c.fictitious,"
    " (SELECT json_group_array(a.key) FROM pledges_commitment_articles ca JOIN pledges_article a"
    "  ON a.id = ca.article_id WHERE ca.commitment_id = c.id) AS articles,"
    " (SELECT json_group_array(json_object('text', q.text)) FROM pledges_quote q"
    "  WHERE q.commitment_id = c.id) AS quotes"
)
_JOINS = (
    " FROM pledges_commitment c JOIN communes_electorallist l ON l.id = c.electoral_list_id"
    " JOIN communes_commune m ON m.id = l.commune_id JOIN communes_election e"
    " ON e.id = l.election_id JOIN pledges_pactversion v ON v.id = c.pact_version_id"
    " JOIN pledges_pact p ON p.id = v.pact_id"
)
_DATASETTE = "/bench.json?_shape=array&_nofacet=1&sql="


@dataclass
class Case:
    """One kind of request to one server. paths: asked in turn, so that no answer is kept ready."""

    name: str
    server: Server
    paths: tuple[str, ...]
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    times: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    size: int = 0

    def __post_init__(self):
        self._next = cycle(self.paths)
        self._connection = http.client.HTTPConnection(HOST, self.server.port, timeout=120)

    def ask(self) -> tuple[bytes, http.client.HTTPMessage]:
        """Send one request and keep its time. Raises RuntimeError on another status."""
        path = next(self._next)
        begin = time.perf_counter()
        self._connection.request("GET", path, headers=self.headers)
        answer = self._connection.getresponse()
        body = answer.read()
        self.times.append(time.perf_counter() - begin)
        self.size = len(body)
        if answer.status != self.status:
            raise RuntimeError(f"{path}: {answer.status} {body[:200]!r}")
        return body, answer.headers

    def burst(self, count: int) -> None:
        """`count` requests in a row, and the processor time the server took for each."""
        # While the others were asked, the server may have left an idle connection.
        self._connection.close()
        self._connection.connect()
        before = self.server.cpu()
        for _ in range(count):
            self.ask()
        self.cpu.append((self.server.cpu() - before) / count)

    def row(self) -> dict:
        median = statistics.median(self.times)
        return {
            "case": self.name,
            "server": self.server.name,
            "ms": round(median * 1000, 3),
            "per_second": round(1 / median, 1),
            "cpu_ms": round(statistics.median(self.cpu) * 1000, 3),
            "bytes": self.size,
        }


def reads(server: Server) -> list[Case]:
    """The API, on one server of ours."""
    body, headers = Case("", server, (PAGE,)).ask()
    shown = json.loads(body)["results"]
    refs = tuple(f"/api/v1/commitments/{row['ref']}/" for row in shown[:20])
    communes = tuple(f"/api/v1/commitments/?commune={row['commune']}" for row in shown[:20])
    tag = {"If-None-Match": headers["ETag"]}
    progress = ("in_progress", "kept", "not_kept", "partially_kept")
    return [
        Case("hello world", server, ("/hello/",)),
        Case("list", server, (PAGE,)),
        Case("list, by progress", server, tuple(f"{PAGE}&progress={one}" for one in progress)),
        Case("list, by commune", server, communes),
        Case("deep page", server, (deep(server),)),
        Case("one commitment", server, refs),
        Case("304", server, (PAGE,), 304, tag),
        Case("page as CSV", server, (f"{PAGE}&format=csv",)),
        Case("list, expanded", server, (f"{PAGE}&expand=list,commune",)),
        Case("search, common word", server, (f"{PAGE}&q=logiciels",)),
        Case("search, rare word", server, (f"{PAGE}&q=chantier0",)),
        Case("communes by name", server, _communes()),
    ]


def naive(server: Server) -> Case:
    return Case("naive DRF list", server, ("/naive/",))


def counted(server: Server) -> Case:
    """The same page from a server that counts the requests of each client."""
    return Case("list, quota counted", server, (PAGE,))


def datasette(server: Server, ref: str) -> list[Case]:
    page = f"SELECT {_COLUMNS}{_JOINS} WHERE c.published_at IS NOT NULL"
    page += " ORDER BY c.published_at DESC, c.id DESC LIMIT 50"
    one = f"SELECT {_COLUMNS}{_JOINS} WHERE c.ref = '{ref}'"
    return [
        Case("datasette, list by SQL", server, (_DATASETTE + quote(page),)),
        Case("datasette, one row", server, (_DATASETTE + quote(one),)),
    ]


def bare_table(server: Server) -> Case:
    """Datasette's own view of a table: seconds at full size."""
    table = "/bench/pledges_commitment.json?_size=50&_sort_desc=published_at&_nocount=1"
    return Case("datasette, bare table", server, (f"{table}&_nofacet=1&_shape=array",))


def pages(server: Server, session: str) -> list[Case]:
    """Pages for people: the public site, and the desk seen by who is signed in by `session`."""
    row = json.loads(Case("", server, (PAGE,)).ask()[0])["results"][0]
    public = {
        "page: home": "/",
        "page: commitments": "/engagements/",
        "page: one commitment": "/" + row["page"].split("/", 3)[3],
        "page: commune": _page_of(server, f"/api/v1/communes/{row['commune']}/"),
        "page: list": _page_of(server, f"/api/v1/lists/{row['list']}/"),
        "page: search": "/recherche/?q=logiciels",
    }
    return [Case(name, server, (path,)) for name, path in public.items()] + desk(server, session)


def desk(server: Server, session: str) -> list[Case]:
    cookie = {"Cookie": f"sessionid={session}"}
    offered = "/admin/autocomplete/?app_label={}&model_name={}&field_name={}&term={}"
    paths = {
        "desk: work queue": "/admin/",
        "desk: work queue, by words": "/admin/?q=demain+7",
        "desk: commitments": "/admin/pledges/commitment/",
        "desk: commitments, by state": "/admin/pledges/commitment/?state=published",
        "desk: commitments, page 2": "/admin/pledges/commitment/?p=2",
        "desk: search, common word": "/admin/pledges/commitment/?q=logiciels",
        "desk: search, rare word": "/admin/pledges/commitment/?q=chantier0",
        "desk: search, two common words": "/admin/pledges/commitment/?q=logiciels+ecoles",
        # Of a hundredth as many commitments they find a page too.
        "desk: search, two words": "/admin/pledges/commitment/?q=cantines+formation",
        "desk: commitments, filtered": "/admin/pledges/commitment/?progress__exact=paused",
        "desk: reports": "/admin/pledges/report/",
        "desk: lists": "/admin/communes/electorallist/",
        "desk: lists, search": "/admin/communes/electorallist/?q=demain+7",
        "desk: letters": "/admin/letters/letter/",
        "desk: letters, search": "/admin/letters/letter/?q=demain+7",
        "desk: letters, by sender": "/admin/letters/letter/?q=camille",
        "desk: communes, search": "/admin/communes/commune/?q=introuvable",
        "desk: evidence, search": "/admin/pledges/evidence/?q=verbal",
        "desk: evidence, absent": "/admin/pledges/evidence/?q=introuvable",
        "desk: signatures, search": "/admin/pledges/signature/?q=introuvable",
        "desk: mails, search": "/admin/pledges/outboxmail/?q=introuvable",
        "desk: ledger, by reference": "/admin/ledger/entry/?q=c000002h",
        "desk: ledger, by kind": "/admin/ledger/entry/?kind=campaign",
        "desk: change form": "/admin/pledges/commitment/7/change/",
        "desk: autocomplete": offered.format("pledges", "commitment", "intercommunality", "paris"),
        "desk: autocomplete, lists": offered.format(
            "letters", "letter", "electoral_list", "demain"
        ),
        "desk: autocomplete, communes": offered.format("communes", "contact", "commune", "saint"),
    }
    return [Case(name, server, (path,), headers=cookie) for name, path in paths.items()]


def deep(server: Server) -> str:
    """The address of a page some 20,000 rows, or a third of them all, from the first."""
    address = PAGE.replace("limit=50", "limit=1000")
    for _ in range(20):
        following = json.loads(Case("", server, (address,)).ask()[0])["next"]
        if not following:
            break
        address = "/" + following.split("/", 3)[3]
    return address.replace("limit=1000", "limit=50")


def _communes() -> tuple[str, ...]:
    names = ("saint denis", "st-denis", "Saint Etien", "par", "villeneuve", "la", "Évry")
    return tuple(f"/api/v1/communes/?q={quote(name)}&limit=10" for name in names)


def _page_of(server: Server, path: str) -> str:
    return "/" + json.loads(Case("", server, (path,)).ask()[0])["page"].split("/", 3)[3]

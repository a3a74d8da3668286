"""The policy written once is the one django-csp would write for each answer."""

import pytest
from csp.middleware import CSPMiddleware
from django.http import HttpResponse

NAME = "Content-Security-Policy"


def directives(answer) -> set[str]:
    return {one.strip() for one in answer.headers[NAME].split(";")}


@pytest.mark.django_db
def test_a_page_has_the_policy_of_the_settings(client, rf):
    page = client.get("/mentions-legales/")
    plain = CSPMiddleware(lambda request: HttpResponse())(rf.get("/"))
    assert page.status_code == 200
    assert directives(page) == directives(plain)
    assert "default-src 'none'" in directives(page)
    assert "frame-ancestors 'none'" in directives(page)

"""Every public page is well made while the site is empty, in both languages."""

import pytest

from tests.pledges.public.test_pages import FIXED, languages


@pytest.mark.django_db
@languages
def test_empty_pages(page_client, language):
    page_client.cookies["pacte_lang"] = language
    for name, path in FIXED.items():
        answer = page_client.get(path)
        assert answer.status_code == 200, name
        assert f'<html lang="{language}">' in answer.content.decode(), name

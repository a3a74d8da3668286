"""Fixtures every test may use. The cast lives in tests/cast.py."""

import pytest

pytest_plugins = ["tests.cast"]


@pytest.fixture(autouse=True)
def _documents_in_a_temporary_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "documents"

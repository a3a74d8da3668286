"""Clients of the desk, and forms filled as they were read: those of the pledges' tables."""

from tests.pledges.admin.conftest import desk, ground, shared_ground, typed_in

__all__ = ["desk", "ground", "shared_ground", "typed_in"]

"""Every address of the site; each door keeps its own list."""

urlpatterns: list = []

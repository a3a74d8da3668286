"""Every address of the site; each door keeps its own list."""

from django.urls import include, path

from accounts.admin_site import site

urlpatterns = [
    path("compte/", include("accounts.urls")),
    path("admin/", site.urls),
]

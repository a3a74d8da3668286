"""Every address of the site; each door keeps its own list."""

from django.urls import include, path

from accounts.admin_site import site
from pledges.api import bounces

handler404 = "pacte.failures.not_found"
handler500 = "pacte.failures.server_error"

urlpatterns = [
    # First, since it is asked most; the site's own addresses all differ from it.
    path("api/v1/", include("pledges.api.urls")),
    *bounces.routes(),
    path("espace/", include("pledges.portal.urls")),
    path("compte/abonnements/", include("pledges.account.urls")),
    path("compte/mes-donnees/", include("pledges.account.data_urls")),
    path("compte/", include("accounts.urls")),
    path("admin/", site.urls),
    # Last: whatever does not begin like the others is compared with each of its addresses.
    path("", include("pledges.public.urls")),
]

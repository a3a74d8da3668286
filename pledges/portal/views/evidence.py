"""Files of evidence, for those who speak for their territory."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from pledges.portal.gate import contacts_only, found
from pledges.queries import portal
from pledges.validators import evidence_type

# Longer than any signature of validators.EVIDENCE_TYPES.
HEAD = 16


@require_safe
@contacts_only
def download(request: HttpRequest, ref: str) -> HttpResponseBase:
    """The file, saved and never opened in the page: it comes from outside."""
    evidence = found(portal.evidence_of(request.user, ref))
    if not evidence.file:
        raise Http404
    file = evidence.file.open("rb")
    kind = evidence_type(file.read(HEAD))
    file.seek(0)
    response = FileResponse(
        file,
        as_attachment=True,
        filename=evidence.original_name or evidence.ref,
        content_type=kind or "application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response

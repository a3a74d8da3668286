"""Files of public evidence."""

from django.http import Http404

from accounts.downloads import saved_not_opened
from pledges.public.keeping import public_page
from pledges.queries import published
from pledges.validators import type_of_file


@public_page
def file(request, ref):
    """The file as an attachment; the 404 of one that is not public is that of an unknown one."""
    evidence = published.public_evidence().filter(ref=ref).exclude(file="").first()
    if evidence is None:
        raise Http404
    opened = evidence.file.open("rb")
    name = evidence.original_name or evidence.ref
    return saved_not_opened(opened, name=name, media_type=type_of_file(opened))

"""Files from outside, handed over to be saved and never opened in the page."""

from django.http import FileResponse


def saved_not_opened(file, *, name: str, media_type: str = "") -> FileResponse:
    """`file` as an attachment that runs nothing, whatever its bytes, name and type say.

    media_type: "" for bytes whose type nobody vouches for.
    """
    response = FileResponse(
        file,
        as_attachment=True,
        filename=name,
        content_type=media_type or "application/octet-stream",
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response

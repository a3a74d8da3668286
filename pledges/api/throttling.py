"""How many requests a client of the API may make in a minute."""

from rest_framework.throttling import BaseThrottle

from accounts.spending import WITH_TOKEN, anonymous, spend


class PerMinute(BaseThrottle):
    """600 a minute by address, 6,000 by token; `RateLimit` headers on every answer."""

    left = 0.0

    def allow_request(self, request, view) -> bool:
        spent = spend(*_policy(request))
        self.left = spent.left
        # DRF puts these headers on the answer of the view, refusals included.
        view.headers |= spent.headers
        return spent.allowed

    def wait(self) -> float:
        """Seconds until the next minute."""
        return self.left


def _policy(request) -> tuple[str, int, str]:
    token = getattr(request.auth, "ref", None)
    if token is not None:
        return "token", WITH_TOKEN, f"token {token}"
    return anonymous(request)

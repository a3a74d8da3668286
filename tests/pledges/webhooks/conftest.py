import pytest

from pledges.actions.webhooks import managing
from tests.pledges.webhooks.receiver import Receiver


@pytest.fixture
def receiver(settings):
    # The one explicit allowance: elsewhere in the tests this machine is as closed as in production.
    settings.WEBHOOK_LOCAL_HOSTS = frozenset({"127.0.0.1"})
    made = Receiver()
    yield made
    made.close()


@pytest.fixture
def subscribe(receiver, camille):
    """subscribe(commune=…) → (webhook of Camille, secret)."""

    def make(user=camille, **about):
        return managing.make_webhook(
            user=user, by=user, name="Journal", url=receiver.url, about=about
        )

    return make

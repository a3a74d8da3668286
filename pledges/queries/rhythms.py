"""How often people want which mails, and whose a signed address is."""

from django.core import signing

from accounts.models import User
from pledges.enums import Rhythm, Topic
from pledges.models import MailRhythm

SALT = "pacte.unsubscribe"


def rhythms_of(user) -> dict[str, str]:
    """Topic → rhythm, for every topic."""
    chosen = dict(MailRhythm.objects.filter(user=user).values_list("topic", "rhythm"))
    return {topic: chosen.get(topic, Rhythm.AT_ONCE) for topic in Topic.values}


def rhythms_among(users, topic: str) -> dict[int, str]:
    """Key of a person → the rhythm they chose for this topic; who chose none is left out."""
    rows = MailRhythm.objects.filter(user__in=users, topic=topic) if topic else ()
    return {row.user_id: row.rhythm for row in rows}


def unsubscribe_token(user: User, topic: str) -> str:
    """What proves that a mail of this topic was sent to this person; it opens nothing else."""
    return signing.dumps([user.ref, topic], salt=SALT)


def unsubscriber(token: str) -> tuple[User, str] | None:
    """The person and the topic of a signed address; None for any other."""
    try:
        ref, topic = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    user = User.objects.filter(ref=ref, is_active=True).first()
    return (user, topic) if user and topic in Topic.values else None

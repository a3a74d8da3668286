"""The first steps of a new site, on the desk's first page until its first letter is filed."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from accounts.policies import holds
from accounts.queueing import FirstStep, register_beginning
from accounts.roles import ROLES
from communes.models import Election
from letters.models import Letter
from pledges.models import Campaign, PactVersion


@register_beginning
def beginning(user) -> list[FirstStep]:
    if not holds(user, Permission.MANAGE_ELECTION) or Letter.objects.exists():
        return []
    publish = [role.name for role in ROLES if Permission.REVIEW in role.permissions]
    people = User.objects.filter(is_active=True, groups__name__in=publish).distinct()
    return [
        FirstStep(
            _("Add the election, with the days of its rounds."),
            reverse("admin:communes_election_add"),
            Election.objects.exists(),
        ),
        FirstStep(
            _("On the server, load the pact and its articles: ./run import_pact FILE.toml"),
            "",
            PactVersion.objects.exists(),
        ),
        FirstStep(
            _("Open a campaign: which pact lists are asked to sign, at which election."),
            reverse("admin:pledges_campaign_add"),
            Campaign.objects.exists(),
        ),
        FirstStep(
            _("Invite a second moderator: nothing is published by one person alone."),
            reverse("admin:accounts_user_add"),
            people.count() > 1,
        ),
        FirstStep(_("File the first letter."), reverse("admin:letters_letter_add"), False),
    ]

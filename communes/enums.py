"""The names of things: kinds of territory, outcomes of lists, qualities of contacts."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CommuneKind(TextChoices):
    """INSEE's TYPECOM: a code alone is not unique, a code and its kind are."""

    COM = "COM", _("commune")
    COMD = "COMD", _("delegated commune")
    COMA = "COMA", _("associated commune")
    ARM = "ARM", _("municipal district")


class DepartmentKind(TextChoices):
    """The 101 departments, and the overseas collectivities that stand in their place."""

    DEPARTMENT = "DEP", _("department")
    OVERSEAS = "OM", _("overseas collectivity")


class IntercommunalityKind(TextChoices):
    CC = "CC", _("community of communes")
    CA = "CA", _("urban community (agglomeration)")
    CU = "CU", _("urban community")
    METRO = "METRO", _("metropolis")
    MET69 = "MET69", _("metropolis with special status (Lyon)")
    EPT = "EPT", _("public territorial establishment")


class Outcome(TextChoices):
    """What became of a list; "candidate" until the results are known."""

    CANDIDATE = "candidate", _("candidate")
    MAJORITY = "majority", _("majority")
    MINORITY = "minority", _("minority")
    NO_SEAT = "no_seat", _("no seat")
    MERGED = "merged", _("merged")
    WITHDRAWN = "withdrawn", _("withdrawn")


class MergeConfirmation(TextChoices):
    """Whether the list merged into has taken over the word given by the merged one."""

    NONE = "none", _("not concerned")
    AWAITED = "awaited", _("confirmation awaited")
    OBTAINED = "obtained", _("confirmation obtained")
    REFUSED = "refused", _("confirmation refused")
    NO_ANSWER = "no_answer", _("no answer")


class ContactQuality(TextChoices):
    ELECTED = "elected", _("elected official")
    AGENT = "agent", _("agent")

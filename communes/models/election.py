"""Elections and their rounds, the lists presented in a commune, and their candidates."""

from django.db import models
from django.db.models import F, Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accounts.models import Authored
from accounts.searching import SearchField
from communes.enums import MergeConfirmation, Outcome
from communes.models.territory import Commune
from ledger.references import new_ref


class Election(Authored):
    mutability = "mutable"

    slug = models.SlugField(_("short name"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    by_election = models.BooleanField(_("by-election"), default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("election")
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.name


class Round(models.Model):
    """One round; nothing is published in [freeze_from, freeze_until) (electoral code, L.49)."""

    mutability = "mutable"

    election = models.ForeignKey(
        Election, models.PROTECT, related_name="rounds", verbose_name=_("election")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    date = models.DateField(_("date"))
    freeze_from = models.DateTimeField(_("silence from"))
    freeze_until = models.DateTimeField(_("silence until"))

    class Meta:
        verbose_name = _("round")
        ordering = ["date", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["election", "number"],
                name="round_number_once",
                violation_error_message=_("This election already has a round of this number."),
            ),
            models.CheckConstraint(
                name="round_freeze_in_order",
                condition=Q(freeze_from__lt=F("freeze_until")),
                violation_error_message=_("The silence must end after it starts."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.election_id}/{self.number}"


class ElectoralList(Authored):
    """A list presented in one commune at one election."""

    mutability = "mutable"

    ref = models.CharField(
        _("reference"), max_length=8, unique=True, default=new_ref, editable=False
    )
    election = models.ForeignKey(
        Election, models.PROTECT, related_name="lists", verbose_name=_("election")
    )
    commune = models.ForeignKey(
        Commune, models.PROTECT, related_name="lists", verbose_name=_("commune")
    )
    label = models.CharField(_("official label"), max_length=300)
    search_label = SearchField(max_length=320, sources=("label",))
    panel_number = models.PositiveSmallIntegerField(_("panel number"), null=True, blank=True)
    nuance = models.CharField(_("nuance"), max_length=10, blank=True, default="")
    nuance_source = models.CharField(
        _("source of the nuance"), max_length=200, blank=True, default=""
    )
    outcome = models.CharField(
        _("outcome"), max_length=10, choices=Outcome, default=Outcome.CANDIDATE
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="merged_lists",
        verbose_name=_("merged into"),
    )
    merge_confirmation = models.CharField(
        _("confirmation of the merged list"),
        max_length=10,
        choices=MergeConfirmation,
        default=MergeConfirmation.NONE,
    )
    fictitious = models.BooleanField(_("fictitious"), default=False)
    # The same list entered twice: this row is kept, and its address leads to the other.
    duplicate_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("list")
        ordering = ["commune_id", "panel_number", "id"]
        indexes = [
            models.Index(fields=["election", "commune", "panel_number"], name="list_place"),
            models.Index(fields=["search_label"], name="list_labels"),
            models.Index(fields=["election", "-id"], name="list_of_election"),
            models.Index(fields=["outcome", "-id"], name="list_of_outcome"),
        ]
        constraints = [
            models.CheckConstraint(
                name="list_merged_into_a_list",
                condition=Q(outcome=Outcome.MERGED, merged_into__isnull=False)
                | (~Q(outcome=Outcome.MERGED) & Q(merged_into__isnull=True)),
                violation_error_message=_("A merged list, and only it, names the list it joined."),
            ),
            models.CheckConstraint(
                name="list_merger_confirmation",
                condition=(
                    Q(outcome=Outcome.MERGED) & ~Q(merge_confirmation=MergeConfirmation.NONE)
                )
                | (~Q(outcome=Outcome.MERGED) & Q(merge_confirmation=MergeConfirmation.NONE)),
                violation_error_message=_("Only a merged list has a merger to be confirmed."),
            ),
            models.CheckConstraint(
                name="list_not_merged_into_itself",
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                violation_error_message=_("A list cannot merge into itself."),
            ),
            models.CheckConstraint(
                name="list_not_own_duplicate",
                condition=Q(duplicate_of__isnull=True) | ~Q(duplicate_of=F("id")),
                violation_error_message=_("Nothing is a duplicate of itself."),
            ),
            models.CheckConstraint(
                name="list_nuance_has_source",
                condition=Q(nuance="") | ~Q(nuance_source=""),
                violation_error_message=_("A nuance names its source."),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def head(self) -> "Candidate | None":
        """The head of list, or None when unknown; free when `candidates` is prefetched."""
        return next((person for person in self.candidates.all() if person.is_head), None)

    @property
    def slug(self) -> str:
        """The readable part of the address, as in `K7M2P9QX-ensemble-pour`."""
        return f"{self.ref}-{slugify(self.search_label)[:80]}".rstrip("-")


class Candidate(models.Model):
    """A person on a list. No birth date and no sex: the project has no use for them.

    `rank` is null once the person has left the list, so that the row, which a signature may
    quote, keeps its identity while another person takes the rank.
    """

    mutability = "mutable"

    list = models.ForeignKey(ElectoralList, models.PROTECT, related_name="candidates")
    rank = models.PositiveSmallIntegerField(_("rank"), null=True, blank=True)
    first_name = models.CharField(_("first name"), max_length=100, blank=True, default="")
    last_name = models.CharField(_("last name"), max_length=100)
    search_name = SearchField(max_length=220, sources=("last_name", "first_name"))
    is_head = models.BooleanField(_("head of list"), default=False)
    fictitious = models.BooleanField(_("fictitious"), default=False)

    class Meta:
        verbose_name = _("candidate")
        ordering = ["list_id", "rank", "id"]
        indexes = [
            models.Index(
                fields=["search_name"],
                name="candidate_head_name",
                condition=Q(is_head=True),
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["list", "rank"],
                name="candidate_rank_once",
                violation_error_message=_("This rank is already taken on this list."),
            ),
            models.UniqueConstraint(
                fields=["list"],
                condition=Q(is_head=True),
                name="candidate_one_head",
                violation_error_message=_("A list has only one head."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

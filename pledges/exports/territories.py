"""Territories, elections and lists. Field names of geo.api.gouv.fr where a field is the same."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from communes.models import (
    Commune,
    Department,
    Election,
    ElectoralList,
    Intercommunality,
    Region,
    Round,
)
from pledges.exports.links import ApiLink, PageLink

URL = extend_schema_field(OpenApiTypes.URI)
Api, Page = URL(ApiLink), URL(PageLink)


class RegionSerializer(serializers.ModelSerializer):
    nom = serializers.CharField(source="name")
    url = Api("regions", source="code")

    class Meta:
        model = Region
        fields = ["code", "nom", "url"]


class DepartmentSerializer(serializers.ModelSerializer):
    nom = serializers.CharField(source="name")
    codeRegion = serializers.CharField(source="region.code", default=None, allow_null=True)
    url = Api("departments", source="code")
    page = Page("departements", source="code")

    class Meta:
        model = Department
        fields = ["code", "nom", "kind", "codeRegion", "url", "page"]


class IntercommunalitySerializer(serializers.ModelSerializer):
    nom = serializers.CharField(source="name")
    url = Api("intercommunalities", source="siren")
    page = Page("intercommunalites", source="slug")

    class Meta:
        model = Intercommunality
        fields = ["siren", "kind", "nom", "closed_on", "url", "page"]


class CommuneSerializer(serializers.ModelSerializer):
    """`kind` is INSEE's TYPECOM: COM, or a part (COMD, COMA, ARM) of the commune `chefLieu`."""

    nom = serializers.CharField(source="name")
    codesPostaux = serializers.ListField(child=serializers.CharField(), source="postal_codes")
    codeDepartement = serializers.CharField(source="department.code")
    codeRegion = serializers.CharField(
        source="department.region.code", default=None, allow_null=True
    )
    chefLieu = serializers.CharField(source="parent.code", default=None, allow_null=True)
    intercommunalities = serializers.SerializerMethodField()
    url = Api("communes", source="code")
    page = Page("communes", source="slug")

    class Meta:
        model = Commune
        fields = [
            "code",
            "kind",
            "nom",
            "siren",
            "population",
            "codesPostaux",
            "codeDepartement",
            "codeRegion",
            "chefLieu",
            "intercommunalities",
            "closed_on",
            "url",
            "page",
        ]

    def get_intercommunalities(self, commune) -> list[str]:
        """SIREN of today's groupings; near Paris, the metropolis and the EPT."""
        open_now = [one for one in commune.memberships.all() if one.end is None]
        return sorted(one.intercommunality.siren for one in open_now)


class RoundSerializer(serializers.ModelSerializer):
    class Meta:
        model = Round
        fields = ["number", "date", "freeze_from", "freeze_until"]


class ElectionSerializer(serializers.ModelSerializer):
    rounds = RoundSerializer(many=True)
    url = Api("elections", source="slug")

    class Meta:
        model = Election
        fields = ["slug", "name", "by_election", "rounds", "url"]


class CandidateSerializer(serializers.Serializer):
    first_name = serializers.CharField()
    last_name = serializers.CharField()
    fictitious = serializers.BooleanField()


class ListSerializer(serializers.ModelSerializer):
    """A list. Its nuance, attributed by the prefect and contested, is left out on purpose."""

    election = serializers.CharField(source="election.slug")
    commune = serializers.CharField(source="commune.code")
    head = CandidateSerializer(allow_null=True)
    merged_into = serializers.CharField(source="merged_into.ref", default=None, allow_null=True)
    url = Api("lists", source="ref")
    page = Page("listes", source="slug")

    class Meta:
        model = ElectoralList
        fields = [
            "ref",
            "label",
            "election",
            "commune",
            "panel_number",
            "head",
            "outcome",
            "merged_into",
            "merge_confirmation",
            "fictitious",
            "changed_at",
            "url",
            "page",
        ]

"""Pacts, signatures, letters, passages, commitments and what follows them."""

from django.conf import settings
from rest_framework import serializers

from letters.models import Passage, PublicText
from pledges.exports.territories import Api, Page
from pledges.models import (
    Article,
    ArticleStance,
    Assessment,
    Commitment,
    Evidence,
    Pact,
    PactVersion,
    Reply,
    Report,
    Signature,
)


class ArticleSerializer(serializers.ModelSerializer):
    class Meta:
        model = Article
        fields = ["key", "title", "text", "to_complete"]


class PactVersionSerializer(serializers.ModelSerializer):
    complete = serializers.BooleanField()
    articles = ArticleSerializer(many=True)

    class Meta:
        model = PactVersion
        fields = ["label", "complete", "preamble", "source", "adopted_on", "articles"]


class PactSerializer(serializers.ModelSerializer):
    versions = PactVersionSerializer(many=True)
    url = Api("pacts", source="slug")
    page = Page("pactes", source="slug")

    class Meta:
        model = Pact
        fields = ["slug", "name", "association", "versions", "url", "page"]


class StanceSerializer(serializers.ModelSerializer):
    article = serializers.CharField(source="article.key")

    class Meta:
        model = ArticleStance
        fields = ["article", "stance", "reserve"]


class SignatureSerializer(serializers.ModelSerializer):
    """A published signature. Persons, lists with a signer and lists are counted apart."""

    list = serializers.CharField(source="electoral_list.ref")
    pact = serializers.CharField(source="campaign.pact_version.pact.slug")
    pact_version = serializers.CharField(source="campaign.pact_version.label")
    articles = StanceSerializer(source="stances", many=True)
    url = Api("signatures", source="ref")

    class Meta:
        model = Signature
        fields = [
            "ref",
            "state",
            "list",
            "pact",
            "pact_version",
            "signer_name",
            "capacity",
            "in_name_of",
            "signed_on",
            "articles",
            "fictitious",
            "changed_at",
            "url",
        ]


class LetterSerializer(serializers.ModelSerializer):
    """The public text of a letter: hidden parts are masked character for character (█)."""

    ref = serializers.CharField(source="letter.ref")
    list = serializers.CharField(source="letter.electoral_list.ref")
    election = serializers.CharField(source="letter.election.slug")
    dated = serializers.DateField(source="letter.dated", allow_null=True)
    received_on = serializers.DateField(source="letter.received_on")
    version = serializers.IntegerField(source="letter_version.number")
    sha256 = serializers.CharField(source="letter_version.sha256")
    text = serializers.CharField(source="render")
    url = Api("letters", source="letter.ref")
    page = Page("courriers", source="letter.ref")

    class Meta:
        model = PublicText
        fields = [
            "ref",
            "list",
            "election",
            "dated",
            "received_on",
            "version",
            "sha256",
            "text",
            "fictitious",
            "changed_at",
            "url",
            "page",
        ]


class PassageSerializer(serializers.ModelSerializer):
    """A quoted passage, with W3C Web Annotation selectors: position, and text with context."""

    letter = serializers.CharField(source="letter_version.letter.ref")
    letter_version = serializers.IntegerField(source="letter_version.number")
    list = serializers.CharField(source="letter_version.letter.electoral_list.ref")
    quote = serializers.CharField(source="public_quote")
    condition = serializers.CharField(source="public_condition")
    deadline = serializers.CharField(source="public_deadline")
    levels = serializers.ListField(child=serializers.CharField())
    articles = serializers.ListField(child=serializers.CharField())
    selector = serializers.SerializerMethodField()
    fictitious = serializers.BooleanField(source="letter_version.letter.fictitious")
    url = Api("passages", source="ref")

    class Meta:
        model = Passage
        fields = [
            "ref",
            "letter",
            "letter_version",
            "list",
            "quote",
            "kind",
            "firmness",
            "levels",
            "articles",
            "condition",
            "deadline",
            "selector",
            "fictitious",
            "url",
        ]

    def get_selector(self, passage) -> dict[str, str | int]:
        """A TextPositionSelector; offsets count Unicode code points of the letter's text."""
        return {"type": "TextPositionSelector", "start": passage.start, "end": passage.end}


class QuoteSerializer(serializers.Serializer):
    text = serializers.CharField(source="passage.public_quote")
    passage = serializers.CharField(source="passage.ref")
    letter = serializers.CharField(source="passage.letter_version.letter.ref")


class CommitmentSerializer(serializers.ModelSerializer):
    list = serializers.CharField(source="electoral_list.ref")
    commune = serializers.CharField(source="electoral_list.commune.code")
    election = serializers.CharField(source="electoral_list.election.slug")
    intercommunality = serializers.CharField(
        source="intercommunality.siren", default=None, allow_null=True
    )
    pact = serializers.CharField(source="pact_version.pact.slug")
    pact_version = serializers.CharField(source="pact_version.label")
    articles = serializers.SlugRelatedField("key", many=True, read_only=True)
    mandate = serializers.SerializerMethodField()
    quotes = QuoteSerializer(many=True)
    url = Api("commitments", source="ref")
    page = Page("engagements", source="slug")

    class Meta:
        model = Commitment
        fields = [
            "ref",
            "state",
            "kind",
            "title",
            "summary",
            "list",
            "commune",
            "election",
            "level",
            "intercommunality",
            "pact",
            "pact_version",
            "articles",
            "firmness",
            "condition",
            "deadline",
            "deadline_on",
            "assessable",
            "progress",
            "progress_fictitious",
            "assessed_on",
            "verified_on",
            "revision",
            "mandate",
            "quotes",
            "published_at",
            "changed_at",
            "fictitious",
            "url",
            "page",
        ]

    def get_mandate(self, commitment) -> dict[str, str] | None:
        """Null while the mandate goes on; else level (commune, intercommunality), effect
        (carried_over, suspended, closed), cause (majority, merger, other), since, the code of the
        commune or the SIREN of the intercommunality that carries on, its name, and the reason.
        """
        told = commitment.mandate
        return told and {"level": "commune", "intercommunality": "", **told}


class EvidenceSerializer(serializers.ModelSerializer):
    commitment = serializers.CharField(source="commitment.ref", default=None, allow_null=True)
    report = serializers.CharField(source="report.ref", default=None, allow_null=True)
    reply = serializers.CharField(source="reply.ref", default=None, allow_null=True)
    link = serializers.CharField(source="url")
    file = serializers.SerializerMethodField()
    url = Api("evidence", source="ref")

    class Meta:
        model = Evidence
        fields = [
            "ref",
            "commitment",
            "report",
            "reply",
            "kind",
            "title",
            "link",
            "file",
            "sha256",
            "dated",
            "favourable",
            "fictitious",
            "changed_at",
            "url",
        ]

    def get_file(self, evidence) -> str:
        """Where its file is downloaded, empty when there is none."""
        return f"{settings.BASE_URL}/preuves/{evidence.ref}/" if evidence.file else ""


class ReportSerializer(serializers.ModelSerializer):
    """What the municipality declares; never what the association concludes."""

    commitment = serializers.CharField(source="commitment.ref")
    evidence = serializers.SlugRelatedField("ref", many=True, read_only=True)
    url = Api("reports", source="ref")

    class Meta:
        model = Report
        fields = [
            "ref",
            "commitment",
            "declared",
            "words",
            "as_of",
            "evidence",
            "fictitious",
            "changed_at",
            "url",
        ]


class AssessmentSerializer(serializers.ModelSerializer):
    """What the association concludes. `reply` null after `reply_until`: no reply in time."""

    commitment = serializers.CharField(source="commitment.ref")
    sources = serializers.SlugRelatedField("ref", many=True, read_only=True)
    reply = serializers.CharField(source="reply.ref", default=None, allow_null=True)
    url = Api("assessments", source="ref")

    class Meta:
        model = Assessment
        fields = [
            "ref",
            "commitment",
            "state",
            "fulfilment",
            "words",
            "as_of",
            "sources",
            "reply_until",
            "extended_from",
            "reply",
            "published_at",
            "fictitious",
            "changed_at",
            "url",
        ]


class ReplySerializer(serializers.ModelSerializer):
    assessment = serializers.CharField(source="assessment.ref")
    commitment = serializers.CharField(source="assessment.commitment.ref")
    words = serializers.CharField(
        source="public_words", help_text="Word for word; empty while it is withheld."
    )
    signed_as = serializers.CharField(source="public_signature")
    withheld_because = serializers.CharField(
        source="why_withheld",
        help_text="Why two people withhold it, as its content is unlawful; empty otherwise.",
    )
    received_on = serializers.DateField(
        allow_null=True, help_text="Day its letter came; null for one written on the site."
    )
    evidence = serializers.SlugRelatedField("ref", many=True, read_only=True)
    url = Api("replies", source="ref")

    class Meta:
        model = Reply
        fields = [
            "ref",
            "assessment",
            "commitment",
            "words",
            "signed_as",
            "withheld_because",
            "received_on",
            "evidence",
            "fictitious",
            "changed_at",
            "url",
        ]

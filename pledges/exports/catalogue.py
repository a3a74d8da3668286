"""The data set described for catalogues of open data: DCAT in JSON-LD."""

from django.conf import settings
from django.utils.translation import gettext as _

from pledges.exports.resources import RESOURCES

LICENCE = "https://www.etalab.gouv.fr/licence-ouverte-open-licence"
_TYPES = {
    "csv": "https://www.iana.org/assignments/media-types/text/csv",
    "ndjson": "https://www.iana.org/assignments/media-types/application/x-ndjson",
}
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
}


def catalogue() -> dict:
    """A dcat:Catalog with a dataset per resource and the API as a service (W3C DCAT 3)."""
    base = f"{settings.BASE_URL}/api/v1"
    publisher = {"@type": "foaf:Organization", "foaf:name": settings.ASSOCIATION_NAME}
    datasets = [_dataset(one, base, publisher) for one in RESOURCES.values()]
    return {
        "@context": _CONTEXT,
        "@id": f"{base}/exports/catalogue.jsonld",
        "@type": "dcat:Catalog",
        "dct:title": "Pacte",
        "dct:description": _("Public data of the pact: commitments, and what follows them."),
        "dct:publisher": publisher,
        "dct:license": {"@id": LICENCE},
        "dct:language": {"@id": "http://publications.europa.eu/resource/authority/language/FRA"},
        "foaf:homepage": {"@id": f"{settings.BASE_URL}/donnees/"},
        "dcat:dataset": datasets,
        "dcat:service": {
            "@id": f"{base}/",
            "@type": "dcat:DataService",
            "dct:title": _("The API and its resources"),
            "dcat:endpointURL": {"@id": f"{base}/"},
            "dcat:endpointDescription": {"@id": f"{base}/openapi.yaml"},
            "dcat:servesDataset": [{"@id": one["@id"]} for one in datasets],
        },
    }


def _dataset(resource, base: str, publisher: dict) -> dict:
    return {
        "@id": f"{base}/{resource.name}/",
        "@type": "dcat:Dataset",
        "dct:identifier": resource.name,
        "dct:title": _(resource.title),
        "dct:publisher": publisher,
        "dct:license": {"@id": LICENCE},
        "dcat:contactPoint": {
            "@type": "vcard:Organization",
            "vcard:fn": settings.ASSOCIATION_NAME,
            "vcard:hasEmail": {"@id": f"mailto:{settings.ASSOCIATION_EMAIL}"},
        },
        "dcat:distribution": [
            {
                "@id": f"{base}/exports/{resource.name}.{kind}",
                "@type": "dcat:Distribution",
                "dct:title": f"{resource.name}.{kind}",
                "dct:license": {"@id": LICENCE},
                "dct:conformsTo": {"@id": f"{base}/exports/{resource.name}.schema.json"},
                "dcat:mediaType": {"@id": media},
                "dcat:downloadURL": {"@id": f"{base}/exports/{resource.name}.{kind}"},
                "dcat:accessURL": {"@id": f"{settings.BASE_URL}/donnees/"},
            }
            for kind, media in _TYPES.items()
        ],
    }

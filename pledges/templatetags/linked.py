"""What a page says of itself to programs, in its head."""

import json

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from pledges.public.linked import description_of, of_data, of_site

register = template.Library()
# What could end the element, or be taken for markup, is written as JSON escapes it.
_ESCAPED = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.simple_tag
def linked_data(thing=None) -> SafeString:
    """A data block in JSON-LD about `thing`; "data" for the whole data set, None for the site."""
    if thing is None:
        described = of_site()
    else:
        described = of_data() if thing == "data" else description_of(thing)
    text = json.dumps(described, ensure_ascii=False).translate(_ESCAPED)
    return format_html('<script type="application/ld+json">{}</script>', SafeString(text))

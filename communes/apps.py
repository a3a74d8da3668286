"""Application configuration of communes."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunesConfig(AppConfig):
    name = "communes"
    verbose_name = _("Communes and elections")
    default_auto_field = "django.db.models.BigAutoField"

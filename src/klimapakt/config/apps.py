"""Makes the shared page frame known to Django: its templates, static files and template tags."""

from django.apps import AppConfig
from django.conf import settings
from django.core.mail import DNS_NAME


class FrameConfig(AppConfig):
    """The page frame shared by all edges."""

    name = "klimapakt.config"
    label = "frame"
    verbose_name = "Page frame"

    def ready(self) -> None:
        """Name mails after the sender's domain.

        Django would ask the network for this machine's name, which takes seconds where nobody answers, and
        would tell it to every recipient.
        """
        _, _, domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")
        DNS_NAME._fqdn = domain  # noqa: SLF001 -- there is no setting

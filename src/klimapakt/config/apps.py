"""Makes the shared page frame known to Django: its templates, static files and template tags."""

from django.apps import AppConfig


class FrameConfig(AppConfig):
    """The page frame shared by all edges."""

    name = "klimapakt.config"
    label = "frame"
    verbose_name = "Page frame"

"""The addresses of the office about stories."""

from django.urls import path

from klimapakt.office.views import stories

addresses = [
    path("stories/", stories.index, name="stories"),
    path("stories/<uuid:pk>/", stories.show, name="story"),
    path("stories/<uuid:pk>/<slug:what>/", stories.decide, name="story_decide"),
]
"""Pages about what is said in public."""

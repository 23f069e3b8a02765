"""The addresses of stories and of the badge."""

from django.urls import path

from klimapakt.portal.views import stories

addresses = [
    path("organisations/<uuid:pk>/stories/", stories.index, name="stories"),
    path("organisations/<uuid:pk>/badge/", stories.badge, name="badge"),
    path("stories/begin/<uuid:pk>/", stories.begin, name="story_begin"),
    path("stories/<uuid:pk>/", stories.show, name="story"),
    path("stories/<uuid:pk>/release/", stories.release, name="story_release"),
]
"""Pages about what is said in public."""

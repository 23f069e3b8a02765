"""The public addresses of stories, corrections and the page behind a badge."""

from django.urls import path

from klimapakt.website.public import stories

addresses = [
    path("stories/", stories.index, name="stories"),
    path("stories/feed.atom", stories.StoryFeed(), name="stories_feed"),
    path("stories/<uuid:pk>/", stories.show, name="story"),
    path("corrections/", stories.corrections, name="corrections"),
    path("badge/<uuid:pk>/", stories.badge, name="badge"),
]
"""Pages everybody may read."""

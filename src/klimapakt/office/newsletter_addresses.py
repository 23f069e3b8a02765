"""The addresses of the newsletter in the pact office."""

from django.urls import path

from klimapakt.office.views import newsletter

addresses = [
    path("newsletter/", newsletter.index, name="newsletter"),
    path("newsletter/new/", newsletter.begin, name="issue_new"),
    path("newsletter/<uuid:pk>/", newsletter.show, name="issue"),
    path("newsletter/<uuid:pk>/edit/", newsletter.edit, name="issue_edit"),
    path("newsletter/<uuid:pk>/send/", newsletter.send, name="issue_send"),
    path("newsletter/<uuid:pk>/hold-back/", newsletter.hold_back, name="issue_hold_back"),
    path("newsletter/<uuid:pk>/discard/", newsletter.discard, name="issue_discard"),
]

"""The address of the link in an invitation; it works without signing in."""

from django.urls import path

from klimapakt.portal.views import invitation

app_name = "invitations"
urlpatterns = [path("<str:token>/", invitation.accept, name="accept")]

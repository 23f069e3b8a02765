"""The addresses of the links in an invitation and in an offer of a mandate; they work without signing in."""

from django.urls import path

from klimapakt.portal.views import invitation, mandate_offer, office_offer

app_name = "invitations"
urlpatterns = [
    path("<str:token>/", invitation.accept, name="accept"),
    path("mandates/<str:token>/", mandate_offer.accept, name="mandate"),
    path("office/<str:token>/", office_offer.accept, name="office"),
]

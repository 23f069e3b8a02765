"""The addresses of the public pages; the language stands before them."""

from django.urls import URLPattern, URLResolver

from klimapakt.website.public.stories_addresses import addresses as stories_addresses

app_name = "public"
urlpatterns: list[URLPattern | URLResolver] = [*stories_addresses]

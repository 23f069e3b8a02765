"""The addresses of this edge."""

from django.urls import URLPattern

app_name = "portal"
urlpatterns: list[URLPattern] = []

"""The addresses of this edge."""

from django.urls import path

from klimapakt.website import survey, views

app_name = "website"
urlpatterns = [
    path("", views.home, name="home"),
    path("accent-<str:colour>.css", views.accent, name="accent"),
    path("sources/", views.sources, name="sources"),
    path("sources/<str:edition_name>/", views.edition, name="edition"),
    path("survey/<str:token>/", survey.survey, name="survey"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("template.xlsx", views.template, {"kind": "xlsx"}, name="template"),
    path("template.csv", views.template, {"kind": "csv"}, name="template_csv"),
]

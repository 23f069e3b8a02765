"""All components on one page, for our own eyes and for the tests; no page of the product.

To look at it: ``ROOT_URLCONF=tests.design.gallery`` in settings of your own, then ``/gallery/``.
"""

from pathlib import Path

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.loader import render_to_string
from django.urls import path

from klimapakt.config import urls as site
from klimapakt.foundation.design.charts import Bars, Part, StackedBar


class Everything(forms.Form):
    """A form with every kind of field."""

    name = forms.CharField(label="Name der Organisation", help_text="So, wie er im Handelsregister steht.")
    amount = forms.DecimalField(label="Menge", localize=True, help_text="Zum Beispiel 48.000,5")
    note = forms.CharField(label="Bemerkung", widget=forms.Textarea, required=False)
    unit = forms.ChoiceField(label="Einheit", choices=[("", "Bitte wählen"), ("kWh", "kWh"), ("MWh", "MWh")])
    file = forms.FileField(label="Tabelle mit Verbräuchen", help_text="CSV oder Excel, höchstens 10 MB")
    quality = forms.ChoiceField(
        label="Woher stammt die Menge?",
        help_text="Ihre Antwort bestimmt, wie genau die Bilanz ist.",
        widget=forms.RadioSelect,
        choices=[
            ("measured", "vom Zähler abgelesen"),
            ("billed", "von der Rechnung"),
            ("estimated", "geschätzt"),
        ],
    )
    sites = forms.MultipleChoiceField(
        label="Standorte",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("a", "Werk Musterstadt"), ("b", "Verwaltung und Kundenzentrum Nordrhein-Westfalen")],
    )
    confirmed = forms.BooleanField(label="Die Angaben sind vollständig, soweit ich es weiß.")
    hidden = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, object]:
        """Refuse the form as a whole as well, so that a general error can be seen."""
        self.add_error(None, "Diese Tabelle wurde schon einmal hochgeladen.")
        return self.cleaned_data


SCOPES = StackedBar(
    key="scopes",
    title="Emissionen nach Scopes, 2024, ortsbasiert",
    sentence="Mehr als die Hälfte entsteht durch Brennstoffe, die vor Ort verbrannt werden.",
    parts=(
        Part("Direkte Emissionen (Scope 1)", 212_000_000_000, "212 t CO₂e", "one", "(51,5 %)"),
        Part("Eingekaufte Energie (Scope 2)", 137_000_000_000, "137 t CO₂e", "two", "(33,3 %)"),
        Part(
            "Vor- und nachgelagerte Emissionen (Scope 3)", 63_000_000_000, "63,0 t CO₂e", "three", "(15,3 %)"
        ),
    ),
    total="412 t CO₂e",
    label_heading="Scope",
    value_heading="Emissionen",
)
LOPSIDED = StackedBar(
    key="lopsided",
    title="Ein riesiger und zwei winzige Anteile",
    sentence="Fast alles ist Scope 3.",
    parts=(
        Part("Direkte Emissionen (Scope 1)", 1, "1 mg CO₂e", "one"),
        Part("Eingekaufte Energie (Scope 2)", 0, "0 t CO₂e", "two"),
        Part("Vor- und nachgelagerte Emissionen (Scope 3)", 9 * 10**18, "9.000.000.000 t CO₂e", "three"),
    ),
    total="9.000.000.000 t CO₂e",
    label_heading="Scope",
    value_heading="Emissionen",
)
CATEGORIES = Bars(
    key="categories",
    title="Emissionen nach Kategorien, 2024",
    sentence="Erdgas ist der größte Posten, vor dem Strom.",
    parts=(
        Part("Stationäre Verbrennung", 171_000_000_000, "171 t CO₂e", "one"),
        Part("Eingekaufter Strom", 137_000_000_000, "137 t CO₂e", "two"),
        Part("Brennstoff- und energiebezogene Vorkettenemissionen", 41_200_000_000, "41,2 t CO₂e", "three"),
        Part("Kraftfahrzeuge und mobile Maschinen", 41_000_000_000, "41,0 t CO₂e", "one"),
        Part("Donaudampfschifffahrtsgesellschaftsfahrten", 21_800_000_000, "21,8 t CO₂e", "three"),
        Part("Wasser", 12_000_000, "12,0 kg CO₂e", "three"),
        Part("Abfall", 0, "0 t CO₂e", "three"),
    ),
    label_heading="Kategorie",
    value_heading="Emissionen",
)


def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component with content."""
    page = Paginator(range(5000), 25).get_page(request.GET.get("page", 7))
    context = {"scopes": SCOPES, "categories": CATEGORIES, "lopsided": LOPSIDED, "page": page}
    return _shown("components.html", context, request)


def form(request: HttpRequest) -> HttpResponse:
    """Show the form: untouched, or full of errors with ?invalid."""
    shown = Everything({"name": "x" * 10} if "invalid" in request.GET else None)
    return _shown("form.html", {"form": shown}, request)


def error(request: HttpRequest, name: str) -> HttpResponse:
    """Show an error page; the server gives some of them no context at all."""
    del request
    return HttpResponse(render_to_string(f"{name}.html"))


def _shown(name: str, context: dict[str, object], request: HttpRequest) -> HttpResponse:
    # Read here rather than found by Django, so that the product's settings stay as they are.
    source = (Path(__file__).parent / "templates" / name).read_text(encoding="utf-8")
    return HttpResponse(engines["django"].from_string(source).render(context, request))


urlpatterns = [
    path("gallery/", gallery),
    path("gallery/form/", form),
    path("gallery/error/<str:name>/", error),
    *site.urlpatterns,
]

"""The addresses of the members' pages."""

from django.urls import path

from klimapakt.portal.views import (
    entries,
    export,
    guided,
    inventory,
    lines,
    organisation,
    start,
    template,
    upload,
)

app_name = "portal"
urlpatterns = [
    path("", start.start, name="start"),
    path("template.<str:kind>", template.download, name="template"),
    path("organisations/<uuid:pk>/", organisation.show, name="organisation"),
    path("organisations/<uuid:pk>/inventories/new/", inventory.begin, name="inventory_new"),
    path("organisations/<uuid:pk>/sites/new/", organisation.add_site, name="site_new"),
    path("sites/<uuid:pk>/", organisation.change_site, name="site"),
    path("inventories/<uuid:pk>/", inventory.show, name="inventory"),
    path("organisations/<uuid:pk>/guided/", guided.new, name="guided_new"),
    path("inventories/<uuid:pk>/guided/", guided.overview, name="guided"),
    path("inventories/<uuid:pk>/guided/questionnaire/", guided.choose, name="guided_choose"),
    path("inventories/<uuid:pk>/guided/questions/<slug:key>/", guided.question, name="guided_question"),
    path("inventories/<uuid:pk>/guided/result/", guided.result, name="guided_result"),
    path("inventories/<uuid:pk>/guided/letter/", guided.letter, name="guided_letter"),
    path("inventories/<uuid:pk>/reference-figures/", inventory.reference_figures, name="reference_figures"),
    path("inventories/<uuid:pk>/lines/", lines.index, name="lines"),
    path("inventories/<uuid:pk>/lines/<str:line_id>/", lines.why, name="line"),
    path("inventories/<uuid:pk>/entries/", entries.index, name="entries"),
    path("inventories/<uuid:pk>/entries/<int:number>/delete/", entries.remove, name="entry_remove"),
    path("inventories/<uuid:pk>/export/inventory.json", export.as_json, name="export_json"),
    path("inventories/<uuid:pk>/export/lines.csv", export.lines, name="export_lines"),
    path("inventories/<uuid:pk>/export/figures.csv", export.figures_csv, name="export_figures"),
    path("inventories/<uuid:pk>/uploads/new/", upload.load, name="upload_new"),
    path("uploads/<uuid:pk>/", upload.show, name="upload"),
    path("uploads/<uuid:pk>/numbers/", upload.say_numbers, name="upload_numbers"),
    path("uploads/<uuid:pk>/take-over/", upload.take_over, name="upload_take_over"),
    path("uploads/<uuid:pk>/undo/", upload.undo, name="upload_undo"),
    path("uploads/<uuid:pk>/discard/", upload.discard, name="upload_discard"),
    path("uploads/<uuid:pk>/rejected.csv", upload.rejected, name="upload_rejected"),
    path("uploads/<uuid:pk>/file", upload.original, name="upload_file"),
]

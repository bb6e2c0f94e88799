from django.urls import path

from palier.exchange.views import (
    archives,
    exports,
    imports,
    preview,
    preview_sending,
    preview_undoing,
)

urlpatterns = [
    path("archive/", archives.show, name="archive"),
    path("archive/file/", archives.take_away, name="archive-file"),
    path("imports/", imports.bring, name="import"),
    path("imports/applications/", imports.apply_several, name="import-applications"),
    path("imports/<int:pk>/summary/", imports.summarise, name="import-summary"),
    path("imports/<int:pk>/", preview.show, name="import-preview"),
    path("imports/<int:pk>/answers/", preview.decide, name="import-answers"),
    path("imports/<int:pk>/leftovers/", preview.set_aside, name="import-leftovers"),
    path("imports/<int:pk>/sendings/", preview_sending.send, name="import-sendings"),
    path("imports/<int:pk>/columns/", preview_sending.name_column, name="import-columns"),
    path("imports/<int:pk>/quarter/", preview.choose_cycle, name="import-quarter"),
    path("imports/<int:pk>/application/", preview.apply, name="import-application"),
    path("imports/<int:pk>/applied/", preview_undoing.show, name="import-applied"),
    path("imports/<int:pk>/undoing/", preview_undoing.undo, name="import-undoing"),
    path("imports/<int:pk>/removal/", preview.drop, name="import-removal"),
    path("quarters/<str:key>/export/<str:kind>/", exports.cycle_export, name="cycle-export"),
    path(
        "quarters/<str:key>/units/<str:unit>/export/<str:kind>/",
        exports.unit_export,
        name="unit-export",
    ),
    path("slides/<int:pk>/export/<str:kind>/", exports.slide_export, name="slide-export"),
]

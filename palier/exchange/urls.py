from django.urls import path

from palier.exchange.views import exports, imports

urlpatterns = [
    path("imports/", imports.bring, name="import"),
    path("imports/<int:pk>/", imports.show, name="import-preview"),
    path("imports/<int:pk>/answers/", imports.decide, name="import-answers"),
    path("imports/<int:pk>/leftovers/", imports.set_aside, name="import-leftovers"),
    path("imports/<int:pk>/quarter/", imports.choose_cycle, name="import-quarter"),
    path("imports/<int:pk>/application/", imports.apply, name="import-application"),
    path("imports/<int:pk>/removal/", imports.drop, name="import-removal"),
    path("quarters/<str:key>/export/<str:kind>/", exports.cycle_export, name="cycle-export"),
    path("slides/<int:pk>/export/<str:kind>/", exports.slide_export, name="slide-export"),
]

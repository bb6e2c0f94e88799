from django.urls import path
from django.views.generic import RedirectView

from palier.pages.views import desk, history, presentation, wall

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="wall"), name="home"),
    path("slides/", wall.show, name="wall"),
    path("slides/mine/", desk.mine, name="mine"),
    path("slides/<int:pk>/", desk.show, name="slide"),
    path("slides/<int:pk>/history/", history.show, name="slide-history"),
    path("slides/<int:pk>/restoration/", history.bring_back, name="restoration"),
    path("slides/<int:pk>/restoration/undo/", history.take_back, name="restoration-undo"),
    path("quarters/", wall.open_quarter, name="quarters"),
    path("quarters/<str:key>/slides/", wall.show, name="cycle-wall"),
    path("quarters/<str:key>/slides/<int:offset>/", wall.more, name="cycle-wall-more"),
    path("quarters/<str:key>/presentation/", presentation.show, name="presentation"),
    path(
        "quarters/<str:key>/presentation/sheets/", presentation.sheets, name="presentation-sheets"
    ),
    path("units/<int:pk>/slides/<str:key>/", desk.of_unit, name="unit-slide"),
]

"""The addresses of an organisation's own template."""

from django.urls import path

from palier.branding import views

urlpatterns = [
    path("organisation/deck-template/", views.show, name="deck-template"),
    path("deck-templates/<int:pk>/use/", views.use, name="deck-template-use"),
    path("deck-templates/<int:pk>/removal/", views.remove, name="deck-template-removal"),
    path(
        "deck-templates/<int:pk>/layouts/<int:layout>/picture/",
        views.layout_picture,
        name="deck-template-layout",
    ),
    path(
        "deck-templates/<int:pk>/layouts/<int:layout>/preview/",
        views.preview,
        name="deck-template-preview",
    ),
    path(
        "deck-templates/<int:pk>/layouts/<int:layout>/sample/",
        views.sample,
        name="deck-template-sample",
    ),
]

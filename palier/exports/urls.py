from django.urls import path

from palier.exports import views

urlpatterns = [
    path("exports/", views.show, name="exports"),
    path("exports/corner/", views.corner, name="exports-corner"),
    path("exports/<int:pk>/file/", views.take, name="export-file"),
    path("exports/<int:pk>/reading/", views.note_seen, name="export-reading"),
    path("exports/<int:pk>/attempt/", views.try_again, name="export-attempt"),
    path("exports/<int:pk>/removal/", views.remove, name="export-removal"),
]

"""Every address of Palier."""

from django.urls import include, path

urlpatterns = [
    path("", include("palier.accounts.urls")),
    path("", include("palier.organisation.urls")),
    path("", include("palier.slides.urls")),
    path("", include("palier.pages.urls")),
]

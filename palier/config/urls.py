"""Every address of Palier."""

from django.urls import include, path

urlpatterns = [
    path("", include("palier.accounts.urls")),
    path("", include("palier.organisation.urls")),
    path("", include("palier.slides.urls")),
    path("", include("palier.comments.urls")),
    path("", include("palier.exchange.urls")),
    path("", include("palier.exports.urls")),
    path("", include("palier.branding.urls")),
    path("", include("palier.sharing.urls")),
    path("", include("palier.pages.urls")),
]

handler400 = "palier.ui.views.bad_request"
handler500 = "palier.ui.views.server_error"

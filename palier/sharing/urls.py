from django.urls import path

from palier.sharing.views import links, reading

urlpatterns = [
    path("read/<str:token>/", reading.show, name="reading"),
    path("read/<str:token>/picture.png", reading.picture, name="reading-picture"),
    path("slides/<int:pk>/links/", links.of_slide, name="slide-links"),
    path("quarters/<str:key>/links/", links.of_deck, name="cycle-links"),
    path("links/<int:pk>/revocation/", links.revoke, name="link-revocation"),
    path("organisation/links/", links.of_organisation, name="links"),
]

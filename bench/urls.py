"""Every address of Palier, and the page that the others are compared with."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

EMPTY = engines["django"].from_string('{% extends "base.html" %}')


def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse(EMPTY.render({}, request))


urlpatterns = [
    path("bench/empty/", empty, name="bench-empty"),
    path("", include("palier.config.urls")),
]

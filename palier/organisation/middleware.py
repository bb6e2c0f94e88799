"""Finds who the signed-in user is in the organisation they are looking at."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from palier.accounts.models import User
from palier.organisation.models import Person

Handler = Callable[[HttpRequest], HttpResponse]
SESSION_KEY = "person"


class PersonRequest(HttpRequest):
    """A request of somebody who has signed in and belongs to an organisation."""

    user: User
    person: Person
    place: str  # "mine" on one's own slide


class PersonMiddleware:
    """Sets `request.person`: the person chosen in the session, else the first, else None."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.person = SimpleLazyObject(lambda: find_person(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def find_person(request: HttpRequest) -> Person | None:
    """Return the person this request acts as, or None (one query)."""
    if not request.user.is_authenticated:
        return None
    mine = Person.objects.present().filter(user_id=request.user.pk).select_related("organisation")
    chosen = request.session.get(SESSION_KEY)
    people = sorted(mine, key=lambda person: (person.pk != chosen, person.pk))
    return people[0] if people else None

"""What the frame around every page knows. It reads the request and asks the database nothing."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest  # noqa: TID251 - the frame is asked of requests
from django.utils.translation import get_language, get_language_info

from palier.ui.corner import Piece, pieces
from palier.ui.navigation import Place, places


@dataclass(frozen=True, slots=True)
class Language:
    """A language the interface speaks, named in itself."""

    code: str
    name: str
    is_current: bool


class Page:
    """The frame of one page for one person; each part is computed when a template asks."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def places(self) -> list[Place]:
        return places(self._request)

    @property
    def main_places(self) -> list[Place]:
        return [place for place in self.places if not place.below_line]

    @property
    def other_places(self) -> list[Place]:
        return [place for place in self.places if place.below_line]

    @property
    def corner(self) -> list[Piece]:
        return pieces(self._request)

    @property
    def has_person(self) -> bool:
        return self._request.user.is_authenticated

    @property
    def person(self) -> Any:
        """The person when the organisation knows one, else the account."""
        return getattr(self._request, "person", None) or self._request.user

    @property
    def name(self) -> str:
        return str(getattr(self.person, "name", self.person))

    @property
    def languages(self) -> list[Language]:
        current = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
        return [
            Language(code, get_language_info(code)["name_local"], code == current)
            for code, _name in settings.LANGUAGES
        ]

    @property
    def address(self) -> str:
        return self._request.get_full_path()


def page(request: HttpRequest) -> dict[str, Page]:
    """Give templates `page`: places of the rail, the person, the languages."""
    return {"page": Page(request)}

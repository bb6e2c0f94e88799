"""How django-allauth behaves here: nobody signs up alone, people are invited."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest  # noqa: TID251 - the shape allauth asks for
from typing_extensions import override


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    @override
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

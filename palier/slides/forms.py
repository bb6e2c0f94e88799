"""From what a browser sends to values; nothing is refused here, the rules do that."""

from collections.abc import Mapping
from dataclasses import dataclass

from django import forms
from django.utils.text import slugify

MAX_ID = 18  # digits; more is no row of the database


@dataclass(frozen=True, slots=True)
class LineForm:
    """A line to be added: where, with which words, under which key of the browser's making."""

    key: str
    after: int
    title: str

    @classmethod
    def read(cls, data: Mapping[str, str]) -> "LineForm":
        after = data.get("after", "").rpartition("-")[2]
        return cls(
            key=slugify(data.get("key", ""))[:40],
            after=int(after) if after.isdecimal() and len(after) <= MAX_ID else 0,
            title=data.get("title", ""),
        )


@dataclass(frozen=True, slots=True)
class EditForm:
    """One field of a line and what was typed; `before` is the text it was typed over."""

    field: str
    text: str
    before: str | None

    @classmethod
    def read(cls, data: Mapping[str, str]) -> "EditForm":
        return cls(
            field=data.get("field", ""), text=data.get("text", ""), before=data.get("before")
        )


class CategoryForm(forms.Form):
    name = forms.CharField(max_length=60)
    colour = forms.IntegerField(min_value=1, max_value=8)

"""From what a browser sends to values; nothing is refused here, the rules do that."""

from collections.abc import Mapping
from dataclasses import dataclass

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.text import slugify

from palier.slides.rules.sending import LONGEST, Sent

MAX_ID = 18  # digits; more is no row of the database


def sent_of(data: Mapping[str, str]) -> Sent:
    """Return how the browser names a change; a name of another shape is none."""
    names = (data.get("id", ""), data.get("burst", ""))
    known = [name if name.isalnum() and len(name) <= LONGEST else "" for name in names]
    return Sent(*known)


def number_of(text: str) -> int:
    """Return the id that a text holds; 0, which no row has, for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MAX_ID else 0


@dataclass(frozen=True, slots=True)
class LineForm:
    """A line to be added: where, with which words, under which key of the browser's making."""

    key: str
    after: int
    title: str

    @classmethod
    def read(cls, data: Mapping[str, str]) -> "LineForm":
        return cls(
            key=slugify(data.get("key", ""))[:40],
            after=number_of(data.get("after", "").rpartition("-")[2]),
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


@dataclass(frozen=True, slots=True)
class ParentsForm:
    """What an objective is to serve; `before` is what was shown as chosen, None if not said."""

    refs: list[str]
    before: list[str] | None

    @classmethod
    def read(cls, data: MultiValueDict[str, str]) -> "ParentsForm":
        refs, before = ([ref for ref in data.getlist(name) if ref] for name in ("serves", "before"))
        return cls(refs=refs, before=before if "before" in data else None)


class CategoryForm(forms.Form):
    name = forms.CharField(max_length=60)
    colour = forms.IntegerField(min_value=1, max_value=8)

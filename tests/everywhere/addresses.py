"""Every address of Palier, read from the resolver, and how to fill its arguments.

A new address with an argument needs a builder here: a function that takes the cast and returns
the value that leads to something of the cast's own organisation. Its key is the word before the
argument in the address and the name of the argument: `slides/<int:pk>/` is `"slides/pk"`.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from palier.branding.actions import bring
from palier.branding.models import DeckTemplate
from palier.comments.actions.saying import write
from palier.comments.models import Comment
from palier.comments.rules.talking import Words
from palier.exchange.models import Import
from palier.exports.models import Export, State
from palier.sharing.actions import share_slide
from palier.sharing.models import Link
from palier.sharing.rules import Term
from palier.slides.models import Category, Objective, Slide, Variant
from tests.branding.decks import corporate
from tests.cast import Cast, make_slide

# What somebody who has not signed in may open. Everything else sends them to sign in.
PUBLIC = {
    "account_login",
    "account_request_login_code",
    "account_confirm_login_code",
    "account_logout",
    "account_inactive",
    "account_signup",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "language",
    "reading",
    "reading-picture",
}

# What exists in `palier demo` alone; elsewhere the answer is that of an unknown address.
SAMPLE_ONLY = {"personas"}

BUILDERS: dict[str, Callable[[Cast], object]] = {
    "uidb36": lambda cast: "1",
    "key": lambda cast: "none",
    "slides/pk": lambda cast: slide_of(cast).pk,
    "slides/key": lambda cast: cast.past.key,
    "slides/offset": lambda cast: 0,
    # Beta has no such quarter; the coming one it has too.
    "quarters/key": lambda cast: cast.past.key,
    "people/pk": lambda cast: cast.jo.pk,
    "units/pk": lambda cast: cast.sales_france.pk,
    "units/unit": lambda cast: cast.sales.key,
    "objectives/pk": lambda cast: objective_of(cast).pk,
    "objectives/ref": lambda cast: objective_of(cast).ref,
    "imports/pk": lambda cast: Import.objects.get(organisation=cast.acme).pk,
    "exports/pk": lambda cast: Export.objects.get(organisation=cast.acme).pk,
    # Of no link: what a living one opens names people, and is tested in tests/sharing.
    "read/token": lambda cast: "none",
    "links/pk": lambda cast: Link.objects.get(organisation=cast.acme).pk,
    "deck-templates/pk": lambda cast: DeckTemplate.objects.get(organisation=cast.acme).pk,
    "layouts/layout": lambda cast: 1,
    "export/kind": lambda cast: "pdf",
    "lines/ref": lambda cast: objective_of(cast).ref,
    "variants/pk": lambda cast: Variant.objects.get(slide=slide_of(cast)).pk,
    "comments/pk": lambda cast: Comment.objects.get(slide=slide_of(cast)).pk,
    "categories/pk": lambda cast: Category.objects.get(organisation=cast.acme).pk,
}


def furnish(cast: Cast) -> None:
    """Give the cast something that addresses can lead to, in words that Beta does not use."""
    category = Category.objects.create(organisation=cast.acme, name="Rayonnement", colour=2)
    slide = make_slide(
        cast.sales_france,
        cast.coming,
        {"Conquérir les comptes du Sud": ["Signer Garonne & Fils", "Ouvrir un bureau à Nîmes"]},
    )
    slide.objectives.update(category=category, why="Le Sud nous attend")
    Variant.objects.create(
        slide=slide,
        line=objective_of(cast).ref,
        field="title",
        text="Conquérir les petits comptes du Sud",
        author=cast.jo,
        written_at=timezone.now(),
    )
    said = Words("Le Sud sait-il qu'on arrive ?")
    write(slide, said, by=cast.jo, at=timezone.now(), line=objective_of(cast).ref)
    make_slide(cast.sales_france, cast.past, {"Tenir les salons d'été": ["Trois salons tenus"]})
    share_slide(slide, term=Term.MONTH, label="Garonne", by=cast.marie, at=timezone.now())
    Import.objects.create(
        organisation=cast.acme,
        person=cast.pia,
        name="okr-du-sud.json",
        size=len(PALIER_JSON),
        data=PALIER_JSON,
        language="fr",
        created_at=timezone.now(),
    )
    bring(cast.acme, "Garonne.potx", corporate(), by=cast.pia, at=timezone.now())
    make_slide(cast.company, cast.coming, {"Grandir sans s'essouffler": ["Ventes doublées"]})
    Export.objects.create(
        organisation=cast.acme,
        person=cast.dora,
        kind="pptx",
        cycle_key=cast.coming.key,
        language="fr",
        state=State.FAILED,
        fault="full",
        token="0" * 32,
        asked_at=timezone.now(),
        changed_at=timezone.now(),
    )


def slide_of(cast: Cast) -> Slide:
    return Slide.objects.get(unit=cast.sales_france, cycle=cast.coming)


def objective_of(cast: Cast) -> Objective:
    return slide_of(cast).objectives.get()


PALIER_JSON = b"""{"format": "palier/1", "organisation": {"key": "acme", "name": "Acme"},
 "units": [{"key": "acme", "kind": "company", "name": "Acme", "parent": null},
           {"key": "sud", "kind": "team", "name": "Sud-Ouest", "parent": "acme"}]}"""

ARGUMENT = re.compile(r"(?:([\w-]+)/)?<(?:\w+:)?(\w+)>|\(\?P<(\w+)>")


@dataclass(frozen=True)
class Address:
    """One route and its name."""

    route: str
    name: str

    @property
    def keys(self) -> dict[str, str]:
        """Return {argument: key of its builder}."""
        return {
            argument or group: f"{before}/{argument}" if before else argument or group
            for before, argument, group in ARGUMENT.findall(self.route)
        }

    def path(self, cast: Cast) -> str:
        """Return the address of something of the cast's own organisation."""
        values = {argument: BUILDERS[key](cast) for argument, key in self.keys.items()}
        return reverse(self.name, kwargs=values)

    @property
    def can_be_filled(self) -> bool:
        return all(key in BUILDERS for key in self.keys.values())


def every_address() -> list[Address]:
    """Return all addresses, in the order of the resolver."""
    return list(_walk(get_resolver(), "", ""))


def _walk(resolver: URLResolver, prefix: str, namespace: str) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield Address(route, f"{namespace}{entry.name or ''}")
        else:
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry, route, inner)

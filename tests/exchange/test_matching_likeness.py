"""Names that look alike are proposed; false friends are not."""

import pytest

from palier.exchange.document import Document, Objective, Slide
from palier.exchange.matching import Asked, match
from palier.exchange.matching.likeness import Likeness
from tests.exchange.test_matching import CYCLE, TODAY, acme

pytestmark = pytest.mark.once

SAME_UNITS = [
    ("Sales FR", "Sales France"),
    ("Sales France", "Équipe Sales France"),
    ("France Sales", "Sales France"),
    ("Ventes France", "Sales France"),
    ("Sales Frence", "Sales France"),
    ("Sales IT", "Sales Italie"),
    ("Sales GC", "Sales Grands comptes"),
    ("Mktg", "Marketing"),
    ("CS", "Customer Success"),
    ("Customer Succes", "Customer Success"),
    ("RH", "Ressources humaines"),
    ("HR", "Ressources humaines"),
    ("R&D", "Recherche et développement"),
    ("Compta", "Comptabilité"),
    ("Ops", "Opérations"),
    ("DSI", "Direction des systèmes d’information"),
    ("SAV", "Service après-vente"),
    ("Équipe Produit", "Product team"),
    ("Platform", "Plateforme"),
    ("Support clients", "Support client"),
]
OTHER_UNITS = [
    ("Sales France", "Sales Finance"),
    ("Sales France", "Franchise Sales"),
    ("Sales Nord", "Sales Sud"),
    ("Sales DE", "Sales"),
    ("Marketing", "Marchés"),
    ("Marketing", "Marketing France"),
    ("Support", "Report"),
    ("Import", "Export"),
    ("Com", "Commercial"),
    ("Communication", "Communauté"),
    ("Squad 1", "Squad 2"),
    ("Équipe A", "Équipe B"),
    ("Pôle Sales", "Équipe Sales"),
]
SAME_PEOPLE = [
    ("Laurent Marie", "Marie Laurent"),
    ("Marie", "Marie Laurent"),
    ("Laurent", "Marie Laurent"),
    ("ML", "Marie Laurent"),
    ("M. L.", "Marie Laurent"),
    ("M. Laurent", "Marie Laurent"),
    ("mlaurent", "Marie Laurent"),
    ("JP Durand", "Jean-Pierre Durand"),
    ("Mathieu Petit", "Matthieu Petit"),
    ("Anna Kessel", "Anna Kessler"),
    ("Zoe Durand", "Zoé Durand-Petit"),
]
OTHER_PEOPLE = [
    ("Julien Martin", "Julie Martin"),
    ("Jean Martin", "Jeanne Martin"),
    ("Frédéric Blanc", "Frédérique Blanc"),
    ("Laurence Petit", "Laurent Petit"),
    ("Marc Laurent", "Marie Laurent"),
    ("Paul Martin", "Paul Durand"),
    ("Luc", "Lucie Petit"),
]


@pytest.mark.parametrize(
    ("kind", "one", "other", "is_alike"),
    [
        *(("unit", *pair, True) for pair in SAME_UNITS),
        *(("unit", *pair, False) for pair in OTHER_UNITS),
        *(("person", *pair, True) for pair in SAME_PEOPLE),
        *(("person", *pair, False) for pair in OTHER_PEOPLE),
    ],
)
def test_a_name_is_alike_or_not_either_way(kind: str, one: str, other: str, is_alike: bool) -> None:
    assert bool(Likeness([other], kind=kind).of(one)) is is_alike
    assert bool(Likeness([one], kind=kind).of(other)) is is_alike


def test_the_likeliest_comes_first() -> None:
    known = ["Customer Support", "Marketing", "Customer Success"]
    assert Likeness(known, kind="unit").of("Customer Succes") == ["Customer Success"]
    assert set(Likeness(known, kind="unit").of("CS")) == {"Customer Support", "Customer Success"}


def test_several_that_a_first_name_may_be_are_all_proposed_and_any_can_be_chosen() -> None:
    picture = acme()
    known = picture.document.people
    known += [type(known[0])("Zoé Blanc", "zoe-blanc"), type(known[0])("Zoé Petit", "zoe-petit")]
    picture.people |= {"zoe-blanc": 91, "zoe-petit": 92}
    document = Document(slides=[Slide("Sales France", head="Zoé", objectives=[Objective("Oser")])])

    (proposal,) = match(document, picture, Asked(today=TODAY, cycle=CYCLE)).proposals
    answers = {proposal.ref: "zoe-petit"}
    plan = match(document, picture, Asked(today=TODAY, cycle=CYCLE, answers=answers))

    assert {key for key, _ in proposal.choices} == {"zoe-blanc", "zoe-petit"}
    assert plan.slides[0].head == "zoe-petit" and plan.people == []

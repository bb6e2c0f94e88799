"""People come by name as a French reader expects it: accents and capitals set aside."""

from palier.organisation.models import Person
from palier.organisation.queries import members_of, offered, people_with_units, search_people
from tests.cast import Cast, make_person

NAMES = ("Zoé Zacharie", "Éric Étienne", "eva Martin", "Élodie Abel", "Adèle Zola")
IN_ORDER = ["Adèle Zola", "Élodie Abel", "Éric Étienne", "eva Martin", "Zoé Zacharie"]


def test_names_are_in_the_order_of_a_reader(cast: Cast) -> None:
    people = [
        make_person(cast.acme, name, key=f"p{number}", has_account=False)
        for number, name in enumerate(NAMES)
    ]
    for person in people:
        cast.support.memberships.create(person=person)
    ids = [person.pk for person in people]
    these = Person.objects.filter(pk__in=ids)
    assert [person.name for person in members_of(cast.support)] == IN_ORDER
    assert [person.name for person in people_with_units(search_people(these, ""))] == IN_ORDER
    assert [person.name for person in offered(these, "", without=()).people] == IN_ORDER

"""POST /organisation/settings/"""

import pytest

from palier.journal.models import Entry
from palier.organisation.actions.settings import Settings, change_settings
from palier.organisation.models import Person
from palier.organisation.rules import Refused
from tests.cast import NOW, Cast
from tests.organisation.pages import get, post, words

SETTINGS = {
    "name": "Acme",
    "language": "fr",
    "country": "FR",
    "region": "",
    "max_objectives": 3,
    "max_key_results": 4,
    "max_objective_characters": 80,
    "max_key_result_characters": 120,
}


def change(cast: Cast, *, by: Person, **said: str | int) -> int:
    status = post("/organisation/settings/", {**SETTINGS, **said}, by=by).status_code
    cast.acme.refresh_from_db()
    return status


@pytest.mark.parametrize("who", ["pia", "dora"])
def test_the_settings_are_saved_and_written_in_the_journal(cast: Cast, who: str) -> None:
    assert change(cast, by=getattr(cast, who), region="2a", max_objectives=5) == 302
    assert (cast.acme.region, cast.acme.max_objectives) == ("2A", 5)
    entry = Entry.objects.get()
    assert entry.verb == "organisation.changed"
    assert entry.details["before"] == {"region": "", "max_objectives": 3}
    assert entry.details["after"] == {"region": "2A", "max_objectives": 5}


def test_the_company_that_bore_the_name_takes_the_new_one(cast: Cast) -> None:
    change(cast, by=cast.pia, name="Acme Groupe")
    cast.company.refresh_from_db()
    assert cast.company.name == "Acme Groupe"


def test_a_company_of_another_name_keeps_it(cast: Cast) -> None:
    cast.company.name = "Acme France"
    cast.company.save()
    change(cast, by=cast.pia, name="Acme Groupe")
    cast.company.refresh_from_db()
    assert cast.company.name == "Acme France"


@pytest.mark.parametrize("who", ["luc", "marie", "jo"])
def test_others_are_refused(cast: Cast, who: str) -> None:
    assert get("/organisation/settings/", by=getattr(cast, who)).status_code == 403
    assert change(cast, by=getattr(cast, who), name="Ours") == 403
    assert cast.acme.name == "Acme"


def test_the_action_itself_refuses_others_and_a_missing_name(cast: Cast) -> None:
    with pytest.raises(Refused, match="not-pilot"):
        change_settings(cast.acme, Settings(**SETTINGS), by=cast.luc, at=NOW)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="no-name"):
        change_settings(cast.acme, Settings(**{**SETTINGS, "name": " "}), by=cast.pia, at=NOW)  # type: ignore[arg-type]


def test_another_company_changes_its_own(cast: Cast) -> None:
    assert change(cast, by=cast.beta_dora, name="Gamma") == 302
    cast.beta.refresh_from_db()
    assert (cast.acme.name, cast.beta.name) == ("Acme", "Gamma")


def test_saving_twice_writes_once(cast: Cast) -> None:
    for _time in range(2):
        assert change(cast, by=cast.pia, country="BE") == 302
    assert Entry.objects.count() == 1


@pytest.mark.parametrize(
    "said", [{"max_objectives": 0}, {"country": "XX"}, {"region": "5 7"}, {"name": ""}]
)
def test_what_cannot_be_is_shown_again(cast: Cast, said: dict[str, str | int]) -> None:
    assert change(cast, by=cast.pia, **said) == 422


def test_countries_are_named_in_the_language_of_the_reader(cast: Cast) -> None:
    assert "Allemagne</option>" in words(get("/organisation/settings/", by=cast.pia))

"""Companies of any size, every team with a full slide: 3 objectives of 4 key results."""

from collections.abc import Sequence
from datetime import timedelta
from functools import cache

from django.test import Client
from django.utils import timezone

from palier.accounts.models import User
from palier.cycles.models import Cycle
from palier.organisation.models import Organisation, Person, Unit
from palier.organisation.rules import Kind, Stage, path_of
from palier.slides.models import KeyResult, Objective, Slide

OBJECTIVES, KEY_RESULTS = 3, 4
TEAMS_PER_POLE = 3
TITLE = "Gagner la confiance des grands comptes, région par région"
RESULT = "Signer des contrats-cadres avec des groupes de plus de mille personnes"


@cache
def company(teams: int) -> Organisation:
    """Make a company once: teams under poles of three, each with a slide of the coming quarter."""
    today = timezone.localdate()
    organisation = Organisation.objects.create(
        key=f"company-{teams}", name=f"Company of {teams}", stages=[Stage.DEFINE, Stage.SHARE]
    )
    cycle = Cycle.objects.create(
        organisation=organisation,
        key=f"{today.year + 1}-Q1",
        starts_on=today.replace(year=today.year + 1, month=1, day=1),
        ends_on=today.replace(year=today.year + 1, month=3, day=31),
    )
    user = User.objects.create_user(f"head@company-{teams}.example")
    head = Person.objects.create(
        organisation=organisation, user=user, key="head", name="Marie Laurent", is_direction=True
    )
    top = _units(organisation, head, Kind.COMPANY, 1, [None])[0]
    poles = _units(organisation, head, Kind.POLE, -(-teams // TEAMS_PER_POLE), [top])
    _fill(cycle, _units(organisation, head, Kind.TEAM, teams, poles))
    return organisation


def client_of(organisation: Organisation) -> Client:
    """Return a client signed in as the one who may do everything there."""
    client = Client(headers={"accept-language": "fr"})
    user = Person.objects.get(organisation=organisation, is_direction=True).user
    assert user
    client.force_login(user)
    return client


def _units(
    organisation: Organisation, head: Person, kind: Kind, count: int, above: Sequence[Unit | None]
) -> list[Unit]:
    units = [
        Unit(
            organisation=organisation,
            key=f"{kind}-{number}",
            kind=kind,
            name=f"{kind.title()} {number}",
            parent=above[number * len(above) // count],
            head=head,
            position=number,
        )
        for number in range(count)
    ]
    for unit in Unit.objects.bulk_create(units):
        unit.path = path_of(unit.parent.path if unit.parent else "", unit.pk)
    Unit.objects.bulk_update(units, ["path"], batch_size=500)
    return units


def _fill(cycle: Cycle, teams: list[Unit]) -> None:
    slides = Slide.objects.bulk_create(
        Slide(unit=unit, cycle=cycle, unit_name=unit.name, parent=unit.parent, head=unit.head)
        for unit in teams
    )
    objectives = Objective.objects.bulk_create(
        Objective(slide=slide, key=f"o{n}", position=n, title=TITLE)
        for slide in slides
        for n in range(OBJECTIVES)
    )
    KeyResult.objects.bulk_create(
        KeyResult(
            objective=objective,
            key=f"k{n}",
            position=n,
            title=RESULT,
            level=("input", "output", "outcome", "")[n],
            kind="number",
            baseline=n,
            target=10 + n,
            measure_unit="contrats",
            due_on=cycle.starts_on + timedelta(days=30),
        )
        for objective in objectives
        for n in range(KEY_RESULTS)
    )

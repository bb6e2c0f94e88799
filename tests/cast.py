"""The people every test knows, in two companies, so that isolation can be tested.

Acme has the poles Sales and Tech; Sales France and Platform are teams in them, Support stands
directly under the company. Dora is the direction and heads Acme, Pia is the pilot, Luc heads the
pole Sales and Tess the pole Tech. Marie heads Sales France alone, Hugo heads Platform and Support.
Jo is a member of Sales France. Sam is a member of Platform and has no account.

Beta is another company, where people have the same names and must see nothing of Acme: Beta's
Dora is direction and pilot, Beta's Marie heads its one team, Beta's Jo is a member there.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from palier.accounts.models import User
from palier.cycles.models import Cycle
from palier.organisation.models import Membership, Organisation, Person, Unit
from palier.organisation.rules import Kind, Stage, path_of
from palier.slides.models import KeyResult, Objective, Slide
from palier.slides.rules.words import SlideState

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)  # in the middle of the current quarter


@dataclass
class Cast:
    acme: Organisation
    dora: Person
    pia: Person
    luc: Person
    tess: Person
    marie: Person
    hugo: Person
    jo: Person
    sam: Person
    company: Unit
    sales: Unit
    tech: Unit
    sales_france: Unit
    platform: Unit
    support: Unit
    past: Cycle
    current: Cycle
    coming: Cycle
    beta: Organisation
    beta_dora: Person
    beta_marie: Person
    beta_jo: Person
    beta_company: Unit
    beta_team: Unit
    beta_coming: Cycle


def make_cast() -> Cast:
    acme, beta = make_organisation("acme", "Acme"), make_organisation("beta", "Beta")
    dora = make_person(acme, "Dora Lenoir", is_direction=True)
    luc, tess = make_person(acme, "Luc Martin"), make_person(acme, "Tess Garnier")
    marie, hugo = make_person(acme, "Marie Laurent"), make_person(acme, "Hugo Blanc")
    jo = make_person(acme, "Jo Petit")
    sam = make_person(acme, "Sam Roux", has_account=False)
    company = make_unit(acme, Kind.COMPANY, "Acme", head=dora)
    sales = make_unit(acme, Kind.POLE, "Sales", under=company, head=luc)
    tech = make_unit(acme, Kind.POLE, "Tech", under=company, head=tess)
    beta_dora = make_person(beta, "Dora Lenoir", is_direction=True, is_pilot=True)
    beta_marie = make_person(beta, "Marie Laurent")
    beta_jo = make_person(beta, "Jo Petit")
    beta_company = make_unit(beta, Kind.COMPANY, "Beta", head=beta_dora)
    return Cast(
        acme=acme,
        dora=dora,
        pia=make_person(acme, "Pia Moreau", is_pilot=True),
        luc=luc,
        tess=tess,
        marie=marie,
        hugo=hugo,
        jo=jo,
        sam=sam,
        company=company,
        sales=sales,
        tech=tech,
        sales_france=make_unit(acme, Kind.TEAM, "Sales France", under=sales, head=marie, of=[jo]),
        platform=make_unit(acme, Kind.TEAM, "Platform", under=tech, head=hugo, of=[sam]),
        support=make_unit(acme, Kind.TEAM, "Support", under=company, head=hugo),
        past=make_cycle(acme, "2026-Q3", date(2026, 7, 1), date(2026, 9, 30)),
        current=make_cycle(acme, "2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
        coming=make_cycle(acme, "2027-Q1", date(2027, 1, 1), date(2027, 3, 31)),
        beta=beta,
        beta_dora=beta_dora,
        beta_marie=beta_marie,
        beta_jo=beta_jo,
        beta_company=beta_company,
        beta_team=make_unit(
            beta, Kind.TEAM, "Beta France", under=beta_company, head=beta_marie, of=[beta_jo]
        ),
        beta_coming=make_cycle(beta, "2027-Q1", date(2027, 1, 1), date(2027, 3, 31)),
    )


def make_organisation(key: str, name: str, **fields: Any) -> Organisation:
    """Make an organisation where everybody sees, without its company unit."""
    fields.setdefault("stages", [Stage.DEFINE, Stage.SHARE])
    return Organisation.objects.create(key=key, name=name, **fields)


def make_person(
    organisation: Organisation, name: str, *, has_account: bool = True, **fields: Any
) -> Person:
    """Make a person whose key, address and account follow from the name: marie@acme.example."""
    key = fields.pop("key", name.split()[0].lower())
    email = f"{key}@{organisation.key}.example"
    return Person.objects.create(
        organisation=organisation,
        key=key,
        name=name,
        email=email if has_account else "",
        user=User.objects.create_user(email) if has_account else None,
        **fields,
    )


def make_unit(
    organisation: Organisation,
    kind: Kind,
    name: str,
    *,
    under: Unit | None = None,
    head: Person | None = None,
    of: list[Person] | None = None,
) -> Unit:
    """Make a unit with its head and members; its key follows from its name."""
    unit = Unit.objects.create(
        organisation=organisation,
        key=name.lower().replace(" ", "-"),
        kind=kind,
        name=name,
        parent=under,
        head=head,
        position=under.children.count() if under else 0,
    )
    unit.path = path_of(under.path if under else "", unit.pk)
    unit.save(update_fields=["path"])
    Membership.objects.bulk_create(Membership(person=person, unit=unit) for person in of or [])
    return unit


def make_cycle(organisation: Organisation, key: str, starts_on: date, ends_on: date) -> Cycle:
    return Cycle.objects.create(
        organisation=organisation, key=key, starts_on=starts_on, ends_on=ends_on
    )


def make_slide(
    unit: Unit,
    cycle: Cycle,
    objectives: dict[str, list[str]] | None = None,
    *,
    state: SlideState = SlideState.DRAFT,
) -> Slide:
    """Make a slide as the unit stands, from titles: {"objective": ["key result", …], …}."""
    slide = Slide.objects.create(
        unit=unit,
        cycle=cycle,
        state=state,
        unit_name=unit.name,
        parent=unit.parent,
        head=unit.head,
    )
    for title, key_results in (objectives or {}).items():
        objective = make_objective(slide, title)
        for key_result in key_results:
            make_key_result(objective, key_result)
    return slide


def make_objective(slide: Slide, title: str, **fields: Any) -> Objective:
    """Make the next objective of a slide: o1, o2…"""
    number = slide.objectives.count() + 1
    fields.setdefault("key", f"o{number}")
    return Objective.objects.create(slide=slide, title=title, position=number - 1, **fields)


def make_key_result(objective: Objective, title: str, **fields: Any) -> KeyResult:
    """Make the next key result of an objective: k1, k2…"""
    number = objective.key_results.count() + 1
    fields.setdefault("key", f"k{number}")
    return KeyResult.objects.create(objective=objective, title=title, position=number - 1, **fields)

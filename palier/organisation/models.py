"""The company: its units as a tree, its people, who heads and who belongs where."""

from functools import cached_property
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from palier.organisation import rules
from palier.organisation.rules import Kind, Standing

KIND_LABELS = {
    Kind.COMPANY: _("company"),
    Kind.POLE: _("pole"),
    Kind.TEAM: _("team"),
    Kind.PERSON: _("person"),
}


class Organisation(models.Model):
    """One company. Nothing is ever shared between two."""

    key = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=5, choices=settings.LANGUAGES, default="fr")
    country = models.CharField(max_length=2, default="FR")
    region = models.CharField(max_length=10, blank=True)
    stages = models.JSONField(default=list)
    # What the limits of a slide advise; see slides.
    max_objectives = models.PositiveSmallIntegerField(default=3)
    max_key_results = models.PositiveSmallIntegerField(default=4)
    max_objective_characters = models.PositiveSmallIntegerField(default=80)
    max_key_result_characters = models.PositiveSmallIntegerField(default=120)
    is_sample = models.BooleanField(default=False)  # only `palier demo` makes one

    @property
    def topic(self) -> str:
        return f"organisation-{self.pk}"

    def has_stage(self, stage: rules.Stage) -> bool:
        return stage in self.stages


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, person: "Person") -> Self:
        return self.filter(organisation_id=person.organisation_id)

    def present(self) -> Self:
        return self.filter(is_present=True)


class Person(models.Model):
    """Somebody of one organisation, with or without an account yet."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="people")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="people",
    )
    key = models.SlugField(max_length=80)
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    is_direction = models.BooleanField(default=False)
    is_pilot = models.BooleanField(default=False)
    is_present = models.BooleanField(default=True)  # false once they have left

    objects: ClassVar[PersonQuerySet] = PersonQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "key"], name="person_key_once_per_organisation"
            ),
            models.UniqueConstraint(
                fields=["organisation", "user"], name="person_once_per_organisation"
            ),
            models.UniqueConstraint(
                fields=["organisation", "email"],
                condition=~models.Q(email=""),
                name="person_email_once_per_organisation",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.name

    @cached_property
    def standing(self) -> Standing:
        """What this person is in the company, read once per request (one query)."""
        heads = Unit.objects.filter(head=self.pk, closed_on=None).order_by()
        member_of = Membership.objects.filter(person=self.pk)
        nobody = models.Value(None, models.BigIntegerField())
        places = heads.values_list("pk", "head_id").union(
            member_of.values_list("unit_id", nobody), all=True
        )
        heads_of = frozenset(unit_id for unit_id, head_id in places if head_id)
        belongs_to = frozenset(unit_id for unit_id, head_id in places if not head_id)
        return Standing(
            person_id=self.pk,
            organisation_id=self.organisation_id,
            heads=heads_of,
            member_of=belongs_to,
            is_direction=self.is_direction,
            is_pilot=self.is_pilot,
        )


class UnitQuerySet(models.QuerySet["Unit"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(organisation_id=person.organisation_id)

    def open(self) -> Self:
        return self.filter(closed_on=None)

    def below(self, unit: "Unit") -> Self:
        return self.filter(path__startswith=unit.path).exclude(pk=unit.pk)


class Unit(models.Model):
    """A node of the company's tree."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="units")
    key = models.SlugField(max_length=80)
    kind = models.CharField(max_length=10, choices=KIND_LABELS)
    name = models.CharField(max_length=200)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    path = models.CharField(max_length=255, editable=False, default="")  # "/1/4/12/"
    head = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="headed_units"
    )
    position = models.PositiveIntegerField(default=0)
    closed_on = models.DateField(null=True, blank=True)

    objects: ClassVar[UnitQuerySet] = UnitQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["position", "name", "pk"]
        indexes = [models.Index(fields=["organisation", "path"])]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "key"], name="unit_key_once_per_organisation"
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(kind=Kind.COMPANY),
                name="one_company_per_organisation",
            ),
            models.CheckConstraint(
                condition=models.Q(kind=Kind.COMPANY, parent=None)
                | (~models.Q(kind=Kind.COMPANY) & models.Q(parent__isnull=False)),
                name="only_the_company_has_no_parent",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.name

    @property
    def line(self) -> tuple[int, ...]:
        """Return the ids from the top of the tree down to this unit."""
        return rules.ids_of(self.path)

    @property
    def is_pole(self) -> bool:
        return self.kind == Kind.POLE

    @property
    def is_company(self) -> bool:
        return self.kind == Kind.COMPANY

    @property
    def depth(self) -> int:
        return len(self.line) - 1


class Membership(models.Model):
    """A person belongs to a unit."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="memberships")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "unit"], name="membership_once_per_unit")
        ]

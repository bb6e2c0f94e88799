"""From what is typed to what the actions take."""

from typing import Any, cast

from babel import Locale
from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from palier.organisation.actions.people import Introduced
from palier.organisation.actions.settings import Settings
from palier.organisation.actions.units import Described
from palier.organisation.models import KIND_LABELS, Organisation, Person, PersonQuerySet, Unit
from palier.organisation.queries import fold, offered, units_in_order
from palier.organisation.rules import MAY_HOLD, Kind

CHOSEN_KINDS = (Kind.POLE, Kind.TEAM)
INDENT = "\u2003"
WIDEST = 20  # objectives or key results of one slide
NO_COUNTRIES = {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}  # groups and test codes of the CLDR
LONGEST = 500  # characters of one line


def countries() -> list[tuple[str, str]]:
    """Return the countries by name in the language of the page."""
    names = Locale.parse((get_language() or "fr").replace("-", "_")).territories.items()
    found = [(str(code), str(name)) for code, name in names if str(code) not in NO_COUNTRIES]
    countries = [(code, name) for code, name in found if len(code) == 2 and code.isalpha()]
    return sorted(countries, key=lambda country: fold(country[1]))


class PeoplePicker(forms.Widget):
    """People found by a few letters and picked: one, or as many as one likes."""

    template_name = "organisation/picker.html"
    use_fieldset = True

    choices: "forms.models.ModelChoiceIterator[Person]"  # set by the field

    def __init__(self, *, many: bool = False) -> None:
        super().__init__()
        self.many = many

    @property
    def people(self) -> PersonQuerySet:
        return cast(PersonQuerySet, self.choices.queryset)

    @override
    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        chosen = self._chosen(value)
        ids = [person.pk for person in chosen]
        context["picker"] = {
            "name": name,
            "kind": "checkbox" if self.many else "radio",
            "many": self.many,
            "chosen": chosen,
            "found": offered(self.people, "", without=ids),
        }
        return context

    @override
    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return data.getlist(name) if self.many else data.get(name)

    @override
    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return ""  # the legend names the group

    def _chosen(self, value: Any) -> list[Person]:
        values = value if self.many else [value]
        ids = [int(each) for each in values or [] if str(each).isdecimal()]
        return list(self.people.filter(pk__in=ids))


class UnitForm(forms.Form):
    """A unit: its name and head, and unless it is the company its kind and place."""

    name = forms.CharField(label=_("Name"), max_length=200)

    def __init__(
        self, *args: Any, organisation: Organisation, unit: Unit | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._unit = unit
        self._units: dict[int, Unit] = {}
        if not (unit and unit.is_company):
            self._offer_places(organisation)
        self.fields["head"] = forms.ModelChoiceField(
            organisation.people.present(), label=_("Head"), required=False, widget=PeoplePicker()
        )

    def described(self) -> Described:
        """Return what was said, once the form is valid."""
        said = self.cleaned_data
        if self._unit and self._unit.is_company:
            return Described(said["name"], Kind.COMPANY, self._unit, said["head"])
        return Described(
            said["name"], Kind(said["kind"]), self._units[said["parent"]], said["head"]
        )

    def _offer_places(self, organisation: Organisation) -> None:
        places = [
            row
            for row in units_in_order(organisation)
            if MAY_HOLD[Kind(row.unit.kind)] & set(CHOSEN_KINDS)
            and not (self._unit and row.unit.path.startswith(self._unit.path))
        ]
        self._units = {row.unit.pk: row.unit for row in places}
        self.fields["kind"] = forms.ChoiceField(
            label=_("Kind"), choices=[(kind.value, KIND_LABELS[kind]) for kind in CHOSEN_KINDS]
        )
        self.fields["parent"] = forms.TypedChoiceField(
            label=_("Stands under"),
            coerce=int,
            choices=[(row.unit.pk, INDENT * row.depth + row.unit.name) for row in places],
        )


class MembersForm(forms.Form):
    """Exactly these people belong to a unit."""

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"] = forms.ModelMultipleChoiceField(
            organisation.people.present(),
            label=_("Members"),
            required=False,
            widget=PeoplePicker(many=True),
        )


class PersonForm(forms.Form):
    """Somebody of the organisation."""

    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("With an address, this person signs in with a code received by e-mail."),
    )
    is_direction = forms.BooleanField(
        label=_("Direction"),
        required=False,
        help_text=_("Owns the company’s slide and gives the last validation."),
    )
    is_pilot = forms.BooleanField(
        label=_("Pilot"),
        required=False,
        help_text=_("Runs the process: settings, dates, reminders."),
    )

    def introduced(self) -> Introduced:
        """Return what was said, once the form is valid."""
        return Introduced(**self.cleaned_data)


class SettingsForm(forms.Form):
    """What the organisation is called, where it is, what its slides advise."""

    name = forms.CharField(label=_("Name"), max_length=200)
    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        help_text=_("For those who have not chosen their own, and for files."),
    )
    country = forms.ChoiceField(
        label=_("Country"), choices=countries, help_text=_("For public holidays.")
    )
    region = forms.CharField(
        label=_("Region or department"),
        required=False,
        max_length=10,
        validators=[RegexValidator(r"^[0-9A-Za-z-]+$", _("Write a code, for example 57 or 2A."))],
        help_text=_("Its code, where holidays differ: 57, 67, 68, 971…"),
    )
    max_objectives = forms.IntegerField(
        label=_("Objectives of a slide"), min_value=1, max_value=WIDEST
    )
    max_key_results = forms.IntegerField(
        label=_("Key results of an objective"), min_value=1, max_value=WIDEST
    )
    max_objective_characters = forms.IntegerField(
        label=_("Characters of an objective"), min_value=20, max_value=LONGEST
    )
    max_key_result_characters = forms.IntegerField(
        label=_("Characters of a key result"), min_value=20, max_value=LONGEST
    )

    def clean_region(self) -> str:
        return str(self.cleaned_data["region"]).upper()

    def settings(self) -> Settings:
        """Return what was said, once the form is valid."""
        return Settings(**self.cleaned_data)

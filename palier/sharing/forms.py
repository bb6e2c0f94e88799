"""What is said of a link when it is made."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from palier.sharing.models import LABEL_LENGTH
from palier.sharing.rules import Term, terms

TERM_LABELS = {
    Term.DAY: _("1 day"),
    Term.WEEK: _("7 days"),
    Term.MONTH: _("30 days"),
    Term.QUARTER: _("End of the quarter"),
}


class LinkForm(forms.Form):
    """How long a link opens, and whom it is for."""

    term = forms.ChoiceField(
        label=_("How long it stays open"), widget=forms.RadioSelect, required=False
    )
    label = forms.CharField(label=_("Who it is for"), max_length=LABEL_LENGTH, required=False)

    def __init__(self, data: object = None, *, today: date, ends_on: date) -> None:
        super().__init__(data, prefix="link")  # type: ignore[arg-type]
        offered = terms(today=today, ends_on=ends_on)
        field = self.fields["term"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [(term.value, TERM_LABELS[term]) for term in offered]
        field.initial = Term.MONTH.value

    def clean_term(self) -> Term:
        """Return the term; a press of the button alone asks for the usual one."""
        return Term(self.cleaned_data["term"] or Term.MONTH)

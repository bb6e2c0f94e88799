"""Two people who write on one line: what merging their words costs a save."""

import itertools

from django.utils import timezone

from bench.companies import company
from bench.harness import Reading, ratio, row
from palier.organisation.models import Person
from palier.slides.actions.words import edit
from palier.slides.models import KeyResult
from palier.slides.rules.sending import Sent

SAVES = 20  # in a row, long enough to be timed
BEFORE = "Signer des contrats-cadres avec des groupes de plus de mille personnes en Europe"


@row("a save that is merged word by word: time, in one that is not")
def merged_save() -> Reading:
    organisation = company(1)
    head = Person.objects.get(organisation=organisation, is_direction=True)
    line = KeyResult.objects.select_related("objective__slide__unit").filter(
        objective__slide__unit__organisation=organisation
    )[0]
    numbers = itertools.count()

    def save(before: str, *, stored: str) -> None:
        for _turn in range(SAVES):
            KeyResult.objects.filter(pk=line.pk).update(title=stored)
            text = before.replace("groupes", f"{next(numbers)} groupes")
            sent = Sent(burst=f"b{next(numbers)}")
            done = edit(line, "title", text, by=head, at=timezone.now(), before=before, sent=sent)
            if done.variant or done.text == stored:
                raise RuntimeError(f"the words were not joined: {done}")

    theirs = BEFORE.replace("Signer", "Obtenir").replace("en Europe", "en Europe et au Maroc")
    return ratio(lambda: save(BEFORE, stored=theirs), lambda: save(BEFORE, stored=BEFORE), bound=2)

"""A process that saves one title after another and says each once it is saved; see test_faults."""

import itertools
import os
import sys
from datetime import UTC, datetime

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "palier.config.settings"
django.setup()

from django.core.management import call_command  # noqa: E402 - Django is ready only now

from palier.slides.actions.words import edit  # noqa: E402
from palier.slides.models import Objective  # noqa: E402
from tests.cast import make_cast, make_slide  # noqa: E402


def main() -> None:
    call_command("migrate", verbosity=0)
    cast = make_cast()
    make_slide(cast.sales_france, cast.coming, {"0": []})
    line = Objective.objects.select_related("slide__unit").get()
    for number in itertools.count(1):
        edit(line, "title", str(number), by=cast.marie, at=datetime.now(UTC))
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()

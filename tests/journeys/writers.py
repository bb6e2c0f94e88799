"""A company in a data folder of its own, with a session for each who writes; says them as JSON.

To be run as a program: `python -m tests.journeys.writers`; `read` says what the slide holds.
"""

import json
import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "palier.config.settings"
django.setup()

from django.conf import settings  # noqa: E402 - Django is ready only now
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from palier.slides.models import KeyResult, Slide, Variant  # noqa: E402
from tests.cast import make_cast, make_slide  # noqa: E402

LINES = ["Rendez-vous", "NPS", "Signatures"]
WHO = ("marie", "jo", "luc", "pia", "dora")


def make() -> dict[str, object]:
    call_command("migrate", verbosity=0)
    cast = make_cast()
    slide = make_slide(cast.sales_france, cast.coming, {"Donner envie": LINES})
    keys = {}
    for name in WHO:
        client = Client()
        client.force_login(getattr(cast, name).user)
        keys[name] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return {"slide": slide.pk, "cookie": settings.SESSION_COOKIE_NAME, "keys": keys}


def read() -> dict[str, object]:
    slide = Slide.objects.get()
    rows = KeyResult.objects.filter(objective__slide=slide).order_by("position")
    return {
        "titles": [row.title for row in rows],
        "variants": list(Variant.objects.values_list("text", flat=True)),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(read() if "read" in sys.argv else make()))

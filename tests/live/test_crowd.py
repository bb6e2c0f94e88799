"""Many who write on one slide at once, and many who watch it: all end with the same."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import httpx
import pytest
from django.urls import reverse

from palier.journal.models import Entry
from palier.live import streams, versions
from palier.live.publish import publish
from palier.slides.models import KeyResult, Slide
from tests.cast import Cast, make_cast, make_slide
from tests.live.page import OpenPage, cookies_of, open_page

pytestmark = pytest.mark.django_db(transaction=True)

LINES = 4
TIMES = 25
TOKEN = "a" * 32  # of CSRF, as cookie and as header


@pytest.fixture
def cast(server: str) -> Cast:
    return make_cast()


@pytest.fixture
def slide(cast: Cast) -> Slide:
    return make_slide(
        cast.sales_france, cast.coming, {"Grandir": ["un", "deux", "trois", "quatre"]}
    )


def write(server: str, cookies: dict[str, str], line: KeyResult, number: int) -> list[str]:
    """Save a line again and again, each time with another word; return what was acknowledged."""
    saved, text = [], line.title
    with httpx.Client(
        base_url=server,
        cookies={**cookies, "csrftoken": TOKEN},
        headers={"X-CSRFToken": TOKEN, "HX-Request": "true"},
        timeout=30,
    ) as client:
        for turn in range(TIMES):
            other = f"Version {number} {turn}"
            fields = {"field": "title", "text": other, "before": text}
            answer = client.post(reverse("words", args=[line.ref]), data=fields)
            assert answer.status_code == 200, answer.text
            text = other
            saved.append(other)
    return saved


def last_told(page: OpenPage, topic: str) -> int:
    """Return the last version of a topic that a page was told; numbers only grow."""
    told = [data.split(" ") for _moment, _id, data in tuple(page.events.queue)]
    numbers = [int(version) for name, version in told if name == topic]
    assert numbers == sorted(set(numbers))
    return numbers[-1] if numbers else 0


def wait_until_all_told(pages: list[OpenPage], topic: str) -> None:
    end = time.monotonic() + 10
    while {last_told(page, topic) for page in pages} != {versions.current(topic)}:
        assert time.monotonic() < end, "some pages were not told of the last change"
        time.sleep(0.02)


@pytest.mark.slow
def test_a_hundred_saves_in_a_row_end_the_same_for_all(
    server: str, cast: Cast, slide: Slide
) -> None:
    readers = [cast.dora, cast.luc, cast.tess, cast.hugo, cast.jo, cast.pia]
    lines = list(KeyResult.objects.filter(objective__slide=slide).order_by("pk"))
    with ExitStack() as stack, ThreadPoolExecutor(LINES + 1) as crowd:
        pages = [
            stack.enter_context(
                open_page(server, cookies_of(reader), slide.topic, presence=(slide.topic,))
            )
            for reader in readers
            for _tab in range(5)
        ]
        writing = [
            crowd.submit(write, server, cookies_of(cast.marie), line, n)
            for n, line in enumerate(lines)
        ]
        with httpx.Client(base_url=server, cookies=cookies_of(cast.jo), timeout=30) as other:
            while not all(future.done() for future in writing):
                assert other.get(reverse("cycle-wall", args=[cast.coming.key])).status_code == 200
        saved = [future.result() for future in writing]
        wait_until_all_told(pages, slide.topic)
        version = versions.current(slide.topic)
        with httpx.Client(base_url=server, cookies=cookies_of(cast.jo)) as client:
            html = client.get(f"/live/fragment/{slide.topic}/", params={"v": version}).text
    shown = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    for line, texts in zip(lines, saved, strict=True):
        line.refresh_from_db()
        assert line.title == texts[-1]
        assert texts[-1] in shown
    # Each of the hundred is one step of the slide, and one line of the journal.
    slide.refresh_from_db()
    assert slide.version == 1 + LINES * TIMES
    assert Entry.objects.filter(subject=slide.topic).count() == LINES * TIMES


def test_a_page_hears_five_times_a_second_at_most_and_the_last_always(
    server: str, cast: Cast, slide: Slide
) -> None:
    with ExitStack() as stack:
        pages = [
            stack.enter_context(open_page(server, cookies_of(cast.jo), slide.topic))
            for _tab in range(10)
        ]
        start = time.monotonic()
        for _change in range(100):
            publish(slide.topic)
            time.sleep(0.01)
        wait_until_all_told(pages, slide.topic)
        seconds = time.monotonic() - start
        assert all(page.events.qsize() <= seconds / streams.JOIN + 2 for page in pages)
        assert all(page.events.qsize() >= 3 for page in pages)


def test_a_change_is_not_missed_by_one_who_reconnects_between_two(
    server: str, cast: Cast, slide: Slide
) -> None:
    cookies, topics = cookies_of(cast.jo), (slide.topic, cast.acme.topic)
    with open_page(server, cookies, *topics) as page:
        publish(slide.topic)
        _moment, told, _data = page.events.get(timeout=3)
        # What follows at once is held for a moment, and the line is cut before it is told.
        publish(slide.topic)
        publish(cast.acme.topic)
    with open_page(server, cookies, *topics, since=told) as page:
        assert sorted(page.topics(within=0.6)) == sorted(topics)

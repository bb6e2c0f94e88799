"""What is said under a slide is a topic of its own: the sheet is not drawn again for it."""

from django.template.loader import render_to_string

from palier.comments.queries.threads import talk_under
from palier.live.topics import register
from palier.slides.live import may_watch_slide


def render_comments(slide_id: int) -> str:
    """Return the threads under a slide as all who see it see them, in the active language.

    What is for some only (one's own, who writes there) is hidden, and shown by the page.
    """
    return render_to_string("comments/_threads.html", {"talk": talk_under(slide_id)})


register("comments", may_watch_slide, render_comments)

"""What people say under a slide: threads, who is named in them, other words for a line."""

from typing import ClassVar, Self

from django.db import models
from typing_extensions import override

from palier.comments.rules.talking import LONGEST_KEY, Outcome
from palier.organisation.models import Person
from palier.slides.models import Slide

OUTCOMES = [(outcome.value, outcome.value) for outcome in Outcome]


class CommentQuerySet(models.QuerySet["Comment"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(slide__in=Slide.objects.visible_to(person))

    def openings(self) -> Self:
        """Keep the first comment of each thread."""
        return self.filter(thread=None)

    def shown_openings(self) -> Self:
        """Keep threads in which something is left to read."""
        answered = Comment.objects.filter(thread=models.OuterRef("pk"), deleted_at=None)
        return self.openings().filter(models.Q(deleted_at=None) | models.Exists(answered))


class Comment(models.Model):
    """Something said on a slide or on one line of it; the first of a thread, or an answer.

    The line is named, not pointed to: it may be removed and come back. A deleted comment keeps
    its place and its key, never its words.
    """

    slide = models.ForeignKey(Slide, models.CASCADE, related_name="comments")
    thread = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="answers"
    )
    line = models.CharField(max_length=40, blank=True)  # "key-result-12"; "" for the whole slide
    line_title = models.TextField(blank=True)  # the words of the line when this was written
    # RESTRICT, as in the journal: who said something leaves only with their organisation.
    author = models.ForeignKey(Person, models.RESTRICT, related_name="comments")
    body = models.TextField(blank=True)  # Markdown as it was typed; see rules.marking
    mentioned = models.ManyToManyField(
        Person, through="Mention", related_name="mentioned_in", blank=True
    )
    key = models.CharField(max_length=LONGEST_KEY, blank=True, default="")
    created_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        Person, models.RESTRICT, null=True, blank=True, related_name="threads_resolved"
    )

    objects: ClassVar[CommentQuerySet] = CommentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["slide", "author", "key"],
                condition=~models.Q(key=""),
                name="comment_once_per_key",
            ),
            models.CheckConstraint(
                condition=models.Q(resolved_at=None) | models.Q(thread=None),
                name="only_a_thread_is_resolved",
            ),
            models.CheckConstraint(
                condition=models.Q(deleted_at=None) | models.Q(body=""),
                name="deleted_words_are_gone",
            ),
        ]
        indexes = [
            models.Index(
                fields=["slide"],
                condition=models.Q(thread=None, resolved_at=None),
                name="thread_still_open",
            )
        ]

    @override
    def __str__(self) -> str:
        return self.body

    @property
    def topic(self) -> str:
        return topic_of(self.slide_id)

    @property
    def opening(self) -> "Comment":
        """Return the first comment of the thread this one is in."""
        return self.thread or self


class Mention(models.Model):
    """Somebody is named in a comment, under the name they bore then."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="mentions")
    person = models.ForeignKey(Person, models.CASCADE, related_name="mentions")
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["comment", "person"], name="mentioned_once")]


class Wording(models.Model):
    """What a comment said before it was edited; it goes when the comment is deleted."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="wordings")
    body = models.TextField()
    until = models.DateTimeField()

    class Meta:
        ordering = ["pk"]


class Suggestion(models.Model):
    """Other words for one field of the line that a comment is on."""

    comment = models.OneToOneField(
        Comment, models.CASCADE, primary_key=True, related_name="suggestion"
    )
    field = models.CharField(max_length=20, default="title")
    before = models.TextField(blank=True)
    after = models.TextField()
    outcome = models.CharField(max_length=5, blank=True, default="", choices=OUTCOMES)
    decided_by = models.ForeignKey(
        Person, models.RESTRICT, null=True, blank=True, related_name="suggestions_decided"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome="", decided_at=None)
                | (~models.Q(outcome="") & models.Q(decided_at__isnull=False)),
                name="an_outcome_was_decided",
            )
        ]

    @property
    def is_taken(self) -> bool:
        return self.outcome == Outcome.TAKEN


def topic_of(slide_id: int) -> str:
    """Return the live topic of what is said under a slide; the sheet has its own."""
    return f"comments-{slide_id}"

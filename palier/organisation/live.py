"""The topics of the organisation, who may watch them, whose streams end when their rights do."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set

from palier.accounts.models import User
from palier.live import revoke, topics, watcher
from palier.organisation.access import may_look
from palier.organisation.changes import on_organisation_changed, on_person_changed
from palier.organisation.middleware import find_person
from palier.organisation.models import Organisation, Person


def register() -> None:
    """Make the topics exist; called once, when the application is ready."""
    topics.register("organisation", may_watch_organisation)
    watcher.recognise_by(find_person)
    watcher.names_by(names_of)
    on_person_changed(end_streams)
    on_organisation_changed(doubt_streams)
    for changed in (password_changed, password_set, password_reset):
        changed.connect(end_streams_of_user)


def may_watch_organisation(person: Person, pk: int) -> bool:
    return person.organisation_id == pk and may_look(person)


def names_of(person_ids: Collection[int]) -> dict[int, str]:
    return dict(Person.objects.filter(pk__in=person_ids).values_list("pk", "name"))


def end_streams(person: Person, at: datetime) -> None:  # noqa: ARG001 - the shape of the callback
    revoke.person(person.pk)


def doubt_streams(organisation: Organisation, at: datetime) -> None:  # noqa: ARG001
    """Have the streams ask again: another stage lets other people see."""
    revoke.doubtful()


def end_streams_of_user(user: User, **others: Any) -> None:  # noqa: ARG001 - a signal
    """End those of all sessions, which a new password ends; the one that set it opens another."""
    for person_id in Person.objects.filter(user_id=user.pk).values_list("pk", flat=True):
        revoke.person(person_id)

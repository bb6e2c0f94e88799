"""Who is on a slide now and on which line, as their open pages say.

A page that opens its stream with `?presence=slide-42` is shown to the others who did, and hears
who they are, itself among them, and how many are not named:

    event: presence
    data: {"topic": "slide-42", "more": 0,
           "people": [{"id": "9f…", "name": "Marie Laurent", "place": "key-result-12/title"}, …]}

Nothing of it is written anywhere. With PostgreSQL the processes tell each other ids and places:

    presence here NUMBER TOPIC MORE PERSON:PLACE,…    all I have on it, and which message this is
    presence who [TOPIC]                              say again what you have
    presence at STREAM SESSION TOPIC PLACE            a page of one of you has moved
"""

import asyncio
import itertools
import json
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, connection

from palier.live import elsewhere, streams, watcher
from palier.live.database import visit
from palier.live.rooms import RENEW, Here, Process, Room, public_id
from palier.live.streams import Stream

_rooms: dict[asyncio.AbstractEventLoop, dict[str, Room]] = {}
_numbers = itertools.count(1)
_naming: set[asyncio.Task[None]] = set()


def passport(stream: Stream) -> str:
    """Return what a page is told of itself: the key of its stream, and who it is to others."""
    me = public_id(stream.watcher.person_id) if stream.present_on else ""
    return json.dumps({"stream": stream.key, "me": me})


@contextmanager
def entered(stream: Stream) -> Iterator[None]:
    """Show the person of a stream to the others, where its page asked for it."""
    rooms = [_room(topic) for topic in stream.present_on]
    for room in rooms:
        room.join(stream)
    try:
        yield
    finally:
        for room in rooms:
            room.leave(stream)


def move(key: str, mark: str, topic: str, place: str) -> bool:
    """Note where the person of a stream is; False when it is not this session's, or not here."""
    stream, room = streams.find(key), _here().get(topic)
    if stream is None or room is None or topic not in stream.present_on:
        return False
    if elsewhere.mark_of(stream.watcher.session_key) != mark:
        return False
    room.move(stream, place)
    return True


def move_elsewhere(key: str, mark: str, topic: str, place: str) -> None:
    """Have the other processes note it: one of them may hold the stream."""
    elsewhere.tell_soon(f"presence at {key} {mark} {topic} {place}")


def _here() -> dict[str, Room]:
    return _rooms.get(asyncio.get_running_loop(), {})


def _room(topic: str) -> Room:
    rooms = _rooms.setdefault(asyncio.get_running_loop(), {})
    if topic not in rooms:
        rooms[topic] = Room(topic, tell_others=_tell_others, on_empty=_forget)
        if connection.vendor == "postgresql":
            elsewhere.tell_soon(f"presence who {topic}")
            _renew_later(rooms[topic])
    return rooms[topic]


def _forget(room: Room) -> None:
    loop = asyncio.get_running_loop()
    del _rooms[loop][room.topic]
    if not _rooms[loop]:
        del _rooms[loop]


def _renew_later(room: Room) -> None:
    asyncio.get_running_loop().call_later(RENEW, _renew, room)


def _renew(room: Room) -> None:
    if _here().get(room.topic) is room:
        room.renew()
        _renew_later(room)


def _tell_others(room: Room, words: str) -> None:
    elsewhere.tell_soon(f"presence here {next(_numbers)} {room.topic} {words}")


def _ask_all() -> None:
    """Begin to hear the others: what they said before was lost."""
    elsewhere.tell_soon("presence who ")
    for room in _here().values():
        room.repeat()


def _hear(origin: str, message: str) -> None:
    kind, _, words = message.partition(" ")
    if kind == "at":
        key, mark, topic, place = words.split(" ")
        move(key, mark, topic, place)
    elif kind == "who":
        for one in tuple(_here().values()):
            if words in {"", one.topic}:
                one.repeat()
    else:
        number, topic, more, people = words.split(" ")
        if room := _here().get(topic):
            places = dict(_person_and_place(one) for one in people.split(",") if one)
            task = asyncio.create_task(_note(room, origin, int(number), int(more), places))
            _naming.add(task)
            task.add_done_callback(_naming.discard)


def _person_and_place(words: str) -> tuple[int, str]:
    person_id, _, place = words.partition(":")
    return int(person_id), place


async def _note(room: Room, origin: str, number: int, more: int, places: dict[int, str]) -> None:
    """Give the people of another process their names, and the room its people."""
    known = room.processes.get(origin)
    try:
        if known and known.people.keys() == places.keys():
            names = {person_id: here.name for person_id, here in known.people.items()}
        else:
            names = await visit(watcher.names, tuple(places)) if places else {}
    except DatabaseError as error:
        elsewhere.logger.warning("People of another process have no names: %s", error)
        return  # they are told again within RENEW seconds
    people = {
        person_id: Here(names[person_id], place)
        for person_id, place in places.items()
        if person_id in names
    }
    heard_at = asyncio.get_running_loop().time()
    room.hear(origin, Process(number, people, more, heard_at))


elsewhere.listen_for("presence", _hear, at_first=_ask_all)

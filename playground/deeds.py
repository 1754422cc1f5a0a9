"""The verbs of /play/act: what a person does, told in JSON."""

from collections.abc import Callable
from typing import Any

from playground.people import Json, Person
from playground.refusal import ImpossibleError
from playground.world import World

Deed = Callable[[World, Person, Json], Any]


def say(world: World, person: Person, order: Json) -> Json:
    return world.say(person, str(order["text"]), order.get("chat"), order.get("reply_to"), order.get("thread"))


def press(world: World, person: Person, order: Json) -> str:
    return world.press(person, int(order["message"]), str(order["data"]), order.get("chat"))


def contact(world: World, person: Person, order: Json) -> Json:
    of = world.state.people.get(int(order["of"])) if order.get("of") else None
    return world.share_contact(person, of, order.get("chat"))


def edit(world: World, person: Person, order: Json) -> Json:
    return world.edit(person, int(order["message"]), str(order["text"]), order.get("chat"))


def delete(world: World, person: Person, order: Json) -> None:
    world.delete(person, int(order["message"]), order.get("chat"))


def forward(world: World, person: Person, order: Json) -> Json:
    return world.forward(person, int(order["message"]), order.get("from_chat"), order.get("chat"), order.get("thread"))


def junk(kind: str) -> Deed:
    """Give the verb that sends a sticker, a voice or a place."""

    def send(world: World, person: Person, order: Json) -> Json:
        message: Json = getattr(world, kind)(person, order.get("chat"))
        return message

    return send


def delete_topic(world: World, person: Person, order: Json) -> None:
    world.delete_topic(world.chat(order.get("chat"), person), int(order["thread"]))


def promote(world: World, person: Person, order: Json) -> None:
    world.promote(world.chat(order.get("chat"), person), person, anonymous=bool(order.get("anonymous")))


def block(world: World, person: Person, _order: Json) -> None:
    world.block(person)


def unblock(world: World, person: Person, _order: Json) -> None:
    world.unblock(person)


def leave(world: World, person: Person, order: Json) -> None:
    world.leave(_group(order), person)


def join(world: World, person: Person, order: Json) -> None:
    world.join(_group(order), person)


def _group(order: Json) -> int:
    if not isinstance(order.get("chat"), int):
        raise ImpossibleError("chat is missing")
    return int(order["chat"])


DEEDS: dict[str, Deed] = {
    "say": say,
    "press": press,
    "contact": contact,
    "edit": edit,
    "delete": delete,
    "forward": forward,
    "sticker": junk("sticker"),
    "voice": junk("voice"),
    "location": junk("location"),
    "block": block,
    "unblock": unblock,
    "leave": leave,
    "join": join,
    "delete_topic": delete_topic,
    "promote": promote,
}

"""A town of its own for each test; what passed through it must fit the Bot API's description."""

import io
from collections.abc import AsyncIterator, Callable

import pytest
from aiohttp import ClientSession
from PIL import Image

from playground import Chat, Person, Playground, World
from tests.playground.botapi import Api, check_calls


class Clock:
    """Time that tests move by hand."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def town(clock: Clock) -> AsyncIterator[Playground]:
    playground = Playground(clock=clock)
    await playground.start()
    yield playground
    await playground.stop()
    check_calls(playground)


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with ClientSession() as opened:
        yield opened


@pytest.fixture
def api(town: Playground, session: ClientSession) -> Api:
    return Api(town, session)


@pytest.fixture
def world(town: Playground) -> World:
    return town.world


@pytest.fixture
def anna(world: World) -> Person:
    """Somebody who has started the bot."""
    person = world.add_person("Анна", "Иванова", "anna_i", phone="+79161234567")
    world.say(person, "/start")
    return person


@pytest.fixture
def boris(world: World) -> Person:
    return world.add_person("Борис", role="staff")


@pytest.fixture
def group(world: World, boris: Person) -> Chat:
    return world.add_group("Поддержка", [boris])


@pytest.fixture
def forum(world: World, boris: Person) -> Chat:
    return world.add_group("Поддержка", [boris], is_forum=True)


@pytest.fixture
def picture() -> Callable[..., bytes]:
    def draw(width: int = 800, height: int = 600, color: str = "navy", kind: str = "JPEG") -> bytes:
        out = io.BytesIO()
        Image.new("RGB", (width, height), color).save(out, kind)
        return out.getvalue()

    return draw

"""The page's API: the state, people's deeds, uploads, files, and the stream of events."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from aiohttp import ClientSession, FormData

from playground import Chat, Person, Playground, World
from tests.playground.botapi import Api


class Page:
    """What the page does, over HTTP."""

    def __init__(self, town: Playground, session: ClientSession) -> None:
        self.town = town
        self.session = session

    async def act(self, person: Person, verb: str, **order: Any) -> Any:
        body = {"as": person.id, "do": verb, **order}
        async with self.session.post(f"{self.town.url}/play/act", json=body) as answer:
            result = await answer.json()
            assert (answer.status == 200) == result["ok"]
            return result

    async def state(self) -> Any:
        async with self.session.get(f"{self.town.url}/play/state") as answer:
            return await answer.json()


@pytest.fixture
def page(town: Playground, session: ClientSession) -> Page:
    return Page(town, session)


async def test_the_state_tells_everything(page: Page, api: Api, world: World, anna: Person, forum: Chat) -> None:
    await api.ok("setMyCommands", commands=[{"command": "start", "description": "Начать"}])
    await api.ok("createForumTopic", chat_id=forum.id, name="Заявка 1")
    state = await page.state()
    assert state["seq"] == page.town.state.events.seq
    person = next(one for one in state["people"] if one["id"] == anna.id)
    assert (person["role"], person["blocked"], person["phone"]) == ("customer", False, "+79161234567")
    assert person["commands"] == [{"command": "start", "description": "Начать"}]
    chat = next(one for one in state["chats"] if one["id"] == forum.id)
    assert [topic["name"] for topic in chat["topics"]] == ["Заявка 1"]
    assert chat["members"] == [one.id for one in world.people if one.first_name == "Борис"]
    assert state["messages"][str(anna.id)][0]["text"] == "/start"
    assert (state["mail"], state["sms"], state["bot"]["username"]) == ([], [], "playground_bot")


async def test_every_verb_reaches_the_bot(page: Page, api: Api, anna: Person, group: Chat) -> None:
    said = (await page.act(anna, "say", text="привет"))["result"]
    await page.act(anna, "edit", message=said["message_id"], text="привет!")
    await page.act(anna, "forward", from_chat=anna.id, message=said["message_id"])
    for verb in ("contact", "sticker", "voice", "location", "block", "unblock"):
        assert (await page.act(anna, verb))["ok"]
    await page.act(anna, "join", chat=group.id)
    await page.act(anna, "leave", chat=group.id)
    await page.act(anna, "delete", message=said["message_id"])
    updates = await api.updates()
    kinds = [next(key for key in update if key != "update_id") for update in updates]
    assert kinds.count("edited_message") == 1
    assert kinds.count("my_chat_member") == 3
    parts = {"contact", "sticker", "voice", "location", "forward_origin", "new_chat_members", "left_chat_member"}
    assert parts <= {key for update in updates for key in update.get("message", {})}


async def test_the_support_hides_its_name_and_throws_a_topic_away(
    page: Page, api: Api, world: World, forum: Chat, boris: Person, anna: Person
) -> None:
    thread = (await api.ok("createForumTopic", chat_id=forum.id, name="Заявка"))["message_thread_id"]
    assert (await page.act(boris, "promote", chat=forum.id, anonymous=True))["ok"]
    assert forum.anonymous == {boris.id}
    assert (await page.act(boris, "promote", chat=forum.id, anonymous=False))["ok"]
    assert forum.anonymous == set()
    assert (await page.act(boris, "delete_topic", chat=forum.id, thread=thread))["ok"]
    assert world.topics(forum) == []
    for order in ({"chat": forum.id, "thread": thread}, {"thread": thread}):
        assert not (await page.act(anna, "delete_topic", **order))["ok"]


async def test_a_reaction_is_shown_at_once_and_after_a_reload(page: Page, api: Api, world: World, anna: Person) -> None:
    said = world.say(anna, "спасибо")
    one = {"chat_id": anna.id, "message_id": said["message_id"]}
    await api.ok("setMessageReaction", **one, reaction=[{"type": "emoji", "emoji": "👍"}])
    event = page.town.state.events.recent[-1]
    assert (event["kind"], event["message"]["reactions"]) == ("edited", ["👍"])
    assert (await page.state())["messages"][str(anna.id)][-1]["reactions"] == ["👍"]
    assert "reactions" not in world.messages(anna.id)[-1]
    await api.ok("setMessageReaction", **one, reaction=[])
    assert "reactions" not in (await page.state())["messages"][str(anna.id)][-1]


async def test_a_press_and_its_toast(page: Page, api: Api, anna: Person) -> None:
    markup = {"inline_keyboard": [[{"text": "Да", "callback_data": "yes"}]]}
    sent = await api.ok("sendMessage", chat_id=anna.id, text="?", reply_markup=markup)
    query = (await page.act(anna, "press", message=sent["message_id"], data="yes"))["result"]
    await api.ok("answerCallbackQuery", callback_query_id=query, text="Есть")
    toast = page.town.state.events.recent[-1]
    assert (toast["kind"], toast["to"], toast["text"], toast["alert"]) == ("toast", anna.id, "Есть", False)


@pytest.mark.parametrize(
    ("verb", "order", "error"),
    [
        ("fly", {}, "unknown verb fly"),
        ("say", {}, "missing 'text'"),
        ("say", {"text": " "}, "a message has 1 to 4096 characters"),
        ("say", {"text": "x", "chat": -5}, "Анна is not in chat -5"),
        ("press", {"message": 1, "data": "x"}, "message 1 never had a button with this data"),
        ("join", {}, "chat is missing"),
    ],
)
async def test_what_cannot_be_done_is_told(page: Page, anna: Person, verb: str, order: Any, error: str) -> None:
    assert await page.act(anna, verb, **order) == {"ok": False, "error": error}


async def test_uploads_become_messages_and_files_can_be_seen(
    page: Page, api: Api, anna: Person, picture: Callable[..., bytes]
) -> None:
    form = FormData({"as": str(anna.id), "kind": "photo", "caption": "паспорт"})
    for number in range(2):
        form.add_field("file", picture(640 + number, 640), filename=f"{number}.jpg", content_type="image/jpeg")
    async with page.session.post(f"{page.town.url}/play/upload", data=form) as answer:
        album = (await answer.json())["result"]
    assert album[0]["media_group_id"] == album[1]["media_group_id"]
    async with page.session.get(f"{page.town.url}/play/file/{album[0]['photo'][-1]['file_id']}") as answer:
        assert (answer.status, answer.content_type) == (200, "image/jpeg")
    assert len(await api.updates()) == 3


async def test_people_can_be_added(page: Page) -> None:
    body = {"first_name": "Вера", "role": "admin", "phone": "+79260000000"}
    async with page.session.post(f"{page.town.url}/play/person", json=body) as answer:
        vera = (await answer.json())["result"]
    assert (vera["role"], vera["language_code"]) == ("admin", "ru")
    async with page.session.post(f"{page.town.url}/play/person", json={"role": "admin"}) as answer:
        assert answer.status == 400


async def test_the_stream_goes_on_where_the_page_left_off(page: Page, world: World, anna: Person) -> None:
    seq = (await page.state())["seq"]
    world.say(anna, "раз")
    async with page.session.get(f"{page.town.url}/play/events?since={seq}") as stream:
        assert stream.content_type == "text/event-stream"
        assert (await next_event(stream))["message"]["text"] == "раз"
        world.say(anna, "два")
        event = await next_event(stream)
        assert (event["kind"], event["chat_id"], event["message"]["text"]) == ("message", anna.id, "два")


async def test_a_broken_stream_is_resumed_by_the_browser_itself(page: Page, world: World, anna: Person) -> None:
    seq = (await page.state())["seq"]
    world.say(anna, "раз")
    world.say(anna, "два")
    resumed = {"Last-Event-ID": str(seq + 1)}
    async with page.session.get(f"{page.town.url}/play/events?since={seq}", headers=resumed) as stream:
        assert (await next_event(stream))["message"]["text"] == "два"


async def next_event(stream: Any) -> Any:
    async for line in stream.content:
        if line.startswith(b"data: "):
            return json.loads(line.removeprefix(b"data: "))
    raise AssertionError("the stream ended")


async def test_a_page_that_knows_another_town_is_cut_off(page: Page) -> None:
    async with page.session.get(f"{page.town.url}/play/events?since=99999") as stream:
        assert await stream.text() == ": hello\n\n"


async def test_strangers_sites_may_not_act(page: Page, anna: Person) -> None:
    body = {"as": anna.id, "do": "say", "text": "x"}
    headers = {"Origin": "https://evil.example"}
    async with page.session.post(f"{page.town.url}/play/act", json=body, headers=headers) as answer:
        assert answer.status == 403
    async with page.session.get(f"{page.town.url}/play/state", headers={"Host": "evil.example"}) as answer:
        assert answer.status == 403


def test_it_binds_to_loopback_only() -> None:
    with pytest.raises(ValueError, match="loopback"):
        Playground(host="0.0.0.0")  # noqa: S104 (what must be refused)

"""Pictures, files and albums: from people, from the bot, and back again."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from aiohttp import FormData

from playground import Chat, Person, World
from tests.playground.botapi import Api

Draw = Callable[..., bytes]
MOST = 20 * 1024 * 1024
CSV = ("номер;дата\r\n" * MOST).encode()[:MOST]


async def test_a_photo_comes_in_sizes_that_can_be_downloaded(
    api: Api, world: World, anna: Person, picture: Draw
) -> None:
    world.send_files(anna, [("a.jpg", picture(2000, 1500), "image/jpeg")], "photo", caption="паспорт")
    message = (await api.updates())[-1]["message"]
    sizes = [(size["width"], size["height"]) for size in message["photo"]]
    assert sizes == [(90, 68), (320, 240), (800, 600), (1280, 960)]
    file = await api.ok("getFile", file_id=message["photo"][-1]["file_id"])
    async with api.session.get(f"{api.town.url}/file/bot{api.town.token}/{file['file_path']}") as answer:
        assert len(await answer.read()) == file["file_size"]


async def test_a_document_keeps_name_kind_and_bytes(api: Api, world: World, anna: Person, picture: Draw) -> None:
    data = picture(kind="PNG")
    world.send_files(anna, [("СКАН_паспорта.png", data, "image/png")], "document")
    document = (await api.updates())[-1]["message"]["document"]
    assert (document["file_name"], document["mime_type"], document["file_size"]) == (
        "СКАН_паспорта.png",
        "image/png",
        len(data),
    )
    file = await api.ok("getFile", file_id=document["file_id"])
    async with api.session.get(f"{api.town.url}/file/bot{api.town.token}/{file['file_path']}") as answer:
        assert await answer.read() == data


async def test_a_person_sends_a_table_of_20_mb_from_the_page(api: Api, anna: Person) -> None:
    form = FormData({"as": str(anna.id), "kind": "document", "caption": "выгрузка"}, quote_fields=False)
    form.add_field("file", io.BytesIO(CSV), filename="полисы за май.csv", content_type="text/csv")
    async with api.session.post(f"{api.town.url}/play/upload", data=form) as answer:
        assert (await answer.json())["ok"]
    message = (await api.updates())[-1]["message"]
    document = message["document"]
    assert (document["file_name"], document["mime_type"], document["file_size"], message["caption"]) == (
        "полисы за май.csv",
        "text/csv",
        MOST,
        "выгрузка",
    )
    path = (await api.ok("getFile", file_id=document["file_id"]))["file_path"]
    async with api.session.get(f"{api.town.url}/file/bot{api.town.token}/{path}") as answer:
        whole = await answer.read() == CSV
    assert whole


def test_a_files_type_is_told_from_its_name_where_none_is_given(world: World, anna: Person) -> None:
    sent = world.send_files(anna, [("полисы.csv", b"1;2", "")], "document", caption="вот")[0]
    assert (sent["document"]["file_name"], sent["document"]["mime_type"]) == ("полисы.csv", "text/csv")


@pytest.mark.parametrize(
    ("name", "data", "mime"),
    [
        ("мои данные.json", b'{"id": 1}', "application/json"),
        ("отчёт за май.csv", "номер;дата\r\n".encode("utf-8-sig"), "text/csv"),
    ],
)
async def test_the_bots_file_keeps_its_name_and_bytes(
    api: Api, anna: Person, name: str, data: bytes, mime: str
) -> None:
    sent = (await api.upload("sendDocument", {"document": (name, data)}, chat_id=str(anna.id), caption="вот"))["result"]
    document = sent["document"]
    assert (document["file_name"], document["mime_type"], document["file_size"]) == (name, mime, len(data))
    async with api.session.get(f"{api.town.url}/play/file/{document['file_id']}") as answer:
        assert (await answer.read(), answer.content_type) == (data, mime)


async def test_several_files_of_a_person_are_one_album(api: Api, world: World, anna: Person, picture: Draw) -> None:
    files = [(f"{number}.jpg", picture(600 + number, 600), "image/jpeg") for number in range(3)]
    world.send_files(anna, files, "photo", caption="все три")
    messages = [update["message"] for update in (await api.updates())[1:]]
    assert len({message["media_group_id"] for message in messages}) == 1
    assert [message.get("caption") for message in messages] == ["все три", None, None]


async def test_a_file_travels_on_by_its_id_but_keeps_its_kind(api: Api, anna: Person, picture: Draw) -> None:
    answer = await api.upload("sendDocument", {"document": ("план.pdf", b"%PDF-1.4")}, chat_id=str(anna.id))
    document = answer["result"]["document"]
    assert document["mime_type"] == "application/pdf"
    again = await api.ok("sendDocument", chat_id=anna.id, document=document["file_id"])
    assert again["document"] == document
    words = await api.no("sendPhoto", chat_id=anna.id, photo=document["file_id"])
    assert words == "Bad Request: can't use file of type Document as Photo"
    photo = (await api.upload("sendPhoto", {"photo": ("a.jpg", picture())}, chat_id=str(anna.id)))["result"]["photo"]
    words = await api.no("sendDocument", chat_id=anna.id, document=photo[0]["file_id"])
    assert words == "Bad Request: can't use file of type Photo as Document"


@pytest.mark.parametrize(
    ("kind", "file"),
    [
        ("document", ("a.pdf", b"%PDF-1.4", "application/pdf")),
        ("video", ("a.mp4", b"video", "video/mp4")),
        ("audio", ("a.mp3", b"audio", "audio/mpeg")),
        ("voice", ("a.ogg", b"voice", "audio/ogg")),
        ("animation", ("a.mp4", b"animation", "video/mp4")),
    ],
)
async def test_what_a_person_sends_the_bot_sends_on(
    api: Api, world: World, anna: Person, boris: Person, group: Chat, kind: str, file: tuple[str, bytes, str]
) -> None:
    world.send_files(anna, [file], kind, caption="вот")
    heard = (await api.updates())[-1]["message"]
    question = world.say(boris, "что там?", group)
    answer = {"chat_id": group.id, "reply_parameters": {"message_id": question["message_id"]}, "protect_content": True}
    by_id = await api.ok(f"send{kind.capitalize()}", **answer, **{kind: heard[kind]["file_id"]}, caption="<b>вот</b>")
    copied = await api.ok("copyMessage", **answer, from_chat_id=anna.id, message_id=heard["message_id"])
    for sent in (by_id, world.messages(group)[-1]):
        assert (sent[kind], sent["has_protected_content"]) == (heard[kind], True)
        assert sent["reply_to_message"]["text"] == "что там?"
    assert copied["message_id"] == world.messages(group)[-1]["message_id"]
    assert await api.ok("editMessageCaption", chat_id=group.id, message_id=by_id["message_id"], caption="нет")
    words = await api.no("sendPhoto", chat_id=group.id, photo=heard[kind]["file_id"])
    assert words.endswith("as Photo")


async def test_an_animation_is_a_document_too(api: Api, world: World, anna: Person) -> None:
    world.send_files(anna, [("a.mp4", b"animation", "video/mp4")], "animation")
    message = (await api.updates())[-1]["message"]
    assert message["document"]["file_id"] == message["animation"]["file_id"]


async def test_voices_make_no_album_and_audios_are_not_mixed(
    api: Api, world: World, anna: Person, picture: Draw
) -> None:
    voices = world.send_files(anna, [("1.ogg", b"one", ""), ("2.ogg", b"two", "")], "voice")
    assert [message.get("media_group_id") for message in voices] == [None, None]
    audios = world.send_files(anna, [("1.mp3", b"one", ""), ("2.mp3", b"two", "")], "audio")
    assert audios[0]["media_group_id"] == audios[1]["media_group_id"]
    photo = world.send_files(anna, [("a.jpg", picture(), "image/jpeg")])[0]["photo"][-1]
    sound = {"type": "audio", "media": audios[0]["audio"]["file_id"]}
    mixed = [sound, {"type": "photo", "media": photo["file_id"]}]
    words = await api.no("sendMediaGroup", chat_id=anna.id, media=mixed)
    assert words == "Bad Request: audio can't be mixed with other media types"
    await api.ok("sendMediaGroup", chat_id=anna.id, media=[sound, sound])


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({}, "there is no photo in the request"),
        ({"photo": "attach://nothing"}, "there is no photo in the request"),
        ({"photo": "nonsense"}, "wrong file identifier/HTTP URL specified"),
        ({"photo": "https://example.com/a.jpg"}, "failed to get HTTP URL content"),
    ],
)
async def test_a_photo_that_is_not_there_is_refused(api: Api, anna: Person, params: Any, words: str) -> None:
    assert await api.no("sendPhoto", chat_id=anna.id, **params) == f"Bad Request: {words}"


async def test_bytes_that_are_no_picture_are_refused(api: Api, anna: Person, picture: Draw) -> None:
    async def words(data: bytes, caption: str = "") -> str:
        answer = await api.upload("sendPhoto", {"photo": ("a.jpg", data)}, chat_id=str(anna.id), caption=caption)
        return str(answer["description"]).removeprefix("Bad Request: ")

    assert await words(b"%PDF-1.4") == "IMAGE_PROCESS_FAILED"
    assert await words(b"") == "file must be non-empty"
    assert await words(picture(2100, 100)) == "PHOTO_INVALID_DIMENSIONS"
    assert await words(picture(), "я" * 1025) == "message caption is too long"
    limit = 10 * 1024 * 1024
    assert await words(b"x" * (limit + 1)) == (
        f"file of size {limit + 1} bytes is too big for a photo; the maximum size is {limit} bytes"
    )


async def test_files_over_20_mb_cannot_be_downloaded(api: Api, world: World, anna: Person) -> None:
    world.send_files(anna, [("big.csv", CSV + b"x", "text/csv")], "document")
    file_id = (await api.updates())[-1]["message"]["document"]["file_id"]
    assert await api.no("getFile", file_id=file_id) == "Bad Request: file is too big"
    assert await api.no("getFile", file_id="x") == "Bad Request: invalid file_id"
    assert await api.no("getFile") == "Bad Request: file_id not specified"


async def test_the_bot_sends_albums_by_id_and_by_attachment(
    api: Api, world: World, anna: Person, picture: Draw
) -> None:
    first = (await api.upload("sendPhoto", {"photo": ("a.jpg", picture())}, chat_id=str(anna.id)))["result"]["photo"][
        -1
    ]
    media = [
        {"type": "photo", "media": first["file_id"], "caption": "<b>раз</b>", "parse_mode": "HTML"},
        {"type": "photo", "media": "attach://two"},
    ]
    answer = await api.upload(
        "sendMediaGroup", {"two": ("b.jpg", picture(640, 640))}, chat_id=str(anna.id), media=media
    )
    album = answer["result"]
    assert [message["photo"][-1]["width"] for message in album] == [800, 640]
    assert len({message["media_group_id"] for message in world.messages(anna.id)[-2:]}) == 1


async def test_albums_are_of_2_to_10_and_of_one_sort(api: Api, anna: Person, picture: Draw) -> None:
    photo = (await api.upload("sendPhoto", {"photo": ("a.jpg", picture())}, chat_id=str(anna.id)))["result"]["photo"][
        -1
    ]
    paper = (await api.upload("sendDocument", {"document": ("a.txt", b"x")}, chat_id=str(anna.id)))["result"][
        "document"
    ]
    one, two = ({"type": kind, "media": file["file_id"]} for kind, file in (("photo", photo), ("document", paper)))

    async def words(*media: Any) -> str:
        return (await api.no("sendMediaGroup", chat_id=anna.id, media=list(media))).removeprefix("Bad Request: ")

    assert await words(one) == "too few messages to send as an album"
    assert await words(*[one] * 11) == "too many messages to send as an album"
    assert await words(one, two) == "document can't be mixed with other media types"
    assert await words({**two, "type": "photo"}, one) == "can't use file of type Document as Photo"
    assert "can't be used in sendMediaGroup" in await words({**one, "type": "sticker"}, one)
    await api.ok("sendMediaGroup", chat_id=anna.id, media=[two, two])


async def test_protected_content_stays(api: Api, world: World, anna: Person) -> None:
    sent = await api.ok("sendMessage", chat_id=anna.id, text="тайна", protect_content=True)
    where = {"chat_id": anna.id, "from_chat_id": anna.id, "message_id": sent["message_id"]}
    assert await api.no("forwardMessage", **where) == "Bad Request: message can't be forwarded"
    assert await api.no("copyMessage", **where) == "Bad Request: message can't be copied"
    with pytest.raises(ValueError, match="protected"):
        world.forward(anna, sent["message_id"])


async def test_forwards_tell_their_origin_and_copies_do_not(api: Api, world: World, anna: Person) -> None:
    typed = world.say(anna, "слово")
    where = {"chat_id": anna.id, "from_chat_id": anna.id, "message_id": typed["message_id"]}
    forwarded = await api.ok("forwardMessage", **where)
    assert forwarded["forward_origin"]["sender_user"]["id"] == anna.id
    copied = await api.ok("copyMessage", **where)
    copy = world.messages(anna.id)[-1]
    assert (copied, copy["text"], "forward_origin" in copy) == ({"message_id": copy["message_id"]}, "слово", False)
    assert await api.no("copyMessage", **where | {"message_id": 999}) == "Bad Request: message to copy not found"
    assert await api.no("forwardMessage", **where | {"message_id": 999}) == "Bad Request: message to forward not found"


async def test_a_copied_album_is_an_album_again(api: Api, world: World, anna: Person, picture: Draw) -> None:
    files = [(f"{number}.jpg", picture(600 + number, 600), "image/jpeg") for number in range(2)]
    numbers = [message["message_id"] for message in world.send_files(anna, files)]
    where = {"chat_id": anna.id, "from_chat_id": anna.id}
    await api.ok("copyMessages", **where, message_ids=numbers)
    albums = [message["media_group_id"] for message in world.messages(anna.id)[-4:]]
    assert (albums[0] == albums[1], albums[2] == albums[3], albums[1] == albums[2]) == (True, True, False)
    assert await api.no("copyMessages", **where, message_ids=numbers[::-1]) == (
        "Bad Request: message identifiers must be in a strictly increasing order"
    )
    assert len(await api.ok("forwardMessages", **where, message_ids=[*numbers, 999])) == 2


async def test_a_new_caption_says_anew_where_it_stands(api: Api, anna: Person, picture: Callable[..., bytes]) -> None:
    here = {"chat_id": anna.id}
    sent = (await api.upload("sendPhoto", {"photo": ("a.jpg", picture())}, chat_id=str(anna.id)))["result"]
    one = {**here, "message_id": sent["message_id"]}
    above = await api.ok("editMessageCaption", **one, caption="сверху", show_caption_above_media=True)
    assert above["show_caption_above_media"] is True
    source = {**one, "from_chat_id": anna.id}
    await api.ok("copyMessage", **source)
    await api.ok("copyMessage", **source, caption="снизу")
    await api.ok("copyMessage", **source, caption="сверху", show_caption_above_media=True)
    shown = [message.get("show_caption_above_media", False) for message in api.town.world.messages(anna.id)[-3:]]
    assert shown == [True, False, True]
    assert "show_caption_above_media" not in await api.ok("editMessageCaption", **one, caption="снизу")

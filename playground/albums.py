"""What people send besides texts: pictures and files, alone or as an album."""

from playground.files import in_message
from playground.markup.entities import found, width
from playground.markup.formatted import CAPTION_LIMIT
from playground.people import Json
from playground.refusal import ImpossibleError, Refused
from playground.state import State

KINDS = {"photo", "document", "video", "audio", "voice", "animation"}
ALONE = {"voice", "animation"}
ALBUM_LIMIT = 10


def contents(state: State, files: list[tuple[str, bytes, str]], kind: str, caption: str | None) -> list[Json]:
    """Store the files and give one message's content for each."""
    if kind not in KINDS or not 1 <= len(files) <= ALBUM_LIMIT:
        raise ImpossibleError("1 to 10 files of one kind can be sent at once")
    album = {"media_group_id": state.next_album_id()} if len(files) > 1 and kind not in ALONE else {}
    made: list[Json] = []
    for name, data, mime in files:
        try:
            content = in_message(kind, state.files.add(kind, data, name, mime))
        except Refused as refusal:
            raise ImpossibleError(refusal.description) from refusal
        made.append(album | content)
    if caption:
        if width(caption) > CAPTION_LIMIT:
            raise ImpossibleError("a caption has at most 1024 characters")
        entities = found(caption, [])
        made[0] |= {"caption": caption, **({"caption_entities": entities} if entities else {})}
    return made

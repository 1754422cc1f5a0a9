"""Stored files: ids that stay, kinds that are enforced, paths to download from."""

import base64
import hashlib
import mimetypes
from dataclasses import dataclass

from playground.people import Json
from playground.pictures import photo_sizes
from playground.refusal import bad

DOWNLOAD_LIMIT = 20 * 1024 * 1024
UPLOAD_LIMIT = 50 * 1024 * 1024
PREFIXES = {
    "photo": "AgAC",
    "video": "BAAC",
    "document": "BQAC",
    "voice": "AwAC",
    "audio": "CQAC",
    "animation": "CgAC",
    "sticker": "CAAC",
}
WORDS = {
    "photo": "Photo",
    "video": "Video",
    "document": "Document",
    "voice": "VoiceNote",
    "audio": "Audio",
    "animation": "Animation",
    "sticker": "Sticker",
}
FOLDERS = {
    "photo": "photos",
    "video": "videos",
    "document": "documents",
    "voice": "voice",
    "audio": "music",
    "animation": "animations",
    "sticker": "stickers",
}
MIMES = {
    "photo": "image/jpeg",
    "video": "video/mp4",
    "voice": "audio/ogg",
    "audio": "audio/mpeg",
    "animation": "video/mp4",
    "sticker": "image/webp",
}
LOOKS: dict[str, Json] = {
    "voice": {"duration": 1},
    "audio": {"duration": 1},
    "video": {"width": 640, "height": 360, "duration": 1},
    "animation": {"width": 640, "height": 360, "duration": 1},
}


@dataclass(frozen=True)
class StoredFile:
    """One file as Telegram keeps it; `content` is what stands in a message (photo: the list of sizes)."""

    kind: str
    file_id: str
    unique_id: str
    data: bytes
    name: str
    mime: str
    path: str
    width: int = 0
    height: int = 0

    def ids(self) -> Json:
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": len(self.data)}


class FileStore:
    """Files by id and by path; the same bytes of the same kind and name are the same file."""

    def __init__(self) -> None:
        self.by_id: dict[str, StoredFile] = {}
        self.by_path: dict[str, StoredFile] = {}
        self._photos: dict[str, list[str]] = {}

    def add(self, kind: str, data: bytes, name: str = "", mime: str = "") -> Json | list[Json]:
        """Keep a file and give what stands under its kind in the message."""
        if not data:
            raise bad("file must be non-empty")
        if kind != "photo":
            mime = mime or mimetypes.guess_type(name)[0] or MIMES.get(kind, "application/octet-stream")
            return self.content(self._keep(kind, data, name, mime).file_id, kind)
        stored = [self._keep("photo", size.data, "", "", size.width, size.height) for size in photo_sizes(data)]
        for one in stored:
            self._photos[one.file_id] = [size.file_id for size in stored]
        return self.content(stored[-1].file_id, kind)

    def _keep(self, kind: str, data: bytes, name: str, mime: str, width: int = 0, height: int = 0) -> StoredFile:
        digest = hashlib.sha256(b"\0".join((kind.encode(), name.encode(), data))).digest()
        file_id = f"{PREFIXES[kind]}AgIAAxk{base64.urlsafe_b64encode(digest).decode().rstrip('=')}"
        if file_id in self.by_id:
            return self.by_id[file_id]
        unique = "AQAD" + base64.urlsafe_b64encode(hashlib.sha256(kind.encode() + data).digest()[:9]).decode()
        ending = name.rpartition(".")[2] if "." in name else (mimetypes.guess_extension(MIMES.get(kind, "")) or "")
        path = f"{FOLDERS[kind]}/file_{len(self.by_id)}" + (f".{ending.lstrip('.')}" if ending else "")
        mime = mime or MIMES.get(kind, "application/octet-stream")
        stored = StoredFile(kind, file_id, unique, data, name, mime, path, width, height)
        self.by_id[file_id] = self.by_path[path] = stored
        return stored

    def find(self, file_id: str) -> StoredFile:
        if file_id not in self.by_id:
            raise bad("wrong file identifier/HTTP URL specified")
        return self.by_id[file_id]

    def content(self, file_id: str, kind: str) -> Json | list[Json]:
        """Give what stands in a message for this id; its kind must be the kind asked for."""
        stored = self.find(file_id)
        if stored.kind != kind:
            raise bad(f"can't use file of type {WORDS[stored.kind]} as {WORDS[kind]}")
        if kind == "photo":
            sizes = [self.by_id[one] for one in self._photos.get(file_id, [file_id])]
            return [size.ids() | {"width": size.width, "height": size.height} for size in sizes]
        if kind == "sticker":
            looks = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
            return {**stored.ids(), **looks, "emoji": "🙂"}
        names = {"file_name": stored.name} if stored.name and kind != "voice" else {}
        return {**names, "mime_type": stored.mime, **LOOKS.get(kind, {}), **stored.ids()}


def in_message(kind: str, stored: Json | list[Json]) -> Json:
    """Give the fields of a message with this file; an animation stands there as a document too."""
    if kind != "animation" or isinstance(stored, list):
        return {kind: stored}
    return {kind: stored, "document": {key: value for key, value in stored.items() if key not in LOOKS[kind]}}

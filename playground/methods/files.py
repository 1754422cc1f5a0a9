"""Asking for a file's path."""

from playground.call import Call
from playground.files import DOWNLOAD_LIMIT
from playground.methods.registry import method
from playground.people import Json
from playground.refusal import bad


@method("getFile")
async def get_file(call: Call) -> Json:
    file_id = call.params.get("file_id")
    if not file_id:
        raise bad("file_id not specified")
    if file_id not in call.state.files.by_id:
        raise bad("invalid file_id")
    stored = call.state.files.find(file_id)
    if len(stored.data) > DOWNLOAD_LIMIT:
        raise bad("file is too big")
    return stored.ids() | {"file_path": stored.path}

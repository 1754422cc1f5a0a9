"""The specimens over HTTP: what there is, each file, and a small picture for choosing."""

import asyncio
from urllib.parse import quote

from aiohttp import web

from playground.specimens import SPECIMENS, drawn, small

KEPT = {"Cache-Control": "max-age=3600", "X-Content-Type-Options": "nosniff"}


def routes() -> list[web.RouteDef]:
    return [
        web.get("/play/specimens", catalogue),
        web.get("/play/specimens/{key}", whole),
        web.get("/play/specimens/{key}/small", miniature),
    ]


async def catalogue(_request: web.Request) -> web.Response:
    return web.json_response({"specimens": [specimen.card() for specimen in SPECIMENS.values()]})


async def whole(request: web.Request) -> web.Response:
    """Give the file; drawn apart from all else, for that takes a moment."""
    specimen = SPECIMENS.get(request.match_info["key"])
    if specimen is None:
        raise web.HTTPNotFound(text="no such specimen")
    named = {"Content-Disposition": f"inline; filename*=UTF-8''{quote(specimen.name)}"}
    data = await asyncio.to_thread(drawn, specimen.key)
    return web.Response(body=data, headers={"Content-Type": specimen.mime, **named, **KEPT})


async def miniature(request: web.Request) -> web.Response:
    specimen = SPECIMENS.get(request.match_info["key"])
    if specimen is None or not specimen.look:
        raise web.HTTPNotFound(text="no such picture")
    data = await asyncio.to_thread(small, specimen.key)
    return web.Response(body=data, headers={"Content-Type": "image/jpeg", **KEPT})

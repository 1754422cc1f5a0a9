"""The event stream for the page: server-sent events, resumed where the page left off."""

import asyncio
import json

from aiohttp import web

from playground.events import EventLog

HEADERS = {"Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no"}
HEARTBEAT = 15.0


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdigit() else None


async def stream(log: EventLog, request: web.Request) -> web.StreamResponse:
    """Send what happened since, then all that happens; ends for a page too far behind: it takes the state anew."""
    last = _number(request.headers.get("Last-Event-ID"))
    seq = last if last is not None else _number(request.query.get("since"))
    seq = log.seq if seq is None else seq
    response = web.StreamResponse(headers=HEADERS)
    await response.prepare(request)
    await response.write(b": hello\n\n")
    while not log.closed and (events := log.since(seq)) is not None:
        seq = log.seq
        for event in events:
            await response.write(f"id: {event['seq']}\ndata: {json.dumps(event, ensure_ascii=False)}\n\n".encode())
        if log.seq != seq:
            continue
        try:
            await log.changed(asyncio.get_running_loop().time() + HEARTBEAT)
        except TimeoutError:
            await response.write(b": still here\n\n")
    return response

"""Who may see and move the town: pages of this machine only, and none that another site brought."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from playground.refusal import ImpossibleError

LOOPBACK = {"localhost", "127.0.0.1", "::1"}
PRIVATE = ("/play/", "/page/")


@web.middleware
async def loopback_only(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Refuse the page to names that merely point here (a stranger's site rebound to loopback)."""
    if request.path.startswith(PRIVATE) and request.url.host not in LOOPBACK:
        raise web.HTTPForbidden(text="loopback only")
    return await handler(request)


def guarded(act: Callable[[web.Request], Any]) -> Callable[[web.Request], Any]:
    """Wrap a deed in the envelope of the control API; other sites' pages may not act here."""

    async def answer(request: web.Request) -> web.Response:
        origin = request.headers.get("Origin")
        if origin is not None and origin.partition("://")[2] != request.host:
            return web.json_response({"ok": False, "error": "foreign origin"}, status=403)
        try:
            return web.json_response({"ok": True, "result": await act(request)})
        except (ImpossibleError, ValueError, KeyError) as error:
            words = f"missing {error}" if isinstance(error, KeyError) else str(error)
            return web.json_response({"ok": False, "error": words}, status=400)

    return answer

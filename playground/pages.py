"""The page's own files: index.html with its parts named, and the policy that lets it load nothing from elsewhere."""

from pathlib import Path

from aiohttp import web

PAGE = Path(__file__).with_name("page")
PARTS = "<!-- parts -->"
KINDS = {".js": "text/javascript", ".css": "text/css"}
HEADERS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' blob: data:; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def routes() -> list[web.AbstractRouteDef]:
    return [web.get("/", index), web.get("/page/{name}", part)]


async def index(_request: web.Request) -> web.Response:
    """Give the page with a link to each of its styles and modules, so that all are fetched at once."""
    text = (PAGE / "index.html").read_text(encoding="utf-8").replace(PARTS, "\n    ".join(links()))
    return web.Response(text=text, content_type="text/html", headers=HEADERS)


def links() -> list[str]:
    """Name every style and every module there is; style.css comes first, since the others build on its colours."""
    styles = sorted((one.name for one in PAGE.glob("*.css")), key=lambda name: (name != "style.css", name))
    modules = sorted(one.name for one in PAGE.glob("*.js"))
    return [
        *(f'<link rel="stylesheet" href="/page/{name}">' for name in styles),
        *(f'<link rel="modulepreload" href="/page/{name}">' for name in modules),
    ]


async def part(request: web.Request) -> web.Response:
    """Give one style or module; asked for by its bare name, so nothing beside the page can be reached."""
    name = request.match_info["name"]
    file = PAGE / name
    if file.suffix not in KINDS or name not in {one.name for one in PAGE.iterdir()}:
        raise web.HTTPNotFound(text="the page has no such part")
    return web.Response(body=file.read_bytes(), content_type=KINDS[file.suffix], charset="utf-8", headers=HEADERS)

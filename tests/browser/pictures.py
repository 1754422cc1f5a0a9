"""`python3 run.py pictures`: the pictures of README.md and docs/playground.md, taken while the tour plays."""

from __future__ import annotations

import asyncio
import io
import math
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.async_api import Browser, Page, async_playwright

from playground import Playground
from tests.browser.conftest import QUIET, USUAL, chromium_found
from tests.browser.living import living

DOCS = Path(__file__).parents[2] / "docs"
MOST_BYTES = 300_000
EXACT = 16  # colours
STEPS_WITHIN = 60_000  # milliseconds
ONLY = """(wanted) => {
    for (const one of document.querySelectorAll('.column'))
        one.hidden = wanted.length > 0 && !wanted.includes(one.getAttribute('aria-label').split(':')[0]);
}"""
BAR = "(shown) => { document.querySelector('#tour').style.display = shown ? '' : 'none' }"
SETTLED = (
    "document.activeElement.blur(), Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {})))"
)


@dataclass(frozen=True)
class Shot:
    """Where a picture goes, how big the window is, and whose columns stand in it (none: everybody's)."""

    file: str
    width: int
    height: int
    columns: tuple[str, ...] = ()
    hood: bool = False
    bar: bool = True


ANNA, BORIS, OLGA, PETR, ADMIN = (
    *("Анна Смирнова", "Борис Кузнецов", "Ольга Поддержка", "Пётр Поддержка"),
    "Админ",
)
SHOTS = {  # by the names of pictures in bot/tour.toml
    "registration": (
        Shot("pictures/registration.png", 700, 860, (ANNA,)),
        Shot("pictures/hood.png", 1180, 900, (ANNA,), hood=True, bar=False),
    ),
    "verification": (Shot("pictures/verification.png", 1000, 1060, (ANNA, OLGA)),),
    "support": (Shot("playground.png", 1480, 900, (ANNA, BORIS, OLGA, PETR)),),
    "broadcast": (Shot("pictures/broadcast.png", 1000, 860, (ADMIN, ANNA)),),
}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
    "color_scheme": "dark",
}
IN_THE_HAND_AT = "support"
IN_THE_HAND = Shot("pictures/phone.png", 390, 844)


async def main() -> None:
    if (chromium := chromium_found()) is None:
        sys.exit("no Chromium on this machine: apt-get install chromium")
    async with living() as town, async_playwright() as tool:
        browser = await tool.chromium.launch(executable_path=chromium, args=QUIET)
        async with playing(browser, town, "all") as page:
            await page.get_by_role("button", name="Поломки").click()
            for picture, shots in SHOTS.items():
                await at(page, picture)
                for shot in shots:
                    await take(page, shot)
                await page.get_by_role("button", name="Продолжить").click()
        async with playing(browser, town, "support", **PHONE) as page:
            await at(page, IN_THE_HAND_AT)
            await take(page, IN_THE_HAND)
        await browser.close()


@asynccontextmanager
async def playing(browser: Browser, town: Playground, part: str, **context: Any) -> AsyncIterator[Page]:
    """A page on which the tour plays as fast as it can, and pauses wherever a picture is to be taken."""
    window = await browser.new_context(**(USUAL | {"reduced_motion": "reduce"} | context))
    page = await window.new_page()
    page.set_default_timeout(STEPS_WITHIN)
    await page.goto(f"{town.url}/?tour={part}&pace=0&hold")
    yield page
    await window.close()


async def at(page: Page, picture: str) -> None:
    await page.locator(f'#tour[data-picture="{picture}"][data-state="paused"]').wait_for()


async def take(page: Page, shot: Shot) -> None:
    await page.set_viewport_size({"width": shot.width, "height": shot.height})
    await page.evaluate(ONLY, list(shot.columns))
    opener = page.get_by_role("button", name="Под капотом")
    if shot.hood:
        await opener.click()
        await page.locator("#hood .now").wait_for()
        await page.locator("#hood [data-call]").first.wait_for()
    await page.evaluate(BAR, shot.bar)
    await page.locator(".toast").first.wait_for(state="detached")
    await page.evaluate(SETTLED)
    keep(await page.screenshot(caret="hide"), DOCS / shot.file)
    if shot.hood:
        await opener.click()
    await page.evaluate(BAR, True)
    await page.evaluate(ONLY, [])


def keep(taken: bytes, file: Path) -> None:
    """Write it small: of few colours where all of them would take too much."""
    picture = Image.open(io.BytesIO(taken)).convert("RGB")
    small = packed(picture)
    if len(small) > MOST_BYTES:
        small = packed(of_few_colours(picture))
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(small)
    size = f"{picture.width}×{picture.height}, {len(small) // 1000} kB"
    sys.stdout.write(f"{file.relative_to(DOCS.parent)}: {size}\n")


def of_few_colours(picture: Image.Image) -> Image.Image:
    """The commonest colours stay as they are; of the rest small things count nearly as much as the background."""
    counted: list[Any] = sorted(picture.getcolors(1 << 24) or [], reverse=True)
    kept = [colour for _, colour in counted[:EXACT]]
    rest = [colour for count, colour in counted[EXACT:] for _ in range(1 + int(math.log2(count)))]
    others = Image.new("RGB", (len(rest), 1))
    others.putdata(rest)
    palette = Image.new("P", (1, 1))
    chosen = others.quantize(256 - EXACT).getpalette() or []
    palette.putpalette([level for colour in kept for level in colour] + chosen[: 3 * (256 - EXACT)])
    return picture.quantize(palette=palette, dither=Image.Dither.FLOYDSTEINBERG)


def packed(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


if __name__ == "__main__":
    asyncio.run(main())

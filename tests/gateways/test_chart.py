"""A chart is drawn by a process of its own, and without it where that fails."""

from __future__ import annotations

import asyncio
import io
from dataclasses import replace

import pytest
from PIL import Image

from gateways.chart import Chart, Charts

CHART = Chart(
    title="Время до ответа",
    places=["05.10–\n11.10", "12.10–\n18.10", "19.10–\n25.10"],
    unit="часы",
    lines={"медиана": [3.3, None, 0], "p90": [26.5, None, 0]},
    bars_title="ответы",
    bars=[12, 0, 1],
)


def opened(picture: bytes | None) -> Image.Image:
    assert picture is not None
    image = Image.open(io.BytesIO(picture))
    image.load()
    return image


@pytest.mark.parametrize(
    "chart",
    [
        CHART,
        replace(CHART, places=["неделя"], lines={"медиана": [None]}, bars=[0]),
        replace(CHART, bars=[10**9, 0, 1]),
    ],
)
async def test_a_chart_is_a_picture_as_wide_as_telegram_shows_it(chart: Chart) -> None:
    image = opened(await Charts().draw(chart))
    assert (image.format, image.size) == ("PNG", (1200, 840))


async def test_each_line_and_the_bars_have_a_colour_of_their_own() -> None:
    found = {colour for count, colour in opened(await Charts().draw(CHART)).convert("RGB").getcolors(10**6) or []}
    assert {(0x1F, 0x77, 0xB4), (0xE8, 0x83, 0x3A), (0x9F, 0xB8, 0xCC)} <= found


async def test_what_cannot_be_drawn_is_no_picture() -> None:
    assert await Charts().draw(replace(CHART, lines={"медиана": [1]})) is None


async def test_a_drawing_that_takes_too_long_is_given_up_and_the_next_one_is_drawn() -> None:
    charts = Charts(seconds=0.05)
    assert await charts.draw(CHART) is None
    opened(await Charts().draw(CHART))


async def test_several_at_once_take_turns() -> None:
    charts = Charts(seconds=20)
    for picture in await asyncio.gather(*(charts.draw(CHART) for _ in range(3))):
        opened(picture)

"""The process that draws a chart: its description as JSON on stdin, the picture on stdout.

Started by gateways.chart with an empty environment; the only one that imports matplotlib.
"""

from __future__ import annotations

import io
import json
import sys
from typing import Final

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from gateways.chart import Chart, Overview

DPI: Final = 150
INCHES: Final = (1200 / DPI, 840 / DPI)
COLOURS: Final = ("#1f77b4", "#e8833a", "#6a51a3")
TITLE, TEXT = 16, 12  # points; Telegram shows the picture at a third of its size on a phone
BARS, INK, PALE = "#9fb8cc", "#333333", "#dddddd"


def draw(chart: Chart | Overview) -> bytes:
    figure = Figure(figsize=INCHES, dpi=DPI, layout="constrained", facecolor="white")
    FigureCanvasAgg(figure)
    figure.suptitle(chart.title, fontsize=TITLE, fontweight="bold", color=INK)
    if isinstance(chart, Chart):
        above, below = figure.subplots(2, 1, sharex=True, gridspec_kw={"height_ratios": (5, 2)})
        _lines(above, chart)
        _bars(below, chart)
    else:
        above, below = figure.subplots(2, 1, gridspec_kw={"height_ratios": (3, 4)})
        _steps(above, chart)
        _lines(below, chart)
        below.set_xticks(range(len(chart.places)), chart.places)
    out = io.BytesIO()
    figure.savefig(out, format="png")
    return out.getvalue()


def _steps(axes: Axes, chart: Overview) -> None:
    """From the top down, as the steps follow each other."""
    _plain(axes)
    axes.spines["bottom"].set_visible(False)
    names, counts = list(chart.steps), list(chart.steps.values())
    drawn = axes.barh(range(len(names)), counts, color=BARS, height=0.7)
    axes.bar_label(drawn, labels=[str(each) for each in counts], color=INK, fontsize=TEXT, padding=4)
    axes.set_yticks(range(len(names)), names)
    axes.invert_yaxis()
    axes.set_xlim(0, max(*counts, 1) * 1.12)
    axes.set_xticks([])


def _lines(axes: Axes, chart: Chart | Overview) -> None:
    _plain(axes)
    axes.grid(axis="y", color=PALE, linewidth=0.8)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
    size = 7 if isinstance(chart, Chart) else 3
    for colour, (name, values) in zip(COLOURS, chart.lines.items(), strict=False):
        heights = [float("nan") if each is None else each for each in values]
        axes.plot(
            range(len(chart.places)), heights, color=colour, marker="o", linewidth=2.5, markersize=size, label=name
        )
    axes.set_ylim(bottom=0)
    axes.set_ylabel(chart.unit, color=INK, fontsize=TEXT)
    narrow = {"ncols": 3, "columnspacing": 1.2, "handlelength": 1.4, "borderaxespad": 0.2}
    axes.legend(frameon=False, fontsize=TEXT, loc="lower left", bbox_to_anchor=(0, 1), **narrow)


def _bars(axes: Axes, chart: Chart) -> None:
    _plain(axes)
    drawn = axes.bar(range(len(chart.places)), chart.bars, color=BARS, width=0.6)
    labels = [str(each) if each else "" for each in chart.bars]
    axes.bar_label(drawn, labels=labels, color=INK, fontsize=TEXT, padding=2)
    axes.set_ylim(0, max(*chart.bars, 1) * 1.3)
    axes.set_yticks([])
    axes.set_ylabel(chart.bars_title, color=INK, fontsize=TEXT)
    axes.set_xticks(range(len(chart.places)), chart.places)


def _plain(axes: Axes) -> None:
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set_color(PALE)
    axes.set_axisbelow(True)
    axes.tick_params(length=0, colors=INK, labelsize=TEXT)


if __name__ == "__main__":
    given = json.load(sys.stdin.buffer)
    sys.stdout.buffer.write(draw(Overview(**given) if "steps" in given else Chart(**given)))

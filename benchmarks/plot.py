"""Plot the two main results."""

import importlib
import importlib.util
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.measurements.cpu import LEAST, OURS_RAW, OURS_TYPED, PLAIN, PLAIN2
from benchmarks.measurements.wall_time import BOUND

__all__ = ["can_draw", "draw"]

INK = "#1f2933"
MUTED = "#7b8794"
OURS = "#0b6e4f"
OURS_LIGHT = "#5fb49c"
OTHERS = "#b8bfc7"
COLOURS = {
    OURS_RAW: OURS_LIGHT,
    OURS_TYPED: OURS,
    PLAIN: "#c2571a",
    PLAIN2: "#8e44ad",
    LEAST: MUTED,
}
APART = 1.17
"""The least ratio of the heights of two labels, so that they do not overlap."""


def can_draw() -> bool:
    """Return whether matplotlib is installed."""
    return importlib.util.find_spec("matplotlib") is not None


def draw(
    cpu: Mapping[str, Mapping[str, float]],
    wall: Mapping[str, float],
    subtitle: str,
    file: Path,
) -> None:
    """
    Draw CPU time by connections, and wall time as bars.

    Args:
        cpu: Milliseconds for each page, by client and number of connections.
        wall: Seconds, by client.
        subtitle: The machine.
        file: The PNG to write.
    """
    matplotlib = importlib.import_module("matplotlib")  # optional
    matplotlib.use("Agg")
    matplotlib.rcParams.update({"font.size": 10, "text.color": INK, "axes.edgecolor": MUTED})
    figure: Any = importlib.import_module("matplotlib.pyplot").figure(
        figsize=(11.5, 4.6), layout="constrained"
    )
    left, right = figure.subplots(1, 2, width_ratios=(1.0, 1.15))
    _draw_cpu(left, cpu)
    _draw_wall(right, wall)
    for axes in (left, right):
        axes.spines[["top", "right"]].set_visible(False)
        axes.tick_params(colors=INK, length=0)
    figure.supxlabel(subtitle, fontsize=8, color=MUTED)
    figure.savefig(file, dpi=150)


def _draw_cpu(axes: Any, cpu: Mapping[str, Mapping[str, float]]) -> None:
    axes.set_title("CPU per page of 100 rows, ms", loc="left", fontweight="bold")
    numbers: list[int] = []
    ends: list[tuple[float, str]] = []
    for label, by_connections in cpu.items():
        numbers = sorted(int(number) for number in by_connections)
        spent = [by_connections[str(number)] for number in numbers]
        colour = COLOURS.get(label, MUTED)
        axes.plot(range(len(numbers)), spent, color=colour, linewidth=2.2, marker="o", markersize=5)
        ends.append((spent[-1], label))
    axes.set_yscale("log", base=2)
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:g}")
    axes.set_xticks(range(len(numbers)), [str(number) for number in numbers])
    axes.set_xlabel("connections")
    axes.grid(axis="y", color="#e4e7eb", linewidth=0.8)
    axes.set_axisbelow(True)
    last = max(0, len(numbers) - 1)
    axes.set_xlim(-0.2, last + 1.75)
    height = 0.0
    for spent_last, label in sorted(ends):
        height = max(spent_last, height * APART)
        axes.annotate(
            f"{label.replace(', ', ' ').replace('.AsyncClient', '')}  {spent_last:.2g}",
            (last, height),
            xytext=(9, 0),
            textcoords="offset points",
            va="center",
            fontsize=9,
            color=COLOURS.get(label, MUTED),
        )


def _draw_wall(axes: Any, wall: Mapping[str, float]) -> None:
    axes.set_title("100,000 rows at 50 ms latency, seconds", loc="left", fontweight="bold")
    bars = sorted(
        ((label, seconds) for label, seconds in wall.items() if label != BOUND),
        key=lambda bar: -bar[1],
    )
    colours = [OURS if label.startswith("opentoclose") else OTHERS for label, _ in bars]
    drawn = axes.barh([label for label, _ in bars], [value for _, value in bars], color=colours)
    texts = [f"{value:.2f}" if value < 10 else f"{value:.0f}" for _, value in bars]
    axes.bar_label(drawn, texts, padding=4, color=INK)
    axes.spines["bottom"].set_visible(False)
    axes.set_xticks([])
    bound = wall.get(BOUND)
    if bound is not None:
        axes.axvline(bound, color=INK, linewidth=1, linestyle=(0, (3, 2)))
        axes.annotate(
            f"bound: 32 connections, {bound:.2f} s",
            (bound, 1.0),
            xycoords=("data", "axes fraction"),
            xytext=(4, -2),
            textcoords="offset points",
            va="top",
            fontsize=8,
            color=MUTED,
        )

"""Pictures as inline SVG, drawn here: bars by day and shares.

Each kind has a colour and a pattern of its own, from `pages/patterns.html`; texts are escaped by
`Markup.format`. In an interface written from right to left time runs from the right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from attrs import frozen
from markupsafe import Markup

from claimtrack.browse.interface import Interface

WIDTH = 640
_HEIGHT, _FOOT = 150, 26
_MOST_LABELS = 4  # days written under a picture, one for each bar
_MOST_DAYS = 92  # one bar a day up to a quarter of a year, then one a month


@frozen
class Bar:
    """A day or month and its counts by kind, in the order in which they are stacked."""

    label: str
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """Count all kinds."""
        return sum(self.counts.values())


@frozen
class Chart:
    """A picture with the numbers that it is drawn from; `kinds` maps those that occur to a name."""

    picture: Markup
    bars: Sequence[Bar]
    kinds: Mapping[str, str]


def bars(
    days: Mapping[str, Mapping[str, int]], kinds: Mapping[str, str], ui: Interface, label: str
) -> Chart | None:
    """Draw stacked bars, or None where there are none.

    `days` maps an ISO date to counts by kind; `kinds` maps a kind to its name, the lowest first.
    """
    stacks = _by_day(days, kinds, ui)
    if not stacks:
        return None
    top = max(bar.total for bar in stacks)
    step = WIDTH / max(len(stacks), 3)
    width = min(step * 0.82, 56)
    parts = []
    for number, bar in enumerate(stacks):
        x = number * step + (step - width) / 2
        parts.append(_stack(bar, kinds, WIDTH - x - width if ui.rtl else x, width, top))
    parts.append(_days(stacks, step, ui))
    spoken = "; ".join(f"{bar.label}: {bar.total}" for bar in stacks)
    picture = Markup(
        '<svg class="chart" viewBox="0 0 {w} {h}" role="img" aria-label="{label}">{parts}'
        '<line class="axis" x1="0" x2="{w}" y1="{base}" y2="{base}"></line>'
        "</svg>"
    ).format(
        w=WIDTH,
        h=_HEIGHT + _FOOT,
        label=f"{label}. {spoken}",
        parts=Markup("").join(parts),
        base=_HEIGHT,
    )
    drawn = {kind: name for kind, name in kinds.items() if any(kind in b.counts for b in stacks)}
    return Chart(picture, stacks, drawn)


def _stack(bar: Bar, kinds: Mapping[str, str], x: float, width: float, top: int) -> Markup:
    """Draw one bar with its figure above it."""
    parts, y = [], float(_HEIGHT)
    scale = (_HEIGHT - 20) / top
    for kind, count in bar.counts.items():
        height = count * scale
        y -= height
        parts.append(
            Markup(
                '<rect fill="url(#p-{})" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}">'
                "<title>{}</title></rect>"
            ).format(kind, x, y, width, height, f"{bar.label}: {kinds[kind]} {count}")
        )
    if bar.total and width >= 22:
        parts.append(
            Markup('<text class="figure" x="{:.1f}" y="{:.1f}" text-anchor="middle">{}</text>')
            .format(x + width / 2, y - 5, bar.total)
        )  # fmt: skip
    return Markup("").join(parts)


def _days(stacks: Sequence[Bar], step: float, ui: Interface) -> Markup:
    """Write the days under the bars: each where they are few, else the first and the last."""
    few = len(stacks) <= _MOST_LABELS
    shown = enumerate(stacks) if few else ((n, stacks[n]) for n in (0, len(stacks) - 1))
    parts = []
    for number, bar in shown:
        place = (number + 0.5) * step if few else WIDTH * (number > 0)
        anchor = "middle" if few else "end" if number else "start"
        parts.append(
            Markup('<text class="tick" x="{:.1f}" y="{}" text-anchor="{}">{}</text>').format(
                WIDTH - place if ui.rtl else place, _HEIGHT + _FOOT - 7, anchor, bar.label
            )
        )
    return Markup("").join(parts)


def _by_day(
    days: Mapping[str, Mapping[str, int]], kinds: Mapping[str, str], ui: Interface
) -> list[Bar]:
    """Fill the days between the first and the last; join them to months where they are many."""
    if not days:
        return []
    first, last = (date.fromisoformat(day[:10]) for day in (min(days), max(days)))
    found: dict[str, Counter[str]]
    if (last - first).days < _MOST_DAYS:
        every = [(first + timedelta(n)).isoformat() for n in range((last - first).days + 1)]
        found = {ui.date(day): Counter(days.get(day, {})) for day in every}
    else:
        found = {}
        for day in sorted(days):
            month = ui.date(f"{day[:7]}-01").split(" ", 1)[1]
            found.setdefault(month, Counter()).update(days[day])
    return [Bar(label, {k: n[k] for k in kinds if n[k]}) for label, n in found.items()]


def share(counts: Sequence[tuple[str, str, int]], ui: Interface, label: str) -> Markup:
    """Draw one bar divided by (kind, name, count)."""
    total = sum(count for _, _, count in counts)
    if not total:
        return Markup("")
    parts, x = [], 0.0
    for kind, name, count in (part for part in counts if part[2]):
        width = count / total * WIDTH
        left = WIDTH - x - width if ui.rtl else x
        parts.append(
            Markup(
                '<rect fill="url(#p-{})" x="{:.1f}" y="0" width="{:.1f}" height="28">'
                "<title>{}</title></rect>"
            ).format(kind, left, width, f"{name}: {count}")
        )
        x += width
    spoken = "; ".join(f"{name}: {count}" for _, name, count in counts)
    return Markup(
        '<svg class="chart share" viewBox="0 0 {} 28" role="img" aria-label="{}">{}</svg>'
    ).format(WIDTH, f"{label}. {spoken}", Markup("").join(parts))

"""Pictures as inline SVG, drawn here: bars by day, shares, where a claim comes from.

Colours and patterns come from the style sheet by class; texts are escaped by `Markup.format`. In
an interface written from right to left time and flow run from the right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from attrs import frozen
from markupsafe import Markup

from claimtrack.browse.interface import Interface
from claimtrack.browse.markup import direction, plain

_WIDTH, _HEIGHT, _FOOT = 640, 150, 26
_MOST_LABELS = 5  # days written under a picture, one for each bar
_MOST_DAYS = 92  # one bar a day up to a quarter of a year, then one a month
_ROW, _LABEL = 34, 26  # of the picture of origins: height of a node, characters of its name


@frozen
class Bar:
    """A day or month and its counts by kind, in the order in which they are stacked."""

    label: str
    counts: Mapping[str, int]


def bars(
    days: Mapping[str, Mapping[str, int]], names: Mapping[str, str], ui: Interface, label: str
) -> Markup:
    """Draw stacked bars: `days` maps an ISO date to counts by kind, `names` a kind to its name."""
    stacks = _by_day(days, ui)
    if not stacks:
        return Markup("")
    top = max(sum(bar.counts.values()) for bar in stacks)
    step = _WIDTH / len(stacks)
    width = min(step * 0.82, 56)
    parts = []
    for number, bar in enumerate(stacks):
        x = (len(stacks) - 1 - number if ui.rtl else number) * step + (step - width) / 2
        parts.append(_stack(bar, names, x, width, top))
    parts.append(_days(stacks, step, ui))
    spoken = "; ".join(f"{bar.label}: {sum(bar.counts.values())}" for bar in stacks)
    return Markup(
        '<svg class="chart" viewBox="0 0 {w} {h}" role="img" aria-label="{label}">{parts}'
        '<line class="axis" x1="0" x2="{w}" y1="{base}" y2="{base}"></line>'
        "</svg>"
    ).format(
        w=_WIDTH,
        h=_HEIGHT + _FOOT,
        label=f"{label}. {spoken}",
        parts=Markup("").join(parts),
        base=_HEIGHT,
    )


def _stack(bar: Bar, names: Mapping[str, str], x: float, width: float, top: int) -> Markup:
    """Draw one bar with its figure above it."""
    parts, y = [], float(_HEIGHT)
    scale = (_HEIGHT - 20) / top
    for kind, count in bar.counts.items():
        height = count * scale
        y -= height
        parts.append(
            Markup(
                '<rect class="fill-{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}">'
                "<title>{}</title></rect>"
            ).format(kind, x, y, width, height, f"{bar.label}: {names.get(kind, kind)} {count}")
        )
    total = sum(bar.counts.values())
    if total and width >= 22:
        parts.append(
            Markup('<text class="figure" x="{:.1f}" y="{:.1f}" text-anchor="middle">{}</text>')
            .format(x + width / 2, y - 5, total)
        )  # fmt: skip
    return Markup("").join(parts)


def _days(stacks: Sequence[Bar], step: float, ui: Interface) -> Markup:
    """Write the days under the bars: each where they are few, else the first and the last."""
    few = len(stacks) <= _MOST_LABELS
    shown = enumerate(stacks) if few else ((n, stacks[n]) for n in (0, len(stacks) - 1))
    parts = []
    for number, bar in shown:
        place = (number + 0.5) * step if few else _WIDTH * (number > 0)
        anchor = "middle" if few else "end" if number else "start"
        parts.append(
            Markup('<text class="tick" x="{:.1f}" y="{}" text-anchor="{}">{}</text>').format(
                _WIDTH - place if ui.rtl else place, _HEIGHT + _FOOT - 7, anchor, bar.label
            )
        )
    return Markup("").join(parts)


def _by_day(days: Mapping[str, Mapping[str, int]], ui: Interface) -> list[Bar]:
    """Fill the days between the first and the last; join them to months where they are many."""
    if not days:
        return []
    first, last = (date.fromisoformat(day[:10]) for day in (min(days), max(days)))
    if (last - first).days < _MOST_DAYS:
        every = [(first + timedelta(n)).isoformat() for n in range((last - first).days + 1)]
        return [Bar(ui.date(day), days.get(day, {})) for day in every]
    months: dict[str, Counter[str]] = {}
    for day in sorted(days):
        months.setdefault(day[:7], Counter()).update(days[day])
    return [Bar(ui.date(f"{month}-01").split(" ", 1)[1], c) for month, c in months.items()]


def share(counts: Sequence[tuple[str, str, int]], ui: Interface, label: str) -> Markup:
    """Draw one bar divided by (kind, name, count)."""
    total = sum(count for _, _, count in counts)
    if not total:
        return Markup("")
    parts, x = [], 0.0
    for kind, name, count in counts:
        width = count / total * _WIDTH
        left = _WIDTH - x - width if ui.rtl else x
        parts.append(
            Markup(
                '<rect class="fill-{}" x="{:.1f}" y="0" width="{:.1f}" height="28">'
                "<title>{}</title></rect>"
            ).format(kind, left, width, f"{name}: {count}")
        )
        x += width
    spoken = "; ".join(f"{name}: {count}" for _, name, count in counts)
    return Markup(
        '<svg class="chart share" viewBox="0 0 {} 28" role="img" aria-label="{}">{}</svg>'
    ).format(_WIDTH, f"{label}. {spoken}", Markup("").join(parts))


def track(steps: Sequence[tuple[str | None, str]], ui: Interface, label: str) -> Markup:
    """Draw a claim's statuses one after the other; `steps` are (status, date as shown)."""
    width = min(_WIDTH / len(steps), 200)
    parts = []
    for number, (status, day) in enumerate(steps):
        x = _WIDTH - (number + 1) * width if ui.rtl else number * width
        edge = x + width - 2 if ui.rtl else x + 2
        name = ui.words[f"status_{status}"] if status else ui.words["log_gone"]
        parts.append(
            Markup(
                '<rect class="fill-{}" x="{:.1f}" y="4" width="{:.1f}" height="14" rx="3"></rect>'
                '<text class="name" x="{:.1f}" y="38" text-anchor="start">{}</text>'
                '<text class="tick" x="{:.1f}" y="56" text-anchor="start">{}</text>'
            ).format(status or "gone", x + 1, width - 2, edge, name, edge, day)
        )
    spoken = "; ".join(
        f"{ui.words[f'status_{s}'] if s else ui.words['log_gone']}: {day}" for s, day in steps
    )
    return Markup(
        '<svg class="chart" viewBox="0 0 {} 64" role="img" aria-label="{}">{}</svg>'
    ).format(_WIDTH, f"{label}. {spoken}", Markup("").join(parts))


def flow(
    left: Sequence[tuple[str, str]], right: Sequence[tuple[str, str]], ui: Interface, label: str
) -> Markup:
    """Draw who says it, the origins and who prints it; `left` and `right` are their edges."""
    columns = [
        list(dict.fromkeys(a for a, _ in left)),
        list(dict.fromkeys([b for _, b in left] + [a for a, _ in right])),
        list(dict.fromkeys(b for _, b in right)),
    ]
    tallest = max(map(len, columns))
    height = tallest * _ROW + 8
    places = [
        {name: (row + 0.5) * height / len(column) for row, name in enumerate(column)}
        for column in columns
    ]
    at = [_WIDTH - x if ui.rtl else x for x in (0, _WIDTH / 2, _WIDTH)]
    side = -1 if ui.rtl else 1
    inner = ((at[0] + side * 190, at[1] - side * 8), (at[1] + side * 8, at[2] - side * 190))
    parts = [
        _edge(x, places[n][a], y, places[n + 1][b])
        for n, (edges, (x, y)) in enumerate(zip((left, right), inner, strict=True))
        for a, b in dict.fromkeys(edges)
    ]
    for name, y in places[0].items():
        parts.append(_name(at[0] + side * 184, y, name, before=not ui.rtl))
    for number, y in enumerate(places[1].values(), 1):
        parts.append(
            Markup(
                '<circle class="node" cx="{:.1f}" cy="{:.1f}" r="11"></circle>'
                '<text class="number" x="{:.1f}" y="{:.1f}" text-anchor="middle">{}</text>'
            ).format(at[1], y, at[1], y + 4, number)
        )
    for name, y in places[2].items():
        parts.append(_name(at[2] - side * 184, y, name, before=ui.rtl))
    return Markup(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>'
    ).format(_WIDTH, height, label, Markup("").join(parts))


def _edge(x1: float, y1: float, x2: float, y2: float) -> Markup:
    middle = (x1 + x2) / 2
    return Markup(
        '<path class="edge" d="M{:.1f} {:.1f}C{:.1f} {:.1f} {:.1f} {:.1f} {:.1f} {:.1f}"></path>'
    ).format(x1, y1, middle, y1, middle, y2, x2, y2)


def _name(x: float, y: float, name: str, *, before: bool) -> Markup:
    """Write a name to the left of x (`before`) or to the right, cut where long, whole on hover."""
    shown = plain(name)
    cut = shown if len(shown) <= _LABEL else shown[: _LABEL - 1] + "…"
    rtl = direction(shown) == "rtl"
    return Markup(
        '<text class="name" x="{:.1f}" y="{:.1f}" text-anchor="{}" direction="{}">'
        "<title>{}</title>{}</text>"
    ).format(
        x,
        y + 4,
        "start" if before == rtl else "end",  # of the name's own direction
        "rtl" if rtl else "ltr",
        shown,
        cut,
    )

"""Pictures of one claim as inline SVG: where it comes from, and its status as it was reported.

In an interface written from right to left flow and time run from the right.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import frozen
from markupsafe import Markup

from claimtrack.browse.charts import WIDTH
from claimtrack.browse.interface import Interface
from claimtrack.browse.markup import direction, plain

_ROW, _LABEL = 34, 26  # of the picture of origins: height of a node, characters of its name
_LANE, _BAND = 30, 18  # of the picture of time: heights of an origin's row and of the statuses
_EDGE = 34  # before the first day, for the number of the origin
_MOST_LABELS = 6  # days written under a picture


@frozen
class Step:
    """A status and the column, counted in days of publication, from which it holds."""

    status: str
    column: int


@frozen
class Place:
    """Where a text stands in the picture of time, and whether it speaks against the claim."""

    origin: str  # its number on the page
    column: int
    against: bool


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
    at = [WIDTH - x if ui.rtl else x for x in (0, WIDTH / 2, WIDTH)]
    side = -1 if ui.rtl else 1
    inner = ((at[0] + side * 190, at[1] - side * 8), (at[1] + side * 8, at[2] - side * 190))
    parts = [
        _edge(x, places[n][a], y, places[n + 1][b])
        for n, (edges, (x, y)) in enumerate(zip((left, right), inner, strict=True))
        for a, b in dict.fromkeys(edges)
    ]
    parts += [_name(at[0] + side * 184, y, name, not ui.rtl) for name, y in places[0].items()]
    parts += [_disc(at[1], y, name) for name, y in places[1].items()]
    parts += [_name(at[2] - side * 184, y, name, ui.rtl) for name, y in places[2].items()]
    comma = "، " if ui.rtl else ", "
    spoken = "; ".join(
        comma.join(dict.fromkeys(a for a, b in left if b == origin))
        + f" → {ui.words['origin']} {origin} → "
        + comma.join(dict.fromkeys(b for a, b in right if a == origin))
        for origin in columns[1]
    )
    return _svg(height, f"{label} {spoken}", parts)


def over_time(
    days: Sequence[str | None],
    texts: Mapping[Place, int],
    steps: Sequence[Step],
    ui: Interface,
    label: str,
) -> Markup:
    """Draw when each origin's texts appeared, and below which status they added up to.

    `days` are the columns, None for what is undated; `texts` counts those at each place.
    """
    width = min((WIDTH - _EDGE) / len(days), 150)
    end = _EDGE + width * len(days)
    lanes = {
        n: row for row, n in enumerate(dict.fromkeys(sorted((p.origin for p in texts), key=int)))
    }
    height = len(lanes) * _LANE + _BAND + 50

    def at(x: float) -> float:
        return WIDTH - x if ui.rtl else x

    parts = []
    for number, row in lanes.items():
        y = (row + 0.5) * _LANE
        parts += [_line(at(_EDGE), at(end), y), _disc(at(12), y, number)]
    for place, count in texts.items():
        both = Place(place.origin, place.column, not place.against) in texts
        apart = min(25, width / 4) * (1 if place.against else -1) if both else 0
        parts.append(
            _text(
                at(_EDGE + (place.column + 0.5) * width + apart),
                (lanes[place.origin] + 0.5) * _LANE, count, place.against,
            )
        )  # fmt: skip
    top = len(lanes) * _LANE + 6
    bounds = [*(step.column for step in steps), len(days)]
    for step, until in zip(steps, bounds[1:], strict=True):
        x1, x2 = at(_EDGE + step.column * width), at(_EDGE + until * width)
        name = ui.words[f"status_{step.status}"]
        parts.append(_band(min(x1, x2), top, abs(x2 - x1), step.status, name))
    shown = range(0, len(days), -(-len(days) // _MOST_LABELS))
    for column in shown:
        x = at(_EDGE + (column + 0.5) * width)
        parts.append(
            Markup('<text class="tick" x="{:.1f}" y="{}" text-anchor="middle">{}</text>').format(
                x, height - 6, ui.date(days[column])
            )
        )
    spoken = [f"{ui.date(days[s.column])}: {ui.words[f'status_{s.status}']}" for s in steps]
    spoken += [
        f"{ui.words['origin']} {place.origin}, {ui.date(days[place.column])}: {count}"
        + (f" ({ui.words['text_against']})" if place.against else "")
        for place, count in sorted(texts.items(), key=lambda t: (int(t[0].origin), t[0].column))
    ]
    return _svg(height, f"{label}. {'; '.join(spoken)}", parts)


def _svg(height: float, label: str, parts: Sequence[Markup]) -> Markup:
    return Markup(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>'
    ).format(WIDTH, height, plain(label), Markup("").join(parts))


def _edge(x1: float, y1: float, x2: float, y2: float) -> Markup:
    middle = (x1 + x2) / 2
    return Markup(
        '<path class="edge" d="M{:.1f} {:.1f}C{:.1f} {:.1f} {:.1f} {:.1f} {:.1f} {:.1f}"></path>'
    ).format(x1, y1, middle, y1, middle, y2, x2, y2)


def _line(x1: float, x2: float, y: float) -> Markup:
    return Markup('<path class="lane" d="M{:.1f} {:.1f}H{:.1f}"></path>').format(x1, y, x2)


def _disc(x: float, y: float, number: str) -> Markup:
    """Draw the number of an origin as it stands beside its evidence."""
    return Markup(
        '<circle class="node" cx="{:.1f}" cy="{:.1f}" r="11"></circle>'
        '<text class="number" x="{:.1f}" y="{:.1f}" text-anchor="middle">{}</text>'
    ).format(x, y, x, y + 4, number)


def _text(x: float, y: float, count: int, against: bool) -> Markup:
    """Draw a text as a dot, or as a cross where it speaks against; of several, how many."""
    shape = (
        Markup('<path class="opposed" d="M{:.1f} {:.1f}l10 10m0 -10l-10 10"></path>')
        if against
        else Markup('<circle class="text" cx="{:.1f}" cy="{:.1f}" r="5"></circle>')
    ).format(*((x - 5, y - 5) if against else (x, y)))
    if count == 1:
        return shape
    return shape + Markup(
        '<text class="figure" x="{:.1f}" y="{:.1f}" text-anchor="middle" direction="ltr">×{}</text>'
    ).format(x + 17, y + 4, count)


def _band(x: float, y: float, width: float, status: str, name: str) -> Markup:
    """Draw how long a status holds, its name below where it has room."""
    parts = [
        Markup(
            '<rect fill="url(#p-{})" x="{:.1f}" y="{}" width="{:.1f}" height="{}">'
            "<title>{}</title></rect>"
        ).format(status, x + 1, y, width - 2, _BAND, name)
    ]
    if width > 8 * len(name):
        parts.append(
            Markup('<text class="name" x="{:.1f}" y="{}" text-anchor="middle">{}</text>').format(
                x + width / 2, y + _BAND + 15, name
            )
        )
    return Markup("").join(parts)


def _name(x: float, y: float, name: str, before: bool) -> Markup:
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

"""页上的图：服务器画好的 SVG，没有脚本；每一段连到它数的那几份。"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from html import escape

from markupsafe import Markup

_WIDE, _ROW, _LEFT = 420, 24, 90
_DOTS = 220


def bars(rows: Sequence[tuple[str, int, str]]) -> Markup:
    """横条：名称、多少、连到哪里。"""
    most = max((number for _, number, _ in rows), default=0) or 1
    room = _WIDE - _LEFT - 50
    parts = []
    for place, (name, number, link) in enumerate(rows):
        top, wide = place * _ROW, max(1, room * number // most)
        parts.append(
            f'<a href="{escape(link)}"><title>{escape(name)}：{number} 份</title>'
            f'<text x="{_LEFT - 8}" y="{top + 16}" text-anchor="end">{escape(name)}</text>'
            f'<rect x="{_LEFT}" y="{top + 3}" width="{wide}" height="{_ROW - 7}" />'
            f'<text x="{_LEFT + wide + 6}" y="{top + 16}">{number}</text></a>'
        )
    return _svg(_WIDE, max(1, len(rows)) * _ROW, parts, "按份数的横条图")


def execution(
    points: Sequence[tuple[int, str, Decimal, Decimal]], link: Callable[[int], str]
) -> Markup:
    """一份一个点：横的是预算执行率（%），竖的是总分；点开是那一份。"""
    left, side = 40, _DOTS
    parts = [
        f'<rect class="frame" x="{left}" y="0" width="{side}" height="{side}" />',
        f'<text x="{left}" y="{side + 16}">0%</text>',
        f'<text x="{left + side}" y="{side + 16}" text-anchor="end">执行率 100%</text>',
        f'<text x="{left - 6}" y="12" text-anchor="end">100</text>',
        f'<text x="{left - 6}" y="{side}" text-anchor="end">0 分</text>',
    ]
    for submission, name, rate, total in points:
        across = left + int(side * min(max(rate, Decimal(0)), Decimal(100)) / 100)
        down = side - int(side * min(max(total, Decimal(0)), Decimal(100)) / 100)
        said = f"{escape(name)}：执行率 {rate:.2f}%，{total} 分"
        parts.append(
            f'<a href="{escape(link(submission))}"><title>{said}</title>'
            f'<circle cx="{across}" cy="{down}" r="4" /></a>'
        )
    return _svg(left + side + 20, side + 22, parts, "执行率与得分的点图")


def _svg(wide: int, high: int, parts: Sequence[str], said: str) -> Markup:
    head = f'<svg viewBox="0 -6 {wide} {high + 6}" width="{wide}" height="{high + 6}" role="group"'
    return Markup(f'{head} aria-label="{said}">{"".join(parts)}</svg>')  # noqa: S704  # 各段都转义过

"""问过的记着：一个数、一段话的同一件事只算一次，答案不串到别的数上；先筛后看，与两两去试找到的一样。"""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

from perfxl.proof.claims.goals import is_aim
from perfxl.proof.model import Figure, Paragraph
from perfxl.proof.ratios.pools import near_pairs, plausible
from perfxl.proof.text.figures import figures_of
from perfxl.proof.text.interval import divide
from perfxl.proof.text.noted import noted


def figure(text: str) -> Figure:
    (one,) = figures_of(Paragraph(1, text))
    return one


def test_asked_once_and_kept_on_the_figure() -> None:
    asked: list[Figure] = []

    @noted
    def is_seen(one: Figure) -> bool:
        asked.append(one)
        return False

    first, second = figure("建成12公里。"), figure("建成12公里。")
    assert [is_seen(first), is_seen(first), is_seen(second)] == [False] * 3
    assert asked == [first, second]


def test_a_changed_figure_is_asked_again() -> None:
    plan = figure("计划建成12公里。")
    assert is_aim(plan)
    assert not is_aim(replace(plan, before="建成"))
    assert is_aim(plan)


def test_same_place_is_the_same_figure() -> None:
    paragraph = Paragraph(1, "建成12公里，改造9公里。")
    assert figures_of(paragraph)[0] is figures_of(paragraph)[0]
    assert figure("建成12公里。") != figure("建成12公里。")


def test_near_pairs_are_those_found_by_trying_every_pair() -> None:
    chance = random.Random(7)  # noqa: S311  # 要的是每次一样的数，不是安全
    for _ in range(60):
        digits = chance.choice(["92", "1.5", "640", "37.25", "6000"])
        mean = figure(f"户均补助{digits}元。")
        parts = [figure(f"支出{chance.randint(1, 900)}万元。") for _ in range(12)]
        parts += [figure(f"支出{chance.randint(1, 90000)}元。") for _ in range(12)]
        wholes = [figure(f"惠及{chance.randint(2, 3000)}户。") for _ in range(9)]
        near = list(near_pairs(mean, Decimal(1), parts, wholes))
        assert near == [(p, w) for p in parts for w in wholes if (p, w) in near]  # 次序不变
        for part in parts:
            for whole in wholes:
                if plausible(mean, divide(part.value, whole.value)):
                    assert (part, whole) in near

"""加分项、减分项：在规定的分值以外加减的几行，不占总分的一百分。"""

from __future__ import annotations

from perfxl.filing.amounts import number
from perfxl.filing.model import Indicator


def is_bonus_within(indicator: Indicator) -> bool:
    """加减的分没有超过它写明的上限；减分项的分值、得分都可以写成负的。"""
    most, points = number(indicator.weight), number(indicator.points)
    within = most is None or points is None or abs(points) <= abs(most)
    return indicator.place.bonus and within

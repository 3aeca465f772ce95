"""一条填得对的指标：数量、比率、期限、成本、区间、零发生、定性，各有完成与没有完成的。"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal

from pen import SHORT, Pen, Row, half_up, plain

YEAR = 2023
COUNTS = (
    ("改造阅览室面积", "平方米"), ("添置图书册数", "册"), ("举办活动", "场"), ("培训人次", "人次"),
    ("走访企业", "家"), ("整治沟渠长度", "公里"), ("发放材料", "份"), ("新建分馆", "个"),
)  # fmt: skip
RATES = ("工程验收合格率", "资金到位率", "服务覆盖率", "设备完好率", "任务完成率")
TIMES = ("完工时间", "项目完成时限", "验收时间")
UNIT_COSTS = (("每册单价", "元/册"), ("人均培训费用", "元/人次"), ("每平方米造价", "元/平方米"))
SOCIAL = ("全年接待读者", "受益群众", "服务居民")
ZERO = ("安全事故", "有责投诉")
STATES = ("管理维护机制", "公共服务水平", "业务规范程度")
BANDS = (
    ("达成年度指标", Decimal("0.8"), Decimal(1)),
    ("制度已建立，达成年度指标", Decimal("0.8"), Decimal(1)),
    ("达到预期指标", Decimal("0.8"), Decimal(1)),
    ("基本达成预期指标", Decimal("0.8"), Decimal(1)),
    ("部分达成年度指标并具有一定效果", Decimal("0.6"), Decimal("0.78")),
    ("未达成年度指标且效果较差", Decimal(0), Decimal("0.58")),
)


def _amount(pen: Pen, target: Decimal) -> Decimal:
    """完成的数：没有完成的、正好的、超出不多的、超出很多的。"""
    percent = pen.one([pen.number(50, 99), 100, 100, pen.number(100, 119), pen.number(120, 400)])
    whole = (target * percent / 100).to_integral_value()
    return max(Decimal(1), whole)


def count(pen: Pen, weight: Decimal, unit: str) -> Row:
    """不少于多少个。"""
    target = Decimal(pen.number(2, 60000))
    actual = _amount(pen, target)
    if pen.number(0, 5) == 0:  # 目标以万计、完成值以个计
        wanted = f"≥{plain(target / 10000)}万{unit}"
        return pen.row(wanted, f"{plain(actual)}{unit}", weight, actual / target, actual / target)
    wanted, done = pen.at_least(target, unit), pen.count(actual, unit)
    return pen.row(wanted, done, weight, actual / target, actual / target)


def rate(pen: Pen, weight: Decimal) -> Row:
    """不低于百分之多少。"""
    target = Decimal(pen.number(60, 100))
    actual = half_up(Decimal(pen.number(3000, 10000)) / 100, pen.number(0, 2))
    if pen.often():
        actual = max(actual, target)
    wanted = pen.one([pen.at_least(target, "%"), pen.percent(target)])
    return pen.row(wanted, pen.percent(actual), weight, actual / target, actual / target)


def deadline(pen: Pen, weight: Decimal) -> Row:
    """按期完成记满分，晚了的扣分并写原因。"""
    month = pen.number(2, 12)
    due = date(YEAR, month, pen.number(1, monthrange(YEAR, month)[1]))
    if pen.often():
        due = date(YEAR, month, monthrange(YEAR, month)[1])
        wanted = pen.one([f"{YEAR}年{month}月底前", f"{month}月底前", f"{YEAR}年{month}月"])
    else:
        day = f"{YEAR}年{month}月{due.day}日"
        wanted = pen.one(
            [f"{day}前", f"{day}之前完成", day, f"@{due}", f"{due:%Y.%m.%d}", f"'{due}"]
        )
    late = pen.number(0, 4) == 0
    done = due + timedelta(days=pen.number(1, 60)) if late else due - timedelta(pen.number(0, 40))
    shown = f"{done.year}年{done.month}月{done.day}日"
    actual = pen.one([shown, f"@{done}", f"{shown}完成", f"{done:%Y-%m-%d}", f"{done:%Y/%m/%d}"])
    if not late:
        return pen.row(wanted, actual, weight, Decimal(1))
    earned = half_up(weight * pen.number(0, 9) / 10)
    return Row(wanted, actual, pen.score(weight), pen.score(earned), pen.one(SHORT), earned)


def unit_cost(pen: Pen, weight: Decimal, unit: str) -> Row:
    """不超过多少元；超过的按指标值÷完成值。"""
    target = Decimal(pen.number(10, 5000))
    actual = half_up(target * pen.number(60, 130) / 100, pen.number(0, 2))
    share = min(Decimal(1), target / actual)
    wanted = pen.one([pen.at_most(target, unit), f"{plain(target)}{unit}"])
    return pen.row(wanted, f"{plain(actual)}{unit}", weight, share)


def total_cost(pen: Pen, weight: Decimal, money: tuple[Decimal, Decimal, str]) -> Row:
    """项目总成本：以全年预算为上限，完成值就是执行数。"""
    budget, executed, unit = money
    done = pen.one([f"{plain(executed)}{unit}", f"{executed:,f}{unit}", plain(executed)])
    return pen.row(pen.at_most(budget, unit), done, weight, Decimal(1))


def between(pen: Pen, weight: Decimal, unit: str) -> Row:
    """区间：1-3家。"""
    low = pen.number(1, 20)
    high = low + pen.number(1, 5)
    actual = Decimal(pen.number(1, high))
    mark = pen.one(["-", "~", "－", "至", "—"])
    done = f"{plain(actual)}{unit}"
    return pen.row(f"{low}{mark}{high}{unit}", done, weight, min(Decimal(1), actual / low))


def nothing_happened(pen: Pen, weight: Decimal) -> Row:
    """没有发生记满分。"""
    wanted = pen.one(["0起", "=0起", "≤0起", "０起", "0 起"])
    return pen.row(wanted, pen.one(["0起", "0", "'0", "0 起", "０起"]), weight, Decimal(1))


def growth(pen: Pen, weight: Decimal) -> Row:
    """比上年增长百分之多少。"""
    target = Decimal(pen.number(2, 20))
    actual = target * pen.one([Decimal("0.5"), Decimal(1), Decimal("1.1")])
    lead = pen.one(["增长", "同比增长", "较上年增长", "比上年提高"])
    wanted = pen.one(
        [f"{lead}{plain(target)}%以上", f"{lead}≥{plain(target)}%", f"≥{plain(target)}%"]
    )
    done = pen.one([f"{lead}{plain(actual)}%", pen.percent(actual)])
    return pen.row(wanted, done, weight, actual / target)


def state(pen: Pen, weight: Decimal) -> Row:
    """国家表样的定性指标：三档之一，得分在那一档里。"""
    phrase, low, high = pen.one(BANDS)
    earned = half_up(weight * (low + (high - low) * pen.number(0, 4) / 4))
    reason = pen.one(SHORT) if earned < weight else ""
    wanted = pen.one(["建立长效机制", "明显提升", "进一步规范，运行正常"])
    return Row(wanted, phrase, pen.score(weight), pen.score(earned), reason, earned)


def own(pen: Pen, weight: Decimal) -> Row:
    """凭佐证材料自评的：满分，或扣分写原因。"""
    earned = weight if pen.often() else half_up(weight * pen.number(0, 9) / 10)
    reason = "材料不全；已要求补齐" if earned < weight else pen.one(("", "无"))
    wanted, done = "按规定执行", pen.one(["制度健全并执行", "符合规定", "已按规定办理"])
    return Row(wanted, done, pen.score(weight), pen.score(earned), reason, earned)

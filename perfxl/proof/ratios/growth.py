"""R03 增减与倍数：从多少到多少、比上年、超目标多少，几比几，是几倍。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from perfxl.cells.later import later
from perfxl.cells.quantity import rounded
from perfxl.proof.claims.goals import is_bound
from perfxl.proof.model import Figure, Finding
from perfxl.proof.ratios.changes import change_fits, judge
from perfxl.proof.ratios.comparands import DELTA, another, other_matter, own_object
from perfxl.proof.ratios.pairs import truncated
from perfxl.proof.reading import TIMES, Reading, Sentence, span
from perfxl.proof.scopes import former
from perfxl.proof.sums.apart import nested
from perfxl.proof.text.clues import regex
from perfxl.proof.text.interval import divide

_CHANGE = later(
    r"(?P<up>净增|上浮|增长|增加|提高|提升|上升|增幅|增产|增收|增支|多收|多支|增速|新增|多|超)|(?P<down>净减|下浮|减收|减支|少收|少支|减产|下降|减少|降低|降幅|缩短|压缩|节[约水电能煤油]|少)"
)
_FROM = later(r"(?:从|由)[^，。；]{0,14}$")
_TO = later(
    r"(?:(?:增加|增长|提高|提升|上升|下降|减少|降低|缩短|压缩|提速|发展|扩大|扩展|上涨|攀升)[到至]|[增升降减]至|到|至|为|变为)了?(?:(?:19|20)\d{2}年(?:底|末)?的?|[^，。；\d]{1,6}的)?$"
)
_THAN = later(r"(?:较|(?<!占)比(?!例|重|由))(?:(?:19|20)\d{2}年)?[^，。；\d]{0,12}$")
_LAST_YEAR = later(
    r"(?:上年|去年|上一年|(?:19|20)\d{2}年)(?:度|同期|末|底)?(?:的|为|是|数)?[^，。；\d]{0,10}$"
)
_OLD_IN = later(r"[（，](?:(?:19|20)\d{2}年|上年|去年)(?:同期)?(?:为|是)?\s*")
_SAME_YEAR = later(r"同比|比上年|较上年|比去年|较去年|较(?:19|20)\d{2}年|比(?:19|20)\d{2}年|同期")
_OVER = later(
    r"(?:超(?:额|过|出)?(?:完成)?(?:年度|全年)?(?:任务|目标|计划|指标)?[^，。；\d]{0,6}|比?(?:目标|计划|任务)[^，。；\d]{0,4}(?:多|超出|增加)[^，。；\d]{0,3})$"
)
_YEAR = later(r"(?:19|20)\d{2}(?=年)")
_ASIDE = later("其中|[却但而即]|[超高低优好]于|超过")  # 多 7枚，金牌却少 2枚：说的是另一样
_WANTED = later("(?:以上|以内)?的?(?:年度|预期|绩效)?(?:目标|要求|任务|计划|标准|指标)")
_YEARLY = later("年均|平均每年|每年")
_REACHED = later(r"[到至](?:19|20)\d{2}年[^，。；\d]{0,6}$")
_AIM = later(r"目标|任务|计划|应(?![急用对届变答邀聘援])|控制价|概算|限价|采购预算")
_BEYOND = later("(?:超出?过?|超额)(?:年度|全年)?(?:目标|任务|计划)$")
_CLOSE, _HUNDRED, _TEN = 20, Decimal(100), Decimal(10)
_ALIKE = Decimal("0.4"), Decimal("2.5")
_NO_CHANGE = (TIMES | {"倍"}) - {"天", "小时", "分钟"}


def growth(reading: Reading) -> Iterator[Finding]:
    """逐句看增减、比例。"""
    for sentence in reading.figured:
        yield from _from_to(sentence)
        yield from _against_last_year(sentence)
        yield from _over_aim(sentence)
        yield from _old_in_brackets(sentence)
        yield from _gap_of_base(sentence)


def _plain_figures(sentence: Sentence) -> list[Figure]:
    return [figure for figure in sentence.figures if figure.hedge in {"", "超"}]


def _from_to(sentence: Sentence) -> Iterator[Finding]:
    """从甲提高到乙，增长（增加）了丙。"""
    figures = _plain_figures(sentence)
    for old, new in pairwise(figures):
        to = _TO.search(regex(r"(?:约|近)$").sub("", new.before))
        if old.unit != new.unit or not to or not _FROM.search(old.before):
            continue
        if _scale_apart(old, new):
            message = f"从 {old.raw} 到 {new.raw}，数字差不多，单位差一万倍"
            yield Finding("R15", new.paragraph, *span((old, new)), message)
            continue
        last = new.end
        for change in sentence.figures[sentence.figures.index(new) + 1 :][:2]:
            apart = change.start - last > 24 or "；" in sentence.between(last, change.start)
            apart = apart or (change.unit == "个百分点" and new.unit != "%")
            if apart or not _CHANGE.search(change.before) or _SAME_YEAR.search(change.before):
                break
            if _YEARLY.search(change.before) or _ASIDE.search(sentence.between(last, change.start)):
                break  # 五年年均增长几；减少 936人，其中因搬迁减少 650人
            if is_bound(change) or _WANTED.match(change.after):
                break  # 没有达到下降 5%的目标：说的是目标，不是下降了多少
            if another(change.before, old.before + new.after) or own_object(
                change, list(_CHANGE.finditer(change.before))[-1].end(), new
            ):
                break
            yield from judge(old, new, change)
            yield from _way(old, new, change)
            last = change.end
        yield from _direction(old, new, sentence)


def _scale_apart(old: Figure, new: Figure) -> bool:
    """6240万元提高到 6600元。"""
    near = new.written and _ALIKE[0] < divide(old.written, new.written) < _ALIKE[1]
    return bool(near) and old.scale != new.scale and old.is_money


def _way(old: Figure, new: Figure, change: Figure) -> Iterator[Finding]:
    """由 62件下降到 23件，“增加”39件：后面的话说反了。"""
    said = list(_CHANGE.finditer(change.before))[-1]
    if said[0] in {"多", "超", "少", "新增"} or old.value == new.value:
        return
    if (said["up"] is not None) == (new.value < old.value):
        message = f"从 {old.raw} 到 {new.raw}，后面却说“{said[0]}” {change.raw}，方向相反"
        yield Finding("R03", change.paragraph, *span((old, new, change)), message)


def _direction(old: Figure, new: Figure, sentence: Sentence) -> Iterator[Finding]:
    """说增长到，却变少了；说下降到，却变多了。"""
    said = sentence.between(old.end, new.start)
    up = regex(r"增加[到至]|增长[到至]|提高[到至]|提升[到至]|上升[到至]|增至|升至").search(said)
    down = regex(r"下降[到至]|减少[到至]|降低[到至]|缩短[到至]|压缩[到至]|降至|减至").search(said)
    wrong = (up and new.value < old.value) or (down and new.value > old.value)
    if wrong:
        word = (up or down)[0] if (up or down) else ""  # type: ignore[index]  # 上一行问过
        first, last = span((old, new))
        message = f"说“{word}”，从 {old.raw} 到 {new.raw} 方向却相反"
        yield Finding("R03", new.paragraph, first, last, message)


def _against_last_year(sentence: Sentence) -> Iterator[Finding]:
    """今年多少，上年多少，增长多少；比上年的多少增加多少。"""
    figures = _plain_figures(sentence)
    for place, old in enumerate(figures):
        if (
            place == 0
            or old.unit in _NO_CHANGE
            or not (_LAST_YEAR.search(old.before) or _THAN.search(old.before))
        ):
            continue
        if former(old) or nested(old, sentence.start):
            continue  # 由上年的 8.6人提高到 9.9人；321件（不含上年旧存 28件），比上年
        if _CHANGE.search(old.before) or _REACHED.search(old.before) or DELTA.search(old.before):
            continue
        news = [
            figure for figure in figures[:place]
            if figure.unit == old.unit and not (old.unit == "%" and _CHANGE.search(figure.before))
        ]  # fmt: skip
        new = _whole_of(news, sentence)
        if new is None or (new.end < old.start - 40 and new is news[-1]):
            continue
        if "；" in sentence.between(new.end, old.start) and not _alike(old, new):
            continue
        if _is_earlier(new, old):  # 2024年 45批次，2025年 36批次：写在前面的是上年
            yield from _changes(new, old, [old], sentence)
        else:
            yield from _changes(old, new, news, sentence)


def _alike(old: Figure, new: Figure) -> bool:
    """差不到十倍。"""
    return old.value > 0 and 1 / _TEN < divide(new.value, old.value) < _TEN


def _is_earlier(figure: Figure, other: Figure) -> bool:
    """两个数前面都写着年份，这一个的早。"""
    mine, theirs = (_YEAR.search(one.before) for one in (figure, other))
    return bool(mine and theirs and mine[0] < theirs[0])


def _changes(old: Figure, new: Figure, news: list[Figure], sentence: Sentence) -> Iterator[Finding]:
    """后面接着写的一两个增减数。"""
    told = max(old, new, key=lambda figure: figure.start)
    last = told.end
    after = sentence.figures[sentence.figures.index(told) + 1 :]
    after = after[1:] if after and after[0].unit == "倍" else after  # 是上年的 2.55倍，同比增长
    for change in after[:2]:
        near = (
            change.start - last <= _CLOSE
            and not (_each_year(change) or _ASIDE.search(sentence.between(last, change.start)))
            and not other_matter(sentence.between(told.end, change.start))
        )
        aimed = is_bound(change) or _WANTED.match(change.after)
        if not near or not _CHANGE.search(change.before) or aimed:
            break
        if another(change.before, old.before + told.after):
            break  # 超过目标、低于全省平均多少，比的不是上年
        fitting = [figure for figure in news if change_fits(old, figure, change)]
        if not fitting:
            yield from judge(old, new, change)
        elif fitting == [new] and old.exact and new.exact and _comparable(change, new):
            yield from _way(old, new, change)
        last = change.end


def _each_year(change: Figure) -> bool:
    """连降两年，降幅分别是 5.21%和 4.82%：一年一个。"""
    return regex("分别|依次|年均|平均每年").search(change.before) is not None


def _comparable(change: Figure, new: Figure) -> bool:
    return change.unit in {new.unit, "%", "个百分点"}


def _whole_of(news: list[Figure], sentence: Sentence) -> Figure | None:
    """几个数里说总数的那个：148万，其中图书馆71万、文化馆33万，比上年增加…… 是 148万。"""
    if len(news) > 2:
        listed = sentence.between(news[0].end, news[1].start)
        if regex("其中|包括|分别").search(listed):
            return news[0]
    done = [figure for figure in news if not _AIM.search(figure.before)]  # 产值几，为目标几的几成
    return (done or news)[-1] if news else None


def _over_aim(sentence: Sentence) -> Iterator[Finding]:
    """目标甲，完成乙，超目标丙；计划甲，实际乙，节约丙。"""
    figures = _plain_figures(sentence)
    for place, change in enumerate(figures):
        saved = regex(r"(?:节约|节省|节支)(?:了|资金|经费)*$").search(change.before)
        if not (saved or (_OVER.search(change.before) and "以上" not in change.before)):
            continue
        pair = _aim_and_done(figures, place, change)
        if pair is None or (change.unit == "%" and pair[1].unit == "%"):
            continue
        aim, done = pair
        if _BEYOND.search(aim.before) and aim.value * 2 < done.value:
            continue  # 684人次，超出目标 84人次，超额 14%：84 是超出的，不是目标
        rate = divide(done.value, aim.value) * _HUNDRED if aim.value else Decimal(0)
        beyond = regex("超出[^，。；]*$").search(change.before)  # 超出计划的 121.9%：说的是多出来的
        if beyond or not (change.unit == "%" and rate in change.span):
            yield from judge(aim, done, change)


def _aim_and_done(
    figures: list[Figure], place: int, change: Figure
) -> tuple[Figure, Figure] | None:
    """同一单位的目标和完成：都在前面，或目标写在后面的括号里。"""
    units = [
        figure.unit
        for figure in reversed(figures[:place])
        if figure.unit not in {"%", "个百分点", "倍"}
    ]
    unit = change.unit if change.unit not in {"%", "个百分点"} else next(iter(units), "%")
    cut = change.paragraph.text.rfind("；", 0, change.start)
    cut = max(cut, change.paragraph.text.rfind(";", 0, change.start))
    before = [figure for figure in figures[:place] if figure.unit == unit and figure.start > cut]
    aims = [
        figure for figure in before
        if _AIM.search(figure.before) and not regex("[高低多少差]了?$").search(figure.before)
    ]  # fmt: skip
    if (
        not aims
        and place + 1 < len(figures)
        and regex(r"目标|计划").match(figures[place + 1].before)
    ):
        aims = [figure for figure in figures[place + 1 : place + 2] if figure.unit == unit]
        before = before[-1:] + aims
    dones = [figure for figure in before if figure not in aims]
    if len(aims) != 1 or not dones or aims[0].unit in TIMES:
        return None
    named = [
        figure
        for figure in dones
        if regex("实际|完成|(?<!雷)达|建成|培训|采购|改造|中标|成交|结算").search(figure.before)
    ] or dones
    return (aims[0], named[0]) if len(named) == 1 or len(dones) == 1 else None


def _old_in_brackets(sentence: Sentence) -> Iterator[Finding]:
    """42微克，比2019年下降14.3%（2019年为49微克）；增加 6人，增长 12%（上年为 50人）。"""
    figures = _plain_figures(sentence)
    for new, change, old in zip(figures, figures[1:], figures[2:], strict=False):
        mark = sentence.between(change.end, old.start)
        if not _OLD_IN.fullmatch(mark) or new.unit != old.unit or not _CHANGE.search(change.before):
            continue
        every = [one for one in figures if one.end <= change.start and one.unit == old.unit]
        fits = any(change_fits(old, one, change) for one in every) or old.value == new.value
        moved = DELTA.search(new.before)  # 写的是多了几，不是现在有几
        again = _SAME_YEAR.search(sentence.between(new.end, change.start))  # 比控制数少几，同比
        if not moved and not fits:
            yield from judge(old, new, change)
        elif moved and not again:
            yield from _delta_over(old, new, change)


def _gap_of_base(sentence: Sentence) -> Iterator[Finding]:
    """结婚登记比上年的 2390对减少 210对，下降 8.79%：今年几对写在别的句子里。"""
    figures = sentence.figures
    for old, gap, rate in zip(figures, figures[1:], figures[2:], strict=False):
        earlier = [one for one in figures if one.end <= old.start and one.unit == old.unit]
        if earlier or gap.unit != old.unit or not _THAN.search(old.before):
            continue
        said = sentence.between(old.end, gap.start), sentence.between(gap.end, rate.start)
        same = not old.unit and said[0][:1] == said[1][:1]  # 2390对、210对：不认得的量词
        if DELTA.fullmatch(said[0][same:].strip("，")) and _RISE.fullmatch(said[1][same:]):
            yield from _delta_over(old, gap, rate)


_RISE = later("，(?:增长|下降|上升|降低|增幅|降幅)(?:了|为|达)?")


def _delta_over(old: Figure, gap: Figure, change: Figure) -> Iterator[Finding]:
    due = divide(gap.value, old.value) * _HUNDRED if old.value > 0 else change.value
    if not (change.hedge or change.unit != "%" or due in change.span or due in truncated(change)):
        shown = f"{rounded(due, change.places):f}%"
        message = f"{gap.raw}÷{old.raw}＝{shown}，写的是 {change.raw}"
        yield Finding("R03", change.paragraph, *span((gap, old)), message, expected=shown)

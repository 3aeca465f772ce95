"""R07 话与数之四：就近看的两种。

说低于、高于、达到的目标，前后两个数却不是；同一段里说全部完成、均已到位，又写着同一件事没有完成。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise

from perfxl.cells.later import later
from perfxl.proof.claims.denials import DENIED, denied, soft
from perfxl.proof.claims.goals import aims_of, alone, in_goals, words_of
from perfxl.proof.model import Figure, Finding
from perfxl.proof.reading import TIMES, Reading, Sentence
from perfxl.proof.text.clues import regex
from perfxl.proof.text.interval import NEAR, OVER
from perfxl.proof.text.masks import even
from perfxl.proof.twice import specific

_SAID = later(
    rf"(?P<denied>{DENIED})?"
    r"(?P<word>(?P<lower>低于|少于|小于|不足|不到|不及|跌破)|(?P<higher>高于|超过|多于|大于|超出|好于|优于|突破)"
    r"|(?P<reached>达到|达成|达|实现|完成))了?[^，。；\d]{0,6}$"
)
_LEVEL = later(
    r"^[^，。；]{0,4}的?[^，。；\d]{0,6}(?:目标|标准|要求|水平|计划|任务|控制|均值|平均|上限|下限|指标)"
)
_GAP = 14


def said(reading: Reading) -> Iterator[Finding]:
    """逐句看比较的话、说满的话。"""
    for sentence in reading.sentences:
        if not in_goals(sentence.paragraph):
            yield from _compared(sentence)
            yield from _over_done(sentence, reading)
            yield from _more_than_all(sentence)
    for paragraph in reading.report.prose:
        yield from _local(reading.sentences_by_paragraph.get(paragraph.number, ()))


def _compared(sentence: Sentence) -> Iterator[Finding]:
    """满意度 89.5%，达到 90%的目标；2386元，低于 2300元的控制标准。"""
    for place, limit in enumerate(sentence.figures):
        done = sentence.figures[place - 1] if place else None
        if done is None or done.unit != limit.unit:
            continue
        if limit.unit in TIMES:
            continue
        gap = sentence.between(done.end, limit.start)
        if (
            len(gap) > _GAP
            or "；" in gap
            or regex("比|较|其中|由|从|[与同离距]|[前后两]者").search(gap + done.before[-6:])
            or regex(r"[、和及]\s*\d").match(even(limit.paragraph.text), limit.end)
        ):  # 前者达到 40%；均超过 1200人和 450人：各比各的
            continue
        if not (_LEVEL.match(limit.after) and done.exact) or _is_base(limit):
            continue
        wrong = _wrong(
            limit.before + (limit.hedge if limit.hedge in NEAR | OVER else ""), done, limit
        )
        if wrong:
            bare = regex(r"^\D+").sub("", limit.raw)
            message = f"{done.raw} 与 {bare} 相比，不是“{wrong}”"
            yield Finding("R07", limit.paragraph, done.start, limit.end, message)


_BASE = later(
    r"[^，。；\d]{0,8}的\s*(?:约|近)?\d+(?:\.\d+)?\s*%|[^，。；\d]{0,8}的[一二三四五六七八九]成"
)


def _is_base(limit: Figure) -> bool:
    """完成 9000人任务的 98%：任务是分母，没有说完成了它。"""
    return _BASE.match(even(limit.paragraph.text), limit.end) is not None


def _wrong(before: str, done: Figure, limit: Figure) -> str:
    """话里说的高低与两个数不合的那个词。"""
    match = _SAID.search(before)
    if (
        match is None
        or soft(before[: match.start()])
        or (match["word"] == "达" and not match["denied"])
    ):
        return ""
    if match["lower"]:
        fine = done.value < limit.value
    elif match["higher"] and not _less_is_better(match, done):
        fine = done.value > limit.value
    elif match["higher"]:
        fine = done.value <= limit.value
    else:
        fine = done.value >= limit.value
    turned = match["denied"] or ""
    return "" if fine is not bool(turned) else f"{turned}{match['word']}"


_AT_MOST = later("不高于|不超过|不大于|不多于|小于|低于|控制|≤|<")
_BETTER = frozenset({"优于", "好于"})
_WORSE = later(
    "差错|误差|错误|失误|偏差|事故|死亡|投诉|不合格|漏损|成本|[能电水油药煤]耗|污染|浓度|超标|流失|空置|"
    "返贫|发病|复发|感染|逾期|故障|违规|排放|亏损|负债|失业|贫困|缺陷|退[件货订]|辍学|时[间长]|用时"
)


def _less_is_better(match: re.Match[str], done: Figure) -> bool:
    """差错率 0.27%，优于不高于 0.5%的目标：越少越好的，优于就是更少。"""
    if match["word"] not in _BETTER:
        return False
    return (_AT_MOST.search(match[0]) or _WORSE.search(done.before)) is not None


_OVER = later(
    r"超额完成(?:了)?(?:年度|全年|年初)?(?:计划|目标|任务|指标)"
    r"|(?:超过|超出|超|多于)(?:年度|全年|年初)?(?:计划|目标|任务)(?=\s*\d)"
)


def _over_done(sentence: Sentence, reading: Reading) -> Iterator[Finding]:
    """新增学位 4230个，超额完成计划，计划却是 4500个。"""
    match = _OVER.search(sentence.text)
    before = [
        figure
        for figure in sentence.figures
        if match and figure.end <= sentence.start + match.start()
    ]
    if match is None or not before or denied(sentence.text[: match.start()]):
        return
    goal = before[-1]
    earlier = [one for one in before[:-1] if one.unit == goal.unit]
    if (
        regex("(?:目标|计划|任务)(?:为|是)?$").search(goal.before)
        and earlier
        and match[0][0] == "超"
    ):
        if max(one.value for one in earlier) < goal.value and goal.unit not in TIMES:
            place = earlier[-1].start, sentence.start + match.end()
            message = f"目标是 {goal.raw}，前面的数都没有到，却说“{match[0]}”"
            yield Finding("R07", sentence.paragraph, *place, message)
        return
    done = before[0]
    after = next(
        (figure for figure in sentence.figures if figure.start >= sentence.start + match.end()),
        None,
    )
    if not match[0].startswith("超额完成"):
        whole = "其中" in sentence.between(before[0].end, before[-1].start)
        done = before[0] if whole else before[-1]  # 管理 2652人，其中新患者几人；超出目标
        if after is None or after.unit != done.unit:
            return
    aim = alone(aims_of(done, reading))
    if aim is not None and aim.value > done.value and done.unit not in TIMES and done.exact:
        place = sentence.start + match.start(), sentence.start + match.end()
        message = f"说“{match[0]}”，目标是 {aim.raw}（{aim.paragraph.place}），完成 {done.raw}"
        yield Finding("R07", sentence.paragraph, *place, message)


def _more_than_all(sentence: Sentence) -> Iterator[Finding]:
    """38所学校中，45所达到标准；5条意见已整改 7条：部分比全部还多。"""
    for whole, part in pairwise(sentence.figures):
        skipped = TIMES | {"%", "个百分点", "倍", "元"}
        if part.unit != whole.unit or part.unit in skipped or not (part.exact and whole.exact):
            continue
        gap = sentence.between(whole.end, part.start)
        if part.value > whole.value and _AMONG.fullmatch(gap) and not _MORE.search(gap):
            message = f"{part.raw} 比全部的 {whole.raw} 还多"
            yield Finding("R01", part.paragraph, whole.start, part.end, message)


_MORE = later("增|超|多|扩|升|补|到")
_AMONG = later(
    r"[^，。；、）\d]{0,12}(?:中|里)，?(?:只有|仅|已|有|的)?[^，。；、）\d]{0,4}"
    r"|[^，。；、\d]{1,12}已(?:全部)?[^，。；、\d]{1,4}"
)
_VERBS = (
    "归档|入账|回收|完成|完工|竣工|开工|到位|整改|达到目标|达标|达到|投入使用|支付|拨付|发放|办结|"
    "验收|建成|交付|合格"
)
_ALL = later(
    rf"(?:全部|全面|圆满|均已?|都已?|如期|足额|全额)(?:按期|如期|足额|圆满|全部)?(?P<verb>{_VERBS})(?!率|[^，。；]{{0,2}}\d)"
)
# 同一件事没有做完的说法。
_SHORT = {
    "到位": "尚欠|未到位|没有到位|尚未到位|资金缺口|没有按期到位",
    "整改": "余下[^，。；]*(?:问题|意见|事项)|剩余[^，。；]*正在整改|正在整改|未整改|尚未整改",
    "合格": "不合格[1-9]|[1-9]\\d*[\u4e00-\u9fff]{1,2}不合格|被责令整改|没有通过|未通过",
    "投入使用": "正在装修|正在安装|正在施工|正在调试|尚未投入|未投入使用|没有投入",
    "达到": "低于目标|低于[^，。；]{0,6}的目标|没有达到|未达到|未达标|没有达标|没有完成",
    "完成": "没有完成|未完成|尚未完成|未完工|没有完工",
    "完工": "未完工|没有完工|尚未完工|正在施工|未竣工|推迟[到至]|延期[到至]|延至",
}
_SOURCE = later("中央|上级|省级?|市级|县级|区级|本级|乡镇|自筹|配套|债券|社会")


def _apart(clause: str, segment: str) -> bool:
    """中央、省级资金全部到位；县级配套到位率 80%：说的是两笔钱。

    到位率 86%，其中中央全部到位：说的是里面的一笔。
    """
    mine, theirs = set(_SOURCE.findall(clause)), set(_SOURCE.findall(segment[-_BACK:]))
    return bool(mine) and (bool(theirs - mine) or (_INNER.match(clause) is not None and not theirs))


_INNER = later(r"\s*其中")
_EVERY = later("本项|该项|此项|任务|各项|所有|全部|各类|年度|均|都|已")
_HUNDRED = 100
_BUILT = frozenset({"完成", "完工", "竣工", "建成"})
_MOST, _BACK = 12, 60  # 一句里再多、再远的不看
_RATE = later(rf"(?P<verb>{_VERBS})率(?:仅|只|为|达)*$")
_NOT_SAID = later(
    "如|若|确保|力争|将|拟|计划|争取|预计|要求|应(?![急用对届变答邀聘援])|未|没|不|后|前"
)


def _local(sentences: tuple[Sentence, ...]) -> Iterator[Finding]:
    """同一段里：全部完工，完工率 83.3%；均已足额到位，尚欠 3000万元。"""
    for sentence in sentences:
        for match in islice(_ALL.finditer(sentence.text), _MOST):
            *before, clause = regex("[，。；：]").split(sentence.text[: match.start()][-_BACK:])
            if not clause.strip() and before and regex(r"\d").search(before[-1]):
                clause = before[-1]  # 水质检测 48批次，全部合格
            if _NOT_SAID.search(clause[-8:]) or regex("的|后|前").match(
                sentence.text[match.end() :]
            ):
                continue
            short = _shortfall(match["verb"], clause, sentences)
            if short:
                place = sentence.start + match.start(), sentence.start + match.end()
                message = f"说“{match[0]}”，同一段里却写“{short}”"
                yield Finding("R07", sentence.paragraph, *place, message)


def _of_others(short: re.Match[str], segment: str, about: set[str]) -> bool:
    """未到位的 660万元为居民出资，财政资金已足额到位：没有到的是谁的，话里说了。"""
    clause = regex("[，；。]").split(segment[short.start() :])[0]
    named = regex(r"的[^，。；]*?\d[^，。；\d]*?(?:为|是|系|属于?)(.{2,})").search(clause)
    return named is not None and not about & words_of(named[1])


def _shortfall(verb: str, clause: str, sentences: tuple[Sentence, ...]) -> str:
    key = regex("目标|竣工").sub(lambda one: "" if one[0] == "目标" else "完工", verb)
    words = _SHORT.get("达到" if key.startswith("达") else key, "")
    bare = _EVERY.sub("", clause)
    about = {pair for pair in words_of(bare) if specific(pair)}
    own = regex(r"\d([\u4e00-\u9fff]{1,2})").search(bare)
    for other in sentences:
        for segment in regex("[；。]").split(other.text):
            near = (bool(about & words_of(segment)) or not about) and not _apart(clause, segment)
            short = regex(words).search(segment) if words and near else None
            elsewhere = regex("另有|另外[\\d ]").search(segment)
            if short is None or _of_others(short, segment, about) or elsewhere:
                continue
            if not regex("如|若|防止|避免").search(segment[: short.start()][-6:]):
                return short[0]
        for figure in other.figures:
            said = other.between(other.start, figure.start)
            if _apart(clause, regex("[；。]").split(said)[-1]):
                continue
            rate = (
                _RATE.search(figure.before)
                if figure.unit == "%" and figure.value < _HUNDRED
                else None
            )
            segment = regex("[；。]").split(other.between(other.start, figure.start))[-1]
            if own is not None and own[1] not in segment:
                continue  # 48批次全部合格；220段中合格率 97.27%：数的不是一样东西
            mine = bool(about & words_of(segment)) or not about
            same = rate is not None and (rate["verb"] == verb or {rate["verb"], verb} <= _BUILT)
            if same and mine:
                return f"{figure.before[-6:]}{figure.raw}"
    return ""

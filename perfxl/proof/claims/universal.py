"""R07 话与数之五：说各项指标、任务全都做到了，换着话说的也看；报告别处写着没有做到的。

说的范围要对得上：数量指标都完成，管不着时效；任务都完成，管不着满意度。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.proof.claims.claims import missed_pairs
from perfxl.proof.claims.denials import denied, soft
from perfxl.proof.claims.goals import in_goals
from perfxl.proof.model import Figure, Finding
from perfxl.proof.reading import TIMES, Reading, Sentence
from perfxl.proof.text.clues import Clue, regex

_WHOLE = (
    r"(?:各项|各个|各类|所有|全部|每一?项|[两二三四五六七八九十\d]+[项类个]|全年|年度|总体|既定|预期|计划内的?|批复的?"
    r"|(?:年初)?(?:设定|确定|报备|批复|下达|申报|制定)的)"
)
_THING = r"(?P<thing>指标值?|目标值?|目标任务|任务|工作|建设内容|内容|事项)"
_DONE = (
    r"(?:(?:均|都|全部|全面|圆满|百分之百|如期|按[期时]|足额)(?:地|已经?|按[^，。；\d]{1,8}?|全部|全面|圆满|如期|足额|超额)*"
    r"(?:完成|达成|实现|达标|达到|超过|超额|优于|高于|兑现|收官|不低于)"
    r"|无一(?:延误|落空|偏差|缺项|例外)|(?:没有|无|未出现|未发生)(?:任何|明显)?偏差|完成率(?:均|都)?(?:为|达到?)?100%"
    r"|一项不少[^，。；]{0,4}完成)"
)
_ALL = Clue(
    rf"(?P<whole>{_WHOLE}[^，。；\d]{{0,10}}?){_THING}(?P<way>[^，。；\d]{{0,8}}?){_DONE}"
    rf"|(?P<plain>(?:本?项目|年度任务|本?年度工作)(?:已|已经)?(?:全面|圆满)(?:完成|收官))(?!的|后)",
    *("指标", "目标", "任务", "工作", "内容", "事项", "项目"),
)
_OTHERS = later("其余|其他|其它|除|以外|之外|另外|如果|若|要求|应|能否|是否|为确保|考核")
# 说的是哪一类指标的；没有写的是全部。
_KINDS = ("数量", "质量", "时效", "成本", "效益", "满意度", "产出")
_OUTPUT = frozenset({"数量", "质量", "时效", "成本", "产出"})
_PLAIN = later(
    r"各项|各个|各类|所有|全部|每一?项|[两二三四五六七八九十\d]+[项类个]|全年|年度|总体|既定|预期|计划内|批复|年初|设定|确定|报备|"
    r"下达|申报|制定|绩效|三级|二级|一级|的|本|项目|工作|目标|任务|建设|指标|实际|完成|值|已|经|和|与|、|对照|主要|具体|其中"
)
_WORK = frozenset({"任务", "工作", "建设内容", "内容", "事项", "目标任务"})


@dataclass(frozen=True, slots=True)
class _Short:
    """没有做到的一处；`rate` 是只差在率上的。"""

    sentence: Sentence
    said: str
    rate: bool


def universal(reading: Reading) -> Iterator[Finding]:
    """说满了的话，和别处没有做到的。"""
    claims = list(_claims(reading))
    shorts = list(_shorts(reading)) if claims else []
    for sentence, match in claims:
        kinds = {kind for kind in _KINDS if kind in match[0]}
        work = match["thing"] in _WORK or match["plain"] is not None
        for short in shorts:
            mine = short.sentence is sentence and sentence.text.find(short.said) < match.end()
            if mine or (work and short.rate) or not _covers(kinds, sentence, short.sentence):
                continue
            place = sentence.start + match.start(), sentence.start + match.end()
            said = f"{short.sentence.paragraph.place}却写“{short.said}”"
            yield Finding("R07", sentence.paragraph, *place, f"说“{match[0]}”，{said}")
            break


def _claims(reading: Reading) -> Iterator[tuple[Sentence, re.Match[str]]]:
    for sentence in reading.sentences_with(_ALL):
        path = "".join(sentence.paragraph.path)
        if in_goals(sentence.paragraph) or _AHEAD.search(path):
            continue
        for match in _ALL.finditer(sentence.text):
            before = regex("[。；]").split(sentence.text[: match.start()])[-1]
            clause = regex("[，。；]").split(before)[-1]
            scope = (match["whole"] or "") + (match["way"] or "")
            for kind in _KINDS:
                scope = scope.replace(kind, "")
            owned = regex("[的中]$").search(clause) and _PLAIN.sub("", clause[-_NEAR:]).strip(
                "中里"
            )
            narrow = _PLAIN.sub("", scope) or owned
            loose = denied(before) or soft(clause + match[0]) or _OTHERS.search(before + match[0])
            if not narrow and not loose and not regex("[未没不]").search(clause[-4:]):
                yield sentence, match
                break


def _covers(kinds: set[str], claim: Sentence, short: Sentence) -> bool:
    """数量指标都完成：要看没有做到的是不是数量指标。"""
    if not kinds or (claim.paragraph.path and claim.paragraph.path == short.paragraph.path):
        return True  # 写在同一节里的
    said = "".join(short.paragraph.path) + short.text
    theirs = {kind for kind in _KINDS if kind in said}
    if "产出" in kinds:
        return bool(theirs & (kinds | _OUTPUT)) and "效益" not in theirs
    return bool(theirs & kinds)


_AHEAD = later("下一步|措施|打算|改进|整改|方向|努力|建议|计划$|安排$")
_LOW = later(
    r"(?:低于|未达(?:到)?|没有达到|不及|距离?)(?:年度|年初)?(?:设定的)?(?:目标|任务|计划|指标)?(?:值|数)?(?:的|为)?(?:还)?(?:差)?$"
)
_TO_AIM = later(r"^[^，。；\d]{0,4}(?:目标|任务|计划|指标)|^$|^[。，；]")
_LESS = later(
    r"(?:比|较)(?:年度|年初|全年)?(?:计划|目标|任务)(?:数|值)?(?:少|低|缺|差)了?$|缺口$"
    r"|与[^，。；]{0,14}(?:目标|任务|计划)相比(?:少|低|差)$|距离?(?:年度|年初)?(?:目标|任务|计划)(?:还|尚)?差$"
)
_OF_TASK = later(r"(?:占|完成|完成了|为)(?:年度|全年|年初)?(?:任务|计划|目标)(?:数|量|值)?的$")
_PUT_OFF = later(
    r"(?:推迟|延期|顺延|延至|延后)(?:到|至)?(20\d\d)年[^，。；]{0,8}(?:完成|完工|竣工|建成|交付|验收|投用|投入使用)"
)
_UNDONE = Clue(
    r"(?:仍|还|尚)(?:在建|在施工|未建成|未完工|未完成|未交付|未投用|未验收)|尚在施工|(?:没有|未能?)按期(?:完成|完工|建成|交付|投用)"
    r"|(?:推迟|延期|顺延)(?:到|至)(?:次年|翌年|下年|明年)|要到(?:次年|翌年|下年|明年|20\d\d年)[^，。；]{0,8}才"
    r"|有[一二三四五1-9]项(?:指标|任务|目标)?(?:没有|未)(?:完成|达到|达标|实现)",
    *("在建", "施工", "未", "没有", "推迟", "延期", "顺延", "要到"),
)
# 越低越好的：低于目标是好事。
_DOWN = later(
    "成本|费用|单价|造价|均价|价格|支出|时间|时长|时限|用时|天数|周期|能耗|水耗|损|死亡|发病|患病|事故|投诉|差错|误差|受害|成灾|"
    "超|控制|上限|以内|不超过|不高于|限额|浓度|排放|退|流失|辍学|复发|空置|负担|积压|信访|隐患"
)
_LEAST = Decimal(50)
_HYPOTHESIS = later("如|若|凡|防止|避免|不得|将|拟|力争|确保|预计|要求|上年|去年")


def _shorts(reading: Reading) -> Iterator[_Short]:
    """各处没有做到的：低于目标、比任务少、还在建、要到下年。"""
    for sentence in reading.sentences:
        path = "".join(sentence.paragraph.path)
        if _AHEAD.search(path) or in_goals(sentence.paragraph):
            continue
        for figure in sentence.figures:
            short = _low(figure, sentence)
            if short is not None:
                yield short
        for aim, done in missed_pairs(sentence):
            start = max(aim.sentence[0], aim.start - 8)
            yield _Short(sentence, sentence.between(start, done.end).strip(), aim.unit == "%")
        match = _UNDONE.search(sentence.text) or _put_off(sentence.text, reading)
        if match is not None:
            clause = regex("[，。；]").split(sentence.text[: match.start()])[-1]
            if not _HYPOTHESIS.search(clause):
                yield _Short(sentence, (clause[-10:] + match[0]).strip(), rate=False)


def _put_off(text: str, reading: Reading) -> re.Match[str] | None:
    """推迟到报告年度以后才完工的。"""
    match = _PUT_OFF.search(text) if reading.stated_year else None
    return match if match is not None and match[1] > reading.stated_year else None


def _low(figure: Figure, sentence: Sentence) -> _Short | None:
    """知晓率 86.5%，低于 90%的目标；比计划少 2.4公里；占任务的 80%。"""
    said = regex("[。；]").split(sentence.between(sentence.start, figure.start))[-1]
    money = figure.unit in TIMES | {"元", "分"}
    if money or _DOWN.search(said[-24:] + figure.after[:8]) or _HYPOTHESIS.search(said):
        return None
    shown = (said[-14:] + figure.raw).strip()
    rate = figure.unit in {"%", "个百分点"}
    hedged = figure.before + (figure.hedge if figure.hedge in {"低于", "不到", "不足"} else "")
    if figure.unit == "%" and _LOW.search(hedged) and figure.value >= _LEAST:
        return _Short(sentence, shown, rate) if _TO_AIM.match(figure.after) else None
    if _LESS.search(figure.before):
        return _Short(sentence, shown, rate)
    if figure.unit == "%" and _OF_TASK.search(figure.before) and figure.value < _FULL:
        return _Short(sentence, shown, rate=False)
    return None


_FULL = Decimal(100)
_NEAR = 8

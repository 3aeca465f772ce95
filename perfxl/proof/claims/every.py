"""R07 话与数之六：8家市场全部完成改造，别处却写着有一家还没有完工。

目标都是 70%、两类都已达标，却有一类 68%。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfxl.cells.later import later
from perfxl.proof.claims.denials import denied, soft
from perfxl.proof.claims.goals import in_goals
from perfxl.proof.model import Finding
from perfxl.proof.reading import TIMES, Reading, Sentence
from perfxl.proof.text.clues import Clue, regex

# 同一件事的几种说法：做完、到货、开始用、验收。
_DEEDS = (
    "完工|竣工|建成|完成改造|完成建设|完成施工|改造完成|完成",
    "到货|交货",
    "开课|开学|招生|开馆|开园|开业|营业",
    "通水|通车|通电|通气|投入使用|投用|投产|运行|启用|上线|交付",
    "通过[^，。；\\d]{0,6}验收|完成[^，。；\\d]{0,4}验收|验收合格",
    "开工|动工|启动",
)
_ALL = Clue(
    r"(?P<count>[1-9]\d*|[两三四五六七八九十]+)(?:家|个|座|处|所|台|套|条|项|栋|辆|台套)(?P<noun>[\u4e00-\u9fff]{0,8}?)"
    rf"(?:全部|均已?|都已?)(?:已)?(?P<way>按[期时]|如期|顺利)?(?P<deed>{'|'.join(_DEEDS)})(?!率|的|后|[^，。；]{{0,3}}\d)",
    "全部",
    "均",
    "都",
)
_NOT_ALL = later(
    "其余|其他|另外|余下|其中|除|已(?:完工|建成|完成|到货|实施)的|计划|目标|任务是|要求|拟|将|预计|力争|确保|上年|去年"
)
_NOT = (
    r"(?:尚未|仍未|还未|暂未|未能?|没有|没能|仍没有?)(?:按[期时]|如期|全部)?(?:[^，。；]{{0,2}})(?:{0})"
    r"|(?:推迟|延期|顺延|延至|延后)[^，。；]{{0,12}}(?:{0})|预计(?:将)?(?:于|在|到)?20\d\d年[^，。；]{{0,8}}(?:{0})"
    r"|(?:{0})[^，。；]{{0,4}}(?:推迟|延期|滞后|延误)|(?:晚|推迟|延迟|滞后)了?\d+[天日](?:{0})"
)
_LATE_OR_NOT = tuple(later(_NOT.format(deed)) for deed in _DEEDS)
_OUT = later("不在|不属|以外|之外|不纳入|不列入|二期|上年|去年|如果|若|防止|避免|曾|原")
_AHEAD = later("下一步|措施|打算|改进|方向|努力|建议|目标$|计划$")
_BUILT = 0


def every(reading: Reading) -> Iterator[Finding]:
    """逐句看全部做完、均已达标。"""
    for sentence in reading.sentences_with(_ALL):
        if not in_goals(sentence.paragraph) and not _AHEAD.search("".join(sentence.paragraph.path)):
            yield from _counted(sentence, reading)
    for sentence in reading.figured:
        yield from _all_met(sentence)
        yield from _almost(sentence)


def _counted(sentence: Sentence, reading: Reading) -> Iterator[Finding]:
    for match in _ALL.finditer(sentence.text):
        clause = regex("[，。；]").split(sentence.text[: match.start()])[-1]
        if _NOT_ALL.search(clause + match["noun"]) or denied(clause) or soft(clause):
            continue
        deed = next(at for at, one in enumerate(_DEEDS) if re.fullmatch(one, match["deed"]))
        for other in reading.sentences:
            short = _LATE_OR_NOT[deed].search(other.text) if other is not sentence else None
            if short is None or not _same(match, deed, other, short):
                continue
            place = sentence.start + match.start(), sentence.start + match.end()
            before = regex("[，。；]").split(other.text[: short.start()])[-1]
            said = f"{other.paragraph.place}却写“{(before[-12:] + short[0]).strip()}”"
            yield Finding("R07", sentence.paragraph, *place, f"说“{match[0]}”，{said}")
            return


def _same(match: re.Match[str], deed: int, other: Sentence, short: re.Match[str]) -> bool:
    """说的是这一批里的：名称末两个字也有；到货、开课这样的事不必再说名称。"""
    if _OUT.search(other.text) or _AHEAD.search("".join(other.paragraph.path)):
        return False
    noun = match["noun"][-2:]
    if len(noun) == 2:
        named = noun in other.text[: short.end()]
    else:
        named = bool(noun) and noun in other.text[: short.end()]
    return named or (deed != _BUILT and match["deed"] in short[0])


_OF_AIM = later(
    r"完成(?:了)?(?:年度|全年|年初)?(?:目标|任务|计划)(?:数|量|值)?的$|完成率(?:仅|只)?(?:为|达)?$"
)
_WELL = later(
    r"(?:顺利|圆满|超额|全面|如期|按期)(?:完成|实现)了?(?:年度|年初|全年|预期|既定)?(?:目标|任务|计划)"
)


def _almost(sentence: Sentence) -> Iterator[Finding]:
    """完成目标的 97.84%，差 162人，顺利完成目标。"""
    for rate in sentence.figures:
        low = rate.unit == "%" and rate.exact and 0 < rate.value < _FULL
        if not low or not _OF_AIM.search(rate.before) or in_goals(sentence.paragraph):
            continue
        rest = sentence.between(rate.end, sentence.end).partition("；")[0]
        well = _WELL.search(rest)
        if well and not denied(rest[: well.start()]) and not regex("其余|其他|除").search(rest):
            message = f"{rate.before[-6:]}{rate.raw}，却说“{well[0]}”"
            yield Finding("R07", rate.paragraph, rate.start, rate.end + well.end(), message)


_FULL = 100
_AIM = later(r"(?:目标|要求|标准|指标值)(?:值)?(?:均|都)为?(?:不低于|不少于|≥|达到)?$")
_MET = later(r"(?:均|都|全部)(?:已)?(?:达标|达到|完成|实现|合格)")
_MOST = 5


def _all_met(sentence: Sentence) -> Iterator[Finding]:
    """72.5%、68.0%，目标均为不低于 70%，均已达标。"""
    for place, aim in enumerate(sentence.figures):
        if not _AIM.search(aim.before) or aim.unit in TIMES or in_goals(sentence.paragraph):
            continue
        rest = sentence.between(aim.end, sentence.end)
        met = _MET.search(rest)
        if met is None or regex("[未没不]|除").search(rest[: met.end()]):
            continue
        before = [one for one in sentence.figures[max(0, place - _MOST) : place] if one.exact]
        short = next(
            (one for one in before if one.unit == aim.unit and one.value < aim.value), None
        )
        if short is not None and len(before) > 1 and "不超过" not in aim.before:
            end = aim.end + met.end()
            message = f"目标都是 {aim.raw}，{short.raw}没有达到，却说“{met[0]}”"
            yield Finding("R07", aim.paragraph, short.start, end, message)

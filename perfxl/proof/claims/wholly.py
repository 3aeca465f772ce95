"""R07 话与数：几个全部做完、均已到位、全覆盖；别处却写着还剩几个、只做了几个，或自评表没有做到。

说满的话有三样：说的是什么（名称）、共几个（可以不写）、做了什么。没有做到的也是这三样。两处说的是一件事
才报：紧跟着写的不必再说名称；隔得远的，名称、单位、做的事都要说得通。做完的加上没有做的另是一个总数的，
说的是两批。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from perfxl.cells.later import later
from perfxl.proof.claims.denials import denied, soft
from perfxl.proof.claims.goals import in_goals
from perfxl.proof.claims.yardsticks import yardsticks
from perfxl.proof.model import Figure, Finding
from perfxl.proof.naming import coverage, pairs_of, trimmed
from perfxl.proof.reading import TIMES, Reading, Sentence
from perfxl.proof.text.clues import Clue, regex
from perfxl.proof.wording.vocabulary import is_usual

# 同一件事的几种说法。
_DEEDS = (
    "完成|完工|竣工|建成|建好|改造|交付|养护|修缮|建设",
    "开工|动工|启动",
    "整改|销号|处置|办结|处理|解决|核查|审结|回复",
    "治理|清理|清运|拆除|修复|更换|改建|升级",
    "落实|配备|配齐|到岗|签订|建立",
    "发放|补发|晚发|兑现|发到|领到|打卡|到账",
    "验收|合格|达标|通过",
    "投入使用|投用|启用|投运|运行|通车|通水|开馆|开课",
    "覆盖|开通|接入|纳入|建档",
    "到货|交货|供货",
    "安装|配送|调试",
    "安置|搬迁|入住|参保|救助|走访|回访|慰问",
    "公示|归档|录入|上线|检测|检验|评审",
    "举办|举行|召开|演出|培训",
)
_DEED = "|".join(_DEEDS)
_ALL = Clue(
    rf"(?:全部|全面|全数|悉数|如数|(?<![人户亩平年月日村家班场])均|都|逐[一个])(?:已经?)?(?P<mid>[^，。；：\d]{{0,6}}?(?:于[\d年月日]{{2,11}}[前底]?)?[^，。；：\d]{{0,4}}?)"
    rf"(?P<deed>{_DEED})(?:完成|完毕|完工|到位|到人)?(?!率|的|后|前|情况|[^，。；]{{0,3}}\d+(?:\.\d+)?%)|全(?P<cover>覆盖)",
    "全部", "全面", "全数", "悉数", "如数", "均", "都", "逐一", "逐个", "全覆盖",
)  # fmt: skip
_OTHERS = later(
    r"其余|其他|其它|另外|余下|除|以外|之外|部分|上年|去年|往年|要求|确保|力争|实现率|是否|应当?"
    rf"|已[^，。；]{{0,6}}(?:{_DEED})的|的目标|为目标"
)
_PUSHED = later("推进|推动|加[强快]|开展|深化|促进|提[升高]|启动|纳入|参与|采用|按照")
_AHEAD = later("下一步|下步|措施|打算|改进|努力|建议|计划$|安排$")
_NOT = (
    r"(?:尚未|仍未|还未|暂未|未能?(?!来)|没有|没能|推迟|延期|延迟|延至|延后|顺延|晚发|迟发|拖欠"
    r"|正在(?:施工|整改|建设|安装|调试)|在建|停工)"
)
# 没有写几个的：南面一座因……尚未完工，预计下年 4月完工，晚 18天到货。
_UNDONE = Clue(
    rf"{_NOT}[^，。；\d]{{0,6}}(?:{_DEED})|预计(?:将)?(?:于|在|到)?20\d\d年[^，。；]{{0,8}}(?:{_DEED})"
    rf"|(?:晚|推迟|延迟|滞后)了?\d+[天日](?:{_DEED})|(?:{_DEED})[^，。；]{{0,4}}(?:推迟|延期|滞后|延误)",
    "未", "没", "推迟", "延", "顺延", "晚", "迟", "正在", "在建", "停工", "预计", "滞后", "拖欠",
)  # fmt: skip
_LEFT = later(r"(?:剩余|剩下|余下|尚余|还差|尚差|仍差|只差)$")
_THERE = later(r"(?:还有|尚有|仍有|(?<!另)[，。；中里]有|^有|期有|其中)$")
_ONLY = later(r"[^，。；\d]{0,10}(?:只|仅|才)[^，。；\d]{0,6}")
_NOT_SHORT = later(
    "上年|去年|往年|年初|建议|计划|目标|力争|预计|如果|若|防止|避免|曾|原有|以上|新增|非|扣"
)
_SKIPPED = TIMES | {"元", "%", "个百分点", "倍", "分"}
_ALIKE = {"名": "人", "位": "人", "人次": "人", "家": "个", "座": "个", "处": "个", "所": "个"}
_EMPTY = later(
    "全部|全面|均|都|已|但|且|截至|目前|全年|全县|全市|全区|我[县市区局]|项目|任务|工作|其中"
)
_NEAR, _NAMED, _MOSTLY, _FULL = 2, Decimal("0.4"), Decimal("0.6"), 100


@dataclass(frozen=True, slots=True)
class _Claim:
    """说满的一处：句子、起止、说的是什么、共几个、做的事。"""

    sentence: Sentence
    start: int
    end: int
    about: str
    count: Figure | None
    deeds: str  # 做的事的几种说法，正则

    @property
    def said(self) -> str:
        return self.sentence.text[self.start : self.end].strip()


@dataclass(frozen=True, slots=True)
class _Short:
    """没有做到的几个；`whole` 是写在一起的总数（12个只建成 11个）。"""

    sentence: Sentence
    figure: Figure | None
    whole: Figure | None
    said: str
    told: str  # 这个分号里到这里为止的话，连后面的一截


def wholly(reading: Reading) -> Iterator[Finding]:
    """逐处看说满的话；先比自评表，再比报告自己。"""
    shorts: list[_Short] | None = None
    for sentence in reading.sentences_with(_ALL):
        if in_goals(sentence.paragraph) or _ahead(sentence):
            continue
        for claim in _claims(sentence):
            shorts = list(_shorts(reading)) if shorts is None else shorts
            contrary = (
                f"{one.sentence.paragraph.place}却写“{one.said}”"
                for one in shorts if _contrary(claim, one, reading)
            )  # fmt: skip
            if told := _in_table(claim, reading) or _rated(claim) or next(contrary, ""):
                place = sentence.start + claim.start, sentence.start + claim.end
                yield Finding("R07", sentence.paragraph, *place, f"说“{claim.said}”，{told}")
                break


def _claims(sentence: Sentence) -> Iterator[_Claim]:
    text = sentence.text
    for match in islice(_ALL.finditer(text), _MOST):
        first = max(text.rfind(sign, 0, match.start()) for sign in "，；：") + 1
        clause = text[first : match.start()]
        rest = regex("[，。；：]").split(text[match.end() :])[0]
        if len(_EMPTY.sub("", clause).strip()) < _NEAR and not rest:
            before = max(text.rfind(sign, 0, max(0, first - 1)) for sign in "，；：") + 1
            if regex(r"\d").search(text[before:first]):  # 查出 117处，已全部整改
                clause = text[before : match.start()]
        loose = denied(text[: match.start()]) or soft(clause[-8:] + match[0])
        loose = loose or text.count("《", 0, match.start()) > text.count("》", 0, match.start())
        loose = loose or _PUSHED.search(match["mid"] or "") is not None
        if loose or _OTHERS.search(clause + match[0] + rest[:3]):
            continue
        end = match.end() + (len(rest) if match["deed"] and len(rest) < _REST else 0)
        low, high = sentence.start + match.start() - len(clause), sentence.start + end
        counts = [
            one for one in sentence.figures
            if low <= one.start < high and one.unit not in _SKIPPED and one.exact
        ]  # fmt: skip
        deed = match["deed"] or match["cover"]
        done = (deed + rest).replace("竣工验收", "验收")
        kinds = "|".join(one for one in _DEEDS if regex(one).search(done))
        kinds += "|开工|动工" if "建成" in kinds or "投用" in kinds else ""  # 没有开工的，没有建成
        if counts and regex("已|完工|竣工|建成|开工|到货").match(counts[-1].after):
            continue  # 17个完工小区全部通过验收：说的是做完的
        about = clause + (match["mid"] or "") + deed + rest
        start = match.start() - len(clause)
        start += len(text[start:]) - len(text[start:].lstrip("，但 "))
        yield _Claim(sentence, start, end, about, counts[-1] if counts else None, kinds)


_REST, _MOST = 20, 12


def _ahead(sentence: Sentence) -> bool:
    """写在往后打算里的；“问题和建议”一节还是说现在。"""
    path = "".join(sentence.paragraph.path)
    return _AHEAD.search(path) is not None and "问题" not in path


def _shorts(reading: Reading) -> Iterator[_Short]:
    """还有几个没有做、剩余几个、几个只做了几个；没有写几个的。"""
    for sentence in reading.figured:
        if in_goals(sentence.paragraph) or _ahead(sentence):
            continue
        for place, figure in enumerate(sentence.figures):
            usable = figure.unit not in _SKIPPED and figure.exact and figure.value > 0
            if usable and not _NOT_SHORT.search(figure.before[-8:]):
                yield from _counted(figure, sentence.figures[place - 1 : place], sentence)
    for sentence in reading.sentences_with(_UNDONE):
        match = None if _ahead(sentence) else _UNDONE.search(sentence.text)
        if match is not None and not _OUT.search(sentence.text):
            before = regex("[，。；]").split(sentence.text[: match.start()])[-1]
            told = sentence.text[: match.end()]
            yield _Short(sentence, None, None, (before[-12:] + match[0]).strip(), told)


_OUT = later("不在|不属|以外|之外|不纳入|不列入|二期|上年|去年|如果|若|防止|避免|曾|原|力争|建议")


def _counted(figure: Figure, before: tuple[Figure, ...], sentence: Sentence) -> Iterator[_Short]:
    rest = regex("[；。]").split(sentence.between(figure.end, sentence.end))[0]
    clauses = regex("[，：]").split(rest)
    whole = None
    if before and before[0].unit == figure.unit and before[0].value > figure.value:
        only = _ONLY.fullmatch(sentence.between(before[0].end, figure.start))
        whole = before[0] if only else None
    front = sentence.between(sentence.start, figure.start)
    there = _THERE.search(front)
    tail = "，".join(clauses[: 2 if there else 1])
    late = regex(_NOT).search(tail)
    named = regex(rf"{_NOT}[^，。；\d]{{0,14}}(?:有|为|是|剩|的)$").search(figure.before)
    if whole or _LEFT.search(figure.before) or late or named:
        end = figure.end + len(tail if late else clauses[0])
        start = whole.start if whole else figure.start - len(figure.before)
        said = sentence.between(start, end).strip()
        told = regex("；").split(front)[-1] + said
        yield _Short(sentence, figure, whole, said, told)


def _contrary(claim: _Claim, short: _Short, reading: Reading) -> bool:
    """说的是一件事，没有做到：紧跟着写的不必再说名称，隔得远的要说得通。"""
    told = short.said if short.sentence is claim.sentence else short.told
    deed = re.compile(claim.deeds).search(told) is not None
    if short.figure is None:
        return deed and _named(claim, short)
    if not _fits(claim.count, short, reading):
        return False
    loose = claim.count is None and not _LEFT.search(short.figure.before)
    if not (deed or short.whole) and (loose or regex(_DEED).search(short.said)):
        return False  # 2座没有通过验收：说的是另一件事
    if short.sentence is claim.sentence:
        after = short.figure.start - claim.sentence.start - claim.end
        if after < 0 or "；" not in claim.sentence.text[claim.end : claim.end + after]:
            return after >= 0
    return _linked(claim, short, deed=deed)


def _linked(claim: _Claim, short: _Short, *, deed: bool) -> bool:
    shared = _words(claim.about) & _words(short.told)
    if claim.count is not None and short.figure is not None:
        shared |= {claim.count.after[:1]} & {short.figure.after[:1]} - {""}  # 27个村 … 8个村
    here = short.sentence.paragraph is claim.sentence.paragraph
    mine = shared or short.said.startswith("其中")
    if here and short.sentence.start >= claim.sentence.start and mine:
        return deed or claim.count is not None
    if "计划" in short.said:
        return False  # 剩余 13个计划下一年做：本来就不在这一批里
    return claim.count is not None and (bool(shared) + deed + bool(short.whole)) > 1


def _named(claim: _Claim, short: _Short) -> bool:
    """没有写几个的：名称末两个字也有；到货、开课这样的事不必再说名称。"""
    if claim.count is None or short.sentence is claim.sentence:
        return False
    name = regex("全部|均|都|已|各|[^\u4e00-\u9fff]").split(claim.count.after)[0][-2:]
    return (bool(name) and name in short.told) or not _BUILT.search(claim.deeds)


_BUILT = later("完成|整改|落实|发放|验收|覆盖")


def _fits(count: Figure | None, short: _Short, reading: Reading) -> bool:
    """几个里的几个：单位相同，不比全部多；两批加起来另是一个总数的不是。"""
    figure, whole = short.figure, short.whole
    if count is None or figure is None:
        return True
    if count in (figure, whole) or _unit(figure) != _unit(count) or figure.value > count.value:
        return False
    if whole is not None:
        return whole.value == count.value
    return not _is_total(count.value + figure.value, count, reading)  # 28个完工，2个没有：共 30个


def _unit(figure: Figure) -> str:
    return _ALIKE.get(figure.unit, figure.unit)


def _is_total(value: Decimal, like: Figure, reading: Reading) -> bool:
    every = [*reading.figures, *reading.known.alike(like.unit).figures]
    return any(one.value == value and _unit(one) == _unit(like) for one in every)


def _words(text: str) -> set[str]:
    """两个字的词，不是做的事、到处都有的字。"""
    bare = regex(_DEED).sub(" ", _EMPTY.sub(" ", text))
    return {bare[at : at + 2] for at in range(len(bare) - 1) if is_usual(*bare[at : at + 2])}


def _rated(claim: _Claim) -> str:
    """均已按时发放，发放及时率 99.1%：紧跟着写的率不到 100%。"""
    for rate in claim.sentence.figures:
        if rate.start < claim.sentence.start + claim.end or rate.unit != "%" or rate.value >= _FULL:
            continue
        gap = claim.sentence.text[claim.end : rate.start - claim.sentence.start]
        name = rf"，[^，。；\d]{{0,4}}(?:{claim.deeds})[^，。；\d]{{0,4}}率(?:为|达到?|是)?"
        if re.compile(name).fullmatch(gap):
            return f"后面却写“{gap.lstrip('，')}{rate.raw}”"
    return ""


def _in_table(claim: _Claim, reading: Reading) -> str:
    """自评表里这一条没有做到：目标就是这几个，或是这件事的率。"""
    said = pairs_of(claim.about)
    for row in yardsticks(reading):
        if row.met or row.falls:
            continue
        shared = max(coverage(row.name, said), coverage(trimmed(row.name), said))
        count = claim.count
        same = count is not None and count.unit == row.aim.unit and count.value == row.aim.value
        rated = row.aim.unit == "%" and (row.aim.value == _FULL or "覆盖" in row.name)
        rated = rated and re.compile(claim.deeds).search(row.name) is not None
        if (same and shared >= _NAMED) or (rated and shared >= _MOSTLY):
            return f"{row.said}，实际 {row.done.raw}，没有做到"
    return ""

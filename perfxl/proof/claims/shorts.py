"""没有做到的几个：还有几个没有做、剩余几个、几个只做了几个，没有写几个的。"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from perfxl.cells.later import later
from perfxl.proof.claims.goals import in_goals
from perfxl.proof.model import Figure
from perfxl.proof.reading import TIMES, Reading, Sentence
from perfxl.proof.text.clues import Clue, regex

# 同一件事的几种说法。
DEEDS = (
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
DEED = "|".join(DEEDS)
_AHEAD = later("下一步|下步|措施|打算|改进|努力|建议|计划$|安排$")
_NOT = (
    r"(?:尚未|仍未|还未|暂未|未能?(?!来)|没有|没能|推迟|延期|延迟|延至|延后|顺延|晚发|迟发|拖欠"
    r"|正在(?:施工|整改|建设|安装|调试)|在建|停工)"
)
# 没有写几个的：南面一座因……尚未完工，预计下年 4月完工，晚 18天到货。
_UNDONE = Clue(
    rf"{_NOT}[^，。；\d]{{0,6}}(?:{DEED})|预计(?:将)?(?:于|在|到)?20\d\d年[^，。；]{{0,8}}(?:{DEED})"
    rf"|(?:晚|推迟|延迟|滞后)了?\d+[天日](?:{DEED})|(?:{DEED})[^，。；]{{0,4}}(?:推迟|延期|滞后|延误)",
    "未", "没", "推迟", "延", "顺延", "晚", "迟", "正在", "在建", "停工", "预计", "滞后", "拖欠",
)  # fmt: skip
LEFT = later(r"(?:剩余|剩下|余下|尚余|还差|尚差|仍差|只差)$")
_THERE = later(r"(?:还有|尚有|仍有|(?<!另)[，。；中里]有|^有|期有|其中)$")
_OTHERS = later(r"另(?:外|有|还有)?(?:[\d ]|$)")  # 另有 2个小区正在施工：不在这一批里
_ONLY = later(r"[^，。；\d]{0,10}(?:只|仅|才)[^，。；\d]{0,6}")
_NOT_SHORT = later(
    "上年|去年|往年|年初|建议|计划|目标|力争|预计|如果|若|防止|避免|曾|原有|以上|新增|非|扣"
)
SKIPPED = TIMES | {"元", "%", "个百分点", "倍", "分"}


@dataclass(frozen=True, slots=True)
class Short:
    """没有做到的几个；`whole` 是写在一起的总数（12个只建成 11个）。"""

    sentence: Sentence
    figure: Figure | None
    whole: Figure | None
    said: str
    told: str  # 这个分号里到这里为止的话，连后面的一截


def ahead(sentence: Sentence) -> bool:
    """写在往后打算里的；“问题和建议”一节还是说现在。"""
    path = "".join(sentence.paragraph.path)
    return _AHEAD.search(path) is not None and "问题" not in path


def shorts(reading: Reading) -> Iterator[Short]:
    """还有几个没有做、剩余几个、几个只做了几个；没有写几个的。"""
    for sentence in reading.figured:
        if in_goals(sentence.paragraph) or ahead(sentence):
            continue
        for place, figure in enumerate(sentence.figures):
            usable = figure.unit not in SKIPPED and figure.exact and figure.value > 0
            if usable and not _NOT_SHORT.search(figure.before[-8:]):
                yield from _counted(figure, sentence.figures[place - 1 : place], sentence)
    for sentence in reading.sentences_with(_UNDONE):
        match = None if ahead(sentence) else _UNDONE.search(sentence.text)
        if match is not None and not _OUT.search(sentence.text):
            before = regex("[，。；]").split(sentence.text[: match.start()])[-1]
            told = sentence.text[: match.end()]
            if _OTHERS.search(before):
                continue
            yield Short(sentence, None, None, (before[-12:] + match[0]).strip(), told)


_OUT = later("不在|不属|以外|之外|不纳入|不列入|二期|上年|去年|如果|若|防止|避免|曾|原|力争|建议")


def _counted(figure: Figure, before: tuple[Figure, ...], sentence: Sentence) -> Iterator[Short]:
    rest = regex("[；。]").split(sentence.between(figure.end, sentence.end))[0]
    clauses = regex("[，：]").split(rest)
    whole = None
    if before and before[0].unit == figure.unit and before[0].value > figure.value:
        only = _ONLY.fullmatch(sentence.between(before[0].end, figure.start))
        whole = before[0] if only else None
    front = sentence.between(sentence.start, figure.start)
    there = _THERE.search(front)
    tail = "，".join(clauses[: 2 if there else 1])
    late = None if _OTHERS.search(figure.before) else regex(_NOT).search(tail)
    named = regex(rf"{_NOT}[^，。；\d]{{0,14}}(?:有|为|是|剩|的)$").search(figure.before)
    if whole or LEFT.search(figure.before) or late or named:
        end = figure.end + len(tail if late else clauses[0])
        start = whole.start if whole else figure.start - len(figure.before)
        said = sentence.between(start, end).strip()
        told = regex("；").split(front)[-1] + said
        yield Short(sentence, figure, whole, said, told)

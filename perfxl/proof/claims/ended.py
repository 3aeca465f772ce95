"""R07、R08 话与全文：隔几节也看。

说年末没有结转、资金全部支付，报告写的总的支付率却不到百分之百；说某项工程如期竣工、某项任务全部完成，
别的节里同一个名称却写着没有完工、只完成几成。
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from perfxl.cells.later import later
from perfxl.proof.claims.claims import is_item
from perfxl.proof.claims.goals import in_goals
from perfxl.proof.model import Figure, Finding
from perfxl.proof.reading import Reading, Sentence
from perfxl.proof.text.clues import Clue, regex
from perfxl.proof.wording.vocabulary import is_usual

_NOTHING = Clue(
    r"(?P<none>(?:无|没有|未形成|不存在|不再)(?:任何|资金|项目|年末)*(?:结转|结余|剩余|余款)(?:和|、|或)?(?:结转|结余)?(?:资金)?"
    r"|(?:结转|结余)(?:和|、|或)?(?:结转|结余)?(?:资金)?(?:金额)?(?:为|是|：)?(?:零|0(?:\.0+)?(?:万|亿)?元?(?!\.?\d)))"
    r"|(?P<all>(?:^\s*|到位|项目|补助|专项|全部|上述|预算|下达)(?:的)?资金(?:均|已|都)*(?:全部|全额)(?:支付|支出|拨付|使用|执行|付清)(?:完毕|到位)?)",
    "结转",
    "结余",
    "剩余",
    "余款",
    "资金",
)
_RATE = later(
    r"(?:执行率|支付率|支出率|支付进度|支出进度|执行进度|拨付率|使用率|用款率|拨付进度|兑付率|发放率|使用进度|兑付进度)(?:仅|只)?(?:为|达到?|是)?$"
    r"|(?:完成|占|为|是)(?:了)?(?:全年|调整后?|年度|到位|总|年初|项目|全部)*(?:预算|资金|概算|合同价|合同金额|合同款)(?:数|总额)?的$"
)
_PART = later(
    r"[\u4e00-\u9fff](?:类|项|级|部分|标段)[^，。；]{0,4}$|配套|自筹|其中|上年|去年|人员|公用|基本支出|项目支出|区[^，。；]{0,3}执行率"
)
_BACK = later("收回|退回|上缴|缴回|交回|缴库|国库|统筹|清退|注销|核减|调减|收缴|盘活")
_HUNDRED = 100
_CLOSE = 2
_VERBS = (
    "完成", "竣工", "完工", "建成", "动工", "开工", "交付", "投入使用", "通过验收", "通过竣工验收",
    "落实到位", "到货", "整改", "开园", "投用", "投产", "通车", "上线", "启用", "开业", "运营",
)  # fmt: skip
_DONE = Clue(
    r"(?:已|均|都|全部|如期|按期|按时|顺利|圆满)+(?:于|在)?(?:[\d年月日底]{0,12})?"
    rf"(?:全部|如期|按期|按时|顺利)?(?:{'|'.join(_VERBS)})",
    *_VERBS,
)
_SHORT = Clue(
    r"(?:未能?|没有|没能|尚未|暂未|仍未)(?:按期|如期|按时|及时|全部|完全|足额)*(?:完成|竣工|完工|建成|动工|开工|交付|投入使用|通过(?:竣工)?验收|验收|实施|落实|到货|整改)"
    r"|正在整改"
    r"|(?:只|仅|才)完成[^，。；]{0,6}\d+(?:\.\d+)?%|(?:推迟|延期|延后|滞后|顺延)",
    *("未", "没", "正在整改", "只完成", "仅完成", "推迟", "延期", "延后", "滞后", "顺延"),
)
_IF = later(
    "如|若|凡|防止|避免|不得|杜绝|力争|确保|将|拟|计划|要求|应(?![急用对届变答邀聘援])|预计|除|外|曾|原"
)
_GENERIC = later(
    r"绩效|目标|任务|项目|工程|建设|工作|年度|计划|指标|资金|完成|情况|实施|主要|部分|全年|改造|设备|采购|系统|服务|管理|自评|预算|支出|验收|"
    r"截至|底|月|日|年|\d|其中|各项|全部|单位|县|市|区|镇|乡|村|省|我|局|受|因|原因|影响|导致|进度|没有|按期"
)
_COUNTED = later(r"\d+(座|个|处|家|台套|台|条|所|项|户|名|人|艘|栋)([\u4e00-\u9fff]{2})")
_NAMED, _ALIKE = 4, 2


def ended(reading: Reading) -> Iterator[Finding]:
    """先看结转，再看完没完成。"""
    rate = overall_rate(reading)
    if rate is not None:
        for sentence in reading.sentences_with(_NOTHING):
            yield from _nothing_left(sentence, rate, reading)
    yield from _not_finished(reading)


def overall_rate(reading: Reading) -> Figure | None:
    """全文头一个写着的总的执行率：不到百分之百、说的不是某一类的才算。"""
    for figure in reading.prose_figures:
        if figure.unit != "%" or not figure.exact or not _RATE.search(figure.before):
            continue
        text = figure.paragraph.text[figure.sentence[0] : figure.start]
        if _PART.search(text[-24:]) or figure.year == "上年" or in_goals(figure.paragraph):
            continue
        return figure if figure.value < _HUNDRED else None
    return None


def _nothing_left(sentence: Sentence, rate: Figure, reading: Reading) -> Iterator[Finding]:
    match = _NOTHING.search(sentence.text)
    if (
        match is None
        or is_item(sentence.text[: match.start()])
        or _BACK.search(sentence.paragraph.text + rate.paragraph.text)
    ):
        return
    before = regex("[，。；：]").split(sentence.text[: match.start()])
    about = regex(
        r"年末|年终|当年|本年|全年|资金|专项|资助|补助|合同款项?|项目|因此|故|\d+年?|底|截至|到位|[（(].*?[)）]"
    ).sub(
        "",
        before[-1],
    )
    if len(about) > 1 or "上年" in sentence.text or _IF.search(before[-1]):
        return
    first, last = sorted((sentence.paragraph.number, rate.paragraph.number))
    apart = sum(first < one.number <= last for one in reading.report.prose)
    if regex(r"\d\.\d").search(match[0]) and apart > _CLOSE and "全部" not in sentence.text:
        return  # 写成 0 元的，前后几段另有一条规则看
    place = sentence.start + match.start(), sentence.start + match.end()
    said = f"{rate.paragraph.place}却写{rate.before[-8:]}{rate.raw}"
    yield Finding("R08", sentence.paragraph, *place, f"说“{match[0]}”，{said}")


@dataclass(frozen=True, slots=True)
class _Short:
    """没有做完的话。"""

    sentence: Sentence
    clause: str
    said: str


def _not_finished(reading: Reading) -> Iterator[Finding]:
    shorts = list(_shorts(reading))
    for sentence in reading.sentences_with(_DONE) if shorts else ():
        for match in _DONE.finditer(sentence.text):
            clause = regex("[，。；：]").split(sentence.text[: match.start()])[-1]
            rest = regex("[，。；]").split(sentence.text[match.end() :])[0]
            if (
                _IF.search(clause)
                or regex("[未没不]").search(clause[-4:])
                or regex("的|后|前|率|情况").match(rest)
                or _SHORT.search(clause)
            ):
                continue
            if regex("全部|均|都").search(match[0]) and regex(r"\d").search(clause):
                continue  # 28个全部完工：共几个、没有做的几个，在 wholly 里一起看
            other = next((one for one in shorts if _same(clause, one, sentence)), None)
            if other is not None:
                place = sentence.start + match.start() - len(clause), sentence.start + match.end()
                where = other.sentence.paragraph.place
                message = f"说“{(clause + match[0]).strip()}”，{where}却写“{other.said}”"
                yield Finding("R07", sentence.paragraph, *place, message)
                break


def _shorts(reading: Reading) -> Iterator[_Short]:
    for sentence in reading.sentences_with(_SHORT):
        for match in _SHORT.finditer(sentence.text):
            before = regex("[，。；：]").split(sentence.text[: match.start()])
            clause = before[-1] if len(before[-1]) > _NAMED else "，".join(before[-3:])
            if not _IF.search(before[-1]):
                yield _Short(sentence, clause, (before[-1][-12:] + match[0]).strip())


def _same(clause: str, other: _Short, sentence: Sentence) -> bool:
    """不在一句里，名称有四个字以上相同，去掉哪里都有的字还剩两个以上。"""
    if other.sentence is sentence or regex("其他|其余|以外|此外").search(clause + other.clause):
        return False
    shared = _longest(clause, other.clause)
    counted = _COUNTED.search(clause)
    if counted and f"{counted[1]}{counted[2]}" in other.clause and _COUNTED.search(other.clause):
        return True
    if len(_words(clause) & _words(other.clause)) >= _ALIKE:
        return True
    return len(shared) >= _NAMED and len(_GENERIC.sub("", shared)) >= _NAMED // 2


def _words(text: str) -> set[str]:
    """两个字的词，不是哪里都有的。"""
    pairs = {text[at : at + 2] for at in range(len(text) - 1)}
    return {pair for pair in pairs if is_usual(*pair) and not _GENERIC.search(pair)}


def _longest(one: str, other: str) -> str:
    """两段话里最长的一截相同的汉字。"""
    best = ""
    for start in range(len(one)):
        while start + len(best) < len(one) and one[start : start + len(best) + 1] in other:
            best = one[start : start + len(best) + 1]
    return best if regex("[\u4e00-\u9fff]*").fullmatch(best) else ""

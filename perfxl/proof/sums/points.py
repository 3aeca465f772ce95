"""R01、R09 得分与扣分：各部分得分加起来是总分；共扣几分与逐项扣的；满分减得分是扣分。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from perfxl.cells.later import later
from perfxl.cells.quantity import plain
from perfxl.proof.model import Figure, Finding, Paragraph
from perfxl.proof.reading import Reading, span
from perfxl.proof.sums.addition import owns_names
from perfxl.proof.sums.told import rest_of_score
from perfxl.proof.text.aside import ASIDE
from perfxl.proof.text.clues import regex
from perfxl.proof.text.interval import divide, one_slip
from perfxl.proof.text.masks import even

_TOTAL = later(
    r"(?:综合|自评|评价|总|最终)(?:得分|评分|评价得分|绩效评价得分|分)?(?:为|是)?$|(?:自评|评价|综合)[^，。；\d]{0,6}(?:得分|分)(?:为|是)?$"
    r"|(?:项目|单位|部门|资金|共)得$"
)
_FULL = later(r"(?:满分|分值|权重)(?:为|是)?$")
_GOT = later(r"(?<!满)(?:得分?|实得|评分)(?:为|是)?$")
_LOST = later(r"[扣失](?:减|掉|除)?(?:了)?(?:分)?$")
_ALL_LOST = later(
    r"(?P<about>[^，。；\d]*?)(?:共计?|合计|总共|总计|累计)[扣失](?:减|掉|除)?(?:了)?(?:分)?$"
    r"|^[扣失]分(?:共计?|合计|总计)(?:为)?$"
)
_FIRM = (Decimal("0.4"), Decimal("2.5"))
_NEAR = (Decimal("0.9"), Decimal("1.1"))
_HUNDRED = Decimal(100)


def points(reading: Reading) -> Iterator[Finding]:
    """逐段看得分、扣分。"""
    for paragraph in reading.report.prose:
        scores = [
            figure
            for figure in reading.in_paragraph(paragraph)
            if figure.unit == "分" and figure.exact
        ]
        if len(scores) > 1:
            yield from _parts(scores, reading)
            yield from _above_full(scores)
            yield from _beside(scores)
            yield from _lost(paragraph, scores)
            yield from _reasons(paragraph, scores)


def _parts(scores: Sequence[Figure], reading: Reading) -> Iterator[Finding]:
    """甲满分 15分，得 13.5分；乙 …：得分加起来是总分。"""
    got = [
        score for place, score in enumerate(scores)
        if place and _GOT.search(score.before) and (
            _next_to(scores[place - 1], score)
            or (_FULL.search(scores[place - 1].before) and score.value <= scores[place - 1].value)
        )
    ]  # fmt: skip
    got = got if len(got) > 2 else _in_brackets(scores) or _each_got(scores)
    if len(got) < 3:
        return
    totals = [
        figure for figure in reading.near(got[0].paragraph, 4)
        if figure.unit == "分" and _TOTAL.search(figure.before) and not _FULL.search(figure.before)
        and (figure.paragraph.number, figure.start) < (got[0].paragraph.number, got[0].start)
    ]  # fmt: skip
    added = sum((figure.value for figure in got), Decimal(0))
    if totals and not any(figure.value == added for figure in totals):
        total = min(totals, key=lambda figure: abs(figure.value - added))
        near = _NEAR[0] <= divide(added, total.value) <= _NEAR[1]
        if near and not rest_of_score(total, got, added):
            yield _sum(total, got, added)


_MARKED = later(rf"{ASIDE}\s*[（(](?:满分|分值|权重)(?:为)?\s*")


def _above_full(scores: Sequence[Figure]) -> Iterator[Finding]:
    """效益 32分（满分 30分）：得的比满分还多。"""
    for got, full in pairwise(scores):
        if got.value > full.value and _MARKED.fullmatch(
            even(got.paragraph.text)[got.end : full.start]
        ):
            message = f"得 {got.raw} 比满分 {full.raw} 还多"
            yield Finding("R09", got.paragraph, *span((got, full)), message)


_FIRST = later(rf"{ASIDE}，?(?:其中|分别为)?[：:（]?[^，。；：、\d（）]{{2,14}}")
_NEXT = later(rf"{ASIDE}[、，；][^，。；：、\d（）]{{2,14}}")
_FULL_NEXT = rf"{ASIDE}\s*[（(](?:满分|分值)?(?:为)?\s*"
_NOT_GOT = later("满分|分值|权重|扣|目标|上年")


def _beside(scores: Sequence[Figure]) -> Iterator[Finding]:
    """总分 96.7分，其中执行 9.5分、产出 48.8分、效益 28.6分、满意度 9.8分：加起来是总分。"""
    text = even(scores[0].paragraph.text)
    for place, total in enumerate(scores):
        if not _TOTAL.search(total.before) or _NOT_GOT.search(total.before):
            continue
        row: list[Figure] = []
        for before, score in pairwise(scores[place:]):
            gap = text[before.end : score.start]
            if not (_NEXT if row else _FIRST).fullmatch(gap) or _NOT_GOT.search(gap):
                break
            row.append(score)
        added = sum((figure.value for figure in row), Decimal(0))
        rest = regex("[^，。；]{0,4}(?:等|、|[（(])").match(text, row[-1].end) if row else None
        near = row and _NEAR[0] <= divide(added, total.value) <= _NEAR[1]
        wrong = near and rest is None and added not in {total.value, _HUNDRED}
        if wrong and len(row) > _FEWEST and not rest_of_score(total, row, added):
            yield _sum(total, row, added)


def _next_to(full: Figure, got: Figure) -> bool:
    """产出 50分得 45.2分：前一个是满分。"""
    gap = even(full.paragraph.text)[full.end : got.start]
    between = rf"{ASIDE}\s*，?\s*(?:实际)?(?:自评)?(?:得分?|实得)(?:为)?\s*"
    return regex(between).fullmatch(gap) is not None


def _each_got(scores: Sequence[Figure]) -> list[Figure]:
    """执行率得 9.9分，产出得 48.3分，效益得 29分：一句里逐项写得几分，没有写满分。"""
    last = scores[-1].sentence
    mine = [score for score in scores if score.sentence == last]
    named = all(_NAMED_GOT.search(score.before) for score in mine)
    return mine if named and len(mine) > _FEWEST else []


_NAMED_GOT = later(r"^(?:其中[：:]?)?[\u4e00-\u9fff]{2,10}(?:指标|方面|部分|类|情况)?得$")
_FEWEST = 2


def _in_brackets(scores: Sequence[Figure]) -> list[Figure]:
    """执行率 9.6分（10分），数量指标 18.3分（20分）：括号里的是满分。"""
    text = scores[0].paragraph.text
    return [
        figure for figure, full in pairwise(scores)
        if regex(_FULL_NEXT).fullmatch(text[figure.end : full.start])
        and figure.value <= full.value
    ]  # fmt: skip


def _sum(total: Figure, row: Sequence[Figure], added: Decimal) -> Finding:
    shown = "＋".join(one.raw for one in row)
    message = f"写合计 {total.raw}，各项 {shown} 加起来是 {plain(added)}"
    mine = [figure for figure in (total, *row) if figure.paragraph is total.paragraph]
    return Finding("R01", total.paragraph, *span(mine), message, expected=f"{plain(added)}分")


def _lost(paragraph: Paragraph, scores: Sequence[Figure]) -> Iterator[Finding]:
    """共扣 3.2分，其中 … 扣 0.6分；… 扣 1.6分。"""
    for place, total in enumerate(scores):
        after = even(total.paragraph.text)[total.end :]
        of_which = _LOST.search(total.before) and regex("，?其中|：|，除").match(after)
        if not (_ALL_LOST.search(total.before) or of_which):
            continue
        row = []
        for before, score in pairwise(scores[place:]):
            if _ALL_LOST.search(score.before) and not _of_names(before, score, total):
                break
            if _LOST.search(score.before):
                row.append(score)
        rest = paragraph.text[row[-1].end : row[-1].end + 1] if row else ""
        added = sum((figure.value for figure in row), Decimal(0))
        listed = regex("：|，其中[：:]").match(after) is not None  # 共扣 3.12分：后面逐项列着
        close = row and (listed or _FIRM[0] <= divide(added, total.value) <= _FIRM[1])
        heads = {sum((one.value for one in row[:size]), Decimal(0)) for size in range(2, len(row))}
        told = total.value in heads  # 分号以后扣的是另一个项目的分
        if (
            len(row) > 1
            and close
            and not rest.startswith("等")
            and not told | (added == total.value)
        ):
            yield _sum(total, row, added)


def _of_names(before: Figure, lost: Figure, total: Figure) -> bool:
    """“质量、时效合计扣 2.70分”“产出类合计扣 5.00分”：也是共扣里的一项。"""
    said = _ALL_LOST.search(lost.before)
    text = even(lost.paragraph.text)
    if lost.sentence != total.sentence or regex("，?其中|[：:（]").match(text[lost.end :]):
        return False
    return owns_names(lost, before.end) or (said is not None and "类" in (said["about"] or ""))


def _reasons(paragraph: Paragraph, scores: Sequence[Figure]) -> Iterator[Finding]:
    """自评 98.2分。扣分情况：甲扣 0.4分，乙扣 1.4分：一百分减去它们是得分。"""
    if not regex("扣分(?:情况|原因|项|说明|如下)|分别扣|主要扣分").search(paragraph.text):
        return
    totals = [score for score in scores if _TOTAL.search(score.before) and score.value > 40]
    row = [
        score
        for score in scores
        if _LOST.search(score.before) and not _ALL_LOST.search(score.before)
    ]
    if len(totals) != 1 or not row or any(_ALL_LOST.search(score.before) for score in scores):
        return
    total, added = totals[0], sum((figure.value for figure in row), Decimal(0))
    due = _HUNDRED - added
    near = abs(due - total.value) <= 5 or one_slip(total.digits, plain(due))
    if due != total.value and near:
        shown = "、".join(one.raw for one in row)
        message = f"满分 100 分，扣 {shown}，应得 {plain(due)} 分，写的是 {total.raw}"
        place = span((total, *row))
        yield Finding("R09", paragraph, *place, message, expected=f"{plain(due)}分")

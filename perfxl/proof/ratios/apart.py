"""R01、R03 差多少，两个数写在别的段里：比上年底提高几个百分点；未完成几件；比目标少几天。"""

from __future__ import annotations

from collections.abc import Iterator

from perfxl.cells.later import later
from perfxl.cells.quantity import plain
from perfxl.proof.claims.goals import in_goals, is_aim, is_bound
from perfxl.proof.model import Figure, Finding
from perfxl.proof.reading import Reading, Sentence
from perfxl.proof.sums.addition import one_digit
from perfxl.proof.text.clues import regex
from perfxl.proof.text.interval import one_slip

_SINCE = later(
    r"(?:比|较)(?:上年度?|去年|上一年|(?:19|20)\d\d年度?)[底末]?(?:同期)?"
    r"(?P<way>提高|增加|上升|提升|增长|下降|降低|减少)了?$"
)
_UP = frozenset({"提高", "增加", "上升", "提升", "增长"})
_TAIL = later(r"(?:仅|已|也|均)?(?:达到?|为|是|提高到|升至|降至)*$")
_SHORT = later(
    r"(?:比|较)(?:年度|年初|绩效)?目标(?:值)?(?:少|低|差)了?$|^(?:全年|年末)?(?:尚?未完成)[^，。；\d]{0,4}$"
)
_DONE = later("实际|完成|达到|达|实现")
_SKIPPED = frozenset({"", "元", "%", "个百分点", "倍", "分", "年", "月", "日"})
_KEY, _SUBJECT, _BESIDE = 3, 3, 12


def apart(reading: Reading) -> Iterator[Finding]:
    """逐句看。"""
    for sentence in reading.figured:
        if in_goals(sentence.paragraph):
            continue
        for place, gap in enumerate(sentence.figures):
            if gap.unit == "个百分点" and gap.exact and place:
                yield from _since(gap, sentence.figures[place - 1], sentence, reading)
            elif gap.unit not in _SKIPPED and gap.exact and _SHORT.search(gap.before):
                yield from _short(gap, sentence, reading)


def _name(figure: Figure) -> str:
    return _TAIL.sub("", figure.before)


def _since(gap: Figure, done: Figure, sentence: Sentence, reading: Reading) -> Iterator[Finding]:
    """数字化率达到 88%，比上年底提高 42个百分点；上年底的数字化率写在前面。"""
    said = _SINCE.search(gap.before)
    beside = done.unit == "%" and gap.start - done.end <= _BESIDE + len(gap.before)
    year = int(done.year if done.year.isdigit() else reading.stated_year or 0)
    if said is None or not beside or not year or not done.exact or done.year == "上年":
        return
    if sentence.between(done.end, gap.start - len(gap.before)).strip() not in {"，", "（"}:
        return
    name = _name(done)[-_KEY:]
    rates = [
        one for one in reading.prose_figures
        if one.unit == "%" and one is not done and one.exact and _name(one).endswith(name)
        and one.paragraph is not gap.paragraph
    ]  # fmt: skip
    old = {one.value: one for one in rates if one.year == str(year - 1)}
    if len(name) < _KEY or len(old) != 1 or any(one.year == "上年" for one in rates):
        return
    other = next(iter(old.values()))
    due = abs(done.value - other.value)
    if due in gap.span or due == gap.value or (done.value > other.value) != (said["way"] in _UP):
        return
    message = f"{done.raw} 与 {other.raw}（{other.paragraph.place}）相差 {plain(due)} 个百分点"
    start = gap.start - min(len(gap.before), 10)
    due_text = f"{plain(due)}个百分点"
    said_text = f"{message}，写的是 {gap.raw}"
    yield Finding("R03", gap.paragraph, start, gap.end, said_text, expected=due_text)


def _short(gap: Figure, sentence: Sentence, reading: Reading) -> Iterator[Finding]:
    """没有一个目标与完成的差是它，只有一对差得像一处笔误。"""
    same = [
        one for one in reading.prose_figures
        if one.unit == gap.unit and one.exact and one is not gap and not one.hedge
    ]  # fmt: skip
    if any(one.paragraph is gap.paragraph and one.end <= gap.start for one in same):
        return
    aims = [one for one in same if is_aim(one) or is_bound(one)]
    dones = [
        one for one in same
        if one not in aims and _DONE.search(one.before) and _alike(one, gap, sentence)
    ]  # fmt: skip
    gaps = {aim.value - done.value: (aim, done) for aim in aims for done in dones}
    values = {one.value for one in same}
    if gap.value in gaps or gap.value in values:
        return
    near = [
        (due, pair) for due, pair in gaps.items()
        if due > 0 and (one_digit(gap.digits, plain(due)) or one_slip(gap.digits, plain(due)))
    ]  # fmt: skip
    if len(near) == 1:
        due, (aim, done) = near[0]
        shown = plain(due / gap.scale)
        where = (
            f"目标 {aim.raw}（{aim.paragraph.place}）、实际 {done.raw}（{done.paragraph.place}）"
        )
        message = f"{where}，相差 {shown}，写的是 {gap.raw}"
        start = gap.start - min(len(gap.before), 10)
        code = "R01" if "未完成" in gap.before else "R03"
        yield Finding(code, gap.paragraph, start, gap.end, message, expected=shown)


def _alike(done: Figure, gap: Figure, sentence: Sentence) -> bool:
    """完成的数那一句里，有三个字与差额这一段前面的话相同。"""
    mine = gap.paragraph.text[: gap.start]
    theirs = done.paragraph.text[done.sentence[0] : done.start]
    words = regex(r"[\u4e00-\u9fff]{3,}").findall(theirs)
    runs = (word[at : at + _SUBJECT] for word in words for at in range(len(word) - 2))
    return any(run in mine for run in runs) and bool(sentence.figures)

"""R17 一个名称两种写法：单位、地方、文件的名称里写错、颠倒了字，换了一两个字、一个后缀。

不要词典：全文和自评表里反复写的名称就是词典。名称是以“局、中心、社区”等结尾的一串字；两处末尾相同，前面隔一两个不同的字
又都相同，只写了一遍的那一处才当作写错。写在一句里的、同一处另有第三种写法的（一村、二村、三村）是一串不同的名称。
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from perfxl.cells.later import later
from perfxl.proof.model import Finding, Paragraph
from perfxl.proof.reading import Reading
from perfxl.proof.text.clues import Clue, regex
from perfxl.proof.wording.lexicon import lexicon

_RUN = later(r"[\u4e00-\u9fff]{4,}")
_KIND = later(
    "委员会|办公室|合作社|中心|项目|工程|学校|公司|协会|社区|小区|新村|街道|水库|大队|支队|银行"
    "|(?<![财结布大格当])局|厅|所(?!有|属|在|需|致|以|学|得)|站(?!点)|馆(?!舍|藏|员|长|内|外|际)|院(?!长|内|外|校|士|区|落)|处(?!理|置|于|方)"
    "|镇|乡(?!镇|村)|(?<!农)村(?!民|级|庄|道|内|两)"
)
_LONG, _USUAL = 14, 2
_RANK = later("[省市县区镇乡]")
_FULL = later(r"[\u4e00-\u9fff]{4,}?[省市县区]")  # 倒过来写的：前面一直到“县”字
_SOFT = frozenset("的了和与及或等在为是对中上将各该本也均都以并其着过已级性类项笔数个批号向把被经")
_SWAPS = frozenset({"中心", "站", "所", "处", "大队", "支队"})  # 同一级同一件事只有一个的
_HOMES = frozenset({"小区", "新村"})
_STEM = later(r"(?:[省市县区镇]|乡镇)(?!卫生|社区)[\u4e00-\u9fff]{4,10}$")
_HOME = later(r"(?:^|[、和与的])([\u4e00-\u9fff]{2,4})$")
_PLACE = later("[镇乡村]|社区|小区|新村|街道")
_TITLE = Clue(r"《([^《》\n]{6,60})》", "《")
_Key = tuple[str, str, str]  # 前面的几个字、后面的字、怎样才算写错


@dataclass(frozen=True, slots=True)
class _Name:
    """写着一个名称的一处：末尾以前的字（不超过十四个）、“局、中心”，在哪一段、到第几个字为止。"""

    tail: str
    kind: str
    paragraph: Paragraph | None  # 自评表里的没有
    end: int

    @property
    def place(self) -> tuple[int, int]:
        return (self.paragraph.number if self.paragraph else 0), self.end

    @property
    def sentence(self) -> tuple[int, int]:
        """在哪一段、第几个字起的一句里。"""
        text = self.paragraph.text if self.paragraph else ""
        return self.place[0], text.rfind("。", 0, self.end)


def names(reading: Reading) -> Iterator[Finding]:
    """单位、地方的名称，书名。"""
    said = [one for paragraph in reading.report.paragraphs for one in _names(paragraph)]
    for value in _filed(reading):
        said += [*_names_in(value)] * _USUAL  # 自评表里的，当作写了两遍
    groups: dict[_Key, dict[str, list[_Name]]] = defaultdict(lambda: defaultdict(list))
    for one in said:
        for key, filler in (*_holes(one), *_kinds(one)):
            groups[key][filler].append(one)
    reported = {(0, 0)}
    for (left, right, how), fillers in groups.items():
        if len(fillers) != 2 or _is_apart("|".join(fillers), how):
            continue
        usual, odd = sorted(fillers, key=lambda filler: len(fillers[filler]), reverse=True)
        for one in fillers[odd] if len(fillers[odd]) == 1 else ():
            size = 0 if how else len(odd + right)
            others = fillers[usual][: 1 if size and len(odd) > 1 else None]
            place = usual in _HOMES if how == "后缀" else _PLACE.match(right)
            same = (not place or _often(fillers[usual])) and _is_same(one, others, size)
            if one.paragraph and same and one.place not in reported:
                reported.add(one.place)
                written, due = f"{left}{odd}{right}", f"{left}{usual}{right}"
                message = f"这里写“{written}”，别处写“{due}”"
                start = one.end - len(written)
                yield Finding("R17", one.paragraph, start, one.end, message, expected=due)
    yield from _titles(reading)


def _names(paragraph: Paragraph) -> Iterator[_Name]:
    for run in _RUN.finditer(paragraph.text):
        yield from _names_in(run[0], paragraph, run.start())


def _names_in(text: str, paragraph: Paragraph | None = None, start: int = 0) -> Iterator[_Name]:
    """一串字里的名称。"""
    for kind in _KIND.finditer(text):
        end = kind.end()
        yield _Name(text[max(0, end - _LONG) : end], kind[0], paragraph, start + end)


def _filed(reading: Reading) -> Iterator[str]:
    """自评表里的项目、单位名称。"""
    for assessment in reading.assessments:
        filing = assessment.filing
        for field in (filing.name, filing.authority, filing.unit):
            if field is not None:
                yield field.value


def _holes(one: _Name) -> Iterator[tuple[_Key, str]]:
    """去掉中间一两个字的。县｜财政局、县｜民政局各是各的：不同的字不能紧跟着“县”。"""
    for size in range(len(one.kind), len(one.tail)):
        left, right = one.tail[:-size], one.tail[-size:]
        alone = size == len(one.kind) and one.kind != "公司"
        for hole, fixed, how in ((1, 1 + alone, ""), (2, 3, ""), (2, 1, "颠倒")):
            head = left[-hole - fixed : -hole]
            # 建设项目、示范项目：项目换了两个字的，多半是另一个。
            loose = how == "" and hole > 1 and one.kind in {"项目", "工程"}
            if len(head) == fixed and not _RANK.search(head) and not loose:
                yield (head, right, how), left[-hole:]


def _kinds(one: _Name) -> Iterator[tuple[_Key, str]]:
    """去掉后缀的：县农村公路养护｜所、县农村公路养护｜中心；纺织｜小区、纺织｜新村。"""
    form = _STEM if one.kind in _SWAPS else _HOME if one.kind in _HOMES else None
    match = form.search(one.tail[: -len(one.kind)]) if form is not None else None
    if match is not None:
        yield (match[match.lastindex or 0], "", "后缀"), one.kind


def _is_same(one: _Name, usual: Sequence[_Name], size: int) -> bool:
    """不写在一句里；别处只写了一遍的、差两个字的，要写在前面，前面一直到“县”字都相同。

    `size` 是从不同的字起，到末尾有几个字；颠倒的、只换了后缀的不看，是 0。
    """
    if any(other.sentence == one.sentence for other in usual):
        return False
    pairs = zip(one.tail[-size - 1 :: -1], usual[0].tail[-size - 1 :: -1], strict=False)
    same = "".join(mark for mark, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    first = one.place > usual[0].place and (not size or _FULL.match(same) is not None)
    return len(usual) > 1 or first


def _often(usual: Sequence[_Name]) -> bool:
    """地名各处都有相像的（云山镇、云水镇，李庄小区、李庄新村）：别处写了三遍、自评表里有的才算。"""
    return len(usual) > _USUAL or any(one.paragraph is None for one in usual)


def _is_apart(pair: str, how: str) -> bool:
    """本来就是两样：成对出现的字（东西、一二），虚字；要颠倒了才算的，没有颠倒。"""
    one, other = pair.split("|")
    if how:
        return how == "颠倒" and one != other[::-1]
    return any(map(contrasted, zip(one, other, strict=True)))


def contrasted(marks: tuple[str, str]) -> bool:
    """成对出现的字：东西、一二、县乡；虚字。"""
    one, other = marks
    if one in _SOFT or other in _SOFT:
        return True
    return any(one in group and other in group for group in lexicon().contrast)


def _titles(reading: Reading) -> Iterator[Finding]:
    """两处书名只差一个字、少一个字。"""
    said = [
        (regex(r"\s").sub("", match[1]), match, paragraph)
        for paragraph in reading.paragraphs_with(_TITLE)
        for match in _TITLE.finditer(paragraph.text)
    ]
    counts = Counter(title for title, _, _ in said)
    order = {title: place for place, title in enumerate(counts)}
    like: dict[str, list[str]] = defaultdict(list)  # 去掉一个字以后相同的
    for title in counts:
        for key in _shorter(title):
            like[key].append(title)
    for title, match, paragraph in said:
        near = {other for key in _shorter(title) for other in like[key]}
        for other in sorted(near, key=order.__getitem__):
            if other == title or counts[other] < counts[title] or not _one_edit(title, other):
                continue
            if counts[other] == counts[title] and order[title] < order[other]:
                continue
            message = f"书名前后不一：这里写“{title}”，别处写“{other}”"
            yield Finding("R17", paragraph, match.start(), match.end(), message, expected=other)
            break


def _shorter(title: str) -> set[str]:
    """只差一个字、少一个字、颠倒两个字的两个书名，各去掉一个字以后总有相同的。"""
    return {title, *(title[:at] + title[at + 1 :] for at in range(len(title)))}


def _one_edit(one: str, other: str) -> bool:
    """只差一个字（不是成对的字、不是数字），或少一个字。"""
    if len(one) == len(other) and len(one) > 7:
        wrong = [at for at in range(len(one)) if one[at] != other[at]]
        if len(wrong) == 1:
            mine, theirs = one[wrong[0]], other[wrong[0]]
            return not (contrasted((mine, theirs)) or mine.isascii() or theirs.isascii())
        return (
            len(wrong) == 2
            and wrong[1] == wrong[0] + 1
            and one[wrong[0]] == other[wrong[1]]
            and one[wrong[1]] == other[wrong[0]]
        )
    if abs(len(one) - len(other)) == 1 and min(len(one), len(other)) > 7:
        brief, long = sorted((one, other), key=len)
        hole = next((at for at in range(len(long)) if long[:at] + long[at + 1 :] == brief), None)
        return hole is not None and long[hole] not in _SOFT and not long[hole].isascii()
    return False

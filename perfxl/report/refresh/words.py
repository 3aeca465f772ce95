"""程序写的话：数以外的字，照现在的表会不会写得不一样。

更新只改数。表变了，话也该变的（又有一条指标没有完成，等级从优到了良），报告里的字不替人改，
照现在的表该怎么写一句句列出来；报告里已经是那样写的不列。

记着的是各句的长短和摘要，不是原文：有人从报告里删去的话，不会在文件里还藏着一份。
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import sha256
from itertools import islice

from perfxl.cells.later import later
from perfxl.report.marks import DOUBT, Paragraphs, tokens
from perfxl.report.refresh.memory import MASK
from perfxl.report.sentences.names import PARAGRAPHS, TEXTS

_SENTENCE = later(r"[^。；\n]+[。；]?|[。；]")
_ORDINAL = later(r"^(?:\d+[.．、]|[（(]\d+[）)])\s*")
_TELLING = 6
_ALIKE = 2  # 至少二分之一的字一样，才当作同一句改了
# 手改的等级可以是两个字的。
_GRADED = later(r"(等[级次][为是：:“ ]{0,3})([\u4e00-\u9fff]{1,2})(”|(?=[\s。，；：:）)]|$))")
_GRADE = later(r"(等[级次][为是：:“ ]{0,3})([^\s”。，；：:）)])")


@dataclass(frozen=True, slots=True)
class Change:
    """一段话：报告里还写着的，照现在的表该写的。"""

    name: str
    old: tuple[str, ...]
    new: tuple[str, ...]

    @property
    def is_renumbered(self) -> bool:
        """只是序号挪了。"""
        old, new = "".join(self.old), "".join(self.new)
        return _ORDINAL.sub("", old) == _ORDINAL.sub("", new)


class Text:
    """一份报告的字，分成句。`text` 里数用记号代替，`figures` 是依次各个数写着的字。"""

    def __init__(self, text: str, figures: Iterable[str] = ()) -> None:
        self._text = text
        self.sure = text.replace(DOUBT, "")  # 不看“待核”
        left = iter(figures)
        self._shown: dict[str, tuple[str, ...]] = {}  # 一句 → 里面各个数写着的
        for sentence in _SENTENCE.findall(text):
            numbers = tuple(islice(left, sentence.count(MASK)))
            self._shown.setdefault(sentence.strip(), numbers)
        self._grades = {match[2]: match[0] for match in _GRADE.finditer(text)}

    def regraded(self, grade: str, fresh: Text) -> Iterator[tuple[str, str]]:
        """程序写的一句，只有等级的字手改过：写着的，和该写的；`fresh` 是新写的一份。"""
        for sentence in self._shown:
            for match in _GRADED.finditer(sentence):
                due = f"{sentence[: match.start(2)]}{grade}{sentence[match.end(2) :]}"
                if match[2] != grade and due.replace(DOUBT, "") in fresh.sure:
                    yield match[0], f"{match[1]}{grade}{match[3]}"

    def has(self, sentence: str) -> bool:
        """有这一句；只有一个字的（等级“优”）要跟在“等级”后面才算。"""
        return sentence in self._text if len(sentence) > 1 else sentence in self._grades

    def among(self, marks: frozenset[str]) -> Iterator[tuple[str, str]]:
        """摘要在 `marks` 里的各句，和报告里写着的样子。

        整句的，前面另有模板自己的字的，夹在字里的短名称。
        """
        lengths = sorted({int(digest.partition(":")[0]) for digest in marks}, reverse=True)
        for sentence, numbers in self._shown.items():
            for length in lengths:
                tail = sentence[-length:]
                # 太短的（“无。”）只认整句：别的话也会以它结尾。
                if (length >= _TELLING or tail == sentence) and mark(tail) in marks:
                    yield tail, _with(tail, numbers)
                    break
        yield from ((grade, grade) for grade in self._grades if mark(grade) in marks)


def _with(tail: str, numbers: Sequence[str]) -> str:
    """记号换成报告里写着的数：照着这一句就找得到。"""
    pieces = tail.split(MASK)
    mine = list(numbers[len(numbers) - len(pieces) + 1 :]) if len(pieces) > 1 else []
    if len(mine) != len(pieces) - 1:
        mine = ["…"] * (len(pieces) - 1)
    return "".join(text for pair in zip(pieces, [*mine, ""], strict=True) for text in pair)


def mark(sentence: str) -> str:
    """一句的长短和摘要。"""
    return f"{len(sentence)}:{sha256(sentence.encode()).hexdigest()[:16]}"


def written(names: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    """程序写的各段话，一句一个摘要；表头的几样本来就短，照原样记着。"""
    made = {}
    for name, lines in _lines(names):
        sentences = [sentence for line in lines for sentence, _ in _sentences(line)]
        made[name] = tuple(sentences if name in TEXTS else map(mark, sentences))
    return made


def changes(
    then: Mapping[str, tuple[str, ...]], names: Mapping[str, object], text: Text, fresh: Text
) -> Iterator[Change]:
    """`text` 是报告现在的字，`fresh` 是照现在的表新写一份的字。同一句在两个名称里的只说一次。"""
    said: list[Change] = []
    for name, lines in _lines(names):
        now = dict(pair for line in lines for pair in _sentences(line))
        before = frozenset(then.get(name, ()))
        if name in TEXTS:
            stale = {
                sentence: sentence
                for sentence in then.get(name, ())
                if sentence not in now and text.has(sentence)
            }
            new = {
                sentence: shown
                for sentence, shown in now.items()
                if stale and sentence not in before
            }
        else:
            gone = before - set(map(mark, now))
            stale = dict(text.among(gone)) if gone else {}
            new = {
                sentence: shown for sentence, shown in now.items()
                if mark(sentence) not in before and not text.has(sentence)
                and (stale or fresh.has(sentence))
            }  # fmt: skip
        for change in _paired(name, stale, new):
            if not any(_covers(earlier, change) for earlier in said):
                said.append(change)
                yield change
    if all(change.name != "等级" for change in said):
        for old, due in dict(text.regraded(graded(names["等级"]), fresh)).items():
            yield Change("等级", (old,), (due,))


def _covers(earlier: Change, change: Change) -> bool:
    """说过的一句连着这一句：“实际完成情况：完成12个”与“完成12个”。"""
    return all(
        "".join(said).endswith("".join(mine))
        for said, mine in ((earlier.old, change.old), (earlier.new, change.new))
    )


def _paired(name: str, stale: dict[str, str], new: dict[str, str]) -> Iterator[Change]:
    """原来的一句，现在的哪一句：字最像的配成一对；配不上的，不要了的一起说，添的一起说。"""
    left = dict(new)
    alone: list[str] = []
    for old, shown in stale.items():
        likeness = {sentence: SequenceMatcher(None, old, sentence).ratio() for sentence in left}
        best = max(likeness, key=lambda sentence: likeness[sentence], default="")
        if best and (likeness[best] * _ALIKE >= 1 or len(stale) == len(new) == 1):
            yield Change(name, (shown,), (left.pop(best),))
        else:
            alone.append(shown)
    if alone:
        yield Change(name, tuple(alone), ())
    if left:
        yield Change(name, (), tuple(left.values()))


def _lines(names: Mapping[str, object]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name in (*TEXTS, *PARAGRAPHS, "预期目标", "实际完成情况"):
        value = names[name]
        yield name, _several(graded(value) if name == "等级" else value)
    narratives = names["正文"]
    if isinstance(narratives, dict):
        for name, value in dict.items(narratives):  # 看一看不算模板用过
            yield f"正文.{name}", _several(value)


def graded(value: object) -> str:
    """等级的字：后面的“待核”不是等级。"""
    return str(value).removesuffix(DOUBT)


def _several(value: object) -> tuple[str, ...]:
    lines = value if isinstance(value, Paragraphs) else str(value).splitlines()
    return tuple(line for line in lines if line)


def _sentences(line: str) -> list[tuple[str, str]]:
    """一段分成句：数用记号代替的，给人看的。数里的标点不断句。"""
    ends = [("", "")]
    for token in tokens(line):
        if token.kind == "figure":
            ends[-1] = (ends[-1][0] + MASK, ends[-1][1] + token.text)
            continue
        for piece in _SENTENCE.findall(token.text):
            ends[-1] = (ends[-1][0] + piece, ends[-1][1] + piece)
            if piece[-1] in "。；":
                ends.append(("", ""))
    return [(sentence.strip(), shown.strip()) for sentence, shown in ends if sentence.strip()]

"""模板里的标记逐个检查：写法、名称、配对、位置。不靠数据，所以换一份自评表也不会再冒出来。

写错一处，接着看后面的，一次说完；一处写错引出来的别的话不说。
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from jinja2 import nodes
from jinja2.sandbox import SandboxedEnvironment

from perfxl.cells.later import later
from perfxl.report.template.mistakes import Mistakes
from perfxl.report.template.pairs import Position
from perfxl.report.template.source import native
from perfxl.report.template.syntax import STATEMENTS, explained, meant
from perfxl.report.template.tags import Tag
from perfxl.report.template.uses import Scope, Tree, faults
from perfxl.report.template.vocabulary import Vocabulary

_DEPTH = 12  # for、if 一层套一层；自带的模板最深两层
_NESTING = 20  # 一个标记里的括号、比较、过滤器一层套一层
_PAIRS = {"for": "endfor", "if": "endif"}
_OPENERS = {end: word for word, end in _PAIRS.items()}
_REFUSED = dict.fromkeys(("vm", "hm"), "合并相同的格请写 {{ 行.一级|合并 }}")
_TARGET = later(r"for\s+(\w+)")


@dataclass(frozen=True, slots=True)
class _Open:
    """还没有收尾的一个 for（if）。"""

    word: str
    tag: Tag
    scope: Scope


class Linter:
    """一个部件一个：按先后看过全部标记；记着打开了哪些 for、if。"""

    def __init__(
        self, environment: SandboxedEnvironment, known: Vocabulary, mistakes: Mistakes
    ) -> None:
        self._environment = environment
        self._known = known
        self._mistakes = mistakes
        self._set: dict[str, str] = {}  # {% set %} 起的名
        self._open: list[_Open] = []
        self._trees: dict[str, Tree] = {}  # 同样的标记只读一次
        self._positions: Mapping[int, Position] = {}

    def run(self, tags: Iterable[Tag], positions: Mapping[int, Position]) -> None:
        """写错的都记在 `mistakes` 里。"""
        self._positions = positions
        for tag in tags:
            if tag.has_dash:
                self._wrong(tag, "请去掉减号（加号）")
            if tag.is_block:
                self._statement(tag, tag.word)
            else:
                self._look(tag, native(tag))
        for opener in self._open:
            self._wrong(opener.tag, f"没有对应的 {{% {_PAIRS[opener.word]} %}}")

    def _wrong(self, tag: Tag, said: str, near: Iterable[str] = ()) -> None:
        self._mistakes.add(tag.place, tag.shown, f"里的“{tag.shown}”{said}", near)

    def _statement(self, tag: Tag, word: str) -> None:
        if word in _PAIRS:
            self._opened(tag, word)
        elif word in _OPENERS:
            self._bare(tag, word)
            self._close(tag, word)
        elif word in {"elif", "else"}:
            self._inside(tag, word)
            if word == "elif":
                self._look(tag, native(tag, tag.code.replace("elif", "if", 1))
                           + native(tag, "endif"))  # fmt: skip
            else:
                self._bare(tag, word)
        elif word == "set":
            tree = self._look(tag, native(tag))
            self._set |= {
                node.name: ""
                for node in tree
                if isinstance(node, nodes.Name) and node.ctx == "store"
            }
        else:
            self._strange(tag, word)

    def _strange(self, tag: Tag, word: str) -> None:
        """不认得的词；看得出想写什么的，照那个往下配对。"""
        guess = "" if word in _REFUSED else meant(word, tag.code)
        hint = _REFUSED.get(word, "模板里只用 for、if、set")
        self._wrong(
            tag, f"不能用：{f'要写成 {guess}；' if guess else ''}{hint}", [guess] * bool(guess)
        )
        if guess in _OPENERS and self._open:
            self._open.pop()
        elif guess in _PAIRS:
            self._open.append(_Open(guess, tag, _guessed(tag)))

    def _opened(self, tag: Tag, word: str) -> None:
        tree = self._look(tag, native(tag) + native(tag, _PAIRS[word]))
        self._open.append(_Open(word, tag, _targets(tree) if tree else _guessed(tag)))
        if len(self._open) == _DEPTH + 1:
            self._wrong(tag, f"套得太深，至多 {_DEPTH} 层")

    def _close(self, tag: Tag, word: str) -> None:
        wanted = _OPENERS[word]
        place = next(
            (
                index
                for index in reversed(range(len(self._open)))
                if self._open[index].word == wanted
            ),
            -1,
        )
        if place < 0:
            self._wrong(tag, f"前面没有对应的 {{% {wanted} … %}}")
            return
        for inner in self._open[place + 1 :]:
            said = f"没有对应的 {{% {_PAIRS[inner.word]} %}}"
            where = f"后面先写了 {{% {word} %}}（{tag.place.where}）"
            self._wrong(inner.tag, f"{said}，{where}；先开始的后收尾")
        opener = self._open[place]
        del self._open[place:]
        self._fits(opener, tag)

    def _fits(self, opener: _Open, tag: Tag) -> None:
        mine, theirs = (self._positions.get(side.number) for side in (opener.tag, tag))
        if mine is not None and theirs is not None and not mine.fits(theirs):
            where = f"它的 {{% {tag.word} %}} 在{tag.place.where}"
            how = "请让它们各自独占一段，或放在表格同一行的首格和末格"
            self._wrong(opener.tag, f"：{where}，一对标记跨了表格或段落；{how}")

    def _bare(self, tag: Tag, word: str) -> None:
        more = tag.code.removeprefix(word).strip()
        if more and word in STATEMENTS:
            self._wrong(tag, f"写法不对：{word} 后面不写别的，请去掉“{more[:20]}”")

    def _inside(self, tag: Tag, word: str) -> None:
        if not self._open or (word == "elif" and self._open[-1].word != "if"):
            self._wrong(tag, "不在 {% if … %} 里面")
        else:
            self._fits(self._open[-1], tag)

    def _look(self, tag: Tag, source: str) -> Tree:
        """解析一个标记，核对其中的名称；读不懂的交出空的。"""
        tree = self._parsed(tag, source)
        scope = {**self._set, **_merged(self._open), **_targets(tree)}
        for fault in faults(tree, scope, self._known, self._environment):
            if fault.unknown:
                said = f"里写了“{tag.shown}”，{fault.said}"
                self._mistakes.add(tag.place, tag.shown, said, fault.near)
            else:
                self._wrong(tag, fault.said, fault.near)
        return tree

    def _parsed(self, tag: Tag, source: str) -> Tree:
        """一个标记读成的各个部分；同样的标记只读一次。"""
        if source not in self._trees:
            try:
                tree = self._trees[source] = _flat(self._environment.parse(source))
                said = "" if tree else _TOO_DEEP
            except RecursionError:
                said = _TOO_DEEP
            except Exception:  # noqa: BLE001  # 引擎读不懂的各种写法，说的都是这一件事
                said = explained(tag)
            if said:
                self._wrong(tag, said)
                return []
        return self._trees[source]


_TOO_DEEP = "括号套得太深，请写简单些"


def _flat(tree: nodes.Template) -> Tree:
    """全部部分，按先后；套得太深的交出空的。"""
    flat: list[nodes.Node] = []
    left: list[tuple[nodes.Node, int]] = [(tree, 0)]
    while left:
        node, depth = left.pop()
        if depth > _NESTING:
            return []
        flat.append(node)
        left += [(child, depth + 1) for child in node.iter_child_nodes()]
    return flat


def _merged(opened: Iterable[_Open]) -> dict[str, str]:
    merged: dict[str, str] = {}
    for opener in opened:
        merged |= opener.scope
    return merged


def _targets(tree: Tree) -> dict[str, str]:
    scope: dict[str, str] = {}
    for loop in tree:
        if isinstance(loop, nodes.For):
            source = loop.iter.name if isinstance(loop.iter, nodes.Name) else ""
            targets = [loop.target, *loop.target.find_all(nodes.Name)]
            scope |= {target.name: source for target in targets if isinstance(target, nodes.Name)}
    return scope


def _guessed(tag: Tag) -> dict[str, str]:
    """写错了的 for：循环变量多半还看得出，里面的 `行.…` 就不再说一遍。"""
    match = _TARGET.search(tag.code)
    return {match[1]: ""} if match else {}

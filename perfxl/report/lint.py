"""模板里的标记逐个检查：写法、名称、配对。不靠数据，所以换一份自评表也不会再冒出来。"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping

from jinja2 import nodes
from jinja2.sandbox import SandboxedEnvironment

from perfxl.errors import TemplateError
from perfxl.report.marks import Paragraphs, pure
from perfxl.report.names import FILTERS, INDICATOR, ROWS
from perfxl.report.source import native
from perfxl.report.tags import Tag

_DEPTH = 12  # for、if 一层套一层；自带的模板最深两层
_NESTING = 20  # 一个标记里的括号、比较、过滤器一层套一层
_PAIRS = {"for": "endfor", "if": "endif"}
_MERGE_HINT = "合并相同的格请写 {{ 行.一级|合并 }}"
_REFUSED = {"vm": _MERGE_HINT, "hm": _MERGE_HINT}
_CODE = (
    nodes.Call, nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow,
    nodes.Neg, nodes.Pos, nodes.Dict,
)  # fmt: skip
_LOOP = {"loop", "true", "false", "none", "True", "False", "None"}

_Tree = list[nodes.Node]  # 一个标记的各个部分
_Scope = dict[str, str]  # 循环变量 → 它一行行地取自哪个名称（看不出时为空）


class Linter:
    """按先后看过全部标记；记着打开了哪些 for、if。"""

    def __init__(self, environment: SandboxedEnvironment, names: Mapping[str, object]) -> None:
        self._environment = environment
        self._names = set(names)
        self._rows = {
            name: ROWS.get(name, INDICATOR) for name, value in names.items() if is_rows(value)
        }
        self._open: list[tuple[str, Tag, _Scope]] = []
        self._trees: dict[str, _Tree] = {}  # 同样的标记只读一次

    def run(self, tags: Iterable[Tag]) -> None:
        """
        Raises:
            TemplateError: 第一个不合规定的标记：在哪里、是什么、怎么改。
        """
        for tag in tags:
            if tag.has_dash:
                raise TemplateError(f"{tag.place}里的“{tag.shown}”请去掉减号（加号）")
            if tag.is_block:
                self._statement(tag)
            else:
                self._look(tag, native(tag))
        if self._open:
            word, tag, _ = self._open[-1]
            raise TemplateError(f"{tag.place}里的“{tag.shown}”没有对应的 {{% {_PAIRS[word]} %}}")

    def _statement(self, tag: Tag) -> None:
        word = tag.word
        if tag.opens:
            tree = self._look(tag, native(tag) + native(tag, _PAIRS[word]))
            self._open.append((word, tag, _targets(tree)))
            if len(self._open) > _DEPTH:
                raise TemplateError(f"{tag.place}里的“{tag.shown}”套得太深，至多 {_DEPTH} 层")
        elif tag.closes:
            self._close(tag, word)
        elif word in {"elif", "else"}:
            self._inside(tag, word)
            if word == "elif":
                self._look(tag, native(tag, tag.code.replace("elif", "if", 1))
                           + native(tag, "endif"))  # fmt: skip
        elif word == "set":
            tree = self._look(tag, native(tag))
            self._names |= {
                one.name for one in tree if isinstance(one, nodes.Name) and one.ctx == "store"
            }
        else:
            hint = _REFUSED.get(word, "模板里只用 for、if、set")
            raise TemplateError(f"{tag.place}里的“{tag.shown}”不能用：{hint}")

    def _close(self, tag: Tag, word: str) -> None:
        if not self._open or _PAIRS[self._open[-1][0]] != word:
            opener = next(one for one, end in _PAIRS.items() if end == word)
            raise TemplateError(f"{tag.place}里的“{tag.shown}”前面没有对应的 {{% {opener} … %}}")
        self._open.pop()

    def _inside(self, tag: Tag, word: str) -> None:
        if not self._open or (word == "elif" and self._open[-1][0] != "if"):
            raise TemplateError(f"{tag.place}里的“{tag.shown}”不在 {{% if … %}} 里面")

    def _look(self, tag: Tag, source: str) -> _Tree:
        """解析一个标记，核对其中的名称。"""
        tree = self._parsed(tag, source)
        local = _merged(one for _, _, one in self._open) | _targets(tree)
        for node in tree:
            if isinstance(node, nodes.Name):
                self._know(node, tag, local)
        for node in tree:
            _refuse(node, tag, self._environment)
            if isinstance(node, nodes.Getattr):
                _check_row(node, tag, local, self._rows)
        return tree

    def _know(self, node: nodes.Name, tag: Tag, local: _Scope) -> None:
        known = (self._names, local, _LOOP)
        if node.ctx == "load" and not any(node.name in one for one in known):
            raise TemplateError(_unknown(tag, node.name, {*self._names, *local}))

    def _parsed(self, tag: Tag, source: str) -> _Tree:
        """一个标记读成的各个部分；同样的标记只读一次。"""
        if source not in self._trees:
            try:
                self._trees[source] = _flat(self._environment.parse(source))
            except RecursionError:
                raise TemplateError(_too_deep(tag)) from None
            except Exception:  # noqa: BLE001  # 引擎读不懂的各种写法，说的都是这一件事
                raise TemplateError(
                    f"{tag.place}里的“{tag.shown}”写法不对，应写成 {{{{ 名称 }}}}、"
                    "{% for 行 in 指标 %} 或 {% if 名称 %}"
                ) from None
        if not self._trees[source]:
            raise TemplateError(_too_deep(tag))
        return self._trees[source]


def _flat(tree: nodes.Template) -> _Tree:
    """全部部分，按先后；套得太深的交出空的。"""
    flat: list[nodes.Node] = []
    left: list[tuple[nodes.Node, int]] = [(tree, 0)]
    while left:
        node, depth = left.pop()
        if depth > _NESTING:
            return []
        flat.append(node)
        left += [(one, depth + 1) for one in node.iter_child_nodes()]
    return flat


def _too_deep(tag: Tag) -> str:
    return f"{tag.place}里的“{tag.shown}”括号套得太深，请写简单些"


def _merged(scopes: Iterable[_Scope]) -> _Scope:
    merged: _Scope = {}
    for one in scopes:
        merged |= one
    return merged


def _targets(tree: _Tree) -> _Scope:
    found: _Scope = {}
    for loop in tree:
        if isinstance(loop, nodes.For):
            source = loop.iter.name if isinstance(loop.iter, nodes.Name) else ""
            targets = [loop.target, *loop.target.find_all(nodes.Name)]
            found |= {one.name: source for one in targets if isinstance(one, nodes.Name)}
    return found


def _refuse(node: nodes.Node, tag: Tag, known: SandboxedEnvironment) -> None:
    """模板是文书，不是程序：不许调用函数、碰内部属性、做运算；过滤器、判断只许单子上的。"""
    why = ""
    if isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
        why = "不能用：名称不能以下划线开头"
    elif isinstance(node, _CODE):
        why = "不能用：模板里不做运算、不调用函数，数都由程序按表样算好"
    elif isinstance(node, nodes.Filter) and (node.name not in known.filters or "." in node.name):
        listed = "、".join(f"“|{one}”" for one in FILTERS)
        why = f"用了没有的“|{node.name[:40]}”；可用的有{listed}"
    elif isinstance(node, nodes.Test) and node.name not in known.tests:
        why = f"用了没有的判断“{node.name[:40]}”"
    elif isinstance(node, nodes.For) and node.recursive:
        why = "不能写 recursive"
    elif isinstance(node, nodes.Const):
        if isinstance(node.value, str) and pure(node.value) != node.value:
            why = "引号里有印不出来的字，请去掉"
        elif str(node.value) == "inf":
            why = "里的数太大"
    if why:
        raise TemplateError(f"{tag.place}里的“{tag.shown}”{why}")


def is_rows(value: object) -> bool:
    """一行一行的名称。"""
    return isinstance(value, tuple) and not isinstance(value, Paragraphs)


def _check_row(
    node: nodes.Getattr, tag: Tag, scope: _Scope, rows: Mapping[str, Mapping[str, str]]
) -> None:
    """`行.三级`：行里有没有这个名称。"""
    if isinstance(node.node, nodes.Name) and node.node.name in scope:
        source = scope[node.node.name]
        fields = rows.get(source, {})
        if fields and node.attr not in fields:
            raise TemplateError(_unknown(tag, node.attr, fields, f"“{source}”的各行里"))


def _unknown(tag: Tag, name: str, known: Iterable[str], within: str = "") -> str:
    return f"{tag.place}里写了“{tag.shown}”，{within}没有“{name[:40]}”这个名称；{near(name, known)}"


def near(name: str, known: Iterable[str]) -> str:
    """“相近的有……”：写错一两个字的，一看就知道该写什么。"""
    names = sorted(known)
    close = [one for one in names if len(name) > 1 and (name in one or one in name)]
    close += [one for one in difflib.get_close_matches(name[:40], names) if one not in close]
    if close:
        return "相近的有" + "、".join(f"“{one}”" for one in close[:4])
    return "可用的名称见 docs/报告模板.md"

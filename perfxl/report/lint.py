"""模板里的标记逐个检查：写法、名称、配对。不靠数据，所以换一份自评表也不会再冒出来。"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping

from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment

from perfxl.errors import TemplateError
from perfxl.report.marks import Paragraphs
from perfxl.report.names import INDICATOR, ROWS
from perfxl.report.tidy import Tag

_PREFIX = re.compile(r"^(\{[{%]-?)(?:tr|tc|p|r)(?=\s)")
_WORD = re.compile(r"\{%-?\s*(\w+)")
_PAIRS = {"for": "endfor", "if": "endif"}
_MERGE_HINT = "合并相同的格请写 {{ 行.一级|合并 }}"
_REFUSED = {"vm": _MERGE_HINT, "hm": _MERGE_HINT}
_LOOP = {"loop", "true", "false", "none", "True", "False", "None"}

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

    def run(self, tags: Iterable[Tag]) -> None:
        """
        Raises:
            TemplateError: 第一个不合规定的标记：在哪里、是什么、怎么改。
        """
        for tag in tags:
            if tag.text.startswith("{{"):
                self._look(tag, _PREFIX.sub(r"\1", tag.text))
            elif tag.text.startswith("{%"):
                self._statement(tag)
        if self._open:
            word, tag, _ = self._open[-1]
            raise TemplateError(f"{tag.place}里的“{tag.text}”没有对应的 {{% {_PAIRS[word]} %}}")

    def _statement(self, tag: Tag) -> None:
        text = _PREFIX.sub(r"\1", tag.text)
        found = _WORD.match(text)
        word = found[1] if found else ""
        if word in _PAIRS:
            tree = self._look(tag, f"{text}{{% {_PAIRS[word]} %}}")
            self._open.append((word, tag, _targets(tree)))
        elif word in _PAIRS.values():
            self._close(tag, word)
        elif word in {"elif", "else"}:
            self._inside(tag, word)
            if word == "elif":
                self._look(tag, text.replace("elif", "if", 1) + "{% endif %}")
        elif word == "set":
            tree = self._look(tag, text)
            self._names |= {one.name for one in tree.find_all(nodes.Name) if one.ctx == "store"}
        elif word not in {"colspan", "cellbg"}:
            hint = _REFUSED.get(word, "模板里只用 for、if、set")
            raise TemplateError(f"{tag.place}里的“{tag.text}”不能用：{hint}")

    def _close(self, tag: Tag, word: str) -> None:
        if not self._open or _PAIRS[self._open[-1][0]] != word:
            opener = next(one for one, end in _PAIRS.items() if end == word)
            raise TemplateError(f"{tag.place}里的“{tag.text}”前面没有对应的 {{% {opener} … %}}")
        self._open.pop()

    def _inside(self, tag: Tag, word: str) -> None:
        if not self._open or (word == "elif" and self._open[-1][0] != "if"):
            raise TemplateError(f"{tag.place}里的“{tag.text}”不在 {{% if … %}} 里面")

    def _look(self, tag: Tag, source: str) -> nodes.Template:
        """解析一个标记，核对其中的名称。"""
        try:
            tree = self._environment.parse(source)
        except TemplateSyntaxError:
            raise TemplateError(
                f"{tag.place}里的“{tag.text}”写法不对，应写成 {{{{ 名称 }}}}、"
                "{% for 行 in 指标 %} 或 {% if 名称 %}"
            ) from None
        scope = _merged(one for _, _, one in self._open)
        local = scope | _targets(tree)
        for node in tree.find_all(nodes.Name):
            if node.ctx == "load" and node.name not in {*self._names, *local, *_LOOP}:
                raise TemplateError(_unknown(tag, node.name, {*self._names, *local}))
        _refuse_code(tree, tag)
        _check_filters(tree, tag, self._environment.filters)
        _check_rows(tree, tag, local, self._rows)
        return tree


def _merged(scopes: Iterable[_Scope]) -> _Scope:
    merged: _Scope = {}
    for one in scopes:
        merged |= one
    return merged


def _targets(tree: nodes.Template) -> _Scope:
    found: _Scope = {}
    for loop in tree.find_all(nodes.For):
        source = loop.iter.name if isinstance(loop.iter, nodes.Name) else ""
        targets = [loop.target] if isinstance(loop.target, nodes.Name) else []
        targets += [one for one in loop.target.find_all(nodes.Name) if one not in targets]
        found |= {one.name: source for one in targets if isinstance(one, nodes.Name)}
    return found


def _refuse_code(tree: nodes.Template, tag: Tag) -> None:
    """模板是文书，不是程序：不许调用函数、碰内部属性、做运算。"""
    for node in tree.find_all(nodes.Getattr):
        if node.attr.startswith("_"):
            raise TemplateError(f"{tag.place}里的“{tag.text}”不能用：名称不能以下划线开头")
    if next(tree.find_all((nodes.Call, nodes.Add, nodes.Sub, nodes.Mul, nodes.Div,
                           nodes.FloorDiv, nodes.Mod, nodes.Pow)), None):  # fmt: skip
        raise TemplateError(
            f"{tag.place}里的“{tag.text}”不能用：模板里不做运算、不调用函数，数都由程序按表样算好"
        )


def _check_filters(tree: nodes.Template, tag: Tag, known: Mapping[str, object]) -> None:
    for node in tree.find_all(nodes.Filter):
        if node.name not in known:
            raise TemplateError(
                f"{tag.place}里的“{tag.text}”用了没有的“|{node.name}”；可用的有“|合并”"
            )


def is_rows(value: object) -> bool:
    """一行一行的名称。"""
    return isinstance(value, tuple) and not isinstance(value, Paragraphs)


def _check_rows(
    tree: nodes.Template, tag: Tag, scope: _Scope, rows: Mapping[str, Mapping[str, str]]
) -> None:
    """`行.三级`：行里有没有这个名称。"""
    for node in tree.find_all(nodes.Getattr):
        if not isinstance(node.node, nodes.Name) or node.node.name not in scope:
            continue
        source = scope[node.node.name]
        fields = rows.get(source, {})
        if fields and node.attr not in fields:
            raise TemplateError(_unknown(tag, node.attr, fields, f"“{source}”的各行里"))


def _unknown(tag: Tag, name: str, known: Iterable[str], within: str = "") -> str:
    return f"{tag.place}里写了“{tag.text}”，{within}没有“{name}”这个名称；{near(name, known)}"


def near(name: str, known: Iterable[str]) -> str:
    """“相近的有……”：写错一两个字的，一看就知道该写什么。"""
    names = sorted(known)
    close = [one for one in names if len(name) > 1 and (name in one or one in name)]
    close += [one for one in difflib.get_close_matches(name, names) if one not in close]
    if close:
        return "相近的有" + "、".join(f"“{one}”" for one in close[:4])
    return "可用的名称见 docs/报告模板.md"

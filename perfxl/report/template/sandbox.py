"""引擎的环境：沙箱；能用的过滤器、判断、名称各列一张单子；每一圈循环都计数。"""

from __future__ import annotations

import numbers
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from jinja2 import StrictUndefined, nodes, pass_context
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS
from jinja2.runtime import Context, Undefined, markup_join
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.tests import TESTS
from jinja2.visitor import NodeTransformer

from perfxl.cells.quantity import plain
from perfxl.report.marks import BREAK, MERGE, Ledger, Number, Paragraphs
from perfxl.report.sentences.values import Row
from perfxl.report.template.budget import Budget
from perfxl.report.template.filters import filters
from perfxl.report.template.near import near
from perfxl.report.template.source import SIGNS

# 过滤器：结果不会比材料长，不碰别的东西。
_FILTERS = ("count", "d", "default", "first", "last", "length", "lower", "trim", "upper")
_TESTS = (
    "!=", "<", "<=", "==", ">", ">=", "defined", "divisibleby", "eq", "equalto", "even", "ge", "gt",
    "in", "le", "lt", "ne", "none", "number", "odd", "string", "undefined",
)  # fmt: skip
_LOOP = frozenset(
    {"index", "index0", "revindex", "revindex0", "first", "last", "length", "depth", "depth0",
     "previtem", "nextitem"}
)  # fmt: skip
_EACH, _JOINED = "perfxl.each", "perfxl.joined"  # 中间有点：模板里写不出来（lint 也不认）


class _Missing(StrictUndefined):
    """不认识的名称：一用就说是哪个名称。"""

    @property
    def _undefined_message(self) -> str:
        name = str(self._undefined_name)
        known = self._undefined_obj if isinstance(self._undefined_obj, Mapping) else {}
        return f"没有“{name}”这个名称；{near(name, [str(key) for key in known])}"


class Sandbox(ImmutableSandboxedEnvironment):
    """模板是文书，不是程序：不做运算、不调用函数；`行.名称` 只查这一行的名称。"""

    intercepted_binops = frozenset(ImmutableSandboxedEnvironment.default_binop_table)
    intercepted_unops = frozenset(ImmutableSandboxedEnvironment.default_unop_table)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ARG002  # 引擎定的写法
        raise SecurityError(operator)

    def call_unop(self, context: Context, operator: str, arg: Any) -> Any:  # noqa: ARG002  # 同上
        raise SecurityError(operator)

    def call(self, _context: Context, called: Any, /, *_values: Any, **_named: Any) -> Any:
        raise SecurityError(str(called))

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, Row):
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        if attribute in _LOOP and hasattr(obj, "revindex0"):
            return super().getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)


def environment(budget: Budget, ledger: Ledger) -> Sandbox:
    made = Sandbox(autoescape=True, undefined=_Missing, finalize=_printed, **SIGNS)
    made.globals.clear()
    made.filters = {name: FILTERS[name] for name in _FILTERS}
    made.filters |= {"合并": _merge, _EACH: _each(budget), _JOINED: _joined(budget)}
    made.filters |= filters(ledger)
    made.tests = {name: TESTS[name] for name in _TESTS}
    return made


def counted(tree: nodes.Template, environment: Sandbox) -> nodes.Template:
    """每个 for、每个 `~` 都经过 `budget`。"""
    made: nodes.Template = _Counted().visit(tree)
    made.set_environment(environment)
    return made


class _Counted(NodeTransformer):
    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802  # 引擎定的名称
        self.generic_visit(node)
        node.iter = _filtered(node.iter, _EACH)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802  # 同上
        self.generic_visit(node)
        return _filtered(nodes.List(node.nodes, lineno=node.lineno), _JOINED)


def _filtered(node: nodes.Node, name: str) -> nodes.Filter:
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)


def _each(budget: Budget) -> Callable[[Context, Iterable[object]], Iterable[object]]:
    @pass_context  # 不许引擎在编译时先算
    def each(_context: Context, rows: Iterable[object]) -> Iterable[object]:
        if isinstance(rows, Undefined):
            return rows  # 一取就说是哪个名称
        if not isinstance(rows, (tuple, list, str, Row)):
            raise TypeError("for 的 in 后面要写一行一行的名称，例如 {% for 行 in 指标 %}")
        return budget.each(rows)

    return each


def _joined(budget: Budget) -> Callable[[Context, list[object]], str]:
    @pass_context
    def joined(_context: Context, texts: list[object]) -> str:
        budget.joined(texts)
        return markup_join(texts)

    return joined


def _merge(value: object) -> Paragraphs:
    """记下“这一格与上一格相同就合并”；真正的合并在渲染之后，对着表格做。"""
    return Paragraphs([f"{MERGE}{_printed(value)}"])


def _printed(value: Any) -> Any:
    """印出来的样子：空的不印 None，数不用指数，一行一行的东西不能整个印。"""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.replace("\n", BREAK)  # Markup 的 replace 仍是 Markup
    if isinstance(value, (bool, int, Number, Paragraphs, Undefined)):
        return value
    if isinstance(value, numbers.Number):
        return plain(Decimal(str(value)))
    if isinstance(value, (tuple, list, Row)):
        raise TypeError("这个名称是一行一行的，不能整个印，请写 {% for 行 in 名称 %}")
    raise TypeError("这里写的不是名称，印不出来")

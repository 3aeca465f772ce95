"""一个标记里的名称用得对不对：认不认得、能不能这样印、能不能比大小、过滤器能不能用。"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jinja2 import nodes
from jinja2.sandbox import SandboxedEnvironment

from perfxl.report.marks import pure
from perfxl.report.sentences.names import (
    ARGUMENTS,
    FILTERS,
    FOR_MONEY,
    FOR_NUMBERS,
    MONEY,
    NUMBERS,
    POINTS,
    WORDS,
)
from perfxl.report.template.near import near, nearest, said_near
from perfxl.report.template.vocabulary import Vocabulary, used_by

_CODE = (
    nodes.Call, nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow,
    nodes.Neg, nodes.Pos, nodes.Dict,
)  # fmt: skip
_LOOP = frozenset({"loop", "true", "false", "none", "True", "False", "None"})
_ORDER = frozenset({"gt", "gteq", "lt", "lteq"})
_MOST_DIGITS = 6

Tree = list[nodes.Node]  # 一个标记的各个部分
Scope = Mapping[str, str]  # 循环变量 → 它一行行地取自哪个名称（看不出时为空）


@dataclass(frozen=True, slots=True)
class Fault:
    """一处用得不对：`said` 接在“里的“…””后面。`unknown` 的说成“里写了“…”，”。"""

    said: str
    near: tuple[str, ...] = ()
    unknown: bool = False


def faults(
    tree: Tree, scope: Scope, known: Vocabulary, environment: SandboxedEnvironment
) -> Iterator[Fault]:
    """按先后；同一处只说最要紧的一样。"""
    spared = _spared(tree)
    owners = {id(node.node): node.attr for node in tree if isinstance(node, nodes.Getattr)}
    strange = False
    for node in tree:
        if (
            isinstance(node, nodes.Name)
            and node.ctx == "load"
            and not _is_known(node, scope, known)
        ):
            strange = True
            yield _unknown(node.name, owners.get(id(node), ""), scope, known)
    if strange:
        return
    for node in tree:
        yield from _refused(node, environment)
        if id(node) not in spared:
            yield from _used(node, scope, known)


def _spared(tree: Tree) -> set[int]:
    """写了“没有时印什么”的、只问有没有的：没有这一项也不算错。"""
    return {
        id(node.node)
        for node in tree
        if (isinstance(node, nodes.Filter) and node.name in {"default", "d"})
        or (isinstance(node, nodes.Test) and node.name in {"defined", "undefined"})
    }


def _used(node: nodes.Node, scope: Scope, known: Vocabulary) -> Iterator[Fault]:
    if isinstance(node, nodes.Getattr):
        yield from _field(node, scope, known)
    elif isinstance(node, nodes.Output):
        for part in node.nodes:
            yield from _printed(part, scope, known)
    elif isinstance(node, nodes.Compare) and any(op.op in _ORDER for op in node.ops):
        for side in (node.expr, *(operand.expr for operand in node.ops)):
            yield from _ordered(side, scope, known)
    elif isinstance(node, nodes.For):
        yield from _looped(node.iter, scope, known)
    elif isinstance(node, nodes.Filter):
        yield from _filtered(node, scope, known)


# ---- 名称 ----


def _is_known(node: nodes.Name, scope: Scope, known: Vocabulary) -> bool:
    return node.name in known.kinds or node.name in scope or node.name in _LOOP


def _unknown(name: str, field: str, scope: Scope, known: Vocabulary) -> Fault:
    """没有这个名称：说最可能是怎么回事。"""
    lead = f"没有“{name[:40]}”这个名称"
    loops = tuple(scope)
    if field and loops:
        return Fault(f"{lead}；这里的循环写的是“{loops[-1]}”", loops[-1:], unknown=True)
    holders = known.holders(name)
    if holders and loops:
        right = f"{loops[-1]}.{name}"
        return Fault(f"{lead}；循环里要写成 {{{{ {right} }}}}", (right,), unknown=True)
    source = next(iter(known.holders(field)), "") if field else next(iter(holders), "")
    if source:
        around = f"{{% for 行 in {source} %}} 和 {{% endfor %}}"
        return Fault(f"{lead}；一行一行的要写在 {around} 中间", (source,), unknown=True)
    near_names = nearest(name, {*known.kinds, *scope})
    if others := used_by(name):
        return Fault(f"{lead}，它是别的表样的：{'、'.join(others[:3])}", unknown=True)
    return Fault(f"{lead}；{near(name, {*known.kinds, *scope})}", near_names, unknown=True)


def _field(node: nodes.Getattr, scope: Scope, known: Vocabulary) -> Iterator[Fault]:
    """`行.三级`、`正文.项目概况`：有没有这个名称。"""
    if not isinstance(node.node, nodes.Name):
        return
    holder, name = node.node.name, node.attr
    if holder in scope:
        source = scope[holder]
        fields = known.rows.get(source, {})
        if fields and name not in fields:
            said = f"“{source}”的各行里没有“{name[:40]}”这个名称；{near(name, fields)}"
            yield Fault(said, nearest(name, fields), unknown=True)
    elif holder == "正文" and known.sections is not None and name not in known.sections:
        close = nearest(name, known.sections)
        own = f'单位自己加的栏目请写 {{{{ 正文.{name}|default("") }}}}'
        more = said_near(close) if close else f"有的是{'、'.join(sorted(known.sections))}"
        yield Fault(f"表样的提纲里没有“{name[:40]}”这一栏；{more}；{own}", close, unknown=True)
    elif known.kinds.get(holder) == "rows":
        right = f"{{% for 行 in {holder} %}}{{{{ 行.{name} }}}}{{% endfor %}}"
        yield Fault(f"：“{holder}”是一行一行的，要写 {right}", (holder,))


# ---- 怎么用 ----


def _printed(node: nodes.Node, scope: Scope, known: Vocabulary) -> Iterator[Fault]:
    if not isinstance(node, nodes.Name):
        return
    name = node.name
    if name in scope and scope[name] in known.rows:
        field = next(iter(known.rows[scope[name]]))
        yield Fault(f"：“{name}”是一整行，要写明印哪一个，例如 {{{{ {name}.{field} }}}}")
    elif name not in scope and known.kinds.get(name) == "rows":
        yield Fault(f"：“{name}”是一行一行的，不能整个印，请写 {{% for 行 in {name} %}}")
    elif name not in scope and known.kinds.get(name) == "columns":
        yield Fault(f"：“{name}”有许多项，要写明印哪一项，例如 {{{{ {name}.名称 }}}}")


def _ordered(node: nodes.Node, scope: Scope, known: Vocabulary) -> Iterator[Fault]:
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        yield Fault(f"：引号里的“{node.value[:20]}”是文字，不能比大小；数不加引号")
    elif name := _words(node, scope, known):
        yield Fault(f"：“{name}”是文字，不能比大小")


def _looped(node: nodes.Node, scope: Scope, known: Vocabulary) -> Iterator[Fault]:
    wanted = "for 的 in 后面要写一行一行的名称，例如 {% for 行 in 指标 %}"
    if isinstance(node, nodes.Const):
        yield Fault(f"：{wanted}")
    elif isinstance(node, nodes.Name) and node.name not in scope:
        if known.kinds.get(node.name) in {"text", "number"}:
            yield Fault(f"：“{node.name}”只有一个值，{wanted}")
    elif isinstance(node, nodes.Name) and scope[node.name] in known.rows:
        yield Fault(f"：“{node.name}”是一行，{wanted}")


def _filtered(node: nodes.Filter, scope: Scope, known: Vocabulary) -> Iterator[Fault]:
    name, given = node.name, [*node.args, *(pair.value for pair in node.kwargs)]
    most = ARGUMENTS.get(name, 0)
    if len(given) > most:
        what = f"括号里至多写 {most} 个" if most else "后面不写括号"
        yield Fault(f"：“|{name}”{what}")
        return
    if name not in FOR_NUMBERS or node.node is None:
        return
    yield from _unfit(name, node.node, scope, known)
    for argument in given if name != "同比" else ():
        whole = isinstance(argument, nodes.Const) and isinstance(argument.value, int)
        if not whole or not 0 <= int(getattr(argument, "value", -1)) <= _MOST_DIGITS:
            yield Fault(f"：“|{name}”的括号里写留几位小数，0 到 {_MOST_DIGITS}")
    for argument in given if name == "同比" else ():
        yield from _unfit(name, argument, scope, known)


def _unfit(filter_name: str, node: nodes.Node, scope: Scope, known: Vocabulary) -> Iterator[Fault]:
    wanted = "金额" if filter_name in FOR_MONEY else "数"
    if isinstance(node, nodes.Const):
        yield Fault(f"：“|{filter_name}”要接在名称后面，写死的“{str(node.value)[:20]}”没有出处")
        return
    if words := _words(node, scope, known):
        yield Fault(f"：“{words}”是文字，“|{filter_name}”只用于{wanted}")
        return
    name = _number(node, scope)
    plain_number = name in NUMBERS or name in POINTS
    if filter_name in FOR_MONEY and plain_number and name not in MONEY:
        yield Fault(f"：“{name}”不是金额，“|{filter_name}”只用于金额")
    elif filter_name == "百分比" and (name in MONEY or name in POINTS):
        yield Fault(f"：“{name}”不是比率，“|百分比”只用于百分数、比值")


def _words(node: nodes.Node, scope: Scope, known: Vocabulary) -> str:
    """是文字（不是数）的名称；不是的、看不出的为空。"""
    if isinstance(node, nodes.Name) and node.name not in scope:
        return "" if known.kinds.get(node.name) in {"number", None} else node.name
    if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
        is_row = scope.get(node.node.name, "") in known.rows
        return f"{node.node.name}.{node.attr}" if is_row and node.attr in WORDS else ""
    return ""


def _number(node: nodes.Node, scope: Scope) -> str:
    if isinstance(node, nodes.Name):
        return "" if node.name in scope else node.name
    if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
        return node.attr if node.node.name in scope else ""
    return ""


def _refused(node: nodes.Node, environment: SandboxedEnvironment) -> Iterator[Fault]:
    """模板是文书，不是程序：不许调用函数、碰内部属性、做运算；过滤器、判断只许单子上的。"""
    if isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
        yield Fault("不能用：名称不能以下划线开头")
    elif isinstance(node, _CODE):
        yield Fault("不能用：模板里不做运算、不调用函数，数都由程序按表样算好")
    elif isinstance(node, nodes.Filter) and (
        node.name not in environment.filters or "." in node.name
    ):
        listed = "、".join(f"“|{name}”" for name in FILTERS)
        close = nearest(node.name, FILTERS)
        more = f"相近的有{'、'.join(f'“|{name}”' for name in close)}；" if close else ""
        yield Fault(f"用了没有的“|{node.name[:40]}”；{more}可用的有{listed}", close)
    elif isinstance(node, nodes.Test) and node.name not in environment.tests:
        yield Fault(f"用了没有的判断“{node.name[:40]}”")
    elif isinstance(node, nodes.For) and node.recursive:
        yield Fault("不能写 recursive")
    elif isinstance(node, nodes.Const):
        if isinstance(node.value, str) and pure(node.value) != node.value:
            yield Fault("引号里有印不出来的字，请去掉")
        elif str(node.value) == "inf":
            yield Fault("里的数太大")

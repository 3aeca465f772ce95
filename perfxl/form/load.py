"""装载表样：照 Form 的定义把数据装成一张表样；不认识的键、不对的值连同位置一起拒绝。"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import cache, partial
from pathlib import Path
from typing import Any

from perfxl.cells.later import later
from perfxl.errors import FormError
from perfxl.form.file import OWN, find, leaves, merged, overlay, place_of, row_name, without_rows
from perfxl.form.form import Form, Since
from perfxl.form.kept import kept
from perfxl.form.own import remembered
from perfxl.form.sound import wrong_parts, wrong_value
from perfxl.form.weights import wrong_sums

# 路径 → 写在哪个文件第几行。
_Where = Callable[[str], str]


def load(code: str, folders: Sequence[Path] = ()) -> Form:
    """按代码装载一张表样；`folders` 里的排在自带的前面。

    Raises:
        FormError: 没有这张表样，或文件不合规定（说明文件、行、键）。
    """
    return _load(code, (*folders, OWN))


def load_all(folders: Sequence[Path] = ()) -> tuple[Form, ...]:
    """全部表样，默认的在最前。"""
    mine = {path.stem for folder in folders for path in folder.glob("*.toml")}
    supplied = {path.stem for path in OWN.glob("*.toml")}
    if mine & supplied:  # 自己的盖住了自带的，继承它的也跟着变
        return _in_order(load(code, folders) for code in mine | supplied)
    return _in_order((*_supplied(), *(load(code, folders) for code in mine)))


@cache
def _supplied() -> tuple[Form, ...]:
    codes = sorted(path.stem for path in OWN.glob("*.toml"))
    return kept(lambda: tuple(load(code) for code in codes))


def _in_order(forms: Iterable[Form]) -> tuple[Form, ...]:
    return tuple(sorted(forms, key=lambda form: (not form.default, form.code)))


@cache
def _load(code: str, folders: tuple[Path, ...]) -> Form:
    data = merged(code, folders)
    where = partial(place_of, code=code, folders=folders)
    form: Form = _build(Form, {key: data[key] for key in data if key != "since"}, where, "")
    form = dataclasses.replace(form, since=tuple(_later(data, where)))
    _require_sound(form, data, where)
    if find(code, folders).parent != OWN:  # 自带的由测试看着，不必每回装载都看
        _require_sane(form, data, where)
    for dated in (form, *(since.form for since in form.since)):
        for route, what in wrong_sums(dated):
            said = f"{form.code}.toml 的分值加不起来：{what}"
            raise FormError(f"{said}；请改对（{where(route)}）")
    return form


# 一年一年会换的规定；栏目、名称换了的是另一张表样。
_DATED = ("funds", "indicators", "level1", "scoring", "grade", "limit", "cap", "deduction", "check")


def _later(data: dict[str, Any], where: _Where) -> Iterator[Since]:
    """各个 `[[since]]`：从那一年度起叠加上去的表样，一年接一年。"""
    rows = data.get("since", [])
    dated = {key: data[key] for key in data if key != "since"}
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise _wrong(where, "since", "应写成 [[since]]")
    for row in rows:
        if type(row.get("year")) is not int:
            raise _wrong(where, _row("since", row, 0), "要写 year = 从哪一年度起")
    for row in sorted(rows, key=lambda row: row["year"]):
        route = _row("since", row, 0)
        for key in row:
            if key not in {"year", *_DATED}:
                raise _wrong(where, _in(route, key[:60]), f"不认识；可写的有：{'、'.join(_DATED)}")
        dated = overlay(dated, {key: value for key, value in row.items() if key != "year"})
        yield Since(row["year"], _build(Form, dated, partial(_dated_place, where, route), ""))


def _dated_place(where: _Where, route: str, inner: str) -> str:
    """[[since]] 里写了的在那里，没有写的在原处。"""
    said = where(_in(route, inner) if inner else route)
    return said if said.endswith(" 行") or not inner else where(inner)


def _build(kind: Any, value: Any, where: _Where, route: str) -> Any:
    """把 TOML 的值装成 `kind`：数据类逐字段，其余核对类型。"""
    if kind in _SCALARS:
        return _scalar(kind, value, where, route)
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if dataclasses.is_dataclass(kind):
        return _build_record(typing.cast("type", kind), value, where, route)
    if origin is tuple:
        if not isinstance(value, list):
            raise _wrong(where, route, "应为列表 [ … ]")
        rows = ((_row(route, row, place), row) for place, row in enumerate(value))
        return tuple(_build(arguments[0], row, where, inner) for inner, row in rows)
    if origin is dict:
        if not isinstance(value, dict):
            raise _wrong(where, route, "应为表")
        return {
            key: _build(arguments[1], part, where, _in(route, key)) for key, part in value.items()
        }
    if origin is types.UnionType:
        return _build(
            next(argument for argument in arguments if argument is not types.NoneType),
            value,
            where,
            route,
        )
    if origin is typing.Literal:
        if value not in arguments:
            raise _wrong(
                where, route, f"“{str(value)[:40]}”不在 {'、'.join(map(str, arguments))} 之中"
            )
        return value
    raise TypeError(kind)  # 表样的数据类里用了这里不会装的类型


_SCALARS = {str: "文字", int: "整数", bool: "true 或 false", date: "日期", Decimal: "数"}


def _scalar(kind: Any, value: Any, where: _Where, route: str) -> Any:
    if kind is Decimal and isinstance(value, int) and not isinstance(value, bool):
        value = Decimal(value)
    if type(value) is not kind:
        raise _wrong(where, route, f"应为{_SCALARS[kind]}")
    return value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _build_record(kind: type, value: Any, where: _Where, route: str) -> Any:
    if not isinstance(value, dict):
        raise _wrong(where, route, "应为表")
    hints = _hints(kind)
    for key in value:
        if key not in hints:
            near = "、".join(sorted(hints))
            raise _wrong(where, _in(route, key[:60]), f"不认识这个键；可用的有：{near}")
    parts = {}
    for field in dataclasses.fields(kind):
        if field.name in value:
            parts[field.name] = _build(
                hints[field.name], value[field.name], where, _in(route, field.name)
            )
        elif field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
            what = "没有写出处 source" if field.name == "source" else f"缺 {field.name}"
            raise _wrong(where, route, what)
    return kind(**parts)


def _in(route: str, key: str) -> str:
    return f"{route}.{key}" if route else key


def _row(route: str, row: object, place: int) -> str:
    return f"{route}[{row_name(row) or place}]" if isinstance(row, dict) else route


def _wrong(where: _Where, route: str, what: str) -> FormError:
    return FormError(f"{where(route)}：{without_rows(route)[:80] or '表样'} {what}")


def _require_sane(form: Form, data: dict[str, Any], where: _Where) -> None:
    """自己写的表样：每个值都合理，几处合起来也对。"""
    for route, value in leaves(data):
        for element in value if isinstance(value, list) else [value]:
            if what := wrong_value(element, without_rows(route)):
                raise _wrong(where, route, what)
    for dated in (form, *(since.form for since in form.since)):
        for route, what in wrong_parts(dated):
            raise _wrong(where, route, what)


_SOURCE = later(r"\.source$|\.sources\.\w+$")


def _require_sound(form: Form, data: dict[str, Any], where: _Where) -> None:
    """装成以后再看：算法的两项数写全了，每个出处都登记了。"""
    known = {source.id for source in form.source}
    for route, value in leaves(data):
        if _SOURCE.search(route) and value not in known:
            raise _wrong(where, route, f"的出处“{str(value)[:40]}”没有对应的 [[source]]")
    for level1 in form.level1:
        for level2 in level1.level2:
            for level3 in level2.level3:
                if level3.use and len(level3.items) != 2:
                    names = (level1.name, level2.name, level3.name)
                    route = "level1[name={}].level2[name={}].level3[name={}].use".format(*names)
                    what = f"“{level3.name}”写了 use，items 应写两项基础数据的名称"
                    raise FormError(f"{where(route)}：{what}")


def asked_folders(folders: Sequence[Path]) -> tuple[Path, ...]:
    """自己的表样文件夹：写了 --forms 的，或记着的。

    Raises:
        FormError: 记着的文件夹找不到了。
    """
    own = None if folders else remembered()
    return tuple(folders) if own is None else (own,)


def forms_for(code: str | None, folders: Sequence[Path]) -> tuple[Form, ...]:
    """要比对的表样：点了名的一张，或全部。没有写文件夹的，用记着的那个（`forms use`）。

    Raises:
        FormError: 没有这张表样，或表样文件有错；记着的文件夹找不到了。
    """
    folders = asked_folders(folders)
    for folder in folders:
        if not folder.is_dir():
            raise FormError(f"没有文件夹 {folder.name}，--forms 后面要写放表样文件的文件夹")
    return (load(code, tuple(folders)),) if code else load_all(tuple(folders))

"""装载表样：TOML → Form；`extends` 逐行叠加；不认识的键连同位置一起拒绝。"""

from __future__ import annotations

import dataclasses
import re
import tomllib
import types
import typing
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from perfxl.errors import FormError
from perfxl.form import Form

OWN = Path(__file__).parent / "forms"

# 叠加时靠这些键认出“同一行”；都没有的行（报告的节）整组替换。
_ROW_KEYS = ("id", "key", "code", "name", "title")


def load(code: str, folders: Sequence[Path] = ()) -> Form:
    """按代码装载一张表样；`folders` 里的排在自带的前面。

    Raises:
        FormError: 没有这张表样，或文件不合规定（说明文件、行、键）。
    """
    return _load(code, (*folders, OWN))


def load_all(folders: Sequence[Path] = ()) -> tuple[Form, ...]:
    """全部表样，默认的在最前。"""
    codes = sorted({path.stem for folder in (*folders, OWN) for path in folder.glob("*.toml")})
    forms = [load(code, folders) for code in codes]
    return tuple(sorted(forms, key=lambda form: not form.default))


@cache
def _load(code: str, folders: tuple[Path, ...]) -> Form:
    data = merged(code, folders)
    where = _Place(_find(code, folders))
    form: Form = _build(Form, data, where, ())
    _require_sound(form, where)
    return form


def _find(code: str, folders: Sequence[Path]) -> Path:
    for folder in folders:
        path = folder / f"{code}.toml"
        if path.is_file():
            return path
    known = sorted({path.stem for folder in folders for path in folder.glob("*.toml")})
    raise FormError(
        f"没有代码为“{code}”的表样；现有：{'、'.join(known)}（perfxl forms list 可看说明）"
    )


def merged(
    code: str, folders: tuple[Path, ...] = (OWN,), seen: tuple[str, ...] = ()
) -> dict[str, Any]:
    """一张表样叠加之后的数据。"""
    data, base = _layers(code, folders, seen)
    return _overlay(base, data) if base else data


def origins(code: str, folders: tuple[Path, ...] = (OWN,)) -> dict[str, str]:
    """每一项取自哪个文件第几行：路径 → `mof-2020.toml:45`。"""
    data, base = _layers(code, folders, ())
    place = _Place(_find(code, folders))
    mine = {route: place(route) for route in _routes(data)}
    if not base:
        return mine
    inherited = origins(str(data["extends"]), folders)
    routes = _routes(_overlay(base, data))
    return {route: mine.get(route) or inherited.get(route, "") for route in routes}


def _layers(
    code: str, folders: tuple[Path, ...], seen: tuple[str, ...]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """自己文件里写的，和 `extends` 的那张叠加之后的（没有就空着）。"""
    if code in seen:
        raise FormError(f"表样 {' → '.join((*seen, code))} 的 extends 绕成了圈，请去掉其中一处")
    path = _find(code, folders)
    data = _parse(path)
    if data.get("code") != code:
        raise FormError(f'{path.name}：code 应与文件名相同，写作 code = "{code}"')
    if not data.get("extends"):
        return data, {}
    base = merged(str(data["extends"]), folders, (*seen, code))
    return data, {key: value for key, value in base.items() if key != "default"}


def read_toml(path: Path) -> dict[str, Any]:
    """读一个 TOML 文件，小数读成 Decimal。

    Raises:
        FormError: 不合 TOML 写法、不是 UTF-8（说明文件和行）。
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        place = f"第 {line[1]} 行" if line else "末尾"
        raise FormError(
            f"{path.name} {place}不合 TOML 写法（引号、括号或重复的键），请改正"
        ) from None
    except UnicodeDecodeError:
        raise FormError(f"{path.name} 不是 UTF-8 编码，请另存为 UTF-8") from None


_parse = cache(read_toml)


def _overlay(base: dict[str, Any], child: dict[str, Any]) -> dict[str, Any]:
    """child 盖在 base 上：表逐键叠加，表的数组逐行叠加，其余替换。"""
    result = dict(base)
    for key, value in child.items():
        old = base.get(key)
        if isinstance(value, dict) and value.get("replace"):
            result[key] = {name: one for name, one in value.items() if name != "replace"}
        elif isinstance(old, dict) and isinstance(value, dict):
            result[key] = _overlay(old, value)
        elif _is_rows(old) and _is_rows(value):
            result[key] = _overlay_rows(old, value)
        else:
            result[key] = value
    return result


def _is_rows(value: object) -> typing.TypeGuard[list[dict[str, Any]]]:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def _overlay_rows(base: list[dict[str, Any]], child: list[dict[str, Any]]) -> list[dict[str, Any]]:
    names = [_row_name(row) for row in child]
    if None in names:
        return child
    if any(row.get("replace") for row in child):
        return [{key: value for key, value in row.items() if key != "replace"} for row in child]
    rows = {_row_name(row): row for row in base}
    for name, row in zip(names, child, strict=True):
        if row.get("drop"):
            rows.pop(name, None)
        else:
            rows[name] = _overlay(rows.get(name, {}), row)
    return list(rows.values())


def _row_name(row: dict[str, Any]) -> str | None:
    return next((f"{key}={row[key]}" for key in _ROW_KEYS if key in row), None)


def _routes(data: dict[str, Any], base: str = "") -> Iterator[str]:
    """每个叶子的路径：`level1[name=产出指标].weight`。"""
    for key, value in data.items():
        route = f"{base}.{key}" if base else key
        if isinstance(value, dict):
            yield from _routes(value, route)
        elif _is_rows(value):
            for place, row in enumerate(value):
                yield from _routes(row, f"{route}[{_row_name(row) or place}]")
        else:
            yield route


class _Place:
    """路径 → `文件名:行`。tomllib 不给行号，这里按表头和键名在原文里找。"""

    def __init__(self, path: Path) -> None:
        self._path, self._file = path, path.name
        self._seen: dict[str, int] = {}

    @cached_property
    def _lines(self) -> dict[str, list[int]]:
        lines: dict[str, list[int]] = {}
        table = ""
        for number, line in enumerate(self._path.read_text(encoding="utf-8").splitlines(), 1):
            head = re.match(r"\s*\[\[?\s*([\w.\"-]+)\s*\]\]?", line)
            key = re.match(r"\s*([\w\"-]+)\s*=", line)
            if head:
                table = head[1]
                lines.setdefault(table, []).append(number)
            elif key:
                lines.setdefault(f"{table}.{key[1]}" if table else key[1], []).append(number)
        return lines

    def __call__(self, route: str) -> str:
        bare = re.sub(r"\[[^\]]*\]", "", route)
        lines = self._lines.get(bare, [])
        if not lines:
            return self._file
        turn = self._seen.get(bare, 0)
        self._seen[bare] = turn + 1
        return f"{self._file}:{lines[min(turn, len(lines) - 1)]}"

    def first(self, route: str) -> str:
        lines = self._lines.get(re.sub(r"\[[^\]]*\]", "", route), [])
        return f"{self._file} 第 {lines[0]} 行" if lines else self._file


def _build(kind: Any, value: Any, place: _Place, route: tuple[str, ...]) -> Any:
    """把 TOML 的值装成 `kind`：数据类逐字段，其余核对类型。"""
    if kind in _SCALARS:
        return _scalar(kind, value, place, route)
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if dataclasses.is_dataclass(kind):
        return _build_record(typing.cast("type", kind), value, place, route)
    if origin is tuple:
        if not isinstance(value, list):
            raise _wrong(place, route, "应为列表 [ … ]")
        return tuple(_build(arguments[0], one, place, route) for one in value)
    if origin is dict:
        if not isinstance(value, dict):
            raise _wrong(place, route, "应为表")
        return {key: _build(arguments[1], one, place, (*route, key)) for key, one in value.items()}
    if origin is types.UnionType:
        return _build(
            next(one for one in arguments if one is not types.NoneType), value, place, route
        )
    if origin is typing.Literal:
        if value not in arguments:
            raise _wrong(place, route, f"“{value}”不在 {'、'.join(map(str, arguments))} 之中")
        return value
    raise TypeError(kind)  # 表样的数据类里用了这里不会装的类型


_SCALARS = {str: "文字", int: "整数", bool: "true 或 false", date: "日期", Decimal: "数"}


def _scalar(kind: Any, value: Any, place: _Place, route: tuple[str, ...]) -> Any:
    if kind is Decimal and isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    if type(value) is not kind:
        raise _wrong(place, route, f"应为{_SCALARS[kind]}")
    return value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _build_record(kind: type, value: Any, place: _Place, route: tuple[str, ...]) -> Any:
    if not isinstance(value, dict):
        raise _wrong(place, route, "应为表")
    hints = _hints(kind)
    for key in value:
        if key not in hints:
            near = "、".join(sorted(hints))
            raise _wrong(place, (*route, key), f"不认识这个键；可用的有：{near}")
    parts = {}
    for one in dataclasses.fields(kind):
        if one.name in value:
            parts[one.name] = _build(hints[one.name], value[one.name], place, (*route, one.name))
        elif one.default is dataclasses.MISSING and one.default_factory is dataclasses.MISSING:
            what = "没有写出处 source" if one.name == "source" else f"缺 {one.name}"
            raise _wrong(place, route, what)
    return kind(**parts)


def _wrong(place: _Place, route: tuple[str, ...], what: str) -> FormError:
    name = ".".join(route) or "表样"
    return FormError(f"{place.first(name)}：{name} {what}")


def _require_sound(form: Form, place: _Place) -> None:
    """装成以后再看：算法的两项数写全了，每个出处都登记了。"""
    for three in (three for one in form.level1 for two in one.level2 for three in two.level3):
        if three.use and len(three.items) != 2:
            what = f"“{three.name}”写了 use，items 应写两项基础数据的名称"
            raise FormError(f"{place.first('level1.level2.level3.use')}：{what}")
    known = {one.id for one in form.source}
    for route, used in _used_sources(form, ""):
        if used not in known:
            raise FormError(f"{place.first(route)}：{route} 的出处“{used}”没有对应的 [[source]]")


def _used_sources(item: Any, route: str) -> Iterator[tuple[str, str]]:
    """数据里写的每个 `source`：（所在的表，出处的 id）。"""
    if isinstance(item, str):
        return
    if isinstance(item, tuple):
        for one in item:
            yield from _used_sources(one, route)
    elif dataclasses.is_dataclass(item) and not isinstance(item, type):
        for one in dataclasses.fields(item):
            value = getattr(item, one.name)
            inner = f"{route}.{one.name}" if route else one.name
            if one.name == "source" and isinstance(value, str):
                yield inner, value
            elif one.name == "sources" and isinstance(value, dict):
                yield from ((f"{inner}.{key}", used) for key, used in value.items())
            else:
                yield from _used_sources(value, inner)

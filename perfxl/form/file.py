"""表样的文件：找到、读成数据、照 `extends` 逐行叠加；每一项写在哪个文件第几行。"""

from __future__ import annotations

import re
import typing
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from perfxl.cells.later import later
from perfxl.cells.names import alike
from perfxl.errors import FormError

OWN = Path(__file__).parent.parent / "forms"

# 叠加时靠这些键认出“同一行”；都没有的行（报告的节）整组替换。
_ROW_KEYS = ("id", "key", "code", "name", "title")


# 限度：自带的表样最大两万字节、继承一层、一项里套三层。
_MOST_BYTES = 300_000
_MOST_PARENTS = 8
_MOST_LEVELS = 20
_CODE = later(r"[\w.-]{1,64}")
_NESTS, _DIGITS = r"[\[{.]+", r"[0-9A-Fa-f_]+"


def find(code: str, folders: Sequence[Path]) -> Path:
    if not _CODE.fullmatch(code):
        raise FormError(f"表样代码“{code[:40]}”不对：只用字、数字、点和横线，至多 64 个")
    for folder in folders:
        path = folder / f"{code}.toml"
        if path.is_file():
            return path
    known = sorted({path.stem for folder in folders for path in folder.glob("*.toml")})
    near = alike(code, known)
    has = f"是不是 {'、'.join(near)}" if near else f"现有：{'、'.join(known)}"
    raise FormError(f"没有代码为“{code}”的表样；{has}（perfxl forms list 可看说明）")


def merged(
    code: str, folders: tuple[Path, ...] = (OWN,), seen: tuple[str, ...] = ()
) -> dict[str, Any]:
    """一张表样叠加之后的数据。"""
    data, base = _layers(code, folders, seen)
    return overlay(base, data) if base else data


def origins(code: str, folders: tuple[Path, ...] = (OWN,)) -> dict[str, str]:
    """每一项取自哪个文件第几行：路径 → `mof-2020.toml:45`。"""
    data, base = _layers(code, folders, ())
    place = _Lines(find(code, folders))
    mine = {route: place(route) for route, _ in leaves(data)}
    if not base:
        return mine
    inherited = origins(str(data["extends"]), folders)
    routes = leaves(overlay(base, data))
    return {route: mine.get(route) or inherited.get(route, "") for route, _ in routes}


def place_of(route: str, code: str, folders: tuple[Path, ...]) -> str:
    """一项写在哪里：`mof-2020.toml 第 45 行`，继承来的是写着它的那个文件。

    没有写的，是它那一组的第一项；`route` 空着的，只说文件。
    """
    if not route:
        return find(code, folders).name
    inside = (f"{route}.", f"{route}[")
    places = origins(code, folders).items()
    place = next(
        (at for written, at in places if written == route or written.startswith(inside)), ""
    )
    file, _, line = (place or find(code, folders).name).partition(":")
    return f"{file} 第 {line} 行" if line else file


def _layers(
    code: str, folders: tuple[Path, ...], seen: tuple[str, ...]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """自己文件里写的，和 `extends` 的那张叠加之后的（没有就空着）。"""
    if code in seen:
        raise FormError(f"表样 {' → '.join((*seen, code))} 的 extends 绕成了圈，请去掉其中一处")
    path = find(code, folders)
    data = _parse(path)
    if data.get("code") != code:
        raise FormError(f'{path.name}：code 应与文件名相同，写作 code = "{code}"')
    parent = data.get("extends")
    if not parent:
        return data, {}
    if not isinstance(parent, str) or not _CODE.fullmatch(parent):
        raise FormError(f"{_place(path, 'extends')}：extends 应写另一张表样的代码")
    if len(seen) == _MOST_PARENTS:
        raise FormError(f"{_place(path, 'extends')}：extends 一张接一张，超过了 {_MOST_PARENTS} 层")
    base = merged(parent, folders, (*seen, code))
    base = {key: value for key, value in base.items() if key != "default"}
    return data, {**base, **_later_of(base, data)}


def _later_of(base: dict[str, Any], child: dict[str, Any]) -> dict[str, Any]:
    """继承来的 `[[since]]`：自己另写了的那一组，原来那张以后的规定不再管它。"""
    rows = [
        {key: value for key, value in row.items() if key == "year" or key not in child}
        for row in base.get("since", ())
    ]
    return {"since": rows} if rows else {}


def _place(path: Path, route: str) -> str:
    file, _, line = _Lines(path)(route).partition(":")
    return f"{file} 第 {line} 行" if line else file


def read_toml(path: Path) -> dict[str, Any]:
    """读一个 TOML 文件，小数读成 Decimal。

    Raises:
        FormError: 不合 TOML 写法、不是 UTF-8、太大、套得太深（说明文件和行）。
    """
    import tomllib  # noqa: PLC0415  # 自带的表样留着装好的一份（kept.py），多半用不到

    text = _text(path)
    try:
        data = tomllib.loads(text, parse_float=Decimal)
        deep = any(route.count(".") > _MOST_LEVELS for route, _ in leaves(data))
    except RecursionError:
        deep = True
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        place = f"第 {line[1]} 行" if line else "末尾"
        raise FormError(
            f"{path.name} {place}不合 TOML 写法（引号、括号或重复的键），请改正"
        ) from None
    except (ValueError, ArithmeticError):  # 几千位的整数、没有的日期
        raise FormError(f"{path.name} {_worst(text, _DIGITS)}的数或日期太长、不对") from None
    if deep:
        raise FormError(f"{path.name} {_worst(text, _NESTS)}套得太深，至多 {_MOST_LEVELS} 层")
    return data


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise FormError(f"{path.name} 超过 {_MOST_BYTES // 1000} KB，不像表样，请核对文件")
        return path.read_text(encoding="utf-8-sig")  # 记事本会在开头加一个记号
    except UnicodeDecodeError:
        raise FormError(f"{path.name} 不是 UTF-8 编码，请另存为 UTF-8") from None
    except OSError:
        raise FormError(f"打不开 {path.name}，请看文件在不在、有没有权限") from None


def _worst(text: str, pattern: str) -> str:
    """这类写法最长的一行：tomllib 在这里不说行号。"""
    longest = [
        max((len(run) for run in re.findall(pattern, line)), default=0)
        for line in text.splitlines()
    ]  # fmt: skip
    return f"第 {longest.index(max(longest)) + 1} 行" if longest else ""


_parse = cache(read_toml)


def overlay(base: dict[str, Any], child: dict[str, Any]) -> dict[str, Any]:
    """child 盖在 base 上：表逐键叠加，表的数组逐行叠加，其余替换。"""
    result = dict(base)
    for key, value in child.items():
        old = base.get(key)
        if isinstance(value, dict) and value.get("replace"):
            result[key] = {name: part for name, part in value.items() if name != "replace"}
        elif isinstance(old, dict) and isinstance(value, dict):
            result[key] = overlay(old, value)
        elif _is_rows(old) and _is_rows(value):
            result[key] = _overlay_rows(old, value)
        else:
            result[key] = value
    return result


def _is_rows(value: object) -> typing.TypeGuard[list[dict[str, Any]]]:
    return isinstance(value, list) and bool(value) and all(isinstance(row, dict) for row in value)


def _overlay_rows(base: list[dict[str, Any]], child: list[dict[str, Any]]) -> list[dict[str, Any]]:
    names = [row_name(row) for row in child]
    if None in names:
        return child
    if any(row.get("replace") for row in child):
        return [{key: value for key, value in row.items() if key != "replace"} for row in child]
    rows = {row_name(row): row for row in base}
    for name, row in zip(names, child, strict=True):
        if row.get("drop"):
            rows.pop(name, None)
        else:
            rows[name] = overlay(rows.get(name, {}), row)
    return list(rows.values())


def row_name(row: dict[str, Any]) -> str | None:
    """一行的名称：`name=优`、`year=2025`；没有能认的键时为 None。"""
    if type(row.get("year")) is int:  # 只有 [[since]] 的行有
        return f"year={row['year']}"
    return next((f"{key}={row[key]}" for key in _ROW_KEYS if isinstance(row.get(key), str)), None)


def leaves(data: dict[str, Any], base: str = "") -> Iterator[tuple[str, Any]]:
    """每一项的路径和值：`level1[name=产出指标].weight`，50。"""
    for key, value in data.items():
        route = f"{base}.{key}" if base else key
        if isinstance(value, dict):
            yield from leaves(value, route)
        elif _is_rows(value):
            for place, row in enumerate(value):
                yield from leaves(row, f"{route}[{row_name(row) or place}]")
        else:
            yield route, value


def without_rows(route: str) -> str:
    """去掉行名的路径：`level1.weight`。"""
    return re.sub(r"\[[^\]]*\]", "", route)


class _Lines:
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
            key = re.match(r'\s*(?:"([^"]*)"|([\w-]+))\s*=', line)
            if head:
                table = head[1]
                lines.setdefault(table, []).append(number)
            elif key:
                name = key[1] or key[2]
                lines.setdefault(f"{table}.{name}" if table else name, []).append(number)
        return lines

    def __call__(self, route: str) -> str:
        key = without_rows(route)
        lines = self._lines.get(key, [])
        if not lines:
            return self._file
        turn = self._seen.get(key, 0)
        self._seen[key] = turn + 1
        return f"{self._file}:{lines[min(turn, len(lines) - 1)]}"

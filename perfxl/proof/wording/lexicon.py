"""用词分三层：程序自带的（words.toml）、本单位的、自己的；后一层添上自己的，也可以关掉前一层的。

本单位的放在记着的表样文件夹（perfxl forms use）里的“核对用词”文件夹，大家共用；
自己的放在系统给程序放设置的地方。后两层写的是字，不是正则：写得快，写不坏；写了对的、错的句子的，装载时照做一遍，做不到就说。
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from perfxl.form.own import WORDS, remembered, settings
from perfxl.proof.text.archive import ReportError
from perfxl.proof.text.clues import Clue, regex

FILE = f"{WORDS}.toml"
_KEYS = frozenset({"wrong", "right", "message", "source", "bad", "good", "off"})


@dataclass(frozen=True, slots=True)
class Word:
    """一条字词规则。"""

    wrong: Clue
    right: str
    message: str
    source: str
    bad: tuple[str, ...]
    good: tuple[str, ...]
    code: str = "R18"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """words.toml 里的全部。"""

    words: tuple[Word, ...]
    doubles: tuple[Clue, ...]  # 单字重复就是错的
    fine: re.Pattern[str]  # 看着重复、其实对的
    contrast: tuple[frozenset[str], ...]  # 本来就成对出现的字
    # 一个行业才说的话：相近的几行一组，只有这一行才说的、别的行业偶尔带一句的、哪一行都会带一句的
    sectors: tuple[tuple[tuple[str, ...], ...], ...]
    follow: re.Pattern[str]  # 常用的词：重复的字后面接着它，多的那个字不会是别的词的开头


@cache
def lexicon() -> Lexicon:
    data = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
    words = tuple(
        Word(
            Clue(row["wrong"], *_needs(row)), row["right"], row["message"], row.get("source", ""),
            tuple(row["bad"]), tuple(row["good"]), row.get("code", "R18"),
        )
        for row in data["word"]
    )  # fmt: skip
    doubles = tuple(
        Clue(
            (f"(?<![{row['before']}])" if row["before"] else "")
            + f"{row['character']}{{2}}"
            + (f"(?![{row['after']}])" if row["after"] else ""),
            row["character"] * 2,
        )
        for row in data["double"]
    )
    contrast = tuple(frozenset(group) for group in data["contrast"])
    return Lexicon(
        words, doubles, re.compile("|".join(data["fine"])), contrast,
        _sectors(),
        re.compile("|".join(data["follow"])),
    )  # fmt: skip


def _sectors() -> tuple[tuple[tuple[str, ...], ...], ...]:
    text = (Path(__file__).parent / "sectors.toml").read_text(encoding="utf-8")
    groups = tomllib.loads(text)["group"]
    kinds = ("sure", "also", "near")
    return tuple(tuple(_split(group[kind]) for kind in kinds) for group in groups)


def _split(lines: Sequence[str]) -> tuple[str, ...]:
    return tuple("|".join(lines).split("|"))


def _needs(row: Mapping[str, Any]) -> Sequence[str]:
    """非有不可的字；就是几个字的正则，是它自己。"""
    plain = re.escape(row["wrong"]) == row["wrong"]
    return (row["wrong"],) if plain else row.get("has", ())


def own_words() -> tuple[Word, ...]:
    """三层合起来的：自带的，去掉被关掉的，再添上本单位的、自己的。

    Raises:
        ReportError, FormError: 本单位的、自己的用词文件写错了，或记着的文件夹找不到了。
    """
    made, closed = list(lexicon().words), set[str]()
    for layer, path in layers():
        for number, row in enumerate(_rows(path), 1):
            where = f"{path.name}（{layer}）第 {number} 条"
            if row.get("off"):
                closed.add(str(row.get("wrong", "")))
            else:
                made.append(_own(row, where, layer))
    return tuple(word for word in made if not any(one and word.wrong.search(one) for one in closed))


def layers() -> tuple[tuple[str, Path], ...]:
    """本单位的、自己的用词文件，有的才列。"""
    folder = remembered()
    shared = sorted((folder / WORDS).glob("*.toml")) if folder else []
    mine = settings() / FILE
    return (
        *(("本单位的用词", path) for path in shared),
        *((("自己的用词", mine),) if mine.is_file() else ()),
    )


def _rows(path: Path) -> Sequence[Mapping[str, Any]]:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ReportError(f"{path.name}：用词文件读不了（{error.strerror}）") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        place = regex(r"line (\d+)").search(str(error))
        line = f"第 {place[1]} 行" if place else ""
        raise ReportError(
            f"{path.name}：用词文件{line}写得不对；"
            "一条以 [[word]] 开头，下面一样写一行，字用双引号括着"
        ) from None
    rows = data.get("word", [])
    if set(data) - {"word"} or not all(isinstance(row, dict) for row in rows):
        raise ReportError(f"{path.name}：用词文件里每一条都以 [[word]] 开头")
    return list(rows)


def _own(row: Mapping[str, Any], where: str, layer: str) -> Word:
    """本单位、自己写的一条：`wrong` 是字。"""
    odd = sorted(set(row) - _KEYS)
    if odd:
        raise ReportError(f"{where}：不认得“{odd[0]}”；可以写的是 {'、'.join(sorted(_KEYS))}")
    wrong, right = row.get("wrong"), row.get("right", "")
    if not isinstance(wrong, str) or not wrong.strip() or not isinstance(right, str):
        raise ReportError(f"{where}：要写 wrong（不该出现的字），right（应写什么）可以不写")
    word = Word(
        Clue(re.escape(wrong) if wrong not in right else _outside(wrong, right), wrong),
        right.replace("\\", "\\\\"), str(row.get("message", "不是规定的写法")),
        str(row.get("source", layer)), tuple(row.get("bad", ())), tuple(row.get("good", ())),
    )  # fmt: skip
    for sentences, expected in ((word.bad, True), (word.good, False)):
        for sentence in sentences:
            if (word.wrong.search(str(sentence)) is not None) is not expected:
                said = "应当报而没有报" if expected else "不应当报却报了"
                raise ReportError(f"{where}：“{sentence}”{said}，请改 wrong 或这一句")
    return word


def _outside(wrong: str, right: str) -> str:
    """应写的里面就含着它（局 → 本局）：已经写对的不报。"""
    at = right.index(wrong)
    before, after = re.escape(right[:at]), re.escape(right[at + len(wrong) :])
    head = f"(?<!{before})" if before else ""
    return f"{head}{re.escape(wrong)}" + (f"(?!{after})" if after else "")

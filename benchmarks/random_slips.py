"""随手改错：没有错的报告，每份照每一种各改一处，改得多远不挑，看报不报。

用法：python benchmarks/random_slips.py [种子] [--missed]   # --missed 逐条列出没有报的

改的是哪一处由种子定。有的改了只看报告也看不出来（算不出来的数、往后的日子），找不到的不都是漏的；
看不出来的不少的几种，自己隔几版比就行，不与别的种类比。
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))  # 没有安装时也能从源码运行
sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "proof"))

from planted import SETS, Case, cases, findings_of

Change = Callable[[re.Match[str], random.Random], str]
_NEXT = dict(zip("一二三四五六七八", "二三四五六七八九", strict=True))


def _twice(match: re.Match[str], _: random.Random) -> str:
    return match[0] * 2


def _gone(_: re.Match[str], __: random.Random) -> str:
    return ""


def _one_of(*others: str) -> Change:
    """换成另一个。"""
    return lambda match, pick: pick.choice([other for other in others if other != match[0]])


def _digit(match: re.Match[str], pick: random.Random) -> str:
    """改一位数字，哪一位、改成几都不挑。"""
    text = match[0]
    at = pick.choice([place for place, mark in enumerate(text) if mark.isdigit()])
    other = pick.choice([mark for mark in "123456789" if mark != text[at]])
    return text[:at] + other + text[at + 1 :]


def _year(match: re.Match[str], pick: random.Random) -> str:
    return str(int(match[0]) + pick.choice([-1, 1, 10]))


def _brackets(match: re.Match[str], pick: random.Random) -> str:
    first, last = pick.choice([("[", "]"), ("（", "）"), ("【", "】")])
    return f"{first}{match[0][1:-1]}{last}"


_HAN = "[\u4e00-\u9fff]"
_COUNTED = "万元|亿元|人次|公里|个|户|人|名|家|场|套|台|亩|份|件|分|%"
KINDS: dict[str, tuple[str, Change]] = {
    "截至写成截止": ("截至", lambda *_: "截止"),
    "叠了一个字": (f"(?<={_HAN})[的了在和为与对由将已](?={_HAN})", _twice),
    "叠了一个词": (f"(?:资金|项目|绩效|工作|管理|提高|服务|目标|单位|补助)(?={_HAN})", _twice),
    "少了半个括号": ("[（）《》“”]", _gone),
    "文号的括号": (r"〔\d{4}〕(?=\d+号)", _brackets),
    "编号跳了一个": (
        r"(?m)(?<=^（)[二三四五六七](?=）)|^[二三四五六](?=、)",
        lambda m, _: _NEXT[m[0]],
    ),
    "一段写了两遍": (r"(?m)^.{60,}\n", _twice),
    "漏了单位": (rf"(?<=\d)(?:{_COUNTED})(?=[，。；、）])", _gone),
    "万元写成元、亿元": (r"(?<=\d)万元", _one_of("元", "亿元")),
    "没有的月份": (r"\d+(?=月\d+日)", _one_of("13", "14")),
    "年份": (r"(?<!〔)20\d\d(?=年\d+月)", _year),
    "等级": ("(?<=[为“：])[优良中差](?=[”，。]|等次)", _one_of(*"优良中差")),
    "率": (r"(?<=[率比为的])\d+(?:\.\d+)?(?=%)", _digit),
    "金额": (r"\d[\d,]*(?:\.\d+)?(?=万元)", _digit),
    "个数": (r"(?<![\d.〔])\d{1,6}(?=个|人|户|名|家|场|套|台|亩|份|件|所|项|处|次|公里)", _digit),
}


def slipped(case: Case, kind: str, seed: str) -> tuple[str, str] | None:
    """改了一处的报告，和改成了什么；没有这一种可改的为空。"""
    pattern, change = KINDS[kind]
    pick = random.Random(f"{seed}{case.name}{kind}")  # noqa: S311  # 挑一处来改，不是密码
    places = list(re.finditer(pattern, case.text))
    if not places:
        return None
    match = pick.choice(places)
    new = change(match, pick)
    around = f"{case.text[max(0, match.start() - 20) : match.start()]}【{match[0]}→{new}】"
    return case.text[: match.start()] + new + case.text[match.end() :], around


def missed(kind: str, seed: str) -> Iterator[tuple[str, bool]]:
    """这一种各改了哪一处，报没有报。"""
    for folder in SETS.values():
        for case in cases(folder):
            made = slipped(case, kind, seed)
            if made is not None:
                known = {(one.code, one.quote, one.message) for one in findings_of(case.text)}
                found = {(one.code, one.quote, one.message) for one in findings_of(made[0])}
                yield f"{case.name} {made[1]}", bool(found - known)


def main(arguments: list[str]) -> None:
    """一种一行。"""
    seed = next((one for one in arguments if one.isdigit()), "1")
    print("| 随手改的 | 改错 | 报了 |\n|---|---|---|")
    for kind in KINDS:
        rows = list(missed(kind, seed))
        print(f"| {kind} | {len(rows)} | {sum(said for _, said in rows)} |")
        for place, said in rows if "--missed" in arguments else ():
            if not said:
                print(f"    没有报 {place}".replace("\n", "／"))


if __name__ == "__main__":
    main(sys.argv[1:])

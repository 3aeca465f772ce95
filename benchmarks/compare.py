"""同一个文件夹里的自评表，用两个版本的 perfxl 各判一遍：哪些结论是新报的，哪些不报了。

python benchmarks/compare.py 文件夹 --old 版本 [--new 版本] [--files 份数] [--out 结果.json]
python benchmarks/compare.py --draw 文件夹 [--each 份数]

版本是：git 的一个提交（`main`、`HEAD~3`、标签），或装着 perfxl 的 Python（`旧环境/bin/python`），
或一棵源码（里面有 perfxl/ 的文件夹）；`--new` 不写的是这里的源码。两个版本走的都是
`perfxl check --json`，只看约定好的键。印代码×份数：新报、不再报、话改了；再印读不读得了、表样、
总分变了的文件。没有差别退出 0，有差别 1，没能跑 2。

`--draw` 画一批表来判：tests/shapes 的各种版式，和随机的、填得全对的各几十份，连同它们的申报表、
监控表（种子固定，两次画的相同）。
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).parent.parent
KINDS = {".xlsx", ".xls", ".et", ".ods"}
_AT_ONCE = 40  # 一个进程判几份：多了一份的毛病牵连得多，少了光是装载
_WORDS = {"raised": "新报", "dropped": "不再报", "reworded": "话改了"}


@dataclass
class Judged:
    """一个版本判出来的：文件 → 各份表的文档；读不了的为空。"""

    documents: dict[str, list[Mapping[str, Any]]] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)


@dataclass
class Difference:
    """一条代码的差别：文件 → 条数。"""

    raised: Counter[str] = field(default_factory=Counter)
    dropped: Counter[str] = field(default_factory=Counter)
    reworded: Counter[str] = field(default_factory=Counter)


def judged(command: Sequence[str], tree: Path | None, files: Sequence[Path]) -> Judged:
    """用一个版本判各份；`tree` 是它的源码（没有的用装在那个 Python 里的）。"""
    made = Judged()
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    if tree is not None:
        environment["PYTHONPATH"] = str(tree)
    for start in range(0, len(files), _AT_ONCE):
        part = [str(path) for path in files[start : start + _AT_ONCE]]
        ran = subprocess.run(  # noqa: S603  # 跑的就是给出的那个版本
            [*command, "-m", "perfxl", "check", *part, "--json"],
            capture_output=True, text=True, encoding="utf-8", env=environment,
            cwd=tempfile.gettempdir(), check=False,
        )  # fmt: skip
        documents = json.loads(ran.stdout or "[]")
        for filing in documents if isinstance(documents, list) else [documents]:
            made.documents.setdefault(filing["file"], []).append(filing)
        lines = ran.stderr.strip().splitlines()
        for path in (path for path in part if path not in made.documents):
            said = (line for line in lines if Path(path).name in line)
            made.refused[path] = next(said, lines[-1] if lines else "没有说为什么")
    return made


def differences(old: Judged, new: Judged) -> dict[str, Difference]:
    """每条代码在哪些文件里多了、少了；同一处只是话不同的另算。"""
    by_code: defaultdict[str, Difference] = defaultdict(Difference)
    for file in dict.fromkeys((*old.documents, *new.documents)):
        before, after = _findings(old.documents.get(file)), _findings(new.documents.get(file))
        places = dict.fromkeys((*before, *after))
        for code, cells in places:
            gone = before[code, cells] - after[code, cells]
            come = after[code, cells] - before[code, cells]
            same = min(gone.total(), come.total())  # 同一条、同一处，话不同
            difference = by_code[code]
            for counter, number in (
                (difference.reworded, same), (difference.dropped, gone.total() - same),
                (difference.raised, come.total() - same),
            ):  # fmt: skip
                if number:
                    counter[file] += number
    return {
        code: difference for code, difference in sorted(by_code.items()) if _changed(difference)
    }


def _changed(difference: Difference) -> bool:
    return bool(difference.raised or difference.dropped or difference.reworded)


_Places = defaultdict[tuple[str, tuple[str, ...]], Counter[str]]


def _findings(documents: Sequence[Mapping[str, Any]] | None) -> _Places:
    """（代码，各格）→ 话各有几条。"""
    places: _Places = defaultdict(Counter)
    for document in documents or ():
        for finding in document["findings"]:
            said = "；".join((finding["level"], finding["message"], finding["fix"]))
            places[finding["code"], tuple(finding["cells"])][said] += 1
    return places


def other_changes(old: Judged, new: Judged) -> Iterator[tuple[str, str]]:
    """（文件，怎么变了）：读不读得了、几份表、表样、总分。"""
    for file in dict.fromkeys((*old.documents, *old.refused)):
        before, after = old.documents.get(file), new.documents.get(file)
        if before is None or after is None:
            if before is not after:
                known = before is None
                yield file, "现在读得了" if known else f"现在读不了：{new.refused.get(file, '')}"
            continue
        if len(before) != len(after):
            yield file, f"原来 {len(before)} 份表，现在 {len(after)} 份"
            continue
        for earlier, later in zip(before, after, strict=True):
            for what, mine, theirs in (
                ("表样", earlier["form"]["code"], later["form"]["code"]),
                ("总分", earlier["scored"]["total"], later["scored"]["total"]),
            ):
                if mine != theirs:
                    yield file, f"{what} {mine} → {theirs}"


def said(by_code: Mapping[str, Difference], others: Sequence[tuple[str, str]], files: int) -> str:
    """印出来的几行：一条代码一行，下面列出文件。"""
    lines = [f"{'代码':<6}{'新报':>10}{'不再报':>10}{'话改了':>10}　（条／份）"]
    for code, difference in by_code.items():
        parts = (getattr(difference, key) for key in _WORDS)
        cells = (f"{part.total()}／{len(part)}" if part else "—" for part in parts)
        lines.append(f"{code:<8}" + "".join(f"{cell:>12}" for cell in cells))
        for key, word in _WORDS.items():
            counter: Counter[str] = getattr(difference, key)
            names = [Path(name).name for name, _ in counter.most_common(files)]
            more = f" 等 {len(counter)} 份" if len(counter) > files else ""
            lines += [f"    {word}：{'、'.join(names)}{more}"] if names else []
    lines = lines if by_code else ["两个版本的结论相同"]
    changed: defaultdict[str, list[str]] = defaultdict(list)
    for file, what in others:
        changed[what].append(Path(file).name)
    for what, names in changed.items():
        more = f" 等 {len(names)} 份" if len(names) > files else ""
        lines.append(f"{what}：{'、'.join(names[:files])}{more}")
    return "\n".join(lines)


def document(by_code: Mapping[str, Difference], others: Sequence[tuple[str, str]]) -> Any:
    """给程序读的。"""
    codes = {
        code: {key: dict(getattr(difference, key)) for key in _WORDS}
        for code, difference in by_code.items()
    }
    return {"codes": codes, "others": [{"file": file, "what": what} for file, what in others]}


def version(asked: str, folder: Path) -> tuple[list[str], Path | None]:
    """一个版本怎么跑：（Python，源码）。"""
    path = Path(asked)
    if path.is_file():
        return [str(path.absolute())], None
    if (path / "perfxl" / "__main__.py").is_file():
        return [sys.executable], path.absolute()
    ran = subprocess.run(  # noqa: S603  # 要的就是那个提交
        ["git", "-C", str(ROOT), "archive", asked, "perfxl"],  # noqa: S607  # 装着哪个 git 用哪个
        capture_output=True, check=False,
    )  # fmt: skip
    if ran.returncode:
        print(f"“{asked}”不是 git 的提交，也不是 Python、源码文件夹", file=sys.stderr)
        raise SystemExit(2)
    with tarfile.open(fileobj=BytesIO(ran.stdout)) as archive:
        archive.extractall(folder, filter="data")
    return [sys.executable], folder


def draw(folder: Path, each: int) -> int:
    """画一批表：各种版式一份，三张表样随机的各 `each` 份，和它们的申报表、监控表。"""
    sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
    from cleanbook import filing  # noqa: PLC0415  # 画表才用
    from drawn import drawn  # noqa: PLC0415  # 同上
    from saved import saved  # noqa: PLC0415  # 同上
    from stagebook import staged  # noqa: PLC0415  # 同上

    from perfxl.form.load import load_all  # noqa: PLC0415  # 同上

    folder.mkdir(parents=True, exist_ok=True)
    forms = load_all()
    for path in sorted((ROOT / "tests" / "shapes").glob("*.txt")):
        saved(drawn(path.read_text(encoding="utf-8")), folder / f"{path.stem}.xlsx")
    for code in ("mof-2020", "gd-special-2019", "gd-department-2022"):
        for number in range(each):
            grid = drawn(filing(code, Random(number)))  # noqa: S311  # 要的就是种子固定
            saved(grid, folder / f"{code}-{number:03}.xlsx")
            for stage in ("declare", "monitor"):
                saved(staged(grid, forms, stage), folder / f"{code}-{number:03}-{stage}.xlsx")
    return len(list(folder.glob("*.xlsx")))


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--old")
    parser.add_argument("--new", default=str(ROOT))
    parser.add_argument("--files", type=int, default=5, help="每条代码列几份")
    parser.add_argument("--out", type=Path, help="结果另写一份 JSON")
    parser.add_argument("--draw", type=Path)
    parser.add_argument("--each", type=int, default=40)
    options = parser.parse_args()
    if options.draw is not None:
        print(f"画了 {draw(options.draw, options.each)} 份，在 {options.draw}")
        return 0
    if options.folder is None or options.old is None:
        parser.error("要写文件夹，和 --old 拿来比的版本")
    files = sorted(
        path.absolute() for path in options.folder.rglob("*")
        if path.suffix.lower() in KINDS and not path.name.startswith(("~$", "."))
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as old_tree, tempfile.TemporaryDirectory() as new_tree:
        old = judged(*version(options.old, Path(old_tree)), files)
        new = judged(*version(options.new, Path(new_tree)), files)
    by_code, others = differences(old, new), list(other_changes(old, new))
    print(f"{len(files)} 份：{options.old} → {options.new}")
    print(said(by_code, others, options.files))
    if options.out is not None:
        text = json.dumps(document(by_code, others), ensure_ascii=False, indent=2)
        options.out.write_text(text, encoding="utf-8")
    return int(bool(by_code or others))


if __name__ == "__main__":
    raise SystemExit(main())

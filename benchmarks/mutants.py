"""测试抓得住错吗：在程序里一处一处故意弄坏，看测试发觉不发觉。

    python benchmarks/mutants.py [--each 12] [--seed 1] [perfxl/score/methods.py …]

每个文件抽 `--each` 处（种子定了就总是那几处）：比较的边界（< 与 ≤）、加减乘除、与或非、最大最小、
数字加一、真假。每弄坏一处，在另外一份拷贝里跑与它有关的测试；没有一个失败的，就是漏网的。
一次跑两份拷贝。不进测试：跑一遍要几分钟。
"""

from __future__ import annotations

import argparse
import ast
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
# 文件 → 该由哪些测试看住它。
WATCHED = {
    "perfxl/score/methods.py": [
        "tests/test_score.py", "tests/test_methods.py", "tests/test_cases.py",
    ],
    "perfxl/score/score.py": ["tests/test_score.py", "tests/test_cases.py"],
    "perfxl/score/caps.py": ["tests/test_caps.py"],
    "perfxl/score/rates.py": ["tests/test_cases.py", "tests/test_score.py"],
    "perfxl/cells/quantity.py": ["tests/test_notation.py", "tests/test_score.py"],
    "perfxl/cells/units.py": ["tests/test_notation.py", "tests/test_methods.py"],
    "perfxl/filing/findings.py": [
        "tests/test_findings.py", "tests/test_fixing.py", "tests/test_register.py",
    ],
    "perfxl/results/fixing.py": ["tests/test_fixing.py"],
    "perfxl/checks/register.py": ["tests/test_register.py"],
    "perfxl/checks/execution.py": ["tests/test_cases.py"],
    "perfxl/checks/totals.py": ["tests/test_cases.py"],
    "perfxl/workbook/escapes.py": ["tests/workbook/test_escapes.py"],
    "perfxl/workbook/package.py": [
        "tests/workbook/test_lossless.py", "tests/workbook/test_values.py",
        "tests/workbook/test_bad_files.py",
    ],
}  # fmt: skip
_SIDES: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_SIGNS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
}
_LEFT = shutil.ignore_patterns(".git", "build", "*.egg-info")
_NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}


@dataclass(frozen=True)
class Mutant:
    """弄坏的一处：文件、行、弄坏前后的样子、弄坏后的整份源码。"""

    file: str
    line: int
    before: str
    after: str
    source: str


def mutants(file: str) -> Iterator[Mutant]:
    """一个文件里能弄坏的每一处。"""
    text = (ROOT / file).read_text(encoding="utf-8")
    plain = ast.parse(text)
    # 装饰器里的真假（frozen、slots）是写法，不是算法。
    written = {
        id(part)
        for node in ast.walk(plain)
        for decorator in getattr(node, "decorator_list", [])
        for part in ast.walk(decorator)
    }
    for number, part in enumerate(ast.walk(plain)):
        if id(part) in written:
            continue
        tree = ast.parse(text)
        node = list(ast.walk(tree))[number]
        line = getattr(node, "lineno", 0)
        before = ast.unparse(node)
        if _spoil(node):
            after = ast.unparse(node)
            yield Mutant(file, line, before, after, ast.unparse(tree))


def _spoil(node: ast.AST) -> bool:
    """弄坏一处；没有可弄的为假。"""
    match node:
        case ast.Compare(ops=[first, *rest]) if type(first) in _SIDES:
            node.ops = [_SIDES[type(first)](), *rest]
        case ast.BoolOp(op=ast.And()):
            node.op = ast.Or()
        case ast.BoolOp():
            node.op = ast.And()
        case ast.BinOp(op=sign) if type(sign) in _SIGNS:
            node.op = _SIGNS[type(sign)]()
        case ast.Call(func=ast.Name(id=name)) if name in _NAMES:
            node.func = ast.Name(_NAMES[name])
        case (
            ast.IfExp(test=ast.Name() | ast.Attribute()) | ast.If(test=ast.Name() | ast.Attribute())
        ):
            node.test = ast.UnaryOp(ast.Not(), node.test)
        case ast.Constant(value=bool(value)):
            node.value = not value
        case ast.Constant(value=int(value)):
            node.value = value + 1
        case _:
            return False
    return True


def caught(mutant: Mutant, copy: Path) -> bool:
    """在拷贝里弄坏这一处跑测试，跑完复原；有失败的（或卡住的）就是发觉了。"""
    path = copy / mutant.file
    whole = path.read_text(encoding="utf-8")
    path.write_text(mutant.source, encoding="utf-8")
    try:
        return not _pass(copy, WATCHED[mutant.file])
    finally:
        path.write_text(whole, encoding="utf-8")


def _pass(copy: Path, tests: list[str]) -> bool:
    command = [sys.executable, "-B", "-m", "pytest", "-x", "-q", "-n", "0",
               "-p", "no:cacheprovider", *tests]  # fmt: skip
    try:
        ran = subprocess.run(command, cwd=copy, capture_output=True, check=False, timeout=300)  # noqa: S603  # 跑的是自己的测试
    except subprocess.TimeoutExpired:
        return False
    return ran.returncode == 0


def main() -> None:
    """抽、弄坏、跑、印出漏网的和得分。"""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", default=list(WATCHED))
    parser.add_argument("--each", type=int, default=12, help="每个文件弄坏几处")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chosen: list[Mutant] = []
    for file in options.files:
        every = list(mutants(file))
        picked = random.Random(options.seed).sample(every, min(options.each, len(every)))  # noqa: S311  # 不是为保密
        chosen += sorted(picked, key=lambda mutant: mutant.line)
    with TemporaryDirectory() as folder:
        copies: Queue[Path] = Queue()
        for name in ("甲", "乙"):
            copy = Path(folder) / name
            shutil.copytree(
                ROOT, copy, ignore=shutil.ignore_patterns(".git", "build", "*.egg-info")
            )
            copies.put(copy)
        first = copies.queue[0]
        for file in options.files:
            if not _pass(first, WATCHED[file]):
                raise SystemExit(f"没有弄坏的时候 {WATCHED[file]} 就不过，先改好它")

        def tried(mutant: Mutant) -> bool:
            copy = copies.get()
            try:
                return caught(mutant, copy)
            finally:
                copies.put(copy)

        with ThreadPoolExecutor(2) as pool:
            results = list(pool.map(tried, chosen))
    for mutant, is_caught in zip(chosen, results, strict=True):
        if not is_caught:
            print(f"漏网 {mutant.file}:{mutant.line}  {mutant.before}  →  {mutant.after}")
    for file in options.files:
        mine = [
            is_caught
            for mutant, is_caught in zip(chosen, results, strict=True)
            if mutant.file == file
        ]
        print(f"{file}  {sum(mine)}/{len(mine)}")
    print(f"合计  {sum(results)}/{len(results)}")


if __name__ == "__main__":
    main()

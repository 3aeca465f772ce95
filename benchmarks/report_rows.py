"""五千条指标的一份报告：`perfxl` 从核过分的自评表写成 .docx，与 docxtpl 单填同一个模板比。

docxtpl 得到的是现成的文字：不取数、不记单元格、不合并、不分段。处理器时间，轮流各做一次算一对。

python benchmarks/report_rows.py [条数] [对数]
"""

from __future__ import annotations

import gc
import io
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from docxtpl import DocxTemplate  # type: ignore[import-untyped]  # 库没有类型说明
from jinja2 import Environment

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "report")]

import reportcase as case  # noqa: E402  # 先写明到哪里找
from manyrows import many_rows  # noqa: E402  # 同上
from test_same_as_docxtpl import prefixed  # noqa: E402  # 同上

from perfxl.report import default_template, render  # noqa: E402  # 同上
from perfxl.report.marks import Ledger, bare  # noqa: E402  # 同上
from perfxl.report.sentences.context import build  # noqa: E402  # 同上
from perfxl.report.sentences.values import Row  # noqa: E402  # 同上


def _plain(value: object) -> object:
    """docxtpl 用的现成文字。"""
    if isinstance(value, Row):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, tuple) and value and isinstance(value[0], Row):
        return [_plain(row) for row in value]
    return value if isinstance(value, tuple) else bare(str(value))


def _seconds(act: Callable[[], object]) -> float:
    gc.collect()
    start = time.process_time()
    act()
    return time.process_time() - start


def main(count: int, pairs: int) -> None:
    assessment = case.assessment(many_rows(count))
    template = default_template(assessment.form)
    theirs = prefixed(template)
    names = {name: _plain(value) for name, value in build(assessment, Ledger()).names.items()}
    environment = Environment(autoescape=True)
    environment.filters["合并"] = lambda value: value
    with tempfile.TemporaryDirectory() as folder:

        def mine() -> None:
            render(assessment, Path(folder, "甲.docx"))

        def plain() -> None:
            document = DocxTemplate(io.BytesIO(theirs))
            document.render(names, environment)
            document.save(str(Path(folder, "乙.docx")))

        timed = [(_seconds(mine), _seconds(plain)) for _ in range(pairs)]
    ratios = sorted(ours / alone for ours, alone in timed)
    print(
        f"{count} 条：perfxl {statistics.median(ours for ours, _ in timed):.2f} 秒，"
        f"docxtpl {statistics.median(alone for _, alone in timed):.2f} 秒；"
        f"逐对比 最小 {ratios[0]:.2f}，中位 {statistics.median(ratios):.2f}，"
        f"最大 {ratios[-1]:.2f}（{pairs} 对）"
    )


if __name__ == "__main__":
    main(*(int(text) for text in (sys.argv[1:] + ["5000", "5"][len(sys.argv) - 1 :])))

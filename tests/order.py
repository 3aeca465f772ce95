"""测试怎样分给几个进程：一个文件的在同一个里；做得久的先做，末了不会一个等着另一个。"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

# tests/live 的共用一个开着的 LibreOffice，放在一起只起一次；它多半在等，先做。
_OFFICE = "tests/live"
# 量过的：最久的十几个（2026-11-26）。没有列的照测试多少排，列漏了只是慢一点。
_LONGEST = (
    _OFFICE,
    "tests/bureau/test_collect_command.py",
    "tests/workbook/test_bounded.py",
    "tests/proof/test_proof_corpus.py",
    "tests/report/test_refresh_holds.py",
    "tests/workbook/test_producers.py",
    "tests/report/test_bad_templates.py",
    "tests/test_house.py",
    "tests/web/test_bureau.py",
    "tests/bureau/test_collect.py",
    "tests/bureau/test_review.py",
    "tests/bureau/test_dask.py",
    "tests/web/test_browser.py",
    "tests/test_any_cell.py",
    "tests/report/test_report_holds.py",
    "tests/test_recognition.py",
    "tests/test_rows.py",
    "tests/test_batch.py",
    "tests/library/test_face.py",
    "tests/test_watch.py",
    "tests/web/test_hostile.py",
    "tests/bureau/test_summary.py",
    "tests/report/test_refresh_libreoffice.py",
    "tests/web/test_serve.py",
    "tests/excel/test_press.py",
)


# 看同一批案例、同一批弄法、同一批版式的，在一个进程里做：结论只算一次（casebook、breakbook 记着）。
_SAME = {
    "tests/test_register.py": "tests/test_cases.py",
    "tests/test_fixing.py": "tests/test_no_false_alarms.py",
    "tests/test_shapes.py": "tests/workbook/test_producers.py",
}


def _together(nodeid: str) -> str:
    """同名的在一个进程里做：一个文件的，tests/live 的，看同一批东西的。"""
    file = nodeid.partition("::")[0]
    return _OFFICE if file.startswith(f"{_OFFICE}/") else _SAME.get(file, file)


def longest_first(items: list[pytest.Item]) -> None:
    """列着的在前，其余测试多的在前；一个文件里的先后不变。"""
    place = {name: number for number, name in enumerate(_LONGEST)}
    many = Counter(_together(item.nodeid) for item in items)

    def key(item: pytest.Item) -> tuple[int, int]:
        name = _together(item.nodeid)
        return place.get(name, len(place)), -many[name]

    items.sort(key=key)


def scheduler(config: pytest.Config, log: Any) -> Any:
    """照 `longest_first` 排好的先后分下去的。"""
    from xdist.scheduler import (  # type: ignore[import-untyped]  # noqa: PLC0415  # 分着跑才用
        LoadFileScheduling,
    )

    class Together(LoadFileScheduling):  # type: ignore[misc]  # 没有类型标注
        def _split_scope(self, nodeid: str) -> str:
            return _together(nodeid)

    return Together(config, log)

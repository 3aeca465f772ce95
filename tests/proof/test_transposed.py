"""R04 相邻两位颠倒：别处写着的、表里写着的，一样的说法，一处只说一遍。"""

from __future__ import annotations

from pathlib import Path

import worddocs as docs

from perfxl.proof import proof


def _told(path: Path) -> list[str]:
    return [one.message for one in proof(path).findings if "颠倒" in one.message]


def test_别处写着_说在只写一遍的一处(tmp_path: Path) -> None:
    path = docs.plain(
        tmp_path / "报告.docx",
        "全年发放养老补贴918540元，惠及老人。",
        "二、产出情况",
        "经核对，养老补贴共发放981540元。",
    )
    assert _told(path) == [
        "另一处（开头第 1 段）写 918540元，这里写 981540元，像是相邻两位颠倒了，看哪一处对"
    ]


def test_表里同名一行写着(tmp_path: Path) -> None:
    rows = [["指标", "完成值"], ["举办读者培训班次", "327"], ["改造书库面积", "1200"]]
    path = docs.table(tmp_path / "报告.docx", rows, "全年举办读者培训班次372次。")
    assert _told(path) == ["表里写 327，这里写 372次，像是相邻两位颠倒了，看哪一处对"]


def test_别处写着没有颠倒的不说(tmp_path: Path) -> None:
    path = docs.plain(
        tmp_path / "报告.docx", "发放补贴918540元。", "二、产出", "补贴发放918540元。"
    )
    assert _told(path) == []

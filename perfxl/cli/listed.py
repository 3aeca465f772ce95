"""`perfxl review list`：台账里有哪些，各是第几号。"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from perfxl.cli.parser import OK
from perfxl.cli.say import Say
from perfxl.cli.screen import one_line

if TYPE_CHECKING:
    from perfxl.bureau.ledger import Ledger


def list_filings(ledger: Ledger, _options: argparse.Namespace, say: Say) -> int:
    """台账里的各份，一份一行：号、状态、谁的哪个项目、哪一年度、哪个文件，怎样定过。"""
    from perfxl.bureau.decisions import decisions  # noqa: PLC0415  # 只看用法时不装载
    from perfxl.bureau.tables.gather import bureau_of, rows  # noqa: PLC0415  # 同上

    every = [
        {
            "number": int(row.submission), "office": row.office, "project": row.project,
            "year": row.year or "", "file": row.path,
            "state": row.state, "version": int(row.version), "current": bool(row.current),
            "waiting": bool(row.waiting), "stranger": row.stranger,
            "history": [
                {"state": decision.state, "who": decision.who, "note": decision.note,
                 "time": decision.time.isoformat(" ", "minutes")}
                for decision in decisions(ledger, int(row.submission))
            ],
        }
        for row in rows(bureau_of(ledger.frames(current=False)).every)
    ]  # fmt: skip
    say.value(every)
    for entry in every:
        kept = "" if entry["current"] else "（等着定）" if entry["waiting"] else "（已被换下）"
        kept += f"（{entry['stranger']}的链接交的）" if entry["stranger"] else ""
        year = f"{entry['year']}年度" if entry["year"] else "没有写年度"
        whose = f"{entry['office']} {entry['project']}（{year}，{entry['file']}）"
        line = f"{entry['number']:>5}  {entry['state']}{kept}  {whose}"
        steps = [
            f"{step['time']} {step['who']} {step['state'] or '撤销'} {step['note']}".strip()
            for step in entry["history"]
        ]
        said = one_line("；".join([line, *steps]))
        say.text(said, said)
    return OK

"""`perfxl proof`：写好的报告与自评表、与它自己核对。"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from perfxl.cli.parser import HAS_ERRORS, OK
from perfxl.cli.say import Say
from perfxl.cli.tables import Add
from perfxl.errors import PerfxlError
from perfxl.filing.findings import Level

if TYPE_CHECKING:
    from perfxl.proof.model import Proofed


def add(command: Add) -> None:
    """添上 `proof` 命令。"""
    made = command(_act, "写好的报告核对一遍：数与自评表、与报告自己，文字")
    made.add_argument("report", type=Path, metavar="报告", help=".docx（或 .txt）")
    made.add_argument("file", type=Path, nargs="?", metavar="自评表", help="不写的只与自己核对")
    made.add_argument("--write", action="store_true", help="结论也写进自评表的校验结果")


def _act(options: argparse.Namespace, say: Say) -> int:
    from perfxl import files  # noqa: PLC0415  # 只看用法时不装载
    from perfxl.form.load import forms_for  # noqa: PLC0415  # 同上
    from perfxl.proof import document, proof  # noqa: PLC0415  # 同上

    if options.file is None and options.write:
        raise PerfxlError("--write 要写进自评表，请在报告后面写上自评表")
    if options.file is None:
        proofed = proof(options.report)
    elif options.write:
        forms = forms_for(options.form, options.forms)
        _, proofed = files.proof_into(options.file, forms, options.report, files.Where())
    else:
        assessments = files.judge(options.file, forms_for(options.form, options.forms))
        proofed = proof(options.report, assessments, str(options.file))
    say.value(document.document(proofed, str(options.report)))
    _say(proofed, options.report, say)
    if options.output is not None:
        from perfxl.proof.comments import write_comments  # noqa: PLC0415  # 同上

        written = write_comments(options.report, proofed, options.output)
        where = "问题在批注里" if proofed.findings else "没有问题，没有添批注"
        say.text(f"已写 {written}，{where}", f"Written with comments: {written}")
    levels = {document.level_of(finding) for finding in proofed.findings}
    return HAS_ERRORS if Level.ERROR in levels else OK


def _say(proofed: Proofed, path: Path, say: Say) -> None:
    from perfxl.proof.document import level_of, line, shares  # noqa: PLC0415  # 只看用法时不装载
    from perfxl.proof.register import proof_rules  # noqa: PLC0415  # 同上

    number = len(proofed.findings)
    head = (
        f"{path.name}：{shares(proofed)}"
        if proofed.file
        else f"{path.name}：{proofed.figures} 个数"
    )
    say.text(
        f"{head}；问题 {number} 条", f"{path.name}: {proofed.figures} figures, {number} findings"
    )
    if proofed.another:
        say.text(f"  {proofed.another}", "  The workbook seems to be another project's")
    if proofed.wrong:
        number_wrong = len(proofed.wrong)
        say.text(
            f"  自评表自己还有 {number_wrong} 条要改、要核对，与它一致的数也未必对，先改自评表："
            f"{proofed.wrong[0]}{'等' if number_wrong > 1 else ''}",
            f"  The workbook itself has {number_wrong} findings of its own; see to them first",
        )
    if proofed.unwritten:
        say.text(
            f"还有 {proofed.unwritten} 处“此处由单位补充”没有写",
            f"{proofed.unwritten} parts are still to be written",
        )
    for finding in proofed.findings:
        english = proof_rules()[finding.code].english
        say.text(
            f"  [{level_of(finding).label}] {line(finding)}",
            f"  [{level_of(finding).value}] {finding.paragraph.place} {finding.code} {english}"
            f" | {finding.message}",
        )

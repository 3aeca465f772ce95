"""拿来比的表：读申报表、去年的自评表；照申报表起一份自评表。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from perfxl import workbook
from perfxl.errors import FormError
from perfxl.files import files_in
from perfxl.filing.beside import Given
from perfxl.filing.model import Filing
from perfxl.form.form import Form
from perfxl.read import read_all


def read_given(targets: Sequence[Path], last: Sequence[Path], forms: Sequence[Form]) -> Given:
    """申报表、去年的自评表，读成几份；文件夹里的都读。

    Raises:
        PerfxlError: 读不了，或里面没有一份像表的。
    """
    approved = tuple(_filings(targets, forms))
    early = tuple(one for one in approved if one.form.stage != "evaluate")
    past = tuple(_filings(last, forms))
    done = tuple(one for one in past if one.form.stage == "evaluate")
    if last and not done:
        raise FormError(f"{last[0].name} 里没有自评表，--last 后面要写去年的自评表")
    return Given(early or approved, done, asked=True)


def _filings(paths: Sequence[Path], forms: Sequence[Form]) -> Iterator[Filing]:
    for path in paths:
        found = list(files_in([path]))
        if not found:
            raise FormError(f"{path.name} 里没有工作簿（.xlsx、.xls、.et、.ods），请确认位置")
        for each in found:
            yield from read_all(workbook.read(each), forms)

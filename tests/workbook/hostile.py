"""恶意的、坏了的工作簿，和限着时间、内存另起一个进程去读的办法。"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import NamedTuple

SECONDS = 10  # 一份 50 MB 以内的文件至多用这么久（处理器时间，机器忙闲不算）
MEMORY = 1024 * 1024 * 1024

_FORMATS = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-"
_SHEET = f"{_KIND}officedocument.spreadsheetml"
_TYPES = (
    f'<?xml version="1.0"?><Types xmlns="{_FORMATS}/content-types">'
    f'<Default Extension="rels" ContentType="{_KIND}package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEET}.worksheet+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_SHEET}.sharedStrings+xml"/>'
    "</Types>"
)
_RELATIONS = (
    f'<?xml version="1.0"?><Relationships xmlns="{_FORMATS}/relationships">{{}}</Relationships>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def xlsx(path: Path, rows: str, *, after: str = "", strings: str = "", level: int = 1) -> Path:
    """一张“绩效自评表”：`rows` 是 sheetData 里的，`after` 跟在它后面，`strings` 是文字表里的。

    几十兆的内容用压得最快的一档，省时间；压缩炸弹要压到最小（`level=9`）。
    """
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS.format(
            f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
        ),
        "xl/_rels/workbook.xml.rels": _RELATIONS.format(
            f'<Relationship Id="r1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="r2" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
        ),
        "xl/workbook.xml": (
            f'<?xml version="1.0"?><workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
            '<sheet name="绩效自评表" sheetId="1" r:id="r1"/></sheets></workbook>'
        ),
        "xl/worksheets/sheet1.xml": (
            f'<?xml version="1.0"?><worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData>'
            f"{after}</worksheet>"
        ),
        "xl/sharedStrings.xml": f'<?xml version="1.0"?><sst xmlns="{_MAIN}">{strings}</sst>',
    }
    return _zipped(path, parts, level)


_ODS = (
    '<?xml version="1.0"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="绩效自评表">{}</table:table>'
    "</office:spreadsheet></office:body></office:document-content>"
)


def ods(path: Path, rows: str) -> Path:
    """一张“绩效自评表”：`rows` 是 table:table 里的。"""
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    return _zipped(path, {"mimetype": mimetype, "content.xml": _ODS.format(rows)})


def _zipped(path: Path, parts: dict[str, str], level: int = 1) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def lines(rows: list[list[str]], first: int = 1) -> str:
    """几行格里的文字写成 XML。"""
    return "".join(
        f'<row r="{number}">'
        + "".join(
            f'<c r="{chr(65 + place)}{number}" t="inlineStr"><is><t>{text}</t></is></c>'
            for place, text in enumerate(row)
            if text
        )
        + "</row>"
        for number, row in enumerate(rows, first)
    )


FILING = [
    ["项目支出绩效自评表"],
    ["项目名称", "阅览室改造"],
    ["绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
    ["", "产出指标", "数量指标", "改造面积", "≥50平方米", "52平方米", "50", "50"],
]


class Ran(NamedTuple):
    """另一个进程里做完了：说的话、退出码、处理器时间、用到的内存。"""

    said: str
    code: int
    seconds: float
    memory: int


def check(*arguments: str | Path) -> Ran:
    """另起一个进程做 `perfxl …`，给它限着内存（多一倍）和时间（多两倍），量它用了多少。"""

    def limits() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (2 * MEMORY, 2 * MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (3 * SECONDS, 3 * SECONDS))

    made = subprocess.run(
        [sys.executable, "-c", _RUN, *map(str, arguments)],
        capture_output=True, text=True, check=False, preexec_fn=limits, timeout=120,
    )  # fmt: skip
    said, _, measured = (made.stdout + made.stderr).rpartition("\x00")
    if not measured:
        return Ran(made.stdout + made.stderr, made.returncode, float("inf"), 0)
    data = json.loads(measured)
    return Ran(said, data["code"], data["seconds"], data["memory"])


_RUN = """
import json, resource, sys
from pathlib import Path
from perfxl.cli.main import main
try:
    code = main(sys.argv[1:])
except SystemExit as stop:
    code = stop.code
spent = resource.getrusage(resource.RUSAGE_SELF)
sys.stdout.flush()
# ru_maxrss 把起它的进程（跑到后面的测试，一 GB 多）也算在里面；VmHWM 只算自己。
status = Path("/proc/self/status")
lines = status.read_text().splitlines() if status.exists() else []
own = [int(line.split()[1]) for line in lines if line.startswith("VmHWM")]
memory = (own or [spent.ru_maxrss])[0] * 1024
out = {"code": code, "seconds": spent.ru_utime + spent.ru_stime, "memory": memory}
sys.stderr.write("\\0" + json.dumps(out))
"""


def bounded(ran: Ran) -> None:
    """十秒、1 GB 以内，没有说“程序出错”，没有英文的报错。"""
    assert "程序出错" not in ran.said, ran.said[-500:]
    assert "Traceback" not in ran.said, ran.said[-500:]
    assert ran.seconds <= SECONDS, f"用了 {ran.seconds:.1f} 秒：{ran.said[-200:]}"
    assert ran.memory <= MEMORY, f"用了 {ran.memory >> 20} MB：{ran.said[-200:]}"
    assert ran.code in {0, 1, 2}

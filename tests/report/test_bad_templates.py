"""别处来的模板：再怎么没完没了，十秒之内、一 GB 之内，要么照常填，要么只有一句话。"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import oddtemplates as odd
import pytest
import reportcase as case
from manyrows import many_rows

from perfxl.errors import TemplateError

SECONDS = 10
Make = Callable[[], bytes]


SIXTY = many_rows(60)


FOR, END = odd.FOR, odd.END
LONG: list[tuple[str, Make, str]] = [
    ("五层循环", lambda: odd.with_text(FOR * 5 + "字" + END * 5), "for 里套了 for"),
    ("空的循环", lambda: odd.with_text(FOR * 6 + END * 6), "for 里套了 for"),
    ("三层循环里五百字", lambda: odd.with_text(FOR * 3 + "字" * 500 + END * 3), "for 里套了 for"),
    (
        "三层循环里的数",
        lambda: odd.with_text(FOR * 3 + "{{ 行.得分 }}" + END * 3),
        "for 里套了 for",
    ),
    (
        "三层循环里的段",
        lambda: odd.with_text(FOR * 3 + "{{ 预期目标 }}" * 9 + END * 3),
        "for 里套了 for",
    ),
    (
        "翻倍",
        lambda: odd.with_text("{% set 甲 = 项目名称 %}" + "{% set 甲 = 甲 ~ 甲 %}" * 60),
        "“~”连",
    ),
    (
        "翻倍，各占一段",
        lambda: odd.with_body(
            odd.paragraph("{% set 甲 = 项目名称 %}") + odd.paragraph("{% set 甲 = 甲 ~ 甲 %}") * 60
        ),
        "“~”连起来的字超过",
    ),
    (
        "整段循环",
        lambda: odd.with_body(odd.paragraph(FOR) + "<w:p/>" * 58_000 + odd.paragraph(END)),
        "for 里套了 for",
    ),
    ("居中", lambda: odd.with_text("{{ 项目名称|center(10**9) }}"), "没有的“|center”"),
    ("格式", lambda: odd.with_text("{{ '%1000000000d'|format(1) }}"), "没有的“|format”"),
    ("百分号", lambda: odd.with_text("{{ '%1000000000d' % 1 }}"), "不做运算"),
    ("分批", lambda: odd.with_text("{{ 指标|batch(1000000000, 1)|list }}"), "用了没有的"),
    ("分片", lambda: odd.with_text("{{ 指标|slice(1000000000)|list }}"), "用了没有的"),
    ("替换", lambda: odd.with_text("{{ 项目名称|replace('', 项目名称) }}"), "没有的“|replace”"),
    ("连接", lambda: odd.with_text("{{ 指标|join(项目名称) }}"), "没有的“|join”"),
    ("十亿圈", lambda: odd.with_text("{% for 一 in range(10**9) %}{% endfor %}"), "没有“range”"),
    ("乘方", lambda: odd.with_text("{{ 9**9**9**9 }}"), "不做运算"),
    ("乘", lambda: odd.with_text("{{ 'a' * 1500000000 }}"), "不做运算"),
    (
        "域代码里的乘",
        lambda: odd.with_body(
            "<w:p><w:r><w:instrText>{{ 'a' * 1500000000 }}</w:instrText></w:r></w:p>"
        ),
        "不做运算",
    ),
    ("属性里的乘", lambda: odd.with_body("<w:p w:rsidR=\"{{ 'a' * 1500000000 }}\"/>"), "不做运算"),
    ("页眉名字古怪", lambda: odd.note("header", "抬头.xml", "{{ 'a' * 1500000000 }}"), "页眉"),
    ("尾注", lambda: odd.note("endnotes", "附注.xml", "{{ 'a' * 1500000000 }}"), "报告模板尾注"),
    ("递归", lambda: odd.with_text("{% for 行 in 指标 recursive %}{% endfor %}"), "recursive"),
    ("六万个开头", lambda: odd.with_text("{{ " * 60_000), "“{{”没有配成对"),
    ("六万个收尾", lambda: odd.with_text("}} " * 60_000), "“}}”没有配成对"),
    ("六万个全角", lambda: odd.with_text("｛ " * 60_000), "全角"),
    ("七千个标记", lambda: odd.with_text("{{ 总分 }}" * 7000), "标记超过 6000 个"),
    ("七百万个空段", lambda: odd.with_body("<w:p/>" * 7_000_000), "段落、格子太多"),
    ("一段两千万字", lambda: odd.with_text("字" * 15_000_000), "有一段字太长"),
    (
        "一百层括号",
        lambda: odd.with_text("{{ " + "(" * 100 + "总分" + ")" * 100 + " }}"),
        "括号套得太深",
    ),
    (
        "一百层或",
        lambda: odd.with_text("{{ " + "(" * 99 + "总分" + " or 年度)" * 99 + " }}"),
        "太深",
    ),
    ("四百个 not", lambda: odd.with_text("{% if " + "not " * 400 + "总分 %}{% endif %}"), "太深"),
    ("三百个过滤器", lambda: odd.with_text("{{ 项目名称" + "|trim" * 300 + " }}"), "太深"),
    ("二十五层 if", lambda: odd.with_text("{% if 总分 %}" * 25 + "{% endif %}" * 25), "至多 12 层"),
    (
        "三千个 elif",
        lambda: odd.with_text("{% if 总分 %}" + "{% elif 总分 == 2 %}" * 3000 + "{% endif %}"),
        "写得太长、套得太深",
    ),
    ("五千位的数", lambda: odd.with_text("{{ " + "9" * 1990 + "e9999 }}"), "里的数太大"),
    ("三千字的标记", lambda: odd.with_text("{{ '" + "字" * 3000 + "' }}"), "超过 2000 个字"),
]


@pytest.mark.parametrize(("what", "make", "said"), LONG, ids=[row[0] for row in LONG])
def test_没完没了的模板只有一句话(tmp_path: Path, what: str, make: Make, said: str) -> None:
    assert said in odd.said(tmp_path, make(), SIXTY), what


def _many(text: str, count: int) -> Make:
    return lambda: odd.with_body("<w:p>" + f"<w:r><w:t>{text}</w:t></w:r>" * count + "</w:p>")


BIG: list[tuple[str, Make]] = [
    ("六千个标记", lambda: odd.with_text("{{ 总分 }}" * 5800)),
    ("五千八百串", _many("{{ 总分 }}", 5800)),
    (
        "一串里五千八百截",
        lambda: odd.with_body("<w:p><w:r>" + "<w:t>{{ 总分 }}</w:t>" * 5800 + "</w:r></w:p>"),
    ),
    (
        "一个字一串",
        lambda: odd.with_body(
            "<w:p>"
            + "".join(f"<w:r><w:t>{one}</w:t></w:r>" for one in "{{ 总分 }}" * 2500)
            + "</w:p>"
        ),
    ),
    ("两万串没有标记的", _many("字", 20_000)),
    (
        "一格里五千段",
        lambda: odd.with_body(
            "<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>"
            + odd.paragraph("{% set 甲 = 1 %}") * 5000
            + "</w:tc></w:tr></w:tbl>"
        ),
    ),
    (
        "五千行",
        lambda: odd.with_body(
            "<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid>"
            + ("<w:tr><w:tc>" + odd.paragraph("{% set 甲 = 1 %}") + "</w:tc></w:tr>") * 5000
            + "</w:tbl>"
        ),
    ),
    ("三千个循环", lambda: odd.with_text((FOR + "字" + END) * 2900)),
    ("六万个注的开头", lambda: odd.with_text("{# " * 60_000)),
    ("二十万个空段", lambda: odd.with_body("<w:p/>" * 200_000)),
    (
        "套六十层的表格",
        lambda: odd.with_body(
            "<w:tbl><w:tr><w:tc>" * 60
            + odd.paragraph("{{ 总分 }}")
            + ("</w:tc></w:tr></w:tbl>" + odd.paragraph("")) * 60
        ),
    ),
]


@pytest.mark.parametrize(("what", "make"), BIG, ids=[row[0] for row in BIG])
def test_大的模板十秒之内填好(tmp_path: Path, what: str, make: Make) -> None:
    template = make()
    start = time.process_time()
    try:
        odd.rendered(tmp_path, template)
    except TemplateError as error:
        assert "填了 5 秒还没有填完" in str(error), what  # noqa: PT017  # 机器很忙时也只有这一句
    assert time.process_time() - start < SECONDS


HEAVY = ["七百万个空段", "整段循环", "三层循环里的数", "二十万个空段", "一个字一串"]


@pytest.mark.skipif(sys.platform == "win32", reason="量内存的办法只有 Linux、macOS 有")
@pytest.mark.parametrize(
    "name", ["七百万个空段", "整段循环", "三层循环里的数", "二十万个空段", "一个字一串"]
)
def test_内存不到一GB(tmp_path: Path, name: str) -> None:
    makes = {what: make for what, make, _ in LONG} | dict(BIG)
    (tmp_path / "模板.docx").write_bytes(makes[name]())
    code = (
        "import resource, sys, reportcase as case\n"
        "from perfxl.errors import TemplateError\n"
        "from pathlib import Path\n"
        "try: case.made(Path(sys.argv[1]), template=Path(sys.argv[1], '模板.docx'))\n"
        "except TemplateError: pass\n"
        # ru_maxrss 把起它的进程也算在里面；Linux 上看自己的 VmHWM。
        "status = Path('/proc/self/status')\n"
        "lines = status.read_text().splitlines() if status.exists() else []\n"
        "own = [int(line.split()[1]) // 1024 for line in lines if line.startswith('VmHWM')]\n"
        "used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "print(own[0] if own else used // 1024 // 1024)"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    ran = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        capture_output=True, text=True, check=True, env=environment,
    )  # fmt: skip
    assert int(ran.stdout) < 1000


def test_五千条指标也写得出(tmp_path: Path) -> None:
    made = case.made(tmp_path, many_rows(5000))
    rows = made.table("完成率")
    assert len(rows) == 5001
    assert rows[-1][2:5] == ["指标4999", "≥5004个", "5005个"]
    assert len(made.controls()) > 70_000

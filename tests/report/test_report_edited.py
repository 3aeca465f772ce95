"""办事人员改过的模板：加段、改字、拆开的标记、输入法的习惯都照常；写错的说清是什么、在哪里。"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import reportcase as case
from docx.oxml import parse_xml

from perfxl.errors import TemplateError
from perfxl.report import render


def _last(made: case.Made) -> str:
    return [line for line in made.paragraphs if line][-1]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("总分{{ 总分 }}分", "总分97.14分"),
        ("{{总分}}", "97.14"),
        ("{% if 总分 >= 90 %}较好{% else %}一般{% endif %}", "较好"),
        ("{% if 总分 < 97.2 %}低{% endif %}", "低"),
        ("{% if 等级 == “优” %}优秀{% endif %}", "优秀"),
        ("{% if 资金明细 %}有{% else %}没有子项目{% endif %}", "没有子项目"),
        ("{% for 行 in 满意度指标 %}{{ 行.三级 }}{{ 行.得分 }}{% endfor %}", "受益农户满意度10"),
        ("{% for 行 in 指标 %}{% if 行.得分 < 行.分值 %}{{ 行.三级 }}。{% endif %}{% endfor %}",
         "受训农户人次。亩均增产粮食。"),
        ("{{ 数据.渠道疏浚长度 }}", "86.4公里"),
        ("{{ 数据[“参建企业”] }}", "7家"),
        ("{{ 正文.资金使用 }}", "资金由市财政国库集中支付，支出凭证齐全，未发现截留、挪用情况。"),
        ("{% set 名 = 项目名称 %}{{ 名 }}", "2024年高标准农田建设项目"),
        ("普通的 { 花括号 } 和 50% 不动", "普通的 { 花括号 } 和 50% 不动"),
    ],
)  # fmt: skip
def test_加的一段照常(line: str, wanted: str, tmp_path: Path) -> None:
    made = case.made(tmp_path, template=case.with_lines(tmp_path, line))
    assert _last(made) == wanted


def test_拆成几截的标记(tmp_path: Path) -> None:
    def change(document: Any) -> None:
        paragraph = document.add_paragraph()
        for place, piece in enumerate(["得", "{", "{ 总", "分 }", "} 分，{{ 等", "级 }}"]):
            paragraph.add_run(piece).bold = place % 2 == 1

    made = case.made(tmp_path, template=case.edited(tmp_path, change))
    assert _last(made) == "得97.14 分，优"


def test_独占一段的if去掉整段(tmp_path: Path) -> None:
    lines = ("{% if 资金明细 %}", "有子项目", "{% endif %}", "完")
    made = case.made(tmp_path, template=case.with_lines(tmp_path, *lines))
    tail = made.paragraphs[-4:]
    assert "有子项目" not in tail
    assert made.paragraphs[-1] == "完"
    assert not any("{%" in line for line in made.paragraphs)


def test_文本框里的几段_还是几段(tmp_path: Path) -> None:
    box = (
        f'<w:r xmlns:w="{case.W[1:-1]}" xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape>'
        "<v:textbox><w:txbxContent><w:p><w:r><w:t>{{ 正文.存在问题 }}</w:t></w:r></w:p>"
        "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )

    def boxed(document: Any) -> None:
        document.paragraphs[0]._p.append(parse_xml(box))  # noqa: SLF001  # python-docx 没有文本框

    lines = ["一是培训推迟。", "二是有1个标段支付滞后。"]
    grid = case.grid(narratives={**case.NARRATIVES, "存在问题": "\n".join(lines)})
    made = case.made(tmp_path, grid, template=case.edited(tmp_path, boxed))
    (shown,) = made.part().iter(f"{case.W}txbxContent")
    assert [case.text_of(paragraph) for paragraph in shown] == lines


def test_页眉里的名称(tmp_path: Path) -> None:
    def change(document: Any) -> None:
        section = document.sections[1]
        section.header.is_linked_to_previous = False
        section.header.paragraphs[0].text = "{{ 实施单位 }}：{{ 总分 }}"

    made = case.made(tmp_path, template=case.edited(tmp_path, change))
    with ZipFile(made.path) as package:
        headers = [package.read(one).decode() for one in package.namelist() if "header" in one]
    assert any("临江市农田建设服务中心" in one and "97.14" in one for one in headers)


BAD = [
    ("{{ 项目名 }}", "里写了“{{ 项目名 }}”，没有“项目名”这个名称；相近的有“项目名称”"),
    ("{{ 全年预算 }}", "相近的有“全年预算数”"),
    ("{{ zzz }}", "可用的名称见 docs/报告模板.md"),
    ("{% for 行 in 产出指标 %}{{ 行.三级指标名 }}{% endfor %}",
     "“产出指标”的各行里没有“三级指标名”这个名称；相近的有“三级”"),
    ("{% for 行 in 重点工作任务 %}{{ 行.任务 }}{% endfor %}", "“重点工作任务”的各行里没有“任务”"),
    ("{{ 正文.项目概要 }}", "没有“项目概要”这个名称；相近的有“项目概况”"),
    ("{{ 数据.没有的数 }}", "没有“没有的数”这个名称"),
    ("｛｛ 项目名称 ｝｝", "花括号或百分号是全角的"),
    ("{｛ 项目名称 }}", "花括号或百分号是全角的"),
    ("{％ if 总分 ％}", "花括号或百分号是全角的"),
    ("{{ 项目名称 }", "里的“{{”没有配成对"),
    ("项目名称 }}", "里的“}}”没有配成对"),
    ("{{ 项目名称 年度 }}", "写法不对"),
    ("{{ }}", "写法不对"),
    ("{% for 行 指标 %}{% endfor %}", "写法不对"),
    ("{% for 行 in 指标 %}{{ 行.三级 }}", "没有对应的 {% endfor %}"),
    ("{% if 总分 %}", "没有对应的 {% endif %}"),
    ("{% endif %}", "前面没有对应的 {% if … %}"),
    ("{% if 总分 %}{% endfor %}", "前面没有对应的 {% for … %}"),
    ("{% else %}", "不在 {% if … %} 里面"),
    ("{{ ''.__class__ }}", "名称不能以下划线开头"),
    ("{{ 项目名称['__class__'] }}", "用了不许用的写法"),
    ("{{ 项目名称.upper() }}", "不调用函数"),
    ("{{ 总分 + 1 }}", "不做运算"),
    ("{% for 一 in range(9) %}{% endfor %}", "没有“range”这个名称"),
    ("{% include '/etc/passwd' %}", "模板里只用 for、if、set"),
    ("{% vm %}", "合并相同的格请写 {{ 行.一级|合并 }}"),
    ("{{ 总分|大写 }}", "用了没有的“|大写”；相近的有“|中文大写”；可用的有“|合并”"),
    ("{{ 指标 }}", "一行一行的，不能整个印"),
    ("{% if 主管部门 > 90 %}{% endif %}", "“主管部门”是文字，不能比大小"),
    ("{% if 总分 > 项目名称 %}{% endif %}", "“项目名称”是文字，不能比大小"),
    ("{% if 数据.渠道疏浚长度 > 数据.渠道疏浚 %}{% endif %}", "没有“渠道疏浚”这个名称"),
    ("{% set 名 = 项目名称 %}{% if 总分 > 名 %}{% endif %}",
     "不能与“2024年高标准农田建设项目”比大小"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "message"), BAD, ids=[one[0] for one in BAD])
def test_写错的说清是什么(line: str, message: str, tmp_path: Path) -> None:
    template = case.with_lines(tmp_path, line)
    output = tmp_path / "报告.docx"
    output.write_bytes(b"old")
    with pytest.raises(TemplateError) as caught:
        render(case.assessment(), output, template=template)
    said = str(caught.value)
    assert message in said
    assert said.startswith("报告模板")
    assert "\n" not in said
    assert output.read_bytes() == b"old"


def test_错在表格里说第几个表格第几行(tmp_path: Path) -> None:
    def change(document: Any) -> None:
        document.tables[0].rows[2].cells[0].paragraphs[0].runs[0].text = "{{ 行.名子 }}"

    template = case.edited(tmp_path, change)
    with pytest.raises(
        TemplateError, match=r"报告模板第 1 个表格第 3 行第 1 格“{{ 行.名子 }}”里写了"
    ):
        render(case.assessment(), tmp_path / "报告.docx", template=template)


def test_跨表格的for拒绝(tmp_path: Path) -> None:
    def change(document: Any) -> None:
        document.add_paragraph("前{% for 行 in 指标 %}")
        document.add_table(1, 1).cell(0, 0).text = "{{ 行.三级 }}{% endfor %}后"

    template = case.edited(tmp_path, change)
    with pytest.raises(TemplateError, match="跨了表格或段落"):
        case.made(tmp_path, template=template)


def test_不是docx的模板(tmp_path: Path) -> None:
    path = tmp_path / "模板.docx"
    path.write_bytes(b"\xd0\xcf\x11\xe0 old word")
    with pytest.raises(TemplateError, match=r"不是 \.docx 文件"):
        case.made(tmp_path, template=path)
    with ZipFile(path, "w") as package:
        package.writestr("xl/workbook.xml", "<x/>")
    with pytest.raises(TemplateError, match="不是 Word 文件"):
        case.made(tmp_path, template=path)
    with pytest.raises(TemplateError, match=r"打不开报告模板 没有\.docx"):
        case.made(tmp_path, template=tmp_path / "没有.docx")


def test_带宏的和缺部件的模板(tmp_path: Path) -> None:
    good = case.with_lines(tmp_path, "完")
    kind = b"wordprocessingml.document.main+xml"
    with ZipFile(good) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(kind, b"ms-word.document")
    path = tmp_path / "模板.docx"
    with ZipFile(path, "w") as target:
        for name, data in parts.items():
            target.writestr(name, data)
    with pytest.raises(TemplateError, match=r"另存为普通的 \.docx"):
        case.made(tmp_path, template=path)
    with ZipFile(path, "w") as target:
        for name in ("[Content_Types].xml", "word/document.xml"):
            target.writestr(name, parts[name])
    with pytest.raises(TemplateError, match=r"另存为普通的 \.docx"):
        case.made(tmp_path, template=path)


def test_写不了的位置(tmp_path: Path) -> None:
    (tmp_path / "报告.docx").mkdir()
    with pytest.raises(TemplateError, match=r"写不了 报告\.docx：可能正在 Word 或 WPS 里开着"):
        case.made(tmp_path)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["报告.docx"]

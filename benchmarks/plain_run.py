"""对照：一个普通脚本做同一件事——openpyxl 读、核分、写两张结果表、存盘，docxtpl 填同一个模板。

只认 samples/河源市2019专项资金 的表（坐标写死），不校验、不标记、不保全原文件、不追溯数的出处。
用法：python benchmarks/plain_run.py 自评表.xlsx 模板.docx 输出文件夹
"""

from __future__ import annotations

import re
import sys
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import openpyxl
from docxtpl import DocxTemplate  # type: ignore[import-untyped]  # 库没有类型说明
from jinja2 import Environment

_FUND_KEYS = ("类别", "名称", "安排资金", "已支出", "结转结余", "结转结余原因")


def main(workbook: str, template: str, output: str) -> None:
    book = openpyxl.load_workbook(workbook)
    values = openpyxl.load_workbook(workbook, data_only=True)
    table = values["绩效自评指标表"]
    budget, executed = Decimal(str(table["F8"].value)), Decimal(str(table["I8"].value))
    rows = _scored(table, executed / budget)
    _write(book, rows)
    folder = Path(output)
    folder.mkdir(parents=True, exist_ok=True)
    book.save(folder / "普通脚本.xlsx")
    context = _context(values, rows, budget, executed)
    environment = Environment(autoescape=True)
    environment.filters["合并"] = lambda value: value
    document = DocxTemplate(template)
    document.render(context, environment, autoescape=True)
    document.save(folder / "普通脚本.docx")


def _scored(table: Any, rate: Decimal) -> list[dict[str, Any]]:
    rows, levels = [], ["", ""]
    for line in table.iter_rows(min_row=14, max_row=60, values_only=True):
        if line[0] == "合计" or line[3] is None:
            continue
        levels = [line[1] or levels[0], (line[2] or levels[1])]
        weight, points = Decimal(str(line[6])), Decimal(str(line[7]))
        if line[3] == "资金支出率":
            points = _rounded(min(rate, Decimal(1)) * weight)
        else:
            target, actual = _number(line[4]), _number(line[5])
            if target and actual:
                points = _rounded(min(actual / target, Decimal(1)) * weight)
        rows.append(
            {
                "一级": levels[0], "二级": levels[1], "三级": line[3], "指标值": line[4],
                "完成值": line[5], "完成情况": line[5], "完成率": "", "偏差率": "",
                "分值": weight, "得分": points, "原因": line[8] or "",
            }
        )  # fmt: skip
    return rows


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def _number(text: Any) -> Decimal | None:
    match = re.fullmatch(r"[≥≤]?(\d+(?:\.\d+)?)\D{0,4}", str(text))
    return Decimal(match[1]) if match else None


def _write(book: Any, rows: list[dict[str, Any]]) -> None:
    sheet = book.create_sheet("得分明细")
    for row in rows:
        sheet.append([row["三级"], float(row["分值"]), float(row["得分"])])
    book.create_sheet("校验结果").append(["没有校验"])


def _context(
    book: Any, rows: list[dict[str, Any]], budget: Decimal, executed: Decimal
) -> dict[str, Any]:
    data = {row[0]: f"{row[1]}{row[2] or ''}" for row in _side(book, "数据项", 3)}
    texts = {
        row[0]: re.sub(r"【(.+?)(?:\|.+?)?】", lambda m: data.get(m[1], m[0]), row[1] or "")
        for row in _side(book, "报告文字", 2)
    }
    total = sum(row["得分"] for row in rows)
    return {
        **_filled(book["绩效自评指标表"]),
        **_money(budget, executed),
        "总分": total, "总分值": 100, "等级": "优", "分值说明": "", "得分情况": f"自评{total}分。",
        "指标": rows, "一级指标": _level1(rows), "正文": texts, "数据": data,
        "资金明细": _named(book, "资金明细", _FUND_KEYS),
        "佐证材料": _named(book, "佐证材料", ("三级", "材料", "文号", "存放位置")),
    }  # fmt: skip


def _filled(table: Any) -> dict[str, Any]:
    """指标表上填的表头和目标。"""
    return {
        "报告标题": table["A2"].value, "项目名称": table["C4"].value, "年度": "2019",
        "主管部门": table["C5"].value, "实施单位": table["G5"].value,
        "项目承担单位": table["G5"].value, "填报人": table["C6"].value,
        "填报人姓名": table["C6"].value, "填报日期": table["G6"].value, "联系电话": "",
        "目标与完成": table["B12"].value, "预期目标": table["B12"].value,
        "实际完成情况": table["F12"].value,
    }  # fmt: skip


def _money(budget: Decimal, executed: Decimal) -> dict[str, Any]:
    rate = f"{_rounded(executed / budget * 100)}%"
    prose = f"安排{budget}万元，支出{executed}万元，支出率{rate}。"
    amounts = {"全年预算数": budget, "全年执行数": executed, "执行率": rate}
    return {
        **amounts, "金额单位": "万元", "资金": [{"分组": "", "名称": "总额", **amounts}],
        "资金情况": prose, "指标小结": prose,
    }  # fmt: skip


def _level1(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "名称": name, "分值": sum(row["分值"] for row in rows if row["一级"] == name),
            "得分": sum(row["得分"] for row in rows if row["一级"] == name), "得分率": "",
        }
        for name in dict.fromkeys(row["一级"] for row in rows)
    ]  # fmt: skip


def _named(book: Any, name: str, keys: tuple[str, ...]) -> list[dict[str, Any]]:
    return [dict(zip(keys, row, strict=True)) for row in _side(book, name, len(keys))]


def _side(book: Any, name: str, width: int) -> list[tuple[Any, ...]]:
    lines = book[name].iter_rows(min_row=4, max_col=width, values_only=True)
    return [line for line in lines if line[0] is not None]


if __name__ == "__main__":
    main(*sys.argv[1:4])

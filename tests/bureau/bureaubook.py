"""造一个局收到的自评表：几十个单位，几千个工作簿，里面埋着已知的毛病。名称、数字都是编的。

内容从样例和各表样填好的一份（samples/sources、tests/forms）变来：单位、项目、资金、目标、指标的
名称各不相同。同一个种子造出来的逐字节相同。
"""

from __future__ import annotations

import os
import random
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path

from perfxl.blank import Content, load_content, workbook_bytes
from perfxl.blank.content import Entry
from perfxl.form.form import Form
from perfxl.form.load import load

TESTS = Path(__file__).parent.parent
YEAR = 2025
# 交来的那几天（文件的时间）；重报的晚一个月。
MARCH, APRIL = datetime(2026, 3, 2, 9, tzinfo=UTC), datetime(2026, 4, 2, 9, tzinfo=UTC)

_PLACES = "青石白沙柳林桃源清溪长岭双桥金坪云峰南湾东塘龙泉新河古渡松岗竹山梅岭荷塘枫林"
_OFFICES = "教育 水务 交通 农业 林业 民政 卫健 文旅 住建 城管 应急 统计 科技 商务 司法"
_THINGS = (
    "河道堤岸", "中小学校舍", "乡村道路", "灌溉水渠", "公共厕所", "路灯", "图书", "健身器材",
    "污水管网", "林木", "病险水库", "养老床位", "疫苗", "档案柜", "监测站点", "宣传栏", "消防栓",
    "采样点", "农机具", "培训教室", "检测设备", "护栏",
)  # fmt: skip
_VERBS = ("改造", "新建", "购置", "维修", "更换", "增设", "整治", "补充", "安装", "清理")
_UNITS = ("米", "套", "处", "台", "座", "件", "平方米", "人次", "公里", "个")
_GAINS = (
    "出行更方便", "用水有保障", "上学路上更安全", "看病少跑路", "环境更整洁", "防汛能力提高",
    "农户增收", "档案查得快", "群众办事省时间", "火情早发现",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Project:
    """一个单位的一个项目。"""

    office: str
    name: str
    form: str
    text: str  # 目标
    total: int  # 万元


@dataclass(frozen=True, slots=True)
class Bureau:
    """造好的一个局：放在哪里，名册上有谁，埋了哪些毛病。"""

    folder: Path
    roster: tuple[Project, ...]
    missing: tuple[Project, ...]  # 名册上有、没有交的
    unlisted: tuple[Project, ...]  # 名册上没有的
    again: tuple[Project, ...]  # 又报了一次的
    damaged: tuple[str, ...]  # 坏的文件
    copied: tuple[tuple[Project, Project], ...]  # 后一个的目标抄前一个的
    outliers: tuple[Project, ...]  # 花的钱是别人的几百倍
    other_year: tuple[Project, ...]  # 填的是上一年的


@cache
def _filled(code: str) -> tuple[Form, Content]:
    own = TESTS.parent / "samples" / "sources" / "good-mof-2020.toml"
    return load(code), load_content(own if code == "mof-2020" else TESTS / "forms" / f"{code}.toml")


FORMS = ("mof-2020", "mof-2020", "mof-2021-cost", "guangxi", "henan-2024", "hubei-2020")


def workbook(project: Project, *, year: int = YEAR, spent: Decimal = Decimal("0.95")) -> bytes:
    """一份填好的自评表。"""
    form, content = _filled(project.form)
    known = {field.key for field in form.header}
    wanted: dict[str, Entry] = {
        "name": project.name, "unit": project.office, "authority": f"{project.office}主管局",
        "year": year,
    }  # fmt: skip
    header = dict(content.header) | {key: wanted[key] for key in wanted if key in known}
    funds = []
    for place, row in enumerate(content.funds):
        budget = Decimal(project.total if place == 0 else 0)
        money = {"initial": budget, "budget": budget, "executed": (budget * spent).quantize(_CENT)}
        funds.append({key: money.get(key, value) for key, value in row.items()})
    rows = _reasons(project, content.indicators, "指标")
    rows = [{**row, "name": f"{project.name[:6]}{row['name']}"} for row in rows]
    made = replace(
        content, header=header, funds=tuple(_reasons(project, funds, "资金")),
        details=tuple(_reasons(project, content.details, "明细")), indicators=tuple(rows),
        goal=project.text, achievement=project.text.replace("计划", "已经"),
    )  # fmt: skip
    return workbook_bytes(form, made)


def _reasons(
    project: Project, rows: Iterable[Mapping[str, Entry]], what: str
) -> list[Mapping[str, Entry]]:
    """填了原因的各行，各写各的：同样的话是埋的毛病，不能处处都有。"""
    places = [_PLACES[at : at + 2] for at in range(0, len(_PLACES), 2)]
    made: list[Mapping[str, Entry]] = []
    for number, row in enumerate(rows):
        dice = random.Random(f"{project.office}{project.name}{what}{number}")  # noqa: S311  # 同上
        parts = [
            f"{dice.choice(places)}{dice.choice(places)}的{thing}{dice.choice(_VERBS)}"
            f"晚了{dice.randrange(3, 90)}天"
            for thing in dice.sample(_THINGS, 3)
        ]
        first, other = dice.sample(_THINGS, 2)
        reason = f"{'，'.join(parts)}；今后{first}先于{other}{dice.choice(_VERBS)}"
        made.append({**row, "reason": reason} if row.get("reason") else row)
    return made


_CENT = Decimal("0.01")


def projects(offices: int, each: int, seed: int = 1) -> list[Project]:
    """名册：几个单位，每个几个项目。"""
    dice = random.Random(seed)  # noqa: S311  # 造数据，不是做密码
    places = [_PLACES[at : at + 2] for at in range(0, len(_PLACES), 2)]
    kinds = _OFFICES.split()
    made = []
    for number in range(offices):
        office = f"{places[number % len(places)]}县{kinds[number // len(places) % len(kinds)]}局"
        for which in range(each):
            thing, place = dice.choice(_THINGS), dice.choice(places)
            name = f"{place}{dice.choice(places)}片{thing}项目（{number + 1}-{which + 1}）"
            code = FORMS[dice.randrange(len(FORMS))]
            made.append(Project(office, name, code, _goal(dice, places), dice.randrange(20, 900)))
    return made


def _goal(dice: random.Random, places: list[str]) -> str:
    parts = [
        f"在{dice.choice(places)}{dice.choice(places)}{dice.choice(_VERBS)}{dice.choice(_THINGS)}"
        f"{dice.randrange(3, 999)}{dice.choice(_UNITS)}"
        for _ in range(3)
    ]
    return f"计划{'，'.join(parts)}，使{dice.choice(places)}一带{dice.choice(_GAINS)}。"


def make(folder: Path, offices: int = 60, each: int = 50, seed: int = 1) -> Bureau:
    """造一个局。每个单位一个文件夹；逢三的单位交的是 .zip（名字是 GBK 的），逢七的是包里的包。"""
    dice = random.Random(seed + 1)  # noqa: S311  # 同上
    every = projects(offices, each, seed)
    some = dice.sample(every, 16)
    missing, again, outliers, other_year = some[:4], some[4:7], some[7:9], some[9:11]
    copies = ((some[11], some[12]), (some[13], some[14]))
    unlisted = replace(some[15], name=f"{some[15].name[:4]}名册以外的项目")
    texts = {copy.name: origin.text for origin, copy in copies}
    for office, mine in _by_office(every):
        files = []
        for project in mine:
            if project in missing:
                continue
            told = replace(project, text=texts.get(project.name, project.text))
            told = replace(told, total=900_000) if project in outliers else told
            year = YEAR - 1 if project in other_year else YEAR
            files.append((f"{project.name}.xlsx", workbook(told, year=year)))
        _hand_in(folder, office, files)
    for project in again:
        _put(folder / "重报" / f"{project.name}.xlsx", workbook(project, spent=LESS), APRIL)
    _put(folder / "多报.xlsx", workbook(unlisted), MARCH)
    return Bureau(
        folder, tuple(every), tuple(missing), (unlisted,), tuple(again),
        tuple(_damaged(folder, workbook(every[0]))), copies, tuple(outliers), tuple(other_year),
    )  # fmt: skip


LESS = Decimal("0.90")


def _by_office(every: list[Project]) -> Iterator[tuple[str, list[Project]]]:
    for office in dict.fromkeys(project.office for project in every):
        yield office, [project for project in every if project.office == office]


def _hand_in(folder: Path, office: str, files: list[tuple[str, bytes]]) -> None:
    number = sum(1 for _ in folder.iterdir()) if folder.exists() else 0
    if number % 7 == 6:
        inner = zipped(files)
        _put(folder / f"{office}.zip", zipped([("自评表.zip", inner)]), MARCH)
    elif number % 3 == 2:
        _put(folder / f"{office}.zip", zipped(files), MARCH)
    else:
        for name, data in files:
            _put(folder / office / name, data, MARCH)


def zipped(files: list[tuple[str, bytes]]) -> bytes:
    """中文 Windows 上的工具压的包：名字是 GBK 的，没有标明。"""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            entry = zipfile.ZipInfo(_gbk(name), (2026, 3, 2, 17, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return made.getvalue()


class _Gbk(str):
    """写进包里是 GBK 的字节，又不标 UTF-8 的名字：标准库自己总要标。"""

    __slots__ = ()

    def encode(self, encoding: str = "utf-8", errors: str = "strict") -> bytes:
        if encoding == "ascii":
            return str.encode(self, "gb18030", errors)
        return super().encode(encoding, errors)


def _gbk(name: str) -> str:
    return _Gbk(name)


def _damaged(folder: Path, good: bytes) -> Iterator[str]:
    """坏的：截了一半的，其实是文字的，空的。"""
    for name, data in (
        ("传了一半.xlsx", good[: len(good) // 2]),
        ("其实是文字.xlsx", "项目名称,得分\n".encode("gbk")),
        ("空的.xls", b""),
    ):
        _put(folder / name, data, MARCH)
        yield name


def _put(path: Path, data: bytes, time: datetime) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    os.utime(path, (int(time.timestamp()), int(time.timestamp())))

"""语料：没有错的报告一条也不报；改错一处，多出来的正是那一种。没找到的写在这里，一处一处说得清。"""

from __future__ import annotations

import pytest
from planted import SETS, Case, Fault, cases, findings_of, is_found

EVERY = {title: tuple(cases(folder)) for title, folder in SETS.items()}
CASES = [case for every in EVERY.values() for case in every]
# 找不到的：要么要把几笔先加起来再除，要么两个数单位不同、离得远，说不准是不是一件事，
# 要么改错以后碰巧与别的两个数相合；单字的名称、镇村的名称写错的也看不出来。
MISSED = {
    ("养老", "适老化改造支出142.9万元"),
    ("养老", "培训合格率92.5%"),
    ("农业", "1.建成高标准农田3.2万亩"),
    ("就业", "占支出的48.2%"),
    ("教育", "执行率79%"),
    ("教育", "占应完工学校的97.1%"),
    ("水利", "比目标多2.4公里"),
    ("垃圾治理", "实际下达1,680万元"),
    ("环境监测", "包装印刷行业13家"),
    ("卫健部门", "建档率97.55%"),
    ("卫健部门", "低于序时进度11.8%"),
    ("文化场馆", "缺口44名"),
    ("高标准农田", "亩均投资1800元；其中"),
    ("公交补贴", "合计节约174.2万元"),
    ("公交补贴", "低于目标日均5.67万人次"),
    ("公交补贴", "日均应出车400"),
    ("公交补贴", "实施单位：东浦市公共汽车有限公公司"),
    ("农村供水", "占到位资金的97.3%"),
    ("农村供水", "平均每只180元"),
    ("农村供水", "占全镇总人口的92%"),
    ("农村供水", "全年需5.4万元"),
    ("农村供水", "柏山镇辖11个行政村"),
    ("实训基地", "年末结余75万元"),
    ("实训基地", "2021年完成678万元"),
    ("实训基地", "未到货的6台（套）为"),
    ("实训基地", "同比翻了近两番"),
    ("实训基地", "9台（套）数控机床推迟"),
    ("实训基地", "海宁路职业技术学校（以下简称"),
    ("法律援助", "12卷不合格案卷"),
    ("人才引进", "占调整后预算的93%"),
    ("人才引进", "完成年度目标的118%"),
    ("人才引进", "超额165名"),
    ("人才引进", "教育卫生362名"),
    ("人才引进", "超过三年目标280名"),
    ("人才引进", "仅占引进人才的7.4%"),
    ("人才引进", "前追回64万元"),
    ("人才引进", "当年实现产值9.45万元"),
    ("人才引进", "形成本报告，以促进殡葬改革工程顺利实施"),
    ("动物防疫", "监测检测费24万元"),
    ("动物防疫", "空编4名"),
    ("水库移民", "每季度693万元"),
    ("水库移民", "31.6公里共投入408.3万元"),
    ("水库移民", "占29.6%"),
    ("水库移民", "增收2800万元"),
    ("老旧小区", "第二批11个小区"),
    ("老旧小区", "户均改造成本2.41万元"),
    ("老旧小区", "每平方米改造成本280元"),
    ("职业培训", "人均补贴2600元"),
    ("职业培训", "就业率48%"),
    ("职业培训", "缺口360人次"),
    ("职业培训", "对3家培训机构限期"),
    ("职业培训", "平均用时时18天"),
    ("职业培训", "省财政厅、省人社厅下达我区"),
    ("职业培训", "一是加强与企业对接，推动安定市水务局河道治理工作，"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_没有错的报告一条也不报(case: Case) -> None:
    assert [f"{one.code} {one.quote} {one.message}" for one in findings_of(case.text)] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_看着错其实对的地方都在报告里(case: Case) -> None:
    assert [quote for quote, _ in case.tempting if quote not in case.text] == []
    assert all(why for _, why in case.tempting)


@pytest.mark.parametrize(
    ("case", "fault"),
    [(case, fault) for case in CASES for fault in case.faults],
    ids=lambda one: one.name if isinstance(one, Case) else one.new[:16],
)
def test_改错一处就报这一种(case: Case, fault: Fault) -> None:
    assert case.broken(fault) != case.text
    base = findings_of(case.text)
    assert is_found(case, fault, base) is ((case.name, fault.new) not in MISSED)


def test_语料够多() -> None:
    assert sum(len(case.faults) for case in CASES) >= 600
    assert sum(len(case.tempting) for case in CASES) >= 500

"""公开的自评表里常见、别处没有的画法：读得对，也不误报。数字、名称都是编的。"""

from unseen import errors, made, money, rows

from perfxl.filing.findings import Level

SCORED_THRICE = """
[自评表]
桐川县2022年度预算项目绩效自评表 | < | < | < | < | < | < | < | < | < | < | < | <
一、基本情况 | 项目名称: | < | 高龄老人津贴 | < | < | 是否为专项资金: | | 实施（主管）单位 \
| 桐川县民政局 | < | 金额单位: | 万元
二、预算执行情况 | 预算安排情况（调整后） | < | < | 资金到位情况 | < | < | 资金执行情况 | < \
| < | 预算执行进度（%） | < | <
^ | 预算数 | < | 9.6 | 到位数 | < | 9.6 | 执行数 | < | 9.6 | 100.00 | < | <
四、年度绩效指标完成情况 | 一级指标 | 二级指标 | 三级指标 | < | 预期指标值 | < | < \
| 单项指标实际完成值 | 单项指标完成情况 | 自评得分 | < | <
^ | ^ | ^ | 名称 | 描述 | 符号 | 值 | 单位 | ^ | ^ | 单项指标得分 | 权重占比（%） \
| 单项指标折算得分
^ | 产出指标 | 数量指标 | 发放人数 | 领取津贴的老人 | >= | 80 | 人 | 82 | 完成 | 100 | 50 | 50
^ | 效果指标 | 社会效益指标 | 发放率 | 应发尽发的比例 | >= | 95 | % | 98% | 完成 | 100 | 40 | 40
^ | 满意度指标 | 服务对象满意度指标 | 老人满意度 | 满意的比例 | >= | 95 | % | 97% | 完成 \
| 100 | 10 | 10
"""


def test_竖着的块名写着完成情况_不是完成值一栏_折算得分才是得分() -> None:
    one = made(SCORED_THRICE)
    assert rows(one) == [("≥80人", "82人"), ("≥95%", "98%"), ("≥95%", "97%")]
    scores = [(row.weight, row.points) for row in one.filing.indicators]
    shown = [(w and w.value.shown, p and p.value.shown) for w, p in scores]
    assert shown == [("50", "50"), ("40", "40"), ("10", "10")]
    assert errors(one, Level.ERROR) == []


TWO_GOALS = """
[表]
2022年度河道监测项目自评表 | < | < | < | < | < | <
单位名称：白石县水利站   填报日期：2023年3月1日 | < | < | < | < | < | <
项目名称 | 河道监测 | < | < | < | < | <
主管部门 | 白石县水利局 | < | < | 项目实施单位 | 白石县水利站 | <
预算执行情况（万元）（20分） | | | 预算数（A） | 执行数（B） | 执行率（B/A） | 得分（20分*执行率）
^ | 年度财政资金总额 | < | 12 | 12 | 100% | 20
年度绩效目标1（40分） | 一级指标 | 二级指标 | 三级指标 | 年初目标值（A） | 实际完成值（B） | 得分
^ | 产出指标 | 数量指标 | 监测断面 | 6个 | 6个 | 20
^ | 满意度指标 | 服务对象满意度指标 | 资料审核合格率 | 98% | 98% | 20
年度绩效目标2（40分） | 一级指标 | 二级指标 | 三级指标 | 年初目标值（A） | 实际完成值（B） | 得分
^ | 产出指标 | 数量指标 | 整编资料 | 1份 | 1份 | 40
总分 | < | < | < | < | < | 100
"""


def test_第二块表头上面的指标写着审核二字_表头照样认得() -> None:
    one = made(TWO_GOALS)
    names = [row.name.value for row in one.filing.indicators]
    assert names == ["监测断面", "资料审核合格率", "整编资料"]
    assert errors(one) == []


ON_FISCAL = """
[Sheet1]
2023年度部门整体绩效自评表 | < | < | < | < | < | < | <
项目名称： | 槐江区档案馆整体监控 | < | 项目编码： | 50000000000P000001 | 自评总分： | 99.6 | <
项目主管部门： | 701-槐江区档案馆 | < | 部门联系人： | | < | 联系电话： | <
 | 年初预算数 | < | 全年（调整）预算数 | 全年执行数 | 执行率 | 执行率权重 | 执行率得分
年度总金额 | 520 | < | 600 | 576 | | |
其中：财政拨款 | 520 | < | 600 | 576 | 96.00 | 10.00 | 9.60
一般公共预算 | 520 | < | 600 | 576 | 96.00 | |
年初绩效目标 | < | < | 全年（调整）绩效目标 | < | 全年目标实际完成情况 | < | <
接收进馆档案2万卷。 | < | < | | < | 接收进馆档案2.1万卷。 | < | <
指标名称 | 计量单位 | 指标性质 | 指标值 | 指标权重 | 全年完成值 | 指标得分 | 说明
接收档案 | 卷 | ≥ | 20000 | 50 | 21000 | 50 |
利用满意度 | % | ≥ | 95 | 40 | 97 | 40 |
"""


def test_执行率的分写在财政拨款一行_一般公共预算是它的其中_目标没有调整的看年初的() -> None:
    one = made(ON_FISCAL)
    total = one.filing.total_fund
    assert total is not None
    assert total.weight is not None
    assert total.points is not None
    assert (total.weight.cell.local, total.points.value.shown) == ("G6", "9.6")
    assert one.filing.goal is not None
    assert one.filing.goal.value == "接收进馆档案2万卷。"
    assert errors(one) == []
    assert "M09" not in {found.code for found in one.findings}


def test_各部分金额不同的_分值得分不搬() -> None:
    text = ON_FISCAL.replace(
        "其中：财政拨款 | 520 | < | 600 | 576", "其中：财政拨款 | 420 | < | 500 | 480"
    )
    total = made(text).filing.total_fund
    assert total is not None
    assert total.points is not None
    assert total.points.cell.local == "H5"


def test_部门整体的表没有写金额单位_大得离谱的_问是不是元() -> None:
    text = ON_FISCAL
    for small, large in (("520", "5200000"), ("600", "6000000"), ("576", "5760000")):
        text = text.replace(f"| {small} |", f"| {large} |")
    said = [found for found in made(text).findings if found.code == "M17"]
    assert [(found.level, "没有写金额单位" in found.message) for found in said] == [
        (Level.VERIFY, True)
    ]
    named = text.replace("年初预算数 | <", "年初预算数（万元） | <")
    named = named.replace("2023年度部门整体绩效自评表", "2023年度部门整体绩效自评表（单位：万元）")
    assert "M17" not in {found.code for found in made(named).findings}


TRANSFER = """
[Sheet1]
河湖保护补助资金绩效自评表 | < | < | < | < | <
（2023年度） | < | < | < | < | <
转移支付（项目）名称 | < | 河湖保护补助资金 | < | < | <
中央主管部门 | < | 水利部 | < | < | <
地方主管部门 | < | 甲省水利厅 | < | 资金使用单位 | 桐川县水利局
资金投入情况（万元） | | < | 全年预算数（A） | 全年执行数（B） | 预算执行率（B/A）
^ | 年度资金总额 | < | 300 | 270 | 90%
^ | 其中：中央财政资金 | < | 300 | 270 | 90%
总体目标完成情况 | 总体目标 | < | < | 全年实际完成情况 | <
^ | 整治河道12公里 | < | < | 整治河道12.5公里 | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度目标指标值 | 全年实际完成值
^ | 产出指标 | 数量指标 | 整治河道 | 12公里 | 12.5公里
^ | 满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥85% | 92%
"""


def test_写着转移支付名称中央主管部门的_是转移支付的表_不拿一省的表来核() -> None:
    one = made(TRANSFER)
    assert one.filing.form.code == "mof-transfer"
    assert errors(one) == []


NUMBERED = """
[表]
2023年度湿地保护资金绩效评价表 | < | < | < | < | < | <
资金投入情况（万元） | | 行次 | 全年预算数（A） | 全年到位资金（D） | 全年执行资金（E） \
| 预算执行（E/A×100%）
^ | 列次 | 0 | 1 | 2 | 3 | 4
^ | 年度资金总额（万元）： | 1 | 80.5 | 80.5 | 60.5 | 75.16%
^ | 其中：中央财政资金（万元） | 2 | 80.5 | 80.5 | 60.5 | 75.16%
绩效指标 | 一级指标 | 行次 | 二级指标 | 三级指标 | 指标值 | 全年实际完成值
^ | 产出指标 | 3 | 数量指标 | 管护湿地面积（亩） | ≥500 | 510
^ | 满意度指标 | 4 | 服务对象满意度指标 | 群众满意度 | ≥85% | 90%
"""


def test_列次一行不是资金_预算执行写着怎样除的是执行率() -> None:
    one = made(NUMBERED)
    assert money(one)[-2:] == ["80.5", "60.5"]
    assert [line.name.cell.local for line in one.filing.funds] == ["B4", "B5"]
    total = one.filing.total_fund
    assert total is not None
    assert total.rate is not None
    assert total.rate.value.shown == "75.16%"
    assert errors(one, Level.ERROR) == []
    assert one.filing.form.code != "gd-department-2022"


SCORED_ABOVE = """
[表]
柳河市财政支出项目绩效目标自评表 | < | < | < | < | < | < | <
项目名称 | 乡道养护 | < | < | 项目实施单位 | 柳河市公路站 | < | <
项目权重 | 评价内容 | 分值 | 自评分 | 复核分 | 评价标准及依据 | < | <
项目决策2分 | 决策依据 | 2 | 2 | | 有年度计划得2分 | < | <
项目管理13分 | 财务制度 | 13 | 13 | | 有制度得13分 | < | <
一级指标 | 二级指标 | 指标名称（三级指标） | 年初指标值 | 年终完成值 | 自评分 | 复核分 | 评价标准
产出指标40分 | 数量指标 | 养护里程 | 80公里 | 80公里 | 40 | |
效益指标45分 | 社会效益指标 | 群众满意度 | ≥90% | 95% | 45 | |
"""


def test_上面另有一块打分的没有读_说没有读全_不说印着的分值不对() -> None:
    said = errors(made(SCORED_ABOVE), Level.ERROR)
    assert [line.split()[1] for line in said] == ["U01"]
    assert "没有读到" in said[0]


def test_名称后面跟着签字的地方_不是名称() -> None:
    text = """
[附表2]
2022年度数字馆项目自评表 | < | < | < | < | < | <
项目单位（盖章）：临江市文化馆 主要领导签字： | < | < | < | < | < | <
项目名称 | 数字馆 | < | < | < | < | <
预算执行情况（万元）（20分） | | | 预算数（A） | 执行数（B） | 执行率（B/A） | 得分（20分*执行率）
^ | 年度财政资金总额 | < | 5 | 5 | 100% | 20
年度绩效目标1（80分） | 一级指标 | 二级指标 | 三级指标 | 年初目标值（A） | 实际完成值（B） | 得分
^ | 产出指标 | 数量指标 | 数字资源 | 25TB | 25TB | 80
总分 | < | < | < | < | < | 100
"""
    unit = made(text).filing.unit
    assert unit is not None
    assert unit.value == "临江市文化馆"


PRINTED = "1.预算执行率=预算执行数/调整后预算数,未达到90%的需说明原因(100字以内);"
PRINTED += "2.年中发生预算调整的,应单独说明理由;3.其他资金包括:社会投入资金、银行贷款."
SICHUAN = f"""
[Sheet1]
部门预算项目支出绩效自评表（2023年度） | < | < | < | < | < | < | < | <
项目名称 | 巡护设备购置 | < | < | < | < | < | < | <
主管部门 | 白石县林业局 | < | < | < | 实施单位 | 白石县林场 | < | <
预算执行情况（10分） | 年度预算数（万元） | 年初预算 | 调整后预算数 | 预算执行数 \
| 预算执行率 | 权重 | 得分 | 原因
^ | 总额 | 6 | 6 | 6 | 100.00% | 10 | 10 | {PRINTED}
^ | 其中：财政资金 | 6 | 6 | 6 | 100.00% | / | / | ^
绩效指标（90分） | 三级指标 | 指标性质 | 指标值 | 度量单位 | 完成值 | 权重 | 得分 | 未完成原因分析
"""


def test_原因一格里系统印着的说明_不是没有删的提示语_也不是写了的原因() -> None:
    body = "产出指标 | 购置设备 | ≥ | 10 | 台 | 10 | 90 | 90 |\n合计 | < | < | < | < | < | 100 \
| 100 |"
    one = made(SICHUAN + body)
    assert "F05" not in {found.code for found in one.findings}
    total = one.filing.total_fund
    assert total is not None
    assert total.reason is not None
    assert total.reason.value == ""
    own = made(SICHUAN.replace(PRINTED, "设备年底到货，次年支付（100字以内）") + body)
    assert "F05" in {found.code for found in own.findings}


RECORDED = """
[Sheet1]
白石县2024年度优抚项目绩效自评表 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标解释 | 自评内容 | 完成情况
项目管理 | 资金投入 | 预算编制 | 编制有依据 | 测算标准 | 已按标准测算
^ | ^ | ^ | ^ | 测算依据 | 已按文件测算
项目产出 | 数量 | 优抚人数 | 应保尽保 | 人数 | 820
"""


def test_一条指标分着几行写完成情况_不是两条同名的() -> None:
    assert "T09" not in {found.code for found in made(RECORDED).findings}


DIRECTED = """
[表]
项目支出绩效自评表（2024年度） | < | < | < | < | < | < | < | < | <
项目名称 | 巡查租车 | < | < | < | 实施单位 | 白石县林场 | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标方向 | 年度指标值 | 实际完成值 | 计量单位 \
| 分值 | 得分
产出指标 | 数量指标 | 租车次数 | 正向 | 大于等于 | 12 | 13 | 次 | 50 | 50
^ | 成本指标 | 单次费用 | 正向 | 小于等于 | 300 | 280 | 元 | 20 | 20
效益指标 | 社会效益指标 | 巡查覆盖率 | 正向 | 等于 | 100 | 100 | % | 30 | 30
"""


def test_指标性质旁边另有指标方向的_写着大于等于的才是比较号() -> None:
    targets = [row.target.value for row in made(DIRECTED).filing.indicators]
    assert [target.op for target in targets] == [">=", "<=", "="]


ONE_BUDGET = """
[表]
区级部门预算项目支出绩效自评表（2022年度） | < | < | < | < | < | < | <
主管部门（盖章）： | < | < | < | < | < | < | <
项目名称 | 文化馆开放 | < | < | 主管部门 | 白石区文化局 | < | <
项目实施单位 | 白石区文化馆 | < | < | 项目负责人 | 填表人 | < | <
项目预算执行情况（10分）（万元） | | 年初预算数（A） | 全年执行数（B） | 分值 | 执行率（B/A） \
| 得分 | 得分计算方法
^ | 年度资金总额 | 45 | 45 | 10 | 100% | 10 | 执行率*分值
^ | 其中：财政拨款 | 45 | 45 | - | - | - | ^
一级指标 | 二级指标 | 三级指标 | 预期指标值（A） | 实际完成指标值（B） | 分值 | 得分 | 未完成原因
产出指标 | 数量指标 | 开放天数 | ≥300天 | 312天 | 50 | 50 |
效益指标 | 社会效益指标 | 服务人次 | ≥2万人次 | 2.1万人次 | 30 | 30 |
满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥95% | 98% | 10 | 10 |
总分 | < | < | < | < | 100 | 100 |
"""


def test_只有年初预算数A_执行率照它除的_它就是预算数_空着的主管部门看写着的() -> None:
    one = made(ONE_BUDGET)
    assert one.filing.authority is not None
    assert one.filing.authority.value == "白石区文化局"
    total = one.filing.total_fund
    assert total is not None
    assert total.budget is not None
    assert total.budget.cell.local == "C6"
    assert errors(one, Level.ERROR) == []


def test_名称和内容写在一格里_只隔着空格() -> None:
    text = ONE_BUDGET.replace("项目名称 | 文化馆开放 | < | <", "项目名称　　文化馆开放 | < | < | <")
    name = made(text).filing.name
    assert name is not None
    assert name.value == "文化馆开放"


def test_实施进度一栏_没有完成值的就是它() -> None:
    text = ONE_BUDGET.replace("实际完成指标值（B）", "实施进度")
    assert rows(made(text))[0] == ("≥300天", "312天")


def test_三公经费控制率没有写方向_低的好() -> None:
    text = ONE_BUDGET.replace("服务人次 | ≥2万人次 | 2.1万人次", "三公经费控制率 | 100% | 92%")
    assert "P02" not in {found.code for found in made(text).findings}
    text = ONE_BUDGET.replace("服务人次 | ≥2万人次 | 2.1万人次", "病害控制率 | 100% | 92%")
    assert "P02" in {found.code for found in made(text).findings}


def _costing(cost: str) -> list[str]:
    text = ONE_BUDGET.replace(
        "产出指标 | 数量指标 | 开放天数 | ≥300天 | 312天 | 50 | 50 |",
        f"产出指标 | 数量指标 | 开放天数 | ≥300天 | 312天 | 40 | 40 |\n^ | 成本指标 | {cost} |",
    )
    return [found.code for found in made(text).findings if found.level is Level.ERROR]


def test_总成本等于多少而花得少的_不说没有达标_补助标准少发的说() -> None:
    assert _costing("开放成本 | =46万元 | 45万元 | 10 | 10") == []
    assert "P02" in _costing("临聘人员工资标准 | =3000元/月 | 2700元/月 | 10 | 10")


NAMED_WEIGHTS = """
[自评表]
项目支出绩效自评表 | < | < | < | < | < | <
（2025年度） | < | < | < | < | < | <
项目名称 | 图书馆免费开放 | < | 实施单位 | 青山县图书馆 | < | <
主管部门 | 青山县文化和旅游局 | < | < | < | < | <
项目资金（万元） | | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 | 得分
< | 年度资金总额 | 60 | 60 | 57 | 95% | 9.5
年度目标 | 免费开放300天 | < | < | 免费开放305天 | < | <
一级指标 | 二级指标 | 三级指标（分值） | 年度指标值 | 实际完成值 | 得分 | 偏差原因分析及改进措施
产出指标 | 数量指标 | 免费开放天数（50分） | ≥300天 | 305天 | 50 |
效益指标 | 社会效益指标 | 读者人次增长率（30分） | ≥5% | 6% | 30 |
满意度指标 | 服务对象满意度指标 | 读者满意度（10分） | ≥90% | 93% | 10 |
总分 | < | < | < | | 99.5 |
"""


def test_分值写在名称里的_不说没有分值一列() -> None:
    one = made(NAMED_WEIGHTS)
    weights = [row.weight.value.shown for row in one.filing.indicators if row.weight is not None]
    assert weights == ["50", "30", "10"]
    assert "“分值”" not in " ".join(each.message for each in one.findings if each.code == "S01")

"""没有做成是明白的：完成值写“未开展”“未完工”，要求全部的只有八成，要求没有的有 1 起。"""

from __future__ import annotations

import re

from perfxl.cells.later import later
from perfxl.cells.quantity import bare, fold
from perfxl.filing.model import Indicator
from perfxl.score.two_parts import part_missed

# 不好的事：没有发生才是做到了。“无障碍”“无害化”里的“无”不是这样用的，所以要写着是什么事。
_BAD = (
    r"事故|投诉|上访|信访|举报|差错|事件|违规|违纪|违法|案件|伤亡|死亡|疫情|火灾|隐患|舆情|泄密|纠纷|"
    r"诉讼|返贫|拖欠|超标|缺陷|遗漏|漏[报发]|错发|溺水|中毒|挪用|截留|污染|问题|现象|情况"
)
_NONE = r"(?:无|零|没有|未(?:发生|出现|发现|产生)|不(?:发生|出现|产生)|杜绝|避免)"
_ABSENT = later(rf"^(?:全年|年度|年内)?(?:{_NONE}[^,，。;；\d]{{0,10}}(?:{_BAD})(?:发生|出现)?|"
                r"(?:无|零|没有|未|不|杜绝|避免)(?:发生|出现)?)$")  # fmt: skip
_SAYS_NONE = later(r"^(?:全年)?(?:均|都)?(?:无|零|没有|未)(?:发生|出现|发现|产生)?$")
_TIMES = frozenset({"起", "件", "次", "例", "人", "人次", "宗", "个", "处", "名", "条", "项", "户"})
_COUNTED = r"[1-9]\d*(?:起|件|次|例|人|宗|个|处|名|条|项|户)"
# 说完了是什么事，或者带着几起；“有事故应急预案”“发现问题整改率 100%”说的是别的。
_HAPPENED = later(
    rf"^(?:全年|年度|年内|(?:\d{{4}}年)?\d{{1,2}}月(?:\d{{1,2}}日|份|底|[上中下]旬)?)?共?"
    rf"(?:(?:发生|出现|有|存在|收到|接到|受理|发现)了?"
    rf"(?:[^,，。;；\d无未没零]{{0,8}}(?:{_BAD})(?=$|[\d,，。;；(了共已均都])|{_COUNTED})|"
    rf"(?:发生|出现|有)了?$)"
)
# 比要求没有的那件事小的，要求里没有写着它的，有了也不是那件事：无重大事故，发现隐患3处。
_LESSER = later(
    r"隐患|投诉|上访|信访|举报|问题|现象|情况|差错|遗漏|缺陷|漏[报发]|错发|纠纷|诉讼|舆情"
)
_CLAUSE = later(r"[,，。;；]")
# 事的大小写明是小的，与“无重大事故”不矛盾。
_MINOR = later(r"一般|轻微|较小|小型|非责任|不属")

_SEVERE = later(r"重大|较大|特大|特别|严重|责任|亡|死|群体|恶性")

_WHOLE = later(
    r"全覆盖|应[^,，。;；尽]{1,3}尽[^,，。;；尽]{1,3}|(?:全额|足额|全部|百分之百|百分百)"
    r"(?:按[时期])?(?:完成|发放|到位|拨付|支付|落实|合格|达标|兑现|拨付到位|验收|办结|整改|入库|归还)"
)
_PARTLY = later(r"基本|逐步|力争|大部分|不低于|以上|\d")

_DO = (
    r"(?:完成|开展|完工|建成|建立|启动|实施|开工|动工|竣工|验收|执行|实现|达到|达标|达成|落实|发放|拨付|支付|"
    r"交付|制定|制订|出台|举办|组织|采购|购置|开始|办理|健全|形成|提升|提高|改善|投用|投入使用|开放|运行|通过|"
    r"兑现|进行|招标|安装|签订)"
)
# 做的事到这里说完了，或者只带着一个泛泛的宾语；带着别的（未采购进口产品），看是不是要做的那件事。
_THING = (
    r"(?:(?:预期|预定|既定|年度|全年|全部|计划|相关|该项|此项|任何)*"
    r"(?:工作|任务|目标|指标|效果|成效|要求|标准|项目|工程|活动|计划|进度|到位|完毕|使用|运行|交付|"
    r"建设|改造|施工|整改|维修))?"
)
_END = r"(?=$|[,，。;；、(:!])"
# 没有“完成”什么、没有“建立”什么机制，不会是好事。
_NEVER_GOOD = (
    r"(?![^,，。;；]{0,10}(?:违|超|挪|擅自|问题|虚|重复|不|楼堂|公款))"
    r"(?:(?:完成|完工|竣工|建成|交付|健全)[^\d,，。;；、(:!]+|"
    r"(?:建立|制定|制订|形成|出台)[^\d,，。;；、(:!]*(?:制度|机制|体系|办法|方案|规划|台账|档案))"
)
_WHEN = r"(?:目前|截至?年底|年底前?|全年|本年度?|当年|项目|工程|任务|工作|该项|因[^,，。;；]{1,12})"
_UNDONE = later(
    rf"^{_WHEN}*(?:[,，])?(?:尚|仍|还|均|都|暂)*(?:未|没有?|没能)"
    rf"(?:能|(?P<due>按[期时]|如期)|全部|全面|正式)*"
    rf"(?:{_NEVER_GOOD}{_END}|{_DO}+(?:{_THING}{_END}|(?P<what>[^,，。;；、(:!]+)))"
)
# 后面写着哪一天做成了：只是晚了。打算哪一天做成的不算。
_DAY = (
    r"(?:(?:\d{4}|次|今|翌|第二)年)?"
    r"(?:\d{1,2}月(?:\d{1,2}[日号]|[底初]|[上中下]旬)?|\d{4}([-/.])\d{1,2}\1\d{1,2})"
)
_PLANNED = later(r"预计|计划|拟|将|力争|确保|争取|打算|预期|截[至止]|前|合同|要求|应[于在当]")
_LATE = later(rf"{_DAY}[^,，。;；\d]{{0,6}}{_DO}")
_SOME_DAY = later(_DAY)
_PART = later(r"[,，。;；、()]")
_GOING = later(
    r"^(?:目前)?(?:正在|还在|仍在)|^(?:只|仅)?部分(?:完成|完工|建成|竣工|交付|验收)|^(?:在建|(?:施工|建设|实施|安装|采购|招标|筹备)中|进行中|推进中)"
)
_NEGATIVE = later(r"未|无|不(?!断|少于|低于|小于)|杜绝|零|避免|禁止")


def is_absent(indicator: Indicator) -> bool:
    """指标值要的是没有：无重大事故、不发生、零投诉。"""
    target = indicator.target.value
    return target.kind == "text" and _ABSENT.search(fold(target.raw)) is not None


def is_absent_said(raw: str) -> bool:
    """完成值说的是没有发生：未发生重大事故、无投诉、未发生。"""
    return _ABSENT.search(fold(raw)) is not None or says_none(raw)


def says_none(raw: str) -> bool:
    """完成值说没有：无、未发生、没有出现。"""
    return _SAYS_NONE.search(bare(raw) or fold(raw)) is not None


def happened(indicator: Indicator) -> bool:
    """要求没有的事发生了：无重大事故，完成值 1起、发生1起、有投诉。"""
    actual = indicator.actual.value
    some = _is_some(indicator) and actual.unit in _TIMES  # 无事故 365天，数的是好日子
    some = some or (actual.kind == "text" and _told_event(indicator))
    # 要求的只是没有重大的，一般的、轻微的不算；不论大小都不许有的，有就是发生了。
    minor = _MINOR.search(actual.raw) and _SEVERE.search(indicator.target.value.raw)
    return some and is_absent(indicator) and not minor


def _told_event(indicator: Indicator) -> bool:
    """话里说出了事，出的就是要求没有的那一种；后面又说它没有发生的不算。"""
    said = fold(indicator.actual.value.raw)
    if _HAPPENED.search(said) is None:
        return False
    words = re.findall(_BAD, _CLAUSE.split(said)[0])
    lesser = words and _LESSER.search(words[-1]) and words[-1] not in _asked(indicator)
    return not lesser and not _is_denied(indicator)


def _asked(indicator: Indicator) -> str:
    return fold(indicator.target.value.raw) + fold(indicator.name.value)


def _is_denied(indicator: Indicator) -> bool:
    """有一句说要求没有的那一种没有发生。"""
    parts = _CLAUSE.split(fold(indicator.actual.value.raw))
    words = (word for part in parts if _ABSENT.search(part) for word in re.findall(_BAD, part))
    return any(word in _asked(indicator) for word in words)


def not_happened(indicator: Indicator) -> bool:
    """要求没有的事，写明了没有：未发生；发现隐患 3 处，无重大事故。"""
    said = is_absent_said(indicator.actual.value.raw) or _is_denied(indicator)
    return is_absent(indicator) and said


def maybe_happened(indicator: Indicator) -> bool:
    """要求没有的事，完成值光写着 1：是发生了一起，还是做到了，看不出。"""
    bare_number = _is_some(indicator) and not indicator.actual.value.unit
    return bare_number and is_absent(indicator)


def _is_some(indicator: Indicator) -> bool:
    actual = indicator.actual.value
    return actual.kind == "number" and actual.value is not None and actual.value > 0


def not_whole(indicator: Indicator) -> bool:
    """要求全部的（全覆盖、应保尽保、足额发放），完成值是不到 100% 的百分数。"""
    target, actual = indicator.target.value, indicator.actual.value
    said = fold(target.raw)
    if target.kind != "text" or not _WHOLE.search(said) or _PARTLY.search(said):
        return False
    part = actual.kind == "percent" and actual.value is not None and 0 <= actual.value < 100
    return part and not actual.growth and actual.op is None


def undone(indicator: Indicator) -> bool:
    """完成值说没有做成：未完成、尚未开展、没有建立；期限的，还在做也算。

    指标值要的就是“未”“无”“不”的（不逾期、未出现拖欠），说“未”是做到了，不算。
    """
    target, actual = indicator.target.value, indicator.actual.value
    if actual.doubt is not None:
        return False  # 没有达到90%：由 P02、A03 报告
    if actual.kind not in {"text", "date", "grade"} or _NEGATIVE.search(fold(target.raw)):
        return False
    said = fold(actual.raw)
    may_be = "未" in said or "没" in said
    if may_be and (written := _UNDONE.search(said)) is not None:
        asked = fold(target.raw)
        asked += fold(indicator.name.value) if target.kind != "text" else ""
        meant = written["what"] is None or bare(written["what"]) in bare(asked)
        return meant and not _only_late(said[written.end() :], due=written["due"] is not None)
    return target.kind == "date" and _GOING.search(said) is not None


def _only_late(rest: str, *, due: bool) -> bool:
    """后面写着哪一天做成的；说的是没有按期（`due`）的，写着哪一天就是。"""
    done = _SOME_DAY if due else _LATE
    return any(
        done.search(part) is not None and _PLANNED.search(part) is None
        for part in _PART.split(rest)
    )


def is_nothing(indicator: Indicator) -> bool:
    """至少要做多少的（≥6处），完成值写“无”。"""
    target, actual = indicator.target.value, indicator.actual.value
    least = target.op in {">=", ">"} and target.value is not None and target.value > 0
    return least and actual.kind == "none" and says_none(actual.raw)


def why_undone(indicator: Indicator) -> str:
    """没有做成的一句话：没有做成、发生了、不到全部；看不出的为空。"""
    if undone(indicator) or is_nothing(indicator):
        return "没有做成"
    if happened(indicator):
        return "发生了"
    if missed := part_missed(indicator):
        return f"其中“{missed}”没有做到"
    return "不到全部" if not_whole(indicator) else ""

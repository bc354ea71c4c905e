"""The officialese that targets are written in: one table of words, none of them any department's own."""

from __future__ import annotations

import re
from fractions import Fraction

from perfkit.filing.targets.codes import Operator as Op

# Width and look-alikes -------------------------------------------------------------------------------
LOOK_ALIKES: dict[int, int | str | None] = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
LOOK_ALIKES |= str.maketrans("≧⩾≦⩽﹥﹤﹦﹪〜∼—–−‐‑￥∶﹣", "≥≥≤≤><=%~~-----¥:-", "\u200b\ufeff")
LOOK_ALIKES |= str.maketrans("\u3000\xa0\t\n\r", 5 * " ")
LOOK_ALIKES |= zip(map(ord, "㎡㎥㎞㎏"), ("平方米", "立方米", "公里", "公斤"), strict=True)
# Leftovers of formulas and web pages in text taken from published tables.
LEFTOVERS = {
    "\\geq": "≥",
    "\\leq": "≤",
    "\\ge": "≥",
    "\\le": "≤",
    "&ge;": "≥",
    "&le;": "≤",
    "&gt;": ">",
    "&lt;": "<",
    "$": "",
}
SIGNS_IN_A_ROW = re.compile("[<>=≥≤]{2,}")

# Operators -------------------------------------------------------------------------------------------
# 民法典 第1259条: 以上, 以下, 以内 include the number itself; 不满, 超过, 以外 do not.
_FAR = {  # may stand a few characters before their number
    Op.AT_LEAST: "≥|不(?:得)?(?:低|少|小|下)于|大于(?:或)?等于|至少|最(?:低|少)不(?:低|少)于",
    Op.AT_MOST: "≤|(?:不|未|没有|没|不得|不能|严禁)(?:能)?(?:超过?|突破|高于|多于|大于)|小于(?:或)?等于|至多",
    Op.ABOVE: ">|大于|超过|高于|多于",
    Op.BELOW: "<|小于|低于|少于",
    Op.EQUAL: "=|等于",
}
_NEAR = {  # short words that mean something else unless the number follows at once
    Op.AT_LEAST: "最低|最少|不亚于",
    Op.AT_MOST: "最高|最多|上限为?|限额?",
    Op.ABOVE: "超出?|逾|突破",
    Op.BELOW: "不足|不到|不满|未达到?|未满",
}
_APPROX = "(?<![节合预签制邀违相条契履])约|大约|(?<![最附远就])近|将近|接近|大概"
_BEFORE = rf"(?:{_APPROX}|为|是|在|人民币|¥|到|至)*"


def _named(words: dict[Op, str], prefix: str) -> str:
    return "|".join(f"(?P<{prefix}{op.value}>{pattern})" for op, pattern in words.items())


# 控制在 and 压缩在 say at most unless the end of the phrase says otherwise (控制在 95% 以上).
PREFIX = re.compile(
    rf"(?:(?:{_named(_FAR, 'far_')})[^≥≤<>=]{{0,9}}|(?P<weak_at_most>控制在|压缩在)[^≥≤<>=]{{0,9}}|"
    rf"(?:{_named(_NEAR, 'near_')}){_BEFORE}|(?P<reach>达到?|达成){_BEFORE})$"
)
APPROXIMATE = re.compile(rf"(?:{_APPROX})(?:为|在|有|是|人民币|¥)*$")
SUFFIXES = {
    "以上": Op.AT_LEAST,
    "以下": Op.AT_MOST,
    "以内": Op.AT_MOST,
    "之内": Op.AT_MOST,
    "内": Op.AT_MOST,
    "范围内": Op.AT_MOST,
    "以外": Op.ABOVE,
    "左右": Op.NONE,
    "上下": Op.NONE,
}
STRICT = {Op.AT_LEAST: Op.ABOVE, Op.AT_MOST: Op.BELOW}
SIDE = {Op.AT_LEAST: "up", Op.ABOVE: "up", Op.AT_MOST: "down", Op.BELOW: "down"}
SYMBOLS = {"≥": Op.AT_LEAST, "≤": Op.AT_MOST, ">": Op.ABOVE, "<": Op.BELOW, "=": Op.EQUAL}
MIRRORED = {"≥": Op.AT_MOST, "≤": Op.AT_LEAST, ">": Op.BELOW, "<": Op.ABOVE}

# Units -----------------------------------------------------------------------------------------------
# Measure words are cut off by what may follow, where a longer word begins with the same character.
_COUNTED = (
    "人次|班次|场次|批次|架次|车次|台次|件次|户次|家次|例次|人天|课时|学时|工作日|班级|"
    "个(?!别|人|体|性)|项|次(?!要|性|数|年|月|日)|场(?!所|地|馆|景)|期(?!间|限|末)|份(?!额)|册|本(?!次|年|级|市|区|单|地|着)|套|"
    "台(?!账)|部(?!门|分|署|队|委)|"
    "辆|艘|架|件|宗|起(?!来|到)|例(?!如|会)|单(?!位|独|项)|笔|户|家(?!庭|长|园|属)|所|间|栋|座|处(?!理|置|室)|条|篇|幅|张|枚|封|面(?!积|"
    "试|向|对|上)|名(?!单|称|录)|"
    "位(?!置|于)|人(?!员|均|才|民|大|力)|批|班(?!级|子|组)|轮|类(?!型|别)|种|款|门(?!户|诊|店)|支(?!部|付|出)|株|棵|粒|盒|箱|袋|瓶|桶|"
    "组(?!织)|包(?!括|含)|对(?!口|象|外)|块|字|页|版|届|回|岁"
)
_MEASURED = (
    "个?百分点|%|‰|倍|成(?=$|以|左|,|的|。"
    ")|元(?!旦|素|月)|平方公里|平方千米|平方米|平米|m2|m²|立方米|m3|m³|公里|千米|km|KM|米|公顷|亩|公斤|千克|kg|吨|微克|毫克|克|毫米|厘米|分贝|兆瓦|千瓦(?!时)|"
    "千瓦时|kWh|度|升|GB|TB|MB|个?工作日|个?自然日|天|日(?!常|均|报)|个?小时|分钟|秒钟?|分(?!别|类|局|析|期|管|工)|周(?!期|边|岁)|个?星期|"
    "个?季度|个?月|年(?!度|级|初|底|末|内第)"
)
UNIT = rf"(?:{_MEASURED}|{_COUNTED})"
# After Chinese numerals only words that make the pair a count: 一次, but not 一分, 一度, 一起, 一面, 一对一, 一类.
COUNTED_IN_WORDS = (
    r"(?:个?工作日|个?小时|个百分点|人次|场次|批次|班次|分钟|公里|平方米|吨|元|倍|成(?=$|以|左|,)|次(?!性)|场|期(?!间|限)|份(?!额)|册|套|"
    r"台(?!账)|辆|宗|项|件(?!事)|个(?!别|人|性|体|样)|笔|户|家(?!人|庭|园)|所|间|栋|座|封|名|位|人(?!员|大|民|均)|批|轮|篇|幅|张(?!网|图)|"
    r"本(?!次|年|级|市|区|通)|天|月(?!份|底)|年(?!度|级|一))"
)
PER_UNIT = (
    r"(?:个?工作日|个?月|人次|立方米|平方米|平米|公里|季度|学期|学年|年度|人|宗|件|次|份|户|家|项|台|套|辆|天|日|年|周|米|吨|个|场|期|班|单|笔|例|册|本|"
    r"名|位|间|亩|公顷|所|生|度|小时)"
)
# A unit, and other ways to write it.
_WRITTEN = (
    "百分点 个百分点; 平方米 平米 m2 m²; 立方米 m3 m³; 公里 千米 km KM; 平方公里 平方千米; 公斤 千克 kg; 千瓦时 kWh; "
    "天 日 个自然日 自然日; 工作日 个工作日; 小时 个小时; 月 个月; 秒 秒钟; 季度 个季度; 周 个星期 星期; 年 年度"
)
ALIASES = {other: unit for unit, *others in map(str.split, _WRITTEN.split(";")) for other in others}
# Measure words for the same things; taken as the same, and said so.
_SAME = ("人 名 位", "宗 件 起 例 单", "次 场 期 场次 班次 回 轮", "份 册 本", "户 家", "台 套 部")
UNIT_CLASS = {word: group.split()[0] for group in _SAME for word in group.split()}
GENERIC_COUNTS = frozenset("个 项 家 所 处 间 座 栋 户 台 套 件 宗 份 类 种 门 组 篇 条".split())
# unit -> (base unit, how many of it): used only where the two sides differ.
CONVERSIONS = {
    "‰": ("%", Fraction(1, 10)),
    "%": ("%", Fraction(1)),
    "倍": ("%", Fraction(100)),
    "小时": ("分钟", Fraction(60)),
    "分钟": ("分钟", Fraction(1)),
    "秒": ("分钟", Fraction(1, 60)),
    "公里": ("米", Fraction(1000)),
    "米": ("米", Fraction(1)),
    "吨": ("公斤", Fraction(1000)),
    "公斤": ("公斤", Fraction(1)),
    "平方公里": ("平方米", Fraction(10**6)),
    "公顷": ("平方米", Fraction(10**4)),
    "平方米": ("平方米", Fraction(1)),
    "年": ("月", Fraction(12)),
    "季度": ("月", Fraction(3)),
    "月": ("月", Fraction(1)),
    "周": ("分钟", Fraction(10080)),
    "天": ("分钟", Fraction(1440)),
}

# Change ----------------------------------------------------------------------------------------------
_LEVEL = r"(?![^,。;]*[到至为])"  # 下降到 5% is a level, 下降 5% a change
CHANGE = re.compile(
    rf"(?:(?P<down>下降|降低|减少|缩减|压减|节约|节省|缩短|减幅|降幅)|(?P<up>增长|增加|提高|提升|上升|上涨|增幅|涨幅|新增)){_LEVEL}[^,。;]{{0,8}}$"
)
ASIDE = re.compile(r"其中|力争|争取|另有|另外")
MARKED = re.compile(r"实际|合计|总计|共计|总共|累计|一共|共(?![同享建识有])")
PLANNED = re.compile(r"计划|预算|预计|应[该当]?|目标|原定|申报")

NAME_CHANGE = re.compile(
    r"(?P<down>下降|降低|减少|缩减|压减|节约|节省|缩短|降幅)|(?P<up>增长|增加|提高|提升|上升|增幅|涨幅|新增)"
)

# Texts without a number ------------------------------------------------------------------------------
_BAD = r"故障|差错|错误|投诉|流失|辞职|离职|事故|伤亡|死亡|逾期|超期|违规|违法|违纪|不合格|损耗|损坏|偏差|返工|返修|退货|误差|延误|超支|事件|案件|纠纷|信访|舆情|问题"
BAD = re.compile(_BAD)
BAD_COUNT = re.compile(
    r"(?:故障|差错|错误|投诉|流失|辞职|离职|事故|伤亡|死亡|逾期|超期|违规|违法|违纪|不合格|损耗|损坏|偏差|返工|返修|退货|误差|延误|超支|"
    r"失业)(?:发生)?(?:比?率|次数|起数|件数|宗数|例数|人数|数量|数|事故)"
)
NOTHING = re.compile(
    rf"(?:未|没有|没|无)(?:再)?(?:出现|发生|产生|收到|接到|存在|开展|实施|组织|举办|发现)|(?:无|零|没有|未有)(?:一[例起宗件次人])?(?:{_BAD})|"
    r"(?:未|没有|无)一[例起宗件次人]|不(?:再)?(?:发生|出现|产生)|^(?:无|没有|零)$"
)
NOT_DONE = re.compile(r"(?:未|没有|没|无)(?:开展|实施|组织|举办)")
RATE_UNITS = frozenset("% ‰ 百分点 倍 分".split())
BLANK = frozenset(("", "/", "-", "--", "\\", "*", "·"))
NOT_SET = frozenset(("无", "暂无", "不适用", "未设置", "未设定", "没有", "N/A", "n/a", "无此项", "不涉及"))
QUESTION = re.compile(r"是否|能否|可否|有无|有没有|(?:[吗？?])$")
AS_NEEDED = re.compile(
    r"按(?:照)?(?:实际|工作|业务|需)|根据(?:实际|工作|业务)?(?:需求|需要|情况)|视(?:实际|工作|具体)?(?:需求|需要|情况)|据实|按需|"
    r"以实际[^,。;]{0,8}为准|实报实销"
)
BY_DOCUMENT = re.compile(
    r"以[^,。;]{1,40}为(?:准|标准)|(?:按照?|依据|根据|参照|执行)[^,。;]{0,40}(?:文件|规定|标准|办法|通知|方案|号文?)"
)
LIMIT = re.compile(
    r"(?:≤|<|=|(?:不|未|没|没有)(?:得|能)?(?:超过?|突破|高于|大于)|控制在|(?:预算|批复|申报|核定)[^,。;]{0,8}(?:以内|之内|内))"
)
WITHIN = re.compile(
    r"(?:未|没有|没|不)(?:有)?(?:超|突破|高于)|(?:以|之|范围)内|低于|小于|少于|等于|≤|控制在|结余|节约"
)
BEYOND = re.compile(r"超(?:出|过|支|预算)|高于|大于|突破")
TOPIC = re.compile(
    r"(?:情况|程度|比率|比例|率|(?<![季年制])度|性|次数|人数|数量|[宗件份家场]数|金额|额|水平|质量|效果|时间|时长|时效|标准|能力|环境|安全|面积|成效|影响|费用?)$"
)
ALL = re.compile(
    r"全员|全体|全部|全覆盖|所有|百分百|(?<![平人年月户日])均(?=已|按|能|为|得|符|达)|无一遗漏|应[\u4e00-\u9fff]尽[\u4e00-\u9fff]"
)
PLAIN_YES = frozenset("是 有 能 可以 已 对 √".split())
PLAIN_NO = frozenset("否 没有 未 不是 不能 不 ×".split())
YES_WORDS = frozenset(
    "是 有 能 可以 已 对 √ 达标 已达标 完成 已完成 达到 已达到 达成 已达成 实现 已实现 符合 符合要求 符合规定 及时 按时 满意 合格 良好 优 优秀".split()
)
NO_WORDS = frozenset(
    "否 没有 未 不是 不能 不 × 未达标 不达标 未完成 未达到 未达成 未实现 不符合 不符合要求 不及时 不满意 不合格".split()
)
NEGATED = re.compile(r"^(?:不|未|没|无|尚未|并未|没有)")
RESTRICTED_BASE = re.compile(
    r"已(?:经)?(?:开展|完成|举办|实施|组织|参加|办理|受理|申报|安排|采购|参训|开工)的|(?:部分|其中)(?:已|的)"
)
DENIED = re.compile(r"未|没|不|无|尚")
DEGREE_TOPIC = re.compile(r"(?:程度|水平|度)$")
NUMBER_TOPIC = re.compile(r"(?:率|比例|数|数量|金额|额|费用?|时间|时长|面积|标准)$")
DEGREE_RISES = re.compile(r"提高|提升|改善|增强|改进|优化")
DEGREE_WORDS = re.compile(
    r"^(?:优秀?|良好?|中等?|差|高|较高|很高|低|较低|一般|满意|基本满意|非常满意|较好|很好|好)$"
)

# Names -----------------------------------------------------------------------------------------------
MONEY_TIMES = {"元": 1, "千元": 10**3, "万元": 10**4, "亿元": 10**8}
DURATION_NAME = re.compile(
    r"工期|时限|耗时|用时|(?:办理|处理|响应|审批|等待|办结|修复|到达|平均)[^,。]{0,6}(?:时间|时长|周期|天数)"
)
DURATIONS = frozenset("天 工作日 小时 分钟 秒 周 月".split())
PERIODS = frozenset("季度 月 周 天 工作日 学期 小时".split())
NAME_UNIT = re.compile(rf"\((?:单位:?)?([千万亿]?元|{UNIT})\)$")
RATE_NAME = re.compile(r"(?:率|\(%\)|比例|占比)$")
NUMBER_NAME = re.compile(r"(?:率|\(%\)|比例|占比|(?<![便方利])度|数|数量|费|金额|额|时间|时长|面积|成本)$")
SEVERAL_NAME = re.compile(r"(?:率|度|性|次数|数量)[及和与、,].*(?:率|度|性|数|量|安全)$")
COST_NAME = re.compile(r"成本|支出数|支出总?额|支付数|支付金额|支出金额|费用|经费|预算(?:申报|批复)?数|单价")
SAVING_NAME = re.compile(
    r"节约|节省|降低|压减|执行率|完成率|支付率|支出率|执行进度|收入|收益|追缴|追回|增收|税收"
)
BUDGET_WORDS = re.compile(r"预算|申报|批复|概算")
UNIT_COST = re.compile(
    r"单价|人均|户均|月均|(?<!高)标准|单位成本|每"
)  # 高标准农田 names a thing, not a price
CONTROL_RATE = re.compile(r"(?:成本|支出|经费|费用|预算|投资)控制率")
LABEL = re.compile(r"([\u4e00-\u9fff]{1,8}?)(?:比?率|比例)(?:为|是|达到?|在|≥|≤|[0-9]|=|>|<|:)")

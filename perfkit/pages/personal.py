"""Personal data in running text: numbers that identify somebody, and names where a form or an address gives
them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from perfkit.base.text import Text
from perfkit.pages.personal_numbers import numbers_in

MASK = "〔略〕"
PEOPLE, EVALUATORS = Text("姓名", "names"), Text("评价人姓名", "evaluators' names")

_SPACE = r"[ \t\u3000]*"
_COLON = rf"{_SPACE}[：:]{_SPACE}"
_PHONE_LABEL = "(?:办公|固定|联系|移动|值班|单位)?电话|座机|手机|传真|微信|邮箱|联系方式"

_ROLE = (
    "审签|审阅|批准|校核|复审|初审|终审|签批|联络员|联络人|记录人|执笔人|撰写人|报告人|汇报人|参加人员|陪同人员|主持人|签发人|签发|签字|签名|审定人|制单人|收款人|受理人|举报人|申请人|"
    "填报人|填表人|填写人|制表人|联系人|经办人|负责人|审核人|审批人|复核人|校对人|编制人|报送人|评价人|评价人员|评审人|评审专家|"
    "专家姓名|专家组长|主评人|组长|副组长|成员|法定代表人|法人代表|项目负责人|单位负责人|部门负责人|财务负责人|分管领导|主要领导|姓名|会计|出纳"
)
_HAN = r"[\u3400-\u9fff]"
_NAME = rf"{_HAN}(?:{_SPACE}{_HAN}){{1,3}}(?:[·•．]{_HAN}{{1,8}})?"
# A form's label may ask for more than the name.
_AND_MORE = rf"(?:{_SPACE}[及和与、/]{_SPACE}(?:其)?(?:{_PHONE_LABEL}|职务|职称|签字|签名|签章|日期|单位))*"
_LABELLED_PEOPLE = re.compile(
    rf"(?:{_ROLE}){_AND_MORE}(?:{_SPACE}[（(][^）)]{{0,8}}[）)])?{_COLON}(?P<people>{_NAME}(?:{_SPACE}[、，"
    rf",/和]{_SPACE}{_NAME}(?![：:]))*)"
)
# Without a colon, as in a table cell: only the labels of a form's foot, and a name that ends the line or the
# field.
_CELL_PEOPLE = re.compile(
    r"(?:填报人|填表人|填写人|制表人|审核人|复核人|联系人|联络员|经办人|记录人|签发人|负责人)(?:[（(][^）)]{0,8}[）)])?["
    rf" \t\u3000]+(?P<people>{_HAN}{{2,4}})[ \t\u3000]*"
    rf"(?=$|[\n|，,；;。]|[ \t\u3000](?:{_ROLE}|{_PHONE_LABEL}|日期|时间|[0-9]))",
    re.MULTILINE,
)
_BRACKETED = re.compile(
    rf"(?:{_ROLE})(?:为|是|{_SPACE})[（(](?P<people>{_NAME}(?:{_SPACE}[、，,/和]{_SPACE}{_NAME})*)(?=[）)，"
    r",；;、 0-9]|电话|手机)"
)
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕张孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛奚范彭郎鲁韦昌马苗凤方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹"
    "姚邵湛汪祁毛禹狄米贝臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁"
    "荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰"
    "郦雍璩桑桂濮牛寿通边扈燕冀浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公"
    "肖覃佟闫"
    "麦隋冼佘苑苟单商晋展巴银战矫亓蔺仝芦郇帅缑靖仉郄代原付谌揭练敬楼雒尧禚迟旷呙咎操承粟买兰涂宾言敖仇晏郗占沙岳楚佴年海母光门衣药漆生茹揣"
)
# Ordinary words and places that begin like a name.
_WORDS = (
    "马上|马路|高度|黄金|黄河|周期|周边|周末|周年|周一|周五|余额|余件|余人|江河|"
    "江苏|江西|陆续|许可|许多|曾经|夏季|林业|林地|林长|林区|林草|顾问|顾客|谢谢|"
    "董事|钱款|汤料|戴帽|武装|贺信|孔雀|石油|龙华|罗湖|江门|韩国|宋体|唐山|梁柱|"
    "杨树|张贴|张榜|陈列|陈述|许愿|曾任|曾在|严重|夏令|冯家|卢布|姜黄|彭州|苏州|"
    "吕梁|徐州|郑州|郭外|沈阳|邓州|邱县|侯任|周转|周报|周知|温暖|温馨|温室|温泉|"
    "包括|白云|康复|龙岗|柳州|常熟|牛羊|房屋|符合|鲁班|涂料|花卉|花园|雷雨|贝类|"
    "童装|强化|季度|季节|梅花|云计|云平|纪检|纪律|祝福|祝贺|计算|家庭|冷链|利用|"
    "双随|双拥|空间|空气|曲线|巫山|凤凰|毕业|毕节|简报|简历|车辆|华侨|华南|章程|"
    "路灯|路面|路长|河长|水务|水电|蓝天|麻醉|柴油|汤圆|谈话|管理|管护|卫生|卫健|"
    "巩固|舒适|司法|申请|申报|封闭|翁源|牧区|蒲公|农村|农业|应当|应急|胡同|霍乱|"
    "丰收|荆州|沙石|沙田|索赔|桂林|融合|储备|景区|景观|乐器|燕窝|易地|易燃"
)
# Surnames that are as often another word where a name could stand.
_ORDINARY = "海光门衣药生年原代买言战银商展晋承付沙练敬楼操兰涂任成安时常全项应包单向方于后平万和农水明支计经关相查公通文国广养干党满都步利空充连从习终居易能解因边宿别用都归有容向古"
_OTHER_WORDS = (
    "安排|安全|安装|安置|安保|安心|易于|易发|任期|任务|任命|任免|任何|成立|成效|成果|成为|成本|时间|时任|时常|常规|常务|常态|全面|全部|全年|全体|全程|"
    "全市|全区|全局|项目|应急|应对|应当|应按|包含|包干|单位|单独|单项|方案|方面|方可|平均|平台|平时|万元|万人|水平|水利|水务|明确|明年|支出|支付|支部|计划|"
    "计入|关于|关心|关注|经费|经济|经办|相关|相应|查处|查看|公开|公示|公共|公务|通过|通知|通报|文件|文化|国家|国有|广泛|养老|干部|党员|党组|党委|党支|满意|都是|"
    "利用|充分|连续|连同|从事|从严|学习|终止|居民|居委|能力|能够|解决|解释|因为|因公|边界|宿舍|别人|用于|归口|有关|有效|有序|容易|向上|向下|后续|后期|于是|农业|农村|农户|和谐"
)
_TWO = "欧阳|上官|司马|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯|长孙|宇文|端木|呼延|南宫|西门|独孤|申屠|钟离|闻人|轩辕"
_SURNAME = re.compile(rf"(?:{_TWO}|[{_SURNAMES}])")
_CLEAR = "".join(sorted(set(_SURNAMES) - set(_ORDINARY)))
_PERSON = rf"(?!{_WORDS})(?:(?:{_TWO}){_HAN}{{1,2}}?|[{_CLEAR}]{_HAN}{{1,2}}?)"
_CALLED = "同志|先生|女士|老师|教授"
_TITLE = (
    "局长|处长|科长|股长|主任|书记|部长|厅长|司长|市长|区长|县长|镇长|乡长|院长|校长|所长|站长|队长|会长|秘书长|主席|组长|总经理|经理|董事长|总监|"
    "工程师|会计师|会计|出纳|调研员|主任科员|专员|干事|科员|委员|常委|党员|职工|医生|法官|检察官|教师|村民|居民|群众代表|信访人|当事人"
)
# What comes behind a name: the end of a phrase, or a word that a sentence about a person goes on with.
_GOES_ON = (
    rf"$|[^\u3400-\u9fff]|{_CALLED}|等|主持|带队|带领|率|出席|参加|参与|负责|牵头|分管|组织|亲自|指出|强调|要求|讲话|介绍|汇报|反映|表示|担任|"
    "来信|来电|来访|到会|出面|致谢|答复|授课|主讲|落实|具体|获|受|辞|离任|退休|调离|致|兼任|任|签|审|批|陪同|召开|调研|检查|督导|赴|到|在|对|向|与|和|及|的|作|为|于|家|户|"
    "被|经|已|说|提出|因|一行|同意|填|核"
)
_TITLED = re.compile(
    rf"(?:{_TITLE})[ \u3000]?(?P<people>{_PERSON}(?:[、和及]{_PERSON})*)(?={_GOES_ON})", re.MULTILINE
)
# What may stand before a name without a break; each of one length, as a look behind wants it.
_BEFORE_NAME = "感谢|邀请|聘请|表彰|任命|劳模|模范|专家|代表|访问|陪同|慰问|看望|接待|会同|党员|学者"
_BEFORE = (
    rf"(?:(?<!{_HAN})|(?<=[由请经向及和与])|{'|'.join(f'(?<={word})' for word in _BEFORE_NAME.split('|'))})"
)
_ADDRESSED = re.compile(rf"{_BEFORE}(?P<people>{_PERSON})(?=(?:副|常务副|总)?(?:{_TITLE}|{_CALLED}))")
# A surname that is as often another word: only between a title or a break and what none but a person does or
# is called.
_ONLY_A_PERSON = f"{_CALLED}|来信|来电|来访|反映|指出|强调|汇报|介绍|出席|主持|带队|签字|签收|批示|审定|同意|讲话|授课|获奖|调离|要求(?:退|赔|解|公|处)"
_ORDINARY_PERSON = rf"(?!{_WORDS}|{_OTHER_WORDS})[{_ORDINARY}]{_HAN}{{1,2}}"
_TITLED_ORDINARY = re.compile(rf"(?:{_TITLE})[ \u3000]?(?P<people>{_ORDINARY_PERSON})(?={_ONLY_A_PERSON})")
_ADDRESSED_ORDINARY = re.compile(
    rf"{_BEFORE}(?P<people>{_ORDINARY_PERSON})(?={_CALLED}|(?:副|总)?(?:局长|处长|科长|主任|书记|经理))"
)
# A form's heading without 人: only a surname makes the next word a name.
_DONE_BY = re.compile(
    rf"(?:填报|填表|制表|审核|复核|校核|校对|审定|审签|核稿|拟稿|起草|撰稿|经办|承办|记录|现场记录|主办|签发|联系)(?:[（(][^）)]{{0,8}}[）)])?"
    rf"(?:{_COLON}|["
    rf" \t\u3000]+)(?P<people>(?!{_WORDS})(?:(?:{_TWO}){_HAN}{{1,2}}|[{_CLEAR}]{_HAN}{{1,2}}))(?!{_HAN})"
)
_NAMING = (
    _LABELLED_PEOPLE,
    _CELL_PEOPLE,
    _DONE_BY,
    _BRACKETED,
    _ADDRESSED,
    _ADDRESSED_ORDINARY,
    _TITLED,
    _TITLED_ORDINARY,
)
_NOT_PEOPLE = set(
    "方面 任何 任职 向各 向全 高级 高龄 高层 龙头 万名 成员 何时 严格 康复 程序 石化 向党 向老 "
    "任务 业务科 财务科 财务部 办公室 人事科 综合科 同上 无 见附件 信息 各科室 全体成员".split()
)
_AND = r"[、，,/和及]"
_MAY_BE = re.compile(
    rf"(?<![0-9“])(?<![0-9] )"
    rf"(?:(?<!{_HAN})|(?<=[由请经向和及与]))(?:{_SURNAME.pattern}(?:某某?|总)?(?:{_TITLE}|工)(?!{_HAN})|"
    rf"(?:{_TWO}){_HAN}{{1,2}}(?!{_HAN})|(?!{_WORDS})[{_CLEAR}]{_HAN}{{1,2}}(?!{_HAN}))(?!"
    r" ?[0-9”])"
)
_NO_PERSON = re.compile(
    rf"{_ROLE}|{_PHONE_LABEL}|科$|股$|室$|部$|处$|局$|办$|组$|单位|科室|部门|公司|中心|[局科处部院校所站]长$|主任$|书记$|人员$|干部$|职工$|员工$"
)


@dataclass
class Masked:
    """How many places of each kind were masked."""

    counts: dict[Text, int] = field(default_factory=dict)

    def add(self, what: Text, count: int = 1) -> None:
        """Count places of a kind."""
        if count:
            self.counts[what] = self.counts.get(what, 0) + count


def named_people(texts: Iterable[str]) -> tuple[str, ...]:
    """The people that texts name behind a label of a form, beside a title or with a form of address, longest
    name first.

    Examples
    --------
    >>> named_people(["填报人：张 三丰", "联系人：李四、王小五，电话：12345678", "由陈晓同志负责", "审核人：财务科"])
    ('张三丰', '王小五', '李四', '陈晓')
    >>> named_people(["党组书记、局长王建国同志主持，副局长张立伟出席", "局长办公会审议"])
    ('王建国', '张立伟')
    """
    found: dict[str, None] = {}
    for text in texts:
        for pattern in _NAMING:
            for match in pattern.finditer(text):
                for name in re.split(_AND, match["people"]):
                    packed = re.sub(r"[ \t\u3000]", "", name)
                    # Two characters beside a title may be a word of the sentence: it is masked there and
                    # nowhere else.
                    if len(packed) > 2 or pattern is not _TITLED:
                        _keep_name(packed, found)
    return tuple(sorted(found, key=lambda name: -len(name)))


def who_may_stay(text: str) -> list[str]:
    """What still looks like a person in a masked text, for somebody to look at: a surname and a title, a lone
    name.

    Examples
    --------
    >>> who_may_stay("李主任、〔略〕和欧阳晓；核减 12345678 元")
    ['李主任', '欧阳晓']
    """
    found = [match.group().strip() for match in _MAY_BE.finditer(text)]
    return [name for name in dict.fromkeys(found) if _is_person(name[:3]) or re.search(_TITLE, name)]


def _keep_name(name: str, found: dict[str, None]) -> None:
    # Only what begins like a name is removed wherever else it stands; behind its label everything is, see
    # `Patterns`.
    if _is_person(name) and _SURNAME.match(name):
        found[name] = None


def _is_person(name: str) -> bool:
    return (
        len(name) > 1
        and name not in _NOT_PEOPLE
        and not re.fullmatch(_WORDS, name)
        and not _NO_PERSON.search(name)
    )


@dataclass(frozen=True)
class Patterns:
    """Everything that is masked in one department's texts.

    Parameters
    ----------
    people : names of people; evaluators : names and ids of evaluators

    Examples
    --------
    >>> masked = Masked()
    >>> Patterns(("张三",), ("wang",)).mask("填报人：张三，电话 0755-12345678，wang 已核，合计 88880000.00 元", masked)
    '填报人：〔略〕，电话 〔略〕，〔略〕 已核，合计 88880000.00 元'
    >>> [f"{what.zh} {count}" for what, count in masked.counts.items()]
    ['电话号码 1', '姓名 1', '评价人姓名 1']
    """

    people: tuple[str, ...] = ()
    evaluators: tuple[str, ...] = ()

    @cached_property
    def _names(self) -> tuple[tuple[Text, re.Pattern], ...]:
        evaluators = [name for name in self.evaluators if name not in self.people]
        pairs = ((PEOPLE, self.people), (EVALUATORS, evaluators))
        return tuple(
            (what, re.compile("|".join(_spelled(name) for name in sorted(names, key=len, reverse=True))))
            for what, names in pairs
            if names
        )

    def mask(self, text: str, masked: Masked) -> str:
        """The text with personal data replaced by 〔略〕, counted in `masked`; the same object where there is
        none."""
        result = text
        for what, start, end in sorted(numbers_in(text), key=lambda found: -found[1]):
            result = result[:start] + MASK + result[end:]
            masked.add(what)
        for what, pattern in self._names:
            result, count = pattern.subn(MASK, result)
            masked.add(what, count)
        for pattern in _NAMING:
            result = pattern.sub(lambda match: self._cut_people(match, masked), result)
        return text if result == text else result

    def _cut_people(self, match: re.Match, masked: Masked) -> str:
        """Everybody behind a label, known surname or not; words such as 办公室 stay."""
        people = match["people"]
        for name in re.split(_AND, people):
            if _is_person(re.sub(r"[ \t\u3000]", "", name)):
                people = people.replace(name.strip(), MASK)
                masked.add(PEOPLE)
        return match.group().replace(match["people"], people)


def _spelled(name: str) -> str:
    """A name as it may be printed: Chinese with spaces inside, Latin as a word of its own."""
    if name.isascii():
        return rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])"
    return _SPACE.join(map(re.escape, name))

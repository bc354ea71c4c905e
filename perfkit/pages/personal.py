"""Personal data in running text: numbers that identify somebody, and names where a form or an address gives them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from perfkit.base.text import Text

MASK = "〔略〕"
PHONES, IDENTITIES, ACCOUNTS, MAILS, PEOPLE, EVALUATORS = (
    Text("电话号码", "phone numbers"),
    Text("身份证件号码", "identity numbers"),
    Text("银行账号", "bank accounts"),
    Text("电子邮箱", "e-mail addresses"),
    Text("姓名", "names"),
    Text("评价人姓名", "evaluators' names"),
)

_SPACE = r"[ \t\u3000]*"
_COLON = rf"{_SPACE}[：:]{_SPACE}"
_PHONE_LABEL = r"(?:联系电话|联系方式|办公电话|固定电话|移动电话|咨询电话|电话号码|手机号码?|电话|手机|传真|微信号?|Tel|TEL|Phone|phone)"
_DIGIT = r"[0-9０-９]"
_NUMBER = rf"(?:\+?86[- ]?)?[（(]?{_DIGIT}(?:[{_DIGIT[1:-1]} \-－—()（）转/、，,]*{_DIGIT}){{0,1}}"
# A mobile or a number with its area code needs no label; a bare run of 7 or 8 digits does, since amounts look like it.
_LABELLED_PHONE = re.compile(
    rf"(?P<keep>{_PHONE_LABEL}{_SPACE}(?:[（(][^）)]{{0,12}}[）)])?{_SPACE}[：:]?{_SPACE})(?P<cut>{_NUMBER})"
)
_MOBILE = re.compile(r"(?<![0-9.])(?:\+?86[- ]?)?1[3-9][0-9](?:[- ]?[0-9]{4}){2}(?![0-9])(?!\.[0-9])")
_AREA_PHONE = re.compile(
    r"(?<![0-9.])[（(]?0[1-9][0-9]{1,2}[）)]?[-－— ][2-9][0-9]{6,7}(?:[-－—转][0-9]{1,6})?(?![0-9])|(?<![0-9.])400[- ]?[0-9]{3}[- ]?[0-9]{4}(?![0-9.])"
)
_MONTH_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
_IDENTITY = re.compile(
    rf"(?<![0-9])[1-9][0-9]{{5}}(?:(?:18|19|20)[0-9]{{2}}{_MONTH_DAY}[0-9]{{3}}[0-9Xx]|[0-9]{{2}}{_MONTH_DAY}[0-9]{{3}})(?![0-9Xx.])"
)
_ACCOUNT = re.compile(
    rf"(?P<keep>(?:银行账号|银行帐号|银行卡号|收款账号|账号|帐号|卡号){_COLON})(?P<cut>[0-9][0-9 \-]{{7,30}}[0-9])"
)
_MAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")

_ROLE = (
    "填报人|填表人|填写人|制表人|联系人|经办人|负责人|审核人|审批人|复核人|校对人|编制人|报送人|评价人|评价人员|评审人|评审专家|"
    "专家姓名|专家组长|主评人|组长|副组长|成员|法定代表人|法人代表|项目负责人|单位负责人|部门负责人|财务负责人|分管领导|主要领导|姓名|会计|出纳"
)
_HAN = r"[\u3400-\u9fff]"
_NAME = rf"{_HAN}(?:{_SPACE}{_HAN}){{1,3}}(?:[·•．]{_HAN}{{1,8}})?"
_LABELLED_PEOPLE = re.compile(
    rf"(?:{_ROLE})(?:{_SPACE}[（(][^）)]{{0,8}}[）)])?{_COLON}(?P<people>{_NAME}(?:{_SPACE}[、，,/和]{_SPACE}{_NAME}(?![：:]))*)"
)
# Without a colon, as in a table cell: only the labels of a form's foot, and only a name that ends the line.
_CELL_PEOPLE = re.compile(
    rf"(?:填报人|填表人|填写人|制表人|审核人|复核人|联系人)[ \t\u3000]+(?P<people>{_HAN}{{2,4}})[ \t\u3000]*(?=$|[\n|，,；;。])",
    re.MULTILINE,
)
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕张孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛奚范彭郎鲁韦昌马苗凤方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹"
    "姚邵湛汪祁毛禹狄米贝臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁"
    "荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰"
    "郦雍璩桑桂濮牛寿通边扈燕冀浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公肖覃佟闫"
)
_TWO = "欧阳|上官|司马|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯|长孙|宇文|端木|呼延|南宫|西门|独孤|申屠|钟离|闻人|轩辕"
_COMMON = "王李张刘陈杨赵黄周吴徐孙胡朱林郭马罗梁宋郑谢韩唐冯董萧曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪姜谭廖邹熊陆郝孔崔邱秦顾侯邵孟钱尹黎乔赖龚庞樊殷施陶洪翟颜倪俞葛韦聂焦柳邢岳"
_SURNAME = re.compile(rf"(?:{_TWO}|[{_SURNAMES}])")
_ADDRESSED = re.compile(
    rf"(?<!{_HAN})(?P<people>[{_COMMON}]{_HAN}{{1,2}})(?:同志|先生|女士)|(?:由|请|经|向|及|和|与|、)(?P<more>[{_COMMON}]{_HAN}{{1,2}})(?:同志|先生|女士)"
)
_NOT_PEOPLE = {
    "方面",
    "任何",
    "任职",
    "向各",
    "向全",
    "高级",
    "高龄",
    "高层",
    "龙头",
    "万名",
    "成员",
    "何时",
    "严格",
    "康复",
    "程序",
    "石化",
    "向党",
    "向老",
    "任务",
    "业务科",
    "财务科",
    "财务部",
    "办公室",
    "人事科",
    "综合科",
    "同上",
    "无",
    "见附件",
    "信息",
    "各科室",
    "全体成员",
}
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
    """The people that texts name behind a label of a form or with a form of address, longest name first.

    Examples
    --------
    >>> named_people(["填报人：张 三丰", "联系人：李四、王小五，电话：12345678", "由陈晓同志负责", "审核人：财务科"])
    ('张三丰', '王小五', '李四', '陈晓')
    """
    found: dict[str, None] = {}
    for text in texts:
        for match in (*_LABELLED_PEOPLE.finditer(text), *_CELL_PEOPLE.finditer(text)):
            for name in re.split(r"[、，,/和]", match["people"]):
                _keep_name(re.sub(r"[ \t\u3000]", "", name), found)
        for match in _ADDRESSED.finditer(text):
            _keep_name(match["people"] or match["more"], found)
    return tuple(sorted(found, key=lambda name: -len(name)))


def _keep_name(name: str, found: dict[str, None]) -> None:
    # Only what begins like a name is removed wherever else it stands; behind its label everything is, see `Patterns`.
    if _is_person(name) and _SURNAME.match(name):
        found[name] = None


def _is_person(name: str) -> bool:
    return len(name) > 1 and name not in _NOT_PEOPLE and not _NO_PERSON.search(name)


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
        """The text with personal data replaced by 〔略〕, counted in `masked`; the same object where there is none."""
        result = text
        for what, pattern in (
            (MAILS, _MAIL),
            (IDENTITIES, _IDENTITY),
            (ACCOUNTS, _ACCOUNT),
            (PHONES, _LABELLED_PHONE),
            (PHONES, _MOBILE),
            (PHONES, _AREA_PHONE),
            *self._names,
        ):
            result, count = pattern.subn(_cut, result)
            masked.add(what, count)
        for pattern in (_LABELLED_PEOPLE, _CELL_PEOPLE):
            result = pattern.sub(lambda match: self._cut_people(match, masked), result)
        return text if result == text else result

    def _cut_people(self, match: re.Match, masked: Masked) -> str:
        """Everybody behind a label, known surname or not; words such as 办公室 stay."""
        people = match["people"]
        for name in re.split(r"[、，,/和]", people):
            if _is_person(re.sub(r"[ \t\u3000]", "", name)):
                people = people.replace(name.strip(), MASK)
                masked.add(PEOPLE)
        return match.group().replace(match["people"], people)


def _cut(match: re.Match) -> str:
    return (match.groupdict().get("keep") or "") + MASK


def _spelled(name: str) -> str:
    """A name as it may be printed: Chinese with spaces inside, Latin as a word of its own."""
    if name.isascii():
        return rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])"
    return _SPACE.join(map(re.escape, name))

"""Personal data to plant, all invented, by kind, and a measure of what the public copy finds: `python tests/pages/people.py`.

The names were drawn after the rules were written; no rule was written from them.
"""

from __future__ import annotations

from perfkit.pages.personal import Masked, Patterns, named_people

PLANTED: dict[str, tuple[tuple[str, str], ...]] = {
    "title, then name": (
        ("会议由局长卓文渊同志主持。", "卓文渊"),
        ("副局长裴敏带队赴基层。", "裴敏"),
        ("党组书记、局长岑玉衡要求各科室落实。", "岑玉衡"),
        ("常务副局长温晋川，分管财务。", "温晋川"),
        ("办公室主任阮秋白负责归口。", "阮秋白"),
        ("党组成员、副局长覃怀瑾（分管财务）", "覃怀瑾"),
        ("总经理祝安平表示满意", "祝安平"),
        ("村民殷小满反映道路损坏", "殷小满"),
        ("项目经理欧阳晓峰签字确认", "欧阳晓峰"),
        ("科员邵文、滕芳参加培训", "滕芳"),
    ),
    "name, then title": (
        ("由龚立群处长牵头", "龚立群"),
        ("请申屠远主任审定", "申屠远"),
        ("（颜若初副局长批示）", "颜若初"),
        ("洪光耀老师授课", "洪光耀"),
        ("与翟清和先生座谈", "翟清和"),
        ("樊一鸣同志获奖", "樊一鸣"),
    ),
    "behind a label": (
        ("复核人 施望舒 2021年3月", "施望舒"),
        ("联络员（倪晨光，电话见附件）", "倪晨光"),
        ("填表人：庞  博", "庞  博"),
        ("经办人（签字）：柳如是", "柳如是"),
        ("执笔人：薛沉舟、俞归鸿", "俞归鸿"),
        ("制表人\t聂海生\t审核人\t焦明远", "聂海生"),
        ("审签：鲁长风", "鲁长风"),
        ("现场记录 季遥", "季遥"),
    ),
    "phone": (
        ("手机１３８０００００００１", "１３８０００００００１"),
        ("手机 139 00 0000 002", "139 00 0000 002"),
        ("拨 1-380-000-0003 咨询", "1-380-000-0003"),
        ("致电+852 2345 0000", "+852 2345 0000"),
        ("（075520000004）", "075520000004"),
        ("总机0755－8800 0005", "0755－8800 0005"),
        ("号码 138.0000.0006", "138.0000.0006"),
        ("热线：80000007", "80000007"),
    ),
    "identity number": (
        ("证号 110101 19900101 0011", "110101 19900101 0011"),
        ("证件１１０１０１１９９００１０１００１Ｘ", "１１０１０１１９９００１０１００１Ｘ"),
        ("110101-19851231-0022", "110101-19851231-0022"),
        ("香港居民 A123456(7)", "A123456(7)"),
    ),
    "passport": (
        ("护照 E00000001", "E00000001"),
        ("持 EA0000002 出境", "EA0000002"),
        ("护照号码：Ｇ００００００３１", "Ｇ００００００３１"),
        ("台胞证 00000041", "00000041"),
    ),
    "bank card": (
        ("打入6222000000000000018内", "6222000000000000018"),
        ("卡 6217 0000 0000 0000 026", "6217 0000 0000 0000 026"),
        ("４３９２２５００００００００３１", "４３９２２５００００００００３１"),
        ("工行账户 0200 0000 0900 0000 041", "0200 0000 0900 0000 041"),
    ),
    "plate": (
        ("公务车粤B00001停放", "粤B00001"),
        ("粤 B·D00002", "粤 B·D00002"),
        ("京A0003警", "京A0003警"),
        ("车牌沪ＡＤ０００４５", "沪ＡＤ０００４５"),
    ),
    "mail": (
        ("邮箱 nobody＠example．org", "nobody＠example．org"),
        ("nobody2 @ example.org", "nobody2 @ example.org"),
        ("nobody3(at)example.org", "nobody3(at)example.org"),
    ),
    "QQ, WeChat": (
        ("QQ：10000001", "10000001"),
        ("ＱＱ号 10000002", "10000002"),
        ("微信号：no_body_03", "no_body_03"),
        ("加V信：nobody_04", "nobody_04"),
        ("微信同号 13800000005", "13800000005"),
    ),
}
# Written after all rules and never looked at while they were changed.
HELD_OUT: dict[str, tuple[tuple[str, str], ...]] = {
    "title, then name": (
        ("街道党工委书记甘霖一行到访", "甘霖"),
        ("财务科科长尚可为负责编制", "尚可为"),
        ("副主任诸葛怀远汇报进展", "诸葛怀远"),
        ("校长詹天明、副校长祁红梅出席", "祁红梅"),
        ("第三方项目组长凌霄签字", "凌霄"),
        ("分管副区长麦振邦作批示", "麦振邦"),
        ("居民隋玉芝来信致谢", "隋玉芝"),
        ("信访人安如山要求退费", "安如山"),
    ),
    "name, then title": (
        ("邀请冼星河教授授课", "冼星河"),
        ("（闵行知科长 2021年3月）", "闵行知"),
        ("经戚继红局长同意", "戚继红"),
        ("易中和同志调离", "易中和"),
    ),
    "behind a label": (
        ("联系人及电话：骆宾 13800000011", "骆宾"),
        ("填报人（签章）：钮祜禄", "钮祜禄"),
        ("审核：冉文静", "冉文静"),
        ("项目联系人 苗青禾 办公电话 80000012", "苗青禾"),
    ),
    "phone": (
        ("打 ０７５５ ８００００ ０１３ 转", "０７５５ ８００００ ０１３"),
        ("（86）138-0000-0014", "138-0000-0014"),
        ("澳门 +853 6600 0015", "+853 6600 0015"),
        ("Mobile: 138 0000 0016", "138 0000 0016"),
    ),
    "numbers of papers and cards": (
        ("身份证110101200102290033", "110101200102290033"),
        ("身份证尾号 0034，全号 44030519880808 0034", "44030519880808 0034"),
        ("护照为 E 0000 0035", "E 0000 0035"),
        ("尾数不计，账户 6228480000000000036", "6228480000000000036"),
        ("车号：粤ＡＦ０００３７", "粤ＡＦ０００３７"),
    ),
    "mail and chat": (
        ("no.body_38@mail.example.com.cn", "no.body_38@mail.example.com.cn"),
        ("Q Q 1000039", "1000039"),
        ("微信 no_body_40", "no_body_40"),
    ),
}
# What stays: nobody is named and nothing identifies anybody.
STAYS = (
    "局长办公会审议通过，书记项目，主任科员职数2名，处长级以上干部周末值班。",
    "项目负责人余额管理，组长马上部署，科长陆续到岗，院长办公会。",
    "预算 13900000001.00 元，决算 13 900 000 001 元，合计 6222000000000001.00 元。",
    "文号〔2019〕30号，项目编号 2020-0755-001，2020-02-28 至 2020-10-31。",
    "微信公众号推送 12 次，QQ 群 3 个，京津冀协同，粤B级资质，云计算平台。",
    "教师培训 300 人次，居民满意度 95%，村民小组 12 个，党员活动 8 场。",
    "受理 12345 热线 68000 件，96110 预警 5000 次，110 报警。",
    "医生签约 20000 户，群众代表参加座谈，职工周转房 12 套，工程师系列职称。",
)


def masked(text: str) -> str:
    """A text as the public copy has it."""
    return Patterns(named_people([text])).mask(text, Masked())


def measure(lists: dict[str, tuple[tuple[str, str], ...]] = PLANTED) -> dict[str, tuple[int, int]]:
    """Found and planted, by kind."""
    return {
        kind: (sum(item not in masked(text) for text, item in planted), len(planted))
        for kind, planted in lists.items()
    }


if __name__ == "__main__":
    for kind, (found, planted) in (*measure().items(), *measure(HELD_OUT).items()):
        print(f"{kind:28} {found}/{planted}")
    print(
        "missed:",
        [
            item
            for planted in (*PLANTED.values(), *HELD_OUT.values())
            for text, item in planted
            if item in masked(text)
        ],
    )
    print("wrongly cut:", [masked(text) for text in STAYS if masked(text) != text])

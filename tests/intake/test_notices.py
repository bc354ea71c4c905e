"""Notices of a few sentences: three public consumptions, accounts without a title, papers on projects."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfkit.base.errors import SubmissionError
from perfkit.intake.blocks import Paragraph
from tests.intake.test_other_layouts import facts, read

PLACES = {
    "unit": "青禾县档案馆“三公”经费支出决算情况说明\n2022年度“三公”经费支出12万元，其中：公务接待费2万元。",
    "town": "柏树镇人民政府\n2021年“三公”经费信息公开\n2021年“三公”经费支出9万元。",
    "sentence": "按照要求，现将禾北区柏树镇2020年度“三公”经费决算情况公布如下：\n2020年度“三公”经费8.5万元。",
    "district": "禾城市北岸区2019年“三公”经费决算汇总情况\n现将北岸区区本级2019年“三公”经费决算情况公开如下：\n"
    "经汇总，2019年区本级一般公共预算财政拨款开支“三公”经费1,874.6万元。",
    "first words": "柏树乡2023年“三公”经费决算数共计31,460元，比上年下降12.5%。",
}
NAMES = {
    "unit": ("青禾县档案馆", 2022, "12万元"),
    "town": ("柏树镇人民政府", 2021, "9万元"),
    "sentence": ("禾北区柏树镇", 2020, "8.5万元"),
    "district": ("禾城市北岸区", 2019, "1874.6万元"),
    "first words": ("柏树乡", 2023, "31460元"),
}


def notice(tmp_path: Path, text: str):
    return read(tmp_path, *map(Paragraph, text.split("\n")))


@pytest.mark.parametrize("place", PLACES)
def test_a_notice_is_final_accounts_of_whom_it_names(place, tmp_path):
    draft = notice(tmp_path, PLACES[place])
    whose = draft.submission["department"]["name"], draft.submission["year"]
    assert draft.submission["form"]["kind"] == "accounts"
    assert (*whose, facts(draft)["three_public_spent"][0]) == NAMES[place]
    assert not draft.not_found


@pytest.mark.parametrize(
    "text", ["2024年“三公”经费预算公开\n2024年“三公”经费预算12万元。", "某区召开三公经费座谈会"]
)
def test_a_budget_or_a_meeting_is_no_notice(text, tmp_path):
    with pytest.raises(SubmissionError):
        notice(tmp_path, text)


SENTENCES = {
    "parts in brackets, a blank in a number": (
        "“三公”经费决算数1,274.6万元，其中：公务用车购置及运行维护费1,129.0万元（购置费98.0万元、运行维护费1, 031.0万元），"
        "公务接待费145.6万元。",
        {
            "three_public_spent": ["1274.6万元"],
            "vehicle_purchase_spent": ["98.0万元"],
            "vehicle_running_spent": ["1031.0万元"],
            "reception_spent": ["145.6万元"],
        },
    ),
    "budget and actual of each part": (
        "“三公”经费支出预算为12.5万元，支出决算为9.36万元。其中：公务用车购置及运行维护费支出预算为8万元，支出决算为7.28万元，"
        "公务接待费支出预算为4.5万元，支出决算为2.08万元，完成预算的46.22%。",
        {
            "three_public_budget": ["12.5万元"],
            "three_public_spent": ["9.36万元"],
            "reception_budget": ["4.5万元"],
            "reception_spent": ["2.08万元"],
        },
    ),
    "parts of a whole that has two": (
        "“三公”经费预算9万元，支出8万元。其中公务接待费3万元。",
        {"three_public_budget": ["9万元"], "three_public_spent": ["8万元"]},
    ),
    "changes are no values of the year": (
        "“三公”经费决算6.8万元，较上年减少0.42万元，较年初预算减少3.2万元。其中公务接待费1.3万元，比上年支出2万元下降0.7万元；"
        "公务用车运行维护费5.5万元，上年为5.22；因公出国（境）费没有发生。",
        {
            "three_public_spent": ["6.8万元"],
            "reception_spent": ["1.3万元"],
            "vehicle_running_spent": ["5.5万元"],
        },
    ),
    "what is saved is not what is spent": ("全年压减“三公”经费4万元，实际支出另行公布。", {}),
}


@pytest.mark.parametrize("name", SENTENCES)
def test_amounts_of_a_notice(name, tmp_path):
    text, right = SENTENCES[name]
    draft = notice(tmp_path, f"禾城市水务局2021年度“三公”经费决算情况\n2021年度{text}")
    assert facts(draft) == right


def test_groups_guests_and_vehicles(tmp_path):
    text = (
        "2021年因公出国（境）团组2个，因公出国（境）11人次；公务用车购置5辆，公务用车保有量331辆；"
        "国内公务接待12,350批次，国内公务接待118,204人次，国（境）外公务接待0批次。"
    )
    draft = notice(tmp_path, f"北岸区2021年“三公”经费决算汇总情况\n2021年“三公”经费支出3万元。\n{text}")
    counted = {one["name"]: one["statements"][0]["value"] for one in draft.submission["figures"]}
    assert {
        "因公出国(境)团组": "2",
        "因公出国(境)人次": "11",
        "公务用车购置数": "5",
        "公务用车保有量": "331",
        "公务接待批次": "12350",
        "公务接待人次": "118204",
    }.items() <= counted.items()


def test_accounts_without_a_title_or_a_unit(tmp_path):
    draft = notice(
        tmp_path,
        "一、收入支出决算总体情况\n2021年度收入总计862.47万元，支出总计862.47万元。与上年相比，各减少3.25万元。\n"
        "二、支出决算情况\n2021年度本年支出合计801.33万元，其中：基本支出120.80万元，项目支出680.53万元。",
    )
    assert draft.submission["form"]["family"] == "accounts"
    assert facts(draft) == {
        "spent_total": ["801.33万元"],
        "basic_spent": ["120.80万元"],
        "project_spent": ["680.53万元"],
    }
    assert {one["name"]: one["statements"][0]["value"] for one in draft.submission["figures"]} == {
        "收入总计": "862.47",
        "支出总计": "862.47",
    }
    assert "department.name" in [missing.path for missing in draft.not_found]


def project(draft) -> tuple[str, str]:
    return draft.submission["form"]["kind"], draft.submission.get("project", {}).get("name", "")


@pytest.mark.parametrize(
    ("title", "text", "name"),
    [
        (
            "禾县交通局2022年衔接推进乡村振兴补助资金绩效自评报告",
            "资金用于实施河湾村道路硬化项目。",
            "河湾村道路硬化项目",
        ),
        ("禾县水利局2022年衔接资金绩效自评报告", "资金用于甲村饮水项目，另有资金用于乙村渠道项目。", ""),
        ("2022年度部门预算项目支出绩效自评报告", "本项目执行良好。", ""),
        ("关于2023年困难群众救助补助资金的自评情况", "资金及时到位。", "困难群众救助补助资金"),
        ("2023年度绩效自评报告", "项目名称：51990023R000012345678-小型水库维修养护", "小型水库维修养护"),
    ],
)
def test_a_project_is_never_called_by_a_kind_of_funds(title, text, name, tmp_path):
    assert project(notice(tmp_path, f"{title}\n{text}")) == ("project", name)


def test_several_projects_keep_their_own_money(tmp_path):
    draft = notice(
        tmp_path,
        "关于2021年度校舍维修和教学设备资金的自评情况\n禾县第二中学\n一、资金使用\n"
        "校舍维修项目到位资金9.8万元，支出9.62万元，支付率98.16%。教学设备项目到位资金23.5万元，支出23.5万元，支付率100%。",
    )
    figures = {one["name"]: [s["value"] for s in one["statements"]] for one in draft.submission["figures"]}
    assert facts(draft) == {} and project(draft) == ("project", "")
    assert figures["校舍维修项目支出"] == ["9.62"] and figures["教学设备项目支出"] == ["23.5"]


def test_indicators_that_were_drawn_up_are_no_posts(tmp_path):
    text = "2022年，本项目共编制12个绩效指标，其中一级3个、二级9个、三级12个；编制绩效指标12个。"
    draft = notice(tmp_path, f"禾县图书馆2022年古籍修复项目绩效自评报告\n一、基本情况\n{text}")
    assert facts(draft) == {}


def test_lines_cut_in_mid_sentence_read_as_if_they_were_whole(tmp_path):
    text = (
        "2022年度“三公”经费财政拨款支出预算为15.6万元，支出决算为13.2万元，完成预算的84.62%。其中：因公出国（境）费0万元，"
        "公 务接待费3.1万元，公务用车运行维护费10.1万元，较上年减少0.71万元，下降6.57%。国内公务接待21批次、168人次。"
    )
    lines = "\n".join(text[at : at + 19] for at in range(0, len(text), 19))
    head = "2022年度“三公”经费支出\n决算情况说明\n禾城市水务局\n"
    whole, cut = (notice(tmp_path, head + one).submission for one in (text, lines))
    for draft in (whole, cut):
        del draft["narrative"]
    assert cut["department"]["name"] == "禾城市水务局" and len(whole["facts"]) == 6
    assert {k: [s["value"] for s in v] for k, v in cut["facts"].items()} == {
        k: [s["value"] for s in v] for k, v in whole["facts"].items()
    }
    assert [one["name"] for one in cut["figures"]] == [one["name"] for one in whole["figures"]]
    assert cut["form"] == whole["form"]


REPORT = (
    "青禾县档案馆2022年度部门整体支出绩效自评报告\n一、基本情况\n负责全县档案的收集和保管，2022年支出120万元。\n"
    "二、存在问题\n{}三、改进措施\n按月通报支出进度。"
)


@pytest.mark.parametrize(
    ("below", "empty"), [("", ["二 存在问题"]), ("库房温湿度设备老化。\n", []), ("无。\n", [])]
)
def test_a_heading_with_nothing_below_is_kept(below, empty, tmp_path):
    narrative = notice(tmp_path, REPORT.format(below)).submission["narrative"]
    assert [one["section"] for one in narrative.get("problems", []) if not one["text"]] == empty
    assert [one["text"] for one in narrative["improvements"]] == ["按月通报支出进度。"]


SIGNED = {
    "labels and a day": (
        "填报人：某某　　审核人：\n填报日期：2024年3月8日",
        ["填报人", "审核人", "填报日期"],
    ),
    "a phone": ("填报人（签字）：某某 联系电话：0000-0000000", ["填报人", "联系电话"]),
    "unit and day": ("青禾县档案馆\n2024年3月8日", None),
}


@pytest.mark.parametrize("signed", SIGNED)
def test_what_is_signed_is_no_text_and_no_name_reaches_the_draft(signed, tmp_path):
    below, labels = SIGNED[signed]
    text = f"青禾县档案馆2023年度部门整体支出绩效自评报告\n一、改进措施\n按月通报支出进度。\n{below}"
    draft = notice(tmp_path, text).submission
    told = {"section": "一", "text": "按月通报支出进度。", "place": "第3段"}
    assert draft["narrative"] == {"improvements": [told]}
    assert draft["source"].get("redacted") == labels


def test_a_sentence_that_names_who_is_responsible_stays(tmp_path):
    told = "负责人：由各科室轮流担任，每季度一次，年底前通报。"
    text = f"青禾县档案馆2023年度部门整体支出绩效自评报告\n一、改进措施\n{told}"
    assert notice(tmp_path, text).submission["narrative"]["improvements"][0]["text"] == told


def test_a_heading_without_a_known_word_goes_on_with_what_stands_above_it(tmp_path):
    text = (
        "青禾县档案馆2023年度部门整体支出绩效自评报告\n一、绩效目标完成情况\n（一）接收进馆\n接收档案3200卷。\n"
        "二、评价过程\n（一）分组\n分为2组。"
    )
    narrative = notice(tmp_path, text).submission["narrative"]
    assert [one["section"] for one in narrative["performance"]] == ["一（一）"]
    assert [one["section"] for one in narrative["other"]] == ["二（一）"]

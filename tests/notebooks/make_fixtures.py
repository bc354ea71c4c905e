"""Writes the notebooks beside it: `python tests/notebooks/make_fixtures.py`. They are synthetic, for tests
only."""

from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

HERE = Path(__file__).parent
KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}


def write(name, cells):
    notebook = new_notebook(metadata=KERNEL)
    for number, cell in enumerate(cells):
        if isinstance(cell, str):
            cell = new_code_cell(cell)
        cell["id"] = f"cell-{number}"
        notebook.cells.append(cell)
    nbformat.write(notebook, HERE / name)


def tagged(source, *tags):
    return new_code_cell(source, metadata={"tags": list(tags)})


CHART = """figure, axes = plt.subplots(figsize=(7, 4))
bars = axes.{kind}(names, frame[columns[{column}]])
axes.set_title("{title}")
axes.set_{axis}label("万元")
plt.show()"""
TITLES = ["预算与执行", "三公经费支出", "政府采购执行率", "项目支出进度", "绩效目标完成情况", "部门得分构成"]

trial = [
    new_markdown_cell("# 试验报告\n\n合成数据，只用于测试。"),
    tagged('department = "0012"  # id of the department\nyear = 2020  # 1994..2100', "parameters"),
    "import matplotlib.pyplot as plt\nimport numpy as np\nimport pandas as pd",
    "from pathlib import Path\n\nfrom matplotlib import font_manager\n\nimport perfkit\n\n"
    'for path in (Path(perfkit.__file__).parent / "fonts").glob("*.ttf"):\n'
    "    font_manager.fontManager.addfont(path)\n"
    'plt.rcParams["font.sans-serif"] = ["Noto Sans SC", "DejaVu Sans"]',
    'names = ["在职人员经费", "社会保险业务", "信息化建设", "窗口服务", "宣传培训", "物业管理"]\n'
    'columns = ["年初预算", "调整预算", "支出", "结余", "采购", "三公"]',
    "rng = np.random.default_rng(year)\n"
    "frame = pd.DataFrame(rng.integers(10, 900, (6, 6)), columns=columns, index=names)",
    'print("部门", department, "年度", year)',
    "frame",
    *[CHART.format(kind="bar" if n % 2 else "barh", column=n, title=t, axis="y" if n % 2 else "x")
      for n, t in enumerate(TITLES)],
    'frame.describe().round(2)',
    new_markdown_cell("## 汇总"),
    'frame.assign(执行率=(frame["支出"] / frame["调整预算"]).map("{:.2%}".format))',
    'frame.T',
    'total = int(frame["支出"].sum())\ntotal',
    'assert total > 0',
]
write("trial.ipynb", trial)

outputs = [
    tagged('name = "x"  # any text', "parameters"),
    'print("out")\nimport sys\nprint("err", file=sys.stderr)\nprint("more")',
    "# The stock kernel watches descriptors by a thread; it gets its time.\n"
    'import os\nimport time\nos.system("echo 来自子进程")\ntime.sleep(0.5)\nprint("after")',
    '_ = os.write(2, b"to descriptor 2\\n")\ntime.sleep(0.5)',
    "!echo shell",
    "%%bash\necho from bash",
    'from IPython.display import HTML, SVG, Markdown, clear_output, display\nHTML("<b>粗</b>")',
    'display(Markdown("*md*"), metadata={"text/markdown": {"isolated": True}})\ndisplay({"a": 1})\n"结果"',
    'handle = display(HTML("<i>first</i>"), display_id="here")',
    'handle.update(HTML("<i>second</i>"))',
    'print("gone")\nclear_output()\nprint("stays")',
    'print("waits")\nclear_output(wait=True)\nprint("replaces")',
    "1 + 1;",
    "import asyncio\nawait asyncio.sleep(0.01)\n'awaited'",
    "task = asyncio.ensure_future(asyncio.sleep(0.01, result=5))",
    "await task",
    'import warnings\nwarnings.warn("careful")',
    tagged("1 / 0", "raises-exception"),
    tagged("this is not python", "raises-exception"),
    tagged('input("name? ")', "raises-exception"),
    tagged(
        "waiting = asyncio.sleep(0)\ntry:\n    asyncio.run(waiting)\nfinally:\n    waiting.close()",
        "raises-exception",
    ),
    tagged("not run at all", "skip-execution"),
    "",
    "class Broken:\n    def _repr_html_(self):\n        raise ValueError('no html')\n\n"
    "    def __repr__(self):\n        return 'plain'",
    tagged("Broken()", "raises-exception"),
    "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2, 3])",
    "import matplotlib\nmatplotlib.get_backend()",
    "figure = plt.figure(figsize=(2, 1))\nplt.close(figure)\nfigure",
    "%%timeit -n1 -r1 -o -q\nx = 1",
    "%%capture held\nprint('held back')",
    "held.stdout",
    "_ * 2",
    "Out[13] if 13 in Out else In[1]",
    "get_ipython().__class__.__name__, __name__",
    "import ipywidgets\nipywidgets.IntSlider(value=3, description='滑块')",
    "def later():\n    yield 1\n\nlen(list(later()))",
    "from tqdm.auto import tqdm\nsum(tqdm(range(3), disable=True))",
    "SVG('<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>')",
    "import pandas as pd\npd.DataFrame({'列': [1, None]}).style.set_uuid('t')",
    "import subprocess\ndone = subprocess.run(['echo', 'run'], check=True)\ntime.sleep(0.5)\ndone",
    "raise SystemExit(0)",
]
write("outputs.ipynb", outputs)

write("fails.ipynb", [
    tagged('department = ""  # id', "parameters"),
    'print("before")',
    'raise KeyError("预算")',
    "print('never')",
])

# What a unit of the batch tests does is in the name of its department.
write("unit.ipynb", [
    tagged('department = ""  # id of the department\nroot = ""  # folder of departments\n'
           'lang = "zh"  # zh | en\n'
           'note = "x"  # any text\nlevel = 1  # a number', "parameters"),
    "import os\nimport time\n\nfrom perfkit import load_department\n\n"
    "filed = load_department(department, root)\nprint(filed.submission.department.name, note, level)",
    "# What goes wrong is asked for by the department's name.\n"
    'if "raise" in department:\n    raise KeyError("预算")\n'
    'if "hang" in department:\n    time.sleep(1000)\n'
    'if "crash" in department:\n    os.kill(os.getpid(), 11)\n'
    'if "shot" in department:\n    os.kill(os.getpid(), 9)\n'
    'if "wait" in department:\n    time.sleep(float(note))',
    "filed.evaluate().points.low >= 0",
])

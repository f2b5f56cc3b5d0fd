"""Prints what the acceptance criteria of the computer-use loop come to, row by row, and whether each target is met.

The tests say what they have found (PerceoTestKit's Criterion); which rows there must be, and their targets, stands in
eval.txt. Run after the tests are built. Ends with 1 when a row is missing or its target is not met, or a test fails.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import eval_pictures


def wanted():
    """{row: (what it measures, target)}, in order.

    A target is a share of at least so many cases, or a limit to the worst of at least so many values.
    """
    lines = Path("scripts/eval.txt").read_text().splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {name: (what, target) for name, what, target in rows}


def suites():
    """The suites that state a row or play a model, by their modules."""
    found = set()
    for file in Path("Tests").rglob("*Tests.swift"):
        text = file.read_text()
        if re.search(r"Criterion\.|^import ModelServer", text, re.MULTILINE):
            names = re.findall(r"@Suite[^\n]*\b(?:struct|enum) (\w+Tests)\b", text)
            found |= {rf"{file.parts[1]}\.(.*/)?{name}/" for name in names}
    return sorted(found)


def run_tests(stated, asked):
    """Whether all tests passed; their rows are in `stated`, what models were asked in `asked`."""
    environment = os.environ | {"PERCEO_EVAL": str(stated), "PERCEO_ASKED": str(asked)}
    pattern = "|".join(suites())
    return subprocess.run(["scripts/test.sh", "--filter", pattern], env=environment).returncode == 0


def requests(asked):
    """Rows about everything that the tests' servers were asked by us, and not by a provider's own library."""
    all_asked = [json.loads(line) for line in asked.read_text().splitlines()]
    ours = [asked for asked in all_asked if "/Python" not in asked["agent"]]
    for request in [request for request in ours if request["broken"]][:5]:
        print(f"breaks a rule: {request['broken']}")
    lines = [json.dumps({"wire": request["wire"], "body": request["body"]}, sort_keys=True) for request in ours]
    unlike = list(dict.fromkeys(lines))
    file = asked.with_suffix(".unlike")
    file.write_text("\n".join(unlike))
    python = subprocess.run(["scripts/sdks.sh"], stdout=subprocess.PIPE, text=True).stdout.strip()
    check = subprocess.run(
        [python or "python3", "Tests/ModelsTests/SDK/check.py", "schema", file], stdout=subprocess.PIPE, text=True)
    complaints = dict(zip(unlike, map(json.loads, check.stdout.splitlines())))
    for line, found in [(line, found) for line, found in complaints.items() if found][:5]:
        print(f"not valid: {found}: {line[:300]}")
    yield {"row": "1 requests", "met": sum(complaints.get(line) == [] for line in lines), "all": len(lines)}
    yield {"row": "1 rules", "met": sum(not request["broken"] for request in ours), "all": len(ours)}


def pictures():
    """The row about what can be read in pictures; none where there is nothing to read with."""
    if not shutil.which("tesseract"):
        print("tesseract is not installed: nothing can be read in pictures")
        return
    met, count = eval_pictures.check()
    yield {"row": "15 pictures", "met": met, "all": count}


class Row:
    """What was stated about one criterion."""

    def __init__(self):
        self.met, self.all, self.values = 0, 0, []

    def add(self, found):
        self.met += found.get("met", 0)
        self.all += found.get("all", 0)
        if "value" in found:
            self.values.append(found["value"])

    def judge(self, target):
        """What came out, in words, and whether that meets the target."""
        if share := re.fullmatch(r"([\d.]+) % of (\d+)", target):
            least, fewest = float(share[1]), int(share[2])
            enough = self.all >= fewest and 100 * self.met >= least * self.all
            return f"{self.met} of {self.all}", enough
        if limit := re.fullmatch(r"at (most|least) ([\d.]+)(.*) in (\d+)", target):
            worst = (max if limit[1] == "most" else min)(self.values, default=float("nan"))
            fits = worst <= float(limit[2]) if limit[1] == "most" else worst >= float(limit[2])
            return f"{worst:.4g}{limit[3]} in {len(self.values)}", fits and len(self.values) >= int(limit[4])
        sys.exit(f"eval.txt: no target: {target}")


def table(rows, stated):
    """Prints the table; whether every row is there and met."""
    lines, good = [("criterion", "found", "target", "", "what")], True
    for name, (what, target) in rows.items():
        found, fits = stated[name].judge(target) if name in stated else ("", False)
        good = good and fits
        lines.append((name, found, target, "met" if fits else "NOT MET" if found else "MISSING", what))
    for name in stated.keys() - rows.keys():
        good = False
        lines.append((name, "", "", "NOT LISTED", "stated by a test, not in eval.txt"))
    widths = [max(len(line[column]) for line in lines) for column in range(4)]
    for line in lines:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, [*widths, 0])).rstrip())
    return good


def main():
    stated = {}
    with tempfile.TemporaryDirectory() as folder:
        found, asked = Path(folder) / "stated", Path(folder) / "asked"
        found.touch()
        asked.touch()
        passed = run_tests(found, asked)
        rows = [json.loads(line) for line in found.read_text().splitlines()]
        for row in [*rows, *requests(asked), *pictures()]:
            stated.setdefault(row["row"], Row()).add(row)
    good = table(wanted(), stated)
    if not passed:
        print("some tests failed; see above")
    return 0 if good and passed else 1


if __name__ == "__main__":
    sys.exit(main())

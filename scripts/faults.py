"""Plays all flows against the shop with one fault at a time and compares who fails with Examples/Shop/README.md."""

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

PERCEO = Path(".build/debug/perceo").resolve()
SHOP = Path(".build/debug/shop").resolve()


def table():
    """Rows of the README's fault table: {variable: slugs of the flow files that must fail}."""
    rows = {}
    for line in Path("Examples/Shop/README.md").read_text().splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        name = re.search(r"SHOP_FAULT_[A-Z0-9_]+", cells[0]) if cells else None
        if name and len(cells) >= 3:
            rows[name.group()] = sorted(re.findall(r"`([a-z0-9-]+)(?:\.yaml)?`", cells[-1]))
    return rows


def play(fault, out):
    """Exit code and {flow file stem: (status, message)} of a run against a shop with this fault."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("SHOP_FAULT_")}
    if fault:
        environment[fault] = "1"
    shop = subprocess.Popen([SHOP, "--port", "0"], env=environment, stdout=subprocess.PIPE, text=True)
    try:
        url = re.search(r"http://\S+", shop.stdout.readline()).group()
        run = subprocess.run(
            [PERCEO, "ci", "test", "--base-url", url, "--parallel", "4", "--video", "off", "--screenshots", "off",
             "--out", out, "--json", "--reporter", "json"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=300)
        flows = json.loads(run.stdout)["flows"] if run.stdout else []
        return run.returncode, {
            Path(flow["file"]).stem: (flow["status"], (flow.get("error") or {}).get("message", "")) for flow in flows}
    finally:
        shop.send_signal(signal.SIGTERM)
        shop.wait(10)


def main():
    rows = table()
    wanted = sys.argv[1:] or list(rows)
    wrong = 0
    with tempfile.TemporaryDirectory() as out:
        for fault in wanted:
            code, flows = play(fault, out)
            bad = {name: result for name, result in flows.items() if result[0] != "passed"}
            fits = sorted(bad) == rows[fault] and code == 1 and all(s == "failed" for s, _ in bad.values())
            wrong += not fits
            print(f"{'ok ' if fits else 'BAD'} {fault} exit {code}")
            for name, (status, message) in sorted(bad.items()):
                print(f"      {status} {name}: {message}")
            for name in sorted(set(rows[fault]) - set(bad)):
                print(f"      passed though it should fail: {name}")
            sys.stdout.flush()
    print(f"{len(wanted) - wrong} faults as expected, {wrong} not")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

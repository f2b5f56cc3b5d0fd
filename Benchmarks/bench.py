"""Plays the same work with Perceo and Playwright on the same Chromium, in turns, and writes docs/benchmark.md.

QUICK=1 in the environment plays fewer rounds. `--report` writes the document again from the last run's numbers.
"""

import json
import os
import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "harness"))

import document  # noqa: E402
import table  # noqa: E402
from plan import Measurements, Plan, say  # noqa: E402
from setup import ROOT, Tools  # noqa: E402


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    os.chdir(Path(__file__).resolve().parents[1])
    quick = os.environ.get("QUICK") == "1"
    result = ROOT / "result.json"
    if "--report" in sys.argv:
        found = Measurements.load(json.loads(result.read_text()))
    else:
        plan = Plan(Tools(), quick)
        only = [name for name in sys.argv[1:] if not name.startswith("-")]
        if only:
            plan.found.facts.update({"load before": os.getloadavg()[0], "load after": os.getloadavg()[0], "minutes": 0})
            for name in only:
                getattr(plan, name)()
            found = plan.found
        else:
            found = plan.run()
        result.write_text(json.dumps(found.dump(), indent=1, sort_keys=True))
        if only:
            for name, series in sorted(found.series.items()):
                say(f"{name}: {series.median:.3f}" + (f" (A–A {series.spread:.0%})" if series.spread else ""))
            return
    target = ROOT / "benchmark-quick.md" if quick else Path("docs/benchmark.md")
    rows, ops = document.write(found, target)
    for line in [*table.lines(rows), "", *table.lines(ops)]:
        print(line)
    print(f"\nwritten: {os.path.relpath(target)}")


if __name__ == "__main__":
    main()

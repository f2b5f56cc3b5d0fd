"""Plays four copies of the bundled suite with --parallel 1 and --parallel 4 in turn and prints the ratio."""

import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PERCEO = Path(".build-release/release/perceo").resolve()
SHOP = Path(".build-release/release/shop").resolve()
COPIES, ROUNDS, TARGET = 4, 3, 0.65


def copies(folder):
    for number in range(1, COPIES + 1):
        copy = folder / str(number)
        shutil.copytree("flows", copy)
        for file in copy.glob("*.yaml"):
            text = re.sub(r"(?m)^name: (.*)$", rf"name: \1 {number}", file.read_text())
            text = re.sub(
                r"(?m)^setup: \[(.*)\]$",
                lambda found: "setup: [" + ", ".join(f"{name.strip()} {number}" for name in found[1].split(",")) + "]",
                text)
            file.write_text(text)


def play(url, flows, out, width):
    start = time.monotonic()
    run = subprocess.run(
        [PERCEO, "ci", "test", "--flows-from", "all", "--flows", flows, "--base-url", url, "--parallel", str(width),
         "--video", "off", "--reporter", "list", "--out", out],
        stderr=subprocess.PIPE, text=True, timeout=1200)
    seconds = time.monotonic() - start
    line = run.stderr.strip().splitlines()[-1]
    print(f"  --parallel {width}: {seconds:.1f} s  {line}", flush=True)
    if run.returncode:
        sys.exit(run.stderr)
    return seconds


def main():
    with tempfile.TemporaryDirectory() as root:
        flows, out = Path(root) / "flows", Path(root) / "out"
        flows.mkdir()
        copies(flows)
        shop = subprocess.Popen([SHOP, "--port", "0"], stdout=subprocess.PIPE, text=True)
        try:
            url = re.search(r"http://\S+", shop.stdout.readline()).group()
            pairs = [(play(url, flows, out, 4), play(url, flows, out, 1)) for _ in range(ROUNDS)]
        finally:
            shop.send_signal(signal.SIGTERM)
            shop.wait(10)
    ratios = [four / one for four, one in pairs]
    ratio = statistics.median(ratios)
    four, one = (statistics.median(column) for column in zip(*pairs))
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; medians of {ROUNDS}: {four:.1f} s / {one:.1f} s")
    print(f"wall of 4 at once / 1: {ratio:.2f} (from {min(ratios):.2f} to {max(ratios):.2f}; target <= {TARGET})")
    return 0 if ratio <= TARGET else 1


if __name__ == "__main__":
    sys.exit(main())

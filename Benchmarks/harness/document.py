"""Writes docs/benchmark.md: the tables, the machine, what each row does, how fair it is, and why a target is missed."""

import os
import platform
import re
import subprocess
from pathlib import Path

import table
from setup import CHROMIUM, PLAYWRIGHT

PARTS = ["shop-video", "shop", "public-video", "public"]


def first_line(*command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    return (done.stdout or done.stderr).strip().splitlines()[0] if (done.stdout or done.stderr).strip() else "?"


def machine(facts):
    model = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    memory = re.search(r"MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text())
    system = re.search(r'PRETTY_NAME="(.*)"', Path("/etc/os-release").read_text())
    return [
        ("date", facts["date"]),
        ("machine", f"{os.cpu_count()} cores {model[1] if model else '?'}, "
                    f"{int(memory[1]) / 1e6:.0f} GB, {system[1] if system else '?'}, Linux {platform.release()}"),
        ("load before and after", f"{facts['load before']:.1f}, {facts['load after']:.1f}"),
        ("Chromium", first_line(CHROMIUM, "--version")),
        ("Perceo", f"commit {facts['commit']}, release build"),
        ("Playwright", f"{PLAYWRIGHT} from PyPI with the Node driver of its wheel, Python {platform.python_version()}"),
        ("ffmpeg (Playwright's video)", first_line("ffmpeg", "-version").partition(" Copyright")[0]),
        ("suites played again because a flow failed",
         ", ".join(f"{'Perceo' if side == 'perceo' else 'Playwright'} {count}"
                   for side, count in facts.get("repeats", {}).items()) or "none"),
        ("took", f"{facts['minutes']:.0f} min"),
    ]


def split(found, name):
    """CPU seconds by process of both sides."""
    names = sorted({
        series.split("/")[1].removeprefix("part ") for series in found.series if series.startswith(f"{name}/part ")})
    for part in names:
        cells = [found.series.get(f"{name}/part {part}/{side}") for side in ("perceo", "P")]
        values = [cell.median if cell else 0 for cell in cells]
        if max(values) >= 0.1:
            yield f"| {part} | {values[0]:.1f} | {values[1]:.1f} |"


def profile(threads):
    """Share of all samples by kind of thread: in programs, and in the kernel for them."""
    sides = [threads.get(side) or {} for side in ("perceo", "P")]
    if not all(sides):
        return
    yield from ["### shop-video by thread", "", "Sampled with perf: percent of all of a side's samples, then those of them in the "
                "kernel (page faults, wake-ups, sockets).", "", "| threads | Perceo | Playwright |", "|---|---|---|"]
    names = sorted({name for side in sides for name in side}, key=lambda name: -sum(sides[0].get(name, [0])))
    for name in names:
        cells = [f"{100 * sum(side.get(name, [0])):.0f}, {100 * side.get(name, [0, 0])[1]:.0f}" for side in sides]
        yield f"| {name} | {' | '.join(cells)} |"
    yield ""


def write(found, path):
    rows, ops = table.headline(found), table.twelve(found)
    text = ["# Benchmark: Perceo and Playwright on the same Chromium", "",
            "Written by `make bench`; every number is of one run on one machine. Only ratios travel.", ""]
    text += ["| | |", "|---|---|"] + [f"| {name} | {value} |" for name, value in machine(found.facts)]
    text += ["", "## Suites", ""] + list(table.lines(rows))
    text += ["", "## The twelve rows", ""] + list(table.lines(ops))
    text += ["", "P is Playwright for Python, N the same client in Node; where a row names no side in its target, the quicker "
             "one counts.", ""]
    text += Path("Benchmarks/about.md").read_text().splitlines()
    missed = [row for row in rows + ops if row.met is False]
    text += ["", "## Targets that are not met", ""]
    remarks = dict(re.findall(r"(?m)^([\w-]+): (.*)$", Path("Benchmarks/floors.txt").read_text()))
    text += [f"- **{row.what}** ({row.ratio:.2f}× instead of {row.target}). {remarks.get(row.key, '')}".rstrip()
             if row.ratio is not None else f"- **{row.what}** ({row.ours} instead of {row.target}). "
             f"{remarks.get(row.key, '')}".rstrip() for row in missed] or ["None."]
    text += ["", "## Where the CPU time goes", "", "Seconds of CPU by process, medians, as last seen of each.", ""]
    for name in PARTS:
        lines = list(split(found, name))
        if lines:
            text += [f"### {name}", "", "| process | Perceo | Playwright |", "|---|---|---|"] + lines + [""]
    text += profile(found.facts.get("threads", {}))
    ways = {name.removeprefix("way/"): value for name, value in found.facts.items() if name.startswith("way/")}
    if ways:
        text += ["## Playwright's two ways", "", "Four flows at once, shop suite without video: "
                 + "; ".join(f"{name} {value[0]:.1f} s wall, {value[1]:.1f} s CPU, {value[2] / 1e6:.0f} MB"
                             for name, value in sorted(ways.items()))
                 + ". One browser is what is compared above.", ""]
    path.write_text("\n".join(text).rstrip() + "\n")
    return rows, ops

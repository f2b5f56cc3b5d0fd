"""What is measured, in which order, how often: every series is interleaved, one round of each side after the other."""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import apps
import threads
import work as playing
from series import Series
from setup import ROOT
from work import OFFLINE, Work

LIMIT = 0.15
# Seconds from the start after which nothing is played again only because it was unsteady.
REPEATS_UNTIL = 15 * 60
SIDES = ["perceo", "P", "N"]


def say(text):
    print(f"bench: {text}", file=sys.stderr, flush=True)


class Measurements:
    """Everything measured, by name, ready to be written down."""

    def __init__(self):
        self.series = {}
        self.facts = {}

    def add(self, name, value):
        self.series.setdefault(name, Series()).add(value)

    def unsteady(self, prefix):
        return [name for name, series in self.series.items()
                if name.startswith(prefix) and (series.spread or 0) > LIMIT]

    def dump(self):
        return {"series": {name: series.rounds for name, series in sorted(self.series.items())}, "facts": self.facts}

    @classmethod
    def load(cls, data):
        made = cls()
        made.facts = data["facts"]
        for name, rounds in data["series"].items():
            made.series[name] = Series()
            made.series[name].rounds = rounds
        return made


class Plan:
    def __init__(self, tools, quick):
        self.tools, self.quick = tools, quick
        self.work, self.found = Work(tools), Measurements()
        # Parts that could not be measured to their end.
        self.failed = []
        self.start = time.monotonic()

    def rounds(self, prefix, count, one, watched):
        """Plays `count` rounds, and as many again when a series of those that count is unsteady and there is time."""
        for turn in (1, 2):
            for number in range(count):
                say(f"{prefix}: round {number + 1} of {count}{' again' if turn == 2 else ''}")
                one()
            late = time.monotonic() - self.start > REPEATS_UNTIL
            if self.quick or late or not [name for name in watched if name in self.found.unsteady(prefix)]:
                return

    def run(self):
        self.found.facts["load before"] = os.getloadavg()[0]
        self.found.facts["date"] = time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime())
        self.found.facts["commit"] = subprocess.run(
            ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip()
        for part in (self.operations, self.single_flow, self.shop, self.public):
            try:
                part()
            except (playing.Failed, OSError, RuntimeError) as problem:
                say(str(problem))
                self.failed.append(part.__name__)
        self.found.facts["load after"] = os.getloadavg()[0]
        self.found.facts["repeats"] = self.work.repeats
        self.found.facts["minutes"] = (time.monotonic() - self.start) / 60
        return self.found

    def operations(self):
        server = playing.pages()
        samples, launches = (6, 3) if self.quick else (10, 5)

        def one():
            for _ in range(launches):
                self.found.add("operation/launch/Chromium", self.work.chromium_alone())
            for side in SIDES:
                for line in self.work.operations(side, server.url, samples, launches):
                    name = f"operation/{line['op']}/{side}"
                    self.found.add(name, line["ms"])
                    if line.get("cpuMs") is not None:
                        self.found.add(f"operation-cpu/{line['op']}/{side}", line["cpuMs"])
                    if line.get("bytes"):
                        self.found.facts[f"bytes/{line['op']}/{side}"] = line["bytes"]
        watched = [f"operation/{op}/{side}" for op in ("click", "fill", "type", "jpeg", "observe") for side in SIDES]
        try:
            self.rounds("operation", 2 if self.quick else 4, one, watched)
        finally:
            server.stop()

    def single_flow(self):
        """A flow of twenty clicks: alone with video, and 24 of them at once without."""
        server = playing.pages()
        alone, many = self.copies(1), self.copies(24)

        def once():
            self.keep("twenty", "perceo", self.work.perceo(alone, server.url, video=True))
            self.keep("twenty", "P", self.work.playwright(
                "twenty", server.url, video=True, env={"BENCH_COPIES": "1"}))

        def saturated():
            for side in ("perceo", "P"):
                cost = (self.work.perceo(many, server.url, video=False) if side == "perceo"
                        else self.work.playwright("twenty", server.url, video=False, env={"BENCH_COPIES": "24"}))
                self.keep("saturation", side, cost)
        try:
            self.rounds("twenty", 3 if self.quick else 4, once, ["twenty/wall/perceo", "twenty/wall/P"])
            self.rounds(
                "saturation", 1 if self.quick else 3, saturated, ["saturation/wall/perceo", "saturation/wall/P"])
        finally:
            server.stop()

    def copies(self, count):
        folder = ROOT / "flows" / f"twenty-{count}"
        folder.mkdir(parents=True, exist_ok=True)
        steps = "".join(
            f"  - name: Order item {item}\n    actions:\n      - {{type: click, target: Order item {item} button}}\n"
            f"    expected_state:\n      visible: [Last ordered was item {item}]\n" for item in range(1, 21))
        for number in range(1, count + 1):
            (folder / f"{number:02}.yaml").write_text(
                f"name: Order everything {number}\nentry_point: /static.html\nsteps:\n{steps}")
        return folder

    def shop(self):
        server = playing.Server([self.tools.shop, "--port", "0"])
        facts = self.found.facts
        try:
            facts["orphans/perceo"] = playing.orphans(self.work, "perceo", server.url)
            facts["orphans/P"] = playing.orphans(self.work, "P", server.url)
            for _ in range(3 if self.quick else 7):
                self.found.add("start/perceo", playing.perceo_command_start(self.tools, server.url))
                self.found.add("start/P", playing.playwright_command_start(self.tools, server.url))
            ways = {
                "one browser": self.work.playwright("shop", server.url, video=False),
                "four processes": self.work.playwright_in_processes("shop", server.url, video=False)}
            for way, cost in ways.items():
                facts[f"way/{way}"] = [cost.wall, cost.cpu, cost.memory]

            def one():
                for video in (True, False):
                    name = "shop-video" if video else "shop"
                    self.keep(name, "perceo", self.work.perceo("flows", server.url, video=video))
                    facts["png/perceo"] = self.work.final_bytes("perceo")
                    self.keep(name, "P", self.work.playwright("shop", server.url, video=video))
                    facts["png/P"] = self.work.final_bytes("P")
                self.keep("shop-bare", "perceo", self.work.perceo("flows", server.url, video=False, pictures="off"))
            self.rounds("shop", 2 if self.quick else 3, one, [
                f"{name}/wall/{side}" for name in ("shop", "shop-video") for side in ("perceo", "P")])
            if threads.available():
                facts["threads"] = {side: self.work.threads(side, server.url) for side in ("perceo", "P")}
        finally:
            server.stop()

    def public(self):
        running = []
        try:
            for name in apps.ALL:
                say(f"public: starting {name}")
                running.append(apps.Application(name, ROOT / "data"))
            addresses = {app.name: app.url for app in running}
            flows, url = self.laid_out(addresses), running[0].url
            env = {"BENCH_APPS": json.dumps(addresses)}

            def one():
                for video in (True, False):
                    name = "public-video" if video else "public"
                    self.keep(name, "perceo", self.work.perceo(flows, url, video=video, arguments=[OFFLINE]))
                    self.keep(name, "P", self.work.playwright(
                        "public", url, video=video, arguments=[OFFLINE], env=env))
                self.keep("public-bare", "perceo", self.work.perceo(
                    flows, url, video=False, arguments=[OFFLINE], pictures="off"))
            self.rounds("public", 1 if self.quick else 3, one, [
                f"{name}/wall/{side}" for name in ("public", "public-video") for side in ("perceo", "P")])
        finally:
            for app in running:
                app.stop()

    def laid_out(self, addresses):
        folder = ROOT / "flows" / "public"
        folder.mkdir(parents=True, exist_ok=True)
        for file in Path("Benchmarks/flows").glob("*.yaml"):
            (folder / file.name).write_text(
                re.sub(r"\{(\w+)\}", lambda found: addresses.get(found[1], found[0]), file.read_text()))
        return folder

    def keep(self, name, side, cost):
        self.found.add(f"{name}/wall/{side}", cost.wall)
        self.found.add(f"{name}/cpu/{side}", cost.cpu)
        self.found.add(f"{name}/memory/{side}", cost.memory)
        for part, seconds in cost.parts.items():
            self.found.add(f"{name}/part {part}/{side}", seconds)

"""Plays the flows of one module with Playwright, some at once, with the evidence that Perceo leaves as well.

A module names its flows with `@flow(...)`; each gets a page in a context of its own and a `step` to divide itself with.
One browser serves all contexts and one process all flows: the leanest way Playwright has.
"""

import argparse
import asyncio
import importlib
import json
import os
import re
import sys
import time
from contextlib import asynccontextmanager
from pathlib import Path

FLOWS = []
SETUPS = {}


def flow(name, entry, start_from=None):
    """Names a flow: where it begins, and the set-up (a name) whose end state it starts from."""
    def register(play):
        FLOWS.append((name, entry, start_from, play))
        return play
    return register


def setup(name, entry):
    def register(play):
        SETUPS[name] = (entry, play)
        return play
    return register


class Recorder:
    """The steps of one flow: after each a picture, as Perceo takes it."""

    def __init__(self, page, folder, screenshots):
        self.page, self.folder, self.screenshots = page, folder, screenshots
        self.steps = []

    @asynccontextmanager
    async def __call__(self, name):
        start = time.monotonic()
        yield
        if self.screenshots:
            await self.page.screenshot(
                path=self.folder / f"{len(self.steps) + 1:02d}.jpg", type="jpeg", quality=80)
        self.steps.append({"name": name, "ms": round((time.monotonic() - start) * 1000, 1)})


class Suite:
    def __init__(self, browser, options):
        self.browser, self.options = browser, options
        self.states = {}

    async def context(self, folder, state=None):
        extra = {}
        if self.options.video and folder:
            extra = {"record_video_dir": folder, "record_video_size": {"width": 1280, "height": 720}}
        return await self.browser.new_context(
            base_url=self.options.base_url, viewport={"width": 1280, "height": 720}, storage_state=state, **extra)

    async def prepare(self):
        wanted = {start_from for _, _, start_from, _ in self.flows if start_from}
        for name in wanted:
            entry, play = SETUPS[name]
            context = await self.context(None)
            page = await context.new_page()
            await page.goto(entry)
            await play(page)
            self.states[name] = await context.storage_state()
            await context.close()

    @property
    def flows(self):
        found = [entry for entry in FLOWS if not self.options.grep or re.search(self.options.grep, entry[0])]
        return found[self.options.slice_from::self.options.slice_of]

    async def one(self, index, flow):
        name, entry, start_from, play = flow
        folder = Path(self.options.out) / f"{index:02d}"
        folder.mkdir(parents=True, exist_ok=True)
        record = {"name": name, "status": "passed"}
        start = time.monotonic()
        context = await self.context(folder, self.states.get(start_from))
        page = await context.new_page()
        step = Recorder(page, folder, self.options.screenshots)
        try:
            await page.goto(entry)
            await play(page, step)
            if self.options.screenshots:
                await page.screenshot(path=folder / "final.png")
        except Exception as error:
            record.update(status="failed", error=str(error))
        await context.close()
        record.update(ms=round((time.monotonic() - start) * 1000, 1), steps=step.steps)
        return record

    async def play(self):
        await self.prepare()
        waiting = list(enumerate(self.flows, 1))
        records = []

        async def worker():
            while waiting:
                index, flow = waiting.pop(0)
                records.append(await self.one(index, flow))

        await asyncio.gather(*(worker() for _ in range(self.options.parallel)))
        return records


async def main(options):
    from playwright.async_api import async_playwright
    importlib.import_module(options.module)
    start = time.monotonic()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=options.chromium, args=(["--no-sandbox"] if os.geteuid() == 0 else []) + options.browser_argument)
        records = await Suite(browser, options).play()
        await browser.close()
    seconds = time.monotonic() - start
    failed = [record for record in records if record["status"] != "passed"]
    for record in failed:
        print(f"FAILED {record['name']}: {record['error'][:400]}", file=sys.stderr)
    print(f"{len(records) - len(failed)} passed, {len(failed)} failed in {seconds:.1f} s", file=sys.stderr)
    Path(options.out, "run.json").write_text(json.dumps(records, indent=1, sort_keys=True))
    return 1 if failed else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("module")
    parser.add_argument("--base-url", required=True)
    parser.add_argument("--chromium", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--parallel", type=int, default=4)
    parser.add_argument("--video", action="store_true")
    parser.add_argument("--no-screenshots", dest="screenshots", action="store_false")
    parser.add_argument("--grep")
    parser.add_argument("--browser-argument", action="append", default=[])
    parser.add_argument("--slice-from", type=int, default=0)
    parser.add_argument("--slice-of", type=int, default=1)
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    sys.modules["suite"] = sys.modules["__main__"]
    sys.exit(asyncio.run(main(parser.parse_args())))

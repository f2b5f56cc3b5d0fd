"""Times single operations with Playwright for Python, in the way its documentation shows them."""

import argparse
import json
import os
import time

from playwright.sync_api import sync_playwright

VIEWPORT = {"width": 1280, "height": 720}


def cpu_microseconds():
    path = os.environ.get("BENCH_CPU")
    if not path:
        return None
    for line in open(path):
        if line.startswith("usage_usec "):
            return int(line.split()[1])


class Bench:
    def __init__(self, options, playwright):
        self.options, self.playwright = options, playwright

    def launched(self):
        return self.playwright.chromium.launch(
            executable_path=self.options.chromium, args=["--no-sandbox"] if os.geteuid() == 0 else [])

    def write(self, op, ms, **more):
        print(json.dumps({"op": op, "ms": ms, **more}, sort_keys=True), flush=True)

    def measure(self, op, count, body):
        for _ in range(2):
            body()
        before, ms, size = cpu_microseconds(), [], None
        for _ in range(count):
            start = time.perf_counter()
            size = body()
            ms.append((time.perf_counter() - start) * 1000)
        after = cpu_microseconds()
        more = {"bytes": size} if isinstance(size, int) else {}
        if before is not None:
            more["cpuMs"] = (after - before) / 1000 / count
        self.write(op, ms, **more)

    def run(self):
        count, url = self.options.samples, self.options.base_url
        ms = []
        for _ in range(self.options.launches):
            start = time.perf_counter()
            browser = self.launched()
            ms.append((time.perf_counter() - start) * 1000)
            browser.close()
        self.write("launch", ms)

        browser = self.launched()
        for op in ("open_cold", "open_warm"):
            ms = []
            for _ in range(count):
                if op == "open_warm":
                    context = browser.new_context(viewport=VIEWPORT)
                    page = context.new_page()
                start = time.perf_counter()
                if op == "open_cold":
                    context = browser.new_context(viewport=VIEWPORT)
                    page = context.new_page()
                page.goto(f"{url}/static.html")
                ms.append((time.perf_counter() - start) * 1000)
                context.close()
            self.write(op, ms)

        page = browser.new_context(viewport=VIEWPORT).new_page()
        page.goto(f"{url}/static.html")
        field, text = page.locator("#field"), "perceo bet" * 10
        self.measure("evaluate", count * 5, lambda: page.evaluate("1+1") and None)
        self.measure("click", count, page.locator("#b7").click)
        self.measure("fill", count, lambda: field.fill("Ada Lovelace"))
        self.measure("type", count // 2, lambda: field.press_sequentially(text))
        self.measure("jpeg", count, lambda: len(page.screenshot(type="jpeg", quality=80)))
        self.measure("png", count, lambda: len(page.screenshot()))
        page.goto(f"{url}/animated.html")
        self.measure("click_animated", count, page.locator("#b7").click)
        page.goto(f"{url}/big.html")

        def observe():
            tree = page.locator("body").aria_snapshot()
            page.screenshot(type="jpeg", quality=80)
            return len(tree.encode())
        self.measure("observe", count // 2, observe)
        browser.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--base-url", required=True)
    parser.add_argument("--chromium", required=True)
    parser.add_argument("--samples", type=int, default=20)
    parser.add_argument("--launches", type=int, default=5)
    start = time.perf_counter()
    with sync_playwright() as playwright:
        bench = Bench(parser.parse_args(), playwright)
        bench.write("driver", [(time.perf_counter() - start) * 1000])
        bench.run()

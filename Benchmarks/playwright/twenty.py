"""One flow of twenty clicks, as often as BENCH_COPIES says; `harness/plan.py` writes the same for Perceo."""

import os

from playwright.async_api import expect
from suite import flow


def twenty(number):
    async def play(page, step):
        for item in range(1, 21):
            async with step(f"Order item {item}"):
                await page.get_by_role("button", name=f"Order item {item}", exact=True).click()
                await expect(page.get_by_text(f"Last ordered was item {item}", exact=True)).to_be_visible()
    flow(f"Order everything {number}", "/static.html")(play)


for number in range(1, int(os.environ["BENCH_COPIES"]) + 1):
    twenty(number)

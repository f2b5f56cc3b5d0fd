"""Reads in the pictures what passed flows say was visible: every step of the shop's flows, with tesseract.

A text that an expectation says was seen is looked for in the picture of its step: where the element was (`box` in
run.json), a few pixels wider, enlarged. The window is as tall as the shop's pages, since a picture shows the window and an
expectation holds below it too. Prints what it could not read; `check` returns how many it could, of how many.
"""

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

PERCEO = Path(".build/debug/perceo").resolve()
SHOP = Path(".build/debug/shop").resolve()
MARGIN = 8
SETTINGS = {"version": "2.0", "project": {"name": "shop"}, "browser": {"viewport": {"width": 1280, "height": 2000}}}


def play(out):
    """Plays all flows against a shop without faults; run.json as it was written to `out`."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("SHOP_FAULT_")}
    settings = Path(out) / "perceo.json"
    settings.write_text(json.dumps(SETTINGS))
    shop = subprocess.Popen([SHOP, "--port", "0"], env=environment, stdout=subprocess.PIPE, text=True)
    try:
        url = re.search(r"http://\S+", shop.stdout.readline()).group()
        subprocess.run(
            [PERCEO, "ci", "test", "--base-url", url, "--parallel", "2", "--video", "off", "--out", out,
             "--reporter", "json", "--agent", "deterministic"],
            env=environment | {"PERCEO_CONFIG_PATH": str(settings)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            timeout=300)
    finally:
        shop.send_signal(signal.SIGTERM)
        shop.wait(10)
    return json.loads((Path(out) / "latest/run.json").read_text())


def claims(record, folder):
    """(flow and step, picture, box, text) for every passed expectation that a text was to be seen."""
    for flow in record["flows"]:
        for step in flow["attempts"][-1]["steps"]:
            for found in step["expectations"]:
                seen = re.fullmatch(r'(?:"(?P<words>.*)" is visible|.* (?:has|shows) (?:the )?text "(?P<text>.*)")', found["text"])
                if step["status"] == "passed" and found["held"] and seen and step.get("screenshot"):
                    words = seen["text"] or seen["words"]
                    yield f"{flow['slug']} {step['number']}", folder / step["screenshot"], found.get("box"), words


def normal(text):
    """Letters and digits alone: signs and spaces are what OCR is worst at."""
    text = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in text if sign.isalnum())


def is_near(wanted, text):
    """Whether `wanted` stands in `text` but for one sign in six."""
    wanted, text = normal(wanted), normal(text)
    row = [0] * (len(text) + 1)
    for number, sign in enumerate(wanted, 1):
        last, row = row, [number]
        for place, other in enumerate(text, 1):
            row.append(min(last[place] + 1, row[-1] + 1, last[place - 1] + (sign != other)))
    return bool(wanted) and min(row) <= len(wanted) // 6


def read(picture, box, scale, mode, more=""):
    """The text in a part of a picture."""
    crop = ""
    if box:
        x, y = max(0, box["x"] - MARGIN), max(0, box["y"] - MARGIN)
        width, height = box["width"] + 2 * MARGIN, box["height"] + 2 * MARGIN
        crop = f"crop='min({width},iw-{x})':'min({height},ih-{y})':{x}:{y},"
    part = subprocess.run(
        ["ffmpeg", "-v", "error", "-i", picture, "-vf", f"{crop}format=gray{more},scale=iw*{scale}:-1", "-f", "image2pipe",
         "-c:v", "png", "-"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
    found = subprocess.run(
        ["tesseract", "-", "-", "--psm", str(mode)], input=part, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env=os.environ | {"OMP_THREAD_LIMIT": "1"})
    return found.stdout.decode(errors="replace")


def confirms(claim):
    """Whether the picture shows what the claim says; and what was read in its place."""
    _, picture, box, text = claim
    ways = [(3, 7), (3, 6), (2, 7), (1, 7), (4, 10)] if box else [(2, 3), (2, 11), (3, 11)]
    seen = []
    for scale, mode in ways:
        for more in ["", ",negate"]:
            seen.append(read(picture, box, scale, mode, more))
            if is_near(text, seen[-1]):
                return True, ""
    return False, " | ".join(dict.fromkeys(" ".join(text.split()) for text in seen))[:200]


def check(keep=None):
    """How many of the texts that passed flows say were seen can be read in the pictures, and how many there are."""
    with tempfile.TemporaryDirectory() as folder:
        out = keep or folder
        record = play(out)
        all_claims = list(claims(record, Path(out) / "latest"))
        with ThreadPoolExecutor(2) as pool:
            results = list(pool.map(confirms, all_claims))
    for (place, picture, box, text), (fits, seen) in zip(all_claims, results):
        if not fits:
            print(f"not read: {place}: \"{text}\" {box or 'anywhere'} in {Path(picture).name}; read: {seen}")
    return sum(fits for fits, _ in results), len(results)


if __name__ == "__main__":
    met, count = check(*sys.argv[1:])
    print(f"{met} of {count}")

"""Times the in-page scan of the working tree against that of a commit, in turn on the same pages of one Chromium.

Times are those the page's thread ran for, which other work on the machine disturbs little. «first» is the first scan of
a document, whose script has not been compiled yet; «again» is one of many.

    scripts/scan_speed.py [COMMIT=HEAD] [--profile]

Also says whether both scans found the same, and with --profile where the time of the new one goes.
"""

import collections
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

CHROMIUM = "/usr/lib/chromium/chromium-headless-shell"
FOLDER = "Sources/CDP/InPage"
FILES = ["base.js", "closed.js", "names.js", "scan.js", "read.js"]
ROUNDS = 8


class Chromium:
    """A browser at the other end of two pipes: messages are JSON, each ended by a zero byte."""

    def __init__(self, profile):
        ours, theirs = os.pipe(), os.pipe()
        def connect():
            reading, writing = os.dup(ours[0]), os.dup(theirs[1])
            os.dup2(reading, 3), os.dup2(writing, 4)
        self.process = subprocess.Popen(
            [CHROMIUM, "--no-sandbox", "--remote-debugging-pipe", "--disable-dev-shm-usage", "--hide-scrollbars",
             f"--user-data-dir={profile}", "--window-size=1280,720", "about:blank"],
            preexec_fn=connect, close_fds=False, stderr=subprocess.DEVNULL)
        os.close(ours[0]), os.close(theirs[1])
        self.out, self.back = os.fdopen(ours[1], "wb"), os.fdopen(theirs[0], "rb")
        self.left, self.number, self.session = b"", 0, None

    def send(self, method, **params):
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        self.out.write(json.dumps(message).encode() + b"\0")
        self.out.flush()
        while True:
            while b"\0" not in self.left:
                self.left += self.back.read1(1 << 20)
            text, self.left = self.left.split(b"\0", 1)
            reply = json.loads(text)
            if reply.get("id") == self.number:
                if "error" in reply:
                    sys.exit(f"{method}: {reply['error']}")
                return reply["result"]

    def evaluate(self, expression, context):
        answer = self.send("Runtime.evaluate", expression=expression, contextId=context, returnByValue=True,
                           awaitPromise=True)
        if "exceptionDetails" in answer:
            sys.exit(answer["exceptionDetails"]["exception"].get("description"))
        return answer["result"].get("value")


def rows(count):
    cells = "".join(
        f"<tr><td>{n}</td><td><a href=/orders/{n}>Order {n}</a></td><td>Customer {n % 97}</td><td>€ {n * 3}.50</td>"
        f"<td><span class='badge ok'>paid</span></td><td><button class=edit>Edit</button></td></tr>" for n in range(count))
    return ("<h1>Orders</h1><table><thead><tr><th>No<th>Order<th>Customer<th>Total<th>State<th>Action</tr></thead><tbody>"
            f"{cells}</tbody></table>")


def cards(count):
    return "<main><h1>Products</h1><div class=grid>" + "".join(
        f"<article class='card product'><img alt='Mug {n}' src='data:,' width=50 height=50><h3>Mug {n}</h3>"
        f"<p class=price>€ {n}.00</p><div class=row><label>Qty <input type=number id=q{n} value=1></label>"
        f"<button class='btn primary'><svg width=9 height=9 class=icon-cart><path d='M0 0h9v9z'/></svg> Add to cart</button></div>"
        f"<div style='cursor: pointer'>More <i>…</i></div></article>" for n in range(count)) + "</div></main>"


def dashboard():
    return ("<header><nav aria-label=Main><ul>" + "".join(f"<li><a href=/{n}>Link {n}</a>" for n in range(12)) +
            "</ul></nav></header>" + cards(20) + rows(22) +
            "<form><fieldset><legend>Filter</legend><label for=f1>Name</label><input id=f1><select id=s><option>One<option>Two"
            "</select><input type=checkbox id=c><label for=c>Only open</label><button>Apply</button></fieldset></form>")


def pages():
    named = {"dashboard": dashboard(), "table": rows(400), "cards": cards(330)}
    for file in sorted(Path("Tests/Fixtures/site").glob("*.html")):
        named[file.stem] = file.read_text()
    return named


def sources(commit):
    old = [subprocess.run(["git", "show", f"{commit}:{FOLDER}/{file}"], capture_output=True, text=True).stdout
           for file in FILES]
    return "\n;\n".join(old), "\n;\n".join(Path(FOLDER, file).read_text() for file in FILES)


def world(browser, frame, name, source):
    context = browser.send("Page.createIsolatedWorld", frameId=frame, worldName=name)["executionContextId"]
    browser.evaluate(source + "; 0", context)
    return context


SCAN = "(() => { const found = JSON.stringify(__perceo.scan({ limit: 5000, ms: 5000, text: TEXT })); return WANT ? found : 0 })()"


def scan(browser, context, text=0, want=False):
    found = browser.evaluate(SCAN.replace("TEXT", str(text)).replace("WANT", str(want).lower()), context)
    return json.loads(found) if want else None


def threads():
    """The main threads of the pages' processes, ours being the parent of all."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if "--type=renderer" in (folder / "cmdline").read_text() and home_of(folder) == os.getpid():
                found.append(folder / "schedstat")
        except OSError:
            continue
    return found


def home_of(folder):
    number = folder.name
    while number not in ("0", "1", str(os.getpid())):
        number = re.search(r"PPid:\s+(\d+)", Path("/proc", number, "status").read_text())[1]
    return int(number)


def timed(work):
    """Milliseconds of the pages' threads that the work took."""
    files = threads()
    before = sum(int(file.read_text().split()[0]) for file in files)
    work()
    return (sum(int(file.read_text().split()[0]) for file in files) - before) / 1e6


def difference(old, new):
    for key in ("contexts", "elements", "title", "truncated", "text"):
        a, b = old.get(key), new.get(key)
        if a == b:
            continue
        if isinstance(a, list):
            for index, (left, right) in enumerate(zip(a, b)):
                if left != right:
                    return f"{key}[{index}]: {left} -> {right}"
            return f"{len(a)} -> {len(b)} {key}"
        return f"{key}: {str(a)[:300]} -> {str(b)[:300]}"
    return None


def profile(browser, context):
    browser.send("Profiler.enable")
    browser.send("Profiler.setSamplingInterval", interval=50)
    browser.send("Profiler.start")
    for _ in range(15):
        scan(browser, context)
    found = browser.send("Profiler.stop")["profile"]
    spent = collections.Counter()
    for node in found["nodes"]:
        name = node["callFrame"]["functionName"]
        lines = node.get("positionTicks") or [{"line": 0, "ticks": node["hitCount"]}]
        for tick in lines:
            spent[f"{name} line {tick['line']}" if tick["line"] else name] += tick["ticks"]
    whole = sum(spent.values())
    for name, ticks in spent.most_common(25):
        print(f"      {ticks / whole:6.1%} {name}")


def main():
    arguments = [one for one in sys.argv[1:] if not one.startswith("--")]
    old, new = sources(arguments[0] if arguments else "HEAD")
    print(f"source: {len(old)} -> {len(new)} characters")
    with tempfile.TemporaryDirectory() as home:
        browser = Chromium(home)
        try:
            target = browser.send("Target.createTarget", url="about:blank")["targetId"]
            browser.session = browser.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
            frame = browser.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
            for name, html in pages().items():
                first, again = ([], []), ([], [])
                for turn in range(2 * ROUNDS):
                    which = turn % 2
                    browser.send("Page.navigate", url="about:blank")
                    browser.send("Page.setDocumentContent", frameId=frame, html=f"<!doctype html><body>{html}")
                    context = world(browser, frame, "one", (old, new)[which])
                    first[which].append(timed(lambda: scan(browser, context)))
                contexts = [world(browser, frame, "old", old), world(browser, frame, "new", new)]
                found = [scan(browser, context, text=200000, want=True) for context in contexts]
                unlike = difference(*found)
                for turn in range(6 * ROUNDS):
                    which = turn % 2
                    again[which].append(timed(lambda: scan(browser, contexts[which])))
                count = browser.evaluate("document.getElementsByTagName('*').length", contexts[1])
                medians = [statistics.median(list) for list in (*first, *again)]
                print("{:14} {:5} elements: first {:6.2f} -> {:6.2f} ms, again {:6.2f} -> {:6.2f} ms; {}".format(
                    name, count, *medians, "the same" if unlike is None else "DIFFERENT: " + unlike), flush=True)
                if "--profile" in sys.argv and count > 300:
                    profile(browser, contexts[1])
        finally:
            browser.process.terminate()
            browser.process.wait(10)


if __name__ == "__main__":
    main()

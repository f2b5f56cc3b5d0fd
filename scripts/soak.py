"""Plays many flows while renderers, browsers and the runner itself are killed and made to hang, and counts what stays behind.

Fails unless no flow is lost, no process is left 2 s after a death, no context leaks, no temporary byte stays, and the
runner's memory at the last flow is within 10 % of that at the hundredth. SOAK_FLOWS, SOAK_PARALLEL and SOAK_BUILD
(release or debug) change the size."""

import json
import os
import random
import re
import shutil
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

FLOWS = int(os.environ.get("SOAK_FLOWS", "1000"))
PARALLEL = int(os.environ.get("SOAK_PARALLEL", "4"))
BUILD = Path(".build-release/release" if os.environ.get("SOAK_BUILD", "release") == "release" else ".build/debug")
PERCEO, SHOP = (BUILD / "perceo").resolve(), (BUILD / "shop").resolve()
MARK = "PERCEO_SOAK=" + uuid.uuid4().hex
RUNNER_KILLS = 5

PAGES = {
    "/plain": "<h1>Plain page</h1>",
    "/alert": "<h1>After the alert</h1><script>alert('Mind the step')</script>",
    "/leave": "<h1>Unsaved</h1><label>Note <input></label><a href=/plain>Next</a><script>"
              "addEventListener('beforeunload', e => { e.preventDefault(); e.returnValue = '' })</script>",
    "/loop": "<h1>Busy page</h1><button onclick='for (;;) {}'>Hang</button>",
    "/late": "<h1 id=x>Wait</h1><script>setTimeout(() => { x.textContent = 'Done' }, 700)</script>",
    "/heavy": "<h1>Heavy page</h1><script>for (let i = 0; i < 3000; i++) console.log('line ' + i);"
              "for (let i = 0; i < 200; i++) fetch('/plain?' + i)</script>",
}
STEP = "  - name: Read it\n    timeout_ms: %d\n    expected_state: {visible: [\"%s\"]}\n"
CLICK = "  - name: Press it\n    timeout_ms: 1500\n    actions: [{type: click, target: %s}]\n    expected_state: {visible: [\"%s\"]}\n"
KINDS = [
    ("Plain", "/plain", STEP % (5000, "Plain page")), ("Alert", "/alert", STEP % (5000, "After the alert")),
    ("Leave", "/leave", "  - name: Write\n    actions: [{type: fill, target: Note, value: x}]\n" + CLICK % ("Next", "Plain page")),
    ("Late", "/late", STEP % (8000, "Done")), ("Heavy", "/heavy", STEP % (8000, "Heavy page")),
]


class Page(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        body = PAGES.get(self.path.split("?")[0], "nothing").encode()
        self.send_response(200)
        self.send_header("content-type", "text/html")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(b"" if self.command == "HEAD" else body)

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        """Browsers that are killed leave their connections as they are."""


def write_flows(folder, count, site):
    """Copies of the shop's flows, and flows of our own; one in fifty hangs its page."""
    folder.mkdir(parents=True)
    shutil.copytree("flows/files", folder / "files")
    shop = sorted(Path("flows").glob("*.yaml"))
    setups = {name for file in shop for name in re.findall(r"^setup: \[(.*)\]", file.read_text(), re.M)}
    for number in range(count):
        file = shop[(number // 2) % len(shop)]
        name = re.search(r"^name: (.*)$", file.read_text(), re.M).group(1)
        if number % 50 == 49:
            title, path, steps = "Hang", "/loop", CLICK % ("Hang", "Never")
        elif number % 2:
            title, path, steps = KINDS[(number // 2) % len(KINDS)]
        else:
            text = file.read_text()
            if number >= 2 * len(shop) or name not in setups:
                text = text.replace(f"name: {name}", f"name: {name} {number}", 1)
            (folder / f"{number:05}.yaml").write_text(text)
            continue
        (folder / f"{number:05}.yaml").write_text(
            f"name: {title} {number}\nentry_point: {site}{path}\nsteps:\n{steps}")
    missing = setups - {re.search(r"^name: (.*)$", f.read_text(), re.M).group(1) for f in folder.glob("*.yaml")}
    for file in shop:
        if re.search(r"^name: (.*)$", file.read_text(), re.M).group(1) in missing:
            shutil.copy(file, folder)


SESSIONS = set()


def processes():
    """{pid: command} of everything that descends from a runner of ours, wherever it hangs now.

    Children are told by their environment, and theirs, who write over it, by the session they are in."""
    found = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            state, _, _, session, *_ = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            line = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            if MARK.encode() in (entry / "environ").read_bytes() and int(session) != os.getsid(0):
                SESSIONS.add(session)
            elif session not in SESSIONS and MARK.encode() not in (entry / "environ").read_bytes():
                continue
            if state != "Z":
                found[int(entry.name)] = line
        except (OSError, ValueError):
            pass
    return found


class Run:
    """One start of perceo, its progress and its memory."""

    def __init__(self, folder, arguments, url):
        name, value = MARK.split("=")
        environment = dict(os.environ, TMPDIR=str(folder / "tmp"), PERCEO_SHOP=str(SHOP), **{name: value})
        self.process = subprocess.Popen(
            [PERCEO, "ci", "test", "--base-url", url, "--parallel", str(PARALLEL), "--video", "off",
             "--screenshots", "final", "--retries", "1", "--reporter", "list,json", *arguments],
            cwd=folder / "project", env=environment, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
        self.done, self.memory, self.last = 0, [], ""
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        for line in self.process.stderr:
            self.last = line.strip() or self.last
            found = re.search(r"\[(\d+)/\d+\]", line)
            if found:
                self.done = int(found.group(1))
                try:
                    text = Path(f"/proc/{self.process.pid}/status").read_text()
                    self.memory.append((self.done, int(re.search(r"VmRSS:\s+(\d+)", text).group(1)) // 1024))
                except (OSError, AttributeError):
                    pass

    def near(self, flows):
        sizes = [size for done, size in self.memory if flows - 20 < done <= flows]
        return statistics.median(sizes) if sizes else 0

    def kill_some(self, counts):
        """Kills a renderer now and then, sometimes a whole browser, sometimes only stops it."""
        ours = processes()
        browsers = [p for p, line in ours.items() if "--user-data-dir" in line and "--type=" not in line]
        renderers = [p for p, line in ours.items() if "--type=renderer" in line]
        dice = random.random()
        try:
            if dice < 0.04 and browsers:
                os.kill(random.choice(browsers), signal.SIGKILL)
                counts["browsers killed"] += 1
            elif dice < 0.06 and browsers:
                os.kill(random.choice(browsers), signal.SIGSTOP)
                counts["browsers stopped"] += 1
            elif dice < 0.6 and renderers:
                os.kill(random.choice(renderers), signal.SIGKILL)
                counts["renderers killed"] += 1
        except ProcessLookupError:
            pass


def orphans():
    """What still runs 2 s after its runner has died."""
    end = time.monotonic() + 2
    while processes() and time.monotonic() < end:
        time.sleep(0.05)
    left = processes()
    for pid, line in left.items():
        print(f"  orphan {pid}: {line[:150]}")
        os.kill(pid, signal.SIGKILL)
    return len(left)


def bytes_below(folder):
    return sum(f.lstat().st_size for f in folder.rglob("*") if not f.is_dir()) if folder.exists() else 0


def rows(folder):
    """{flow: status} of flows that somebody has decided."""
    with sqlite3.connect(folder / "project/.perceo/state/perceo.sqlite") as store:
        return dict(store.execute(
            "SELECT name, status FROM test_runs JOIN flows ON flows.id = flow_id WHERE status NOT IN "
            "('pending', 'running') AND coalesce(error_message, '') NOT LIKE 'interrupted:%'"))


def names(folder):
    texts = [file.read_text() for file in (folder / "project/flows").glob("*.yaml")]
    return {re.search(r"^name: (.*)$", text, re.M).group(1).strip('"') for text in texts}


def project(root, name, count, site):
    folder = root / name
    write_flows(folder / "project/flows", count, site)
    (folder / "project/.perceo").mkdir()
    (folder / "project/.perceo/config.json").write_text("{}")
    (folder / "tmp").mkdir()
    return folder


def long_run(root, site, url, result):
    """All flows in one run; its browsers die and hang, it does not."""
    folder = project(root, "long", FLOWS, site)
    counts = dict.fromkeys(["renderers killed", "browsers killed", "browsers stopped"], 0)
    run = Run(folder, [], url)
    while run.process.poll() is None:
        time.sleep(1)
        run.kill_some(counts)
    result["orphans"] += orphans()
    record = json.loads((folder / "project/artifacts/latest/run.json").read_text())
    decided = {flow["name"] for flow in record["flows"] if flow["status"] in ("passed", "failed", "error")}
    lost = names(folder) - (decided & set(rows(folder)))
    result["lost"] += len(lost)
    pool = record["run"]["pool"]
    result["leaked"] += pool["leakedContexts"] + pool["leakedPages"]
    result["leftover"] += bytes_below(folder / "tmp")
    early, late = run.near(min(100, FLOWS // 2)), run.near(len(record["flows"]))
    result["memory"] = (early, late)
    print(f"  {run.last}\n  {counts}\n  faults {record['run']['faults']}\n  pool {pool}")
    codes = [(flow.get("error") or {}).get("code") for flow in record["flows"] if flow["status"] != "passed"]
    print(f"  not passed: { {code: codes.count(code) for code in sorted(set(codes), key=str)} }")
    for flow in record["flows"]:
        if flow["status"] != "passed" and not flow["name"].startswith("Hang "):
            print(f"    {flow['status']} {flow['name']}: {flow['error']['message'][:150]}")


def killed_runs(root, site, url, result):
    """A run whose runner is killed again and again, each time started for what is left."""
    folder = project(root, "killed", max(20, FLOWS // 10), site)
    left = names(folder)
    for number in range(RUNNER_KILLS + 1):
        (folder / "left.txt").write_text("\n".join(sorted(left)))
        run = Run(folder, ["--flows-from", str(folder / "left.txt")], url)
        target = random.randint(2, max(2, len(left) // (RUNNER_KILLS + 1 - number)))
        while run.process.poll() is None and (number == RUNNER_KILLS or run.done < target):
            time.sleep(0.05)
        if run.process.poll() is None:
            run.process.kill()
        run.process.wait()
        result["orphans"] += orphans()
        left = names(folder) - set(rows(folder))
        print(f"  start {number + 1}: ended by {run.process.returncode} after {run.done} flows, {len(left)} left")
        if not left:
            break
    result["lost"] += len(left)
    # What a killed runner could not clean up, the next start does.
    Run(folder, ["--grep", "^Plain"], url).process.wait()
    result["orphans"] += orphans()
    result["leftover"] += bytes_below(folder / "tmp")


def main():
    start = time.monotonic()
    result = {"lost": 0, "orphans": 0, "leaked": 0, "leftover": 0}
    server = Server(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    site = f"http://127.0.0.1:{server.server_address[1]}"
    shop = subprocess.Popen([SHOP, "--port", "0"], stdout=subprocess.PIPE, text=True)
    root = Path(tempfile.mkdtemp(prefix="perceo-soak-"))
    try:
        url = re.search(r"http://\S+", shop.stdout.readline()).group()
        print(f"{FLOWS} flows in one run, {PARALLEL} at once")
        long_run(root, site, url, result)
        print("a runner that is killed again and again")
        killed_runs(root, site, url, result)
    finally:
        shop.terminate()
        shop.wait(10)
        if os.environ.get("SOAK_KEEP"):
            print(f"kept {root}")
        else:
            shutil.rmtree(root, ignore_errors=True)
    early, late = result["memory"]
    ratio = late / early if early else 0
    print(f"lost flows            {result['lost']}")
    print(f"orphan processes      {result['orphans']}")
    print(f"leaked contexts       {result['leaked']}")
    print(f"leftover temp bytes   {result['leftover']}")
    print(f"runner's memory       {early:.0f} MB at {min(100, FLOWS // 2)} flows, {late:.0f} MB at the last: {ratio:.2f}")
    print(f"took {time.monotonic() - start:.0f} s")
    bad = any(result[key] for key in ("lost", "orphans", "leaked", "leftover")) or ratio > 1.1
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())

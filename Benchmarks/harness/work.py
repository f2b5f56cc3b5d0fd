"""What is played: operations, flows and suites, with Perceo, Playwright for Python (P) and for Node (N)."""

import base64
import hashlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import defaultdict
from pathlib import Path

import apps
import measure
import threads
from series import Series
from setup import CHROMIUM, ROOT

# The applications ask for fonts and counters on hosts outside; neither side waits for names to be looked up.
OFFLINE = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"


class Failed(Exception):
    """A side did not do its work, so its time means nothing."""


def checked(cost, what):
    if cost.status:
        raise Failed(f"{what} failed:\n{cost.stdout[-800:]}\n{cost.stderr[-2500:]}")
    return cost


class Server:
    """A command that says on its first line where it listens, or is known to listen on `port`."""

    def __init__(self, command, port=None):
        self.process = subprocess.Popen(
            [str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        if port is None:
            self.url = re.search(r"http://\S+", self.process.stdout.readline()).group().rstrip("/")
            return
        self.url = f"http://127.0.0.1:{port}"
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return
            time.sleep(0.05)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(10)


def pages():
    port = apps.free_port()
    return Server([sys.executable, "-m", "http.server", port, "--bind", "127.0.0.1", "--directory", "Benchmarks/pages"],
                  port)


class Work:
    def __init__(self, tools):
        self.tools = tools
        self.out = ROOT / "out"
        # How often a suite had to be played again because a flow did not pass.
        self.repeats = {"perceo": 0, "P": 0}

    # Operations.

    def operations(self, side, url, samples, launches):
        command = {
            "perceo": [self.tools.operations, "--base-url", url, "--samples", samples, "--launches", launches],
            "P": [self.tools.python, "Benchmarks/playwright/operations.py", "--base-url", url, "--chromium", CHROMIUM,
                  "--samples", samples, "--launches", launches],
            "N": [self.tools.node, "Benchmarks/playwright/operations.js", self.tools.package, url, CHROMIUM, samples,
                  launches],
        }[side]
        cost = checked(measure.run(command, env=self.tools.environment), f"operations of {side}")
        return [json.loads(line) for line in cost.stdout.splitlines() if line.startswith("{")]

    def chromium_alone(self):
        """Milliseconds until Chromium says where it listens, when nobody talks to it."""
        folder = self.fresh("chromium-alone")
        start = time.monotonic()
        process = subprocess.Popen(
            [CHROMIUM, "--no-sandbox", "--no-startup-window", "--remote-debugging-port=0", f"--user-data-dir={folder}"],
            stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
        try:
            for line in process.stderr:
                if "DevTools listening" in line:
                    return (time.monotonic() - start) * 1000
            raise Failed("Chromium ended before it listened")
        finally:
            process.terminate()
            process.wait(10)

    # Suites.

    def config(self, arguments):
        path = ROOT / "config.json"
        path.write_text(json.dumps(
            {"version": "2.0", "project": {"name": "bench"}, "browser": {"args": arguments}}))
        return {"PERCEO_CONFIG_PATH": str(path)}

    def perceo(self, flows, url, *, video, parallel=4, arguments=(), pictures="steps"):
        """Plays in a project of its own, in which nothing is remembered."""
        command, project = self.perceo_command(flows, url, video, parallel, pictures)
        return self.played("perceo", command, self.config(list(arguments)), project)

    def perceo_command(self, flows, url, video, parallel=4, pictures="steps"):
        out, project = self.fresh("perceo"), self.fresh("project")
        command = [self.tools.perceo, "ci", "test", "--flows-from", "all", "--flows", Path(flows).resolve(),
                   "--base-url", url, "--parallel", parallel, "--video", "on" if video else "off",
                   "--screenshots", pictures, "--out", out]
        return command, project

    def playwright(self, module, url, *, video, parallel=4, arguments=(), env=None, slice_of=1, slice_from=0,
                   only_start=False):
        out = self.fresh(f"playwright-{slice_from}")
        command = [self.tools.python, "Benchmarks/playwright/suite.py", module, "--base-url", url, "--chromium",
                   CHROMIUM, "--out", out, "--parallel", parallel, "--slice-of", slice_of, "--slice-from", slice_from]
        command += ["--video"] if video else []
        command += [f"--browser-argument={argument}" for argument in arguments]
        if only_start:
            return command
        return self.played("P", command, {**self.tools.environment, **(env or {})})

    def played(self, side, command, env, cwd=None):
        """Plays a suite; once more, and counted, when a flow does not pass."""
        cost = measure.run(command, env=env, cwd=cwd, memory=True)
        if cost.status:
            self.repeats[side] += 1
            print(cost.stderr[-1500:], file=sys.stderr)
            cost = checked(measure.run(command, env=env, cwd=cwd, memory=True), f"the suite of {side}")
        return cost

    def playwright_in_processes(self, module, url, *, video, count=4):
        """The same in so many processes, each with a browser of its own, as pytest-xdist does it."""
        commands = [
            " ".join(f"'{part}'" for part in self.playwright(
                module, url, video=video, parallel=1, slice_of=count, slice_from=number, only_start=True))
            for number in range(count)]
        script = " & ".join(commands) + " & wait"
        return measure.run(["bash", "-c", script], env=self.tools.environment, memory=True)

    def threads(self, side, url):
        """Where the time of the shop suite with video goes, by thread."""
        if side == "perceo":
            command, project = self.perceo_command("flows", url, True)
            return threads.shares(command, ROOT / "perf.data", env=self.config([]), cwd=project)
        command = self.playwright("shop", url, video=True, only_start=True)
        return threads.shares(command, ROOT / "perf.data", env=self.tools.environment)

    def fresh(self, name):
        folder = self.out / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder

    def records(self, side):
        if side == "perceo":
            return json.loads((self.out / "perceo/latest/run.json").read_text())
        return json.loads((self.out / "playwright-0/run.json").read_text())

    def final_bytes(self, side):
        folder = self.out / ("perceo/latest" if side == "perceo" else "playwright-0")
        return sum(file.stat().st_size for file in folder.resolve().glob("*/final.png"))


def perceo_command_start(tools, url):
    """Milliseconds from a process's start to its first command, with a browser that is there at once."""
    heard = []
    listener = socket.create_server(("127.0.0.1", 0))

    def listen():
        try:
            peer, _ = listener.accept()
            with peer:
                text = peer.recv(4096).decode()
                key = re.search(r"(?i)sec-websocket-key: *(\S+)", text)[1]
                accept = base64.b64encode(
                    hashlib.sha1((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode()).digest()).decode()
                peer.sendall(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                              f"Sec-WebSocket-Accept: {accept}\r\n\r\n").encode())
                peer.recv(1)
                heard.append(time.monotonic())
        except OSError:
            pass

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    port = listener.getsockname()[1]
    fake = ROOT / "fake-headless"
    fake.write_text(f"#!/bin/sh\necho 'DevTools listening on ws://127.0.0.1:{port}/devtools/browser/x' >&2\n"
                    "exec sleep 3\n")
    fake.chmod(0o755)
    config = ROOT / "config-fake.json"
    config.write_text(json.dumps(
        {"version": "2.0", "project": {"name": "bench"}, "browser": {"path": str(fake)}}))
    start = time.monotonic()
    process = subprocess.Popen(
        [tools.perceo, "ci", "test", "--flows-from", "all", "--flows", "flows", "--base-url", url, "--out",
         ROOT / "out/fake"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env={**os.environ, "PERCEO_CONFIG_PATH": str(config)})
    return ended(process, thread, listener, heard, start)


def playwright_command_start(tools, url):
    """The same for Playwright, whose first command comes through a pipe."""
    mark = ROOT / "first-command"
    mark.unlink(missing_ok=True)
    fake = ROOT / "fake-headless-pipe"
    fake.write_text(f"#!/bin/sh\nhead -c 1 <&3 >/dev/null\ndate +%s.%N >{mark}\n")
    fake.chmod(0o755)
    start = time.time()
    process = subprocess.Popen(
        [tools.python, "Benchmarks/playwright/suite.py", "shop", "--base-url", url, "--chromium", fake,
         "--out", ROOT / "out/fake"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env={**os.environ, **tools.environment})
    end = time.monotonic() + 20
    while time.monotonic() < end and not (mark.exists() and mark.read_text().strip()):
        time.sleep(0.01)
    process.kill()
    process.wait()
    return (float(mark.read_text()) - start) * 1000


def ended(process, thread, listener, heard, start):
    thread.join(20)
    process.kill()
    process.wait()
    listener.close()
    if not heard:
        raise Failed("Perceo sent no command to a browser that was there")
    return (heard[0] - start) * 1000


def orphans(work, side, url):
    """How many processes are left two seconds after the runner was killed in the middle of its work."""
    group = measure.Group()
    command = (
        [work.tools.perceo, "ci", "test", "--flows-from", "all", "--flows", "flows", "--base-url", url, "--out",
         work.fresh("perceo-killed")] if side == "perceo"
        else work.playwright("shop", url, video=False, only_start=True))
    process = subprocess.Popen(
        [str(part) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env={**os.environ, **work.tools.environment}, preexec_fn=group.enter)
    time.sleep(3)
    process.kill()
    process.wait()
    time.sleep(2)
    return group.remove()


def by_operation(rounds):
    """Samples of all rounds by operation: times, CPU and bytes."""
    times, cpu, size = defaultdict(Series), defaultdict(Series), {}
    for lines in rounds:
        for line in lines:
            times[line["op"]].add(line["ms"])
            if line.get("cpuMs") is not None:
                cpu[line["op"]].add(line["cpuMs"])
            if line.get("bytes"):
                size[line["op"]] = line["bytes"]
    return times, cpu, size

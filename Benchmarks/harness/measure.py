"""What one command costs: wall time, the CPU time of all it starts, and the memory of all of that but the browser.

CPU time is that of a control group, which counts every process, however it was started and whoever waited for it.
Where no group can be made, the sum of what was last seen of each process in /proc stands in, which is a little less.
"""

import os
import subprocess
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
SAMPLE_SECONDS = 0.1


@dataclass
class Cost:
    wall: float = 0.0
    cpu: float = 0.0
    status: int = 0
    stdout: str = ""
    stderr: str = ""
    # Peak PSS in bytes of everything that is not Chromium, taken at one moment.
    memory: int = 0
    # CPU seconds by kind of process, as last seen.
    parts: dict = field(default_factory=dict)


class Group:
    """A control group of its own for a command and all its descendants."""

    roots = [Path("/sys/fs/cgroup"), Path("/sys/fs/cgroup/unified")]
    made = 0

    def __init__(self):
        self.path = None
        for root in self.roots:
            if not (root / "cgroup.controllers").exists():
                continue
            Group.made += 1
            path = root / f"perceo-bench-{os.getpid()}-{Group.made}"
            try:
                path.mkdir()
            except OSError:
                continue
            self.path = path
            return

    def enter(self):
        if self.path:
            (self.path / "cgroup.procs").write_text(str(os.getpid()))

    def processes(self, root):
        if self.path:
            return [int(pid) for pid in (self.path / "cgroup.procs").read_text().split()]
        return descendants(root)

    def seconds(self):
        if not self.path:
            return None
        for line in (self.path / "cpu.stat").read_text().splitlines():
            name, _, value = line.partition(" ")
            if name == "usage_usec":
                return int(value) / 1e6
        return None

    def remove(self):
        """Ends what was left behind, and says how many processes that were."""
        if not self.path:
            return 0
        left = len((self.path / "cgroup.procs").read_text().split())
        if left:
            (self.path / "cgroup.kill").write_text("1")
        for _ in range(100):
            try:
                self.path.rmdir()
                break
            except OSError:
                time.sleep(0.02)
        return left


def descendants(root):
    parents = {}
    for entry in os.scandir("/proc"):
        if not entry.name.isdigit():
            continue
        try:
            stat = Path(entry.path, "stat").read_text()
        except OSError:
            continue
        parents[int(entry.name)] = int(stat.rpartition(")")[2].split()[1])
    found, waiting = {root}, True
    while waiting:
        more = {pid for pid, parent in parents.items() if parent in found} - found
        found |= more
        waiting = bool(more)
    return sorted(found)


def kind(pid):
    """What a process is, told from its command line."""
    try:
        line = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return None
    if not line:
        return None
    program = os.path.basename(line.split(" ", 1)[0])
    if "--type=gpu-process" in line:
        return "chromium gpu"
    if "--type=utility" in line:
        service = line.partition("--utility-sub-type=")[2].split(" ")[0].split(".")[0]
        return f"chromium {service or 'utility'}"
    if "--type=renderer" in line:
        return "chromium renderer"
    if "--type=" in line:
        return "chromium zygote"
    if "chromium" in program or "headless" in program:
        return "chromium browser"
    return program


class Watch(threading.Thread):
    """Looks at all processes of a group from time to time."""

    def __init__(self, group, root, memory):
        super().__init__(daemon=True)
        self.group, self.root, self.wants_memory = group, root, memory
        self.ended = threading.Event()
        self.seconds, self.kinds, self.peak = {}, {}, 0

    def run(self):
        while not self.ended.wait(SAMPLE_SECONDS):
            self.look()

    def look(self):
        memory = 0
        for pid in self.group.processes(self.root):
            try:
                fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            key = (pid, fields[19])
            name = self.kinds.get(key)
            if name is None or name == "chromium zygote" or name.startswith("python"):
                name = kind(pid) or name or "?"
                self.kinds[key] = name
            self.seconds[key] = (int(fields[11]) + int(fields[12])) / TICK
            if self.wants_memory and not name.startswith("chromium"):
                memory += pss(pid)
        self.peak = max(self.peak, memory)

    def parts(self):
        sums = {}
        for key, seconds in self.seconds.items():
            sums[self.kinds[key]] = round(sums.get(self.kinds[key], 0) + seconds, 3)
        return sums


def pss(pid):
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


def run(command, *, env=None, cwd=None, memory=False, timeout=900):
    group = Group()
    start = time.monotonic()
    process = subprocess.Popen(
        [str(part) for part in command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, env={**os.environ, **(env or {})}, cwd=cwd, preexec_fn=group.enter)
    watch = Watch(group, process.pid, memory)
    watch.start()
    try:
        stdout, stderr = process.communicate(timeout=timeout)
    finally:
        if process.poll() is None:
            process.kill()
        wall = time.monotonic() - start
        watch.ended.set()
        watch.join()
        cpu = group.seconds()
        group.remove()
    parts = watch.parts()
    return Cost(
        wall=wall, cpu=sum(parts.values()) if cpu is None else cpu, status=process.returncode, stdout=stdout,
        stderr=stderr, memory=watch.peak, parts=parts)

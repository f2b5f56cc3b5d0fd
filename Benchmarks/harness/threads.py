"""Where the CPU time of one command goes, thread by thread: sampled by Linux's perf, where that is installed."""

import shutil
import subprocess
from pathlib import Path

import measure

SAMPLES_PER_SECOND = 199
# What threads are called, as far as the kernel's fifteen letters go.
THREADS = {
    "chromium-headle": "main threads of Chromium's processes: scripts, layout, painting, the browser's own",
    "VizCompositorTh": "display compositor: drawing frames, copying them for pictures and video",
    "ThreadPoolForeg": "Chromium's workers: compiling, collecting garbage, encoding pictures",
    "ThreadPoolSingl": "Chromium's workers: compiling, collecting garbage, encoding pictures",
    "CodecWorker": "video encoder",
    "Compositor": "page compositors",
    "CompositorTileW": "rasterising",
    "Chrome_ChildIOT": "messages between Chromium's processes",
    "Chrome_IOThread": "messages between Chromium's processes",
    "Chrome_DevTools": "DevTools' socket",
    "ffmpeg-linux": "video encoder",
}
LEAST_SAMPLES = 1000


def available():
    return shutil.which("perf") is not None


def shares(command, data: Path, *, env=None, cwd=None):
    """{kind of thread: (share in programs and libraries, share in the kernel)} of all samples; {} when there are too few."""
    cost = measure.run(
        ["perf", "record", "-q", "-e", "cpu-clock", "-F", SAMPLES_PER_SECOND, "-o", data, "--", *command], env=env, cwd=cwd)
    if cost.status:
        return {}
    report = subprocess.run(
        ["perf", "report", "-i", data, "--stdio", "--sort", "comm,dso", "--field-separator", "\t", "--show-nr-samples",
         "-F", "sample,comm,dso"], capture_output=True, text=True).stdout
    data.unlink(missing_ok=True)
    found, total = {}, 0
    for line in report.splitlines():
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) != 3 or not cells[0].isdigit():
            continue
        count, thread, program = int(cells[0]), cells[1], cells[2]
        total += count
        mine, kernel = found.get(name := THREADS.get(thread, "the client: Perceo, or Node and Python"), (0, 0))
        inside = program.startswith("[kernel")
        found[name] = (mine + (0 if inside else count), kernel + (count if inside else 0))
    if total < LEAST_SAMPLES:
        return {}
    return {name: [mine / total, kernel / total] for name, (mine, kernel) in found.items()}

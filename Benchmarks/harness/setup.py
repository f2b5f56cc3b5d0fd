"""Installs what the comparison needs into .build/bench: Playwright, the applications, and their interpreters."""

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(".build/bench").resolve()
PLAYWRIGHT = "1.65.0"
CHROMIUM = "/usr/lib/chromium/chromium-headless-shell"


def environment(name, requirements):
    """A virtual environment with what is asked for; made anew when that changes."""
    folder, mark = ROOT / name, hashlib.sha256(requirements.encode()).hexdigest()
    note = folder / "installed"
    if note.exists() and note.read_text() == mark:
        return folder
    print(f"bench: installing {name}: {', '.join(requirements.split())}", file=sys.stderr)
    subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
    subprocess.run([folder / "bin/pip", "install", "-q", *requirements.split()], check=True)
    note.write_text(mark)
    return folder


class Tools:
    def __init__(self):
        ROOT.mkdir(parents=True, exist_ok=True)
        venv = environment("playwright", f"playwright=={PLAYWRIGHT}")
        environment("apps", Path("Benchmarks/requirements-apps.txt").read_text())
        self.python = venv / "bin/python"
        driver = next((venv / "lib").glob("python*/site-packages/playwright/driver"))
        self.node, self.package = driver / "node", driver / "package"
        self.release = Path(".build-release/release").resolve()
        self.perceo, self.shop = self.release / "perceo", self.release / "shop"
        self.operations = self.release / "perceo-bench"
        self.browsers = self.offline_ffmpeg()
        self.environment = {"PLAYWRIGHT_BROWSERS_PATH": str(self.browsers)}

    def offline_ffmpeg(self):
        """Puts Debian's ffmpeg where Playwright looks for the one it would download."""
        known = json.loads((self.package / "browsers.json").read_text())["browsers"]
        revision = next(entry["revision"] for entry in known if entry["name"] == "ffmpeg")
        place = ROOT / "browsers" / f"ffmpeg-{revision}" / "ffmpeg-linux"
        place.parent.mkdir(parents=True, exist_ok=True)
        if not place.exists():
            place.unlink(missing_ok=True)
            place.symlink_to(shutil.which("ffmpeg"))
        return ROOT / "browsers"

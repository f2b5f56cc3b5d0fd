"""The rows: what is compared with what, against which target, and whether it is met."""

from dataclasses import dataclass

LIMIT = 0.15


@dataclass
class Row:
    key: str
    what: str
    ours: str
    theirs: str
    ratio: float | None
    target: str
    met: bool | None
    spread: float | None
    steady: bool

    @property
    def verdict(self):
        if self.met is None:
            return "–"
        return "met" if self.met else "**not met**"


def milliseconds(value):
    return f"{value:.1f} ms" if value < 10 else f"{value:.0f} ms"


def seconds(value):
    return f"{value:.2f} s" if value < 10 else f"{value:.1f} s"


def megabytes(value):
    return f"{value / 1e6:.0f} MB"


def kilobytes(value):
    return f"{value / 1e3:.0f} kB"


class Table:
    def __init__(self, found):
        self.found = found
        self.rows = []

    def value(self, name):
        series = self.found.series.get(name)
        return series.median if series else None

    def spread(self, *names):
        known = [self.found.series[name].spread for name in names if name in self.found.series]
        known = [value for value in known if value is not None]
        return max(known) if known else None

    def compare(self, key, what, ours, theirs, limit, *, shown=milliseconds, above=False, label=""):
        """A row of two series; several names for theirs mean the quicker of them."""
        theirs = [theirs] if isinstance(theirs, str) else theirs
        known = [(self.value(name), name) for name in theirs if self.value(name) is not None]
        a = self.value(ours)
        if a is None or not known:
            return
        b, name = min(known)
        ratio = a / b
        spread = self.spread(ours, name)
        side = name.rpartition("/")[2]
        self.rows.append(Row(
            key, what, shown(a), f"{shown(b)} {label or side}", ratio, f"{'≥' if above else '≤'} {limit:.2f}×",
            ratio >= limit if above else ratio <= limit, spread, spread is None or spread <= LIMIT))

    def floor(self, what, ours, theirs, shown=milliseconds):
        """A row without a target: how far down one could get."""
        a, b = self.value(ours), self.value(theirs)
        if a is None or b is None:
            return
        spread = self.spread(ours, theirs)
        self.rows.append(Row(
            "floor", what, shown(a), f"{shown(b)} {theirs.rpartition('/')[2]}", a / b, "none", None, spread,
            spread is None or spread <= LIMIT))

    def bare(self, number, name, theirs=None):
        """The same sent blind over a bare socket, against the quicker of them: no client could be quicker."""
        sides = [f"operation/{theirs or name}/{side}" for side in ("P", "N")]
        known = [(self.value(side), side) for side in sides if self.value(side) is not None]
        if known:
            self.floor(f"{number} over a bare socket, blind", f"operation/{name}_bare/perceo", min(known)[1])

    def absolute(self, key, what, name, limit, theirs="", pick="median"):
        series = self.found.series.get(name)
        if not series:
            return
        value, spread = getattr(series, pick), series.spread
        other = self.value(theirs) if theirs else None
        self.rows.append(Row(
            key, what, milliseconds(value), milliseconds(other) + " P" if other else "–",
            value / other if other else None, f"≤ {limit} ms", value <= limit, spread,
            spread is None or spread <= LIMIT))

    def fact(self, key, what, ours, theirs, limit, shown):
        a, b = self.found.facts.get(ours), self.found.facts.get(theirs)
        if a is None or not b:
            return
        self.rows.append(Row(key, what, shown(a), f"{shown(b)} P", a / b, f"≤ {limit:.2f}×", a / b <= limit, None, True))

    def memory(self, key, what, name, limit):
        """The runner without its browser; ffmpeg is left out of Playwright's side where it records."""
        self.compare(key, what, f"{name}/memory/perceo", f"{name}/memory/P", limit, shown=megabytes)


def headline(found):
    table = Table(found)
    for name, what in (("shop", "shop suite"), ("public", "public applications")):
        table.compare(f"{name}-video", f"{what}, video and a picture per step, 4 at once: wall",
                      f"{name}-video/wall/perceo", f"{name}-video/wall/P", 0.40, shown=seconds)
        table.compare(f"{name}-video-cpu", f"{what}, the same: CPU of everything",
                      f"{name}-video/cpu/perceo", f"{name}-video/cpu/P", 0.50, shown=seconds)
        table.compare(f"{name}", f"{what} without video: wall", f"{name}/wall/perceo", f"{name}/wall/P", 0.65,
                      shown=seconds)
        cpu = (table.value(f"{name}/cpu/perceo"), table.value(f"{name}/cpu/P"))
        if all(cpu):
            spread = table.spread(f"{name}/cpu/perceo", f"{name}/cpu/P")
            table.rows.append(Row(
                f"{name}-cpu", f"{what} without video: CPU of everything", seconds(cpu[0]), f"{seconds(cpu[1])} P",
                cpu[0] / cpu[1], "none", None, spread, spread is None or spread <= LIMIT))
        table.floor(f"{what}, no picture and no video: wall", f"{name}-bare/wall/perceo", f"{name}/wall/P", seconds)
        table.floor(f"{what}, the same: CPU of everything", f"{name}-bare/cpu/perceo", f"{name}/cpu/P", seconds)
    table.memory("memory", "runner's own peak memory, shop suite without video", "shop", 0.35)
    table.absolute("step", "step overhead, p50", "operation/step/perceo", 20)
    table.absolute("step-p95", "step overhead, p95", "operation/step/perceo", 80, pick="p95")
    table.absolute("start", "process start to first command", "start/perceo", 100, "start/P")
    return table.rows


def twelve(found):
    table = Table(found)

    def op(name, side):
        return f"operation/{name}/{side}"

    def both(name):
        return [op(name, "P"), op(name, "N")]
    table.compare("1", "1 launch", op("launch", "perceo"), op("launch", "P"), 0.60)
    table.compare("1", "1 launch", op("launch", "perceo"), op("launch", "N"), 0.90)
    table.floor("1 against Chromium alone, until it listens", op("launch", "perceo"), op("launch", "Chromium"))
    table.compare("2", "2 context, page, goto, load, cold", op("open_cold", "perceo"), both("open_cold"), 0.65)
    table.bare("2", "open_cold")
    table.compare("2w", "2 the same, context and page made before", op("open_warm", "perceo"), both("open_cold"), 0.35,
                  label="cold")
    table.bare("2 context and page made before,", "open_warm", "open_cold")
    table.floor("2 cold, until the page is at rest too", op("open_rest", "perceo"), op("open_cold", "N"))
    table.compare("3", "3 evaluate", op("evaluate", "perceo"), op("evaluate", "N"), 0.25)
    table.compare("3r", "3 evaluate over a bare socket", op("evaluate", "perceo"), op("evaluate_bare", "perceo"), 1.30,
                  label="bare")
    table.compare("4", "4 checked click, static page", op("click", "perceo"), op("click", "N"), 0.15)
    table.bare("4", "click")
    for name, what in (("find", "4 of which finding it"), ("press", "4 of which pressing it, checks included")):
        if (value := table.value(op(name, "perceo"))) is not None:
            table.rows.append(Row(name, what, milliseconds(value), "–", None, "none", None, None, True))
    table.compare("4a", "4 checked click, animating page", op("click_animated", "perceo"), op("click_animated", "N"),
                  1.00)
    table.compare("5", "5 fill", op("fill", "perceo"), both("fill"), 0.30)
    table.bare("5", "fill")
    table.compare("6", "6 type 100 keys", op("type", "perceo"), both("type"), 0.25)
    table.bare("6", "type")
    table.compare("7", "7 step picture (jpeg)", op("jpeg", "perceo"), both("jpeg"), 0.75)
    table.bare("7", "jpeg")
    table.compare("7c", "7 its CPU", "operation-cpu/jpeg/perceo", ["operation-cpu/jpeg/P", "operation-cpu/jpeg/N"], 0.60)
    table.fact("8", "8 stored final PNGs of the shop suite", "png/perceo", "png/P", 0.70, kilobytes)
    table.compare("8t", "8 PNG, time on the critical path", op("png", "perceo"), both("png"), 1.00)
    table.bare("8", "png")
    table.compare("9", "9 flow of 20 steps with video, whole command: wall", "twenty/wall/perceo", "twenty/wall/P",
                  0.65, shown=seconds)
    table.compare("9c", "9 its CPU", "twenty/cpu/perceo", "twenty/cpu/P", 0.65, shown=seconds)
    saturation(table)
    table.memory("10m", "10 peak memory without Chromium", "saturation", 0.35)
    table.compare("11", "11 observe 4,000 elements, with picture", op("observe", "perceo"), both("observe"), 0.50)
    facts = found.facts
    theirs = min((facts[name], name) for name in facts if name.startswith("bytes/observe/") and "perceo" not in name)
    table.fact("11b", "11 bytes decoded", "bytes/observe/perceo", theirs[1], 0.25, kilobytes)
    for side, name in (("perceo", "Perceo"), ("P", "Playwright")):
        left = facts.get(f"orphans/{side}")
        if left is not None:
            table.rows.append(Row(
                f"12{side}", f"12 processes left 2 s after {name} was killed", str(left) if side == "perceo" else "–",
                str(left) + " P" if side == "P" else "–", None, "0" if side == "perceo" else "none",
                left == 0 if side == "perceo" else None, None, True))
    return table.rows


def saturation(table):
    walls = [table.value(f"saturation/wall/{side}") for side in ("perceo", "P")]
    if not all(walls):
        return
    ours, theirs = (24 * 60 / wall for wall in walls)
    spread = table.spread("saturation/wall/perceo", "saturation/wall/P")
    table.rows.append(Row(
        "10", "10 flows per minute, 24 flows of 20 steps, 4 at once", f"{ours:.0f}", f"{theirs:.0f} P", ours / theirs,
        "≥ 1.60×", ours / theirs >= 1.6, spread, spread is None or spread <= LIMIT))


def lines(rows):
    """The rows as a Markdown table."""
    yield "| what | Perceo | Playwright | ratio | target | A–A spread | |"
    yield "|---|---|---|---|---|---|---|"
    for row in rows:
        ratio = f"{row.ratio:.2f}×" if row.ratio is not None else "–"
        spread = "–" if row.spread is None else f"{row.spread:.0%}" + ("" if row.steady else " (unsteady)")
        yield f"| {row.what} | {row.ours} | {row.theirs} | {ratio} | {row.target} | {spread} | {row.verdict} |"

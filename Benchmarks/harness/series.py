"""Series of numbers: medians, and how much two halves of the same series differ."""

from statistics import median


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def spread(rounds):
    """How far the medians of the odd and the even rounds of the same thing are apart, as a share of the smaller.

    `rounds` is a list of lists, one per round.
    """
    halves = [[value for part in rounds[start::2] for value in part] for start in (0, 1)]
    if not all(halves):
        return None
    low, high = sorted(median(half) for half in halves)
    return (high - low) / low if low else None


class Series:
    """One measured thing, in the rounds in which it was measured."""

    def __init__(self):
        self.rounds = []

    def add(self, values):
        self.rounds.append([value for value in (values if isinstance(values, list) else [values])])

    @property
    def values(self):
        return [value for part in self.rounds for value in part]

    @property
    def median(self):
        return median(self.values) if self.values else None

    @property
    def p95(self):
        return percentile(self.values, 0.95) if self.values else None

    @property
    def spread(self):
        return spread(self.rounds)

"""How tests/benchmark/run measures, and the lines that it prints."""
import dataclasses
import os
import re
import statistics
import subprocess
import sys
import time


@dataclasses.dataclass
class Run:
    wall: float
    processor: float


def once(command, cwd):
    """One run; what it writes is thrown away, the exit code has to be 0, 1 or 3."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1, 3):
        sys.exit(f"benchmark: {command} ended with {process.returncode}")
    return Run(wall, usage.ru_utime + usage.ru_stime)


def peak_memory(command, cwd):
    """The largest resident set in MiB. A process starts with that of its parent, so a small one has to start it."""
    script = ("import resource, subprocess, sys\n"
              "subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)\n"
              "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)")
    out = subprocess.run([sys.executable, "-c", script, *command], cwd=cwd, capture_output=True, text=True, check=True)
    return int(out.stdout) / 1024


def instructions(command, cwd):
    """Counted by valgrind: the same in every run, whatever else the machine does."""
    out = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *command], cwd=cwd,
                         stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    found = re.search(r"Collected : (\d+)", out.stderr)
    if out.returncode not in (0, 1, 3) or not found:
        sys.exit(f"benchmark: {command} ended with {out.returncode} under valgrind")
    return int(found[1])


class Lines:
    """Prints what was measured, and keeps it for the table."""

    def __init__(self):
        self.kept = []
        self.missed = []

    def add(self, name, ours, reference, ratio, spread, budget, faster=False):
        verdict = ""
        if budget:
            kept = ratio >= budget if faster else ratio <= budget
            verdict = f"{'at least' if faster else 'at most'} {budget:g} x  {'kept' if kept else 'MISSED'}"
            if not kept:
                self.missed.append(name)
        shown = f"{ratio:.2f} x" if ratio >= 0.1 else f"{ratio:.3f} x"
        print(f"{name:<62} {ours:>12} {reference:>12} {shown:>10}  {spread:<16} {verdict}".rstrip(), flush=True)
        self.kept.append((name, ours, reference, shown, verdict))

    def missing(self, name, how):
        print(f"{name:<62} not measured: {how}", flush=True)

    def times(self, name, ours, reference, cwd, runs, budget, faster=False, by="wall"):
        """Pairs run alternately, so that a busy machine slows both. `by` is what the budget is for: the time on the wall, or
        that of the processors, which suffers less from what else runs."""
        for command in (ours, reference):
            once(command, cwd)  # warm
        pairs = [(once(ours, cwd), once(reference, cwd)) for _ in range(runs)]
        for kind in ("wall", "processor"):
            mine = [getattr(a, kind) for a, _ in pairs]
            theirs = [getattr(b, kind) for _, b in pairs]
            ratios = [y / x if faster else x / y for x, y in zip(mine, theirs)]
            self.add(f"{name}, {kind} time", f"{statistics.median(mine) * 1e3:.1f} ms",
                     f"{statistics.median(theirs) * 1e3:.1f} ms", statistics.median(ratios),
                     f"[{min(ratios):.2f} .. {max(ratios):.2f}]", budget if kind == by else None, faster)

    def counted(self, name, mine, theirs, budget=None):
        self.add(f"{name}, instructions", f"{mine / 1e6:.1f} M", f"{theirs / 1e6:.1f} M", mine / theirs, "", budget)

    def memory(self, name, command, cwd, budget):
        peak = peak_memory(command, cwd)
        self.add(f"{name}, memory", f"{peak:.1f} MiB", f"{budget} MiB", peak / budget, "", 1)

"""Runs every test of entente in stages and adds up what passed and what failed. Called by tests/run.sh.

Each stage is a build folder of its own and a ctest run in it. A test program's own count is taken where it prints one
(cmocka's or `N passed, N failed`); a program that fails without a count, or a stage that does not build, is one failure.
"""
import argparse
import os
import pathlib
import re
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
LOGS = ROOT / "build" / "tests"
NINJA = ["cmake", "-S", str(ROOT), "-G", "Ninja", "-DENTENTE_WERROR=ON", "-DENTENTE_TESTS=ON"]

# name, compiler, what cmake is told, what ctest is told
STAGES = [
    ("gcc", "gcc", ["-DENTENTE_DOCS=ON"], []),
    ("clang", "clang", ["-DENTENTE_EXAMPLES=OFF"], ["-L", "unit"]),
    ("address", "clang", ["-DENTENTE_SANITIZE=address,undefined", "-DCMAKE_BUILD_TYPE=Debug"], ["-L", "unit|example|fuzz|command"]),
    ("thread", "clang", ["-DENTENTE_SANITIZE=thread", "-DENTENTE_EXAMPLES=OFF"], ["-L", "unit"]),
    ("valgrind", "gcc", ["-DENTENTE_MEMCHECK=ON"], ["-L", "memcheck"]),
]


def run(command, log, **environment):
    with open(log, "ab") as out:
        out.write(("$ " + " ".join(command) + "\n").encode())
        out.flush()
        return subprocess.run(command, stdout=out, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                              env={**os.environ, **environment}).returncode


def counts(log):
    """(passed, failed, names of failing programs) that a ctest -V log tells."""
    passed = failed = 0
    broken = []
    outputs = {}
    for line in log.read_text(errors="replace").splitlines():
        match = re.match(r"^(\d+): (.*)$", line)
        if match:
            outputs.setdefault(match.group(1), []).append(match.group(2))
            continue
        match = re.search(r"Test\s+#(\d+): (\S+) \.*\s*(\*\*\*\w[\w ]*|Passed)", line)
        if not match:
            continue
        text = "\n".join(outputs.get(match.group(1), []))
        good = sum(map(int, re.findall(r"^\[  PASSED  \] (\d+) test", text, re.M)))
        bad = sum(map(int, re.findall(r"^\[  FAILED  \] (\d+) test", text, re.M)))
        for own in re.findall(r"^(\d+) passed, (\d+) failed$", text, re.M):
            good, bad = good + int(own[0]), bad + int(own[1])
        if match.group(3) != "Passed":
            bad = max(bad, 1)
            broken.append(match.group(2))
        elif good + bad == 0:
            good = 1
        passed, failed = passed + good, failed + bad
    return passed, failed, broken


def stage(name, compiler, options, selection):
    build, log = ROOT / "build" / name, LOGS / f"{name}.log"
    log.unlink(missing_ok=True)
    start = time.monotonic()
    steps = [NINJA + ["-B", str(build), f"-DCMAKE_C_COMPILER={compiler}", *options], ["ninja", "-C", str(build)]]
    if any(run(step, log) for step in steps):
        print(f"{name}: does not build, see {log.relative_to(ROOT)}")
        print("\n".join(log.read_text(errors="replace").splitlines()[-30:]))
        return 0, 1
    run(["ctest", "--test-dir", str(build), "-V", "-j2", "--no-tests=error", "--timeout", "600", *selection], log,
        TSAN_OPTIONS="halt_on_error=1", UBSAN_OPTIONS="halt_on_error=1:print_stacktrace=1")
    passed, failed, broken = counts(log)
    if passed + failed == 0:
        failed, broken = 1, ["no test ran"]
    print(f"{name}: {passed} passed, {failed} failed, {time.monotonic() - start:.0f} s"
          + (f"; see {log.relative_to(ROOT)}: " + ", ".join(broken) if broken else ""), flush=True)
    for program in broken:
        tail = [line for line in log.read_text(errors="replace").splitlines() if re.match(r"^\d+: ", line)]
        print("\n".join(line for line in tail if "FAIL" in line.upper() or "ERROR" in line.upper())[:4000])
        break
    return passed, failed


def main():
    parser = argparse.ArgumentParser(description="Runs every test of entente.")
    parser.add_argument("stages", nargs="*", help="only these: " + ", ".join(s[0] for s in STAGES))
    chosen = parser.parse_args().stages
    LOGS.mkdir(parents=True, exist_ok=True)
    results = [stage(*s) for s in STAGES if not chosen or s[0] in chosen]
    passed, failed = (sum(column) for column in zip(*results))
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

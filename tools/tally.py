"""Sum up test runs from their JUnit files: `python -m tools.tally FILE.xml...`.

Ends with the one line `N passed, N failed`; a skipped test counts as failed, for nothing here may
be passed over. Exit status 1 when a run is missing, ran no test, or failed one.
"""

import sys
from pathlib import Path

from lxml import etree


def tally(report: Path) -> tuple[int, int]:
    """Return how many tests of one JUnit file passed and failed."""
    passed = failed = 0
    for case in etree.parse(report).getroot().iter("testcase"):
        if {child.tag for child in case} & {"failure", "error", "skipped"}:
            failed += 1
        else:
            passed += 1
    return passed, failed


def main(names: list[str]) -> int:
    """Print the sum of all reports; return the exit status."""
    passed = failed = 0
    for name in names:
        report = Path(name)
        if not report.exists():
            print(f"The run of {report.stem} did not finish.")
            failed += 1
            continue
        good, bad = tally(report)
        print(f"On {report.stem}: {good} of {good + bad} tests passed.")
        passed, failed = passed + good, failed + bad
    print(f"{passed} passed, {failed} failed")
    return 0 if passed and not failed else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

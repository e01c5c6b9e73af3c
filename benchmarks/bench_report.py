"""How long the report and the workbook of a visit take, by number of answers."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from core.reports.document import write_document
from core.reports.workbook import write_workbook
from tests.core.reports.conftest import a_picture, a_report, an_answer

ROUNDS = 5


def main() -> None:
    """Print the figures."""
    pictures = tuple(a_picture(shade=shade) for shade in range(20, 220, 10))
    with tempfile.TemporaryDirectory() as folder:
        for count in (50, 250, 1000):
            answers = tuple(
                an_answer(
                    f"q{number}",
                    label=f"Pergunta número {number} do guião, com algum texto?",
                    shown="Um registo de tamanho médio, como os que se escrevem na visita.",
                    pictures=(pictures[number // 10 % len(pictures)],) if number % 10 == 0 else (),
                )
                for number in range(count)
            )
            report = a_report(answers=answers)
            for write, name in ((write_document, "a.pdf"), (write_workbook, "a.xlsx")):
                path = Path(folder) / name
                times = []
                for _ in range(ROUNDS):
                    started = perf_counter()
                    write(report, path)
                    times.append(perf_counter() - started)
                size = path.stat().st_size // 1024
                print(f"{count:5} answers  {name:7} {median(times):6.2f} s  {size:6} KiB")


if __name__ == "__main__":
    main()

"""Our engine, JavaRosa and web-forms on the same forms and steps, in one run.

`python3 run.py bench forms [--write] [--quick] [SHARED]`: `--write` puts the table into
docs/performance.md, `--quick` makes the generated forms a tenth of their size. Each engine is a
process of its own, fresh for each form; it does the form up to four times and its best time counts
(JavaRosa is warm then). Memory is the most that the process ever had.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(Path(__file__).resolve().parent / "side_by_side"))

from engines import Engine, Running, TookTooLong, engines  # noqa: E402
from scripts import Case, generated, real  # noqa: E402

START, END = "<!-- side by side: generated -->", "<!-- side by side: end -->"
TURNS, LIMIT = 4, 60.0


@dataclass(frozen=True, slots=True)
class Figures:
    """Milliseconds by row; `failed` says why there are none."""

    rows: dict[str, float]
    memory: float = 0.0
    missing: int = 0
    failed: str = ""


def measured(engine: Engine, case: Case, seconds: float) -> Figures:
    """The best of some turns, within a limit of seconds for all of them."""
    if engine.missing:
        return Figures({}, failed="not here")
    running, turns, end = Running(engine), [], time.monotonic() + seconds
    missing = 0
    try:
        for _turn in range(TURNS):
            left = end - time.monotonic()
            # A turn that would not be done in time is not begun.
            if turns and left < 2 * turns[-1]["whole"] / 1000:
                break
            first = running.ask(
                "load", seconds=left, xml=case.xml, media=case.media, files=case.files
            )
            done = running.ask("script", seconds=end - time.monotonic(), steps=case.steps)
            missing = done.get("missing", 0)
            turns.append(rows_of(case, first, done["took"]))
        best = {row: min(turn[row] for turn in turns) for row in turns[0]}
        return Figures(best, memory=running.peak(), missing=missing)
    except TookTooLong:
        return Figures({}, failed=f"over {seconds:.0f} s")
    except (RuntimeError, BrokenPipeError) as problem:
        return Figures({}, failed=str(problem) or "ended")
    finally:
        running.end()


def rows_of(case: Case, first: dict[str, float], took: list[float]) -> dict[str, float]:
    """The rows of a case from the milliseconds of its steps."""
    rows = {"load": first["load"], "first state": first["first"], "whole": sum(took)}
    answers = sorted(t for t, step in zip(took, case.steps, strict=True) if step["op"] != "choices")
    if len(answers) > 20:
        rows["a step: median"] = median(answers)
        rows["a step: 95 %"] = answers[int(len(answers) * 0.95)]
    for name, part in case.parts.items():
        rows[name] = sum(took[part])
    return rows


def table(cases: list[Case], found: dict[str, list[Figures]], all_of: list[Engine]) -> list[str]:
    """The lines of the table, with how many times slower the others are."""
    names = [engine.name for engine in all_of]
    lines = [f"| | {' | '.join(names)} | {names[1]} ÷ ours | {names[2]} ÷ ours |"]
    lines.append("|---|---:|---:|---:|---:|---:|")
    for case in cases:
        figures = found[case.name]
        answers = sum(step["op"] == "answer" for step in case.steps)
        lines.append(f"| **{case.name}**, {answers:,} answers | | | | | |")
        for row in figures[0].rows:
            if row == "whole" and not case.whole:
                continue
            label = "whole filling" if row == "whole" else row
            lines.append(f"| {label} | {cells([f.rows.get(row) for f in figures], figures)} |")
        memory = " | ".join(f"{f.memory:.0f} MiB" if f.memory else "–" for f in figures)
        lines.append(f"| most memory | {memory} | | |")
    return lines


def cells(values: list[float | None], figures: list[Figures]) -> str:
    """One row's figures and ratios."""
    shown = [
        written(value) if value is not None else (figure.failed or "–")
        for value, figure in zip(values, figures, strict=True)
    ]
    ours = values[0] or 0.001
    ratios = [f"{value / ours:.1f}" if value is not None else "" for value in values[1:]]
    return " | ".join([*shown, *ratios])


def written(milliseconds: float) -> str:
    """Milliseconds as people read them."""
    if milliseconds >= 1000:
        return f"{milliseconds / 1000:.2f} s"
    return f"{milliseconds:.0f} ms" if milliseconds >= 10 else f"{milliseconds:.2f} ms"


def notes(found: dict[str, list[Figures]], all_of: list[Engine]) -> Iterator[str]:
    """What the table does not say."""
    for engine in all_of:
        if engine.missing:
            yield f"{engine.name} was not here: {engine.missing}."
    for name, figures in found.items():
        for engine, figure in zip(all_of, figures, strict=True):
            if figure.missing:
                yield f"{engine.name} did not have the place of {figure.missing} steps of {name}."


def main(arguments: list[str]) -> None:
    """Measures, prints, and writes the table if asked."""
    quick = "--quick" in arguments
    folders = [Path(each) for each in arguments if not each.startswith("--")]
    shared = folders[0] if folders else REPOSITORY.parent / "shared"
    all_of = engines()
    cases = list(real(shared / "forms")) if (shared / "forms").is_dir() else []
    cases += generated(size=0.1 if quick else 1.0)
    found: dict[str, list[Figures]] = {}
    for case in cases:
        found[case.name] = [
            measured(engine, case, LIMIT / 2 if quick else LIMIT) for engine in all_of
        ]
        print(
            case.name, *(f.failed or written(f.rows["whole"]) for f in found[case.name]), flush=True
        )
    lines = [*table(cases, found, all_of), "", *notes(found, all_of)]
    print("\n".join(lines))
    if "--write" in arguments:
        page = REPOSITORY / "docs" / "performance.md"
        before, _, rest = page.read_text(encoding="utf-8").partition(START)
        _, _, after = rest.partition(END)
        body = "\n".join(lines).rstrip()
        page.write_text(f"{before}{START}\n{body}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])

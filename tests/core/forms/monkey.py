"""A monkey that fills a check-list at random, within the types, to the end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random

from core.forms import FillingSession, Form, NodeState, SessionContext

_START = datetime(2026, 1, 31, 10, 0, tzinfo=UTC)


def fixed_context(*, seed: int = 1) -> SessionContext:
    """A context in which nothing is left to the clock or to chance."""
    numbers = count(1)
    return SessionContext(
        now=lambda: _START,
        seed=seed,
        uuid=lambda: f"00000000-0000-4000-8000-{next(numbers):012d}",
        device_id="laptop-1",
        username="ana",
    )


def some_answer(  # noqa: C901 - one case for each type
    session: FillingSession, state: NodeState, random: Random, *, eager: bool = False
) -> str | None:
    """A value of the question's type; None where there is nothing to choose.

    An eager monkey says yes where it can, which opens most of a form.
    """
    if state.control in ("select1", "select", "rank"):
        values = [choice.value for choice in session.choices(state.key)]
        if not values:
            return None
        if state.control == "select1" and eager:
            wanted = [v for v in values if v in ("yes", "single", "1")]
            return wanted[0] if wanted else values[0]
        if state.control == "select1":
            return random.choice(values)
        if state.control == "rank":
            random.shuffle(values)
            return " ".join(values)
        return " ".join(random.sample(values, random.randint(1, min(3, len(values)))))
    if state.control == "trigger":
        return "OK"
    if state.control == "upload":
        return f"{random.randint(1, 99)}.jpg"
    if state.control == "range":
        low = float(state.parameters.get("start", "0"))
        return str(int(low)) if state.type == "int" else str(low)
    day = _START + timedelta(days=random.randint(-9000, 30))
    place = f"{41 + random.random():.4f} {-8 - random.random():.4f} 0 0"
    match state.type:
        case "int":
            return str(random.randint(0, 6))
        case "decimal":
            return f"{random.randint(0, 99)}.{random.randint(0, 9)}"
        case "date":
            return day.date().isoformat()
        case "time":
            return day.strftime("%H:%M:00.000+00:00")
        case "dateTime":
            return day.isoformat(timespec="milliseconds")
        case "geopoint":
            return place
        case "geotrace":
            return f"{place};41.5 -8.5 0 0"
        case "geoshape":
            return f"{place};41.5 -8.5 0 0;41.6 -8.5 0 0;{place}"
        case _:
            return random.choice(["um", "Ana & Rui <3", "yes", "12", "çã «x»"])


def fill(form: Form, *, seed: int, limit: int = 3000, eager: bool = False) -> FillingSession:
    """A filling answered from the first page to the last, repeats added now and then."""
    random = Random(seed)
    session = FillingSession.start(form, fixed_context(seed=seed))
    answers = 0
    done: set[str] = set()
    for _ in range(6):
        before = answers
        for page in session.pages():
            for key in page.nodes:
                answers += _answer_below(session, key, random, done, eager=eager)
            if answers > limit:
                return session
        if answers == before:
            break
    return session


def _answer_below(
    session: FillingSession, key: str, random: Random, done: set[str], *, eager: bool
) -> int:
    from core.forms.session.problems import NodeUnknown

    try:
        state = session.state(key)
    except NodeUnknown:
        return 0
    if not state.relevant:
        return 0
    if state.kind == "repeat" and state.can_add and len(state.children) < 3:
        session.add_repeat(key)
        state = session.state(key)
    answers = sum(
        _answer_below(session, child, random, done, eager=eager) for child in state.children
    )
    if state.kind == "question" and not state.readonly and key not in done:
        done.add(key)
        value = some_answer(session, state, random, eager=eager)
        if value is not None:
            session.answer(key, value)
            answers += 1
    return answers


def everything(session: FillingSession) -> list[NodeState]:
    """Every state that is shown, in the order of the form."""
    found: list[NodeState] = []

    def visit(key: str) -> None:
        state = session.state(key)
        found.append(state)
        for child in state.children:
            visit(child)

    for key in session.root_keys():
        visit(key)
    return found

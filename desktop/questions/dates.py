"""Editors of days, months, years, hours and both together, written the Portuguese way."""

from __future__ import annotations

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.forms.states import NodeState
from desktop.kit import language, theme
from desktop.questions import lexical
from desktop.questions.around import Around
from desktop.questions.buttons import press
from desktop.questions.editor import Editor, TypedEditor, TypedLine


class Calendar(QFrame):
    """A month to pick a day from, below the line it belongs to."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner, Qt.WindowType.Popup)
        self.month = QCalendarWidget()
        self.month.setLocale(language.locale())
        self.month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.month.setHorizontalHeaderFormat(
            QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames
        )
        weekend = QTextCharFormat()
        weekend.setForeground(theme.colour("ink_soft"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.month.setWeekdayTextFormat(day, weekend)
        self.month.setStyleSheet(
            f"#qt_calendar_navigationbar {{ background: {theme.current().surface}; }}"
            f"QToolButton {{ border: 0; color: {theme.current().ink}; }}"
        )
        self.month.setMinimumSize(theme.px(360), theme.px(300))
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.addWidget(self.month)

    def open_below(self, line: QWidget, *, day: str) -> None:
        """Show it under `line` on the given day ("" for today)."""
        chosen = QDate.fromString(day[:10], Qt.DateFormat.ISODate)
        if chosen.isValid():
            self.month.setSelectedDate(chosen)
        self.move(line.mapToGlobal(QPoint(0, line.height() + 2)))
        self.show()
        self.month.setFocus()


class DateEditor(TypedEditor):
    """A day: typed as dd/mm/aaaa, «Hoje», or picked from a month."""

    widest = 180

    def __init__(self, state: NodeState, *, around: Around) -> None:
        super().__init__(state, around=around)
        self.line.setPlaceholderText(self.tr("dd/mm/aaaa"))
        self.today = press(self.tr("Hoje"), spoken=self.tr("Pôr a data de hoje"))
        self.today.clicked.connect(self._put_today)
        self.row.insertWidget(1, self.today)
        self.open_month: QPushButton | None = None
        if "no-calendar" not in state.appearance:
            self.open_month = press(
                self.tr("Calendário"), icon="calendar", spoken=self.tr("Escolher no calendário")
            )
            self.open_month.clicked.connect(self._open)
            self.row.insertWidget(2, self.open_month)
        self._calendar: Calendar | None = None

    def read(self, text: str) -> str:
        try:
            return lexical.read_date(text)
        except ValueError:
            raise ValueError(
                self.tr("Não é um dia do calendário. Escreva dia/mês/ano: 31/01/2026.")
            ) from None

    def show_value(self, value: str) -> str:
        return lexical.show_date(value)

    def stops(self) -> list[QWidget]:
        return [self.line, self.today, *([self.open_month] if self.open_month else [])]

    def _put_today(self) -> None:
        self.put(self.around.now().date().isoformat())

    def _open(self) -> None:
        if self._calendar is None:
            self._calendar = Calendar(self)
            self._calendar.month.clicked.connect(self._picked)
            self._calendar.month.activated.connect(self._picked)
        self._calendar.open_below(self.line, day=self.state.value)

    def _picked(self, day: QDate) -> None:
        if self._calendar is not None:
            self._calendar.hide()
        self.put(day.toString(Qt.DateFormat.ISODate))
        self.line.setFocus()


class MonthEditor(TypedEditor):
    """A month of a year (appearance `month-year`)."""

    widest = 180

    def __init__(self, state: NodeState, *, around: Around) -> None:
        super().__init__(state, around=around)
        self.line.setPlaceholderText(self.tr("mm/aaaa"))

    def read(self, text: str) -> str:
        try:
            return lexical.read_month(text)
        except ValueError:
            raise ValueError(self.tr("Escreva mês/ano, por exemplo 01/2026.")) from None

    def show_value(self, value: str) -> str:
        return lexical.show_month(value)


class YearEditor(TypedEditor):
    """A year (appearance `year`)."""

    widest = 120

    def __init__(self, state: NodeState, *, around: Around) -> None:
        super().__init__(state, around=around)
        self.line.setPlaceholderText(self.tr("aaaa"))

    def read(self, text: str) -> str:
        try:
            return lexical.read_year(text)
        except ValueError:
            raise ValueError(self.tr("Escreva o ano com quatro algarismos: 2026.")) from None

    def show_value(self, value: str) -> str:
        return lexical.show_year(value)


class TimeEditor(TypedEditor):
    """An hour of the day, or «Agora»."""

    widest = 120

    def __init__(self, state: NodeState, *, around: Around) -> None:
        super().__init__(state, around=around)
        self.line.setPlaceholderText(self.tr("hh:mm"))
        self.at_once = press(self.tr("Agora"), spoken=self.tr("Pôr a hora de agora"))
        self.at_once.clicked.connect(self._put_now)
        self.row.insertWidget(1, self.at_once)

    def read(self, text: str) -> str:
        try:
            return lexical.read_time(text, now=self.around.now())
        except ValueError:
            raise ValueError(self.tr("Escreva horas:minutos, por exemplo 14:30.")) from None

    def show_value(self, value: str) -> str:
        return lexical.show_time(value)

    def stops(self) -> list[QWidget]:
        return [self.line, self.at_once]

    def _put_now(self) -> None:
        now = self.around.now()
        self.put(lexical.read_time(f"{now.hour:02}:{now.minute:02}", now=now))


class DateTimeEditor(Editor):
    """A day and an hour."""

    def __init__(self, state: NodeState, *, around: Around) -> None:
        super().__init__(state, around=around)
        self.day, self.hour = TypedLine(), TypedLine()
        self.day.setPlaceholderText(self.tr("dd/mm/aaaa"))
        self.hour.setPlaceholderText(self.tr("hh:mm"))
        self.day.setMaximumWidth(180)
        self.hour.setMaximumWidth(120)
        self._name_lines()
        self.at_once = press(self.tr("Agora"), spoken=self.tr("Pôr a data e a hora de agora"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in (self.day, self.hour, self.at_once):
            row.addWidget(part)
        row.addStretch(1)
        self._show_value(state.value)
        self.day.returnPressed.connect(self.hour.setFocus)
        self.hour.returnPressed.connect(self._done)
        self.hour.left.connect(self.flush)
        self.day.left.connect(self._day_left)
        self.at_once.clicked.connect(self._put_now)

    def show_state(self, state: NodeState) -> None:
        before = self.state.value
        super().show_state(state)
        self._name_lines()
        if state.value != before and not (self.day.hasFocus() or self.hour.hasFocus()):
            self._show_value(state.value)

    def flush(self) -> None:
        day, hour = self.day.text().strip(), self.hour.text().strip()
        if not day and not hour:
            self.remark.emit("")
            self.say(None)
            return
        if not day or not hour:
            self.say(None)
            self.remark.emit(self.tr("Faltam a hora ou o dia."))
            return
        try:
            value = lexical.read_moment(day, hour, now=self.around.now())
        except ValueError:
            self.say(None)
            self.remark.emit(self.tr("Escreva dia/mês/ano e horas:minutos: 31/01/2026 14:30."))
            return
        self.remark.emit("")
        if lexical.show_moment(self.state.value) != lexical.show_moment(value):
            self.say(value)
        self._show_value(value)

    def stops(self) -> list[QWidget]:
        return [self.day, self.hour, self.at_once]

    def _name_lines(self) -> None:
        self.day.setAccessibleName(self.tr("{}: dia").format(self.label))
        self.hour.setAccessibleName(self.tr("{}: hora").format(self.label))

    def _show_value(self, value: str) -> None:
        day, hour = lexical.show_moment(value)
        self.day.setText(day)
        self.hour.setText(hour)

    def _day_left(self) -> None:
        if self.day.text().strip() and not self.hour.text().strip():
            return
        self.flush()

    def _put_now(self) -> None:
        now = self.around.now()
        self.day.setText(f"{now.day:02}/{now.month:02}/{now.year}")
        self.hour.setText(f"{now.hour:02}:{now.minute:02}")
        self.flush()

    def _done(self) -> None:
        self.flush()
        self.finished.emit()

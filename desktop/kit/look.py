"""Small verbs on widgets that the whole window uses: meaning, names, spacing."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCalendarWidget,
    QComboBox,
    QDateEdit,
    QDialog,
    QFormLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from desktop.kit import icons, theme

W = TypeVar("W", bound=QWidget)
L = TypeVar("L", bound=QLayout)


def set_kind(widget: W, kind: str) -> W:
    """Give a widget its meaning for the stylesheet, also after it was shown."""
    return set_mark(widget, "kind", kind)


def set_mark(widget: W, name: str, value: object) -> W:
    """Set a dynamic property that the stylesheet reads, and dress the widget again."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        style = widget.style()
        style.unpolish(widget)
        style.polish(widget)
    return widget


def text(words: str, *, kind: str = "", wrap: bool = False) -> QLabel:
    """A label. Text from people or files is never read as markup."""
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    if kind:
        label.setProperty("kind", kind)
    return label


def button(
    words: str, *, kind: str = "", icon: str = "", name: str = "", tip: str = ""
) -> QPushButton:
    """A push button; `name` is its object name, for tests and the tour."""
    made = QPushButton(words)
    made.setAutoDefault(False)
    if kind:
        made.setProperty("kind", kind)
    if icon:
        role = {"primary": "on_accent", "danger": "danger", "link": "accent_ink"}.get(kind, "ink")
        icons.put(made, icon, role=role, size=18)
    if name:
        made.setObjectName(name)
    if tip:
        made.setToolTip(tip)
    return made


def fit(dialog: QDialog) -> None:
    """Give a dialog the height its wrapped text needs at its width, never beyond the screen."""
    layout = dialog.layout()
    if layout is None:
        return
    layout.activate()
    width = max(dialog.width(), layout.minimumSize().width())
    height = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else 0
    height = max(height, layout.minimumSize().height())
    screen = dialog.screen()
    if screen is not None:
        height = min(height, screen.availableGeometry().height())
    dialog.resize(width, height)


def spaced(layout: L, *, margin: float = 0, gap: float = 8) -> L:
    """Set margins and spacing of a layout, grown with the font."""
    edge = theme.px(margin)
    layout.setContentsMargins(edge, edge, edge, edge)
    layout.setSpacing(theme.px(gap))
    return layout


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while layout.count() and (item := layout.takeAt(0)) is not None:
        inside = item.layout()
        if inside is not None:
            clear(inside)
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()


def pad(field: QAbstractSpinBox) -> None:
    """Room before the text of a number or time field: its style sheet cannot give any."""
    inside = field.findChild(QLineEdit)
    if inside is not None:
        inside.setTextMargins(theme.px(8), 0, 0, 0)


def dress_calendar(calendar: QCalendarWidget) -> None:
    """Monday first, one letter a day, no week numbers, weekends softer instead of red."""
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames)
    calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    quiet = QTextCharFormat()
    quiet.setForeground(theme.colour("ink_soft"))
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(day, quiet)


def date_field(day: date) -> QDateEdit:
    """A day to type or to choose in a calendar."""
    field = QDateEdit(QDate(day.year, day.month, day.day))
    field.setDisplayFormat("dd/MM/yyyy")
    field.setCalendarPopup(True)
    dress_calendar(field.calendarWidget())
    return field


def form(*, gap: float = 12) -> QFormLayout:
    """A form whose labels stand above their fields when the window is narrow."""
    layout = QFormLayout()
    layout.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
    layout.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
    layout.setHorizontalSpacing(theme.px(20))
    layout.setVerticalSpacing(theme.px(gap))
    return layout


def row(layout: QFormLayout, words: str, field: QWidget, *, name: str = "") -> QLabel:
    """One line of a form; the label names the field for a screen reader too."""
    label = text(words)
    label.setMinimumHeight(theme.px(36))
    label.setBuddy(field)
    field.setAccessibleName(words)
    if isinstance(field, QComboBox):
        # Filled later, perhaps with long names: the field decides its width, not its content.
        field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        field.setMinimumContentsLength(14)
        field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    if name:
        field.setObjectName(name)
    layout.addRow(label, field)
    return label

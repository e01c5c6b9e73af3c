"""The QSS over Fusion: what the palette alone cannot say. One text made from tokens and scale.

Meaning is given to widgets by the dynamic property `kind` (see `look.set_kind`):
buttons `primary`, `quiet`, `danger`, `link`; labels `title`, `heading`, `soft`, `strong`, `big`;
frames `card`, `sunken`.
"""

from __future__ import annotations

from desktop.kit.tokens import Tokens
from resources import resource


def stylesheet(tokens: Tokens, *, scale: float) -> str:
    """The whole QSS for one look. `scale` is 1.0–2.0; sizes follow it."""

    def px(size: float) -> str:
        return f"{round(size * scale)}px"

    def control(name: str) -> str:
        # In quotes: a folder with spaces in its name would end the whole style sheet.
        return f'"{resource(f"icons/controls/{name}-{tokens.mode}.svg").as_posix()}"'

    def edge(colour: str) -> str:
        return colour if tokens.mode == "contrast" else "transparent"

    t = tokens
    return f"""
QToolTip {{ background: {t.ink}; color: {t.paper}; border: 0; padding: {px(6)} {px(8)}; }}

QLabel {{ background: transparent; }}
QLabel[kind="title"] {{ font-size: {px(24)}; font-weight: 600; }}
QLabel[kind="heading"] {{ font-size: {px(17)}; font-weight: 600; }}
QLabel[kind="big"] {{ font-size: {px(32)}; font-weight: 600; }}
QLabel[kind="strong"] {{ font-weight: 600; }}
QLabel[kind="soft"] {{ color: {t.ink_soft}; }}
QLabel[kind="small"] {{ color: {t.ink_soft}; font-size: {px(12)}; }}
QLabel[kind="good"] {{ color: {t.good}; }}
QLabel[kind="warning"] {{ color: {t.warning}; }}
QLabel[kind="danger"] {{ color: {t.danger}; }}
QLabel[kind="info"] {{ color: {t.info}; }}
QLabel[kind="code"] {{ font-family: "DejaVu Sans Mono", "Consolas", monospace; }}

QFrame[kind="card"] {{ background: {t.surface}; border: 1px solid {t.line};
  border-radius: {px(12)}; }}
QFrame[kind="sunken"] {{ background: {t.sunken}; border: 0; border-radius: {px(10)}; }}
QFrame[kind="good"] {{ background: {t.good_soft}; border: 1px solid {edge(t.good)};
  border-radius: {px(10)}; }}
QFrame[kind="warning"] {{ background: {t.warning_soft}; border: 1px solid {edge(t.warning)};
  border-radius: {px(10)}; }}
QFrame[kind="danger"] {{ background: {t.danger_soft}; border: 1px solid {edge(t.danger)};
  border-radius: {px(10)}; }}
QFrame[kind="info"] {{ background: {t.info_soft}; border: 1px solid {edge(t.info)};
  border-radius: {px(10)}; }}

QPushButton, QToolButton {{ background: {t.surface}; color: {t.ink};
  border: 1px solid {t.outline}; border-radius: {px(8)};
  padding: {px(5)} {px(14)}; min-height: {px(24)}; }}
QToolButton {{ padding: {px(5)} {px(8)}; }}
QPushButton:hover, QToolButton:hover {{ background: {t.sunken}; }}
QPushButton:pressed, QToolButton:pressed {{ background: {t.line}; }}
QPushButton:checked, QToolButton:checked {{ background: {t.accent_soft};
  color: {t.accent_ink if t.mode != "light" else t.ink}; border-color: {t.accent}; }}
QPushButton:disabled, QToolButton:disabled {{ color: {t.disabled}; border-color: {t.line}; }}
QPushButton[kind="primary"] {{ background: {t.accent}; color: {t.on_accent};
  border: 1px solid {t.accent}; font-weight: 600; }}
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:pressed {{
  background: {t.accent_hover}; }}
QPushButton[kind="primary"]:disabled {{ background: {t.sunken}; color: {t.disabled};
  border-color: {t.line}; }}
QPushButton[kind="danger"] {{ background: {t.surface}; color: {t.danger};
  border: 1px solid {t.danger}; }}
QPushButton[kind="danger"]:hover {{ background: {t.danger_soft}; }}
QPushButton[kind="quiet"], QToolButton[kind="quiet"] {{ background: transparent;
  border: 1px solid transparent; }}
QPushButton[kind="quiet"]:hover, QToolButton[kind="quiet"]:hover {{ background: {t.sunken}; }}
QPushButton[kind="link"] {{ background: transparent; border: 1px solid transparent;
  color: {t.accent_ink}; padding: {px(5)} {px(4)}; text-align: left; font-weight: 500; }}
QPushButton[kind="link"]:hover {{ text-decoration: underline; }}
QPushButton[kind="strip"] {{ background: transparent; border: 1px solid transparent;
  color: {t.ink_soft}; padding: 0 {px(10)}; font-size: {px(12)}; min-height: {px(24)}; }}
QPushButton[kind="strip"]:hover {{ color: {t.ink}; background: {t.sunken}; }}
QPushButton[kind="row"] {{ background: transparent; border: 1px solid transparent;
  text-align: left; }}
QPushButton[touch="true"] {{ min-height: {px(30)}; }}
QPushButton:focus, QToolButton:focus, QPushButton[kind="primary"]:focus,
QPushButton[kind="quiet"]:focus, QPushButton[kind="link"]:focus, QPushButton[kind="strip"]:focus,
QPushButton[kind="danger"]:focus, QPushButton[kind="row"]:focus {{
  border: 2px solid {t.focus}; }}
QPushButton:default {{ font-weight: 600; }}

QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox, QComboBox {{ background: {t.surface};
  color: {t.ink}; border: 1px solid {t.outline}; border-radius: {px(8)};
  padding: {px(4)} {px(9)}; min-height: {px(26)};
  selection-background-color: {t.accent}; selection-color: {t.on_accent};
  placeholder-text-color: {t.ink_soft}; }}
QLineEdit:focus, QTextEdit:focus, QPlainTextEdit:focus, QAbstractSpinBox:focus,
QComboBox:focus {{ border: 2px solid {t.focus}; padding: {px(3)} {px(8)}; }}
QLineEdit:disabled, QTextEdit:disabled, QPlainTextEdit:disabled, QAbstractSpinBox:disabled,
QComboBox:disabled, QLineEdit:read-only {{ background: {t.sunken}; border-color: {t.line};
  color: {t.ink_soft}; }}
QLineEdit[invalid="true"], QAbstractSpinBox[invalid="true"], QComboBox[invalid="true"],
QPlainTextEdit[invalid="true"] {{ border: 2px solid {t.danger}; }}
QComboBox::drop-down {{ border: 0; width: {px(26)}; }}
QComboBox::down-arrow {{ image: url({control("down")}); width: {px(12)}; height: {px(12)}; }}
QComboBox QAbstractItemView {{ background: {t.surface}; border: 1px solid {t.outline};
  padding: {px(4)}; selection-background-color: {t.accent_soft}; selection-color: {t.ink}; }}
QLineEdit > QToolButton {{ background: transparent; border: 0; padding: 0; margin: 0;
    min-width: 0; min-height: 0; }}
QAbstractSpinBox QLineEdit, QComboBox QLineEdit {{ border: 0; background: transparent;
  padding: 0; min-height: 0; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ border: 0; width: {px(24)};
  subcontrol-origin: padding; }}
QAbstractSpinBox::up-button {{ subcontrol-position: top right; }}
QAbstractSpinBox::down-button {{ subcontrol-position: bottom right; }}
QAbstractSpinBox::up-arrow {{ image: url({control("up")}); width: {px(10)}; height: {px(10)}; }}
QAbstractSpinBox::down-arrow {{ image: url({control("down")}); width: {px(10)};
  height: {px(10)}; }}
QDateEdit::drop-down, QDateTimeEdit::drop-down {{ border: 0; width: {px(28)};
  subcontrol-origin: border; subcontrol-position: right center; }}
QDateEdit::down-arrow, QDateTimeEdit::down-arrow {{ image: url({control("down")});
  width: {px(12)}; height: {px(12)}; }}

QCheckBox, QRadioButton {{ spacing: {px(9)}; min-height: {px(28)}; background: transparent;
  border: 2px solid transparent; border-radius: {px(6)}; padding: 0 {px(4)}; }}
QCheckBox:focus, QRadioButton:focus {{ border: 2px solid {t.focus}; }}
QCheckBox:disabled, QRadioButton:disabled {{ color: {t.disabled}; }}
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator {{
  width: {px(18)}; height: {px(18)}; border: 1px solid {t.outline}; background: {t.surface}; }}
QCheckBox::indicator, QAbstractItemView::indicator {{ border-radius: {px(5)}; }}
QRadioButton::indicator {{ border-radius: {px(9)}; }}
QCheckBox::indicator:checked, QRadioButton::indicator:checked,
QAbstractItemView::indicator:checked {{ background: {t.accent}; border-color: {t.accent}; }}
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {{
  image: url({control("check")}); }}
QCheckBox::indicator:indeterminate {{ background: {t.accent}; image: url({control("dash")}); }}
QRadioButton::indicator:checked {{ image: url({control("dot")}); }}

QScrollArea {{ background: transparent; border: 0; }}
QAbstractItemView {{ background: {t.surface}; alternate-background-color: {t.paper};
  border: 1px solid {t.line}; border-radius: {px(10)}; outline: 0; padding: {px(4)};
  selection-background-color: {t.accent_soft}; selection-color: {t.ink}; }}
QAbstractItemView:focus {{ border: 2px solid {t.focus}; }}
QAbstractItemView::item {{ min-height: {px(32)}; padding: {px(2)} {px(6)};
  border-radius: {px(6)}; }}
QAbstractItemView::item:hover {{ background: {t.sunken}; }}
QAbstractItemView::item:selected {{ background: {t.accent_soft}; color: {t.ink}; }}
QTreeView::item {{ border-radius: 0; }}
QTreeView::branch {{ background: transparent; }}
QTreeView::branch:has-children:!has-siblings:closed, QTreeView::branch:closed:has-children {{
  image: url({control("right")}); }}
QTreeView::branch:open:has-children {{ image: url({control("down")}); }}
QTableView {{ gridline-color: {t.line}; padding: 0; }}
QTableView::item {{ border-radius: 0; }}
QHeaderView {{ background: transparent; border: 0; padding: 0; }}
QHeaderView::section {{ background: {t.surface}; color: {t.ink_soft}; border: 0;
  border-bottom: 1px solid {t.line}; padding: {px(7)} {px(8)}; font-weight: 600; text-align: left;
  font-size: {px(12)}; }}

QScrollBar {{ background: transparent; border: 0; margin: 0; }}
QScrollBar:vertical {{ width: {px(12)}; }}
QScrollBar:horizontal {{ height: {px(12)}; }}
QScrollBar::handle {{ background: {t.outline}; border-radius: {px(4)}; margin: {px(2)}; }}
QScrollBar::handle:vertical {{ min-height: {px(36)}; }}
QScrollBar::handle:horizontal {{ min-width: {px(36)}; }}
QScrollBar::handle:hover {{ background: {t.ink_soft}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}

QTabWidget::pane {{ border: 0; }}
QTabBar {{ qproperty-drawBase: 0; }}
QTabBar::tab {{ background: transparent; color: {t.ink_soft}; padding: {px(9)} {px(4)};
  margin-right: {px(20)}; border: 0; border-bottom: 3px solid transparent; }}
QTabBar::tab:hover {{ color: {t.ink}; }}
QTabBar::tab:selected {{ color: {t.ink}; border-bottom: 3px solid {t.accent};
  font-weight: 600; }}
QTabBar::tab:focus {{ border-bottom: 3px solid {t.focus}; }}

QProgressBar {{ background: {t.sunken}; border: 0; border-radius: {px(3)}; height: {px(6)};
  max-height: {px(6)}; text-align: center; }}
QProgressBar::chunk {{ background: {t.accent}; border-radius: {px(3)}; }}
QSlider::groove:horizontal {{ height: {px(4)}; background: {t.outline};
  border-radius: {px(2)}; }}
QSlider::sub-page:horizontal {{ background: {t.accent}; border-radius: {px(2)}; }}
QSlider::handle:horizontal {{ background: {t.accent}; width: {px(18)}; height: {px(18)};
  margin: -{px(7)} 0; border-radius: {px(9)}; border: 1px solid {t.surface}; }}
QSlider::groove:vertical {{ width: {px(4)}; background: {t.outline};
    border-radius: {px(2)}; }}
QSlider::add-page:vertical {{ background: {t.accent}; border-radius: {px(2)}; }}
QSlider::handle:vertical {{ background: {t.accent}; width: {px(18)}; height: {px(18)};
    margin: 0 {px(-7)}; border-radius: {px(9)}; }}
QSlider:focus {{ border: 2px solid {t.focus}; border-radius: {px(6)}; }}

QCalendarWidget {{ background: {t.surface}; }}
QCalendarWidget QWidget#qt_calendar_navigationbar {{ background: {t.surface}; }}
QCalendarWidget QToolButton {{ background: transparent; border: 1px solid transparent;
  font-weight: 600; }}
QCalendarWidget QToolButton:hover {{ background: {t.sunken}; }}
QCalendarWidget QToolButton::menu-indicator {{ image: none; width: 0; }}
QCalendarWidget QAbstractItemView {{ padding: 0; border: 0; border-radius: 0; }}
QCalendarWidget QAbstractItemView::item {{ padding: 0; min-height: 0; }}
QCalendarWidget QToolButton#qt_calendar_prevmonth {{ qproperty-icon: none;
  image: url({control("left")}); }}
QCalendarWidget QToolButton#qt_calendar_nextmonth {{ qproperty-icon: none;
  image: url({control("right")}); }}

QMenu {{ background: {t.surface}; border: 1px solid {t.outline}; padding: {px(5)}; }}
QMenu::item {{ padding: {px(7)} {px(24)} {px(7)} {px(12)}; border-radius: {px(6)}; }}
QMenu::item:selected {{ background: {t.accent_soft}; color: {t.ink}; }}
QMenu::separator {{ height: 1px; background: {t.line}; margin: {px(4)} {px(8)}; }}
QSplitter::handle {{ background: transparent; }}
QSplitter::handle:hover {{ background: {t.line}; }}
QDialog {{ background: {t.paper}; }}

QWidget#rail {{ background: {t.rail}; }}
QWidget#rail QLabel {{ color: {t.rail_ink}; }}
QToolButton[kind="rail"] {{ background: transparent; color: {t.rail_ink}; border: 2px solid
  transparent; border-radius: {px(10)}; padding: {px(7)} {px(12)}; text-align: left;
  min-height: {px(26)}; font-weight: 500; }}
QToolButton[kind="rail"]:hover {{ background: rgba(255, 255, 255, 26); }}
QToolButton[kind="rail"]:checked {{ background: {t.rail_selected};
  color: {t.rail_selected_ink}; border-color: {t.rail_selected}; font-weight: 600; }}
QToolButton[kind="rail"]:focus {{ border: 2px solid #ffffff; }}
QToolButton[kind="rail"]:checked:focus {{ border: 2px solid #ffffff; }}
QWidget#strip {{ background: {t.paper}; border-top: 1px solid {t.line}; }}
"""

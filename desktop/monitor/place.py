"""Monitor: choose an indicator, see it on the map and beside the others, take it along."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from core.monitor import AMP
from core.problem import Sentence
from desktop.kit import language, look, theme
from desktop.kit.jobs import Refresh, Step
from desktop.kit.place import Place, Surroundings
from desktop.kit.widgets import Banner, EmptyState, PageHeader
from desktop.monitor.asking import Asking
from desktop.monitor.diagnosis_dialog import DiagnosisDialog
from desktop.monitor.picture import ChartView, palette_of
from desktop.monitor.reading import Choices, Question, Shown, draw, read_choices, read_shown
from desktop.monitor.values import Values

if TYPE_CHECKING:
    from core.monitor import Ages, SeriesFile
    from core.store import Work

_CONCERNS = frozenset(
    {"social_response", "facility", "figure", "population_count", "indicator_value",
     "own_indicator", "target_group"}
)  # fmt: skip
_KINDS = ("svg", "png", "pdf")


class MonitorPlace(Place):
    """Values at the left, map, bars and years at the right."""

    def __init__(self, around: Surroundings, *, parent: QWidget | None = None) -> None:
        super().__init__(around, parent=parent)
        self.shown: Shown | None = None
        self._territory = AMP
        self._asked: Question | None = None
        column = QVBoxLayout()
        column.setContentsMargins(theme.px(32), theme.px(24), theme.px(32), theme.px(16))
        column.setSpacing(theme.px(10))
        self.frame.addLayout(column)
        header = PageHeader(
            self.tr("Monitor"),
            self.tr("O que o inventário mostra, município a município, e o que vem de fora."),
        )
        self.take_in = look.button(
            self.tr("Importar dados…"), icon="download", name="monitor_import",
            tip=self.tr("População ou indicadores, de uma folha de cálculo"),
        )  # fmt: skip
        self.take_in.clicked.connect(self._choose_file)
        header.add_action(self.take_in)
        self.diagnosis = look.button(
            self.tr("Diagnóstico social…"), kind="primary", icon="pdf", name="monitor_diagnosis"
        )
        self.diagnosis.clicked.connect(self._diagnose)
        header.add_action(self.diagnosis)
        column.addWidget(header)
        self.banner = Banner()
        column.addWidget(self.banner)
        self.asking = Asking()
        self.asking.changed.connect(self._ask)
        self.asking.target.connect(self._remember_target)
        column.addWidget(self.asking)
        self.stack = QStackedWidget()
        self.empty = EmptyState(
            icon="monitor",
            title=self.tr("O inventário ainda está vazio"),
            words=self.tr(
                "Os indicadores fazem-se das respostas sociais do inventário. Importe a folha de "
                "cálculo do município, ou traga indicadores de outras fontes."
            ),
        )
        self.stack.addWidget(self._answers())
        self.stack.addWidget(self.empty)
        column.addWidget(self.stack, 1)
        Refresh(self.jobs, _CONCERNS, self._read, parent=self)
        theme.watch().changed.connect(self._ask)

    def _answers(self) -> QWidget:
        whole = QWidget()
        column = look.spaced(QVBoxLayout(whole), gap=8)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(theme.px(12))
        self.values = Values()
        self.values.chosen.connect(self._stand_on)
        split.addWidget(self.values)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("monitor_tabs")
        self.map, self.bars, self.years = ChartView(), ChartView(), ChartView()
        for view, words in (
            (self.map, self.tr("Mapa")),
            (self.bars, self.tr("Gráfico")),
            (self.years, self.tr("Ao longo dos anos")),
        ):
            self.tabs.addTab(view, words)
        self.map.pressed.connect(self._pressed)
        split.addWidget(self.tabs)
        split.setStretchFactor(0, 4)
        split.setStretchFactor(1, 6)
        split.setSizes([theme.px(390), theme.px(600)])
        column.addWidget(split, 1)
        foot = look.spaced(QHBoxLayout(), gap=8)
        self.definition = look.text("", kind="soft", wrap=True)
        foot.addWidget(self.definition, 1)
        self.save = look.button(
            self.tr("Guardar a imagem…"), icon="image", name="monitor_save_picture"
        )
        self.save.clicked.connect(self._save_picture)
        foot.addWidget(self.save)
        column.addLayout(foot)
        return whole

    # -- reading -----------------------------------------------------------------------------

    def enter(self, argument: object = None) -> None:
        """`argument` may be the territory (a DICO, or AMP) to stand on."""
        if isinstance(argument, str) and argument:
            self._territory = argument
        self._read()

    def _read(self) -> None:
        self.jobs.read(read_choices, then=self._offer)

    def _offer(self, choices: Choices) -> None:
        self.asking.fill(choices)
        self.asking.offer_years(choices.years)
        own = any(one.kind == "value" for one in choices.indicators)
        self.stack.setCurrentIndex(0 if choices.types or own else 1)
        self.asking.setVisible(bool(choices.types) or own)
        self._read_target()

    def _read_target(self) -> None:
        kind = self.asking.type.currentData() or ""

        def read(work: Work) -> Ages:
            from core.monitor import EVERYBODY, target_group

            return target_group(work, type_id=kind) if kind else EVERYBODY

        def then(ages: Ages) -> None:
            if kind == (self.asking.type.currentData() or ""):
                self.asking.show_target(ages)
                self._show_for(self.asking.question(self._territory))

        self.jobs.read(read, then=then)

    def _ask(self) -> None:
        question = self.asking.question(self._territory)
        if self._asked is not None and question.type_id != self._asked.type_id:
            self._asked = question
            self._read_target()
            return
        self._show_for(question)

    def _show_for(self, question: Question) -> None:
        if not self.asking.indicator.count():
            return
        self._asked = question
        on, palette, words = (
            self.around.now().date(), palette_of(theme.current()), language.current(),
        )  # fmt: skip
        self.jobs.read(
            lambda work: read_shown(work, question, on=on, palette=palette, language=words),
            then=self._show,
            failed=self.banner.show_problem,
        )

    def _show(self, shown: Shown) -> None:
        if shown.question != self._asked:
            return  # another question was asked meanwhile
        self.shown = shown
        self.values.show_values(shown)
        self.map.show_chart(shown.map)
        self.bars.show_chart(shown.bars)
        self.years.show_chart(shown.years)
        self.tabs.setTabEnabled(2, shown.years is not None)
        self.tabs.setTabToolTip(
            2, "" if shown.years else self.tr("Ainda só se conhece um ano deste indicador.")
        )
        words = language.current()
        source = self.tr("Fonte: {source}.").format(source=shown.indicator.source_text(words))
        people = shown.measures[-1].people or shown.measures[0].people
        if people is not None:
            source += " " + self.tr("População: {source}, {year}.").format(
                source=people.source, year=people.year
            )
        elif shown.indicator.kind == "rate":
            source += " " + self.tr("Falta a população destas idades: importe-a.")
        self.definition.setText(f"{shown.indicator.definition(words)} {source}")

    # -- choosing ----------------------------------------------------------------------------

    def _stand_on(self, territory: str) -> None:
        if territory != self._territory:
            self._territory = territory
            self._ask()

    def _pressed(self, x: float, y: float) -> None:
        from core.monitor.charts.choropleth import municipality_at

        if self.map.chart is not None:
            self.values.stand_on(municipality_at(x, y, width=self.map.chart.width) or AMP)

    def _remember_target(self, type_id: str, ages: Ages) -> None:
        if not type_id:
            return

        def write(work: Work) -> None:
            from core.monitor import set_target_group

            set_target_group(work, type_id=type_id, ages=ages)

        self.jobs.write(write)

    # -- in and out --------------------------------------------------------------------------

    def _diagnose(self) -> None:
        DiagnosisDialog(self.around, self._territory, parent=self).open()

    def _choose_file(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("População ou indicadores"),
            _documents(),
            self.tr("Folhas de cálculo (*.xlsx *.xlsm *.xls *.ods *.csv)"),
        )
        if not path:
            return
        store = self.jobs.store

        def take(_step: Step) -> tuple[SeriesFile, int]:
            from core.monitor import read_series, take_series

            file = read_series(Path(path))
            return file, store.write_now(lambda work: take_series(work, file=file))

        self.jobs.run(take, then=self._taken, failed=self.banner.show_problem, must=True)

    def _taken(self, result: tuple[SeriesFile, int]) -> None:
        file, changed = result
        self.banner.say(
            Sentence(
                self.tr("«{name}» foi importado.").format(name=file.name),
                self.tr("{rows} linhas; {changed} novas ou diferentes.").format(
                    rows=len(file.rows), changed=changed
                ),
                "",
            ),
            kind="good",
        )

    def _save_picture(self) -> None:
        shown, at = self.shown, self.tabs.currentIndex()
        if shown is None:
            return
        path, kind = QFileDialog.getSaveFileName(
            self,
            self.tr("Guardar a imagem"),
            str(Path(_documents()) / f"{shown.title.replace('/', '-')}.svg"),
            "SVG (*.svg);;PNG (*.png);;PDF (*.pdf)",
        )
        if not path:
            return
        to = Path(path)
        if to.suffix.lower().lstrip(".") not in _KINDS:
            to = to.with_name(f"{to.name}.{(kind or 'SVG')[:3].lower()}")
        words = language.current()
        chosen = "" if shown.question.territory == AMP else shown.question.territory

        def write(_step: Step) -> Path:
            from core.monitor.charts import LIGHT
            from core.reports.diagnosis.pdf import write_picture

            charts = draw(
                shown.indicator, shown.measures, shown.points, title=shown.title, chosen=chosen,
                palette=LIGHT, language=words,
            )  # fmt: skip
            write_picture(charts[at] or charts[0], to)
            return to

        self.jobs.run(write, then=self._written, failed=self._not_written)

    def _written(self, path: Path) -> None:
        self.banner.say(
            Sentence(self.tr("A imagem está em «{name}».").format(name=path.name), "", ""),
            kind="good",
        )

    def _not_written(self, problem: BaseException) -> None:
        if not isinstance(problem, OSError):
            self.banner.show_problem(problem)
            return
        self.banner.say(
            Sentence(
                self.tr("Não foi possível guardar a imagem."),
                self.tr("Nada foi alterado."),
                self.tr("Veja se a pasta existe e se há espaço, e tente de novo."),
            )
        )


def _documents() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)

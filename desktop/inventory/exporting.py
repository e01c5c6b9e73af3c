"""The inventory goes out: workbook, CSV, map points, HSDS, or back into an office's own file."""

from __future__ import annotations

from datetime import UTC
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from core.problem import Sentence
from desktop.kit.jobs import Step
from desktop.kit.place import Surroundings

if TYPE_CHECKING:
    from core.store import Work

KINDS = ("official", "csv", "geojson", "hsds30", "hsds31", "hsds_tables", "fill_back")
_ENDINGS = {
    "official": ".xlsx", "csv": ".csv", "geojson": ".geojson", "hsds30": ".json",
    "hsds31": ".json",
}  # fmt: skip


class Exporting(QObject):
    """`done` carries what to say; `failed` what went wrong."""

    done = Signal(object)
    failed = Signal(object)

    def __init__(self, around: Surroundings, *, parent: QWidget) -> None:
        super().__init__(parent)
        self._around, self._window = around, parent

    def words(self, key: str) -> str:
        """The name of a kind in the menu."""
        return {
            "official": self.tr("Livro Excel com listas de validação…"),
            "csv": self.tr("CSV…"),
            "geojson": self.tr("Pontos no mapa (GeoJSON)…"),
            "hsds30": self.tr("Open Referral HSDS 3.0 (JSON)…"),
            "hsds31": self.tr("Open Referral HSDS 3.1 (JSON)…"),
            "hsds_tables": self.tr("Open Referral HSDS (pasta de CSV)…"),
            "fill_back": self.tr("Preencher um livro do município…"),
        }[key]

    def ask(self, key: str) -> None:
        """Ask where, and write."""
        if key == "fill_back":
            self._fill_back()
            return
        documents = QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        if key == "hsds_tables":
            chosen = QFileDialog.getExistingDirectory(
                self._window, self.tr("Pasta de destino"), documents
            )
            if chosen:
                folder = Path(chosen) / f"hsds-{self._around.now():%Y-%m-%d}"
                self._write(key, folder)
            return
        ending = _ENDINGS[key]
        name = f"{self.tr('Inventário')} {self._around.now():%Y-%m-%d}{ending}"
        path, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("Exportar o inventário"), str(Path(documents) / name),
            f"*{ending}",
        )  # fmt: skip
        if path:
            to = Path(path) if path.lower().endswith(ending) else Path(path + ending)
            self._write(key, to)

    def _write(self, key: str, to: Path) -> None:
        store, at = self._around.jobs.store, self._around.now().astimezone(UTC)

        def verb(work: Work, beside: Path) -> int:
            from core.inventory.hsds import write_hsds, write_hsds_tables
            from core.inventory.workbooks import write_csv, write_geojson, write_official

            writers: dict[str, Any] = {
                "official": partial(write_official, at=at),
                "csv": write_csv,
                "geojson": write_geojson,
                "hsds30": partial(write_hsds, version="3.0"),
                "hsds31": partial(write_hsds, version="3.1"),
                "hsds_tables": partial(write_hsds_tables, version="3.0"),
            }
            many: int = writers[key](work, to=beside)
            return many

        def write(_step: Step) -> tuple[Path, int]:
            if key == "hsds_tables":
                return to, store.read(lambda work: verb(work, to))
            beside = to.with_name(f".{to.stem}.novo{to.suffix}")
            try:
                many = store.read(lambda work: verb(work, beside))
                beside.replace(to)
            finally:
                beside.unlink(missing_ok=True)
            return to, many

        self._around.jobs.run(write, then=self._written, failed=self.failed.emit)

    def _fill_back(self) -> None:
        source, _ = QFileDialog.getOpenFileName(
            self._window,
            self.tr("O livro do município, como ele o tem"),
            "",
            self.tr("Folhas de cálculo (*.xlsx *.xlsm *.xls *.ods *.csv)"),
        )
        if not source:
            return
        original = Path(source)
        ending = (
            original.suffix.lower() if original.suffix.lower() in (".xlsx", ".csv") else ".xlsx"
        )
        suggested = original.with_name(f"{original.stem} {self.tr('atualizado')}{ending}")
        path, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("Guardar o livro preenchido"), str(suggested)
        )
        if not path:
            return
        to, store = Path(path), self._around.jobs.store

        def write(_step: Step) -> tuple[Path, int]:
            from core.inventory.workbooks import fill_back, stage

            staged = stage(store, original)
            return to, store.read(lambda work: fill_back(work, staged, to))

        self._around.jobs.run(write, then=self._written, failed=self.failed.emit)

    def _written(self, result: tuple[Path, int]) -> None:
        path, many = result
        self.done.emit(
            Sentence(
                self.tr("«{name}» está escrito.").format(name=path.name),
                self.tr("{count} linhas.").format(count=many),
                "",
            )
        )

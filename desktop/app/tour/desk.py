"""The tour at the desk: review, finding, finalising, signing, taking home."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QWidget

from desktop.app.tour.answers import LAST_ANSWER
from desktop.app.tour.person import Person

if TYPE_CHECKING:
    from desktop.review.place import ReviewPlace


class AtTheDesk(Person):
    """Steps 6 and 7 of the visit, and a look around afterwards."""

    def review(self) -> None:
        """Answer → moment, moment → answer, a finding, finalise, sign for both parties."""
        hand = self.hand
        assert self.visit_id is not None
        self.window.actions_.do("review", self.visit_id)
        place = self._review()
        hand.until(lambda: place.review is not None, what="review")
        hand.until(lambda: not place.view.image.isNull(), what="picture of the recording")
        moments = [given for given in self.given if given.moment_us is not None]
        wanted = next(given for given in moments if given.name == "q9_4")
        self._click_answer(place, wanted.key)
        assert wanted.moment_us is not None
        target = wanted.moment_us
        hand.until(lambda: abs(place.player.moment_us - target) < 40_000, what="jump to the moment")
        hand.pause(300)
        hand.picture("revisao-do-registo-ao-momento")
        first = moments[0]
        hand.click(place.timeline, place.timeline.pin_position(first.key))
        hand.until(
            lambda: (item := place.answers.current_item()) is not None and item.key == first.key,
            what="from the timeline to the answer",
        )
        hand.pause(300)
        hand.picture("revisao-do-momento-ao-registo")
        self._finding(place, wanted.key)
        self._finalise(place)
        self._sign(place, name="Maria João Teixeira", role="Técnica", institution=False)
        self._sign(place, name="Helena Matos", role="Diretora técnica", institution=True)
        hand.picture("assinaturas")

    def take_home(self) -> None:
        """Everything in one folder."""
        hand = self.hand
        place = self._review()
        hand.click(place.home_button)
        folder = hand.find(QLineEdit, "take_home_folder")
        folder.clear()
        hand.type(folder, str(self.out))
        dialog = folder.window()
        # Nobody's consent was recorded on the way: whoever takes the film says why.
        without = hand.find(QCheckBox, "take_home_without")
        hand.until(without.isVisible, what="question of consent")
        hand.click(without)
        hand.type(hand.find(QLineEdit, "take_home_why"), "Consentimento em papel, no processo")
        hand.press("take_home_go")
        hand.until(lambda: self._showing_banner(dialog), what="take-home folder", seconds=60)
        hand.picture("levar-para-casa")
        hand.press("take_home_close")

    def look_around(self) -> None:
        """The visit as done, *Hoje* again, inventory, its map, the Monitor, settings."""
        hand = self.hand
        hand.press("rail_today")
        hand.pause(400)
        hand.picture("hoje-depois")
        self._inventory()
        self._monitor()
        hand.press("rail_settings")
        hand.pause(400)
        hand.picture("definicoes")

    def _inventory(self) -> None:
        """A search with a slip in it finds what is meant; what it leaves shows on the map."""
        hand = self.hand
        assert self.window.shell is not None
        hand.press("rail_inventory")
        place: Any = self.window.shell.place("inventory")
        hand.until(lambda: place.model.rowCount() > 0, what="the inventory's table")
        hand.type(place.filters.search, "crehe")
        hand.until(
            lambda: (entry := place.model.entry(0)) is not None and entry.type_id == "1103",
            what="a mistyped word found",
        )
        hand.pause(400)
        hand.picture("inventario")
        place.tabs.setCurrentWidget(place.map)
        hand.until(lambda: place.map.points.points, what="points on the map")
        hand.pause(200)
        hand.picture("inventario-mapa")

    def _monitor(self) -> None:
        """An indicator on the map of the municipalities."""
        hand = self.hand
        assert self.window.shell is not None
        hand.press("rail_monitor")
        place: Any = self.window.shell.place("monitor")
        hand.until(lambda: place.shown is not None, what="the Monitor's values")
        hand.pause(300)
        hand.picture("monitor")

    def _click_answer(self, place: ReviewPlace, key: str) -> None:
        place.answers.select_key(key)
        self.hand.click(
            place.answers.viewport(),
            place.answers.visualRect(place.answers.currentIndex()).center(),
        )

    def _finding(self, place: ReviewPlace, key: str) -> None:
        hand = self.hand
        self._click_answer(place, key)
        hand.click(place.finding_button)
        form = place.findings.form
        hand.type(form.text, "Falta a planta de emergência no corredor do refeitório.")
        hand.type(form.recommendation, "Afixar a planta e dar conta à equipa.")
        hand.type(form.who, "Direção técnica")
        hand.picture("constatacao")
        hand.click(form.submit)
        hand.until(lambda: place.review and place.review.findings, what="finding saved")
        hand.pause(200)

    def _finalise(self, place: ReviewPlace) -> None:
        """Something is missing: the list says what, a click goes there; then it can be done."""
        from desktop.review.missing_dialog import MissingDialog

        hand = self.hand
        place.tabs.setCurrentIndex(0)

        def choose_missing() -> None:
            hand.until(
                lambda: isinstance(QApplication.activeModalWidget(), MissingDialog),
                what="list of what is missing",
            )
            dialog = QApplication.activeModalWidget()
            assert isinstance(dialog, MissingDialog)
            hand.picture("o-que-falta")
            first = dialog.list.visualItemRect(dialog.list.item(0)).center()
            hand.click(dialog.list.viewport(), first)

        self._while_modal(choose_missing, lambda: hand.click(place.finalise_button))
        hand.until(lambda: self._named(QWidget, "room_filling"), what="back in the check-list")
        checklist = self._checklist()
        self._answer(checklist, LAST_ANSWER)
        hand.picture("guiao-o-que-faltava")
        assert self.visit_id is not None
        self.window.actions_.do("review", self.visit_id)
        hand.until(place.isVisible, what="review again")
        hand.pause(300)
        hand.until(place.finalise_button.isEnabled, what="finalise button")
        hand.click(place.finalise_button)
        hand.until(
            lambda: place.review is not None and place.review.filling_state == "finalised",
            what="finalised check-list",
        )

    def _sign(self, place: ReviewPlace, *, name: str, role: str, institution: bool) -> None:
        from desktop.review.sign_dialog import SignDialog

        hand = self.hand
        hand.until(place.sign_button.isEnabled, what="sign button")
        before = len(place.review.signatures) if place.review else 0

        def fill() -> None:
            dialog = QApplication.activeModalWidget()
            assert isinstance(dialog, SignDialog)
            if institution:
                hand.click(dialog.institution, QPoint(10, dialog.institution.height() // 2))
            hand.type(dialog.name, name)
            hand.type(dialog.role, role)
            hand.draw(dialog.pad, scribble(dialog.pad, seed=len(name)))
            hand.picture("assinar-instituicao" if institution else "assinar-equipa")
            hand.click(dialog.accept_button)

        self._while_modal(fill, lambda: hand.click(place.sign_button))
        hand.until(
            lambda: place.review is not None and len(place.review.signatures) > before,
            what=f"signature of {name}",
        )


def scribble(pad: QWidget, *, seed: int) -> list[QPoint]:
    """Points of something like a signature."""
    from math import cos, sin

    width, middle = pad.width(), pad.height() / 2
    return [
        QPoint(
            round(width * (0.2 + 0.55 * step / 60)),
            round(middle + 30 * sin(step / (2.1 + seed % 3)) * cos(step / 9)),
        )
        for step in range(61)
    ]

"""Findings, finalising and signing in the review: what the person writes there."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QDialog, QWidget

from core.problem import Sentence
from desktop.kit.place import Surroundings
from desktop.review import records
from desktop.review.layout import ReviewLayout
from desktop.review.missing_dialog import MissingDialog
from desktop.review.records import Missing, Review
from desktop.review.sign_dialog import SignDialog, SignedBy
from desktop.review.writing import finding_verb, note_verb, signature_verb


class ReviewFinishing(ReviewLayout):
    """The review's part that writes; what is shown is `place`'s."""

    def __init__(self, around: Surroundings, *, parent: QWidget | None = None) -> None:
        super().__init__(around, parent=parent)
        self._review: Review | None = None
        self._asks_signatures = False
        self.banner.closed.connect(self._signatures_said)

    def _signatures_said(self) -> None:
        self._asks_signatures = False

    def reload(self) -> None:
        """Show the same visit again, after something of it was written."""
        raise NotImplementedError

    def _refresh_buttons(self) -> None:
        raise NotImplementedError

    def _ask_filling(self, key: str) -> None:
        raise NotImplementedError

    def _save_note(self, moment_us: int, text: str) -> None:
        """A note at a moment of the recording that is the main picture; the film plays on."""
        recording_id, me = self.recording_choice.currentData(), self.around.me()
        if recording_id is not None:
            self.jobs.write(
                note_verb(
                    recording_id,
                    moment_us=moment_us,
                    text=text,
                    technician_id=me.technician.id if me is not None else None,
                ),
                then=lambda _made: self.reload(),
                failed=self.banner.show_problem,
            )

    def _open_privacy(self) -> None:
        """What is covered in the recording that is shown, its copy, and erasing it."""
        from desktop.review.privacy_dialog import PrivacyDialog

        recording_id = self.recording_choice.currentData()
        review = self._review
        shown = [one for one in review.recordings if one.id == recording_id] if review else []
        if review is None or not shown or not shown[0].segments:
            return
        self.player.pause()
        last = shown[0].segments[-1]
        dialog = PrivacyDialog(
            self.jobs,
            shown[0].id,
            visit_id=review.visit_id,
            until_us=last.start_us + last.duration_us,
            parent=self,
        )
        dialog.changed.connect(self.reload)
        if recording_id in review.kept:
            dialog.show_consents()
        dialog.open()

    def _say_who_signs(self, review: Review) -> None:
        """Once finalised, the banner says who has not signed yet, and goes when all have."""
        if not self._asks_signatures:
            return
        signed = {one.party for one in review.signatures if one.holds}
        wanting = {
            frozenset(): self.tr("Falta assinar: pela equipa e pela instituição."),
            frozenset({"team"}): self.tr("Falta assinar: pela instituição."),
            frozenset({"institution"}): self.tr("Falta assinar: pela equipa."),
        }.get(frozenset(signed))
        if wanting is None or review.filling_state == "draft":
            self._asks_signatures = False
            self.banner.clear()
            return
        self.banner.say(
            Sentence(
                happened=self.tr("O guião está finalizado."),
                kept=self.tr("Os registos já não mudam."),
                todo=wanting,
            ),
            kind="good",
        )

    # -- findings, finalising, signing -----------------------------------------------------

    def _begin_finding(self) -> None:
        self.findings.form.begin(self.answers.current_item())
        self.tabs.setCurrentIndex(1)
        self.findings.form.text.setFocus()

    def _save_finding(
        self, classification: str, text: str, advice: str, who: str, due: date | None
    ) -> None:
        review = self._review
        if review is None:
            return
        me = self.around.me()
        verb = finding_verb(
            review,
            answer=self.findings.form.answer,
            classification=classification,
            text=text,
            advice=advice,
            who=who,
            due=due,
            at=self.around.now(),
            technician_id=me.technician.id if me is not None else None,
        )

        def saved(_result: object) -> None:
            self.findings.form.clear()
            self.reload()

        self.jobs.write(verb, then=saved, failed=self.banner.show_problem)

    def _finalise(self) -> None:
        review = self._review
        if review is None or review.filling_id is None:
            return
        store, filling_id, at = self.jobs.store, review.filling_id, self.around.now()
        self.finalise_button.setEnabled(False)
        self.jobs.run(
            lambda _step: records.finalise(store, filling_id, at=at),
            then=self._finalised,
            failed=self._finalise_failed,
        )

    def _finalise_failed(self, problem: BaseException) -> None:
        self.banner.show_problem(problem)
        self._refresh_buttons()

    def _finalised(self, missing: tuple[Missing, ...]) -> None:
        assert self._review is not None
        if not missing:
            self._asks_signatures = True
            self.reload()
            return
        self._refresh_buttons()
        dialog = MissingDialog(missing, parent=self)
        if dialog.exec() == QDialog.DialogCode.Accepted and dialog.key:
            self._ask_filling(dialog.key)

    def _sign(self) -> None:
        if self._review is None or self._review.filling_id is None:
            return
        dialog = SignDialog(
            statement=self.tr(
                "Declaro que estive na visita «{0}» e que os registos finalizados correspondem "
                "ao que foi observado. A instituição recebe uma cópia."
            ).format(self._review.title),
            parent=self,
        )
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._save_signature(dialog.signed())

    def _save_signature(self, signed: SignedBy) -> None:
        review = self._review
        if review is None or review.filling_id is None:
            return
        store = self.jobs.store
        verb = signature_verb(
            store, filling_id=review.filling_id, signed=signed, at=self.around.now()
        )

        def saved(_result: object) -> None:
            self.tabs.setCurrentIndex(2)
            self.reload()

        self.jobs.write(verb, then=saved, failed=self.banner.show_problem)

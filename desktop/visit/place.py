"""Visitas: the list, one visit, planning one, and the check-lists, each a page of one place."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QStackedWidget, QWidget

from core.problem import Sentence
from desktop.kit.jobs import Refresh
from desktop.kit.place import Place, Surroundings
from desktop.visit.aside_page import AsidePage
from desktop.visit.checklists_page import ChecklistsPage
from desktop.visit.detail_page import DetailPage
from desktop.visit.list_page import ListPage
from desktop.visit.plan_page import PlanPage
from desktop.visit.submission_page import SubmissionPage
from desktop.visit.version_page import VersionPage

ENTITIES = frozenset(
    {
        "visit",
        "visit_member",
        "section_assignment",
        "filling",
        "answer",
        "consent",
        "export_decision",
        "finding",
        "signature",
        "recording",
        "checklist_version",
        "technician",
        "aside_answer",
    }
)


class VisitPlace(Place):
    """`enter` takes nothing (the list), a visit's id, "plan" or "checklists".

    Or ("version", visit id): going over to a newer check-list; ("aside", visit id): what that left;
    ("submission", path): a submission's file, to look at.
    """

    def __init__(self, around: Surroundings, *, parent: QWidget | None = None) -> None:
        super().__init__(around, parent=parent)
        self.stack = QStackedWidget()
        self.frame.addWidget(self.stack)
        self.list = ListPage(around)
        self.detail = DetailPage(around)
        self.planning = PlanPage(around)
        self.checklists = ChecklistsPage(around)
        self.version = VersionPage(around)
        self.aside = AsidePage(around)
        self.submission = SubmissionPage(around)
        for page in (self.list, self.detail, self.planning, self.checklists, self.submission):
            self.stack.addWidget(page)
        for over in (self.version, self.aside):
            self.stack.addWidget(over)
            over.back.connect(self.open_visit)
            over.done.connect(self._said_at_visit)
            over.aside_wanted.connect(lambda visit: self.open_visit.emit(("aside", visit)))
        self.detail.versions.wanted.connect(lambda visit: self.open_visit.emit(("version", visit)))
        self.detail.versions.aside_wanted.connect(self.version.aside_wanted)
        self.aside.open_filling.connect(self.open_filling)

        self.list.opened.connect(self.open_visit)
        self.list.plan.connect(lambda: self.open_visit.emit("plan"))
        self.list.checklists.connect(lambda: self.open_visit.emit("checklists"))
        self.detail.back.connect(lambda: self.open_visit.emit(None))
        self.detail.open_filling.connect(self.open_filling)
        self.detail.open_review.connect(self.open_review)
        self.detail.open_entry.connect(self.open_entry)
        self.detail.take_home.connect(lambda visit: self.command.emit("take_home", visit))
        self.planning.back.connect(lambda: self.open_visit.emit(None))
        self.planning.planned.connect(self.open_visit)
        self.planning.install.connect(lambda: self.open_visit.emit("checklists"))
        self.checklists.edit.connect(lambda wanted: self.command.emit("editor", wanted))
        self.checklists.submission.connect(lambda path: self.open_visit.emit(("submission", path)))
        self.submission.back.connect(lambda: self.open_visit.emit("checklists"))
        self.checklists.back.connect(lambda: self.open_visit.emit(None))
        Refresh(self.jobs, ENTITIES, self._again, parent=self)

    def enter(self, argument: object = None) -> None:
        """Show the page that was asked for."""
        if isinstance(argument, UUID):
            self.detail.show_visit(argument)
            self.stack.setCurrentWidget(self.detail)
        elif isinstance(argument, tuple) and argument[0] == "version":
            self.version.start(argument[1])
            self.stack.setCurrentWidget(self.version)
        elif isinstance(argument, tuple) and argument[0] == "aside":
            self.aside.show_visit(argument[1])
            self.stack.setCurrentWidget(self.aside)
        elif isinstance(argument, tuple) and argument[0] == "submission":
            self.submission.show_file(argument[1])
            self.stack.setCurrentWidget(self.submission)
        elif argument == "plan":
            self.planning.start()
            self.stack.setCurrentWidget(self.planning)
        elif argument == "checklists":
            self.checklists.load()
            self.stack.setCurrentWidget(self.checklists)
        else:
            self.list.load()
            self.stack.setCurrentWidget(self.list)

    def _said_at_visit(self, visit: UUID, sentence: Sentence) -> None:
        """Back at the visit, where it is said what was done."""
        self.open_visit.emit(visit)
        self.detail.banner.say(sentence, kind="good")

    def _again(self) -> None:
        page = self.stack.currentWidget()
        if page is self.list:
            self.list.load()
        elif page is self.detail:
            self.detail.reload()
        elif page is self.checklists:
            self.checklists.load()
        elif page is self.aside:
            self.aside.reload()

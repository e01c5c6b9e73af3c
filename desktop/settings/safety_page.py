"""What protects the data: passphrase, the system's keyring, a new recovery key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from core.problem import Sentence
from desktop.kit import look, strength, theme
from desktop.kit.jobs import Step
from desktop.kit.place import Surroundings
from desktop.kit.widgets import Banner, Card, Page, SectionTitle


class SafetyPage(Page):
    """Each change runs in the pool: stretching a passphrase takes a moment by design."""

    def __init__(self, around: Surroundings, *, parent: QWidget | None = None) -> None:
        super().__init__(widest=640, parent=parent)
        self._around = around
        self.banner = Banner()
        self.column.addWidget(self.banner)
        if around.sample:
            self.column.addWidget(
                look.text(
                    self.tr(
                        "O exemplo só tem dados fictícios e abre sem palavra-passe. No seu espaço "
                        "de trabalho, aqui muda a palavra-passe e as outras formas de entrar."
                    ),
                    kind="soft",
                    wrap=True,
                )
            )
            self.column.addStretch(1)
            return
        self.column.addWidget(SectionTitle(self.tr("Palavra-passe")))
        form = look.form()
        self.old, self.new, self.again = QLineEdit(), QLineEdit(), QLineEdit()
        for field, words, name in (
            (self.old, self.tr("A de agora"), "safety_old"),
            (self.new, self.tr("A nova"), "safety_new"),
            (self.again, self.tr("A nova, outra vez"), "safety_again"),
        ):
            field.setEchoMode(QLineEdit.EchoMode.Password)
            look.row(form, words, field, name=name)
        self.column.addLayout(form)
        self.weak = look.text(
            self.tr("Use pelo menos quatro palavras ou doze caracteres variados."),
            kind="warning",
            wrap=True,
        )
        self.weak.hide()
        self.column.addWidget(self.weak)
        self.change = look.button(self.tr("Mudar a palavra-passe"), icon="lock")
        self.change.setObjectName("safety_change")
        self.change.clicked.connect(self._change)
        self.change.setEnabled(False)
        for field in (self.old, self.new, self.again):
            field.textChanged.connect(self._look)
        self.column.addWidget(self.change, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addSpacing(theme.px(10))
        self.column.addWidget(SectionTitle(self.tr("Chave do sistema")))
        self.column.addWidget(
            look.text(
                self.tr("O Terreno abre sem escrever a palavra-passe, só nesta conta."),
                kind="soft",
                wrap=True,
            )
        )
        add = look.button(self.tr("Guardar na chave do sistema"), icon="key", name="safety_keyring")
        add.clicked.connect(
            lambda: self._do(
                lambda store: store.add_keyring(),
                self.tr("Da próxima vez abre sem escrever."),
            )
        )
        forget = look.button(self.tr("Deixar de usar"), kind="quiet", name="safety_forget")
        forget.clicked.connect(
            lambda: self._do(
                lambda store: store.remove_keyring(),
                self.tr("Da próxima vez pede a palavra-passe."),
            )
        )
        self.column.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(forget, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addSpacing(theme.px(10))
        self.column.addWidget(SectionTitle(self.tr("Chave de recuperação")))
        self.column.addWidget(
            look.text(
                self.tr("Se perdeu a folha, faça uma nova; a antiga deixa de servir."),
                kind="soft",
                wrap=True,
            )
        )
        fresh = look.button(self.tr("Fazer uma chave nova"), icon="key", name="safety_recovery")
        fresh.clicked.connect(
            lambda: self._around.jobs.run(
                lambda _step: self._around.jobs.store.new_recovery_key().text,
                then=self._show_key,
                failed=self.banner.show_problem,
            )
        )
        self.column.addWidget(fresh, 0, Qt.AlignmentFlag.AlignLeft)
        self.key_card = Card(kind="sunken")
        self.key = look.text("", kind="heading", wrap=True)
        self.key.setObjectName("safety_key")
        self.key.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.key_card.column.addWidget(self.key)
        self.key_card.hide()
        self.column.addWidget(self.key_card)
        self.column.addStretch(1)

    def _look(self) -> None:
        same = self.new.text() == self.again.text()
        look.set_mark(self.again, "invalid", not same and bool(self.again.text()))
        strong = strength.score(self.new.text()) >= strength.ENOUGH
        self.weak.setVisible(bool(self.new.text()) and not strong)
        self.change.setEnabled(bool(self.old.text()) and strong and same)

    def _change(self) -> None:
        old, new = self.old.text(), self.new.text()

        def change(store: Any) -> None:
            from core.store import Passphrase

            store.change_passphrase(Passphrase(old), Passphrase(new))

        for field in (self.old, self.new, self.again):
            field.clear()
        self._do(change, self.tr("A palavra-passe mudou."))

    def _do(self, task: Callable[[Any], None], words: str) -> None:
        store = self._around.jobs.store

        def run(_step: Step) -> None:
            task(store)

        self._around.jobs.run(
            run,
            then=lambda _none: self.banner.say(Sentence(words, "", ""), kind="good"),
            failed=self.banner.show_problem,
        )

    def _show_key(self, key: str) -> None:
        self.key.setText(key)
        self.key.setAccessibleName(key)
        self.key_card.show()
        self.banner.say(
            Sentence(
                self.tr("Esta é a nova chave de recuperação."),
                self.tr("É mostrada só agora."),
                self.tr("Escreva-a ou copie-a para um sítio seguro, fora deste computador."),
            ),
            kind="warning",
        )

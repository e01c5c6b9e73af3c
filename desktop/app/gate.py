"""The pages before a store is open: welcome, create, recovery key, unlock, other ways in."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.app.gate_page import GatePage
from desktop.kit import icons, look, strength, theme
from desktop.kit.widgets import CardButton


class WelcomePage(GatePage):
    """First start: the three ways to begin."""

    sample = Signal()
    create_mine = Signal()
    restore = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        mark = QLabel()
        icons.put_label(mark, "location", role="accent_ink", size=44)
        self.column.addWidget(mark)
        self.start(
            self.tr("Bem-vindo ao Terreno"),
            self.tr(
                "Visitas, guiões e vídeo no terreno, sem rede. Tudo fica neste computador, "
                "cifrado, até decidir levá-lo consigo."
            ),
        )
        for name, icon, title, words, signal in (
            (
                "welcome_sample",
                "sample",
                self.tr("Abrir o exemplo"),
                self.tr(
                    "Um centro de dia fictício, com equipa, guião e vídeo, para experimentar e "
                    "para formação. Não pede palavra-passe."
                ),
                self.sample,
            ),
            (
                "welcome_create",
                "plus",
                self.tr("Criar o meu espaço de trabalho"),
                self.tr("Para visitas a sério: protegido por uma palavra-passe que só você tem."),
                self.create_mine,
            ),
            (
                "welcome_restore",
                "backup",
                self.tr("Restaurar uma cópia ou usar a chave de recuperação"),
                self.tr("Se mudou de computador ou se esqueceu da palavra-passe."),
                self.restore,
            ),
        ):
            card = CardButton(title, words, icon=icon, name=name)
            card.clicked.connect(signal)
            self.column.addWidget(card)


class SecretField(QWidget):
    """A passphrase field with an eye to look at what was typed."""

    def __init__(self, *, name: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = look.spaced(QHBoxLayout(self), gap=6)
        self.edit = QLineEdit()
        self.edit.setObjectName(name)
        self.edit.setAccessibleName(label)
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        row.addWidget(self.edit, 1)
        eye = QToolButton()
        eye.setProperty("kind", "quiet")
        eye.setCheckable(True)
        eye.setAccessibleName(self.tr("Mostrar {label}").format(label=label.lower()))
        eye.setToolTip(self.tr("Mostrar o que escreveu"))
        icons.put(eye, "eye", size=18)
        eye.toggled.connect(
            lambda on: self.edit.setEchoMode(
                QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password
            )
        )
        row.addWidget(eye)
        self.setFocusProxy(self.edit)

    def text(self) -> str:
        """What was typed."""
        return self.edit.text()


class CreatePage(GatePage):
    """Create a store in one step: who I am, a passphrase twice, and what it means."""

    back = Signal()
    wanted = Signal(str, str, str, bool)  # passphrase, name, municipality, keyring

    def __init__(
        self,
        municipalities: list[tuple[str, str]],
        *,
        keyring_there: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        back = look.button(self.tr("Voltar"), kind="link", icon="arrow-left", name="create_back")
        back.clicked.connect(self.back)
        self.column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        self.start(
            self.tr("Criar o meu espaço de trabalho"),
            self.tr(
                "A palavra-passe cifra tudo o que registar neste computador. Ninguém a pode "
                "repor por si: no passo seguinte recebe uma chave de recuperação para guardar."
            ),
        )
        form = look.form()
        self.name = QLineEdit()
        look.row(form, self.tr("O seu nome"), self.name, name="create_name")
        self.municipality = QComboBox()
        self.municipality.addItem(self.tr("Escolha o município"), "")
        for dico, label in municipalities:
            self.municipality.addItem(label, dico)
        look.row(form, self.tr("Município"), self.municipality, name="create_municipality")
        self.first = SecretField(name="create_passphrase", label=self.tr("Palavra-passe"))
        look.row(form, self.tr("Palavra-passe"), self.first)
        self.second = SecretField(name="create_again", label=self.tr("Palavra-passe, outra vez"))
        look.row(form, self.tr("Outra vez"), self.second)
        self.column.addLayout(form)
        meter = look.spaced(QHBoxLayout(), gap=10)
        self.bar = QProgressBar()
        self.bar.setRange(0, 100)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(theme.px(160))
        self.bar.setAccessibleName(self.tr("Força da palavra-passe"))
        self.verdict = look.text("", kind="soft", wrap=True)
        meter.addWidget(self.bar)
        meter.addWidget(self.verdict, 1)
        self.column.addLayout(meter)
        self.keyring = QCheckBox(self.tr("Guardar também na chave do sistema (abre sem escrever)"))
        self.keyring.setObjectName("create_keyring")
        self.keyring.setVisible(keyring_there)
        self.column.addWidget(self.keyring)
        self.finish = look.button(
            self.tr("Criar"), kind="primary", icon="lock", name="create_finish"
        )
        self.finish.clicked.connect(self._create)
        self.column.addWidget(self.finish, 0, Qt.AlignmentFlag.AlignLeft)
        for field in (self.name, self.first.edit, self.second.edit):
            field.textChanged.connect(self._look)
            field.returnPressed.connect(self._create)
        self.municipality.currentIndexChanged.connect(self._look)
        self._look()

    def missing(self) -> str:
        """The first thing that still lacks; "" when all is there."""
        if not self.name.text().strip():
            return self.tr("Falta o seu nome.")
        if not self.municipality.currentData():
            return self.tr("Falta o município.")
        if strength.score(self.first.text()) < strength.ENOUGH:
            return self.tr("Use pelo menos quatro palavras ou doze caracteres variados.")
        if self.first.text() != self.second.text():
            return self.tr("As duas palavras-passe ainda não são iguais.")
        return ""

    def _look(self) -> None:
        score = strength.score(self.first.text())
        self.bar.setValue(score)
        missing = self.missing()
        words = self.tr("Palavra-passe fraca.") if score < strength.ENOUGH else ""
        if score >= strength.ENOUGH:
            words = self.tr("Palavra-passe boa.") if score < 85 else self.tr("Muito boa.")
        self.verdict.setText(f"{words if self.first.text() else ''} {missing}".strip())
        self.finish.setEnabled(not missing)

    def _create(self) -> None:
        if not self.missing():
            self.wanted.emit(
                self.first.text(),
                self.name.text().strip(),
                str(self.municipality.currentData()),
                self.keyring.isChecked(),
            )


class RecoveryPage(GatePage):
    """The recovery key, shown once: copy, print to PDF, save; then «já guardei»."""

    copied = Signal()
    pdf = Signal()
    save = Signal()
    kept = Signal()

    def __init__(
        self, key: str, *, warning: BaseException | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self.key = key
        if warning is not None:
            self.banner.show_problem(warning)
        self.start(
            self.tr("Guarde a chave de recuperação"),
            self.tr(
                "Se esquecer a palavra-passe, só esta chave abre os seus dados. É mostrada agora "
                "e não volta a ser. Guarde-a fora deste computador."
            ),
        )
        frame = QFrame()
        frame.setProperty("kind", "sunken")
        inside = look.spaced(QVBoxLayout(frame), margin=18)
        label = look.text(key, kind="heading", wrap=True)
        label.setObjectName("recovery_key")
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        label.setAccessibleName(self.tr("Chave de recuperação"))
        inside.addWidget(label)
        self.column.addWidget(frame)
        row = look.spaced(QHBoxLayout(), gap=8)
        for words, icon, name, signal in (
            (self.tr("Copiar"), "copy", "recovery_copy", self.copied),
            (self.tr("Guardar em PDF para imprimir"), "pdf", "recovery_pdf", self.pdf),
            (self.tr("Guardar num ficheiro"), "download", "recovery_save", self.save),
        ):
            made = look.button(words, icon=icon, name=name)
            made.clicked.connect(signal)
            row.addWidget(made)
        row.addStretch(1)
        self.column.addLayout(row)
        self.sure = QCheckBox(self.tr("Já guardei a chave num sítio seguro"))
        self.sure.setObjectName("recovery_sure")
        self.column.addWidget(self.sure)
        done = look.button(self.tr("Já guardei, começar"), kind="primary", name="recovery_done")
        done.setEnabled(False)
        self.sure.toggled.connect(done.setEnabled)
        done.clicked.connect(self.kept)
        self.column.addWidget(done, 0, Qt.AlignmentFlag.AlignLeft)


class UnlockPage(GatePage):
    """Next starts: one field."""

    wanted = Signal(str)
    sample = Signal()
    restore = Signal()

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        hello = (
            self.tr("Olá, {name}").format(name=name.split(maxsplit=1)[0])
            if name
            else self.tr("Olá")
        )
        self.start(hello, self.tr("Escreva a palavra-passe para abrir o seu espaço de trabalho."))
        self.field = SecretField(name="unlock_passphrase", label=self.tr("Palavra-passe"))
        self.column.addWidget(self.field)
        row = look.spaced(QHBoxLayout(), gap=8)
        self.open = look.button(self.tr("Abrir"), kind="primary", icon="unlock", name="unlock_open")
        self.open.clicked.connect(self._open)
        self.field.edit.returnPressed.connect(self._open)
        row.addWidget(self.open)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addSpacing(theme.px(10))
        for words, target, signal in (
            (self.tr("Esqueci-me da palavra-passe"), "unlock_restore", self.restore),
            (self.tr("Abrir o exemplo em vez deste"), "unlock_sample", self.sample),
        ):
            link = look.button(words, kind="link", name=target)
            link.clicked.connect(signal)
            self.column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.field.edit)

    def _open(self) -> None:
        if self.field.text():
            self.wanted.emit(self.field.text())


class RestorePage(GatePage):
    """Other ways in: the recovery key, or a backup folder or file with a passphrase or that key."""

    back = Signal()
    recover = Signal(str)
    choose_backup = Signal()
    restore = Signal(str, str)  # backup path, passphrase or recovery key

    def __init__(self, *, here: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        back = look.button(self.tr("Voltar"), kind="link", icon="arrow-left", name="restore_back")
        back.clicked.connect(self.back)
        self.column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        self.start(
            self.tr("Voltar a entrar"),
            self.tr("Com a chave de recuperação, ou a partir de uma cópia."),
        )
        if here:
            self.column.addWidget(
                look.text(self.tr("Chave de recuperação deste computador"), kind="heading")
            )
            self.key = QLineEdit()
            self.key.setObjectName("restore_key")
            self.key.setAccessibleName(self.tr("Chave de recuperação"))
            self.column.addWidget(self.key)
            use = look.button(
                self.tr("Abrir com a chave"), kind="primary", icon="key", name="restore_use_key"
            )
            use.clicked.connect(lambda: self.recover.emit(self.key.text().strip()))
            self.column.addWidget(use, 0, Qt.AlignmentFlag.AlignLeft)
            self.column.addSpacing(theme.px(14))
        self.column.addWidget(look.text(self.tr("Cópia de segurança"), kind="heading"))
        self.column.addWidget(
            look.text(
                self.tr(
                    "Escolha a cópia: um ficheiro .db, ou o «copia.json» da pasta de uma cópia de "
                    "tudo. Nada do que está neste computador é apagado: o espaço de "
                    "trabalho que já exista fica guardado ao lado, com a data no nome."
                ),
                kind="soft",
                wrap=True,
            )
        )
        row = look.spaced(QHBoxLayout(), gap=8)
        self.path = QLineEdit()
        self.path.setReadOnly(True)
        self.path.setObjectName("restore_path")
        self.path.setAccessibleName(self.tr("Cópia escolhida"))
        self.path.setPlaceholderText(self.tr("Nenhuma cópia escolhida"))
        row.addWidget(self.path, 1)
        choose = look.button(self.tr("Escolher…"), icon="folder", name="restore_choose")
        choose.clicked.connect(self.choose_backup)
        row.addWidget(choose)
        self.column.addLayout(row)
        self.secret = SecretField(
            name="restore_secret", label=self.tr("Palavra-passe ou chave de recuperação da cópia")
        )
        form = look.form()
        look.row(form, self.tr("Palavra-passe ou chave"), self.secret)
        self.column.addLayout(form)
        go = look.button(self.tr("Restaurar"), kind="primary", icon="backup", name="restore_go")
        go.clicked.connect(
            lambda: (
                self.restore.emit(self.path.text(), self.secret.text())
                if self.path.text() and self.secret.text()
                else None
            )
        )
        self.column.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)


class BusyPage(GatePage):
    """While a store is being opened or made."""

    def __init__(self, words: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.column.addSpacing(theme.px(80))
        self.words = look.text(words, kind="heading", wrap=True)
        self.column.addWidget(self.words)
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(words)
        self.column.addWidget(bar)

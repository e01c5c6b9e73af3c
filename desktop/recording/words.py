"""What happens while recording, said for a person: what happened, what is kept, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from core.problem import Sentence
from core.video import events
from desktop.kit import formats, sentences
from desktop.recording.states import DeskState

if TYPE_CHECKING:
    from core.video.sealing_lane import NotSealed
    from core.video.timeline import AlignedBy
    from desktop.recording.desk import RecordingDesk

translate = QCoreApplication.translate


def sentence_of(event: events.RecorderEvent) -> tuple[Sentence, str] | None:
    """The sentence and its kind (danger, warning, info, good); None for what needs no words."""
    match event:
        case events.SourceGone():
            return (
                Sentence(
                    translate("Recording", "A câmara deixou de dar imagem."),
                    translate(
                        "Recording", "O que foi gravado está guardado e o tempo continua a contar."
                    ),
                    translate(
                        "Recording", "Verifique o cabo ou a rede: a gravação retoma sozinha."
                    ),
                ),
                "danger",
            )
        case events.SourceBack(gap_us=gap):
            return (
                Sentence(
                    translate("Recording", "A câmara voltou."),
                    translate(
                        "Recording", "Ficaram {} sem imagem, assinalados na gravação."
                    ).format(formats.duration(gap)),
                    "",
                ),
                "good",
            )
        case events.DiskFull(at_us=at):
            return (
                Sentence(
                    translate("Recording", "O disco está cheio: a gravação parou."),
                    translate(
                        "Recording", "Os {} gravados estão guardados e o preenchimento continua."
                    ).format(formats.duration(at)),
                    translate("Recording", "Liberte espaço no disco e carregue em Gravar."),
                ),
                "danger",
            )
        case events.DiskLow(minutes=minutes):
            return (
                Sentence(
                    translate("Recording", "O disco tem espaço para cerca de {} minutos.").format(
                        minutes
                    ),
                    translate(
                        "Recording",
                        "A gravação continua; se o disco encher, o gravado fica guardado.",
                    ),
                    translate("Recording", "Liberte espaço quando puder."),
                ),
                "warning",
            )
        case events.SoundGone():
            return (
                Sentence(
                    translate("Recording", "O microfone foi desligado."),
                    translate("Recording", "A imagem continua a ser gravada, sem som."),
                    translate("Recording", "Ligue-o de novo e comece outra gravação para ter som."),
                ),
                "warning",
            )
        case events.EncoderSlow(step=step):
            return (
                Sentence(
                    translate("Recording", "O computador não acompanha a gravação."),
                    {
                        "faster": translate(
                            "Recording", "Nada parou: o ficheiro passa a ocupar um pouco mais."
                        ),
                        "half-rate": translate(
                            "Recording", "Nada parou: gravam-se metade das imagens por segundo."
                        ),
                        "smaller": translate(
                            "Recording", "Nada parou: a imagem passa a ser gravada mais pequena."
                        ),
                    }[step],
                    translate("Recording", "Se puder, feche outros programas."),
                ),
                "warning",
            )
        case events.Failed(problem=problem):
            return sentences.for_person(problem), "danger"
    return None


def not_sealed(event: NotSealed) -> Sentence:
    """A finished recording, or the end of it, could not be put in the store yet."""
    if event.sealed:
        kept = translate(
            "Recording",
            "O princípio da gravação já se pode rever; o resto está guardado e espera.",
        )
    else:
        kept = translate("Recording", "A gravação está guardada, mas ainda não se pode rever.")
    return Sentence(
        sentences.for_person(event.problem).happened,
        kept,
        translate("Recording", "Será arrumada da próxima vez que abrir o Terreno."),
    )


def joining_stopped() -> Sentence:
    """The person stopped the copying of clips."""
    return Sentence(
        translate("Recording", "Parou de juntar vídeos."),
        translate(
            "Recording", "Os que já tinham entrado ficam na visita; os originais não mudaram."
        ),
        translate("Recording", "Escolha-os de novo para continuar: nenhum entra duas vezes."),
    )


def not_sure(confidence: float) -> Sentence:
    """The sound of two recordings does not say where one stands in the other."""
    return Sentence(
        translate("Recording", "O som não chega para ter a certeza ({} %).").format(
            round(confidence * 100)
        ),
        translate("Recording", "O vídeo ficou onde estava na linha do tempo."),
        translate("Recording", "Escolha outra gravação, ou escreva a hora a que começa."),
    )


def aligned_by(by: AlignedBy | None, confidence: float | None = None) -> str:
    """What placed a recording on the visit's time line, in a word or two."""
    if by is None:
        return ""
    if by == "sound" and confidence is not None:
        return translate("Recording", "som ({} %)").format(round(confidence * 100))
    return {
        "hand": translate("Recording", "à mão"),
        "clock": translate("Recording", "relógio deste computador"),
        "sound": translate("Recording", "som"),
        "camera": translate("Recording", "relógio da câmara, corrigido"),
        "creation": translate("Recording", "relógio da câmara"),
        "none": translate("Recording", "ainda por acertar"),
    }[by.value]


def state_of(desk: RecordingDesk) -> tuple[str, str, str]:
    """What a camera is doing, as a chip says it: words, look, icon."""
    if desk.lost and desk.state is not DeskState.EMPTY:
        return translate("RecordingPanel", "Sem imagem"), "danger", "camera-off"
    if desk.state is DeskState.READY and desk.sealing:
        return translate("RecordingPanel", "A guardar…"), "info", "disk"
    return {
        DeskState.EMPTY: (translate("RecordingPanel", "Sem câmara"), "plain", "camera-off"),
        DeskState.OPENING: (translate("RecordingPanel", "A ligar…"), "info", "clock"),
        DeskState.READY: (translate("RecordingPanel", "Pronta"), "good", "camera"),
        DeskState.STARTING: (translate("RecordingPanel", "A começar…"), "info", "clock"),
        DeskState.RECORDING: (translate("RecordingPanel", "A gravar"), "danger", "record"),
        DeskState.PAUSED: (translate("RecordingPanel", "Em pausa"), "warning", "pause"),
        DeskState.STOPPING: (translate("RecordingPanel", "A terminar…"), "info", "clock"),
    }[desk.state]


def lost_pictures(count: int) -> str:
    """How many pictures the computer did not keep up with."""
    return translate("RecordingPanel", "{} imagens perdidas").format(count)


def of_second(sentence: Sentence) -> Sentence:
    """What happened to the second camera, so that nobody looks at the first."""
    said = sentence.happened
    return Sentence(
        translate("Recording", "Segunda câmara: {}").format(said[:1].lower() + said[1:]),
        sentence.kept,
        sentence.todo,
    )


def same_camera() -> Sentence:
    """The same camera was chosen twice."""
    return Sentence(
        translate("Recording", "Essa câmara já está a ser usada nesta visita."),
        translate("Recording", "A imagem que já tinha continua."),
        translate("Recording", "Escolha outra câmara, ou uma da rede ou do telemóvel."),
    )

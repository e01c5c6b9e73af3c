"""What happens while recording, said for a person: what happened, what is kept, what to do."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.problem import Sentence
from core.video import events
from desktop.kit import formats, sentences


def _tr(words: str) -> str:
    return QCoreApplication.translate("Recording", words)


def sentence_of(event: events.RecorderEvent) -> tuple[Sentence, str] | None:
    """The sentence and its kind (danger, warning, info, good); None for what needs no words."""
    match event:
        case events.SourceGone():
            return (
                Sentence(
                    _tr("A câmara deixou de dar imagem."),
                    _tr("O que foi gravado está guardado e o tempo continua a contar."),
                    _tr("Verifique o cabo ou a rede: a gravação retoma sozinha."),
                ),
                "danger",
            )
        case events.SourceBack(gap_us=gap):
            return (
                Sentence(
                    _tr("A câmara voltou."),
                    _tr("Ficaram {} sem imagem, assinalados na gravação.").format(
                        formats.duration(gap)
                    ),
                    "",
                ),
                "good",
            )
        case events.DiskFull(at_us=at):
            return (
                Sentence(
                    _tr("O disco está cheio: a gravação parou."),
                    _tr("Os {} gravados estão guardados e o preenchimento continua.").format(
                        formats.duration(at)
                    ),
                    _tr("Liberte espaço no disco e carregue em Gravar."),
                ),
                "danger",
            )
        case events.DiskLow(minutes=minutes):
            return (
                Sentence(
                    _tr("O disco tem espaço para cerca de {} minutos.").format(minutes),
                    _tr("A gravação continua; se o disco encher, o gravado fica guardado."),
                    _tr("Liberte espaço quando puder."),
                ),
                "warning",
            )
        case events.SoundGone():
            return (
                Sentence(
                    _tr("O microfone foi desligado."),
                    _tr("A imagem continua a ser gravada, sem som."),
                    _tr("Ligue-o de novo e comece outra gravação para ter som."),
                ),
                "warning",
            )
        case events.EncoderSlow(step=step):
            return (
                Sentence(
                    _tr("O computador não acompanha a gravação."),
                    {
                        "faster": _tr("Nada parou: o ficheiro passa a ocupar um pouco mais."),
                        "half-rate": _tr("Nada parou: gravam-se metade das imagens por segundo."),
                        "smaller": _tr("Nada parou: a imagem passa a ser gravada mais pequena."),
                    }[step],
                    _tr("Se puder, feche outros programas."),
                ),
                "warning",
            )
        case events.Failed(problem=problem):
            return sentences.for_person(problem), "danger"
    return None

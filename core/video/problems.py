"""What can go wrong with pictures and sound, said for a person."""

from __future__ import annotations

from typing import Self

from core.problem import Language, Problem, Sentence

# Why a source gave nothing: said inside the sentence, so in both languages.
_WHY: dict[str, tuple[str, str]] = {
    "closed": ("a ligação foi fechada", "the connection was closed"),
    "late": ("não respondeu a tempo", "it did not reply in time"),
    "refused": ("a ligação foi recusada", "the connection was refused"),
    "password": ("pede utilizador e palavra-passe", "it asks for user and password"),
    "no-such-address": ("o endereço não existe nessa câmara", "it has no such address"),
    "failed": ("a ligação falhou", "the connection failed"),
    "silent": ("não responde", "it does not reply"),
    "no-picture": ("sem imagem", "no picture"),
    "unplugged": ("foi desligado", "it was unplugged"),
    "missing-file": ("o ficheiro não existe", "there is no such file"),
    "no-video": ("não é um vídeo que se consiga ler", "it is not a video that can be read"),
}


class SourceProblem(Problem):
    """A problem with a source. Context: `name`, and `why` as one of the words above."""

    def sentence(self, language: Language) -> Sentence:
        """The three parts of the message, with the reason in the same language."""
        why = str(self.context["why"])
        said = _WHY.get(why, (why, why))[language == "en"]
        pattern = self.pt if language == "pt" else self.en
        name = self.context["name"]
        return Sentence(pattern.happened.format(name=name, why=said), pattern.kept, pattern.todo)


class SourceUnavailable(SourceProblem):
    """A source could not be opened. Context: `name`, `why`."""

    code = "video.source-unavailable"
    pt = Sentence(
        "Não foi possível abrir a câmara «{name}» ({why}).",
        "Nada do que já gravou foi alterado.",
        "Verifique se está ligada e se outro programa a está a usar, e tente de novo.",
    )
    en = Sentence(
        "The camera “{name}” could not be opened ({why}).",
        "Nothing already recorded was changed.",
        "Check that it is connected and that no other program is using it, then try again.",
    )


class SourceLost(SourceProblem):
    """An open source stopped giving pictures or sound. Context: `name`, `why`."""

    code = "video.source-lost"
    pt = Sentence(
        "A câmara «{name}» deixou de dar imagem ({why}).",
        "O que foi gravado até aqui está guardado e o preenchimento continua.",
        "Volte a ligá-la: a gravação retoma sozinha.",
    )
    en = Sentence(
        "The camera “{name}” stopped giving pictures ({why}).",
        "What was recorded so far is kept, and filling in goes on.",
        "Plug it in again: recording goes on by itself.",
    )


class UnknownSource(Problem):
    """An address that names no kind of source. Context: `address`."""

    code = "video.unknown-source"
    pt = Sentence(
        "O endereço «{address}» não é de uma câmara que o Terreno conheça.",
        "Nada foi alterado.",
        "Escolha uma câmara da lista, um ficheiro de vídeo ou um endereço rtsp:// ou http://.",
    )
    en = Sentence(
        "“{address}” is not the address of a camera that Terreno knows.",
        "Nothing was changed.",
        "Choose a camera from the list, a video file, or an rtsp:// or http:// address.",
    )


class RecordingDamaged(Problem):
    """A recording's bytes are not what was written, or the key is another. Context: `name`."""

    code = "video.recording-damaged"
    pt = Sentence(
        "A gravação «{name}» está danificada ou foi feita com outra chave.",
        "As outras gravações e os registos não foram tocados.",
        "Execute «terreno doctor» e recupere o ficheiro de uma cópia de segurança.",
    )
    en = Sentence(
        "The recording “{name}” is damaged or was made with another key.",
        "Other recordings and the answers were not touched.",
        "Run “terreno doctor” and bring the file back from a backup.",
    )


class NoPicture(Problem):
    """A video holds no picture where one was asked for. Context: `name`."""

    code = "video.no-picture"
    pt = Sentence(
        "O vídeo «{name}» não tem nenhuma imagem que se consiga ler.",
        "O ficheiro não foi alterado.",
        "Escolha outro ficheiro ou outro momento.",
    )
    en = Sentence(
        "The video “{name}” holds no picture that can be read.",
        "The file was not changed.",
        "Choose another file or another moment.",
    )


class RecorderBroke(Problem):
    """The recorder stopped for a reason of its own. Context: `why`."""

    code = "video.recorder-broke"
    pt = Sentence(
        "A gravação parou por um erro inesperado ({why}).",
        "O que foi gravado até aqui está guardado e o preenchimento continua.",
        "Carregue em Gravar para começar uma nova gravação.",
    )
    en = Sentence(
        "The recording stopped because of an unexpected error ({why}).",
        "What was recorded so far is kept, and filling in goes on.",
        "Press Record to start a new recording.",
    )


class UnknownRecording(Problem):
    """The store speaks of no such recording. Context: `id`."""

    code = "video.unknown-recording"
    pt = Sentence(
        "A gravação {id} não existe neste computador.",
        "Nada foi alterado.",
        "Sincronize e tente de novo.",
    )
    en = Sentence(
        "There is no recording {id} on this computer.",
        "Nothing was changed.",
        "Synchronise and try again.",
    )


class NotAClip(Problem):
    """A file to import holds no video that can be read. Context: `name`."""

    code = "video.not-a-clip"
    pt = Sentence(
        "«{name}» não tem vídeo que se consiga ler.",
        "O ficheiro não foi alterado e os outros foram juntos.",
        "Veja se abre noutro programa, ou copie-o de novo da câmara.",
    )
    en = Sentence(
        "“{name}” holds no video that can be read.",
        "The file was not changed, and the others were added.",
        "See whether it opens in another program, or copy it from the camera again.",
    )


class ClipCutShort(Problem):
    """A clip was added that holds less than it promises. Context: `name`, `missing` (m:ss)."""

    code = "video.clip-cut-short"
    pt = Sentence(
        "«{name}» está cortado: faltam-lhe {missing} no fim.",
        "O que o ficheiro tem foi junto à visita.",
        "Copie-o de novo da câmara, se ainda lá estiver, e junte-o outra vez.",
    )
    en = Sentence(
        "“{name}” is cut off: {missing} are missing at its end.",
        "What the file holds was added to the visit.",
        "Copy it from the camera again, if it is still there, and add it once more.",
    )

    @classmethod
    def of(cls, *, name: str, missing_us: int) -> Self:
        """`missing_us` in microseconds."""
        minutes, seconds = divmod(max(1, round(missing_us / 1_000_000)), 60)
        return cls(name=name, missing=f"{minutes}:{seconds:02} min")


class NothingToHear(Problem):
    """Two recordings cannot be aligned by sound: one has none, or too little. Context: `name`."""

    code = "video.nothing-to-hear"
    pt = Sentence(
        "«{name}» não tem som bastante para acertar por ele.",
        "O vídeo ficou onde estava na linha do tempo.",
        "Acerte-o à mão, ou pela hora da câmara.",
    )
    en = Sentence(
        "“{name}” does not have enough sound to be aligned by it.",
        "The video stayed where it was on the time line.",
        "Align it by hand, or by the camera’s clock.",
    )


class NothingSealed(Problem):
    """Nothing of a recording is sealed yet, so nothing can be cut from it. Context: `id`."""

    code = "video.nothing-sealed"
    pt = Sentence(
        "Desta gravação ainda não há nada guardado de onde se possa cortar.",
        "A gravação não foi alterada.",
        "Espere que a gravação acabe de ser guardada e tente de novo.",
    )
    en = Sentence(
        "Nothing of this recording has been sealed yet that could be cut from.",
        "The recording was not changed.",
        "Wait until the recording has been sealed and try again.",
    )


class EmptySpan(Problem):
    """The span asked for holds nothing of the recording. Context: `from_s`, `until_s`."""

    code = "video.empty-span"
    pt = Sentence(
        "Entre {from_s} s e {until_s} s a gravação não tem nada.",
        "A gravação não foi alterada e nenhum ficheiro foi escrito.",
        "Escolha um princípio antes do fim, dentro da gravação.",
    )
    en = Sentence(
        "Between {from_s} s and {until_s} s the recording holds nothing.",
        "The recording was not changed and no file was written.",
        "Choose a beginning before the end, within the recording.",
    )


class CannotWriteFilm(Problem):
    """A folder does not take a film, still or list. Context: `folder`, `why`."""

    code = "video.cannot-write"
    pt = Sentence(
        "Não foi possível escrever em «{folder}»: {why}.",
        "A gravação está guardada e não mudou; nada ficou a meio na pasta.",
        "Escolha outra pasta e exporte de novo.",
    )
    en = Sentence(
        "It was not possible to write in “{folder}”: {why}.",
        "The recording is saved and unchanged; nothing was left half done in the folder.",
        "Choose another folder and export again.",
    )


class NoRoomForFilm(Problem):
    """The disk of the chosen folder is full. Context: `folder`."""

    code = "video.no-room"
    pt = Sentence(
        "O disco de «{folder}» está cheio.",
        "A gravação está guardada e não mudou; nada ficou a meio na pasta.",
        "Liberte espaço ou escolha outro disco, e exporte de novo.",
    )
    en = Sentence(
        "The disk of “{folder}” is full.",
        "The recording is saved and unchanged; nothing was left half done in the folder.",
        "Free some space or choose another disk, and export again.",
    )


class NotABlurPlan(Problem):
    """A file that should say what to cover in a recording, and does not."""

    code = "video.not-a-blur-plan"
    pt = Sentence(
        "O ficheiro não diz o que tapar numa gravação.",
        "Nada foi alterado.",
        "Indique um ficheiro com a forma descrita em docs/video.md.",
    )
    en = Sentence(
        "The file does not say what to cover in a recording.",
        "Nothing was changed.",
        "Give a file of the form described in docs/video.md.",
    )


class NoReasonGiven(Problem):
    """A decision, or an erasure, that does not say why."""

    code = "video.no-reason-given"
    pt = Sentence(
        "Falta dizer porquê.",
        "Nada foi alterado e nada saiu daqui.",
        "Escreva a razão: fica no registo, com o seu nome e a hora.",
    )
    en = Sentence(
        "It was not said why.",
        "Nothing was changed and nothing left.",
        "Write the reason: it is logged, with your name and the time.",
    )


class StillThere(Problem):
    """A file that was to be erased is still there. Context: `sha256`."""

    code = "video.still-there"
    pt = Sentence(
        "Um ficheiro da gravação não se deixou apagar ({sha256}).",
        "O registo diz o que se pediu que fosse apagado.",
        "Feche outros programas que o usem e peça de novo.",
    )
    en = Sentence(
        "A file of the recording could not be erased ({sha256}).",
        "The log says what was asked to be erased.",
        "Close other programs that use it, and ask again.",
    )


class RecordingRuns(Problem):
    """A recording that still runs cannot be erased."""

    code = "video.recording-runs"
    pt = Sentence(
        "Esta gravação ainda está a decorrer.",
        "Nada foi apagado.",
        "Pare a gravação, espere que fique guardada e peça de novo.",
    )
    en = Sentence(
        "This recording is still running.",
        "Nothing was erased.",
        "Stop the recording, wait until it is kept, and ask again.",
    )


class SpeechEngineMissing(Problem):
    """The program that writes speech down, or its model, is not here. Context: `name`."""

    code = "video.speech-engine-missing"
    pt = Sentence(
        "«{name}» não está neste computador.",
        "A gravação não mudou; nada é descarregado sem que o peça.",
        "Instale o whisper.cpp e um modelo, e escolha-os nas Definições.",
    )
    en = Sentence(
        "“{name}” is not on this computer.",
        "The recording did not change; nothing is downloaded unless you ask.",
        "Install whisper.cpp and a model, and choose them in the settings.",
    )


class SpeechEngineFailed(Problem):
    """The program that writes speech down gave up. Context: `name`, `why`."""

    code = "video.speech-engine-failed"
    pt = Sentence(
        "O programa «{name}» não conseguiu transcrever: {why}",
        "A gravação não mudou, nem a transcrição que já houvesse.",
        "Verifique se o modelo é do whisper.cpp (ggml-….bin) e tente de novo.",
    )
    en = Sentence(
        "The program “{name}” could not transcribe: {why}",
        "The recording did not change, nor did a transcript made before.",
        "Check that the model is one for whisper.cpp (ggml-….bin), then try again.",
    )

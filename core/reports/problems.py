"""What can go wrong when a visit is taken home."""

from __future__ import annotations

from core.problem import Language, Problem, Sentence

_PURPOSES = {
    "visit": ("o trabalho da visita", "the work of the visit"),
    "training": ("formação", "training"),
    "publication": ("divulgação pública", "showing it to the public"),
}


class CannotWriteThere(Problem):
    """The chosen folder does not take the files."""

    code = "reports.cannot-write"
    pt = Sentence(
        happened="Não foi possível escrever em «{folder}»: {why}.",
        kept="A visita está guardada e não mudou; nada ficou a meio na pasta.",
        todo="Liberte espaço ou escolha outra pasta, e exporte de novo.",
    )
    en = Sentence(
        happened="It was not possible to write in “{folder}”: {why}.",
        kept="The visit is saved and unchanged; nothing was left half done in the folder.",
        todo="Free some space or choose another folder, and export again.",
    )


class NothingRecorded(Problem):
    """The visit has no filling yet: there is nothing to report."""

    code = "reports.nothing-recorded"
    pt = Sentence(
        happened="A visita «{title}» ainda não tem preenchimento.",
        kept="A visita está guardada como estava.",
        todo="Comece a visita, registe alguma coisa e exporte depois.",
    )
    en = Sentence(
        happened="The visit “{title}” has no filling yet.",
        kept="The visit is saved as it was.",
        todo="Start the visit, record something, and export then.",
    )


class ConsentEnded(Problem):
    """Somebody's consent to be recorded has ended: video stays behind. Context: `who`."""

    code = "reports.consent-ended"
    pt = Sentence(
        happened="Terminou o consentimento de {who}: o vídeo desta visita não sai daqui.",
        kept="As gravações e os registos estão guardados e não mudaram.",
        todo="Registe um consentimento novo na visita, ou exporte só o que a equipa escreveu.",
    )
    en = Sentence(
        happened="The consent of {who} has ended: the video of this visit does not leave.",
        kept="Recordings and answers are saved and unchanged.",
        todo="Record a new consent in the visit, or export only what the team wrote.",
    )


class NoConsent(Problem):
    """Nobody's consent is recorded for a recording: it stays behind."""

    code = "reports.no-consent"
    pt = Sentence(
        happened="Esta gravação não tem consentimento de ninguém: não sai daqui.",
        kept="A gravação está guardada e pode ser vista neste computador.",
        todo="Registe o consentimento na visita, ou decida levá-la e diga porquê.",
    )
    en = Sentence(
        happened="This recording has nobody's consent: it does not leave.",
        kept="The recording is kept and can be watched on this computer.",
        todo="Record the consent in the visit, or decide to take it and say why.",
    )


class AgreedToLess(Problem):
    """Those who are recorded did not agree to this purpose. Context: `who`, `purpose`."""

    code = "reports.agreed-to-less"
    pt = Sentence(
        happened="{who} não deu consentimento para {purpose}: a gravação não sai daqui para isso.",
        kept="A gravação está guardada, e sai para aquilo que foi aceite.",
        todo="Peça esse consentimento e registe-o na visita, ou exporte para outro fim.",
    )
    en = Sentence(
        happened="{who} did not agree to {purpose}: the recording does not leave for that.",
        kept="The recording is kept, and leaves for what was agreed to.",
        todo="Ask for that consent and record it in the visit, or export for another purpose.",
    )

    def sentence(self, language: Language) -> Sentence:
        """The three parts of the message, with the purpose in the same language."""
        named = _PURPOSES[str(self.context["purpose"])][language == "en"]
        pattern = self.pt if language == "pt" else self.en
        happened = pattern.happened.format(who=self.context["who"], purpose=named)
        return Sentence(happened, pattern.kept, pattern.todo)


class CopyOutOfDate(Problem):
    """What is to be covered changed after the blurred copy was made, or no copy was made yet."""

    code = "reports.copy-out-of-date"
    pt = Sentence(
        happened="A cópia desfocada desta gravação não está feita, ou não tem o que se mudou.",
        kept="O original está guardado e não saiu daqui.",
        todo="Faça a cópia desfocada e exporte de novo.",
    )
    en = Sentence(
        happened="The blurred copy of this recording is not made, or lacks what was changed.",
        kept="The original is kept and did not leave.",
        todo="Make the blurred copy, then export again.",
    )

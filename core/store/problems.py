"""What can go wrong with a store, in words for the person who holds the laptop."""

from __future__ import annotations

from core.problem import Problem, Sentence


class StoreMissing(Problem):
    """There is no store in the folder."""

    code = "store.missing"
    pt = Sentence(
        "Não há dados do Terreno em {folder}.", "", "Escolha outra pasta ou comece de novo."
    )
    en = Sentence(
        "There is no Terreno data in {folder}.", "", "Choose another folder or start anew."
    )


class StoreExists(Problem):
    """A new store was asked for where one stands."""

    code = "store.exists"
    pt = Sentence("Já há dados do Terreno em {folder}.", "Nada foi alterado.", "Abra-os.")
    en = Sentence("There is Terreno data in {folder} already.", "Nothing changed.", "Open it.")


class StoreInUse(Problem):
    """Another Terreno process holds the store."""

    code = "store.in-use"
    pt = Sentence(
        "O Terreno já está aberto com estes dados.",
        "Nada foi alterado.",
        "Use a janela que já está aberta, ou feche-a primeiro.",
    )
    en = Sentence(
        "Terreno is already open with this data.",
        "Nothing changed.",
        "Use the window that is already open, or close it first.",
    )


class StoreClosed(Problem):
    """Something was asked of a store after its end."""

    code = "store.closed"
    pt = Sentence("Os dados já foram fechados.", "O que estava guardado continua guardado.", "")
    en = Sentence("The data was closed already.", "What was saved stays saved.", "")


class StoreTooNew(Problem):
    """The file was written by a later version."""

    code = "store.too-new"
    pt = Sentence(
        "Estes dados foram escritos por uma versão mais recente do Terreno.",
        "Nada foi alterado.",
        "Instale a versão mais recente.",
    )
    en = Sentence(
        "This data was written by a later version of Terreno.",
        "Nothing changed.",
        "Install the latest version.",
    )


class StoreDamaged(Problem):
    """The database file cannot be trusted."""

    code = "store.damaged"
    pt = Sentence(
        "O ficheiro de dados está danificado ({detail}).",
        "As cópias de segurança e os ficheiros de vídeo não foram tocados.",
        "Restaure a cópia de segurança mais recente; o ficheiro atual fica de lado.",
    )
    en = Sentence(
        "The data file is damaged ({detail}).",
        "The backups and the video files were not touched.",
        "Restore the latest backup; the present file is put aside.",
    )


class DiskFull(Problem):
    """No room to write."""

    code = "store.disk-full"
    pt = Sentence(
        "O disco está cheio.",
        "O que já aparecia como guardado está guardado; a última alteração não ficou.",
        "Liberte espaço e repita a última alteração.",
    )
    en = Sentence(
        "The disk is full.",
        "What showed as saved is saved; the last change is not.",
        "Free some space and repeat the last change.",
    )


class DiskRefuses(Problem):
    """Reading or writing fails below the database."""

    code = "store.disk-refuses"
    pt = Sentence(
        "O disco não deixa ler ou escrever ({detail}).",
        "O que já aparecia como guardado está guardado.",
        "Verifique o disco e as permissões da pasta.",
    )
    en = Sentence(
        "The disk refuses to read or write ({detail}).",
        "What showed as saved is saved.",
        "Check the disk and the rights on the folder.",
    )


class WrongPassphrase(Problem):
    """The passphrase does not open the vault."""

    code = "store.wrong-passphrase"
    pt = Sentence(
        "A palavra-passe não está certa.",
        "Nada foi alterado.",
        "Tente de novo; se a perdeu, use a chave de recuperação impressa.",
    )
    en = Sentence(
        "The passphrase is not right.",
        "Nothing changed.",
        "Try again; if it is lost, use the printed recovery key.",
    )


class PassphraseTooShort(Problem):
    """A passphrase that would be guessed."""

    code = "store.passphrase-too-short"
    pt = Sentence(
        "A palavra-passe é curta.",
        "",
        "Use pelo menos {least} caracteres; várias palavras servem bem.",
    )
    en = Sentence(
        "The passphrase is short.", "", "Use at least {least} characters; several words do well."
    )


class RecoveryKeyMistyped(Problem):
    """The checksum of a recovery key does not hold."""

    code = "store.recovery-mistyped"
    pt = Sentence(
        "A chave de recuperação tem um erro de escrita.", "", "Compare cada grupo com o papel."
    )
    en = Sentence("The recovery key has a typing error.", "", "Compare each group with the paper.")


class WrongRecoveryKey(Problem):
    """A sound recovery key, but of another store."""

    code = "store.wrong-recovery-key"
    pt = Sentence(
        "Esta chave de recuperação é de outros dados.",
        "Nada foi alterado.",
        "Procure a folha certa.",
    )
    en = Sentence(
        "This recovery key belongs to other data.", "Nothing changed.", "Look for the right sheet."
    )


class WayMissing(Problem):
    """The store was never told to open in this way."""

    code = "store.way-missing"
    pt = Sentence(
        "Estes dados não se abrem desta forma ({way}).",
        "Nada foi alterado.",
        "Use a palavra-passe ou a chave de recuperação.",
    )
    en = Sentence(
        "This data does not open in this way ({way}).",
        "Nothing changed.",
        "Use the passphrase or the recovery key.",
    )


class KeyringUnavailable(Problem):
    """The machine has no keyring that works, or it lost the entry."""

    code = "store.keyring-unavailable"
    pt = Sentence(
        "O cofre de chaves deste computador não responde.",
        "Nada foi alterado.",
        "Use a palavra-passe.",
    )
    en = Sentence(
        "This computer's keyring does not answer.", "Nothing changed.", "Use the passphrase."
    )


class VaultDamaged(Problem):
    """vault.json cannot be read or was changed."""

    code = "store.vault-damaged"
    pt = Sentence(
        "O ficheiro das chaves (vault.json) está danificado.",
        "Os dados continuam cifrados e intactos.",
        "Restaure-o da pasta de cópias de segurança.",
    )
    en = Sentence(
        "The file of keys (vault.json) is damaged.",
        "The data is still encrypted and intact.",
        "Restore it from the folder of backups.",
    )


class FileMissing(Problem):
    """A sealed file is not in the folder."""

    code = "store.file-missing"
    pt = Sentence(
        "Falta o ficheiro {sha256}.",
        "O resto não foi tocado.",
        "Execute «terreno doctor» para ver o que falta.",
    )
    en = Sentence(
        "The file {sha256} is missing.",
        "The rest was not touched.",
        "Run “terreno doctor” to see what is missing.",
    )


class FileDamaged(Problem):
    """A sealed file does not decrypt or is cut short."""

    code = "store.file-damaged"
    pt = Sentence(
        "O ficheiro {sha256} está danificado.",
        "O resto não foi tocado.",
        "Execute «terreno doctor» para ver o que falta.",
    )
    en = Sentence(
        "The file {sha256} is damaged.",
        "The rest was not touched.",
        "Run “terreno doctor” to see what is missing.",
    )


class PastTheCapture(Problem):
    """A synced table was written without its change in the log: a bug, stopped by the database."""

    code = "store.past-the-capture"
    pt = Sentence(
        "Uma alteração não ia ficar no registo ({detail}).",
        "Não foi guardada.",
        "Comunique este erro.",
    )
    en = Sentence(
        "A change would not have been logged ({detail}).", "It was not saved.", "Report this error."
    )


class CopyNeedsRoom(Problem):
    """The disk of the copy has too little room. `folder`."""

    code = "store.copy-needs-room"
    pt = Sentence(
        "Não há espaço para a cópia em {folder}.",
        "Os dados deste computador não foram tocados, nem uma cópia anterior.",
        "Liberte espaço nesse disco ou escolha outro.",
    )
    en = Sentence(
        "There is no room for the copy in {folder}.",
        "The data on this computer was not touched, nor was an earlier copy.",
        "Free some space on that disk or choose another.",
    )


class CopyStopped(Problem):
    """The disk of the copy refuses, or was pulled out. `folder`, `why`."""

    code = "store.copy-stopped"
    pt = Sentence(
        "A cópia para {folder} parou ({why}).",
        "Os dados deste computador não foram tocados; o que já foi copiado serve para a próxima.",
        "Ligue o disco e copie outra vez.",
    )
    en = Sentence(
        "The copy to {folder} stopped ({why}).",
        "The data on this computer was not touched; what was copied counts next time.",
        "Connect the disk and copy again.",
    )


class CopyDiffers(Problem):
    """What was read back is not what was written. `name`."""

    code = "store.copy-differs"
    pt = Sentence(
        "O que ficou gravado no outro disco não é igual ao original ({name}).",
        "Os dados deste computador não foram tocados.",
        "Esse disco pode estar a falhar: use outro.",
    )
    en = Sentence(
        "What the other disk holds is not what was written ({name}).",
        "The data on this computer was not touched.",
        "That disk may be failing: use another.",
    )


class CopyInside(Problem):
    """A copy beside the original, in its own folder. `folder`."""

    code = "store.copy-inside"
    pt = Sentence(
        "{folder} fica dentro do próprio espaço de trabalho.",
        "Nada foi copiado.",
        "Escolha uma pasta noutro disco.",
    )
    en = Sentence(
        "{folder} lies inside the workspace itself.",
        "Nothing was copied.",
        "Choose a folder on another disk.",
    )


class CopyUnusable(Problem):
    """No whole copy: it was cut short before it ever ended, or its heart is damaged. `folder`."""

    code = "store.copy-unusable"
    pt = Sentence(
        "Não há uma cópia completa em {folder}.",
        "Nada foi alterado neste computador.",
        "Escolha a pasta «terreno-copia-…» de uma cópia que chegou ao fim.",
    )
    en = Sentence(
        "There is no complete copy in {folder}.",
        "Nothing changed on this computer.",
        "Choose the “terreno-copia-…” folder of a copy that came to its end.",
    )


class CopyLacksFiles(Problem):
    """Restored, but for files that the copy does not have whole. `count`."""

    code = "store.copy-lacks-files"
    pt = Sentence(
        "A cópia foi reposta, mas faltavam-lhe {count} ficheiros.",
        "Todos os registos e os outros ficheiros estão cá.",
        "Se o outro computador ainda funciona, faça lá outra cópia.",
    )
    en = Sentence(
        "The copy was restored, but {count} files were missing from it.",
        "All answers and the other files are here.",
        "If the other computer still works, make another copy there.",
    )

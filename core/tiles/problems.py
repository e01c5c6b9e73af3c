"""What can be wrong with a file of tiles."""

from __future__ import annotations

from core.problem import Problem, Sentence


class TilesUnreadable(Problem):
    """The file is no file of tiles, is cut off or damaged. Context: `name`."""

    code = "tiles.unreadable"
    pt = Sentence(
        happened="«{name}» não se consegue ler como fundo de mapa.",
        kept="O mapa continua com os limites dos municípios; nada foi alterado.",
        todo="Peça o ficheiro de novo a quem o fez: MBTiles ou PMTiles, com imagens.",
    )
    en = Sentence(
        happened="“{name}” cannot be read as a map background.",
        kept="The map goes on with the municipalities' boundaries; nothing was changed.",
        todo="Ask whoever made it for the file again: MBTiles or PMTiles, with pictures.",
    )


class NoPictures(Problem):
    """It is a file of tiles, but of drawings for a web browser (vector tiles). Context: `name`."""

    code = "tiles.no-pictures"
    pt = Sentence(
        happened="«{name}» tem mapas vetoriais, que o Terreno não desenha.",
        kept="O mapa continua com os limites dos municípios; nada foi alterado.",
        todo="Peça o mesmo mapa em imagens (PNG, JPEG ou WebP).",
    )
    en = Sentence(
        happened="“{name}” holds vector maps, which Terreno does not draw.",
        kept="The map goes on with the municipalities' boundaries; nothing was changed.",
        todo="Ask for the same map as pictures (PNG, JPEG or WebP).",
    )

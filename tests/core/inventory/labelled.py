"""A labelled set for matching: an inventory, and rows that offices would write of it."""

# ruff: noqa: E501
from __future__ import annotations

import random
from dataclasses import dataclass
from uuid import UUID

from core.inventory.matching.known import Known, KnownPlace, KnownProvider, street_of
from core.inventory.nipc import with_check_digit
from core.inventory.spelling import spelt_out
from core.store import new_id

DICOS = ("1304", "1306", "1312", "1317", "0109")
SAINTS = ("São Pedro", "Santa Maria", "São Martinho", "Nossa Senhora da Lapa", "São Cosme",
          "Santo António", "São Mamede", "São Tiago", "Santa Eulália", "São Roque")  # fmt: skip
PLACES = ("Rio Tinto", "Valbom", "Fânzeres", "Baguim", "Pedrouços", "Milheirós", "Campanhã",
          "Paranhos", "Canidelo", "Avintes", "Fiães", "Lourosa", "Arcozelo", "Águas Santas")  # fmt: skip
OWNERS = ("Associação de Solidariedade", "Centro Social e Paroquial", "Santa Casa da Misericórdia",
          "Cooperativa de Ensino", "Fundação", "Associação de Pais", "Obra Social")  # fmt: skip
KINDS = ("Centro de Dia", "Lar", "Creche", "Jardim de Infância", "Centro Comunitário",
         "Casa de Acolhimento", "Centro Social")  # fmt: skip
STREETS = ("Rua da Fonte", "Avenida da República", "Rua do Outeiro", "Travessa do Moinho",
           "Largo da Igreja", "Rua 25 de Abril", "Rua Dr. António Sousa", "Estrada Nacional 15",
           "Praça do Comércio", "Rua das Flores", "Rua de Santa Luzia", "Alameda do Parque")  # fmt: skip
SHORT = (("Associação", "Assoc."), ("Centro Social", "C. Soc."), ("Paroquial", "Par."),
         ("Santa Casa da Misericórdia", "S.C. Misericórdia"), ("São", "S."), ("Santa", "Sta."),
         ("Santo", "Sto."), ("Avenida", "Av."), ("Rua", "R."), ("Travessa", "Trav."),
         ("Nossa Senhora", "N. Sra."), ("Jardim de Infância", "J.I."), ("Fundação", "Fund."))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """A row as a place, and which facility it truly is (None: none that is known)."""

    place: KnownPlace
    truth: UUID | None
    how: str


def labelled(seed: int, *, size: int = 600) -> tuple[Known, list[Asked]]:
    """The inventory and the rows; the same for the same seed."""
    chance = random.Random(seed)
    known, places = Known(), []
    for number in range(size):
        owner = _provider(chance, number)
        known.add_provider(owner)
        for _ in range(chance.choice((1, 1, 1, 2))):
            one = _place(chance, owner)
            if any(
                (each.key, each.municipality, each.street)
                == (one.key, one.municipality, one.street)
                for each in places
            ):
                continue
            places.append(one)
            known.add_place(one)
    rows = []
    for one in places:
        how = chance.choice(("same", "typos", "short", "short+typos", "moved", "no address",
                             "no nipc"))  # fmt: skip
        rows.append(Asked(_written(chance, one, how), one.id, how))
    for number in range(size // 3):
        # Strangers: some bear the name of a known place, at another address, with another owner.
        owner = _provider(chance, size + number)
        stranger = _place(chance, owner)
        if number % 2:
            like = chance.choice(places)
            stranger = _made(new_id(), owner, like.name, like.municipality, stranger)
        if any(
            (each.key, each.municipality, each.street)
            == (stranger.key, stranger.municipality, stranger.street)
            for each in places
        ):
            continue
        rows.append(Asked(stranger, None, "homonym" if number % 2 else "stranger"))
    return known, rows


def _provider(chance, number):
    name = f"{chance.choice(OWNERS)} de {chance.choice(SAINTS)} de {chance.choice(PLACES)}"
    nipc = with_check_digit(f"50{number:06d}")
    return KnownProvider(new_id(), name, spelt_out(name), nipc, "", chance.choice(DICOS))


def _place(chance, owner):
    name = f"{chance.choice(KINDS)} {chance.choice(SAINTS)} {chance.choice((*PLACES, ''))}".strip()
    address = f"{chance.choice(STREETS)}, {chance.randint(1, 900)}"
    postal = f"4{chance.randint(100, 599)}-{chance.randint(1, 999):03d}"
    return _made(new_id(), owner, name, owner.municipality, None, address, postal)


def _made(identity, owner, name, municipality, like=None, address="", postal=""):
    street, doors = (like.street, like.doors) if like else street_of(address)
    return KnownPlace(
        identity, owner, name, spelt_out(name), "", municipality, "", street, doors,
        like.postal_code if like else postal,
    )  # fmt: skip


def _written(chance, one, how):
    name, owner = one.name, one.provider
    title, street, doors, postal = owner.name, one.street, one.doors, one.postal_code
    if "short" in how:
        for long, short in SHORT:
            name, title = name.replace(long, short), title.replace(long, short)
    if "typos" in how:
        name, title = _slip(chance, name), _slip(chance, title)
        street = _slip(chance, street)
    if how == "moved":
        street, doors = street_of(f"{chance.choice(STREETS)}, {chance.randint(1, 900)}")
        postal = ""
    if how == "no address":
        street, doors, postal = "", frozenset(), ""
    nipc = "" if how in ("no nipc", "short+typos") else owner.nipc
    writer = KnownProvider(new_id(), title, spelt_out(title), nipc, "", owner.municipality)
    return KnownPlace(
        new_id(), writer, name, spelt_out(name), "", one.municipality, "", street, doors, postal
    )


def _slip(chance, text):
    at = chance.randrange(1, max(2, len(text) - 1))
    kind = chance.choice(("swap", "drop", "double"))
    if kind == "swap":
        return text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :]
    return text[:at] + text[at + 1 :] if kind == "drop" else text[:at] + text[at] + text[at:]

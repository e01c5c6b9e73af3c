"""The metropolitan banks: assistive products and resources, with stock, reservations and loans."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, func, select
from sqlalchemy.orm import Mapped, mapped_column

from core.inventory.kinds import BankKind, ItemState, LoanState
from core.inventory.problems import LoanIsOver, NegativeFigure, NotEnoughItems, UnknownRecord
from core.store import Base, EnumText, Synced, Work, new_id

_OPEN = (LoanState.RESERVED, LoanState.LENT)


class BankItem(Synced, Base):
    """So many of one thing in one place. `scope` is the DICO of that place."""

    __tablename__ = "bank_item"

    bank: Mapped[BankKind] = mapped_column(EnumText(BankKind))
    name: Mapped[str]
    class_code: Mapped[str | None]
    """ISO 9999 code of assistive products (`12` or `12 22 03`), of the edition below."""
    edition: Mapped[str | None]
    stock: Mapped[int]
    """How many there are in all, lent ones too."""
    unit: Mapped[str | None]
    place: Mapped[str | None]
    state: Mapped[ItemState | None] = mapped_column(EnumText(ItemState))
    facility_id: Mapped[UUID | None] = mapped_column(ForeignKey("facility.id"), index=True)
    provider_id: Mapped[UUID | None] = mapped_column(ForeignKey("provider.id"), index=True)
    contact: Mapped[str | None]
    best_before: Mapped[date | None]
    note: Mapped[str | None]
    attributes: Mapped[dict[str, Any] | None]


class Loan(Synced, Base):
    """Items reserved or lent to somebody, with the day they are due back."""

    __tablename__ = "loan"

    item_id: Mapped[UUID] = mapped_column(ForeignKey("bank_item.id"), index=True)
    quantity: Mapped[int]
    borrower: Mapped[str]
    """A provider, a service or a file number: never more about a person than is needed."""
    state: Mapped[LoanState] = mapped_column(EnumText(LoanState))
    reserved_on: Mapped[date | None]
    lent_on: Mapped[date | None]
    due_on: Mapped[date | None]
    returned_on: Mapped[date | None]
    note: Mapped[str | None]


@dataclass(frozen=True, slots=True)
class BankItemSummary:
    """An item of a bank; `free` are neither reserved nor lent."""

    id: UUID
    bank: BankKind
    name: str
    class_code: str
    municipality: str
    place: str
    state: ItemState | None
    stock: int
    reserved: int
    lent: int
    free: int


@dataclass(frozen=True, slots=True)
class LoanSummary:
    """A loan; `late` by the day it was asked for."""

    id: UUID
    item_id: UUID
    item: str
    quantity: int
    borrower: str
    state: LoanState
    reserved_on: date | None
    lent_on: date | None
    due_on: date | None
    returned_on: date | None
    late: bool


def add_bank_item(
    work: Work,
    *,
    bank: BankKind,
    name: str,
    municipality: str,
    stock: int,
    **more: Any,
) -> UUID:
    """Put something into a bank; `more` are other fields of the table. Raises: NegativeFigure."""
    if stock < 0:
        raise NegativeFigure
    item = BankItem(
        id=new_id(), scope=municipality, bank=bank, name=name.strip(), stock=stock, **more
    )
    work.add(item)
    work.flush()
    return item.id


def reserve(
    work: Work, *, item_id: UUID, borrower: str, on: date, quantity: int = 1,
    due_on: date | None = None,
) -> UUID:  # fmt: skip
    """Keep items back for somebody. Raises: UnknownRecord, NotEnoughItems, NegativeFigure."""
    return _take(
        work, item_id=item_id, borrower=borrower, quantity=quantity, due_on=due_on,
        state=LoanState.RESERVED, reserved_on=on,
    )  # fmt: skip


def lend(
    work: Work, *, item_id: UUID, borrower: str, on: date, due_on: date | None, quantity: int = 1
) -> UUID:
    """Hand items out. Raises: UnknownRecord, NotEnoughItems, NegativeFigure."""
    return _take(
        work, item_id=item_id, borrower=borrower, quantity=quantity, due_on=due_on,
        state=LoanState.LENT, lent_on=on,
    )  # fmt: skip


def hand_out(work: Work, *, loan_id: UUID, on: date, due_on: date | None = None) -> None:
    """What was reserved is fetched. Raises: UnknownRecord, LoanIsOver."""
    loan = _open_loan(work, loan_id)
    loan.state, loan.lent_on = LoanState.LENT, on
    loan.due_on = due_on or loan.due_on
    work.flush()


def give_back(work: Work, *, loan_id: UUID, on: date, state: ItemState | None = None) -> None:
    """It came back, in this state. Raises: UnknownRecord, LoanIsOver."""
    loan = _open_loan(work, loan_id)
    loan.state, loan.returned_on = LoanState.RETURNED, on
    item = work.get(BankItem, loan.item_id)
    if item is not None and state is not None:
        item.state = state
    work.flush()


def cancel_reservation(work: Work, *, loan_id: UUID) -> None:
    """Nobody fetched it. Raises: UnknownRecord, LoanIsOver."""
    _open_loan(work, loan_id).state = LoanState.CANCELLED
    work.flush()


def list_bank_items(
    work: Work, *, bank: BankKind | None = None, municipality: str | None = None
) -> list[BankItemSummary]:
    """What the banks have, by name."""
    query = select(BankItem).order_by(func.lower(BankItem.name), BankItem.id)
    if bank is not None:
        query = query.where(BankItem.bank == bank)
    if municipality is not None:
        query = query.where(BankItem.scope == municipality)
    taken = _taken(work)
    summaries = []
    for item in work.scalars(query):
        reserved = taken.get((item.id, LoanState.RESERVED), 0)
        lent = taken.get((item.id, LoanState.LENT), 0)
        summaries.append(
            BankItemSummary(
                id=item.id, bank=item.bank, name=item.name, class_code=item.class_code or "",
                municipality=item.scope, place=item.place or "", state=item.state,
                stock=item.stock, reserved=reserved, lent=lent,
                free=max(0, item.stock - reserved - lent),
            )
        )  # fmt: skip
    return summaries


def list_loans(
    work: Work, *, today: date, item_id: UUID | None = None, only_open: bool = False
) -> list[LoanSummary]:
    """Loans, what is due first on top."""
    query = (
        select(Loan, BankItem.name)
        .join(BankItem, BankItem.id == Loan.item_id)
        .order_by(Loan.due_on.is_(None), Loan.due_on, Loan.id)
    )
    if item_id is not None:
        query = query.where(Loan.item_id == item_id)
    if only_open:
        query = query.where(Loan.state.in_(_OPEN))
    return [
        LoanSummary(
            id=loan.id, item_id=loan.item_id, item=name, quantity=loan.quantity,
            borrower=loan.borrower, state=loan.state, reserved_on=loan.reserved_on,
            lent_on=loan.lent_on, due_on=loan.due_on, returned_on=loan.returned_on,
            late=loan.state == LoanState.LENT and loan.due_on is not None and loan.due_on < today,
        )
        for loan, name in work.execute(query)
    ]  # fmt: skip


def _take(
    work: Work, *, item_id: UUID, borrower: str, quantity: int, due_on: date | None,
    state: LoanState, reserved_on: date | None = None, lent_on: date | None = None,
) -> UUID:  # fmt: skip
    item = work.get(BankItem, item_id)
    if item is None:
        raise UnknownRecord(kind="bank_item", id=item_id)
    if quantity < 1:
        raise NegativeFigure
    taken = _taken(work, item_id=item_id)
    free = item.stock - sum(taken.values())
    if quantity > free:
        raise NotEnoughItems(asked=quantity, free=max(0, free))
    loan = Loan(
        id=new_id(), scope=item.scope, item_id=item_id, quantity=quantity,
        borrower=borrower.strip(), state=state, due_on=due_on,
        reserved_on=reserved_on, lent_on=lent_on,
    )  # fmt: skip
    work.add(loan)
    work.flush()
    return loan.id


def _taken(work: Work, *, item_id: UUID | None = None) -> dict[tuple[UUID, LoanState], int]:
    query = (
        select(Loan.item_id, Loan.state, func.sum(Loan.quantity))
        .where(Loan.state.in_(_OPEN))
        .group_by(Loan.item_id, Loan.state)
    )
    if item_id is not None:
        query = query.where(Loan.item_id == item_id)
    return {(item, state): int(many) for item, state, many in work.execute(query)}


def _open_loan(work: Work, loan_id: UUID) -> Loan:
    loan = work.get(Loan, loan_id)
    if loan is None:
        raise UnknownRecord(kind="loan", id=loan_id)
    if loan.state not in _OPEN:
        raise LoanIsOver
    return loan

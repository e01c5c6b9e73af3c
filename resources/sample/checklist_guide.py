"""The rows of a survey sheet, written in the order a technician meets the questions."""

from __future__ import annotations

from typing import Any

PT, EN = "Português (pt)", "English (en)"
SOURCES = (
    "Como se soube o que está registado nesta secção",
    "How what is recorded in this section became known",
)
TODAY_OR_BEFORE: dict[str, Any] = {
    "constraint": ". <= today()",
    "message": ("A data não pode ser futura.", "The date cannot be in the future."),
}
NOT_NEGATIVE: dict[str, Any] = {
    "constraint": ". >= 0",
    "message": ("O valor não pode ser negativo.", "The value cannot be negative."),
}
Text = tuple[str, str]
Row = dict[str, str]


class Guide:
    """The rows of the survey sheet, written in the order a technician meets them."""

    def __init__(self, source: dict[str, Any], english: dict[str, str]) -> None:
        self.rows: list[Row] = []
        self.english = english
        self.sections = {section["codigo"]: section for section in source["seccoes"]}
        self.items = {
            item["codigo"]: item for section in source["seccoes"] for item in section["itens"]
        }

    def add(
        self,
        kind: str,
        name: str,
        label: Text | None = None,
        *,
        hint: Text | None = None,
        guidance: Text | None = None,
        message: Text | None = None,
        required: bool = False,
        **columns: str,
    ) -> None:
        row: Row = {"type": kind, "name": name, **columns}
        texts = {
            "label": label,
            "hint": hint,
            "guidance_hint": guidance,
            "constraint_message": message,
            "required_message": (
                ("Este registo é obrigatório para finalizar.", "Needed to finalise.")
                if required
                else None
            ),
        }
        for column, text in texts.items():
            if text is not None:
                row[f"{column}::{PT}"], row[f"{column}::{EN}"] = text
        if required:
            row["required"] = "yes"
        self.rows.append(row)

    def label(self, code: str) -> Text:
        return f"{code} {self.items[code]['texto']}", f"{code} {self.english[code]}"

    def hint(self, code: str) -> Text | None:
        hint = self.items[code].get("ajuda")
        return (hint, self.english[f"{code} hint"]) if hint else None

    def ask(self, code: str, kind: str = "text", **columns: Any) -> str:
        """The question of an item; its name is the code (1.2 → q1_2)."""
        name = "q" + code.replace(".", "_")
        if kind == "text":
            columns.setdefault("appearance", "multiline")
        columns.setdefault("hint", self.hint(code))
        columns.setdefault("required", self.items[code]["obrigatorio"])
        if self.items[code]["evidencia"] == "obrigatoria":
            columns.setdefault(
                "guidance",
                (
                    "Exige evidência: grave enquanto regista, ou ligue uma foto.",
                    "Needs evidence: record while answering, or link a photo.",
                ),
            )
        self.add(kind, name, self.label(code), **columns)
        return name

    def yes_no(self, code: str, *, scale: str = "sim_nao", no: str = "nao") -> str:
        """A fact that is or is not; a *Não* asks what was found instead."""
        name = self.ask(code, f"select_one {scale}")
        self.add(
            "text",
            f"{name}_obs",
            (f"{code} Observação: o que foi encontrado?", f"{code} Note: what was found?"),
            hint=("Descreva factos; não qualifique.", "Describe facts; do not qualify."),
            relevant=f"${{{name}}} = '{no}'",
            appearance="multiline",
            required=True,
        )
        return name

    def section(self, code: str, *, appearance: str = "") -> None:
        title = self.sections[code]["nome"]
        self.add(
            "begin_group",
            f"s{code}",
            (f"{code}. {title}", f"{code}. {self.english[f's{code}']}"),
            appearance=appearance,
        )

    def end(self, code: str, *, sources: bool = True) -> None:
        if sources:
            self.add("select_multiple fontes", f"s{code}_fontes", SOURCES)
        self.add("end_group", f"s{code}")

    def repeat(self, name: str, label: Text) -> None:
        self.add("begin_repeat", name, label, appearance="field-list")

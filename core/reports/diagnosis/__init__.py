"""The social diagnosis as a document: PDF, or a Word file that can be worked on."""

from __future__ import annotations

from core.reports.diagnosis.docx import write_docx
from core.reports.diagnosis.pages import Pages, pages
from core.reports.diagnosis.pdf import write_pdf

__all__ = ["Pages", "pages", "write_docx", "write_pdf"]

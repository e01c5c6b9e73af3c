"""The report as a PDF, read back with a foreign reader where there is one."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from core.reports.document import write_document
from tests.core.reports.conftest import a_report, an_answer


def text_of(pdf):
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed here")
    done = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True, timeout=60
    )
    return re.sub(r"\s+", " ", done.stdout.decode())


def test_it_passes_the_checks_of_pdf_ua(tmp_path, report):
    written = write_document(report, tmp_path / "a.pdf")
    assert written.universal
    content = written.path.read_bytes()
    assert content.startswith(b"%PDF-")
    assert b"/MarkInfo" in content


def test_the_same_visit_gives_the_same_bytes(tmp_path, report):
    first = write_document(report, tmp_path / "a.pdf").path.read_bytes()
    assert write_document(report, tmp_path / "b.pdf").path.read_bytes() == first


@pytest.mark.parametrize("language", ["pt", "en"])
def test_it_says_what_was_recorded(tmp_path, language):
    report = a_report(language=language)
    text = text_of(write_document(report, tmp_path / "a.pdf").path)
    for answer in report.answers:
        assert answer.label.split()[0] in text
        assert answer.shown in text
    for finding in report.findings:
        assert finding.text in text
    assert "04:09" in text
    assert "Marta Ferreira" in text
    assert "Retirar as cadeiras" in text


def test_it_says_what_was_not_recorded(tmp_path, report):
    text = text_of(write_document(report, tmp_path / "a.pdf").path)
    assert "Sem registo (1): Observações" in text


def test_nothing_in_an_answer_is_read_as_markup(tmp_path):
    evil = '#panic("x") $x$ *no* <a> _b_ \\ @ref "quote" ```'
    report = a_report(answers=(an_answer(shown=evil, value=evil),), subject=evil)
    text = text_of(write_document(report, tmp_path / "a.pdf").path)
    assert '#panic("x") $x$ *no* <a> _b_' in text


def test_a_letter_that_no_font_has_does_not_stop_the_report(tmp_path):
    report = a_report(answers=(an_answer(shown="\U0001f9ff\U00012345 \ue123"),))
    written = write_document(report, tmp_path / "a.pdf")
    assert written.path.read_bytes().startswith(b"%PDF-")


def test_a_visit_with_nothing_in_it_has_a_report(tmp_path):
    report = a_report(
        sections=(), findings=(), signatures=(), recordings=(), consents=(), team=(), summary=""
    )
    assert write_document(report, tmp_path / "a.pdf").universal


def test_five_hundred_answers(tmp_path):
    answers = tuple(an_answer(f"q{number}", label=f"Pergunta {number}") for number in range(500))
    written = write_document(a_report(answers=answers), tmp_path / "a.pdf")
    assert "Pergunta 499" in text_of(written.path)

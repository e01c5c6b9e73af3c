"""Random expressions over OpenRosa's functions, each of a wanted kind, on one small filling."""

from __future__ import annotations

from random import Random

FORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>t</h:title><model><instance>
 <data id="sentences"><int>7</int><neg>-3</neg><dec>2.5</dec><none/><word>coração</word>
 <words>Ana  &amp; Rui «ç»</words><many>a b c</many><one>b</one><yes>true</yes>
 <digits>0042</digits>
 <day>2026-03-28</day><later>2026-04-02</later><moment>2026-03-28T14:30:05.000+00:00</moment>
 <place>41.15 -8.61 0 0</place>
 <shape>41.1 -8.6 0 0;41.2 -8.6 0 0;41.2 -8.5 0 0;41.1 -8.6 0 0</shape>
 <rep><x>1</x><w>um</w></rep><rep><x>4</x><w>dois</w></rep><rep><x/><w>três</w></rep>
 <gone><x>9</x></gone></data></instance>
 <bind nodeset="/data/int" type="int"/><bind nodeset="/data/neg" type="int"/>
 <bind nodeset="/data/dec" type="decimal"/><bind nodeset="/data/day" type="date"/>
 <bind nodeset="/data/later" type="date"/><bind nodeset="/data/moment" type="dateTime"/>
 <bind nodeset="/data/place" type="geopoint"/><bind nodeset="/data/shape" type="geoshape"/>
 <bind nodeset="/data/rep/x" type="int"/><bind nodeset="/data/gone" relevant="false()"/>
 </model></h:head><h:body><input ref="/data/int"><label>I</label></input>
 <group ref="/data/rep"><repeat nodeset="/data/rep">
 <input ref="/data/rep/x"><label>X</label></input></repeat></group></h:body></h:html>"""

_NUMBERS = (
    *("0", "1", "-1", "2", "0.5", "-0.2", "2.5", "-2.7", "3.14159", "100000", "999999"),
    *("1.25", "-7.4", "/data/int", "/data/neg", "/data/dec", "/data/none"),
    *("/data/digits", "/data/gone/x", "number('')", "number('x')", "pi()"),
)
_TEXTS = (
    *("''", "'a'", "'b'", "'coração'", "'É «ç»'", "'42'", "'-1.50'", "'um'", "'  x  y '"),
    *("'true'", "/data/word", "/data/words", "/data/many", "/data/one"),
    *("/data/none", "/data/int", "/data/dec", "/data/gone/x", "'a b c'", "'0'", "'1.0'"),
)
_DATES = (
    "/data/day",
    "/data/later",
    "date('2026-03-28')",
    "date('2024-02-29')",
    "date('1999-12-31')",
)
_SETS = ("/data/rep/x", "/data/rep/w", "/data/rep", "/data/nowhere", "/data/gone/x", "/data/none")
_FORMATS = ("'%Y-%m-%d'", "'%d/%m/%y'", "'%e.%n.%Y'", "'%Y %H:%M:%S'", "'%h:%M'", "'%3'")


class Speaker:
    """Makes expressions. The same seed makes the same ones."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)

    def anything(self) -> str:
        """An expression of any kind."""
        return self._random.choice((self.number, self.text, self.truth, self.truth))(3)

    def number(self, depth: int) -> str:
        """An expression that gives a number."""
        one = self._random.choice
        if depth <= 0:
            return one(_NUMBERS)
        n, t, d = self.number, self.text, self.date
        below = depth - 1
        return one(
            (
                lambda: one(_NUMBERS),
                lambda: (
                    f"{self._hard(below)} {one(('+', '-', '*', 'div', 'mod'))} {self._hard(below)}"
                ),
                lambda: f"round(3 * {one(_SURE)} + 0.1)",
                lambda: f"round({one(_SURE)}, {one(('0', '1', '2'))})",
                lambda: f"int({n(below)})",
                lambda: f"number({one(_TEXTS)})",
                lambda: f"abs({n(below)})",
                lambda: f"pow({n(below)}, {one(('2', '0.5', '-1', '0'))})",
                lambda: (
                    f"{one(('sin', 'cos', 'tan', 'atan', 'exp', 'sqrt', 'log', 'log10'))}"
                    f"({n(below)})"
                ),
                lambda: f"atan2({n(below)}, {n(below)})",
                lambda: "sum(/data/rep/x)",
                lambda: f"count({one(_SETS)})",
                lambda: f"count-non-empty({one(_SETS)})",
                lambda: f"{one(('min', 'max'))}(/data/rep/x)",
                lambda: f"min({one(_SURE)}, {one(_SURE)}, {one(_SURE)})",
                lambda: f"max({one(_SURE)}, 2, {one(_SURE)})",
                lambda: f"string-length({t(below)})",
                lambda: f"count-selected({one(_SELECTED)})",
                lambda: f"if({self.truth(below)}, {n(below)}, {n(below)})",
                lambda: f"coalesce({one(('/data/none', '/data/int'))}, {one(_SURE)})",
                lambda: f"({d(0)} - {d(0)})",
                lambda: f"number({d(below)})",
                lambda: f"decimal-date-time({one(_DATES)})",
                lambda: "decimal-date-time('2026-03-28T14:30:05.000Z')",
                lambda: f"position(/data/rep[position() = {one(('1', '2', '3'))}])",
                lambda: f"(-{self._hard(below)})",
                lambda: (
                    f"checklist({one(('0', '1', '-1'))}, {one(('1', '2', '-1'))}, "
                    f"{self.truth(below)}, {self.truth(below)})"
                ),
            )
        )()

    def text(self, depth: int) -> str:
        """An expression that gives text."""
        one = self._random.choice
        if depth <= 0:
            return one(_TEXTS)
        t, below = self.text, depth - 1
        return one(
            (
                lambda: one(_TEXTS),
                lambda: f"string({one(_SURE)} {one(('+', '-', '*'))} {one(_SURE)})",
                lambda: f"string({self.truth(below)})",
                lambda: f"concat({t(below)}, {one(_SURE)}, {t(below)})",
                lambda: f"concat({one(_SETS[:2])})",
                lambda: f"join({one(_BETWEEN)}, {one(_SETS[:2])})",
                lambda: f"join('-', {one(_SAID)}, {one(_SAID)})",
                lambda: f"substr({t(below)}, {self._small()})",
                lambda: f"substr({t(below)}, {self._small()}, {self._small()})",
                lambda: f"substring-before({t(below)}, {one(_SHORT)})",
                lambda: f"substring-after({t(below)}, {one(_SHORT)})",
                lambda: f"translate({t(below)}, 'abç', 'AB')",
                lambda: f"normalize-space({t(below)})",
                lambda: f"selected-at(/data/many, {self._small()})",
                lambda: f"if({self.truth(below)}, {t(below)}, {t(below)})",
                lambda: f"coalesce({one(_TEXTS)}, {t(below)})",
                lambda: f"format-date({self.date(below)}, {one(_FORMATS)})",
                lambda: f"format-date-time({one(_MOMENTS)}, {one(_FORMATS)})",
                lambda: f"string({self.date(below)})",
                lambda: f"digest({t(0)}, {one(_DIGESTS)}, {one(_ENCODINGS)})",
                lambda: "base64-decode('w6fDow==')",
                lambda: f"indexed-repeat(/data/rep/w, /data/rep, {one(('1', '2', '3'))})",
                lambda: f"string(/data/rep[position() = {one(('1', '2', '3'))}]/w)",
                lambda: "string(/data/rep[x = 4]/w)",
            )
        )()

    def truth(self, depth: int) -> str:
        """An expression that gives true or false."""
        one = self._random.choice
        if depth <= 0:
            return one(("true()", "false()", "/data/yes = 'true'"))
        t, b, below = self.text, self.truth, depth - 1
        order = one(("<", "<=", ">", ">=", "=", "!="))
        return one(
            (
                lambda: f"{self._hard(below)} {order} {self._hard(below)}",
                lambda: f"{t(below)} {one(('=', '!='))} {t(below)}",
                lambda: f"{self.date(0)} {order} {self.date(0)}",
                lambda: f"({b(below)}) {one(('and', 'or'))} ({b(below)})",
                lambda: f"not({b(below)})",
                lambda: f"boolean({self._hard(below)} + 0)",
                lambda: f"boolean({one(_WORTH)})",
                lambda: f"boolean-from-string({one(_SAYINGS)})",
                lambda: f"selected({one(_LISTS)}, {one(_CHOSEN)})",
                lambda: f"{one(('contains', 'starts-with', 'ends-with'))}({t(below)}, {t(0)})",
                lambda: f"regex({t(below)}, {one(_PATTERNS)})",
                lambda: f"{one(_TEXTS)} = {one(_SURE)}",
                lambda: (
                    f"weighted-checklist(1, 2, {b(below)}, {one(_SURE)}, {b(below)}, {one(_SURE)})"
                ),
            )
        )()

    def date(self, depth: int) -> str:
        """An expression that gives a date."""
        one = self._random.choice
        if depth <= 0:
            return one(_DATES)
        return one(
            (
                lambda: one(_DATES),
                lambda: f"date({one(_DATES)})",
                lambda: f"date({self._random.randint(-400, 30000)})",
                lambda: f"date({one(_DATES)} + {self._random.randint(-40, 400)})",
                lambda: f"if({self.truth(depth - 1)}, {one(_DATES)}, {one(_DATES)})",
            )
        )()

    def _hard(self, depth: int) -> str:
        """An operand that binds tighter than any operator."""
        said = self.number(depth)
        return said if said.isalnum() or said.startswith("/") else f"({said})"

    def _small(self) -> str:
        return self._random.choice(("0", "1", "2", "-1", "5"))


_WORTH = ("''", "'x'", "'0'")
_SAID = ("'a'", "/data/word", "/data/int", "'É'", "string(/data/none)")
_SURE = ("3", "1", "-1", "2.5", "-7.4", "100000", "/data/int", "/data/neg", "/data/dec")
_SELECTED = ("/data/many", "/data/one", "/data/word", "/data/none", "'a b'", "''")
_BETWEEN = ("', '", "''")
_MOMENTS = ("/data/moment", "'2026-03-28T08:05:09.007'", "'2024-02-29'")
_SHORT = ("'a'", "' '", "'ç'", "'-'", "''")
_DIGESTS = ("'MD5'", "'SHA-1'", "'SHA-256'", "'SHA-384'", "'SHA-512'")
_ENCODINGS = ("'hex'", "'base64'")
_SAYINGS = ("'true'", "'1'", "'false'", "'0'", "''", "/data/yes", "'sim'")
_LISTS = ("/data/many", "/data/one", "/data/none")
_CHOSEN = ("'a'", "'b'", "'c'", "'d'", "''", "'ç'", "/data/one")
_PATTERNS = ("'[a-z]+'", "'.*ç.*'", "'[0-9]{2}'", "'\\w+'", "'(a|b) .*'", "'[^ ]*'", "''")

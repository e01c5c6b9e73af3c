"""Every problem that a check-list can have, in words: what it is and what to do about it."""

from __future__ import annotations

from typing import Final

from core.forms.states import Severity

# code: (severity, pt, en, what to do pt, what to do en)
SENTENCES: Final[dict[str, tuple[Severity, str, str, str, str]]] = {
    "forms.not-readable": (
        "error",
        "O ficheiro não é um livro XLSForm nem um XForm que se possa ler: {reason}.",
        "The file is neither an XLSForm workbook nor an XForm that can be read: {reason}.",
        "Guarde-o de novo como .xlsx (ou .xml) e tente outra vez.",
        "Save it again as .xlsx (or .xml) and try once more.",
    ),
    "forms.too-big": (
        "error",
        "O ficheiro ocupa demasiado depois de aberto: {reason}.",
        "The file is too big once opened: {reason}.",
        "Retire do ficheiro o que não é do guião e guarde-o de novo.",
        "Take out of the file what is not part of the check-list and save it again.",
    ),
    "forms.locked": (
        "error",
        "O livro está protegido por palavra-passe e não pode ser lido.",
        "The workbook is protected by a password and cannot be read.",
        "Abra-o no Excel, retire a palavra-passe e guarde-o de novo.",
        "Open it in Excel, take the password off and save it again.",
    ),
    "forms.endless-count": (
        "error",
        "A repetição «{value}» cresce sem fim: o seu número depende de quantas já há.",
        "The repeat “{value}” grows without end: its count depends on how many there are.",
        "Mude repeat_count para que deixe de crescer.",
        "Change repeat_count so that it stops growing.",
    ),
    "forms.too-deep": (
        "error",
        "Há mais de {value} grupos uns dentro dos outros.",
        "More than {value} groups stand inside each other.",
        "Junte grupos: ninguém consegue preencher um guião tão fundo.",
        "Merge groups: nobody can fill in a check-list that deep.",
    ),
    "forms.no-survey": (
        "error",
        "O livro não tem a folha «survey» com perguntas.",
        "The workbook has no “survey” sheet with questions.",
        "Dê o nome «survey» à folha das perguntas, com as colunas type, name e label.",
        "Name the sheet of questions “survey”, with the columns type, name and label.",
    ),
    "forms.unknown-type": (
        "error",
        "O tipo «{value}» não existe.",
        "The type “{value}” does not exist.",
        "Use um tipo do XLSForm, por exemplo text, integer, date ou select_one LISTA.",
        "Use a type of XLSForm, for example text, integer, date or select_one LIST.",
    ),
    "forms.unknown-column": (
        "warning",
        "A coluna «{value}» não é do XLSForm: o que tem escrito não é usado.",
        "The column “{value}” is not part of XLSForm: what it says is not used.",
        "Corrija o nome da coluna; se é só para si, pode ficar.",
        "Correct the column's name; if it is only for you, it may stay.",
    ),
    "forms.missing-type": (
        "error",
        "A linha tem nome «{value}» mas não tem tipo.",
        "The row has the name “{value}” but no type.",
        "Escreva o tipo da pergunta na coluna type.",
        "Write the question's type in the column type.",
    ),
    "forms.missing-name": (
        "error",
        "A pergunta do tipo «{value}» não tem nome.",
        "The question of type “{value}” has no name.",
        "Escreva na coluna name um nome sem espaços.",
        "Write a name without spaces in the column name.",
    ),
    "forms.invalid-name": (
        "error",
        "O nome «{value}» não é válido.",
        "The name “{value}” is not valid.",
        "Comece por uma letra ou _ e use só letras, algarismos, -, _ e pontos.",
        "Start with a letter or _ and use only letters, digits, -, _ and dots.",
    ),
    "forms.duplicate-name": (
        "error",
        "O nome «{value}» já foi usado na linha {other}, no mesmo grupo.",
        "The name “{value}” is already used in row {other}, in the same group.",
        "Mude um dos dois nomes.",
        "Change one of the two names.",
    ),
    "forms.duplicate-choice": (
        "error",
        "A opção «{value}» repete-se na lista «{list}» (linha {other}).",
        "The choice “{value}” occurs twice in the list “{list}” (row {other}).",
        "Mude o valor de uma delas, ou ponha allow_choice_duplicates em settings.",
        "Change the value of one of them, or set allow_choice_duplicates in settings.",
    ),
    "forms.missing-list": (
        "error",
        "A lista de opções «{value}» não existe na folha choices.",
        "The list of choices “{value}” is not in the choices sheet.",
        "Acrescente a lista à folha choices ou corrija o nome na coluna type.",
        "Add the list to the choices sheet or correct the name in the column type.",
    ),
    "forms.no-list-named": (
        "error",
        "A pergunta «{value}» não diz de que lista são as opções.",
        "The question “{value}” does not say which list its choices come from.",
        "Escreva o nome da lista depois do tipo, por exemplo: select_one sim_nao.",
        "Write the list's name after the type, for example: select_one yes_no.",
    ),
    "forms.missing-choice-name": (
        "error",
        "Uma opção da lista «{value}» não tem valor (coluna name).",
        "A choice of the list “{value}” has no value (column name).",
        "Escreva o valor da opção na coluna name.",
        "Write the choice's value in the column name.",
    ),
    "forms.unclosed-group": (
        "error",
        "O {kind} «{value}» começa aqui e nunca termina.",
        "The {kind} “{value}” starts here and never ends.",
        "Acrescente a linha end_{kind} onde ele termina.",
        "Add the row end_{kind} where it ends.",
    ),
    "forms.unopened-group": (
        "error",
        "Há um end_{kind} sem o begin_{kind} correspondente.",
        "There is an end_{kind} without its begin_{kind}.",
        "Apague esta linha ou acrescente o begin_{kind} que falta.",
        "Delete this row or add the begin_{kind} that is missing.",
    ),
    "forms.unknown-reference": (
        "error",
        "A expressão refere ${{{value}}}, que não existe.",
        "The expression refers to ${{{value}}}, which does not exist.",
        "Corrija o nome entre chavetas para o de uma pergunta do guião.",
        "Correct the name between braces to that of a question in the check-list.",
    ),
    "forms.ambiguous-reference": (
        "error",
        "A expressão refere ${{{value}}}, mas há mais do que uma pergunta com esse nome.",
        "The expression refers to ${{{value}}}, but several questions have that name.",
        "Dê nomes diferentes às perguntas que são referidas.",
        "Give different names to the questions that are referred to.",
    ),
    "forms.bad-expression": (
        "error",
        "A expressão não se compreende: {motivo} Expressão: {value}",
        "The expression cannot be understood: {reason} Expression: {value}",
        "Corrija a expressão na posição indicada.",
        "Correct the expression at the position given.",
    ),
    "forms.failing-expression": (
        "warning",
        "A expressão falha logo ao abrir o guião e não dá valor: {motivo} Expressão: {value}",
        "The expression fails when the check-list opens and has no value: {reason} In: {value}",
        "Corrija a expressão, ou o valor inicial de que ela depende.",
        "Correct the expression, or the initial value it depends on.",
    ),
    "forms.unknown-function": (
        "error",
        "A função «{value}» não existe.",
        "The function “{value}” does not exist.",
        "Corrija o nome da função.",
        "Correct the function's name.",
    ),
    "forms.unknown-path": (
        "error",
        "O caminho «{value}» não leva a nenhuma pergunta deste guião.",
        "The path “{value}” leads to no question of this check-list.",
        "Corrija o caminho para o de uma pergunta que existe.",
        "Correct the path to that of a question that exists.",
    ),
    "forms.unknown-instance": (
        "error",
        "A lista «{value}» usada numa expressão não existe.",
        "The list “{value}” used in an expression does not exist.",
        "Acrescente a lista (folha choices, ou csv-external) ou corrija o nome.",
        "Add the list (choices sheet, or csv-external) or correct the name.",
    ),
    "forms.cycle": (
        "error",
        "Estas perguntas dependem umas das outras em círculo: {value}.",
        "These questions depend on each other in a circle: {value}.",
        "Retire uma das referências em calculation ou relevant para quebrar o círculo.",
        "Take out one of the references in calculation or relevant to break the circle.",
    ),
    "forms.bind-without-node": (
        "error",
        "A regra (bind) de «{value}» não tem nó correspondente na instância.",
        "The bind for “{value}” has no node in the instance.",
        "Acrescente o nó à instância ou retire o bind.",
        "Add the node to the instance or take the bind out.",
    ),
    "forms.control-without-node": (
        "warning",
        "A pergunta «{value}» não tem nó correspondente na instância e não é mostrada.",
        "The question “{value}” has no node in the instance and is not shown.",
        "Acrescente o nó à instância ou corrija o ref da pergunta.",
        "Add the node to the instance or correct the question's ref.",
    ),
    "forms.group-without-node": (
        "warning",
        "O grupo «{value}» não tem nó na instância: as suas condições não se aplicam.",
        "The group “{value}” has no node in the instance: its conditions do not apply.",
        "Acrescente o nó à instância ou corrija o ref do grupo.",
        "Add the node to the instance or correct the group's ref.",
    ),
    "forms.repeat-without-node": (
        "error",
        "A repetição «{value}» não tem nó correspondente na instância.",
        "The repeat “{value}” has no node in the instance.",
        "Acrescente o nó à instância ou corrija o nodeset da repetição.",
        "Add the node to the instance or correct the repeat's nodeset.",
    ),
    "forms.action-without-node": (
        "warning",
        "Uma ação devia escrever em «{value}», que não existe na instância; não é feita.",
        "An action should write to “{value}”, which the instance does not have; it is not done.",
        "Corrija o caminho da ação (em XLSForm: a coluna trigger ou default).",
        "Correct the action's path (in XLSForm: the trigger or default column).",
    ),
    "forms.missing-text": (
        "warning",
        "O texto «{value}» não está em nenhuma língua.",
        "The text “{value}” is in no language.",
        "Acrescente o texto a itext.",
        "Add the text to itext.",
    ),
    "forms.answer-overwritten": (
        "error",
        (
            "A pergunta «{value}» pode ser respondida mas tem um cálculo que apaga o que se "
            "escreve, e «{other}», na mesma página, depende dela."
        ),
        (
            "The question “{value}” can be answered but has a calculation that overwrites what is "
            "written, and “{other}”, on the same page, depends on it."
        ),
        "Use default para um valor inicial, ou torne a pergunta só de leitura.",
        "Use default for an initial value, or make the question read-only.",
    ),
    "forms.calculated-question": (
        "warning",
        (
            "A pergunta «{value}» pode ser respondida mas tem um cálculo que substitui o que se "
            "escreve sempre que ele muda."
        ),
        (
            "The question “{value}” can be answered but has a calculation that replaces what is "
            "written whenever it changes."
        ),
        "Se o cálculo é só o valor inicial, passe-o para a coluna default.",
        "If the calculation is only the initial value, move it to the column default.",
    ),
    "forms.missing-file": (
        "warning",
        "O ficheiro «{value}», de que o guião precisa, não foi entregue com ele.",
        "The file “{value}” that the check-list needs did not come with it.",
        "Ponha o ficheiro na mesma pasta do guião e instale de novo.",
        "Put the file in the same folder as the check-list and install it again.",
    ),
    "forms.bad-file": (
        "error",
        "O ficheiro «{value}» não pode ser lido: {reason}.",
        "The file “{value}” cannot be read: {reason}.",
        "Guarde-o de novo como CSV em UTF-8 (ou XML/GeoJSON válido).",
        "Save it again as CSV in UTF-8 (or valid XML/GeoJSON).",
    ),
    "forms.unsupported": (
        "warning",
        "«{value}» não é suportado nesta aplicação{where}.",
        "“{value}” is not supported in this application{where}.",
        "O guião funciona sem isso; veja se lhe faz falta.",
        "The check-list works without it; see whether you need it.",
    ),
    "forms.bad-range": (
        "error",
        "A escala «{value}» não diz onde começa, onde acaba e de quanto em quanto vai.",
        "The range “{value}” does not say where it starts, where it ends and its step.",
        "Escreva start, end e step (números) na coluna parameters.",
        "Write start, end and step (numbers) in the column parameters.",
    ),
    "forms.bad-mediatype": (
        "warning",
        "«{value}» não é um tipo de ficheiro (image/*, application/pdf…); aceita-se qualquer um.",
        "“{value}” is no media type such as image/* or application/pdf; any file is taken.",
        "Escreva na pergunta um tipo de ficheiro (MIME), sem extensão.",
        "Write a media type (MIME) on the question, not a file extension.",
    ),
    "forms.event-in-model": (
        "error",
        "A ação para o evento «{value}» está no modelo, onde esse evento não acontece.",
        "The action for the event “{value}” stands in the model, where that event never happens.",
        "Ponha a ação dentro da repetição, no corpo do guião.",
        "Put the action inside the repeat, in the body of the check-list.",
    ),
    "forms.no-choices": (
        "error",
        "jr:choice-name() pede o nome de uma opção de «{value}», que não tem opções.",
        "jr:choice-name() asks for the label of a choice of “{value}”, which has no choices.",
        "Indique uma pergunta de escolha no segundo argumento.",
        "Name a select question in the second argument.",
    ),
    "forms.submission-method": (
        "warning",
        "O método de envio «{value}» não existe no OpenRosa; o envio é feito por POST.",
        "The submission method “{value}” does not exist in OpenRosa; what is sent goes by POST.",
        "Retire method de <submission>, ou escreva post.",
        "Take method out of <submission>, or write post.",
    ),
    "forms.list-column": (
        "warning",
        "A lista não tem a coluna «{value}» de que as opções precisam; tem: {found}.",
        "The list has no column “{value}”, which its choices need; it has: {found}.",
        "Corrija o nome da coluna (ou o separador do CSV: vírgula, ponto e vírgula ou tabulação).",
        "Correct the column's name (or the CSV's separator: comma, semicolon or tab).",
    ),
    "forms.second-control": (
        "warning",
        "Há uma segunda pergunta sobre o mesmo nó «{value}»; só a primeira é mostrada.",
        "There is a second question on the same node “{value}”; only the first one is shown.",
        "Retire uma das duas.",
        "Take out one of the two.",
    ),
    "forms.converter": (
        "error",
        "O livro não pôde ser convertido: {reason}",
        "The workbook could not be converted: {reason}",
        "Corrija o que a mensagem indica.",
        "Correct what the message says.",
    ),
    "forms.converter-warning": (
        "warning",
        "Aviso da conversão: {reason}",
        "Warning from the conversion: {reason}",
        "Veja se é o que pretende.",
        "See whether this is what you mean.",
    ),
    "forms.duplicate-header": (
        "error",
        "Duas colunas são a mesma coisa com nomes diferentes: {value}.",
        "Two columns are the same thing by different names: {value}.",
        "Retire ou mude o nome de uma delas.",
        "Remove or rename one of them.",
    ),
}

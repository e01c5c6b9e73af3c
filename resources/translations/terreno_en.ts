<?xml version='1.0' encoding='utf-8'?>
<TS version="2.1" language="en" sourcelanguage="pt_PT">
  <context>
    <name>AboutPage</name>
    <message>
      <source>Visitas, guiões e evidência em vídeo para a Área Metropolitana do Porto. Licença EUPL-1.2.</source>
      <translation>Visits, check-lists and video evidence for the Área Metropolitana do Porto. EUPL-1.2 licence.</translation>
    </message>
    <message>
      <source>Dados</source>
      <translation>Data</translation>
    </message>
    <message>
      <source>Feito com</source>
      <translation>Made with</translation>
    </message>
  </context>
  <context>
    <name>Actions</name>
    <message>
      <source>{count} registos ainda não couberam no disco.</source>
      <translation>{count} answers have not fitted on the disk yet.</translation>
    </message>
    <message>
      <source>O guião que está a escrever ainda não coube no disco.</source>
      <translation>The check-list you are writing has not fitted on the disk yet.</translation>
    </message>
    <message>
      <source>Está a gravar</source>
      <translation>Recording</translation>
    </message>
    <message>
      <source>A gravação ainda está a correr.</source>
      <translation>The recording is still running.</translation>
    </message>
    <message>
      <source>Se sair agora, a gravação termina e fica guardada até este momento.</source>
      <translation>If you leave now, the recording ends and is kept up to this moment.</translation>
    </message>
    <message>
      <source>Terminar e sair</source>
      <translation>End it and leave</translation>
    </message>
    <message>
      <source>Continuar a gravar</source>
      <translation>Go on recording</translation>
    </message>
    <message>
      <source>Há trabalho por guardar</source>
      <translation>There is work still to be saved</translation>
    </message>
    <message>
      <source>Continua no ecrã. Liberte espaço e volte a guardar; se sair, perde-se.</source>
      <translation>It is still on screen. Free some space and save again; if you leave, it is lost.</translation>
    </message>
    <message>
      <source>Sair e perder</source>
      <translation>Leave and lose it</translation>
    </message>
    <message>
      <source>Guardar outra vez</source>
      <translation>Save again</translation>
    </message>
    <message>
      <source>Escolher a cópia de segurança</source>
      <translation>Choose the backup</translation>
    </message>
    <message>
      <source>Cópias do Terreno (*.db copia.json);;Todos os ficheiros (*)</source>
      <translation>Terreno copies (*.db copia.json);;All files (*)</translation>
    </message>
    <message>
      <source>Guardar a chave em PDF</source>
      <translation>Save the key as PDF</translation>
    </message>
    <message>
      <source>chave de recuperação do Terreno.pdf</source>
      <translation>Terreno recovery key.pdf</translation>
    </message>
    <message>
      <source>Guardar a chave num ficheiro</source>
      <translation>Save the key to a file</translation>
    </message>
    <message>
      <source>chave de recuperação do Terreno.txt</source>
      <translation>Terreno recovery key.txt</translation>
    </message>
    <message>
      <source>Texto (*.txt)</source>
      <translation>Text (*.txt)</translation>
    </message>
    <message>
      <source>Não foi possível escrever o ficheiro.</source>
      <translation>The file could not be written.</translation>
    </message>
    <message>
      <source>A chave continua aqui no ecrã.</source>
      <translation>The key is still here on the screen.</translation>
    </message>
    <message>
      <source>A chave ficou guardada.</source>
      <translation>The key has been saved.</translation>
    </message>
  </context>
  <context>
    <name>AddressEditor</name>
    <message>
      <source>Abrir</source>
      <translation>Open</translation>
    </message>
    <message>
      <source>Abrir este endereço</source>
      <translation>Open this address</translation>
    </message>
    <message>
      <source>Não foi possível abrir o endereço. O registo mantém-se.</source>
      <translation>The address could not be opened. The answer is kept.</translation>
    </message>
  </context>
  <context>
    <name>Aftermath</name>
    <message>
      <source>Da última vez o Terreno foi fechado de repente.</source>
      <translation>Last time Terreno was closed suddenly.</translation>
    </message>
    <message>
      <source>Tudo o que aparecia como guardado está cá.</source>
      <translation>All that showed as saved is here.</translation>
    </message>
    <message>
      <source>A gravação interrompida está a ser recuperada.</source>
      <translation>The interrupted recording is being recovered.</translation>
    </message>
    <message>
      <source>A última gravação ficou guardada ({length}).</source>
      <translation>The last recording has been stored ({length}).</translation>
    </message>
    <message>
      <source>A gravação interrompida foi recuperada ({length}).</source>
      <translation>The interrupted recording was recovered ({length}).</translation>
    </message>
    <message>
      <source>Uma gravação tem partes danificadas: o que se conseguiu ler pode rever-se, e o ficheiro danificado fica guardado ao lado.</source>
      <translation>A recording has damaged parts: what could be read can be reviewed, and the damaged file is kept beside it.</translation>
    </message>
    <message>
      <source>Só uma parte de uma gravação se pode rever já; o resto está guardado e espera por espaço no disco.</source>
      <translation>Only part of a recording can be reviewed now; the rest is kept and waits for room on the disk.</translation>
    </message>
    <message>
      <source>Há gravações que ainda não se podem rever: estão guardadas e esperam por espaço no disco.</source>
      <translation>Some recordings cannot be reviewed yet: they are kept and wait for room on the disk.</translation>
    </message>
  </context>
  <context>
    <name>AgreementDialog</name>
    <message>
      <source>Tempos e concordância</source>
      <translation>Times and agreement</translation>
    </message>
    <message>
      <source>Tempos</source>
      <translation>Times</translation>
    </message>
    <message>
      <source>Unidade de tempo</source>
      <translation>Unit of time</translation>
    </message>
    <message>
      <source>Folga dos momentos</source>
      <translation>Tolerance of moments</translation>
    </message>
    <message>
      <source>Concordância</source>
      <translation>Agreement</translation>
    </message>
    <message>
      <source>Fechar</source>
      <translation>Close</translation>
    </message>
    <message>
      <source>Copiar o quadro</source>
      <translation>Copy the table</translation>
    </message>
    <message>
      <source>Guardar…</source>
      <translation>Save…</translation>
    </message>
    <message>
      <source>{seconds} s</source>
      <translation>{seconds} s</translation>
    </message>
    <message>
      <source>Por</source>
      <translation>By</translation>
    </message>
    <message>
      <source>Etiqueta</source>
      <translation>Tag</translation>
    </message>
    <message>
      <source>Vezes</source>
      <translation>Times marked</translation>
    </message>
    <message>
      <source>Tempo</source>
      <translation>Time</translation>
    </message>
    <message>
      <source>Parte</source>
      <translation>Share</translation>
    </message>
    <message>
      <source>Em média</source>
      <translation>On average</translation>
    </message>
    <message>
      <source>Entre marcas</source>
      <translation>Between marks</translation>
    </message>
    <message>
      <source>Ainda não há marcas nesta visita.</source>
      <translation>There are no marks in this visit yet.</translation>
    </message>
    <message>
      <source>Marque a gravação no separador Marcas e volte aqui.</source>
      <translation>Mark the recording in the tab Marks and come back here.</translation>
    </message>
    <message>
      <source>É preciso que duas pessoas tenham marcado esta gravação, cada uma por si.</source>
      <translation>Two people must have marked this recording, each on their own.</translation>
    </message>
    <message>
      <source>O tempo é cortado em {count} unidades iguais; em cada uma compara-se o que cada pessoa marcou. O kappa de {name} tira o que concordariam por acaso: 1 é acordo total, 0 é o do acaso. Os momentos comparam-se também par a par, com a folga escolhida.</source>
      <translation>Time is cut into {count} equal units; in each, what each person marked is compared. {name}’s kappa takes off what they would agree on by chance: 1 is full agreement, 0 that of chance. Moments are also compared pair by pair, with the tolerance chosen.</translation>
    </message>
    <message>
      <source>Todos (Fleiss)</source>
      <translation>All (Fleiss)</translation>
    </message>
    <message>
      <source>{first} e {second}</source>
      <translation>{first} and {second}</translation>
    </message>
    <message>
      <source>Momentos com par</source>
      <translation>Moments with a partner</translation>
    </message>
    <message>
      <source>Tudo junto</source>
      <translation>All together</translation>
    </message>
    <message>
      <source>Guardar tempos e concordância</source>
      <translation>Save time and agreement</translation>
    </message>
    <message>
      <source>tempos-e-concordancia.xlsx</source>
      <translation>time-and-agreement.xlsx</translation>
    </message>
    <message>
      <source>Excel (*.xlsx);;CSV (*.csv)</source>
      <translation>Excel (*.xlsx);;CSV (*.csv)</translation>
    </message>
    <message>
      <source>Guardado em «{name}».</source>
      <translation>Saved in “{name}”.</translation>
    </message>
    <message>
      <source>Copiado: pode colar numa folha de cálculo.</source>
      <translation>Copied: you can paste it into a spreadsheet.</translation>
    </message>
  </context>
  <context>
    <name>AnswerDelegate</name>
    <message>
      <source>sem registo</source>
      <translation>nothing recorded</translation>
    </message>
  </context>
  <context>
    <name>AnswerList</name>
    <message>
      <source>Registos da visita</source>
      <translation>Answers of the visit</translation>
    </message>
  </context>
  <context>
    <name>AnswerModel</name>
    <message>
      <source>sem registo</source>
      <translation>nothing recorded</translation>
    </message>
  </context>
  <context>
    <name>AsidePage</name>
    <message>
      <source>Visita</source>
      <translation>Visit</translation>
    </message>
    <message>
      <source>Postos de parte</source>
      <translation>Put aside</translation>
    </message>
    <message>
      <source>Continuar o guião</source>
      <translation>Go on with the check-list</translation>
    </message>
    <message>
      <source>Registos que a versão nova do guião não tem onde guardar. Continuam na versão em que foram feitos; aqui pode copiá-los para o lugar certo e dá-los por tratados.</source>
      <translation>Answers that the new version of the check-list has no place for. They stay in the version they were given in; here you can copy them to the right place and mark them as dealt with.</translation>
    </message>
    <message>
      <source>Voltar à versão anterior ({version})</source>
      <translation>Go back to the version before ({version})</translation>
    </message>
    <message>
      <source>Voltar à versão anterior</source>
      <translation>Go back to the version before</translation>
    </message>
    <message>
      <source>Não há nada de parte.</source>
      <translation>Nothing was put aside.</translation>
    </message>
    <message>
      <source>{who} · vídeo {clock}</source>
      <translation>{who} · video {clock}</translation>
    </message>
    <message>
      <source>Versão {version}</source>
      <translation>Version {version}</translation>
    </message>
    <message>
      <source>Ficheiro na visita</source>
      <translation>File in the visit</translation>
    </message>
    <message>
      <source>Copiar</source>
      <translation>Copy</translation>
    </message>
    <message>
      <source>Copiar «{label}»</source>
      <translation>Copy “{label}”</translation>
    </message>
    <message>
      <source>Repor por tratar</source>
      <translation>Still to deal with</translation>
    </message>
    <message>
      <source>Dar por tratado</source>
      <translation>Mark as dealt with</translation>
    </message>
    <message>
      <source>Tratado por {who}, {when}</source>
      <translation>Dealt with by {who}, {when}</translation>
    </message>
    <message>
      <source>Copiado. Pode colar no guião.</source>
      <translation>Copied. You can paste it into the check-list.</translation>
    </message>
    <message>
      <source>A visita voltou à versão anterior do guião.</source>
      <translation>The visit went back to the version before.</translation>
    </message>
    <message>
      <source>O preenchimento está como estava antes de passar.</source>
      <translation>The filling is as it was before going over.</translation>
    </message>
  </context>
  <context>
    <name>Asking</name>
    <message>
      <source>Indicador</source>
      <translation>Indicator</translation>
    </message>
    <message>
      <source>Tipo de resposta</source>
      <translation>Type of response</translation>
    </message>
    <message>
      <source>População-alvo</source>
      <translation>Target population</translation>
    </message>
    <message>
      <source>População de</source>
      <translation>Population of</translation>
    </message>
    <message>
      <source>dos</source>
      <translation>from</translation>
    </message>
    <message>
      <source>aos</source>
      <translation>to</translation>
    </message>
    <message>
      <source>anos</source>
      <translation>years</translation>
    </message>
    <message>
      <source>Todos os tipos</source>
      <translation>All types</translation>
    </message>
    <message>
      <source>Outras idades…</source>
      <translation>Other ages…</translation>
    </message>
    <message>
      <source>ano comum</source>
      <translation>common year</translation>
    </message>
  </context>
  <context>
    <name>BackgroundButton</name>
    <message>
      <source>Fundo</source>
      <translation>Background</translation>
    </message>
    <message>
      <source>Pôr um mapa de um ficheiro por trás (MBTiles ou PMTiles)</source>
      <translation>Put a map from a file behind (MBTiles or PMTiles)</translation>
    </message>
    <message>
      <source>Escolher um ficheiro de mapa…</source>
      <translation>Choose a map file…</translation>
    </message>
    <message>
      <source>Só os limites dos municípios</source>
      <translation>The municipalities' boundaries alone</translation>
    </message>
    <message>
      <source>Fundo do mapa</source>
      <translation>Map background</translation>
    </message>
    <message>
      <source>Mapas em imagens (*.mbtiles *.pmtiles);;Todos os ficheiros (*)</source>
      <translation>Maps as pictures (*.mbtiles *.pmtiles);;All files (*)</translation>
    </message>
  </context>
  <context>
    <name>BackupsPage</name>
    <message>
      <source>Cópias de segurança</source>
      <translation>Backups</translation>
    </message>
    <message>
      <source>O Terreno faz cópias sozinho; aqui faz uma já. Ficam cifradas, na pasta do espaço de trabalho. Guardam os registos; os vídeos e anexos estão na cópia de tudo.</source>
      <translation>Terreno makes backups by itself; here you make one now. They are encrypted, in the workspace's folder. They hold the answers; videos and attachments are in the copy of everything.</translation>
    </message>
    <message>
      <source>Fazer uma cópia agora</source>
      <translation>Back up now</translation>
    </message>
    <message>
      <source>A copiar…</source>
      <translation>Copying…</translation>
    </message>
    <message>
      <source>A cópia está feita.</source>
      <translation>The backup is made.</translation>
    </message>
    <message>
      <source>Ainda não há cópias.</source>
      <translation>There are no backups yet.</translation>
    </message>
    <message>
      <source>Voltar a esta</source>
      <translation>Go back to this one</translation>
    </message>
    <message>
      <source>Voltar à cópia de {when}</source>
      <translation>Go back to the backup of {when}</translation>
    </message>
    <message>
      <source>Voltar a uma cópia</source>
      <translation>Go back to a backup</translation>
    </message>
    <message>
      <source>Voltar a {when}?</source>
      <translation>Go back to {when}?</translation>
    </message>
    <message>
      <source>O que foi registado depois disso sai do ecrã, mas não é apagado: os dados de agora ficam guardados ao lado. O Terreno fecha este espaço de trabalho e pede a palavra-passe.</source>
      <translation>What was recorded after that leaves the screen, but is not deleted: the present data are kept aside. Terreno closes this workspace and asks for the passphrase.</translation>
    </message>
    <message>
      <source>Voltar à cópia</source>
      <translation>Go back to the backup</translation>
    </message>
    <message>
      <source>Ficar como está</source>
      <translation>Leave as it is</translation>
    </message>
  </context>
  <context>
    <name>Banner</name>
    <message>
      <source>Fechar aviso</source>
      <translation>Dismiss</translation>
    </message>
  </context>
  <context>
    <name>BarcodeEditor</name>
    <message>
      <source>código, como está impresso</source>
      <translation>code, as printed</translation>
    </message>
  </context>
  <context>
    <name>BoxedPicture</name>
    <message>
      <source>Imagem com o que fica tapado</source>
      <translation>Picture with what is covered</translation>
    </message>
    <message>
      <source>Insert põe uma caixa, Tab escolhe, setas movem, com Maiúsculas mudam o tamanho, Espaço tapa ou deixa ver, Delete tira.</source>
      <translation>Insert puts a box, Tab chooses, arrows move, with Shift they resize, Space covers or leaves out, Delete removes.</translation>
    </message>
  </context>
  <context>
    <name>BulkBar</name>
    <message>
      <source>Confirmar hoje</source>
      <translation>Confirm today</translation>
    </message>
    <message>
      <source>Mudar o estado</source>
      <translation>Change the state</translation>
    </message>
    <message>
      <source>{count} entradas escolhidas</source>
      <translation>{count} entries chosen</translation>
    </message>
    <message>
      <source>{count} de {all} entradas (as que já se viram)</source>
      <translation>{count} of {all} entries (those seen so far)</translation>
    </message>
    <message>
      <source>{count} entradas mudadas.</source>
      <translation>{count} entries changed.</translation>
    </message>
    <message>
      <source>{left} já estavam assim, ou não têm esse campo.</source>
      <translation>{left} were so already, or have no such field.</translation>
    </message>
  </context>
  <context>
    <name>ChangeDialog</name>
    <message>
      <source>Alterar a visita</source>
      <translation>Change the visit</translation>
    </message>
    <message>
      <source>Título</source>
      <translation>Title</translation>
    </message>
    <message>
      <source>Dia da visita</source>
      <translation>Day of the visit</translation>
    </message>
    <message>
      <source>Hora da visita</source>
      <translation>Time of the visit</translation>
    </message>
    <message>
      <source>Quando</source>
      <translation>When</translation>
    </message>
    <message>
      <source>Morada</source>
      <translation>Address</translation>
    </message>
    <message>
      <source>Notas</source>
      <translation>Notes</translation>
    </message>
    <message>
      <source>Cancelar</source>
      <translation>Cancel</translation>
    </message>
    <message>
      <source>Guardar</source>
      <translation>Save</translation>
    </message>
  </context>
  <context>
    <name>ChecklistEnding</name>
    <message>
      <source>Precisa de registo.</source>
      <translation>Needs an answer.</translation>
    </message>
    <message>
      <source>O guião está finalizado.</source>
      <translation>The check-list is finalised.</translation>
    </message>
    <message>
      <source>Todos os registos estão guardados e já não mudam aqui.</source>
      <translation>All answers are saved and no longer change here.</translation>
    </message>
    <message>
      <source>A seguir: rever com a gravação, constatações e assinaturas.</source>
      <translation>Next: review with the recording, findings and signatures.</translation>
    </message>
    <message>
      <source>Abrir a revisão</source>
      <translation>Open the review</translation>
    </message>
    <message>
      <source>Este guião foi finalizado ou reaberto noutro lado.</source>
      <translation>This check-list was finalised or reopened elsewhere.</translation>
    </message>
    <message>
      <source>Os registos que ainda não estão guardados continuam aqui.</source>
      <translation>The answers that are not saved yet are still here.</translation>
    </message>
    <message>
      <source>Se foi finalizado, reabra-o na revisão; depois guarde outra vez.</source>
      <translation>If it was finalised, reopen it in the review; then save again.</translation>
    </message>
    <message>
      <source>Ainda se está a guardar um ficheiro.</source>
      <translation>A file is still being saved.</translation>
    </message>
    <message>
      <source>O guião finaliza assim que estiver guardado.</source>
      <translation>The check-list is finalised as soon as it is saved.</translation>
    </message>
  </context>
  <context>
    <name>ChecklistForm</name>
    <message>
      <source>Sobre o guião</source>
      <translation>About the check-list</translation>
    </message>
    <message>
      <source>Título</source>
      <translation>Title</translation>
    </message>
    <message>
      <source>Identificador (não mude entre versões)</source>
      <translation>Identifier (do not change between versions)</translation>
    </message>
    <message>
      <source>Nome de cada preenchimento (expressão)</source>
      <translation>Name of each filling (expression)</translation>
    </message>
    <message>
      <source>Versão (dada ao guardar)</source>
      <translation>Version (given when saving)</translation>
    </message>
    <message>
      <source>Língua em que se começa</source>
      <translation>Language to begin in</translation>
    </message>
    <message>
      <source>Línguas</source>
      <translation>Languages</translation>
    </message>
    <message>
      <source>Outra língua</source>
      <translation>Another language</translation>
    </message>
    <message>
      <source>Acrescentar língua</source>
      <translation>Add language</translation>
    </message>
    <message>
      <source>Cada texto passa a ter um campo por língua; o que falta aparece na primeira.</source>
      <translation>Each text gets a field for each language; what is missing appears in the first.</translation>
    </message>
    <message>
      <source>Uma só, sem nome</source>
      <translation>Only one, without a name</translation>
    </message>
  </context>
  <context>
    <name>ChecklistKeys</name>
    <message>
      <source>Próxima pergunta sem registo</source>
      <translation>Next question without an answer</translation>
    </message>
    <message>
      <source>Pergunta anterior sem registo</source>
      <translation>Previous question without an answer</translation>
    </message>
    <message>
      <source>Secção seguinte</source>
      <translation>Next section</translation>
    </message>
    <message>
      <source>Secção anterior</source>
      <translation>Previous section</translation>
    </message>
    <message>
      <source>Procurar uma pergunta</source>
      <translation>Search for a question</translation>
    </message>
    <message>
      <source>Pôr um marcador na gravação</source>
      <translation>Put a marker in the recording</translation>
    </message>
    <message>
      <source>Começar ou parar a gravação</source>
      <translation>Start or stop recording</translation>
    </message>
    <message>
      <source>Escolher a opção com esse número</source>
      <translation>Choose the option with that number</translation>
    </message>
    <message>
      <source>Passar à pergunta seguinte</source>
      <translation>Go to the next question</translation>
    </message>
    <message>
      <source>Passar ao campo seguinte</source>
      <translation>Go to the next field</translation>
    </message>
    <message>
      <source>Sair de um texto com várias linhas</source>
      <translation>Leave a text of several lines</translation>
    </message>
    <message>
      <source>Limpar a escolha</source>
      <translation>Clear the choice</translation>
    </message>
    <message>
      <source>Mover numa ordenação</source>
      <translation>Move within a ranking</translation>
    </message>
  </context>
  <context>
    <name>ChecklistOpening</name>
    <message>
      <source>A ler os registos…</source>
      <translation>Reading the answers…</translation>
    </message>
    <message>
      <source>A ler o guião…</source>
      <translation>Reading the check-list…</translation>
    </message>
    <message>
      <source>A preparar as perguntas…</source>
      <translation>Preparing the questions…</translation>
    </message>
  </context>
  <context>
    <name>ChecklistPlace</name>
    <message>
      <source>Guardar outra vez</source>
      <translation>Save again</translation>
    </message>
    <message>
      <source>A abrir o guião…</source>
      <translation>Opening the check-list…</translation>
    </message>
    <message>
      <source>O guião não abriu.</source>
      <translation>The check-list did not open.</translation>
    </message>
    <message>
      <source>Tentar outra vez</source>
      <translation>Try again</translation>
    </message>
    <message>
      <source>Guardado {}</source>
      <translation>Saved {}</translation>
    </message>
    <message>
      <source>Finalizado</source>
      <translation>Finalised</translation>
    </message>
    <message>
      <source>Finalizar</source>
      <translation>Finalise</translation>
    </message>
    <message>
      <source>Todas as perguntas têm registo.</source>
      <translation>Every question has an answer.</translation>
    </message>
  </context>
  <context>
    <name>ChecklistVersions</name>
    <message>
      <source>Há uma versão nova deste guião ({version}).</source>
      <translation>There is a new version of this check-list ({version}).</translation>
    </message>
    <message>
      <source>Está a preencher a versão {version}.</source>
      <translation>You are filling in version {version}.</translation>
    </message>
    <message>
      <source>Ver o que muda</source>
      <translation>See what changes</translation>
    </message>
    <message>
      <source>Da versão anterior ficaram de parte: {count}.</source>
      <translation>Put aside from the version before: {count}.</translation>
    </message>
    <message>
      <source>Nada se perdeu; podem ser postos à mão.</source>
      <translation>Nothing is lost; they can be put in place by hand.</translation>
    </message>
    <message>
      <source>Ver os postos de parte</source>
      <translation>See what was put aside</translation>
    </message>
  </context>
  <context>
    <name>ChecklistsPage</name>
    <message>
      <source>Visitas</source>
      <translation>Visits</translation>
    </message>
    <message>
      <source>Guiões</source>
      <translation>Check-lists</translation>
    </message>
    <message>
      <source>Cada visita fica ligada a uma versão, que nunca muda depois de instalada.</source>
      <translation>Each visit is bound to one version, which never changes once installed.</translation>
    </message>
    <message>
      <source>Novo guião</source>
      <translation>New check-list</translation>
    </message>
    <message>
      <source>Ver um registo…</source>
      <translation>View a submission…</translation>
    </message>
    <message>
      <source>Abrir um registo já feito (.xml), só para ver</source>
      <translation>Open a submission already made (.xml), just to look at it</translation>
    </message>
    <message>
      <source>Instalados</source>
      <translation>Installed</translation>
    </message>
    <message>
      <source>A ler {name}…</source>
      <translation>Reading {name}…</translation>
    </message>
    <message>
      <source>Escolher um registo</source>
      <translation>Choose a submission</translation>
    </message>
    <message>
      <source>Registos (*.xml);;Todos os ficheiros (*)</source>
      <translation>Submissions (*.xml);;All files (*)</translation>
    </message>
    <message>
      <source>Escolher um guião</source>
      <translation>Choose a check-list</translation>
    </message>
    <message>
      <source>Guiões (*.xlsx *.xls *.xml);;Todos os ficheiros (*)</source>
      <translation>Check-lists (*.xlsx *.xls *.xml);;All files (*)</translation>
    </message>
    <message>
      <source>«{title}» já estava instalado.</source>
      <translation>“{title}” was already installed.</translation>
    </message>
    <message>
      <source>Nada mudou.</source>
      <translation>Nothing changed.</translation>
    </message>
    <message>
      <source>«{title}» está instalado.</source>
      <translation>“{title}” is installed.</translation>
    </message>
    <message>
      <source>Já pode ser escolhido ao planear uma visita.</source>
      <translation>It can now be chosen when planning a visit.</translation>
    </message>
    <message>
      <source>Não foi possível ler o ficheiro ({reason}).</source>
      <translation>The file could not be read ({reason}).</translation>
    </message>
    <message>
      <source>Nada foi instalado.</source>
      <translation>Nothing was installed.</translation>
    </message>
    <message>
      <source>Veja se o ficheiro ainda lá está e tente de novo.</source>
      <translation>See whether the file is still there and try again.</translation>
    </message>
    <message>
      <source>Ainda não há nenhum guião instalado.</source>
      <translation>No check-list is installed yet.</translation>
    </message>
    <message>
      <source>{form} · versão {version} · instalado em {day}</source>
      <translation>{form} · version {version} · installed on {day}</translation>
    </message>
    <message>
      <source>{count} visitas</source>
      <translation>{count} visits</translation>
    </message>
    <message>
      <source>1 visita</source>
      <translation>1 visit</translation>
    </message>
    <message>
      <source>Nova versão</source>
      <translation>New version</translation>
    </message>
    <message>
      <source>Editar uma cópia</source>
      <translation>Edit a copy</translation>
    </message>
  </context>
  <context>
    <name>ChoicePopup</name>
    <message>
      <source>Procurar…</source>
      <translation>Search…</translation>
    </message>
    <message>
      <source>Procurar nas opções</source>
      <translation>Search the choices</translation>
    </message>
    <message>
      <source>Nenhuma opção com essas palavras.</source>
      <translation>No choice has these words.</translation>
    </message>
  </context>
  <context>
    <name>ChoicesBox</name>
    <message>
      <source>Opções</source>
      <translation>Choices</translation>
    </message>
    <message>
      <source>Lista de opções</source>
      <translation>List of choices</translation>
    </message>
    <message>
      <source>Acrescentar opção</source>
      <translation>Add choice</translation>
    </message>
    <message>
      <source>Subir (Alt+↑)</source>
      <translation>Move up (Alt+↑)</translation>
    </message>
    <message>
      <source>Descer (Alt+↓)</source>
      <translation>Move down (Alt+↓)</translation>
    </message>
    <message>
      <source>Remover (Del)</source>
      <translation>Remove (Del)</translation>
    </message>
    <message>
      <source>Permitir «Outro, qual?»</source>
      <translation>Allow “Other, which?”</translation>
    </message>
    <message>
      <source>Usada em {count} perguntas: o que mudar aqui muda em todas.</source>
      <translation>Used in {count} questions: what changes here changes in all.</translation>
    </message>
    <message>
      <source>{count} opções; mostram-se as primeiras {shown}.</source>
      <translation>{count} choices; the first {shown} are shown.</translation>
    </message>
    <message>
      <source>Texto</source>
      <translation>Text</translation>
    </message>
    <message>
      <source>Nos dados</source>
      <translation>In the data</translation>
    </message>
    <message>
      <source>Nova lista…</source>
      <translation>New list…</translation>
    </message>
  </context>
  <context>
    <name>ChoicesEditor</name>
    <message>
      <source>Sem opções para já: dependem de outra pergunta.</source>
      <translation>No choices for now: they depend on another question.</translation>
    </message>
  </context>
  <context>
    <name>ClauseRow</name>
    <message>
      <source>Pergunta</source>
      <translation>Question</translation>
    </message>
    <message>
      <source>Comparação</source>
      <translation>Comparison</translation>
    </message>
    <message>
      <source>Valor</source>
      <translation>Value</translation>
    </message>
    <message>
      <source>Remover esta condição</source>
      <translation>Remove this condition</translation>
    </message>
  </context>
  <context>
    <name>ColumnsPage</name>
    <message>
      <source>Folha «{name}»</source>
      <translation>Sheet “{name}”</translation>
    </message>
    <message>
      <source>(sem título)</source>
      <translation>(no title)</translation>
    </message>
    <message>
      <source>Não importar</source>
      <translation>Do not import</translation>
    </message>
    <message>
      <source>Guardar tal como está</source>
      <translation>Keep as it is</translation>
    </message>
    <message>
      <source>Resposta: {name}</source>
      <translation>Response: {name}</translation>
    </message>
    <message>
      <source>como da última vez</source>
      <translation>as last time</translation>
    </message>
    <message>
      <source>pelo título</source>
      <translation>by its title</translation>
    </message>
    <message>
      <source>título parecido</source>
      <translation>similar title</translation>
    </message>
    <message>
      <source>pelo conteúdo</source>
      <translation>by its content</translation>
    </message>
    <message>
      <source>fica com a entrada</source>
      <translation>kept with the entry</translation>
    </message>
    <message>
      <source>não se percebe</source>
      <translation>not understood</translation>
    </message>
  </context>
  <context>
    <name>Companion</name>
    <message>
      <source>{0}: clique para ver em grande</source>
      <translation>{0}: click to see it large</translation>
    </message>
    <message>
      <source>Não estava a gravar neste momento.</source>
      <translation>It was not recording at this moment.</translation>
    </message>
  </context>
  <context>
    <name>ConditionBox</name>
    <message>
      <source>Quando aparece</source>
      <translation>When it appears</translation>
    </message>
    <message>
      <source>Sempre</source>
      <translation>Always</translation>
    </message>
    <message>
      <source>Só se tudo isto for verdade</source>
      <translation>Only if all of this is true</translation>
    </message>
    <message>
      <source>Só se alguma destas for verdade</source>
      <translation>Only if any of these is true</translation>
    </message>
    <message>
      <source>Condição escrita à mão</source>
      <translation>Condition written by hand</translation>
    </message>
    <message>
      <source>Outra condição</source>
      <translation>Another condition</translation>
    </message>
  </context>
  <context>
    <name>ConflictCard</name>
    <message>
      <source>Apagar</source>
      <translation>Delete</translation>
    </message>
    <message>
      <source>Manter</source>
      <translation>Keep</translation>
    </message>
    <message>
      <source>Sem valor</source>
      <translation>No value</translation>
    </message>
    <message>
      <source>Ficar com este valor (tecla {key})</source>
      <translation>Keep this value (key {key})</translation>
    </message>
    <message>
      <source>Ficar com «{value}»</source>
      <translation>Keep “{value}”</translation>
    </message>
    <message>
      <source>Mostrado agora</source>
      <translation>Shown now</translation>
    </message>
    <message>
      <source>Ficar com todos (A)</source>
      <translation>Keep all (A)</translation>
    </message>
    <message>
      <source>Ficar com tudo o que foi marcado (tecla A)</source>
      <translation>Keep all that was ticked (key A)</translation>
    </message>
    <message>
      <source>Outro valor…</source>
      <translation>Another value…</translation>
    </message>
    <message>
      <source>Abrir</source>
      <translation>Open</translation>
    </message>
    <message>
      <source>Ficar com este</source>
      <translation>Keep this one</translation>
    </message>
  </context>
  <context>
    <name>ConflictsPage</name>
    <message>
      <source>Duas pessoas escreveram no mesmo sítio sem rede. Nada se perdeu: escolha o valor que fica (teclas 1, 2…). A decisão segue para todos.</source>
      <translation>Two people wrote in the same place without network. Nothing was lost: choose the value that stays (keys 1, 2…). The decision goes to everybody.</translation>
    </message>
    <message>
      <source>Não há conflitos</source>
      <translation>There are no conflicts</translation>
    </message>
    <message>
      <source>Quando duas pessoas escreverem no mesmo sítio, decide-se aqui.</source>
      <translation>When two people write in the same place, it is decided here.</translation>
    </message>
    <message>
      <source>… e mais {count}.</source>
      <translation>… and {count} more.</translation>
    </message>
    <message>
      <source>Decidido: fica o valor que escolheu.</source>
      <translation>Decided: the value you chose stays.</translation>
    </message>
    <message>
      <source>Os outros continuam no histórico.</source>
      <translation>The others stay in the history.</translation>
    </message>
    <message>
      <source>Sem valor</source>
      <translation>No value</translation>
    </message>
    <message>
      <source>Ficar antes com «{value}»</source>
      <translation>Keep “{value}” instead</translation>
    </message>
  </context>
  <context>
    <name>ConnectCard</name>
    <message>
      <source>Ligar este portátil à central</source>
      <translation>Connect this laptop to the centre</translation>
    </message>
    <message>
      <source>Quem administra a central dá-lhe um endereço e um código. O código serve uma vez. Depois de ligado, o que escreve aqui segue sozinho quando houver rede, e o que os outros escrevem vem ter consigo.</source>
      <translation>Whoever runs the centre gives you an address and a code. The code works once. From then on what you write here goes by itself when there is a network, and what the others write comes to you.</translation>
    </message>
    <message>
      <source>Endereço</source>
      <translation>Address</translation>
    </message>
    <message>
      <source>Código</source>
      <translation>Code</translation>
    </message>
    <message>
      <source>Nome deste portátil</source>
      <translation>Name of this laptop</translation>
    </message>
    <message>
      <source>Ligar</source>
      <translation>Connect</translation>
    </message>
    <message>
      <source>A falar com a central…</source>
      <translation>Talking to the centre…</translation>
    </message>
  </context>
  <context>
    <name>ConsentCard</name>
    <message>
      <source>Falta o consentimento</source>
      <translation>Consent is missing</translation>
    </message>
    <message>
      <source>Quem está a ser gravado concordou?</source>
      <translation>Did those being recorded agree?</translation>
    </message>
    <message>
      <source>A gravação já corre. Sem isto, não sai deste computador.</source>
      <translation>It is already recording. Without this, it does not leave this computer.</translation>
    </message>
    <message>
      <source>Nome de quem concordou</source>
      <translation>Name of who agreed</translation>
    </message>
    <message>
      <source>Nome de quem concordou em ser gravado</source>
      <translation>Name of who agreed to be recorded</translation>
    </message>
    <message>
      <source>Para quê</source>
      <translation>What for</translation>
    </message>
    <message>
      <source>Concordou</source>
      <translation>They agreed</translation>
    </message>
    <message>
      <source>Mais tarde</source>
      <translation>Later</translation>
    </message>
    <message>
      <source>Mais…</source>
      <translation>More…</translation>
    </message>
    <message>
      <source>Quem a representa, até quando, outro fundamento</source>
      <translation>Who represents them, until when, another ground</translation>
    </message>
    <message>
      <source>Consentimento: {who}</source>
      <translation>Consent: {who}</translation>
    </message>
  </context>
  <context>
    <name>ConsentDialog</name>
    <message>
      <source>Registar consentimento</source>
      <translation>Record a consent</translation>
    </message>
    <message>
      <source>A pessoa pode retirá-lo em qualquer altura, aqui mesmo.</source>
      <translation>The person can withdraw it at any time, right here.</translation>
    </message>
    <message>
      <source>Quem</source>
      <translation>Who</translation>
    </message>
    <message>
      <source>Se outra pessoa responde por ela</source>
      <translation>If someone else answers for them</translation>
    </message>
    <message>
      <source>Representada por</source>
      <translation>Represented by</translation>
    </message>
    <message>
      <source>Para quê</source>
      <translation>What for</translation>
    </message>
    <message>
      <source>Fundamento</source>
      <translation>Legal basis</translation>
    </message>
    <message>
      <source>Como</source>
      <translation>How</translation>
    </message>
    <message>
      <source>Só até</source>
      <translation>Only until</translation>
    </message>
    <message>
      <source>Válido até</source>
      <translation>Valid until</translation>
    </message>
    <message>
      <source>Só esta gravação</source>
      <translation>This recording only</translation>
    </message>
    <message>
      <source>Cancelar</source>
      <translation>Cancel</translation>
    </message>
    <message>
      <source>Registar</source>
      <translation>Record</translation>
    </message>
  </context>
  <context>
    <name>ConsentRows</name>
    <message>
      <source>Registar consentimento</source>
      <translation>Record a consent</translation>
    </message>
    <message>
      <source>Antes de gravar, registe quem aceitou ser filmado e para quê.</source>
      <translation>Before recording, write down who agreed to be filmed and what for.</translation>
    </message>
    <message>
      <source>Ninguém: a gravação não sai deste computador.</source>
      <translation>Nobody: the recording does not leave this computer.</translation>
    </message>
    <message>
      <source>{who} (por {by})</source>
      <translation>{who} (by {by})</translation>
    </message>
    <message>
      <source>até {day}</source>
      <translation>until {day}</translation>
    </message>
    <message>
      <source>até ser retirado</source>
      <translation>until withdrawn</translation>
    </message>
    <message>
      <source>só uma gravação</source>
      <translation>one recording only</translation>
    </message>
    <message>
      <source>Em vigor</source>
      <translation>In force</translation>
    </message>
    <message>
      <source>Retirar</source>
      <translation>Withdraw</translation>
    </message>
    <message>
      <source>Retirar o consentimento de {name}</source>
      <translation>Withdraw the consent of {name}</translation>
    </message>
    <message>
      <source>Já não vale</source>
      <translation>No longer valid</translation>
    </message>
  </context>
  <context>
    <name>ConsentWords</name>
    <message>
      <source>Trabalho da visita</source>
      <translation>Work of the visit</translation>
    </message>
    <message>
      <source>Formação</source>
      <translation>Training</translation>
    </message>
    <message>
      <source>Divulgação pública</source>
      <translation>Public dissemination</translation>
    </message>
    <message>
      <source>Consentimento</source>
      <translation>Consent</translation>
    </message>
    <message>
      <source>Interesse público</source>
      <translation>Public interest</translation>
    </message>
    <message>
      <source>Obrigação legal</source>
      <translation>Legal obligation</translation>
    </message>
    <message>
      <source>De viva voz</source>
      <translation>Aloud</translation>
    </message>
    <message>
      <source>Em papel</source>
      <translation>On paper</translation>
    </message>
    <message>
      <source>Não dito</source>
      <translation>Not said</translation>
    </message>
  </context>
  <context>
    <name>CopyBeside</name>
    <message>
      <source>A cópia desfocada</source>
      <translation>The blurred copy</translation>
    </message>
    <message>
      <source>Não há cópia desfocada, ou o que se tapa mudou desde que foi feita.</source>
      <translation>There is no blurred copy, or what is covered has changed since it was made.</translation>
    </message>
  </context>
  <context>
    <name>CounterEditor</name>
    <message>
      <source>Menos um</source>
      <translation>One less</translation>
    </message>
    <message>
      <source>Mais um</source>
      <translation>One more</translation>
    </message>
  </context>
  <context>
    <name>CrashBox</name>
    <message>
      <source>Algo correu mal</source>
      <translation>Something went wrong</translation>
    </message>
    <message>
      <source>O Terreno encontrou um erro que não previa.</source>
      <translation>Terreno met an error that it did not foresee.</translation>
    </message>
    <message>
      <source>O que já aparecia como guardado continua guardado, e pode continuar a trabalhar. Ficou um relatório, sem dados pessoais, em:
{path}</source>
      <translation>What already showed as saved remains saved, and you can go on working. A report, without personal data, was left in:
{path}</translation>
    </message>
  </context>
  <context>
    <name>CreatePage</name>
    <message>
      <source>Voltar</source>
      <translation>Back</translation>
    </message>
    <message>
      <source>Criar o meu espaço de trabalho</source>
      <translation>Create my workspace</translation>
    </message>
    <message>
      <source>A palavra-passe cifra tudo o que registar neste computador. Ninguém a pode repor por si: no passo seguinte recebe uma chave de recuperação para guardar.</source>
      <translation>The passphrase encrypts all that you record on this computer. Nobody can reset it for you: in the next step you get a recovery key to keep.</translation>
    </message>
    <message>
      <source>O seu nome</source>
      <translation>Your name</translation>
    </message>
    <message>
      <source>Escolha o município</source>
      <translation>Choose the municipality</translation>
    </message>
    <message>
      <source>Município</source>
      <translation>Municipality</translation>
    </message>
    <message>
      <source>Palavra-passe</source>
      <translation>Passphrase</translation>
    </message>
    <message>
      <source>Palavra-passe, outra vez</source>
      <translation>Passphrase, again</translation>
    </message>
    <message>
      <source>Outra vez</source>
      <translation>Again</translation>
    </message>
    <message>
      <source>Força da palavra-passe</source>
      <translation>Strength of the passphrase</translation>
    </message>
    <message>
      <source>Guardar também na chave do sistema (abre sem escrever)</source>
      <translation>Keep it in the system's keyring too (opens without typing)</translation>
    </message>
    <message>
      <source>Criar</source>
      <translation>Create</translation>
    </message>
    <message>
      <source>Falta o seu nome.</source>
      <translation>Your name is missing.</translation>
    </message>
    <message>
      <source>Falta o município.</source>
      <translation>The municipality is missing.</translation>
    </message>
    <message>
      <source>Use pelo menos quatro palavras ou doze caracteres variados.</source>
      <translation>Use at least four words or twelve varied characters.</translation>
    </message>
    <message>
      <source>As duas palavras-passe ainda não são iguais.</source>
      <translation>The two passphrases are not the same yet.</translation>
    </message>
    <message>
      <source>Palavra-passe fraca.</source>
      <translation>Weak passphrase.</translation>
    </message>
    <message>
      <source>Palavra-passe boa.</source>
      <translation>Good passphrase.</translation>
    </message>
    <message>
      <source>Muito boa.</source>
      <translation>Very good.</translation>
    </message>
  </context>
  <context>
    <name>DateEditor</name>
    <message>
      <source>dd/mm/aaaa</source>
      <translation>dd/mm/yyyy</translation>
    </message>
    <message>
      <source>Hoje</source>
      <translation>Today</translation>
    </message>
    <message>
      <source>Pôr a data de hoje</source>
      <translation>Put today's date</translation>
    </message>
    <message>
      <source>Calendário</source>
      <translation>Calendar</translation>
    </message>
    <message>
      <source>Escolher no calendário</source>
      <translation>Choose in the calendar</translation>
    </message>
    <message>
      <source>Não é um dia do calendário. Escreva dia/mês/ano: 31/01/2026.</source>
      <translation>Not a day of the calendar. Write day/month/year: 31/01/2026.</translation>
    </message>
  </context>
  <context>
    <name>DateTimeEditor</name>
    <message>
      <source>dd/mm/aaaa</source>
      <translation>dd/mm/yyyy</translation>
    </message>
    <message>
      <source>hh:mm</source>
      <translation>hh:mm</translation>
    </message>
    <message>
      <source>Agora</source>
      <translation>Now</translation>
    </message>
    <message>
      <source>Pôr a data e a hora de agora</source>
      <translation>Put the date and time of now</translation>
    </message>
    <message>
      <source>Faltam a hora ou o dia.</source>
      <translation>The time or the day is missing.</translation>
    </message>
    <message>
      <source>Escreva dia/mês/ano e horas:minutos: 31/01/2026 14:30.</source>
      <translation>Write day/month/year and hours:minutes: 31/01/2026 14:30.</translation>
    </message>
    <message>
      <source>{}: dia</source>
      <translation>{}: day</translation>
    </message>
    <message>
      <source>{}: hora</source>
      <translation>{}: time</translation>
    </message>
  </context>
  <context>
    <name>DecimalEditor</name>
    <message>
      <source>Escreva um número, por exemplo 12,5.</source>
      <translation>Write a number, for example 12.5.</translation>
    </message>
  </context>
  <context>
    <name>DetailPage</name>
    <message>
      <source>Visitas</source>
      <translation>Visits</translation>
    </message>
    <message>
      <source>Rever</source>
      <translation>Review</translation>
    </message>
    <message>
      <source>Levar para casa</source>
      <translation>Take home</translation>
    </message>
    <message>
      <source>Alterar</source>
      <translation>Change</translation>
    </message>
    <message>
      <source>Dar a visita por feita</source>
      <translation>Mark the visit as done</translation>
    </message>
    <message>
      <source>Equipa</source>
      <translation>Team</translation>
    </message>
    <message>
      <source>Quem tem que secção</source>
      <translation>Who has which section</translation>
    </message>
    <message>
      <source>O que se visita</source>
      <translation>What is visited</translation>
    </message>
    <message>
      <source>Consentimentos</source>
      <translation>Consents</translation>
    </message>
    <message>
      <source>Gravações</source>
      <translation>Recordings</translation>
    </message>
    <message>
      <source>Constatações</source>
      <translation>Findings</translation>
    </message>
    <message>
      <source>{state} · {count} registos</source>
      <translation>{state} · {count} answers</translation>
    </message>
    <message>
      <source>Assinado por {name}</source>
      <translation>Signed by {name}</translation>
    </message>
    <message>
      <source>Ver o preenchimento</source>
      <translation>See the filling</translation>
    </message>
    <message>
      <source>Continuar</source>
      <translation>Continue</translation>
    </message>
    <message>
      <source>Começar visita</source>
      <translation>Begin visit</translation>
    </message>
    <message>
      <source>Grupo de {name}</source>
      <translation>Group of {name}</translation>
    </message>
    <message>
      <source>Sem grupo</source>
      <translation>No group</translation>
    </message>
    <message>
      <source>Retirar da equipa</source>
      <translation>Take out of the team</translation>
    </message>
    <message>
      <source>Ninguém na equipa ainda.</source>
      <translation>Nobody in the team yet.</translation>
    </message>
    <message>
      <source>Juntar à equipa</source>
      <translation>Join the team</translation>
    </message>
    <message>
      <source>Juntar à equipa…</source>
      <translation>Add to the team…</translation>
    </message>
    <message>
      <source>Grupo {letter}</source>
      <translation>Group {letter}</translation>
    </message>
    <message>
      <source>Grupo da secção {name}</source>
      <translation>Group of the section {name}</translation>
    </message>
    <message>
      <source>Todos</source>
      <translation>Everybody</translation>
    </message>
    <message>
      <source>Este guião não tem secções; todos preenchem tudo.</source>
      <translation>This check-list has no sections; everybody fills in everything.</translation>
    </message>
  </context>
  <context>
    <name>DetailsBox</name>
    <message>
      <source>Detalhes técnicos</source>
      <translation>Technical details</translation>
    </message>
  </context>
  <context>
    <name>DiagnosisDialog</name>
    <message>
      <source>Diagnóstico social</source>
      <translation>Social diagnosis</translation>
    </message>
    <message>
      <source>Um documento com quadros, gráficos e mapa, feito do inventário como está agora. Cada número diz de onde vem.</source>
      <translation>A document with tables, charts and a map, made from the inventory as it is now. Each figure says where it comes from.</translation>
    </message>
    <message>
      <source>Área Metropolitana do Porto</source>
      <translation>Porto Metropolitan Area</translation>
    </message>
    <message>
      <source>Território</source>
      <translation>Territory</translation>
    </message>
    <message>
      <source>PDF, para ler e imprimir</source>
      <translation>PDF, to read and print</translation>
    </message>
    <message>
      <source>Word, para continuar a escrever</source>
      <translation>Word, to go on writing</translation>
    </message>
    <message>
      <source>Ficheiro</source>
      <translation>File</translation>
    </message>
    <message>
      <source>Fechar</source>
      <translation>Close</translation>
    </message>
    <message>
      <source>Fazer…</source>
      <translation>Make…</translation>
    </message>
    <message>
      <source>Guardar o diagnóstico</source>
      <translation>Save the diagnosis</translation>
    </message>
    <message>
      <source>A fazer o documento…</source>
      <translation>Making the document…</translation>
    </message>
    <message>
      <source>O diagnóstico está feito.</source>
      <translation>The diagnosis is made.</translation>
    </message>
    <message>
      <source>Está em «{name}».</source>
      <translation>It is in “{name}”.</translation>
    </message>
    <message>
      <source>Abrir</source>
      <translation>Open</translation>
    </message>
    <message>
      <source>Não foi possível escrever o ficheiro ({why}).</source>
      <translation>The file could not be written ({why}).</translation>
    </message>
    <message>
      <source>O inventário não foi alterado, nem um ficheiro que lá estivesse.</source>
      <translation>The inventory was not changed, nor a file that stood there.</translation>
    </message>
    <message>
      <source>Feche-o se estiver aberto noutro programa, ou escolha outra pasta.</source>
      <translation>Close it if another program has it open, or choose another folder.</translation>
    </message>
  </context>
  <context>
    <name>DigitsEditor</name>
    <message>
      <source>Escreva só algarismos.</source>
      <translation>Write digits only.</translation>
    </message>
  </context>
  <context>
    <name>DrawingEditor</name>
    <message>
      <source>Limpar</source>
      <translation>Clear</translation>
    </message>
    <message>
      <source>Foto da gravação por baixo</source>
      <translation>Photo from the recording underneath</translation>
    </message>
    <message>
      <source>desenho.png</source>
      <translation>drawing.png</translation>
    </message>
    <message>
      <source>Não há imagem da câmara: comece a gravar primeiro.</source>
      <translation>There is no camera picture: start recording first.</translation>
    </message>
  </context>
  <context>
    <name>DropZone</name>
    <message>
      <source>Largar aqui um guião</source>
      <translation>Drop a check-list here</translation>
    </message>
    <message>
      <source>Instalar um guião</source>
      <translation>Install a check-list</translation>
    </message>
    <message>
      <source>Largue aqui um XLSForm (.xlsx, .xls) ou um XForm (.xml).</source>
      <translation>Drop an XLSForm (.xlsx, .xls) or an XForm (.xml) here.</translation>
    </message>
    <message>
      <source>Escolher ficheiro…</source>
      <translation>Choose file…</translation>
    </message>
  </context>
  <context>
    <name>DueCard</name>
    <message>
      <source>Levantamento em curso</source>
      <translation>Round under way</translation>
    </message>
    <message>
      <source>Aproveite a visita: diga se o inventário está certo.</source>
      <translation>Use the visit: say whether the inventory is right.</translation>
    </message>
    <message>
      <source>Está certo</source>
      <translation>It is right</translation>
    </message>
    <message>
      <source>Corrigir…</source>
      <translation>Correct…</translation>
    </message>
    <message>
      <source>Encerrou</source>
      <translation>It closed</translation>
    </message>
  </context>
  <context>
    <name>DueDialog</name>
    <message>
      <source>Gravações fora do prazo</source>
      <translation>Recordings past their day</translation>
    </message>
    <message>
      <source>O dia até ao qual se guardavam passou. Nada se apaga sem o pedir.</source>
      <translation>The day until which they were kept is over. Nothing is erased unasked.</translation>
    </message>
    <message>
      <source>Acabou o prazo de guarda.</source>
      <translation>The time to keep it is over.</translation>
    </message>
    <message>
      <source>Razão para apagar</source>
      <translation>Reason to erase</translation>
    </message>
    <message>
      <source>Razão, que fica registada</source>
      <translation>Reason, which is logged</translation>
    </message>
    <message>
      <source>Ver a visita</source>
      <translation>See the visit</translation>
    </message>
    <message>
      <source>Guardar mais um ano</source>
      <translation>Keep another year</translation>
    </message>
    <message>
      <source>Apagar de vez</source>
      <translation>Erase for good</translation>
    </message>
    <message>
      <source>Fechar</source>
      <translation>Close</translation>
    </message>
    <message>
      <source>até {day}</source>
      <translation>until {day}</translation>
    </message>
    <message>
      <source>Gravações apagadas: {count}.</source>
      <translation>Recordings erased: {count}.</translation>
    </message>
    <message>
      <source>Os registos e as notas da visita ficam.</source>
      <translation>The visit's answers and notes stay.</translation>
    </message>
  </context>
  <context>
    <name>DuplicatesPage</name>
    <message>
      <source>Não há duplicados à vista</source>
      <translation>No duplicates in sight</translation>
    </message>
    <message>
      <source>Equipamentos e entidades parecidos aparecem aqui, para decidir.</source>
      <translation>Facilities and providers that look alike show here, to be decided.</translation>
    </message>
    <message>
      <source>Pares parecidos</source>
      <translation>Pairs that look alike</translation>
    </message>
    <message>
      <source>quase certo</source>
      <translation>almost certain</translation>
    </message>
    <message>
      <source>Juntou-se tudo em «{name}».</source>
      <translation>All was joined in “{name}”.</translation>
    </message>
    <message>
      <source>Separar outra vez</source>
      <translation>Split again</translation>
    </message>
    <message>
      <source>O da esquerda fica. Escolha, campo a campo, o valor que vale.</source>
      <translation>The left one stays. Choose, field by field, the value that holds.</translation>
    </message>
    <message>
      <source>São dois diferentes</source>
      <translation>They are two</translation>
    </message>
    <message>
      <source>É o mesmo: juntar</source>
      <translation>The same: join</translation>
    </message>
    <message>
      <source>Ficou um só; o histórico dos dois guarda-se.</source>
      <translation>They are one now; the history of both is kept.</translation>
    </message>
    <message>
      <source>São dois; não voltam a ser propostos.</source>
      <translation>They are two; they will not be proposed again.</translation>
    </message>
    <message>
      <source>São dois outra vez, como eram.</source>
      <translation>They are two again, as they were.</translation>
    </message>
    <message>
      <source>São dois outra vez; {count} campos mudados depois ficaram como estão.</source>
      <translation>They are two again; {count} fields changed since stay as they are.</translation>
    </message>
  </context>
  <context>
    <name>EditorDesk</name>
    <message>
      <source>Voltar aos guiões</source>
      <translation>Back to the check-lists</translation>
    </message>
    <message>
      <source>Anular (Ctrl+Z)</source>
      <translation>Undo (Ctrl+Z)</translation>
    </message>
    <message>
      <source>Refazer (Ctrl+Y)</source>
      <translation>Redo (Ctrl+Y)</translation>
    </message>
    <message>
      <source>Mostrar ou esconder como fica</source>
      <translation>Show or hide how it looks</translation>
    </message>
    <message>
      <source>Guardar .xlsx…</source>
      <translation>Save .xlsx…</translation>
    </message>
    <message>
      <source>Guardar como XLSForm (Ctrl+S)</source>
      <translation>Save as XLSForm (Ctrl+S)</translation>
    </message>
    <message>
      <source>Instalar no Terreno</source>
      <translation>Install in Terreno</translation>
    </message>
    <message>
      <source>Acrescentar</source>
      <translation>Add</translation>
    </message>
    <message>
      <source>Duplicar (Ctrl+D)</source>
      <translation>Duplicate (Ctrl+D)</translation>
    </message>
    <message>
      <source>Remover (Del)</source>
      <translation>Remove (Del)</translation>
    </message>
    <message>
      <source>Secção</source>
      <translation>Section</translation>
    </message>
    <message>
      <source>Repetição</source>
      <translation>Repeat</translation>
    </message>
    <message>
      <source>Guião sem título</source>
      <translation>Untitled check-list</translation>
    </message>
    <message>
      <source>Sim</source>
      <translation>Yes</translation>
    </message>
    <message>
      <source>Não</source>
      <translation>No</translation>
    </message>
    <message>
      <source>opcoes</source>
      <translation>choices</translation>
    </message>
    <message>
      <source>Nova repetição</source>
      <translation>New repeat</translation>
    </message>
    <message>
      <source>Nova secção</source>
      <translation>New section</translation>
    </message>
    <message>
      <source>Ainda é usada em: {names}.</source>
      <translation>It is still used in: {names}.</translation>
    </message>
    <message>
      <source>«{name}» foi removida.</source>
      <translation>“{name}” was removed.</translation>
    </message>
    <message>
      <source>Anular</source>
      <translation>Undo</translation>
    </message>
  </context>
  <context>
    <name>EditorPlace</name>
    <message>
      <source>Primeira secção</source>
      <translation>First section</translation>
    </message>
    <message>
      <source>Primeira pergunta</source>
      <translation>First question</translation>
    </message>
    <message>
      <source>(cópia)</source>
      <translation>(copy)</translation>
    </message>
    <message>
      <source>Este livro é de um formato antigo (.xls).</source>
      <translation>This workbook is of an old format (.xls).</translation>
    </message>
    <message>
      <source>O texto de todas as folhas está cá; o ficheiro antigo não muda.</source>
      <translation>The text of all sheets is here; the old file does not change.</translation>
    </message>
    <message>
      <source>Guarda-se como .xlsx, sem as cores e fórmulas do antigo.</source>
      <translation>It is saved as .xlsx, without the colours and formulas of the old one.</translation>
    </message>
    <message>
      <source>Não foi possível abrir o guião.</source>
      <translation>The check-list could not be opened.</translation>
    </message>
    <message>
      <source>O que escreveu continua guardado como rascunho.</source>
      <translation>What you wrote is kept as a draft.</translation>
    </message>
    <message>
      <source>Veja se o ficheiro ou a pasta existe e se há espaço, e tente de novo.</source>
      <translation>See whether the file or folder exists and there is space, and try again.</translation>
    </message>
    <message>
      <source>Deitar fora</source>
      <translation>Throw away</translation>
    </message>
    <message>
      <source>Deitar fora «{title}»?</source>
      <translation>Throw “{title}” away?</translation>
    </message>
    <message>
      <source>O que não foi guardado nem instalado perde-se. Versões instaladas ficam.</source>
      <translation>What was neither saved nor installed is lost. Installed versions stay.</translation>
    </message>
    <message>
      <source>Manter</source>
      <translation>Keep</translation>
    </message>
    <message>
      <source>Guardar o guião</source>
      <translation>Save the check-list</translation>
    </message>
    <message>
      <source>Livro XLSForm (*.xlsx *.xlsm)</source>
      <translation>XLSForm workbook (*.xlsx *.xlsm)</translation>
    </message>
    <message>
      <source>«{name}» já existe.</source>
      <translation>“{name}” already exists.</translation>
    </message>
    <message>
      <source>Quer pôr este guião no lugar dele?</source>
      <translation>Do you want to put this check-list in its place?</translation>
    </message>
    <message>
      <source>Substituir</source>
      <translation>Replace</translation>
    </message>
    <message>
      <source>Manter o outro</source>
      <translation>Keep the other one</translation>
    </message>
    <message>
      <source>Versão {version}.</source>
      <translation>Version {version}.</translation>
    </message>
    <message>
      <source>As listas e imagens ficaram na pasta ao lado.</source>
      <translation>Lists and pictures are in the folder beside it.</translation>
    </message>
    <message>
      <source>Guardado em «{name}».</source>
      <translation>Saved in “{name}”.</translation>
    </message>
    <message>
      <source>Ainda tem erros: o Kobo e o ODK não o aceitam assim.</source>
      <translation>It still has errors: Kobo and ODK do not accept it like this.</translation>
    </message>
    <message>
      <source>Não foi possível guardar o ficheiro.</source>
      <translation>The file could not be saved.</translation>
    </message>
    <message>
      <source>O guião ainda tem erros.</source>
      <translation>The check-list still has errors.</translation>
    </message>
    <message>
      <source>Não foi instalado; o rascunho está guardado.</source>
      <translation>It was not installed; the draft is kept.</translation>
    </message>
    <message>
      <source>Corrija os erros da lista em baixo e instale de novo.</source>
      <translation>Correct the errors of the list below and install again.</translation>
    </message>
    <message>
      <source>«{title}» está instalado.</source>
      <translation>“{title}” is installed.</translation>
    </message>
    <message>
      <source>Já pode ser escolhido ao planear uma visita.</source>
      <translation>It can now be chosen when planning a visit.</translation>
    </message>
    <message>
      <source>Planear uma visita</source>
      <translation>Plan a visit</translation>
    </message>
    <message>
      <source>Rascunho guardado {time}</source>
      <translation>Draft saved {time}</translation>
    </message>
  </context>
  <context>
    <name>EditorWords</name>
    <message>
      <source>Texto</source>
      <translation>Text</translation>
    </message>
    <message>
      <source>Número inteiro</source>
      <translation>Whole number</translation>
    </message>
    <message>
      <source>Número decimal</source>
      <translation>Decimal number</translation>
    </message>
    <message>
      <source>Escolha única</source>
      <translation>One choice</translation>
    </message>
    <message>
      <source>Escolha múltipla</source>
      <translation>Several choices</translation>
    </message>
    <message>
      <source>Ordenação</source>
      <translation>Ranking</translation>
    </message>
    <message>
      <source>Escala</source>
      <translation>Scale</translation>
    </message>
    <message>
      <source>Data</source>
      <translation>Date</translation>
    </message>
    <message>
      <source>Hora</source>
      <translation>Time</translation>
    </message>
    <message>
      <source>Data e hora</source>
      <translation>Date and time</translation>
    </message>
    <message>
      <source>Nota (só para ler)</source>
      <translation>Note (to read only)</translation>
    </message>
    <message>
      <source>Fotografia</source>
      <translation>Photograph</translation>
    </message>
    <message>
      <source>Som</source>
      <translation>Sound</translation>
    </message>
    <message>
      <source>Vídeo</source>
      <translation>Video</translation>
    </message>
    <message>
      <source>Ficheiro</source>
      <translation>File</translation>
    </message>
    <message>
      <source>Coordenadas</source>
      <translation>Coordinates</translation>
    </message>
    <message>
      <source>Percurso</source>
      <translation>Route on the map</translation>
    </message>
    <message>
      <source>Área no mapa</source>
      <translation>Area on the map</translation>
    </message>
    <message>
      <source>Código de barras</source>
      <translation>Barcode</translation>
    </message>
    <message>
      <source>Confirmação</source>
      <translation>Confirmation</translation>
    </message>
    <message>
      <source>Cálculo</source>
      <translation>Calculation</translation>
    </message>
    <message>
      <source>Valor escondido</source>
      <translation>Hidden value</translation>
    </message>
    <message>
      <source>é</source>
      <translation>is</translation>
    </message>
    <message>
      <source>não é</source>
      <translation>is not</translation>
    </message>
    <message>
      <source>inclui</source>
      <translation>includes</translation>
    </message>
    <message>
      <source>não inclui</source>
      <translation>does not include</translation>
    </message>
    <message>
      <source>é mais do que</source>
      <translation>is more than</translation>
    </message>
    <message>
      <source>é pelo menos</source>
      <translation>is at least</translation>
    </message>
    <message>
      <source>é menos do que</source>
      <translation>is less than</translation>
    </message>
    <message>
      <source>é no máximo</source>
      <translation>is at most</translation>
    </message>
    <message>
      <source>está preenchida</source>
      <translation>is answered</translation>
    </message>
    <message>
      <source>está vazia</source>
      <translation>is empty</translation>
    </message>
    <message>
      <source>Sim ou não</source>
      <translation>Yes or no</translation>
    </message>
    <message>
      <source>Texto longo</source>
      <translation>Long text</translation>
    </message>
    <message>
      <source>Assinatura</source>
      <translation>Signature</translation>
    </message>
    <message>
      <source>Nome nos dados</source>
      <translation>Name in the data</translation>
    </message>
    <message>
      <source>Tipo, como está escrito</source>
      <translation>Type, as written</translation>
    </message>
    <message>
      <source>Apresentação</source>
      <translation>Appearance</translation>
    </message>
    <message>
      <source>Valor inicial</source>
      <translation>Initial value</translation>
    </message>
    <message>
      <source>Restrição</source>
      <translation>Constraint</translation>
    </message>
    <message>
      <source>Obrigatória (expressão)</source>
      <translation>Required (expression)</translation>
    </message>
    <message>
      <source>Só leitura</source>
      <translation>Read-only</translation>
    </message>
    <message>
      <source>Filtro das opções</source>
      <translation>Filter of the choices</translation>
    </message>
    <message>
      <source>Parâmetros</source>
      <translation>Parameters</translation>
    </message>
    <message>
      <source>Número de repetições</source>
      <translation>Number of repeats</translation>
    </message>
    <message>
      <source>Recalcular quando muda</source>
      <translation>Calculate again when it changes</translation>
    </message>
    <message>
      <source>Orientação</source>
      <translation>Guidance</translation>
    </message>
    <message>
      <source>Mensagem se faltar</source>
      <translation>Message when missing</translation>
    </message>
    <message>
      <source>Mensagem se não servir</source>
      <translation>Message when it does not fit</translation>
    </message>
    <message>
      <source>Secção</source>
      <translation>Section</translation>
    </message>
    <message>
      <source>Repetição</source>
      <translation>Repeat</translation>
    </message>
  </context>
  <context>
    <name>EntryFields</name>
    <message>
      <source>Resposta social</source>
      <translation>Social response</translation>
    </message>
    <message>
      <source>Equipamento</source>
      <translation>Facility</translation>
    </message>
    <message>
      <source>Entidade</source>
      <translation>Provider</translation>
    </message>
    <message>
      <source>Item de banco</source>
      <translation>Bank item</translation>
    </message>
    <message>
      <source>Oferta</source>
      <translation>Offer</translation>
    </message>
    <message>
      <source>Tipo</source>
      <translation>Type</translation>
    </message>
    <message>
      <source>Nome próprio</source>
      <translation>Own name</translation>
    </message>
    <message>
      <source>Estado</source>
      <translation>State</translation>
    </message>
    <message>
      <source>Encerrada em</source>
      <translation>Closed on</translation>
    </message>
    <message>
      <source>Acordo</source>
      <translation>Agreement</translation>
    </message>
    <message>
      <source>Lugares em acordo</source>
      <translation>Places under agreement</translation>
    </message>
    <message>
      <source>Licença</source>
      <translation>Licence</translation>
    </message>
    <message>
      <source>Horário</source>
      <translation>Opening hours</translation>
    </message>
    <message>
      <source>Contacto</source>
      <translation>Contact</translation>
    </message>
    <message>
      <source>Telefone</source>
      <translation>Telephone</translation>
    </message>
    <message>
      <source>E-mail</source>
      <translation>E-mail</translation>
    </message>
    <message>
      <source>Mensalidade</source>
      <translation>Fees</translation>
    </message>
    <message>
      <source>Línguas</source>
      <translation>Languages</translation>
    </message>
    <message>
      <source>Território (códigos)</source>
      <translation>Territory (codes)</translation>
    </message>
    <message>
      <source>Código</source>
      <translation>Code</translation>
    </message>
    <message>
      <source>Observações</source>
      <translation>Remarks</translation>
    </message>
    <message>
      <source>Nome</source>
      <translation>Name</translation>
    </message>
    <message>
      <source>Morada</source>
      <translation>Address</translation>
    </message>
    <message>
      <source>Código postal</source>
      <translation>Postal code</translation>
    </message>
    <message>
      <source>Localidade</source>
      <translation>Locality</translation>
    </message>
    <message>
      <source>Freguesia</source>
      <translation>Parish</translation>
    </message>
    <message>
      <source>Latitude</source>
      <translation>Latitude</translation>
    </message>
    <message>
      <source>Longitude</source>
      <translation>Longitude</translation>
    </message>
    <message>
      <source>Sítio na internet</source>
      <translation>Website</translation>
    </message>
    <message>
      <source>Acessibilidade</source>
      <translation>Accessibility</translation>
    </message>
    <message>
      <source>NIF</source>
      <translation>Tax number</translation>
    </message>
    <message>
      <source>Natureza jurídica</source>
      <translation>Legal nature</translation>
    </message>
    <message>
      <source>Quantos há</source>
      <translation>How many</translation>
    </message>
    <message>
      <source>Unidade</source>
      <translation>Unit</translation>
    </message>
    <message>
      <source>Classe ISO 9999</source>
      <translation>ISO 9999 class</translation>
    </message>
    <message>
      <source>Onde está</source>
      <translation>Where it is</translation>
    </message>
    <message>
      <source>Validade</source>
      <translation>Best before</translation>
    </message>
    <message>
      <source>Descrição</source>
      <translation>Description</translation>
    </message>
    <message>
      <source>Lugares</source>
      <translation>Places</translation>
    </message>
    <message>
      <source>Abre em</source>
      <translation>Opens on</translation>
    </message>
    <message>
      <source>Fecha em</source>
      <translation>Closes on</translation>
    </message>
    <message>
      <source>Capacidade</source>
      <translation>Capacity</translation>
    </message>
    <message>
      <source>Utentes</source>
      <translation>People served</translation>
    </message>
    <message>
      <source>Vagas</source>
      <translation>Vacancies</translation>
    </message>
    <message>
      <source>Lista de espera</source>
      <translation>Waiting list</translation>
    </message>
    <message>
      <source>Outros dados do ficheiro</source>
      <translation>Other data of the file</translation>
    </message>
  </context>
  <context>
    <name>EntryHistory</name>
    <message>
      <source>Ver o histórico</source>
      <translation>Show the history</translation>
    </message>
    <message>
      <source>Esconder o histórico</source>
      <translation>Hide the history</translation>
    </message>
    <message>
      <source>Ainda nada foi alterado.</source>
      <translation>Nothing was changed yet.</translation>
    </message>
  </context>
  <context>
    <name>EntryModel</name>
    <message>
      <source>Nome</source>
      <translation>Name</translation>
    </message>
    <message>
      <source>Resposta</source>
      <translation>Response</translation>
    </message>
    <message>
      <source>Município</source>
      <translation>Municipality</translation>
    </message>
    <message>
      <source>Entidade</source>
      <translation>Provider</translation>
    </message>
    <message>
      <source>Capacidade</source>
      <translation>Capacity</translation>
    </message>
    <message>
      <source>Utentes</source>
      <translation>Served</translation>
    </message>
    <message>
      <source>Vagas</source>
      <translation>Vacancies</translation>
    </message>
    <message>
      <source>Espera</source>
      <translation>Waiting</translation>
    </message>
    <message>
      <source>Estado</source>
      <translation>State</translation>
    </message>
    <message>
      <source>Confirmado</source>
      <translation>Confirmed</translation>
    </message>
    <message>
      <source>Morada</source>
      <translation>Address</translation>
    </message>
    <message>
      <source>Código postal</source>
      <translation>Postal code</translation>
    </message>
    <message>
      <source>NIF</source>
      <translation>Tax number</translation>
    </message>
    <message>
      <source>Código</source>
      <translation>Code</translation>
    </message>
    <message>
      <source>Equipamento</source>
      <translation>Facility</translation>
    </message>
    <message>
      <source>Produto de apoio</source>
      <translation>Assistive product</translation>
    </message>
    <message>
      <source>Banco: alimentação</source>
      <translation>Bank: food</translation>
    </message>
    <message>
      <source>Banco: saúde</source>
      <translation>Bank: health</translation>
    </message>
    <message>
      <source>Banco: educação</source>
      <translation>Bank: education</translation>
    </message>
    <message>
      <source>Banco: vestuário</source>
      <translation>Bank: clothing</translation>
    </message>
    <message>
      <source>Banco: mobiliário</source>
      <translation>Bank: furniture</translation>
    </message>
    <message>
      <source>Banco: tempo</source>
      <translation>Bank: time</translation>
    </message>
    <message>
      <source>Banco: outros</source>
      <translation>Bank: other</translation>
    </message>
    <message>
      <source>Formação</source>
      <translation>Training</translation>
    </message>
    <message>
      <source>Emprego</source>
      <translation>Job</translation>
    </message>
    <message>
      <source>Voluntariado</source>
      <translation>Volunteering</translation>
    </message>
    <message>
      <source>Ativa</source>
      <translation>Active</translation>
    </message>
    <message>
      <source>Suspensa</source>
      <translation>Suspended</translation>
    </message>
    <message>
      <source>Encerrada</source>
      <translation>Closed</translation>
    </message>
  </context>
  <context>
    <name>EntryPage</name>
    <message>
      <source>Confirmado em {day}</source>
      <translation>Confirmed on {day}</translation>
    </message>
    <message>
      <source>Ainda ninguém confirmou estes dados</source>
      <translation>Nobody has confirmed these data yet</translation>
    </message>
    <message>
      <source>Está tudo certo</source>
      <translation>All is right</translation>
    </message>
    <message>
      <source>Confirmar hoje todos os dados desta resposta</source>
      <translation>Confirm today all data of this social response</translation>
    </message>
    <message>
      <source>Outros dados do ficheiro</source>
      <translation>Other data of the file</translation>
    </message>
    <message>
      <source>Este valor não foi guardado.</source>
      <translation>This value was not saved.</translation>
    </message>
    <message>
      <source>O que lá estava continua guardado.</source>
      <translation>What stood there is still saved.</translation>
    </message>
  </context>
  <context>
    <name>EntryTable</name>
    <message>
      <source>Entradas do inventário</source>
      <translation>Entries of the inventory</translation>
    </message>
  </context>
  <context>
    <name>ExportDialog</name>
    <message>
      <source>Exportar momentos</source>
      <translation>Export moments</translation>
    </message>
    <message>
      <source>Os momentos da gravação, como vídeo, legendas ou ficheiros.</source>
      <translation>The moments of the recording, as video, subtitles or files.</translation>
    </message>
    <message>
      <source>Importar marcas…</source>
      <translation>Import marks…</translation>
    </message>
    <message>
      <source>Para que se exporta</source>
      <translation>What it is exported for</translation>
    </message>
    <message>
      <source>Só sai o vídeo de quem deu consentimento para isso.</source>
      <translation>Only video of those who agreed to that leaves.</translation>
    </message>
    <message>
      <source>Para quê</source>
      <translation>What for</translation>
    </message>
    <message>
      <source>Pasta de destino</source>
      <translation>Destination folder</translation>
    </message>
    <message>
      <source>Escolher…</source>
      <translation>Choose…</translation>
    </message>
    <message>
      <source>Fechar</source>
      <translation>Close</translation>
    </message>
    <message>
      <source>Exportar</source>
      <translation>Export</translation>
    </message>
    <message>
      <source>Esta visita ainda não tem momentos na gravação.</source>
      <translation>This visit has no moments in a recording yet.</translation>
    </message>
    <message>
      <source>Registe com a câmara a gravar, ou ponha marcadores na gravação.</source>
      <translation>Answer while the camera records, or set markers on the recording.</translation>
    </message>
    <message>
      <source>Escolha pelo menos um momento</source>
      <translation>Choose at least one moment</translation>
    </message>
    <message>
      <source>Escolha em que se exporta</source>
      <translation>Choose what it is exported as</translation>
    </message>
    <message>
      <source>Escolha a pasta</source>
      <translation>Choose the folder</translation>
    </message>
    <message>
      <source>A preparar…</source>
      <translation>Preparing…</translation>
    </message>
    <message>
      <source>Está tudo exportado.</source>
      <translation>Everything has been exported.</translation>
    </message>
    <message>
      <source>Momentos: {moments}. Ficheiros: {files}.</source>
      <translation>Moments: {moments}. Files: {files}.</translation>
    </message>
    <message>
      <source>Abrir a pasta</source>
      <translation>Open the folder</translation>
    </message>
    <message>
      <source>Exportação cancelada.</source>
      <translation>Export cancelled.</translation>
    </message>
    <message>
      <source>Nada ficou na pasta, e a visita não foi alterada.</source>
      <translation>Nothing was left in the folder, and the visit was not changed.</translation>
    </message>
  </context>
  <context>
    <name>Exporting</name>
    <message>
      <source>Livro Excel com listas de validação…</source>
      <translation>Excel workbook with validation lists…</translation>
    </message>
    <message>
      <source>CSV…</source>
      <translation>CSV…</translation>
    </message>
    <message>
      <source>Pontos no mapa (GeoJSON)…</source>
      <translation>Points on the map (GeoJSON)…</translation>
    </message>
    <message>
      <source>Open Referral HSDS 3.0 (JSON)…</source>
      <translation>Open Referral HSDS 3.0 (JSON)…</translation>
    </message>
    <message>
      <source>Open Referral HSDS 3.1 (JSON)…</source>
      <translation>Open Referral HSDS 3.1 (JSON)…</translation>
    </message>
    <message>
      <source>Open Referral HSDS (pasta de CSV)…</source>
      <translation>Open Referral HSDS (folder of CSV)…</translation>
    </message>
    <message>
      <source>Preencher um livro do município…</source>
      <translation>Fill in a municipality's workbook…</translation>
    </message>
    <message>
      <source>Pasta de destino</source>
      <translation>Destination folder</translation>
    </message>
    <message>
      <source>Exportar o inventário</source>
      <translation>Export the inventory</translation>
    </message>
    <message>
      <source>O livro do município, como ele o tem</source>
      <translation>The municipality's workbook, as they have it</translation>
    </message>
    <message>
      <source>Folhas de cálculo (*.xlsx *.xlsm *.xls *.ods *.csv)</source>
      <translation>Spreadsheets (*.xlsx *.xlsm *.xls *.ods *.csv)</translation>
    </message>
    <message>
      <source>Guardar o livro preenchido</source>
      <translation>Save the workbook that was filled in</translation>
    </message>
    <message>
      <source>«{name}» está escrito.</source>
      <translation>“{name}” is written.</translation>
    </message>
    <message>
      <source>{count} linhas.</source>
      <translation>{count} rows.</translation>
    </message>
  </context>
  <context>
    <name>FieldEditors</name>
    <message>
      <source>Escreva graus decimais, como 41,1496.</source>
      <translation>Write decimal degrees, such as 41.1496.</translation>
    </message>
    <message>
      <source>Escreva a data como 31/12/2026.</source>
      <translation>Write the date as 31/12/2026.</translation>
    </message>
    <message>
      <source>Escreva um número inteiro, como 40.</source>
      <translation>Write a whole number, such as 40.</translation>
    </message>
  </context>
  <context>
    <name>FilesPage</name>
    <message>
      <source>Rede paga: só ficheiros pequenos</source>
      <translation>Paid line: small files only</translation>
    </message>
    <message>
      <source>Não há ficheiros por passar</source>
      <translation>No files to pass on</translation>
    </message>
    <message>
      <source>Fotografias, gravações e guiões seguem depois dos registos.</source>
      <translation>Photographs, recordings and check-lists follow after the answers.</translation>
    </message>
    <message>
      <source>A central confirmou {count} ficheiros deste portátil, um a um.</source>
      <translation>The centre confirmed {count} files of this laptop, one by one.</translation>
    </message>
    <message>
      <source>Recusados</source>
      <translation>Refused</translation>
    </message>
    <message>
      <source>A caminho</source>
      <translation>On their way</translation>
    </message>
    <message>
      <source>Ficam neste computador</source>
      <translation>Staying on this computer</translation>
    </message>
    <message>
      <source>Na central, a pedido</source>
      <translation>At the centre, when asked for</translation>
    </message>
    <message>
      <source>… e mais {count}.</source>
      <translation>… and {count} more.</translation>
    </message>
    <message>
      <source>Tentar de novo</source>
      <translation>Try again</translation>
    </message>
    <message>
      <source>para a central</source>
      <translation>to the centre</translation>
    </message>
    <message>
      <source>da central</source>
      <translation>from the centre</translation>
    </message>
    <message>
      <source>Primeiro</source>
      <translation>First</translation>
    </message>
    <message>
      <source>Trazer</source>
      <translation>Fetch</translation>
    </message>
  </context>
  <context>
    <name>Filters</name>
    <message>
      <source>Respostas sociais</source>
      <translation>Social responses</translation>
    </message>
    <message>
      <source>Equipamentos sem resposta</source>
      <translation>Facilities without any</translation>
    </message>
    <message>
      <source>Bancos</source>
      <translation>Banks</translation>
    </message>
    <message>
      <source>Ofertas</source>
      <translation>Offers</translation>
    </message>
    <message>
      <source>Limpar filtros</source>
      <translation>Clear filters</translation>
    </message>
    <message>
      <source>Procurar por nome, morada, entidade, resposta… sem precisar de acentos</source>
      <translation>Search by name, address, provider, type… accents do not matter</translation>
    </message>
    <message>
      <source>Procurar no inventário</source>
      <translation>Search the inventory</translation>
    </message>
    <message>
      <source>O quê</source>
      <translation>What</translation>
    </message>
    <message>
      <source>Tudo</source>
      <translation>Everything</translation>
    </message>
    <message>
      <source>Município</source>
      <translation>Municipality</translation>
    </message>
    <message>
      <source>Todos os municípios</source>
      <translation>All municipalities</translation>
    </message>
    <message>
      <source>Resposta social</source>
      <translation>Social response</translation>
    </message>
    <message>
      <source>Todas as respostas</source>
      <translation>All types</translation>
    </message>
    <message>
      <source>Estado</source>
      <translation>State</translation>
    </message>
    <message>
      <source>Qualquer estado</source>
      <translation>Any state</translation>
    </message>
    <message>
      <source>Com vagas</source>
      <translation>With vacancies</translation>
    </message>
    <message>
      <source>Por confirmar há um ano</source>
      <translation>Unconfirmed for a year</translation>
    </message>
    <message>
      <source>Sem coordenadas</source>
      <translation>Without coordinates</translation>
    </message>
    <message>
      <source>Dentro da área desenhada</source>
      <translation>Inside the drawn area</translation>
    </message>
  </context>
  <context>
    <name>Finder</name>
    <message>
      <source>Procurar pergunta ou registo…</source>
      <translation>Search for a question or answer…</translation>
    </message>
    <message>
      <source>Procurar pergunta</source>
      <translation>Search for a question</translation>
    </message>
    <message>
      <source>Nenhuma pergunta com essas palavras.</source>
      <translation>No question has these words.</translation>
    </message>
  </context>
  <context>
    <name>FindingForm</name>
    <message>
      <source>Classificação da constatação</source>
      <translation>Classification of the finding</translation>
    </message>
    <message>
      <source>O que foi constatado</source>
      <translation>What was found</translation>
    </message>
    <message>
      <source>O que foi constatado (facto, não juízo de valor)</source>
      <translation>What was found (fact, not judgement)</translation>
    </message>
    <message>
      <source>Recomendação</source>
      <translation>Recommendation</translation>
    </message>
    <message>
      <source>Recomendação (opcional)</source>
      <translation>Recommendation (optional)</translation>
    </message>
    <message>
      <source>Responsável pela recomendação</source>
      <translation>Who is to follow the recommendation</translation>
    </message>
    <message>
      <source>Responsável (opcional)</source>
      <translation>Who is responsible (optional)</translation>
    </message>
    <message>
      <source>Prazo</source>
      <translation>Due</translation>
    </message>
    <message>
      <source>Prazo da recomendação</source>
      <translation>Due date of the recommendation</translation>
    </message>
    <message>
      <source>Guardar</source>
      <translation>Save</translation>
    </message>
    <message>
      <source>Constatação geral da visita</source>
      <translation>General finding of the visit</translation>
    </message>
  </context>
  <context>
    <name>FindingsPanel</name>
    <message>
      <source>Constatações da visita</source>
      <translation>Findings of the visit</translation>
    </message>
    <message>
      <source>Ainda não há constatações. Escolha um registo e descreva o que foi constatado.</source>
      <translation>There are no findings yet. Choose an answer and describe what was found.</translation>
    </message>
    <message>
      <source>Ver registo e momento</source>
      <translation>See the answer and its moment</translation>
    </message>
  </context>
  <context>
    <name>FormChooser</name>
    <message>
      <source>Vídeo</source>
      <translation>Video</translation>
    </message>
    <message>
      <source>Um trecho de cada momento</source>
      <translation>A clip of each moment</translation>
    </message>
    <message>
      <source>Um filme com todos, com cartões</source>
      <translation>One film of them all, with cards</translation>
    </message>
    <message>
      <source>A imagem de cada momento</source>
      <translation>The picture of each moment</translation>
    </message>
    <message>
      <source>As gravações inteiras</source>
      <translation>The whole recordings</translation>
    </message>
    <message>
      <source>Antes</source>
      <translation>Before</translation>
    </message>
    <message>
      <source>Depois</source>
      <translation>After</translation>
    </message>
    <message>
      <source>Trechos exatos (demora mais)</source>
      <translation>Exact clips (takes longer)</translation>
    </message>
    <message>
      <source>Sem isto, um trecho pode começar até meio segundo antes e nada se perde.</source>
      <translation>Without this, a clip may begin up to half a second early and nothing is lost.</translation>
    </message>
    <message>
      <source>Registos escritos na imagem</source>
      <translation>Answers written into the picture</translation>
    </message>
    <message>
      <source>Legendas</source>
      <translation>Subtitles</translation>
    </message>
    <message>
      <source>Outros programas</source>
      <translation>Other programs</translation>
    </message>
    <message>
      <source>BORIS, projeto (.boris)</source>
      <translation>BORIS, project (.boris)</translation>
    </message>
    <message>
      <source>BORIS, eventos (.csv)</source>
      <translation>BORIS, events (.csv)</translation>
    </message>
    <message>
      <source>Tabelas</source>
      <translation>Tables</translation>
    </message>
  </context>
  <context>
    <name>Formats</name>
    <message>
      <source>Hoje</source>
      <translation>Today</translation>
    </message>
    <message>
      <source>Amanhã</source>
      <translation>Tomorrow</translation>
    </message>
    <message>
      <source>Ontem</source>
      <translation>Yesterday</translation>
    </message>
  </context>
  <context>
    <name>FullCopyPart</name>
    <message>
      <source>Copiar tudo para outro disco</source>
      <translation>Copy everything to another disk</translation>
    </message>
    <message>
      <source>Registos, vídeos, fotografias e anexos, cifrados, numa pasta ou num disco USB. Da segunda vez só vai o que é novo. Cada ficheiro é lido de volta e comparado. É o que precisa para continuar noutro computador.</source>
      <translation>Answers, videos, photographs and attachments, encrypted, in a folder or on a USB disk. The second time only what is new travels. Each file is read back and compared. It is what you need to go on on another computer.</translation>
    </message>
    <message>
      <source>Escolher a pasta e copiar…</source>
      <translation>Choose the folder and copy…</translation>
    </message>
    <message>
      <source>A copiar e a comparar…</source>
      <translation>Copying and comparing…</translation>
    </message>
    <message>
      <source>Pasta ou disco para a cópia</source>
      <translation>Folder or disk for the copy</translation>
    </message>
    <message>
      <source>Última cópia completa: {when}, em {folder}.</source>
      <translation>Last complete copy: {when}, in {folder}.</translation>
    </message>
    <message>
      <source>{files} ficheiros, {size}; {fresh} copiados agora, todos comparados.</source>
      <translation>{files} files, {size}; {fresh} copied now, all compared.</translation>
    </message>
    <message>
      <source>Está tudo copiado.</source>
      <translation>Everything is copied.</translation>
    </message>
    <message>
      <source>Guarde o disco noutro sítio. Abre-se com a sua palavra-passe.</source>
      <translation>Keep the disk somewhere else. It opens with your passphrase.</translation>
    </message>
    <message>
      <source>Cópia cancelada.</source>
      <translation>Copy cancelled.</translation>
    </message>
    <message>
      <source>Uma cópia anterior continua como estava.</source>
      <translation>An earlier copy is as it was.</translation>
    </message>
    <message>
      <source>O que já foi copiado serve para a próxima vez.</source>
      <translation>What was copied counts next time.</translation>
    </message>
  </context>
  <context>
    <name>GatePage</name>
    <message>
      <source>A copiar e a comparar…</source>
      <translation>Copying and comparing…</translation>
    </message>
  </context>
  <context>
    <name>GeopointEditor</name>
    <message>
      <source>Latitude</source>
      <translation>Latitude</translation>
    </message>
    <message>
      <source>Longitude</source>
      <translation>Longitude</translation>
    </message>
    <message>
      <source>No mapa</source>
      <translation>On the map</translation>
    </message>
    <message>
      <source>A latitude vai de -90 a 90. No Porto: 41,1579.</source>
      <translation>Latitude goes from -90 to 90. In Porto: 41.1579.</translation>
    </message>
    <message>
      <source>A longitude vai de -180 a 180; a oeste é negativa. No Porto: -8,6291.</source>
      <translation>Longitude goes from -180 to 180; west is negative. In Porto: -8.6291.</translation>
    </message>
  </context>
  <context>
    <name>Guidance</name>
    <message>
      <source>Orientações</source>
      <translation>Guidance</translation>
    </message>
  </context>
  <context>
    <name>Head</name>
    <message>
      <source>Língua do guião</source>
      <translation>Language of the check-list</translation>
    </message>
    <message>
      <source>Voltar à visita</source>
      <translation>Back to the visit</translation>
    </message>
    <message>
      <source>Procurar (Ctrl+F)</source>
      <translation>Search (Ctrl+F)</translation>
    </message>
    <message>
      <source>Finalizar</source>
      <translation>Finalise</translation>
    </message>
    <message>
      <source>{} · versão {}</source>
      <translation>{} · version {}</translation>
    </message>
    <message>
      <source>Mostrar a secção inteira</source>
      <translation>Show the whole section</translation>
    </message>
    <message>
      <source>Mostrar uma página de cada vez</source>
      <translation>Show one page at a time</translation>
    </message>
  </context>
  <context>
    <name>Heading</name>
    <message>
      <source>Acrescentar</source>
      <translation>Add</translation>
    </message>
    <message>
      <source>Remover</source>
      <translation>Remove</translation>
    </message>
  </context>
  <context>
    <name>ImportDialog</name>
    <message>
      <source>Importar uma folha de cálculo</source>
      <translation>Import a spreadsheet</translation>
    </message>
    <message>
      <source>como a folha diz</source>
      <translation>as the sheet says</translation>
    </message>
    <message>
      <source>Os números são de</source>
      <translation>The figures are of</translation>
    </message>
    <message>
      <source>Linhas sem município</source>
      <translation>Rows without municipality</translation>
    </message>
    <message>
      <source>Desfazer</source>
      <translation>Undo</translation>
    </message>
    <message>
      <source>Voltar às colunas</source>
      <translation>Back to the columns</translation>
    </message>
    <message>
      <source>Cancelar</source>
      <translation>Cancel</translation>
    </message>
    <message>
      <source>Ver o que muda</source>
      <translation>See what changes</translation>
    </message>
    <message>
      <source>A folha de cálculo do município</source>
      <translation>The municipality's spreadsheet</translation>
    </message>
    <message>
      <source>Folhas de cálculo (*.xlsx *.xlsm *.xls *.ods *.csv);;HSDS (*.json)</source>
      <translation>Spreadsheets (*.xlsx *.xlsm *.xls *.ods *.csv);;HSDS (*.json)</translation>
    </message>
    <message>
      <source>Importar «{name}»</source>
      <translation>Import “{name}”</translation>
    </message>
    <message>
      <source>A ler o ficheiro…</source>
      <translation>Reading the file…</translation>
    </message>
    <message>
      <source>A comparar com o inventário…</source>
      <translation>Comparing with the inventory…</translation>
    </message>
    <message>
      <source>Importar</source>
      <translation>Import</translation>
    </message>
    <message>
      <source>A importar…</source>
      <translation>Importing…</translation>
    </message>
    <message>
      <source>{providers} entidades, {facilities} equipamentos e {offered} respostas novas; {changed} campos mudados.</source>
      <translation>{providers} new providers, {facilities} facilities and {offered} social responses; {changed} fields changed.</translation>
    </message>
    <message>
      <source>A folha foi importada.</source>
      <translation>The sheet was imported.</translation>
    </message>
    <message>
      <source>Fechar</source>
      <translation>Close</translation>
    </message>
    <message>
      <source>O ficheiro HSDS foi importado.</source>
      <translation>The HSDS file was imported.</translation>
    </message>
    <message>
      <source>{made} novos; {changed} mudados.</source>
      <translation>{made} new; {changed} changed.</translation>
    </message>
    <message>
      <source>A importação foi desfeita.</source>
      <translation>The import was undone.</translation>
    </message>
    <message>
      <source>{count} campos já mudados depois ficaram como estão.</source>
      <translation>{count} fields changed since stay as they are.</translation>
    </message>
    <message>
      <source>Cancelado.</source>
      <translation>Cancelled.</translation>
    </message>
    <message>
      <source>Nada foi importado.</source>
      <translation>Nothing was imported.</translation>
    </message>
    <message>
      <source>Ver de novo</source>
      <translation>Look again</translation>
    </message>
  </context>
  <context>
    <name>ImportMarksDialog</name>
    <message>
      <source>Importar marcas</source>
      <translation>Import marks</translation>
    </message>
    <message>
      <source>Do ELAN (.eaf) ou do BORIS (.boris, ou eventos em .csv e .tsv).</source>
      <translation>From ELAN (.eaf) or BORIS (.boris, or events as .csv and .tsv).</translation>
    </message>
    <message>
      <source>Escolher…</source>
      <translation>Choose…</translation>
    </message>
    <message>
      <source>Ficheiro</source>
      <translation>File</translation>
    </message>
    <message>
      <source>Observação</source>
      <translation>Observation</translation>
    </message>
    <message>
      <source>Gravação</source>
      <translation>Recording</translation>
    </message>
    <message>
      <source>Se o ficheiro não disser</source>
      <translation>If the file does not say</translation>
    </message>
    <message>
      <source>Quem marcou</source>
      <translation>Who marked</translation>
    </message>
    <message>
      <source>Somar a cada momento</source>
      <translation>Add to each moment</translation>
    </message>
    <message>
      <source>Fechar</source>
      <translation>Close</translation>
    </message>
    <message>
      <source>Importar</source>
      <translation>Import</translation>
    </message>
    <message>
      <source>{0}: {1}, {2}</source>
      <translation>{0}: {1}, {2}</translation>
    </message>
    <message>
      <source>Marcas do ELAN e do BORIS</source>
      <translation>Marks of ELAN and BORIS</translation>
    </message>
    <message>
      <source>Todas as marcas</source>
      <translation>All marks</translation>
    </message>
    <message>
      <source>Marcas: {marks}. Etiquetas: {tags}.</source>
      <translation>Marks: {marks}. Tags: {tags}.</translation>
    </message>
    <message>
      <source>Não se conseguem usar: {count}.</source>
      <translation>Cannot be used: {count}.</translation>
    </message>
    <message>
      <source>Etiquetas novas no esquema do guião: {0}.</source>
      <translation>New tags in the check-list's scheme: {0}.</translation>
    </message>
    <message>
      <source>Marcas novas: {0}.</source>
      <translation>New marks: {0}.</translation>
    </message>
    <message>
      <source>Já cá estavam: {0}.</source>
      <translation>Here already: {0}.</translation>
    </message>
  </context>
  <context>
    <name>InstanceRow</name>
    <message>
      <source>Remover</source>
      <translation>Remove</translation>
    </message>
    <message>
      <source>Remover {}</source>
      <translation>Remove {}</translation>
    </message>
  </context>
  <context>
    <name>IntegerEditor</name>
    <message>
      <source>Escreva um número inteiro, por exemplo 12.</source>
      <translation>Write a whole number, for example 12.</translation>
    </message>
  </context>
  <context>
    <name>InventoryMap</name>
    <message>
      <source>Fechar a área</source>
      <translation>Close the area</translation>
    </message>
    <message>
      <source>Escolher uma área</source>
      <translation>Choose an area</translation>
    </message>
    <message>
      <source>Desenhar no mapa a área de que se querem ver as entradas</source>
      <translation>Draw the area on the map whose entries are to be seen</translation>
    </message>
    <message>
      <source>Tirar a área</source>
      <translation>Remove the area</translation>
    </message>
    <message>
      <source>Guardar a imagem…</source>
      <translation>Save the picture…</translation>
    </message>
    <message>
      <source>{count} no mapa; {without} sem coordenadas</source>
      <translation>{count} on the map; {without} without coordinates</translation>
    </message>
    <message>
      <source>Pôr «{name}» aqui</source>
      <translation>Put “{name}” here</translation>
    </message>
    <message>
      <source>Clique nos cantos da área (ou Enter no sítio do meio). Apagar tira o último, Esc desiste; no primeiro canto, fecha.</source>
      <translation>Click the corners of the area (or Enter for the middle). Backspace takes the last one back, Esc gives up; the first corner closes it.</translation>
    </message>
    <message>
      <source>Clique no sítio de «{name}».</source>
      <translation>Click on the place of “{name}”.</translation>
    </message>
    <message>
      <source>fora da AMP</source>
      <translation>outside the AMP</translation>
    </message>
    <message>
      <source>«{name}» fica em {where}, mas o registo diz {said}.</source>
      <translation>“{name}” is in {where}, but the record says {said}.</translation>
    </message>
    <message>
      <source>As coordenadas não foram mudadas.</source>
      <translation>The coordinates were not changed.</translation>
    </message>
    <message>
      <source>Veja se o sítio está certo, ou mude o município na página.</source>
      <translation>See whether the place is right, or change the municipality on its page.</translation>
    </message>
    <message>
      <source>«{name}» está no mapa.</source>
      <translation>“{name}” is on the map.</translation>
    </message>
    <message>
      <source>Guardar a imagem</source>
      <translation>Save the picture</translation>
    </message>
    <message>
      <source>A imagem está em «{name}».</source>
      <translation>The picture is in “{name}”.</translation>
    </message>
    <message>
      <source>Não foi possível guardar a imagem.</source>
      <translation>The picture could not be saved.</translation>
    </message>
    <message>
      <source>Nada foi alterado.</source>
      <translation>Nothing was changed.</translation>
    </message>
    <message>
      <source>Veja se a pasta existe e se há espaço, e tente de novo.</source>
      <translation>See that the folder exists and has room, and try again.</translation>
    </message>
  </context>
  <context>
    <name>InventoryPlace</name>
    <message>
      <source>O inventário está vazio</source>
      <translation>The inventory is empty</translation>
    </message>
    <message>
      <source>Traga a folha de cálculo que o município já tem: o Terreno propõe o que é cada coluna e mostra o que vai mudar antes de mudar.</source>
      <translation>Bring the spreadsheet that the municipality has: Terreno proposes what each column is and shows what will change before it does.</translation>
    </message>
    <message>
      <source>Importar uma folha de cálculo</source>
      <translation>Import a spreadsheet</translation>
    </message>
    <message>
      <source>Entradas</source>
      <translation>Entries</translation>
    </message>
    <message>
      <source>Mapa</source>
      <translation>Map</translation>
    </message>
    <message>
      <source>Levantamentos</source>
      <translation>Rounds</translation>
    </message>
    <message>
      <source>Duplicados</source>
      <translation>Duplicates</translation>
    </message>
    <message>
      <source>Inventário</source>
      <translation>Inventory</translation>
    </message>
    <message>
      <source>As respostas sociais, os bancos e as ofertas.</source>
      <translation>Social responses, banks and offers.</translation>
    </message>
    <message>
      <source>Nova</source>
      <translation>New</translation>
    </message>
    <message>
      <source>Resposta social (Ctrl+N)</source>
      <translation>Social response (Ctrl+N)</translation>
    </message>
    <message>
      <source>Item de banco</source>
      <translation>Bank item</translation>
    </message>
    <message>
      <source>Oferta</source>
      <translation>Offer</translation>
    </message>
    <message>
      <source>Exportar</source>
      <translation>Export</translation>
    </message>
    <message>
      <source>Importar…</source>
      <translation>Import…</translation>
    </message>
    <message>
      <source>Uma folha de cálculo, como o município a tem (Ctrl+I)</source>
      <translation>A spreadsheet, as the municipality has it (Ctrl+I)</translation>
    </message>
    <message>
      <source>Colunas</source>
      <translation>Columns</translation>
    </message>
    <message>
      <source>1 entrada</source>
      <translation>1 entry</translation>
    </message>
    <message>
      <source>{count} entradas</source>
      <translation>{count} entries</translation>
    </message>
    <message>
      <source>Nada encontrado: tire um filtro, ou escreva menos.</source>
      <translation>Nothing found: take a filter off, or type less.</translation>
    </message>
    <message>
      <source>Não foi possível escrever o ficheiro.</source>
      <translation>The file could not be written.</translation>
    </message>
    <message>
      <source>O inventário não foi alterado.</source>
      <translation>The inventory was not changed.</translation>
    </message>
    <message>
      <source>Veja se a pasta existe e se há espaço, e tente de novo.</source>
      <translation>See that the folder exists and has room, and try again.</translation>
    </message>
  </context>
  <context>
    <name>ItemForm</name>
    <message>
      <source>Tipo de pergunta</source>
      <translation>Type of question</translation>
    </message>
    <message>
      <source>Pergunta</source>
      <translation>Question</translation>
    </message>
    <message>
      <source>Ajuda</source>
      <translation>Hint</translation>
    </message>
    <message>
      <source>Obrigatória</source>
      <translation>Required</translation>
    </message>
    <message>
      <source>Mostrar tudo na mesma página</source>
      <translation>Show everything on one page</translation>
    </message>
    <message>
      <source>Mínimo</source>
      <translation>Minimum</translation>
    </message>
    <message>
      <source>Máximo</source>
      <translation>Maximum</translation>
    </message>
    <message>
      <source>Título</source>
      <translation>Title</translation>
    </message>
    <message>
      <source>Opção {number}</source>
      <translation>Choice {number}</translation>
    </message>
  </context>
  <context>
    <name>JoinDialog</name>
    <message>
      <source>Juntar vídeos à visita</source>
      <translation>Add videos to the visit</translation>
    </message>
    <message>
      <source>Os vídeos são copiados e cifrados tal como estão; os originais não mudam. O mesmo vídeo não entra duas vezes.</source>
      <translation>The videos are copied and encrypted as they are; the originals do not change. The same video is not added twice.</translation>
    </message>
    <message>
      <source>Escolher vídeos…</source>
      <translation>Choose videos…</translation>
    </message>
    <message>
      <source>Parar</source>
      <translation>Stop</translation>
    </message>
    <message>
      <source>Vídeos juntos</source>
      <translation>Videos added</translation>
    </message>
    <message>
      <source>Vídeo</source>
      <translation>Video</translation>
    </message>
    <message>
      <source>Duração</source>
      <translation>Length</translation>
    </message>
    <message>
      <source>Começa</source>
      <translation>Begins</translation>
    </message>
    <message>
      <source>Acertado por</source>
      <translation>Aligned by</translation>
    </message>
    <message>
      <source>Gravação por cujo som se acerta</source>
      <translation>Recording by whose sound it is aligned</translation>
    </message>
    <message>
      <source>Acertar pelo som</source>
      <translation>Align by sound</translation>
    </message>
    <message>
      <source>Fechar</source>
      <translation>Close</translation>
    </message>
    <message>
      <source>Vídeos a juntar</source>
      <translation>Videos to add</translation>
    </message>
    <message>
      <source>Vídeos (*.mp4 *.m4v *.mov *.mkv *.webm *.avi *.mts *.m2ts *.mpg *.3gp)</source>
      <translation>Videos (*.mp4 *.m4v *.mov *.mkv *.webm *.avi *.mts *.m2ts *.mpg *.3gp)</translation>
    </message>
    <message>
      <source>Quando começa {}</source>
      <translation>When {} begins</translation>
    </message>
  </context>
  <context>
    <name>KeepingBox</name>
    <message>
      <source>Guardar só até</source>
      <translation>Keep only until</translation>
    </message>
    <message>
      <source>Último dia em que se guarda</source>
      <translation>Last day it is kept</translation>
    </message>
    <message>
      <source>Passado o dia, o Terreno lembra; só se apaga quando alguém o pede.</source>
      <translation>After that day Terreno reminds you; it is erased only when somebody asks for it.</translation>
    </message>
    <message>
      <source>Porque se apaga; fica registado</source>
      <translation>Why it is erased; this is logged</translation>
    </message>
    <message>
      <source>Razão para apagar</source>
      <translation>Reason to erase</translation>
    </message>
    <message>
      <source>Apagar de vez</source>
      <translation>Erase for good</translation>
    </message>
  </context>
  <context>
    <name>KeysDialog</name>
    <message>
      <source>Teclas</source>
      <translation>Keys</translation>
    </message>
    <message>
      <source>Fechar</source>
      <translation>Close</translation>
    </message>
    <message>
      <source>Em todo o lado</source>
      <translation>Everywhere</translation>
    </message>
    <message>
      <source>Encontrar lugares, visitas e ações</source>
      <translation>Find places, visits and actions</translation>
    </message>
    <message>
      <source>Ir para um lugar</source>
      <translation>Go to a place</translation>
    </message>
    <message>
      <source>Voltar e avançar</source>
      <translation>Back and forward</translation>
    </message>
    <message>
      <source>Passar ao controlo seguinte ou anterior</source>
      <translation>Go to the next or previous control</translation>
    </message>
    <message>
      <source>Esta lista</source>
      <translation>This list</translation>
    </message>
    <message>
      <source>Ecrã inteiro</source>
      <translation>Full screen</translation>
    </message>
    <message>
      <source>Sair</source>
      <translation>Quit</translation>
    </message>
    <message>
      <source>Visitas</source>
      <translation>Visits</translation>
    </message>
    <message>
      <source>Planear uma visita</source>
      <translation>Plan a visit</translation>
    </message>
    <message>
      <source>Procurar</source>
      <translation>Search</translation>
    </message>
    <message>
      <source>Abrir a visita escolhida</source>
      <translation>Open the chosen visit</translation>
    </message>
    <message>
      <source>Guião</source>
      <translation>Check-list</translation>
    </message>
    <message>
      <source>Revisão</source>
      <translation>Review</translation>
    </message>
  </context>
  <context>
    <name>LabelMedia</name>
    <message>
      <source>Ampliar</source>
      <translation>Enlarge</translation>
    </message>
    <message>
      <source>Ampliar a imagem: {}</source>
      <translation>Enlarge the picture: {}</translation>
    </message>
    <message>
      <source>Falta um ficheiro do guião: {}</source>
      <translation>A file of the check-list is missing: {}</translation>
    </message>
  </context>
  <context>
    <name>LaneMenu</name>
    <message>
      <source>Linhas da linha do tempo</source>
      <translation>Lanes of the time line</translation>
    </message>
    <message>
      <source>Uma linha por secção</source>
      <translation>A lane for each section</translation>
    </message>
    <message>
      <source>Uma linha por grupo</source>
      <translation>A lane for each group</translation>
    </message>
    <message>
      <source>Uma linha por tipo de marcador</source>
      <translation>A lane for each kind of marker</translation>
    </message>
    <message>
      <source>Uma linha por etiqueta</source>
      <translation>A lane for each tag</translation>
    </message>
  </context>
  <context>
    <name>Leaving</name>
    <message>
      <source>A terminar a gravação…</source>
      <translation>Ending the recording…</translation>
    </message>
    <message>
      <source>A enviar para a central…</source>
      <translation>Sending to the centre…</translation>
    </message>
    <message>
      <source>A guardar a gravação: faltam {count} partes.</source>
      <translation>Storing the recording: {count} parts to go.</translation>
    </message>
    <message>
      <source>Faltam {count}.</source>
      <translation>{count} to go.</translation>
    </message>
    <message>
      <source>Quase pronto.</source>
      <translation>Almost done.</translation>
    </message>
  </context>
  <context>
    <name>LeavingPage</name>
    <message>
      <source>A terminar…</source>
      <translation>Finishing…</translation>
    </message>
    <message>
      <source>O que foi dado está a ser guardado. O Terreno fecha assim que estiver tudo no disco.</source>
      <translation>What was given is being saved. Terreno closes as soon as everything is on the disk.</translation>
    </message>
    <message>
      <source>Fechar já</source>
      <translation>Close now</translation>
    </message>
    <message>
      <source>O que faltar das gravações guarda-se no próximo arranque; nada se perde.</source>
      <translation>What is left of the recordings is stored at the next start; nothing is lost.</translation>
    </message>
  </context>
  <context>
    <name>LevelMeter</name>
    <message>
      <source>Sem microfone: grava-se sem som</source>
      <translation>No microphone: recording without sound</translation>
    </message>
    <message>
      <source>Nível do som</source>
      <translation>Sound level</translation>
    </message>
    <message>
      <source>{} decibéis</source>
      <translation>{} decibels</translation>
    </message>
  </context>
  <context>
    <name>LinesPage</name>
    <message>
      <source>Está tudo enviado</source>
      <translation>Everything has been sent</translation>
    </message>
    <message>
      <source>O que escrever a seguir aparece aqui até a central o confirmar.</source>
      <translation>What you write next shows here until the centre confirms it.</translation>
    </message>
    <message>
      <source>Recusadas ({count})</source>
      <translation>Refused ({count})</translation>
    </message>
    <message>
      <source>Continuam guardadas neste portátil. A central não as aceitou.</source>
      <translation>They are still kept on this laptop. The centre did not accept them.</translation>
    </message>
    <message>
      <source>Tentar de novo</source>
      <translation>Try again</translation>
    </message>
    <message>
      <source>Recebidas, ainda sem se ver ({count})</source>
      <translation>Received, not shown yet ({count})</translation>
    </message>
    <message>
      <source>Por enviar ({count})</source>
      <translation>To be sent ({count})</translation>
    </message>
    <message>
      <source>Abrir</source>
      <translation>Open</translation>
    </message>
    <message>
      <source>Abrir {title}</source>
      <translation>Open {title}</translation>
    </message>
  </context>
  <context>
    <name>ListPage</name>
    <message>
      <source>Visitas</source>
      <translation>Visits</translation>
    </message>
    <message>
      <source>Planear, começar, continuar e rever.</source>
      <translation>Plan, begin, continue and review.</translation>
    </message>
    <message>
      <source>Guiões</source>
      <translation>Check-lists</translation>
    </message>
    <message>
      <source>Planear visita</source>
      <translation>Plan visit</translation>
    </message>
    <message>
      <source>Procurar por nome ou local</source>
      <translation>Search by name or place</translation>
    </message>
    <message>
      <source>Procurar visitas</source>
      <translation>Search visits</translation>
    </message>
    <message>
      <source>Visita</source>
      <translation>Visit</translation>
    </message>
    <message>
      <source>Data</source>
      <translation>Date</translation>
    </message>
    <message>
      <source>Estado</source>
      <translation>State</translation>
    </message>
    <message>
      <source>Registos</source>
      <translation>Answers</translation>
    </message>
    <message>
      <source>Ainda não há visitas</source>
      <translation>There are no visits yet</translation>
    </message>
    <message>
      <source>Uma visita junta um estudo de caso ou equipamento, uma equipa e um guião. Planeie a primeira; no dia, começa-se daqui.</source>
      <translation>A visit brings together a case study or facility, a team and a check-list. Plan the first one; on the day, it begins here.</translation>
    </message>
    <message>
      <source>Planear uma visita</source>
      <translation>Plan a visit</translation>
    </message>
    <message>
      <source>Nenhuma visita corresponde</source>
      <translation>No visit matches</translation>
    </message>
    <message>
      <source>Mude as palavras ou retire os filtros.</source>
      <translation>Change the words or remove the filters.</translation>
    </message>
  </context>
  <context>
    <name>LivePicture</name>
    <message>
      <source>Imagem da câmara</source>
      <translation>Camera picture</translation>
    </message>
  </context>
  <context>
    <name>LiveTags</name>
    <message>
      <source>● {label} desde {since}</source>
      <translation>● {label} since {since}</translation>
    </message>
  </context>
  <context>
    <name>LoansPanel</name>
    <message>
      <source>reservado</source>
      <translation>reserved</translation>
    </message>
    <message>
      <source>emprestado</source>
      <translation>lent</translation>
    </message>
    <message>
      <source>devolvido</source>
      <translation>given back</translation>
    </message>
    <message>
      <source>anulado</source>
      <translation>cancelled</translation>
    </message>
    <message>
      <source>Reservas e empréstimos</source>
      <translation>Reservations and loans</translation>
    </message>
    <message>
      <source>Para quem (entidade ou n.º de processo)</source>
      <translation>For whom (provider or file number)</translation>
    </message>
    <message>
      <source>Para quem</source>
      <translation>For whom</translation>
    </message>
    <message>
      <source>Quantos</source>
      <translation>How many</translation>
    </message>
    <message>
      <source>Devolver até</source>
      <translation>Due back</translation>
    </message>
    <message>
      <source>Reservar</source>
      <translation>Reserve</translation>
    </message>
    <message>
      <source>Emprestar</source>
      <translation>Lend</translation>
    </message>
    <message>
      <source>{count} livres</source>
      <translation>{count} free</translation>
    </message>
    <message>
      <source>em atraso</source>
      <translation>late</translation>
    </message>
    <message>
      <source>Entregar</source>
      <translation>Hand out</translation>
    </message>
    <message>
      <source>Anular</source>
      <translation>Cancel it</translation>
    </message>
    <message>
      <source>Devolvido</source>
      <translation>Given back</translation>
    </message>
  </context>
  <context>
    <name>LookPage</name>
    <message>
      <source>Língua</source>
      <translation>Language</translation>
    </message>
    <message>
      <source>Aspeto</source>
      <translation>Look</translation>
    </message>
    <message>
      <source>Como o sistema</source>
      <translation>As the system</translation>
    </message>
    <message>
      <source>Claro</source>
      <translation>Light</translation>
    </message>
    <message>
      <source>Escuro</source>
      <translation>Dark</translation>
    </message>
    <message>
      <source>Alto contraste</source>
      <translation>High contrast</translation>
    </message>
    <message>
      <source>Tamanho da letra</source>
      <translation>Size of the letters</translation>
    </message>
  </context>
  <context>
    <name>MainWindow</name>
    <message>
      <source>A abrir o Terreno…</source>
      <translation>Opening Terreno…</translation>
    </message>
    <message>
      <source>A abrir o exemplo…</source>
      <translation>Opening the example…</translation>
    </message>
  </context>
  <context>
    <name>MapCanvas</name>
    <message>
      <source>Mapa</source>
      <translation>Map</translation>
    </message>
    <message>
      <source>Setas movem, + e − aproximam e afastam, Enter marca o sítio do meio.</source>
      <translation>Arrows move, + and − zoom, Enter marks the place in the middle.</translation>
    </message>
    <message>
      <source>Limites: CAOP, Direção-Geral do Território, CC BY 4.0; geometria simplificada</source>
      <translation>Boundaries: CAOP, Direção-Geral do Território, CC BY 4.0; simplified geometry</translation>
    </message>
  </context>
  <context>
    <name>MarkingPanel</name>
    <message>
      <source>Tempos e concordância</source>
      <translation>Times and agreement</translation>
    </message>
    <message>
      <source>Desfazer</source>
      <translation>Undo</translation>
    </message>
    <message>
      <source>Desfazer a última marcação (Ctrl+Z)</source>
      <translation>Undo the last marking (Ctrl+Z)</translation>
    </message>
    <message>
      <source>Marcas de quem</source>
      <translation>Whose marks</translation>
    </message>
    <message>
      <source>Marcas da visita</source>
      <translation>Marks of the visit</translation>
    </message>
    <message>
      <source>Momento</source>
      <translation>Moment</translation>
    </message>
    <message>
      <source>Etiqueta</source>
      <translation>Tag</translation>
    </message>
    <message>
      <source>Por</source>
      <translation>By</translation>
    </message>
    <message>
      <source>Começa aqui</source>
      <translation>Begins here</translation>
    </message>
    <message>
      <source>Acaba aqui</source>
      <translation>Ends here</translation>
    </message>
    <message>
      <source>Apagar a marca</source>
      <translation>Delete the mark</translation>
    </message>
    <message>
      <source>Apagar a marca (Delete)</source>
      <translation>Delete the mark (Delete)</translation>
    </message>
    <message>
      <source>Nota da marca: Enter guarda</source>
      <translation>Note of the mark: Enter keeps it</translation>
    </message>
    <message>
      <source>Nota da marca</source>
      <translation>Note of the mark</translation>
    </message>
    <message>
      <source>Um esquema de marcação é a lista do que se quer ver na gravação: cada etiqueta com a sua tecla. Vale para todas as visitas com este guião.</source>
      <translation>A marking scheme is the list of what is to be seen in the recording: each tag with its key. It holds for all visits with this check-list.</translation>
    </message>
    <message>
      <source>Mudar o esquema</source>
      <translation>Change the scheme</translation>
    </message>
    <message>
      <source>Fazer um esquema</source>
      <translation>Make a scheme</translation>
    </message>
    <message>
      <source>{0}  ● desde {1}</source>
      <translation>{0}  ● since {1}</translation>
    </message>
    <message>
      <source>intervalo</source>
      <translation>span</translation>
    </message>
    <message>
      <source>momento</source>
      <translation>moment</translation>
    </message>
    <message>
      <source>Marcas de todos</source>
      <translation>Everybody's marks</translation>
    </message>
    <message>
      <source>Sem nome</source>
      <translation>No name</translation>
    </message>
  </context>
  <context>
    <name>MePage</name>
    <message>
      <source>Quem está a trabalhar</source>
      <translation>Who is working</translation>
    </message>
    <message>
      <source>Cada registo fica com o nome de quem o deu.</source>
      <translation>Each answer carries the name of who gave it.</translation>
    </message>
    <message>
      <source>Sou</source>
      <translation>I am</translation>
    </message>
    <message>
      <source>Nome</source>
      <translation>Name</translation>
    </message>
    <message>
      <source>Município</source>
      <translation>Municipality</translation>
    </message>
    <message>
      <source>Guardar</source>
      <translation>Save</translation>
    </message>
    <message>
      <source>Espaço de trabalho</source>
      <translation>Workspace</translation>
    </message>
    <message>
      <source>Está a usar o exemplo, com dados fictícios.</source>
      <translation>You are using the example, with fictional data.</translation>
    </message>
    <message>
      <source>Está a usar o seu espaço de trabalho, em {folder}.</source>
      <translation>You are using your workspace, in {folder}.</translation>
    </message>
    <message>
      <source>Sair do exemplo</source>
      <translation>Leave the example</translation>
    </message>
    <message>
      <source>Fechar e bloquear</source>
      <translation>Close and lock</translation>
    </message>
    <message>
      <source>Outra pessoa…</source>
      <translation>Someone else…</translation>
    </message>
    <message>
      <source>A partir de agora os registos são de {name}.</source>
      <translation>From now on the answers are {name}'s.</translation>
    </message>
  </context>
  <context>
    <name>Middle</name>
    <message>
      <source>Repetição</source>
      <translation>Repeat</translation>
    </message>
    <message>
      <source>Guardado {}</source>
      <translation>Saved {}</translation>
    </message>
    <message>
      <source>Anterior</source>
      <translation>Previous</translation>
    </message>
    <message>
      <source>Seguinte</source>
      <translation>Next</translation>
    </message>
    <message>
      <source>Página {} de {}</source>
      <translation>Page {} of {}</translation>
    </message>
    <message>
      <source>Secção seguinte</source>
      <translation>Next section</translation>
    </message>
    <message>
      <source>Secção {} de {}</source>
      <translation>Section {} of {}</translation>
    </message>
  </context>
  <context>
    <name>Missing</name>
    <message>
      <source>Fechar a lista do que falta</source>
      <translation>Close the list of what is missing</translation>
    </message>
    <message>
      <source>O que falta</source>
      <translation>What is missing</translation>
    </message>
    <message>
      <source>Antes de finalizar: 1 pergunta</source>
      <translation>Before finalising: 1 question</translation>
    </message>
    <message>
      <source>Antes de finalizar: {} perguntas</source>
      <translation>Before finalising: {} questions</translation>
    </message>
    <message>
      <source>Já não falta nada desta lista.</source>
      <translation>Nothing of this list is missing any more.</translation>
    </message>
  </context>
  <context>
    <name>MissingDialog</name>
    <message>
      <source>Ainda não pode ser finalizado</source>
      <translation>It cannot be finalised yet</translation>
    </message>
    <message>
      <source>Faltam {0} registos ou há valores a corrigir. O que está guardado fica como está. Escolha um para ir lá.</source>
      <translation>{0} answers are missing or have values to correct. What is saved stays as it is. Choose one to go there.</translation>
    </message>
    <message>
      <source>O que falta</source>
      <translation>What is missing</translation>
    </message>
    <message>
      <source>Fechar</source>
      <translation>Close</translation>
    </message>
  </context>
  <context>
    <name>MomentChooser</name>
    <message>
      <source>Registos</source>
      <translation>Answers</translation>
    </message>
    <message>
      <source>Marcadores</source>
      <translation>Markers</translation>
    </message>
    <message>
      <source>Constatações</source>
      <translation>Findings</translation>
    </message>
    <message>
      <source>Marcas</source>
      <translation>Marks</translation>
    </message>
    <message>
      <source>Momentos a exportar</source>
      <translation>Moments to export</translation>
    </message>
    <message>
      <source>Todos</source>
      <translation>All</translation>
    </message>
    <message>
      <source>Todos ({chosen} de {shown})</source>
      <translation>All ({chosen} of {shown})</translation>
    </message>
  </context>
  <context>
    <name>MomentList</name>
    <message>
      <source>Marcadores e fotografias desta gravação</source>
      <translation>Markers and photos of this recording</translation>
    </message>
  </context>
  <context>
    <name>MomentModel</name>
    <message>
      <source>Momento</source>
      <translation>Moment</translation>
    </message>
    <message>
      <source>O que é</source>
      <translation>What it is</translation>
    </message>
    <message>
      <source>Quem</source>
      <translation>Who</translation>
    </message>
  </context>
  <context>
    <name>MonitorPlace</name>
    <message>
      <source>Monitor</source>
      <translation>Monitor</translation>
    </message>
    <message>
      <source>O que o inventário mostra, município a município, e o que vem de fora.</source>
      <translation>What the inventory shows, municipality by municipality, and what comes from elsewhere.</translation>
    </message>
    <message>
      <source>Importar dados…</source>
      <translation>Import data…</translation>
    </message>
    <message>
      <source>População ou indicadores, de uma folha de cálculo</source>
      <translation>Population or indicators, from a spreadsheet</translation>
    </message>
    <message>
      <source>Diagnóstico social…</source>
      <translation>Social diagnosis…</translation>
    </message>
    <message>
      <source>O inventário ainda está vazio</source>
      <translation>The inventory is still empty</translation>
    </message>
    <message>
      <source>Os indicadores fazem-se das respostas sociais do inventário. Importe a folha de cálculo do município, ou traga indicadores de outras fontes.</source>
      <translation>Indicators are made from the social responses of the inventory. Import the municipality's spreadsheet, or bring indicators from other sources.</translation>
    </message>
    <message>
      <source>Mapa</source>
      <translation>Map</translation>
    </message>
    <message>
      <source>Gráfico</source>
      <translation>Chart</translation>
    </message>
    <message>
      <source>Ao longo dos anos</source>
      <translation>Over the years</translation>
    </message>
    <message>
      <source>Guardar a imagem…</source>
      <translation>Save the picture…</translation>
    </message>
    <message>
      <source>Ainda só se conhece um ano deste indicador.</source>
      <translation>Only one year of this indicator is known so far.</translation>
    </message>
    <message>
      <source>Fonte: {source}.</source>
      <translation>Source: {source}.</translation>
    </message>
    <message>
      <source>População: {source}, {year}.</source>
      <translation>Population: {source}, {year}.</translation>
    </message>
    <message>
      <source>Falta a população destas idades: importe-a.</source>
      <translation>The population of these ages is missing: import it.</translation>
    </message>
    <message>
      <source>População ou indicadores</source>
      <translation>Population or indicators</translation>
    </message>
    <message>
      <source>Folhas de cálculo (*.xlsx *.xlsm *.xls *.ods *.csv)</source>
      <translation>Spreadsheets (*.xlsx *.xlsm *.xls *.ods *.csv)</translation>
    </message>
    <message>
      <source>«{name}» foi importado.</source>
      <translation>“{name}” was imported.</translation>
    </message>
    <message>
      <source>{rows} linhas; {changed} novas ou diferentes.</source>
      <translation>{rows} rows; {changed} new or different.</translation>
    </message>
    <message>
      <source>Guardar a imagem</source>
      <translation>Save the picture</translation>
    </message>
    <message>
      <source>A imagem está em «{name}».</source>
      <translation>The picture is in “{name}”.</translation>
    </message>
    <message>
      <source>Não foi possível guardar a imagem.</source>
      <translation>The picture could not be saved.</translation>
    </message>
    <message>
      <source>Nada foi alterado.</source>
      <translation>Nothing was changed.</translation>
    </message>
    <message>
      <source>Veja se a pasta existe e se há espaço, e tente de novo.</source>
      <translation>See that the folder exists and has room, and try again.</translation>
    </message>
  </context>
  <context>
    <name>MonthEditor</name>
    <message>
      <source>mm/aaaa</source>
      <translation>mm/yyyy</translation>
    </message>
    <message>
      <source>Escreva mês/ano, por exemplo 01/2026.</source>
      <translation>Write month/year, for example 01/2026.</translation>
    </message>
  </context>
  <context>
    <name>More</name>
    <message>
      <source>… mais {count} antes</source>
      <translation>… {count} more before</translation>
    </message>
    <message>
      <source>… mais {count} depois</source>
      <translation>… {count} more after</translation>
    </message>
  </context>
  <context>
    <name>NewEntryDialog</name>
    <message>
      <source>Nova resposta social</source>
      <translation>New social response</translation>
    </message>
    <message>
      <source>Uma entidade ou um equipamento que já exista escolhe-se da lista.</source>
      <translation>A provider or facility that is there already is chosen from the list.</translation>
    </message>
    <message>
      <source>Município</source>
      <translation>Municipality</translation>
    </message>
    <message>
      <source>Entidade</source>
      <translation>Provider</translation>
    </message>
    <message>
      <source>Equipamento</source>
      <translation>Facility</translation>
    </message>
    <message>
      <source>Resposta social</source>
      <translation>Social response</translation>
    </message>
    <message>
      <source>se se souber</source>
      <translation>if known</translation>
    </message>
    <message>
      <source>Capacidade</source>
      <translation>Capacity</translation>
    </message>
    <message>
      <source>Cancelar</source>
      <translation>Cancel</translation>
    </message>
    <message>
      <source>Acrescentar</source>
      <translation>Add</translation>
    </message>
    <message>
      <source>Falta o nome da entidade.</source>
      <translation>The name of the provider is missing.</translation>
    </message>
    <message>
      <source>Nada foi acrescentado ainda.</source>
      <translation>Nothing was added yet.</translation>
    </message>
  </context>
  <context>
    <name>NewItemDialog</name>
    <message>
      <source>Novo item de banco</source>
      <translation>New bank item</translation>
    </message>
    <message>
      <source>Nova oferta</source>
      <translation>New offer</translation>
    </message>
    <message>
      <source>O quê</source>
      <translation>What</translation>
    </message>
    <message>
      <source>Nome</source>
      <translation>Name</translation>
    </message>
    <message>
      <source>Município</source>
      <translation>Municipality</translation>
    </message>
    <message>
      <source>Quantos há</source>
      <translation>How many</translation>
    </message>
    <message>
      <source>Lugares</source>
      <translation>Places</translation>
    </message>
    <message>
      <source>Cancelar</source>
      <translation>Cancel</translation>
    </message>
    <message>
      <source>Acrescentar</source>
      <translation>Add</translation>
    </message>
    <message>
      <source>Falta o nome.</source>
      <translation>The name is missing.</translation>
    </message>
    <message>
      <source>Nada foi acrescentado ainda.</source>
      <translation>Nothing was added yet.</translation>
    </message>
  </context>
  <context>
    <name>NewRoundDialog</name>
    <message>
      <source>Novo levantamento</source>
      <translation>New round</translation>
    </message>
    <message>
      <source>Levantamento de {month}</source>
      <translation>Round of {month}</translation>
    </message>
    <message>
      <source>Nome</source>
      <translation>Name</translation>
    </message>
    <message>
      <source>Os 17 municípios</source>
      <translation>The 17 municipalities</translation>
    </message>
    <message>
      <source>Onde</source>
      <translation>Where</translation>
    </message>
    <message>
      <source>Até</source>
      <translation>Until</translation>
    </message>
    <message>
      <source>Cancelar</source>
      <translation>Cancel</translation>
    </message>
    <message>
      <source>Começar</source>
      <translation>Start</translation>
    </message>
  </context>
  <context>
    <name>NoteLine</name>
    <message>
      <source>Nota: Enter guarda, Esc deixa</source>
      <translation>Note: Enter keeps it, Esc leaves</translation>
    </message>
    <message>
      <source>Nota do momento</source>
      <translation>Note of the moment</translation>
    </message>
  </context>
  <context>
    <name>OnMap</name>
    <message>
      <source>Fora da Área Metropolitana do Porto</source>
      <translation>Outside the Porto Metropolitan Area</translation>
    </message>
    <message>
      <source>Concelho: {name}</source>
      <translation>Municipality: {name}</translation>
    </message>
  </context>
  <context>
    <name>Outline</name>
    <message>
      <source>Secções do guião</source>
      <translation>Sections of the check-list</translation>
    </message>
    <message>
      <source>Outras perguntas</source>
      <translation>Other questions</translation>
    </message>
    <message>
      <source>Início</source>
      <translation>Beginning</translation>
    </message>
    <message>
      <source>Fim</source>
      <translation>End</translation>
    </message>
    <message>
      <source>{} de {}</source>
      <translation>{} of {}</translation>
    </message>
    <message>
      <source>só para ler</source>
      <translation>read only</translation>
    </message>
    <message>
      <source>{} a corrigir</source>
      <translation>{} to correct</translation>
    </message>
    <message>
      <source>grupo {}</source>
      <translation>group {}</translation>
    </message>
  </context>
  <context>
    <name>OutlineTree</name>
    <message>
      <source>Secções e perguntas</source>
      <translation>Sections and questions</translation>
    </message>
    <message>
      <source>Guião sem título</source>
      <translation>Untitled check-list</translation>
    </message>
    <message>
      <source>Título, línguas e versão</source>
      <translation>Title, languages and version</translation>
    </message>
    <message>
      <source>{kind} · só aparece às vezes</source>
      <translation>{kind} · appears only sometimes</translation>
    </message>
  </context>
  <context>
    <name>Palette</name>
    <message>
      <source>Encontrar</source>
      <translation>Find</translation>
    </message>
    <message>
      <source>Lugar, visita ou ação…</source>
      <translation>Place, visit or action…</translation>
    </message>
    <message>
      <source>Resultados</source>
      <translation>Results</translation>
    </message>
    <message>
      <source>lugar</source>
      <translation>place</translation>
    </message>
    <message>
      <source>ação</source>
      <translation>action</translation>
    </message>
    <message>
      <source>Planear uma visita</source>
      <translation>Plan a visit</translation>
    </message>
    <message>
      <source>Instalar um guião</source>
      <translation>Install a check-list</translation>
    </message>
    <message>
      <source>Escrever um guião novo</source>
      <translation>Write a new check-list</translation>
    </message>
    <message>
      <source>Continuar a editar o guião</source>
      <translation>Go on editing the check-list</translation>
    </message>
    <message>
      <source>Fazer uma cópia de segurança</source>
      <translation>Make a backup</translation>
    </message>
    <message>
      <source>Mudar a língua ou o aspeto</source>
      <translation>Change the language or the look</translation>
    </message>
    <message>
      <source>Ver as teclas</source>
      <translation>See the keys</translation>
    </message>
    <message>
      <source>Fechar este espaço de trabalho</source>
      <translation>Close this workspace</translation>
    </message>
  </context>
  <context>
    <name>PathMap</name>
    <message>
      <source>Desfazer</source>
      <translation>Undo</translation>
    </message>
    <message>
      <source>Tirar ponto</source>
      <translation>Remove point</translation>
    </message>
    <message>
      <source>Clique no mapa para pôr cada ponto, ou use as setas e Enter.</source>
      <translation>Click on the map to place each point, or use the arrows and Enter.</translation>
    </message>
    <message>
      <source>{count} pontos · {area}</source>
      <translation>{count} points · {area}</translation>
    </message>
    <message>
      <source>{count} pontos · {length}</source>
      <translation>{count} points · {length}</translation>
    </message>
  </context>
  <context>
    <name>PhotographsDialog</name>
    <message>
      <source>Fotografias que ficaram</source>
      <translation>Photographs that stayed</translation>
    </message>
    <message>
      <source>Terminou um consentimento, e por isso nenhuma sai. Assinale as que não mostram essa pessoa, e diga porquê.</source>
      <translation>A consent has ended, so none of them leaves. Tick those that do not show that person, and say why.</translation>
    </message>
    <message>
      <source>Porque podem sair; fica registado com o seu nome</source>
      <translation>Why they may leave; it is logged with your name</translation>
    </message>
    <message>
      <source>Razão para as deixar sair</source>
      <translation>Reason for letting them leave</translation>
    </message>
    <message>
      <source>Fechar</source>
      <translation>Close</translation>
    </message>
    <message>
      <source>Podem sair</source>
      <translation>They may leave</translation>
    </message>
  </context>
  <context>
    <name>Places</name>
    <message>
      <source>Hoje</source>
      <translation>Today</translation>
    </message>
    <message>
      <source>Visitas</source>
      <translation>Visits</translation>
    </message>
    <message>
      <source>Inventário</source>
      <translation>Inventory</translation>
    </message>
    <message>
      <source>Monitor</source>
      <translation>Monitor</translation>
    </message>
    <message>
      <source>Plano</source>
      <translation>Plan</translation>
    </message>
    <message>
      <source>Sincronização</source>
      <translation>Sync</translation>
    </message>
    <message>
      <source>Definições</source>
      <translation>Settings</translation>
    </message>
  </context>
  <context>
    <name>PlanPage</name>
    <message>
      <source>Planear visita</source>
      <translation>Plan visit</translation>
    </message>
    <message>
      <source>Só o que é preciso; tudo se pode mudar depois.</source>
      <translation>Only what is needed; all of it can be changed later.</translation>
    </message>
    <message>
      <source>Visitas</source>
      <translation>Visits</translation>
    </message>
    <message>
      <source>O que se visita</source>
      <translation>What is visited</translation>
    </message>
    <message>
      <source>Ex.: Centro de Dia da Vila</source>
      <translation>E.g.: Centro de Dia da Vila</translation>
    </message>
    <message>
      <source>Nome do equipamento</source>
      <translation>Name of the facility</translation>
    </message>
    <message>
      <source>Entidade</source>
      <translation>Provider</translation>
    </message>
    <message>
      <source>Morada</source>
      <translation>Address</translation>
    </message>
    <message>
      <source>Município</source>
      <translation>Municipality</translation>
    </message>
    <message>
      <source>Dia da visita</source>
      <translation>Day of the visit</translation>
    </message>
    <message>
      <source>Hora da visita</source>
      <translation>Time of the visit</translation>
    </message>
    <message>
      <source>Quando</source>
      <translation>When</translation>
    </message>
    <message>
      <source>Guião e versão</source>
      <translation>Check-list and version</translation>
    </message>
    <message>
      <source>Se vazio, o nome do que se visita</source>
      <translation>If empty, the name of what is visited</translation>
    </message>
    <message>
      <source>Título</source>
      <translation>Title</translation>
    </message>
    <message>
      <source>Ainda não há guiões. Instalar um guião…</source>
      <translation>There are no check-lists yet. Install one…</translation>
    </message>
    <message>
      <source>Equipa</source>
      <translation>Team</translation>
    </message>
    <message>
      <source>Quem vai, e em que grupo (A–D) se as secções forem repartidas.</source>
      <translation>Who goes, and in which group (A–D) if the sections are shared out.</translation>
    </message>
    <message>
      <source>Nome de outra pessoa da equipa</source>
      <translation>Name of someone else in the team</translation>
    </message>
    <message>
      <source>Acrescentar</source>
      <translation>Add</translation>
    </message>
    <message>
      <source>{title} · estudo de caso</source>
      <translation>{title} · case study</translation>
    </message>
    <message>
      <source>{title} · equipamento</source>
      <translation>{title} · facility</translation>
    </message>
    <message>
      <source>Outro equipamento, ainda não registado…</source>
      <translation>Another facility, not registered yet…</translation>
    </message>
    <message>
      <source>Grupo de {name}</source>
      <translation>Group of {name}</translation>
    </message>
    <message>
      <source>Grupo {letter}</source>
      <translation>Group {letter}</translation>
    </message>
    <message>
      <source>Sem grupo</source>
      <translation>No group</translation>
    </message>
  </context>
  <context>
    <name>PlanPlace</name>
    <message>
      <source>Plano</source>
      <translation>Plan</translation>
    </message>
    <message>
      <source>PEMAS 14-17: eixos, áreas, respostas operativas, ações e roteiros formativos.</source>
      <translation>PEMAS 14-17: axes, areas, operational responses, actions and training routes.</translation>
    </message>
    <message>
      <source>Procurar no plano, sem precisar de acentos</source>
      <translation>Search the plan, accents not needed</translation>
    </message>
    <message>
      <source>Procurar no plano</source>
      <translation>Search the plan</translation>
    </message>
    <message>
      <source>Árvore do plano</source>
      <translation>Tree of the plan</translation>
    </message>
    <message>
      <source>Roteiros formativos</source>
      <translation>Training routes</translation>
    </message>
    <message>
      <source>Roteiros</source>
      <translation>Routes</translation>
    </message>
    <message>
      <source>Eixo Prioritário {number}</source>
      <translation>Priority Axis {number}</translation>
    </message>
    <message>
      <source>Áreas de Intervenção</source>
      <translation>Areas of Intervention</translation>
    </message>
    <message>
      <source>Área de Intervenção</source>
      <translation>Area of Intervention</translation>
    </message>
    <message>
      <source>Objetivo Geral</source>
      <translation>General Objective</translation>
    </message>
    <message>
      <source>Objetivos Específicos</source>
      <translation>Specific Objectives</translation>
    </message>
    <message>
      <source>Respostas Operativas</source>
      <translation>Operational Responses</translation>
    </message>
    <message>
      <source>Roteiros Formativos</source>
      <translation>Training Routes</translation>
    </message>
    <message>
      <source>Resposta Operativa · {code}</source>
      <translation>Operational Response · {code}</translation>
    </message>
    <message>
      <source>Objetivo Específico</source>
      <translation>Specific Objective</translation>
    </message>
    <message>
      <source>Ações Estratégicas</source>
      <translation>Strategic Actions</translation>
    </message>
    <message>
      <source>No documento a célula está em branco: são as ações da linha anterior.</source>
      <translation>In the document the cell is blank: these are the actions of the row above.</translation>
    </message>
    <message>
      <source>Unidade Estratégica</source>
      <translation>Strategic Unit</translation>
    </message>
    <message>
      <source>Roteiro Formativo temático</source>
      <translation>Thematic Training Route</translation>
    </message>
    <message>
      <source>Roteiro Formativo</source>
      <translation>Training Route</translation>
    </message>
    <message>
      <source>Formação em sala</source>
      <translation>Classroom</translation>
    </message>
    <message>
      <source>Visita in loco</source>
      <translation>Visit in loco</translation>
    </message>
    <message>
      <source>Workshop de integração</source>
      <translation>Integration workshop</translation>
    </message>
    <message>
      <source>Momentos</source>
      <translation>Moments</translation>
    </message>
    <message>
      <source>Cada roteiro escolhe estudos de caso, junta municípios-formadores e municípios-formandos, e deixa um produto estratégico.</source>
      <translation>Each route chooses case studies, brings together host and trainee municipalities, and leaves a strategic product behind.</translation>
    </message>
    <message>
      <source>Preparar</source>
      <translation>Prepare</translation>
    </message>
    <message>
      <source>parâmetros de seleção, candidaturas, grupos e calendário</source>
      <translation>selection parameters, applications, groups and calendar</translation>
    </message>
    <message>
      <source>Fazer</source>
      <translation>Do</translation>
    </message>
    <message>
      <source>os três momentos, por esta ordem</source>
      <translation>the three moments, in this order</translation>
    </message>
    <message>
      <source>Deixar</source>
      <translation>Leave behind</translation>
    </message>
    <message>
      <source>produto estratégico e avaliação</source>
      <translation>strategic product and evaluation</translation>
    </message>
    <message>
      <source>Fases</source>
      <translation>Phases</translation>
    </message>
  </context>
  <context>
    <name>PlayButton</name>
    <message>
      <source>Ver o vídeo</source>
      <translation>Watch the video</translation>
    </message>
    <message>
      <source>Ouvir</source>
      <translation>Listen</translation>
    </message>
    <message>
      <source>Parar</source>
      <translation>Stop</translation>
    </message>
    <message>
      <source>Este computador não consegue reproduzir o ficheiro</source>
      <translation>This computer cannot play the file</translation>
    </message>
  </context>
  <context>
    <name>PointMap</name>
    <message>
      <source>Clique no mapa, ou ponha a cruz no sítio com as setas e prima Enter.</source>
      <translation>Click on the map, or put the cross on the place with the arrows and press Enter.</translation>
    </message>
  </context>
  <context>
    <name>PointsEditor</name>
    <message>
      <source>um ponto por linha: 41,1579; -8,6291</source>
      <translation>one point per line: 41.1579; -8.6291</translation>
    </message>
    <message>
      <source>Não se lê como ponto: «{}».</source>
      <translation>Cannot be read as a point: “{}”.</translation>
    </message>
  </context>
  <context>
    <name>Preview</name>
    <message>
      <source>Como fica</source>
      <translation>How it looks</translation>
    </message>
    <message>
      <source>Língua da pré-visualização</source>
      <translation>Language of the preview</translation>
    </message>
    <message>
      <source>Apagar o que se experimentou</source>
      <translation>Clear what was tried out</translation>
    </message>
    <message>
      <source>A preparar…</source>
      <translation>Preparing…</translation>
    </message>
    <message>
      <source>Há erros por corrigir; mostra-se como estava antes deles.</source>
      <translation>There are errors to correct; shown as it was before them.</translation>
    </message>
    <message>
      <source>Aparece aqui quando os erros estiverem corrigidos.</source>
      <translation>It appears here once the errors are corrected.</translation>
    </message>
    <message>
      <source>Não aparece com o que está registado aqui.</source>
      <translation>It does not appear with what is recorded here.</translation>
    </message>
  </context>
  <context>
    <name>PreviewPage</name>
    <message>
      <source>Novos: {providers} entidades, {facilities} equipamentos, {offered} respostas sociais. Campos que mudam: {changed}. Linhas iguais ao que já há: {same}.</source>
      <translation>New: {providers} providers, {facilities} facilities, {offered} social responses. Fields that change: {changed}. Rows equal to what is there: {same}.</translation>
    </message>
    <message>
      <source>Por decidir ({count})</source>
      <translation>To decide ({count})</translation>
    </message>
    <message>
      <source>Células com problemas ({count})</source>
      <translation>Cells with problems ({count})</translation>
    </message>
    <message>
      <source>O que muda ({count})</source>
      <translation>What changes ({count})</translation>
    </message>
    <message>
      <source>O que é novo ({count})</source>
      <translation>What is new ({count})</translation>
    </message>
    <message>
      <source>Provavelmente já estão no inventário. As linhas por decidir não são importadas.</source>
      <translation>They are probably in the inventory already. Rows that are not decided are not imported.</translation>
    </message>
    <message>
      <source>Todos são os mesmos</source>
      <translation>All are the same</translation>
    </message>
    <message>
      <source>Todos são novos</source>
      <translation>All are new</translation>
    </message>
    <message>
      <source>Na folha</source>
      <translation>In the sheet</translation>
    </message>
    <message>
      <source>No inventário</source>
      <translation>In the inventory</translation>
    </message>
    <message>
      <source>Parecença</source>
      <translation>Likeness</translation>
    </message>
    <message>
      <source>Aplicar as decisões</source>
      <translation>Apply the decisions</translation>
    </message>
    <message>
      <source>É o mesmo</source>
      <translation>The same</translation>
    </message>
    <message>
      <source>É novo</source>
      <translation>New</translation>
    </message>
    <message>
      <source>Célula</source>
      <translation>Cell</translation>
    </message>
    <message>
      <source>Coluna</source>
      <translation>Column</translation>
    </message>
    <message>
      <source>O que está</source>
      <translation>What stands there</translation>
    </message>
    <message>
      <source>O que se esperava</source>
      <translation>What was expected</translation>
    </message>
    <message>
      <source>Fica de fora</source>
      <translation>Left out</translation>
    </message>
    <message>
      <source>a linha</source>
      <translation>the row</translation>
    </message>
    <message>
      <source>a célula</source>
      <translation>the cell</translation>
    </message>
    <message>
      <source>O quê</source>
      <translation>What</translation>
    </message>
    <message>
      <source>Campo</source>
      <translation>Field</translation>
    </message>
    <message>
      <source>Agora</source>
      <translation>Now</translation>
    </message>
    <message>
      <source>Passa a</source>
      <translation>Becomes</translation>
    </message>
    <message>
      <source>Nome</source>
      <translation>Name</translation>
    </message>
    <message>
      <source>Município</source>
      <translation>Municipality</translation>
    </message>
    <message>
      <source>Capacidade</source>
      <translation>Capacity</translation>
    </message>
  </context>
  <context>
    <name>PrivacyDialog</name>
    <message>
      <source>Privacidade</source>
      <translation>Privacy</translation>
    </message>
    <message>
      <source>Caras pequenas, viradas ou escondidas podem escapar: veja a cópia antes de a dar. Nada garante que ninguém é reconhecido.</source>
      <translation>Small, turned or hidden faces may be missed: look at the copy before you give it. Nothing promises that nobody is recognised.</translation>
    </message>
    <message>
      <source>Procurar caras</source>
      <translation>Find faces</translation>
    </message>
    <message>
      <source>Ver a cópia ao lado</source>
      <translation>See the copy beside</translation>
    </message>
    <message>
      <source>Fazer cópia desfocada</source>
      <translation>Make blurred copy</translation>
    </message>
    <message>
      <source>Momento da gravação</source>
      <translation>Moment of the recording</translation>
    </message>
    <message>
      <source>Arraste na imagem para tapar; puxe a caixa ou os cantos. Noutro momento, ponha-a onde está: entre os dois, vai de um ao outro.</source>
      <translation>Drag on the picture to cover; pull the box or its corners. At another moment, put it where it is: in between, it goes from one to the other.</translation>
    </message>
    <message>
      <source> s</source>
      <translation> s</translation>
    </message>
    <message>
      <source>Segundos tapados antes e depois</source>
      <translation>Seconds covered before and after</translation>
    </message>
    <message>
      <source>Antes e depois</source>
      <translation>Before and after</translation>
    </message>
    <message>
      <source>Tapar desde aqui</source>
      <translation>Cover from here</translation>
    </message>
    <message>
      <source>Tapar até aqui</source>
      <translation>Cover until here</translation>
    </message>
    <message>
      <source>Tirar</source>
      <translation>Remove</translation>
    </message>
    <message>
      <source>Desfazer</source>
      <translation>Undo</translation>
    </message>
    <message>
      <source>Caras</source>
      <translation>Faces</translation>
    </message>
    <message>
      <source>Vozes</source>
      <translation>Voices</translation>
    </message>
    <message>
      <source>Acordo</source>
      <translation>Consent</translation>
    </message>
    <message>
      <source>Guardar</source>
      <translation>Keep</translation>
    </message>
    <message>
      <source>A procurar caras…</source>
      <translation>Finding faces…</translation>
    </message>
    <message>
      <source>A fazer a cópia desfocada…</source>
      <translation>Making the blurred copy…</translation>
    </message>
    <message>
      <source>Caras seguidas: {count}.</source>
      <translation>Faces followed: {count}.</translation>
    </message>
    <message>
      <source>Percorra a gravação e tape o que faltar.</source>
      <translation>Go through the recording and cover what is missing.</translation>
    </message>
    <message>
      <source>A cópia desfocada está guardada; é ela que sai daqui.</source>
      <translation>The blurred copy is kept; it is what leaves.</translation>
    </message>
    <message>
      <source>Veja-a antes de a dar: caras podem ter escapado.</source>
      <translation>Look at it before you give it: faces may have been missed.</translation>
    </message>
    <message>
      <source>Parado. O original não foi alterado.</source>
      <translation>Stopped. The original was not changed.</translation>
    </message>
    <message>
      <source>O que já estava feito fica, e continua-se daí.</source>
      <translation>What was done is kept, and goes on from there.</translation>
    </message>
    <message>
      <source>Voltar a tapar</source>
      <translation>Cover again</translation>
    </message>
    <message>
      <source>Deixar ver</source>
      <translation>Leave out</translation>
    </message>
  </context>
  <context>
    <name>ProblemsStrip</name>
    <message>
      <source>Problemas do guião</source>
      <translation>Problems of the check-list</translation>
    </message>
    <message>
      <source>1 erro</source>
      <translation>1 error</translation>
    </message>
    <message>
      <source>{n} erros</source>
      <translation>{n} errors</translation>
    </message>
    <message>
      <source>Sem problemas</source>
      <translation>No problems</translation>
    </message>
    <message>
      <source>1 aviso</source>
      <translation>1 warning</translation>
    </message>
    <message>
      <source>{n} avisos</source>
      <translation>{n} warnings</translation>
    </message>
    <message>
      <source>Esconder</source>
      <translation>Hide</translation>
    </message>
    <message>
      <source>Ver e ir lá</source>
      <translation>See and go there</translation>
    </message>
  </context>
  <context>
    <name>ProblemsTable</name>
    <message>
      <source>Copiar lista</source>
      <translation>Copy list</translation>
    </message>
    <message>
      <source>Problemas do ficheiro</source>
      <translation>Problems of the file</translation>
    </message>
    <message>
      <source>Folha</source>
      <translation>Sheet</translation>
    </message>
    <message>
      <source>Linha</source>
      <translation>Row</translation>
    </message>
    <message>
      <source>Coluna</source>
      <translation>Column</translation>
    </message>
    <message>
      <source>O que se passa</source>
      <translation>What is wrong</translation>
    </message>
    <message>
      <source>O que fazer</source>
      <translation>What to do</translation>
    </message>
    <message>
      <source>{count} erros</source>
      <translation>{count} errors</translation>
    </message>
    <message>
      <source>{count} avisos</source>
      <translation>{count} warnings</translation>
    </message>
  </context>
  <context>
    <name>ProgressLine</name>
    <message>
      <source>Cancelar</source>
      <translation>Cancel</translation>
    </message>
    <message>
      <source>Progresso</source>
      <translation>Progress</translation>
    </message>
  </context>
  <context>
    <name>QuestionCard</name>
    <message>
      <source>Ver este momento da gravação</source>
      <translation>See this moment of the recording</translation>
    </message>
    <message>
      <source>Ver o momento {} da gravação: {}</source>
      <translation>See moment {} of the recording: {}</translation>
    </message>
  </context>
  <context>
    <name>QuestionWords</name>
    <message>
      <source>{} (obrigatória)</source>
      <translation>{} (required)</translation>
    </message>
    <message>
      <source>* Precisa de registo</source>
      <translation>* Needs an answer</translation>
    </message>
  </context>
  <context>
    <name>RankEditor</name>
    <message>
      <source>Subir (Alt+↑)</source>
      <translation>Move up (Alt+↑)</translation>
    </message>
    <message>
      <source>Descer (Alt+↓)</source>
      <translation>Move down (Alt+↓)</translation>
    </message>
    <message>
      <source>Fica nesta ordem</source>
      <translation>Keep this order</translation>
    </message>
    <message>
      <source>Ainda sem ordem: arraste, ou Alt+↑ e Alt+↓.</source>
      <translation>No order yet: drag, or Alt+↑ and Alt+↓.</translation>
    </message>
  </context>
  <context>
    <name>RatingEditor</name>
    <message>
      <source>sem classificação</source>
      <translation>not rated</translation>
    </message>
    <message>
      <source>{} de {}</source>
      <translation>{} of {}</translation>
    </message>
  </context>
  <context>
    <name>Recording</name>
    <message>
      <source>A câmara deixou de dar imagem.</source>
      <translation>The camera stopped giving a picture.</translation>
    </message>
    <message>
      <source>O que foi gravado está guardado e o tempo continua a contar.</source>
      <translation>What was recorded is kept and the time goes on counting.</translation>
    </message>
    <message>
      <source>Verifique o cabo ou a rede: a gravação retoma sozinha.</source>
      <translation>Check the cable or the network: recording resumes by itself.</translation>
    </message>
    <message>
      <source>A câmara voltou.</source>
      <translation>The camera is back.</translation>
    </message>
    <message>
      <source>Ficaram {} sem imagem, assinalados na gravação.</source>
      <translation>{} went without a picture, marked in the recording.</translation>
    </message>
    <message>
      <source>O disco está cheio: a gravação parou.</source>
      <translation>The disk is full: recording has stopped.</translation>
    </message>
    <message>
      <source>Os {} gravados estão guardados e o preenchimento continua.</source>
      <translation>The {} recorded are kept and filling in goes on.</translation>
    </message>
    <message>
      <source>Liberte espaço no disco e carregue em Gravar.</source>
      <translation>Free some space on the disk and press Record.</translation>
    </message>
    <message>
      <source>O disco tem espaço para cerca de {} minutos.</source>
      <translation>The disk has room for about {} minutes.</translation>
    </message>
    <message>
      <source>A gravação continua; se o disco encher, o gravado fica guardado.</source>
      <translation>Recording goes on; if the disk fills up, what was recorded is kept.</translation>
    </message>
    <message>
      <source>Liberte espaço quando puder.</source>
      <translation>Free some space when you can.</translation>
    </message>
    <message>
      <source>O microfone foi desligado.</source>
      <translation>The microphone was unplugged.</translation>
    </message>
    <message>
      <source>A imagem continua a ser gravada, sem som.</source>
      <translation>The picture is still being recorded, without sound.</translation>
    </message>
    <message>
      <source>Ligue-o de novo e comece outra gravação para ter som.</source>
      <translation>Plug it in again and start another recording to have sound.</translation>
    </message>
    <message>
      <source>O computador não acompanha a gravação.</source>
      <translation>The computer cannot keep up with the recording.</translation>
    </message>
    <message>
      <source>Nada parou: o ficheiro passa a ocupar um pouco mais.</source>
      <translation>Nothing stopped: the file takes a little more room from now on.</translation>
    </message>
    <message>
      <source>Nada parou: gravam-se metade das imagens por segundo.</source>
      <translation>Nothing stopped: half of the frames per second are recorded.</translation>
    </message>
    <message>
      <source>Nada parou: a imagem passa a ser gravada mais pequena.</source>
      <translation>Nothing stopped: the picture is recorded smaller from now on.</translation>
    </message>
    <message>
      <source>Se puder, feche outros programas.</source>
      <translation>If you can, close other programs.</translation>
    </message>
    <message>
      <source>O princípio da gravação já se pode rever; o resto está guardado e espera.</source>
      <translation>The beginning of the recording can be reviewed already; the rest is kept and waits.</translation>
    </message>
    <message>
      <source>A gravação está guardada, mas ainda não se pode rever.</source>
      <translation>The recording is safe, but cannot be reviewed yet.</translation>
    </message>
    <message>
      <source>Será arrumada da próxima vez que abrir o Terreno.</source>
      <translation>It will be put in order the next time you open Terreno.</translation>
    </message>
    <message>
      <source>Parou de juntar vídeos.</source>
      <translation>Adding videos was stopped.</translation>
    </message>
    <message>
      <source>Os que já tinham entrado ficam na visita; os originais não mudaram.</source>
      <translation>Those already added stay in the visit; the originals did not change.</translation>
    </message>
    <message>
      <source>Escolha-os de novo para continuar: nenhum entra duas vezes.</source>
      <translation>Choose them again to go on: none is added twice.</translation>
    </message>
    <message>
      <source>O som não chega para ter a certeza ({} %).</source>
      <translation>The sound is not enough to be sure ({} %).</translation>
    </message>
    <message>
      <source>O vídeo ficou onde estava na linha do tempo.</source>
      <translation>The video stayed where it was on the time line.</translation>
    </message>
    <message>
      <source>Escolha outra gravação, ou escreva a hora a que começa.</source>
      <translation>Choose another recording, or type the time at which it begins.</translation>
    </message>
    <message>
      <source>som ({} %)</source>
      <translation>sound ({} %)</translation>
    </message>
    <message>
      <source>à mão</source>
      <translation>by hand</translation>
    </message>
    <message>
      <source>relógio deste computador</source>
      <translation>this computer’s clock</translation>
    </message>
    <message>
      <source>som</source>
      <translation>sound</translation>
    </message>
    <message>
      <source>relógio da câmara, corrigido</source>
      <translation>camera’s clock, corrected</translation>
    </message>
    <message>
      <source>relógio da câmara</source>
      <translation>camera’s clock</translation>
    </message>
    <message>
      <source>ainda por acertar</source>
      <translation>still to be aligned</translation>
    </message>
    <message>
      <source>Segunda câmara: {}</source>
      <translation>Second camera: {}</translation>
    </message>
    <message>
      <source>Essa câmara já está a ser usada nesta visita.</source>
      <translation>That camera is already in use in this visit.</translation>
    </message>
    <message>
      <source>A imagem que já tinha continua.</source>
      <translation>The picture you already had goes on.</translation>
    </message>
    <message>
      <source>Escolha outra câmara, ou uma da rede ou do telemóvel.</source>
      <translation>Choose another camera, or one of the network or a phone.</translation>
    </message>
  </context>
  <context>
    <name>RecordingPanel</name>
    <message>
      <source>Tempo de gravação</source>
      <translation>Recording time</translation>
    </message>
    <message>
      <source>Nota do marcador (Enter guarda)</source>
      <translation>Note of the marker (Enter saves)</translation>
    </message>
    <message>
      <source>Nota do marcador</source>
      <translation>Note of the marker</translation>
    </message>
    <message>
      <source>Foto</source>
      <translation>Photo</translation>
    </message>
    <message>
      <source>Marcador</source>
      <translation>Marker</translation>
    </message>
    <message>
      <source>Tirar uma fotografia da imagem</source>
      <translation>Take a photograph of the picture</translation>
    </message>
    <message>
      <source>Pôr um marcador neste momento</source>
      <translation>Put a marker at this moment</translation>
    </message>
    <message>
      <source>Fotografia</source>
      <translation>Photograph</translation>
    </message>
    <message>
      <source>Escolha uma câmara para ver a imagem.</source>
      <translation>Choose a camera to see the picture.</translation>
    </message>
    <message>
      <source>Sem imagem. A tentar ligar de novo…</source>
      <translation>No picture. Trying to connect again…</translation>
    </message>
    <message>
      <source>A ligar à câmara…</source>
      <translation>Connecting to the camera…</translation>
    </message>
    <message>
      <source>Parar</source>
      <translation>Stop</translation>
    </message>
    <message>
      <source>Gravar</source>
      <translation>Record</translation>
    </message>
    <message>
      <source>Continuar</source>
      <translation>Continue</translation>
    </message>
    <message>
      <source>Pausa</source>
      <translation>Pause</translation>
    </message>
    <message>
      <source>Sem imagem</source>
      <translation>No picture</translation>
    </message>
    <message>
      <source>A guardar…</source>
      <translation>Saving…</translation>
    </message>
    <message>
      <source>Sem câmara</source>
      <translation>No camera</translation>
    </message>
    <message>
      <source>A ligar…</source>
      <translation>Connecting…</translation>
    </message>
    <message>
      <source>Pronta</source>
      <translation>Ready</translation>
    </message>
    <message>
      <source>A começar…</source>
      <translation>Starting…</translation>
    </message>
    <message>
      <source>A gravar</source>
      <translation>Recording</translation>
    </message>
    <message>
      <source>Em pausa</source>
      <translation>Paused</translation>
    </message>
    <message>
      <source>A terminar…</source>
      <translation>Ending…</translation>
    </message>
    <message>
      <source>{} imagens perdidas</source>
      <translation>{} frames lost</translation>
    </message>
  </context>
  <context>
    <name>RecoveryPage</name>
    <message>
      <source>Guarde a chave de recuperação</source>
      <translation>Keep the recovery key</translation>
    </message>
    <message>
      <source>Se esquecer a palavra-passe, só esta chave abre os seus dados. É mostrada agora e não volta a ser. Guarde-a fora deste computador.</source>
      <translation>If you forget the passphrase, only this key opens your data. It is shown now and never again. Keep it away from this computer.</translation>
    </message>
    <message>
      <source>Chave de recuperação</source>
      <translation>Recovery key</translation>
    </message>
    <message>
      <source>Copiar</source>
      <translation>Copy</translation>
    </message>
    <message>
      <source>Guardar em PDF para imprimir</source>
      <translation>Save as PDF to print</translation>
    </message>
    <message>
      <source>Guardar num ficheiro</source>
      <translation>Save to a file</translation>
    </message>
    <message>
      <source>Já guardei a chave num sítio seguro</source>
      <translation>I have put the key in a safe place</translation>
    </message>
    <message>
      <source>Já guardei, começar</source>
      <translation>I have kept it, begin</translation>
    </message>
  </context>
  <context>
    <name>RecoverySheet</name>
    <message>
      <source>Terreno · chave de recuperação</source>
      <translation>Terreno · recovery key</translation>
    </message>
    <message>
      <source>Criada em {when}. Abre o espaço de trabalho se a palavra-passe for esquecida. Quem tiver esta folha e o computador pode ler tudo: guarde-a fechada, longe do portátil.</source>
      <translation>Made on {when}. Opens the workspace if the passphrase is forgotten. Whoever has this sheet and the computer can read everything: keep it locked away, far from the laptop.</translation>
    </message>
  </context>
  <context>
    <name>Removal</name>
    <message>
      <source>Removido: «{}».</source>
      <translation>Removed: “{}”.</translation>
    </message>
    <message>
      <source>O que lá estava pode voltar.</source>
      <translation>What was there can come back.</translation>
    </message>
    <message>
      <source>Desfazer</source>
      <translation>Undo</translation>
    </message>
  </context>
  <context>
    <name>RepeatRow</name>
    <message>
      <source>Acrescentar: {}</source>
      <translation>Add: {}</translation>
    </message>
    <message>
      <source>Acrescentar</source>
      <translation>Add</translation>
    </message>
  </context>
  <context>
    <name>RestorePage</name>
    <message>
      <source>Voltar</source>
      <translation>Back</translation>
    </message>
    <message>
      <source>Voltar a entrar</source>
      <translation>Come back in</translation>
    </message>
    <message>
      <source>Com a chave de recuperação, ou a partir de uma cópia.</source>
      <translation>With the recovery key, or from a copy.</translation>
    </message>
    <message>
      <source>Chave de recuperação deste computador</source>
      <translation>Recovery key of this computer</translation>
    </message>
    <message>
      <source>Chave de recuperação</source>
      <translation>Recovery key</translation>
    </message>
    <message>
      <source>Abrir com a chave</source>
      <translation>Open with the key</translation>
    </message>
    <message>
      <source>Cópia de segurança</source>
      <translation>Backup</translation>
    </message>
    <message>
      <source>Escolha a cópia: um ficheiro .db, ou o «copia.json» da pasta de uma cópia de tudo. Nada do que está neste computador é apagado: o espaço de trabalho que já exista fica guardado ao lado, com a data no nome.</source>
      <translation>Choose the copy: a .db file, or the “copia.json” in the folder of a copy of everything. Nothing on this computer is deleted: a workspace that exists already is kept beside it, with the date in its name.</translation>
    </message>
    <message>
      <source>Cópia escolhida</source>
      <translation>Chosen backup</translation>
    </message>
    <message>
      <source>Nenhuma cópia escolhida</source>
      <translation>No backup chosen</translation>
    </message>
    <message>
      <source>Escolher…</source>
      <translation>Choose…</translation>
    </message>
    <message>
      <source>Palavra-passe ou chave de recuperação da cópia</source>
      <translation>Passphrase or recovery key of the backup</translation>
    </message>
    <message>
      <source>Palavra-passe ou chave</source>
      <translation>Passphrase or key</translation>
    </message>
    <message>
      <source>Restaurar</source>
      <translation>Restore</translation>
    </message>
  </context>
  <context>
    <name>ReviewFinishing</name>
    <message>
      <source>Falta assinar: pela equipa e pela instituição.</source>
      <translation>Still to sign: the team and the institution.</translation>
    </message>
    <message>
      <source>Falta assinar: pela instituição.</source>
      <translation>Still to sign: the institution.</translation>
    </message>
    <message>
      <source>Falta assinar: pela equipa.</source>
      <translation>Still to sign: the team.</translation>
    </message>
    <message>
      <source>O guião está finalizado.</source>
      <translation>The check-list is finalised.</translation>
    </message>
    <message>
      <source>Os registos já não mudam.</source>
      <translation>The answers no longer change.</translation>
    </message>
    <message>
      <source>Declaro que estive na visita «{0}» e que os registos finalizados correspondem ao que foi observado. A instituição recebe uma cópia.</source>
      <translation>I declare that I was at the visit “{0}” and that the finalised answers correspond to what was observed. The institution receives a copy.</translation>
    </message>
  </context>
  <context>
    <name>ReviewKeys</name>
    <message>
      <source>Espaço  K</source>
      <translation>Space  K</translation>
    </message>
    <message>
      <source>Reproduzir ou parar</source>
      <translation>Play or stop</translation>
    </message>
    <message>
      <source>Mais devagar, mais depressa (0,25× a 4×)</source>
      <translation>Slower, faster (0.25× to 4×)</translation>
    </message>
    <message>
      <source>Imagem anterior, imagem seguinte</source>
      <translation>Previous picture, next picture</translation>
    </message>
    <message>
      <source>Cinco segundos para trás ou para a frente</source>
      <translation>Five seconds back or forward</translation>
    </message>
    <message>
      <source>Começo e fim do que se repete</source>
      <translation>Begin and end of what is repeated</translation>
    </message>
    <message>
      <source>Repetir o troço, ou deixar de repetir</source>
      <translation>Repeat the span, or stop repeating it</translation>
    </message>
    <message>
      <source>Escrever uma nota sem parar a gravação</source>
      <translation>Write a note without stopping the recording</translation>
    </message>
    <message>
      <source>Ctrl+roda  +  −</source>
      <translation>Ctrl+wheel  +  −</translation>
    </message>
    <message>
      <source>Ver a linha do tempo mais de perto ou mais de longe</source>
      <translation>See the timeline closer or from farther</translation>
    </message>
    <message>
      <source>Ver a linha do tempo inteira</source>
      <translation>See the whole timeline</translation>
    </message>
    <message>
      <source>Shift+roda  PgUp  PgDn</source>
      <translation>Shift+wheel  PgUp  PgDn</translation>
    </message>
    <message>
      <source>Andar pela linha do tempo, sem mudar de momento</source>
      <translation>Go along the timeline without changing the moment</translation>
    </message>
    <message>
      <source>Teclas das etiquetas</source>
      <translation>Keys of the tags</translation>
    </message>
    <message>
      <source>Marcar (com o separador Marcas aberto)</source>
      <translation>Mark (with the tab Marks open)</translation>
    </message>
    <message>
      <source>Desfazer a última marcação</source>
      <translation>Undo the last marking</translation>
    </message>
    <message>
      <source>Procurar nos registos</source>
      <translation>Search the answers</translation>
    </message>
  </context>
  <context>
    <name>ReviewLayout</name>
    <message>
      <source>Revisão</source>
      <translation>Review</translation>
    </message>
    <message>
      <source>Abrir guião</source>
      <translation>Open check-list</translation>
    </message>
    <message>
      <source>Assinar</source>
      <translation>Sign</translation>
    </message>
    <message>
      <source>Levar para casa</source>
      <translation>Take home</translation>
    </message>
    <message>
      <source>Exportar momentos</source>
      <translation>Export moments</translation>
    </message>
    <message>
      <source>Privacidade</source>
      <translation>Privacy</translation>
    </message>
    <message>
      <source>Finalizar</source>
      <translation>Finalise</translation>
    </message>
    <message>
      <source>Gravação da visita</source>
      <translation>Recording of the visit</translation>
    </message>
    <message>
      <source>Procurar nos registos</source>
      <translation>Search the answers</translation>
    </message>
    <message>
      <source>Fazer constatação deste registo</source>
      <translation>Make a finding of this answer</translation>
    </message>
    <message>
      <source>Irregularidade</source>
      <translation>Irregularity</translation>
    </message>
    <message>
      <source>A melhorar</source>
      <translation>To improve</translation>
    </message>
    <message>
      <source>Boa prática</source>
      <translation>Good practice</translation>
    </message>
    <message>
      <source>Nota</source>
      <translation>Note</translation>
    </message>
    <message>
      <source>Registos</source>
      <translation>Answers</translation>
    </message>
    <message>
      <source>Constatações</source>
      <translation>Findings</translation>
    </message>
    <message>
      <source>Assinaturas</source>
      <translation>Signatures</translation>
    </message>
    <message>
      <source>Marcas</source>
      <translation>Marks</translation>
    </message>
    <message>
      <source>Fala</source>
      <translation>Speech</translation>
    </message>
  </context>
  <context>
    <name>ReviewPlace</name>
    <message>
      <source>Constatações {0}</source>
      <translation>Findings {0}</translation>
    </message>
    <message>
      <source>Assinaturas {0}</source>
      <translation>Signatures {0}</translation>
    </message>
    <message>
      <source>Esta visita não tem gravação. Os registos estão à direita.</source>
      <translation>This visit has no recording. The answers are at the right.</translation>
    </message>
    <message>
      <source>A gravação ainda está a ser guardada; aparece aqui a seguir.</source>
      <translation>The recording is still being stored; it will show here next.</translation>
    </message>
    <message>
      <source>Sem secção</source>
      <translation>No section</translation>
    </message>
    <message>
      <source>Registos</source>
      <translation>Answers</translation>
    </message>
    <message>
      <source>Marcas</source>
      <translation>Marks</translation>
    </message>
    <message>
      <source>Marcadores</source>
      <translation>Markers</translation>
    </message>
    <message>
      <source>Notas</source>
      <translation>Notes</translation>
    </message>
    <message>
      <source>Finalize o guião para o assinar</source>
      <translation>Finalise the check-list to sign it</translation>
    </message>
    <message>
      <source>Assinar</source>
      <translation>Sign</translation>
    </message>
    <message>
      <source>Falta consentimento</source>
      <translation>Consent is missing</translation>
    </message>
    <message>
      <source>Privacidade</source>
      <translation>Privacy</translation>
    </message>
    <message>
      <source>Não foi possível mostrar esta gravação.</source>
      <translation>This recording could not be shown.</translation>
    </message>
    <message>
      <source>O ficheiro continua guardado e os registos não se perderam.</source>
      <translation>The file is still kept and no answer was lost.</translation>
    </message>
    <message>
      <source>Feche e volte a abrir a Revisão; se continuar, peça apoio.</source>
      <translation>Close and open the Review again; if it goes on, ask for support.</translation>
    </message>
  </context>
  <context>
    <name>Rooms</name>
    <message>
      <source>Voltar à visita</source>
      <translation>Back to the visit</translation>
    </message>
  </context>
  <context>
    <name>RoundsPage</name>
    <message>
      <source>Levantamento</source>
      <translation>Round</translation>
    </message>
    <message>
      <source>Município</source>
      <translation>Municipality</translation>
    </message>
    <message>
      <source>Novo levantamento…</source>
      <translation>New round…</translation>
    </message>
    <message>
      <source>O que mudou…</source>
      <translation>What changed…</translation>
    </message>
    <message>
      <source>Folha de cálculo com o resultado de cada resposta, antes e agora</source>
      <translation>Spreadsheet with the outcome of each response, before and now</translation>
    </message>
    <message>
      <source>Encerrar</source>
      <translation>Close</translation>
    </message>
    <message>
      <source>Ainda não há levantamentos</source>
      <translation>No rounds yet</translation>
    </message>
    <message>
      <source>Um levantamento percorre as respostas sociais de um ou mais municípios até uma data: confirma-se, corrige-se ou encerra-se cada uma.</source>
      <translation>A round goes through the social responses of one or more municipalities until a day: each is confirmed, corrected or closed.</translation>
    </message>
    <message>
      <source>O que falta ver</source>
      <translation>What is still to be seen</translation>
    </message>
    <message>
      <source>Equipamento</source>
      <translation>Facility</translation>
    </message>
    <message>
      <source>Resposta</source>
      <translation>Response</translation>
    </message>
    <message>
      <source>Todos os municípios</source>
      <translation>All municipalities</translation>
    </message>
    <message>
      <source>{done} de {total} vistas · até {due} · {changed} respostas mudaram desde o início</source>
      <translation>{done} of {total} seen · until {due} · {changed} changed since it began</translation>
    </message>
    <message>
      <source>encerrado em {day}</source>
      <translation>closed on {day}</translation>
    </message>
    <message>
      <source>Confirmar</source>
      <translation>Confirm</translation>
    </message>
    <message>
      <source>Corrigir…</source>
      <translation>Correct…</translation>
    </message>
    <message>
      <source>Encerrou</source>
      <translation>Closed down</translation>
    </message>
    <message>
      <source>O que mudou</source>
      <translation>What changed</translation>
    </message>
    <message>
      <source>Está em «{name}».</source>
      <translation>It is in “{name}”.</translation>
    </message>
    <message>
      <source>Não foi possível escrever o ficheiro.</source>
      <translation>The file could not be written.</translation>
    </message>
    <message>
      <source>Nada foi alterado.</source>
      <translation>Nothing was changed.</translation>
    </message>
    <message>
      <source>Veja se está aberto noutro programa e se há espaço, e tente de novo.</source>
      <translation>See whether it is open in another program and whether there is room, and try again.</translation>
    </message>
    <message>
      <source>O levantamento começou.</source>
      <translation>The round has begun.</translation>
    </message>
    <message>
      <source>{count} respostas sociais para ver.</source>
      <translation>{count} social responses to see.</translation>
    </message>
  </context>
  <context>
    <name>SafetyPage</name>
    <message>
      <source>O exemplo só tem dados fictícios e abre sem palavra-passe. No seu espaço de trabalho, aqui muda a palavra-passe e as outras formas de entrar.</source>
      <translation>The example holds fictional data only and opens without a passphrase. In your own workspace, here you change the passphrase and the other ways in.</translation>
    </message>
    <message>
      <source>Palavra-passe</source>
      <translation>Passphrase</translation>
    </message>
    <message>
      <source>A de agora</source>
      <translation>The present one</translation>
    </message>
    <message>
      <source>A nova</source>
      <translation>The new one</translation>
    </message>
    <message>
      <source>A nova, outra vez</source>
      <translation>The new one, again</translation>
    </message>
    <message>
      <source>Use pelo menos quatro palavras ou doze caracteres variados.</source>
      <translation>Use at least four words or twelve varied characters.</translation>
    </message>
    <message>
      <source>Mudar a palavra-passe</source>
      <translation>Change the passphrase</translation>
    </message>
    <message>
      <source>Chave do sistema</source>
      <translation>System keyring</translation>
    </message>
    <message>
      <source>O Terreno abre sem escrever a palavra-passe, só nesta conta.</source>
      <translation>Terreno opens without typing the passphrase, in this account only.</translation>
    </message>
    <message>
      <source>Guardar na chave do sistema</source>
      <translation>Keep in the system keyring</translation>
    </message>
    <message>
      <source>Da próxima vez abre sem escrever.</source>
      <translation>Next time it opens without typing.</translation>
    </message>
    <message>
      <source>Deixar de usar</source>
      <translation>Stop using it</translation>
    </message>
    <message>
      <source>Da próxima vez pede a palavra-passe.</source>
      <translation>Next time it asks for the passphrase.</translation>
    </message>
    <message>
      <source>Chave de recuperação</source>
      <translation>Recovery key</translation>
    </message>
    <message>
      <source>Se perdeu a folha, faça uma nova; a antiga deixa de servir.</source>
      <translation>If you lost the sheet, make a new one; the old one stops working.</translation>
    </message>
    <message>
      <source>Fazer uma chave nova</source>
      <translation>Make a new key</translation>
    </message>
    <message>
      <source>A palavra-passe mudou.</source>
      <translation>The passphrase has changed.</translation>
    </message>
    <message>
      <source>Esta é a nova chave de recuperação.</source>
      <translation>This is the new recovery key.</translation>
    </message>
    <message>
      <source>É mostrada só agora.</source>
      <translation>It is shown only now.</translation>
    </message>
    <message>
      <source>Escreva-a ou copie-a para um sítio seguro, fora deste computador.</source>
      <translation>Write it down or copy it to a safe place, away from this computer.</translation>
    </message>
  </context>
  <context>
    <name>SchemeDialog</name>
    <message>
      <source>Esquema de marcação</source>
      <translation>Marking scheme</translation>
    </message>
    <message>
      <source>Nome do esquema</source>
      <translation>Name of the scheme</translation>
    </message>
    <message>
      <source>Etiquetas</source>
      <translation>Tags</translation>
    </message>
    <message>
      <source>Etiqueta</source>
      <translation>Tag</translation>
    </message>
    <message>
      <source>Tipo</source>
      <translation>Kind</translation>
    </message>
    <message>
      <source>Tecla</source>
      <translation>Key</translation>
    </message>
    <message>
      <source>Cor</source>
      <translation>Colour</translation>
    </message>
    <message>
      <source>Grupo</source>
      <translation>Group</translation>
    </message>
    <message>
      <source>Juntar etiqueta</source>
      <translation>Add a tag</translation>
    </message>
    <message>
      <source>Tirar</source>
      <translation>Remove</translation>
    </message>
    <message>
      <source>Para cima</source>
      <translation>Up</translation>
    </message>
    <message>
      <source>Importar de um livro</source>
      <translation>Import from a workbook</translation>
    </message>
    <message>
      <source>Cancelar</source>
      <translation>Cancel</translation>
    </message>
    <message>
      <source>Guardar</source>
      <translation>Save</translation>
    </message>
    <message>
      <source>Um momento marca-se com uma tecla; um intervalo abre e fecha com a mesma. Uma etiqueta que se tira fica nas marcas já feitas.</source>
      <translation>A moment is marked with a key; a span opens and closes with the same one. A tag that is removed stays on the marks already made.</translation>
    </message>
    <message>
      <source>momento</source>
      <translation>moment</translation>
    </message>
    <message>
      <source>intervalo</source>
      <translation>span</translation>
    </message>
    <message>
      <source>Folhas de cálculo (*.xlsx *.xlsm *.xls *.ods *.csv)</source>
      <translation>Spreadsheets (*.xlsx *.xlsm *.xls *.ods *.csv)</translation>
    </message>
    <message>
      <source>Esquema</source>
      <translation>Scheme</translation>
    </message>
  </context>
  <context>
    <name>SearchEditor</name>
    <message>
      <source>Limpar</source>
      <translation>Clear</translation>
    </message>
    <message>
      <source>Escolher…</source>
      <translation>Choose…</translation>
    </message>
    <message>
      <source>Sem opções para já</source>
      <translation>No choices for now</translation>
    </message>
  </context>
  <context>
    <name>SecondCamera</name>
    <message>
      <source>Imagem da segunda câmara</source>
      <translation>Picture of the second camera</translation>
    </message>
    <message>
      <source>Tirar uma fotografia com a segunda câmara</source>
      <translation>Take a photo with the second camera</translation>
    </message>
    <message>
      <source>Parar só a segunda câmara</source>
      <translation>Stop only the second camera</translation>
    </message>
    <message>
      <source>Tentar ligar de novo a segunda câmara</source>
      <translation>Try to connect the second camera again</translation>
    </message>
    <message>
      <source>Não ligou</source>
      <translation>Not connected</translation>
    </message>
    <message>
      <source>A ligar à câmara…</source>
      <translation>Connecting to the camera…</translation>
    </message>
    <message>
      <source>Segunda câmara</source>
      <translation>Second camera</translation>
    </message>
  </context>
  <context>
    <name>SecretField</name>
    <message>
      <source>Mostrar {label}</source>
      <translation>Show {label}</translation>
    </message>
    <message>
      <source>Mostrar o que escreveu</source>
      <translation>Show what you typed</translation>
    </message>
  </context>
  <context>
    <name>Sentences</name>
    <message>
      <source>Algo correu mal de uma forma que o Terreno não previa ({kind}).</source>
      <translation>Something went wrong in a way that Terreno did not foresee ({kind}).</translation>
    </message>
    <message>
      <source>O que já aparecia como guardado continua guardado.</source>
      <translation>What already showed as saved remains saved.</translation>
    </message>
    <message>
      <source>Tente outra vez. Se voltar a acontecer, feche e abra o Terreno e envie o relatório de erro que ficou na pasta «relatorios».</source>
      <translation>Try again. If it happens again, close and open Terreno and send the error report that was left in the folder “relatorios”.</translation>
    </message>
  </context>
  <context>
    <name>SettingsPlace</name>
    <message>
      <source>Definições</source>
      <translation>Settings</translation>
    </message>
    <message>
      <source>Aspeto e língua</source>
      <translation>Look and language</translation>
    </message>
    <message>
      <source>Eu</source>
      <translation>Me</translation>
    </message>
    <message>
      <source>Proteção</source>
      <translation>Protection</translation>
    </message>
    <message>
      <source>Cópias de segurança</source>
      <translation>Backups</translation>
    </message>
    <message>
      <source>Transcrição</source>
      <translation>Transcription</translation>
    </message>
    <message>
      <source>Sobre</source>
      <translation>About</translation>
    </message>
  </context>
  <context>
    <name>Sheet</name>
    <message>
      <source>Setas movem a caneta; a barra de espaços pousa-a e levanta-a.</source>
      <translation>Arrows move the pen; the space bar puts it down and up.</translation>
    </message>
  </context>
  <context>
    <name>SideSlot</name>
    <message>
      <source>Recolher o painel da gravação</source>
      <translation>Fold the recording panel away</translation>
    </message>
    <message>
      <source>Abrir o painel da gravação</source>
      <translation>Open the recording panel</translation>
    </message>
  </context>
  <context>
    <name>SignDialog</name>
    <message>
      <source>Assinar o registo da visita</source>
      <translation>Sign the record of the visit</translation>
    </message>
    <message>
      <source>Pela equipa da visita</source>
      <translation>For the visiting team</translation>
    </message>
    <message>
      <source>Pela instituição visitada</source>
      <translation>For the visited institution</translation>
    </message>
    <message>
      <source>por exemplo, diretora técnica</source>
      <translation>for example, technical director</translation>
    </message>
    <message>
      <source>&amp;Nome</source>
      <translation>&amp;Name</translation>
    </message>
    <message>
      <source>&amp;Função</source>
      <translation>&amp;Role</translation>
    </message>
    <message>
      <source>Limpar assinatura</source>
      <translation>Clear signature</translation>
    </message>
    <message>
      <source>Assine com o rato, a caneta ou o dedo.</source>
      <translation>Sign with the mouse, the pen or a finger.</translation>
    </message>
    <message>
      <source>Guardar assinatura</source>
      <translation>Save signature</translation>
    </message>
    <message>
      <source>Cancelar</source>
      <translation>Cancel</translation>
    </message>
  </context>
  <context>
    <name>SignaturePad</name>
    <message>
      <source>Espaço para assinar</source>
      <translation>Space to sign</translation>
    </message>
  </context>
  <context>
    <name>SignaturesPanel</name>
    <message>
      <source>Ainda ninguém assinou. Depois de finalizado, o guião é assinado no ecrã pela equipa e pela instituição, que recebe a sua cópia.</source>
      <translation>Nobody has signed yet. Once finalised, the check-list is signed on screen by the team and by the institution, which gets its copy.</translation>
    </message>
    <message>
      <source>Equipa</source>
      <translation>Team</translation>
    </message>
    <message>
      <source>Instituição</source>
      <translation>Institution</translation>
    </message>
    <message>
      <source>⚠ Os registos mudaram depois desta assinatura: já não vale.</source>
      <translation>⚠ The answers changed after this signature: it no longer holds.</translation>
    </message>
  </context>
  <context>
    <name>SliderEditor</name>
    <message>
      <source>Limpar</source>
      <translation>Clear</translation>
    </message>
    <message>
      <source>Escreva um número de {} a {}.</source>
      <translation>Write a number from {} to {}.</translation>
    </message>
  </context>
  <context>
    <name>SourceChooser</name>
    <message>
      <source>Segunda câmara</source>
      <translation>Second camera</translation>
    </message>
    <message>
      <source>Câmara</source>
      <translation>Camera</translation>
    </message>
    <message>
      <source>Endereço da câmara de rede</source>
      <translation>Address of the network camera</translation>
    </message>
    <message>
      <source>Ligar</source>
      <translation>Connect</translation>
    </message>
    <message>
      <source>Microfone</source>
      <translation>Microphone</translation>
    </message>
    <message>
      <source>Tamanho da imagem</source>
      <translation>Picture size</translation>
    </message>
    <message>
      <source>Juntar vídeos…</source>
      <translation>Add videos…</translation>
    </message>
    <message>
      <source>Juntar a esta visita vídeos de telemóveis e câmaras</source>
      <translation>Add videos of phones and cameras to this visit</translation>
    </message>
    <message>
      <source>Sem segunda câmara</source>
      <translation>No second camera</translation>
    </message>
    <message>
      <source>Escolher câmara…</source>
      <translation>Choose camera…</translation>
    </message>
    <message>
      <source>Câmara de rede…</source>
      <translation>Network camera…</translation>
    </message>
    <message>
      <source>Ficheiro de vídeo…</source>
      <translation>Video file…</translation>
    </message>
    <message>
      <source>Imagem de teste</source>
      <translation>Test picture</translation>
    </message>
    <message>
      <source>Gravar sem som</source>
      <translation>Record without sound</translation>
    </message>
    <message>
      <source>Sem microfone</source>
      <translation>No microphone</translation>
    </message>
    <message>
      <source>Ficheiro de vídeo a passar como câmara</source>
      <translation>Video file played as a camera</translation>
    </message>
    <message>
      <source>Vídeos (*.mp4 *.mov *.mkv *.avi *.webm *.mts *.mpg)</source>
      <translation>Videos (*.mp4 *.mov *.mkv *.avi *.webm *.mts *.mpg)</translation>
    </message>
    <message>
      <source>Tamanho: automático</source>
      <translation>Size: automatic</translation>
    </message>
  </context>
  <context>
    <name>SpeechPage</name>
    <message>
      <source>Transcrição do que se diz</source>
      <translation>Transcription of what is said</translation>
    </message>
    <message>
      <source>Opcional: se este computador tiver o whisper.cpp e um modelo, a Revisão escreve o que se diz nas gravações. O Terreno não descarrega nada, e o som não sai do computador.</source>
      <translation>Optional: if this computer has whisper.cpp and a model, the review writes down what is said in recordings. Terreno downloads nothing, and the sound does not leave the computer.</translation>
    </message>
    <message>
      <source>Escolher o programa…</source>
      <translation>Choose the program…</translation>
    </message>
    <message>
      <source>Escolher o modelo…</source>
      <translation>Choose the model…</translation>
    </message>
    <message>
      <source>Português</source>
      <translation>Portuguese</translation>
    </message>
    <message>
      <source>Inglês</source>
      <translation>English</translation>
    </message>
    <message>
      <source>Descobrir em cada gravação</source>
      <translation>Find out in each recording</translation>
    </message>
    <message>
      <source>Língua falada</source>
      <translation>Spoken language</translation>
    </message>
    <message>
      <source>Programa: {}</source>
      <translation>Program: {}</translation>
    </message>
    <message>
      <source>não há nenhum «{}»</source>
      <translation>there is no “{}”</translation>
    </message>
    <message>
      <source>Modelo: {}</source>
      <translation>Model: {}</translation>
    </message>
    <message>
      <source>nenhum (um ficheiro «ggml-» do whisper.cpp, por exemplo ggml-small.bin)</source>
      <translation>none (a file “ggml-” of whisper.cpp, ggml-small.bin for example)</translation>
    </message>
    <message>
      <source>Pronta</source>
      <translation>Ready</translation>
    </message>
    <message>
      <source>Falta o modelo</source>
      <translation>The model is missing</translation>
    </message>
    <message>
      <source>Não instalada</source>
      <translation>Not installed</translation>
    </message>
    <message>
      <source>O programa whisper-cli</source>
      <translation>The program whisper-cli</translation>
    </message>
    <message>
      <source>O modelo</source>
      <translation>The model</translation>
    </message>
    <message>
      <source>Modelos do whisper.cpp (*.bin)</source>
      <translation>Models of whisper.cpp (*.bin)</translation>
    </message>
  </context>
  <context>
    <name>SpeechPanel</name>
    <message>
      <source>Procurar no que se diz</source>
      <translation>Search what is said</translation>
    </message>
    <message>
      <source>O que se diz na gravação</source>
      <translation>What is said in the recording</translation>
    </message>
    <message>
      <source>Transcrever</source>
      <translation>Transcribe</translation>
    </message>
    <message>
      <source>Guardar legendas…</source>
      <translation>Save subtitles…</translation>
    </message>
    <message>
      <source>Transcrever de novo</source>
      <translation>Transcribe again</translation>
    </message>
    <message>
      <source>Ninguém diz isso nesta gravação.</source>
      <translation>Nobody says that in this recording.</translation>
    </message>
    <message>
      <source>Escolha um modelo nas Definições, em «Transcrição».</source>
      <translation>Choose a model in the settings, under “Transcription”.</translation>
    </message>
    <message>
      <source>Esta gravação ainda não foi transcrita. O som não sai deste computador; demora tanto como a gravação, ou mais, e pode continuar a trabalhar.</source>
      <translation>This recording has not been transcribed yet. The sound does not leave this computer; it takes as long as the recording, or longer, and you can go on working.</translation>
    </message>
    <message>
      <source>A transcrever…</source>
      <translation>Transcribing…</translation>
    </message>
    <message>
      <source>Não se ouviram palavras nesta gravação.</source>
      <translation>No words were heard in this recording.</translation>
    </message>
    <message>
      <source>A gravação não mudou.</source>
      <translation>The recording did not change.</translation>
    </message>
    <message>
      <source>Se alguém fala, experimente outro modelo ou outra língua.</source>
      <translation>If somebody speaks, try another model or another language.</translation>
    </message>
    <message>
      <source>Guardar legendas</source>
      <translation>Save subtitles</translation>
    </message>
    <message>
      <source>Legendas WebVTT (*.vtt)</source>
      <translation>WebVTT subtitles (*.vtt)</translation>
    </message>
    <message>
      <source>As legendas estão em {}.</source>
      <translation>The subtitles are in {}.</translation>
    </message>
  </context>
  <context>
    <name>StartPage</name>
    <message>
      <source>Guiões</source>
      <translation>Check-lists</translation>
    </message>
    <message>
      <source>Novo guião</source>
      <translation>New check-list</translation>
    </message>
    <message>
      <source>Escreva-o aqui, veja como fica e use-o numa visita, no Kobo ou no ODK.</source>
      <translation>Write it here, see how it looks and use it on a visit, in Kobo or in ODK.</translation>
    </message>
    <message>
      <source>Por acabar</source>
      <translation>Not finished</translation>
    </message>
    <message>
      <source>Guião em branco</source>
      <translation>Blank check-list</translation>
    </message>
    <message>
      <source>Uma secção e uma pergunta para começar.</source>
      <translation>One section and one question to begin with.</translation>
    </message>
    <message>
      <source>Título do guião</source>
      <translation>Title of the check-list</translation>
    </message>
    <message>
      <source>Também em inglês</source>
      <translation>Also in English</translation>
    </message>
    <message>
      <source>Começar</source>
      <translation>Begin</translation>
    </message>
    <message>
      <source>A partir do roteiro…</source>
      <translation>From the training route…</translation>
    </message>
    <message>
      <source>O guião de visita de um Roteiro Formativo, feito dos parâmetros de seleção: registo técnico, com fonte e evidência.</source>
      <translation>The visit check-list of a training route, made from the selection parameters: a technical record, with source and evidence.</translation>
    </message>
    <message>
      <source>Roteiro</source>
      <translation>Route</translation>
    </message>
    <message>
      <source>Usar este</source>
      <translation>Use this one</translation>
    </message>
    <message>
      <source>Um livro que já existe</source>
      <translation>A workbook that exists</translation>
    </message>
    <message>
      <source>XLSForm (.xlsx ou .xls). O que o editor não conhece fica como está.</source>
      <translation>XLSForm (.xlsx or .xls). What the editor does not know stays as it is.</translation>
    </message>
    <message>
      <source>Abrir…</source>
      <translation>Open…</translation>
    </message>
    <message>
      <source>Guião sem título</source>
      <translation>Untitled check-list</translation>
    </message>
    <message>
      <source>mudado em {day}, {time}</source>
      <translation>changed on {day}, {time}</translation>
    </message>
    <message>
      <source>Continuar</source>
      <translation>Continue</translation>
    </message>
    <message>
      <source>Deitar fora «{title}»</source>
      <translation>Throw “{title}” away</translation>
    </message>
    <message>
      <source>Abrir um guião para editar</source>
      <translation>Open a check-list to edit</translation>
    </message>
    <message>
      <source>Livros XLSForm (*.xlsx *.xlsm *.xls);;Todos os ficheiros (*)</source>
      <translation>XLSForm workbooks (*.xlsx *.xlsm *.xls);;All files (*)</translation>
    </message>
  </context>
  <context>
    <name>StatusStrip</name>
    <message>
      <source>Tudo guardado</source>
      <translation>All saved</translation>
    </message>
    <message>
      <source>Sem nome</source>
      <translation>No name</translation>
    </message>
    <message>
      <source>Sem município</source>
      <translation>No municipality</translation>
    </message>
    <message>
      <source>A cópia de segurança falhou</source>
      <translation>The backup failed</translation>
    </message>
    <message>
      <source>{size} livres</source>
      <translation>{size} free</translation>
    </message>
    <message>
      <source>Pouco espaço: {size} livres</source>
      <translation>Little space: {size} free</translation>
    </message>
    <message>
      <source>Guardado {time}</source>
      <translation>Saved {time}</translation>
    </message>
    <message>
      <source>Cada registo fica guardado logo que é dado.</source>
      <translation>Each answer is saved as soon as it is given.</translation>
    </message>
    <message>
      <source>{count} por guardar · tentar de novo</source>
      <translation>{count} to save · try again</translation>
    </message>
    <message>
      <source>Os registos continuam no ecrã. Liberte espaço no disco e prima aqui.</source>
      <translation>The answers are still on screen. Free some space on the disk and press here.</translation>
    </message>
  </context>
  <context>
    <name>StickCard</name>
    <message>
      <source>Todos os que podem sair</source>
      <translation>All that may leave</translation>
    </message>
    <message>
      <source>Só até 20 MB cada um</source>
      <translation>Only up to 20 MB each</translation>
    </message>
    <message>
      <source>Nenhuns, só as alterações</source>
      <translation>None, only the changes</translation>
    </message>
    <message>
      <source>Para</source>
      <translation>For</translation>
    </message>
    <message>
      <source>Ficheiros</source>
      <translation>Files</translation>
    </message>
    <message>
      <source>Fechar</source>
      <translation>Close</translation>
    </message>
    <message>
      <source>Levar numa pen</source>
      <translation>Take along on a stick</translation>
    </message>
    <message>
      <source>Um ficheiro com o que falta ao destinatário: alterações e ficheiros. Vai cifrado e assinado; só o destinatário o abre. O que não pode sair fica.</source>
      <translation>One file with what the recipient lacks: changes and files. It is encrypted and signed; only the recipient opens it. What may not leave stays.</translation>
    </message>
    <message>
      <source>Escolher onde guardar…</source>
      <translation>Choose where to save…</translation>
    </message>
    <message>
      <source>Receber de uma pen</source>
      <translation>Take in from a stick</translation>
    </message>
    <message>
      <source>Escolha o ficheiro .terreno-pen que foi feito para este portátil. Recebê-lo outra vez não faz mal: só entra o que ainda cá não está.</source>
      <translation>Choose the .terreno-pen file that was made for this laptop. Taking it in again does no harm: only what is not here yet comes in.</translation>
    </message>
    <message>
      <source>Escolher o ficheiro…</source>
      <translation>Choose the file…</translation>
    </message>
    <message>
      <source>Central</source>
      <translation>Centre</translation>
    </message>
    <message>
      <source>Ficheiros de troca (*{suffix})</source>
      <translation>Bundles (*{suffix})</translation>
    </message>
    <message>
      <source>A escrever…</source>
      <translation>Writing…</translation>
    </message>
    <message>
      <source>A receber…</source>
      <translation>Taking in…</translation>
    </message>
    <message>
      <source>{changes} alterações por confirmar, {accepted} já aceites pela central, {files} ficheiros ({size}).</source>
      <translation>{changes} changes not confirmed yet, {accepted} that the centre has accepted, {files} files ({size}).</translation>
    </message>
    <message>
      <source>Leve {names}.</source>
      <translation>Take {names} along.</translation>
    </message>
    <message>
      <source>{count} ficheiros ({size}) ficaram de fora; vão na próxima pen.</source>
      <translation>{count} files ({size}) were left out; they go with the next stick.</translation>
    </message>
    <message>
      <source>{count} ficam aqui: {why}</source>
      <translation>{count} stay here: {why}</translation>
    </message>
    <message>
      <source>Escrito para: {recipient}.</source>
      <translation>Written for: {recipient}.</translation>
    </message>
    <message>
      <source>Recebido de {sender}: {changes} alterações novas, {files} ficheiros.</source>
      <translation>Taken in from {sender}: {changes} new changes, {files} files.</translation>
    </message>
    <message>
      <source>Recebido da central: {changes} alterações novas, {files} ficheiros.</source>
      <translation>Taken in from the centre: {changes} new changes, {files} files.</translation>
    </message>
    <message>
      <source>A central confirmou {count} alterações suas.</source>
      <translation>The centre has confirmed {count} changes of yours.</translation>
    </message>
    <message>
      <source>{count} alterações e {files} ficheiros já cá estavam.</source>
      <translation>{count} changes and {files} files were here already.</translation>
    </message>
    <message>
      <source>{count} alterações não entraram: quem as fez não podia.</source>
      <translation>{count} changes were not taken: whoever made them had no right to.</translation>
    </message>
    <message>
      <source>{count} ficheiros vinham estragados: copie de novo.</source>
      <translation>{count} files came damaged: copy them again.</translation>
    </message>
    <message>
      <source>{count} ficheiros não couberam neste disco.</source>
      <translation>{count} files found no room on this disk.</translation>
    </message>
    <message>
      <source>De {count} ficheiros nenhum registo fala aqui.</source>
      <translation>Of {count} files no answer speaks here.</translation>
    </message>
    <message>
      <source>Falta um ficheiro anterior, ou uma troca com a central.</source>
      <translation>An earlier bundle, or an exchange with the centre, is missing.</translation>
    </message>
    <message>
      <source>A central foi reposta entretanto: o resto vem com ela.</source>
      <translation>The centre was restored since: the rest comes with it.</translation>
    </message>
    <message>
      <source>Foi interrompido: receba-o de novo para continuar.</source>
      <translation>It was broken off: take it in again to go on.</translation>
    </message>
    <message>
      <source>Cancelado.</source>
      <translation>Cancelled.</translation>
    </message>
    <message>
      <source>Nada ficou escrito na pen.</source>
      <translation>Nothing was left on the stick.</translation>
    </message>
    <message>
      <source>Pode recomeçar quando quiser.</source>
      <translation>You can begin again whenever you like.</translation>
    </message>
  </context>
  <context>
    <name>SubmissionPage</name>
    <message>
      <source>Guiões</source>
      <translation>Check-lists</translation>
    </message>
    <message>
      <source>Registo</source>
      <translation>Submission</translation>
    </message>
    <message>
      <source>Só o que foi respondido</source>
      <translation>Only what was answered</translation>
    </message>
    <message>
      <source>Língua do guião</source>
      <translation>Language of the check-list</translation>
    </message>
    <message>
      <source>A ler {name}…</source>
      <translation>Reading {name}…</translation>
    </message>
    <message>
      <source>Não foi possível ler o ficheiro ({reason}).</source>
      <translation>The file could not be read ({reason}).</translation>
    </message>
    <message>
      <source>O ficheiro ficou como estava.</source>
      <translation>The file is as it was.</translation>
    </message>
    <message>
      <source>Veja se o ficheiro ainda lá está e tente de novo.</source>
      <translation>See whether the file is still there and try again.</translation>
    </message>
    <message>
      <source>Registo «{name}» · versão {version} do guião</source>
      <translation>Submission “{name}” · version {version} of the check-list</translation>
    </message>
    <message>
      <source>A versão {version} deste guião não está instalada.</source>
      <translation>Version {version} of this check-list is not installed.</translation>
    </message>
    <message>
      <source>O registo é mostrado com as palavras da versão {version}.</source>
      <translation>The submission is shown in the words of version {version}.</translation>
    </message>
    <message>
      <source>Instale a versão certa para o ver como foi preenchido.</source>
      <translation>Install the right version to see it as it was filled in.</translation>
    </message>
    <message>
      <source>Ficheiros que não estão na pasta ({count})</source>
      <translation>Files that are not in the folder ({count})</translation>
    </message>
    <message>
      <source>Sem lugar neste guião ({count})</source>
      <translation>Without a place in this check-list ({count})</translation>
    </message>
    <message>
      <source>Estão no registo, mas o guião instalado não os pergunta.</source>
      <translation>They are in the submission, but the installed check-list does not ask for them.</translation>
    </message>
    <message>
      <source>Pelas condições do guião não seria perguntado.</source>
      <translation>By the conditions of the check-list it would not be asked.</translation>
    </message>
    <message>
      <source>O registo está vazio.</source>
      <translation>The submission is empty.</translation>
    </message>
    <message>
      <source>Mostrar mais ({count})</source>
      <translation>Show more ({count})</translation>
    </message>
    <message>
      <source>Sem registo</source>
      <translation>No answer</translation>
    </message>
    <message>
      <source>{name} (não está na pasta)</source>
      <translation>{name} (not in the folder)</translation>
    </message>
    <message>
      <source>Abrir {name}</source>
      <translation>Open {name}</translation>
    </message>
  </context>
  <context>
    <name>SyncPlace</name>
    <message>
      <source>Sincronização</source>
      <translation>Sync</translation>
    </message>
    <message>
      <source>Sincronizar agora</source>
      <translation>Sync now</translation>
    </message>
    <message>
      <source>Receber de uma pen</source>
      <translation>Take in from a stick</translation>
    </message>
    <message>
      <source>Levar numa pen</source>
      <translation>Take along on a stick</translation>
    </message>
    <message>
      <source>O exemplo fica só neste computador</source>
      <translation>The sample stays on this computer only</translation>
    </message>
    <message>
      <source>É para experimentar: não se liga a nenhuma central. Com os seus próprios dados, liga-se aqui, com o endereço e o código de quem administra a central.</source>
      <translation>It is for trying things out and is connected to no centre. With data of your own, you connect here, with the address and the code from whoever runs the centre.</translation>
    </message>
    <message>
      <source>Sincronizar sozinho quando há rede</source>
      <translation>Sync by itself when there is a network</translation>
    </message>
    <message>
      <source>Por enviar</source>
      <translation>To be sent</translation>
    </message>
    <message>
      <source>Conflitos</source>
      <translation>Conflicts</translation>
    </message>
    <message>
      <source>Ficheiros</source>
      <translation>Files</translation>
    </message>
    <message>
      <source>Última vez: {time}</source>
      <translation>Last time: {time}</translation>
    </message>
    <message>
      <source>A próxima: {time}</source>
      <translation>Next: {time}</translation>
    </message>
    <message>
      <source>O relógio deste computador está {minutes} minutos adiantado.</source>
      <translation>The clock of this computer is {minutes} minutes fast.</translation>
    </message>
    <message>
      <source>O relógio deste computador está {minutes} minutos atrasado.</source>
      <translation>The clock of this computer is {minutes} minutes slow.</translation>
    </message>
    <message>
      <source>Nada se perde por isso; a ordem das alterações segue a central.</source>
      <translation>Nothing is lost by that; the order of changes follows the centre.</translation>
    </message>
    <message>
      <source>Acerte a hora nas definições do computador.</source>
      <translation>Set the time in the settings of the computer.</translation>
    </message>
  </context>
  <context>
    <name>SyncStanding</name>
    <message>
      <source>Só neste computador</source>
      <translation>On this computer only</translation>
    </message>
    <message>
      <source>A sincronizar…</source>
      <translation>Syncing…</translation>
    </message>
    <message>
      <source>A sincronizar… {count}</source>
      <translation>Syncing… {count}</translation>
    </message>
    <message>
      <source>Conflitos: {count}</source>
      <translation>Conflicts: {count}</translation>
    </message>
    <message>
      <source>Recusadas: {count}</source>
      <translation>Refused: {count}</translation>
    </message>
    <message>
      <source>Por enviar: {count}</source>
      <translation>To be sent: {count}</translation>
    </message>
    <message>
      <source>Ficheiros: {name}</source>
      <translation>Files: {name}</translation>
    </message>
    <message>
      <source>Ficheiros por passar: {count}</source>
      <translation>Files to pass on: {count}</translation>
    </message>
    <message>
      <source>Ainda não sincronizado</source>
      <translation>Not synced yet</translation>
    </message>
    <message>
      <source>Sincronizado {time}</source>
      <translation>Synced {time}</translation>
    </message>
    <message>
      <source>Sem ligação à central</source>
      <translation>No connection to the centre</translation>
    </message>
    <message>
      <source>Central não reconhecida</source>
      <translation>Centre not recognised</translation>
    </message>
    <message>
      <source>Sem entrada na central</source>
      <translation>Not let into the centre</translation>
    </message>
    <message>
      <source>A sincronização falhou</source>
      <translation>Sync failed</translation>
    </message>
    <message>
      <source>por enviar: {count}</source>
      <translation>to be sent: {count}</translation>
    </message>
  </context>
  <context>
    <name>SyncWords</name>
    <message>
      <source>Registo do guião</source>
      <translation>Answer of a check-list</translation>
    </message>
    <message>
      <source>Registo posto de parte</source>
      <translation>Answer put aside</translation>
    </message>
    <message>
      <source>Ficheiro</source>
      <translation>File</translation>
    </message>
    <message>
      <source>Item de banco</source>
      <translation>Bank item</translation>
    </message>
    <message>
      <source>Estudo de caso</source>
      <translation>Case study</translation>
    </message>
    <message>
      <source>Guião</source>
      <translation>Check-list</translation>
    </message>
    <message>
      <source>Ficheiro de um guião</source>
      <translation>File of a check-list</translation>
    </message>
    <message>
      <source>Versão de um guião</source>
      <translation>Version of a check-list</translation>
    </message>
    <message>
      <source>Consentimento</source>
      <translation>Consent</translation>
    </message>
    <message>
      <source>Portátil</source>
      <translation>Laptop</translation>
    </message>
    <message>
      <source>Evidência</source>
      <translation>Evidence</translation>
    </message>
    <message>
      <source>Equipamento</source>
      <translation>Facility</translation>
    </message>
    <message>
      <source>Número de uma resposta social</source>
      <translation>Figure of a social response</translation>
    </message>
    <message>
      <source>Preenchimento do guião</source>
      <translation>Filling of a check-list</translation>
    </message>
    <message>
      <source>Constatação</source>
      <translation>Finding</translation>
    </message>
    <message>
      <source>Importação</source>
      <translation>Import</translation>
    </message>
    <message>
      <source>Levantamento</source>
      <translation>Round</translation>
    </message>
    <message>
      <source>Fonte</source>
      <translation>Source</translation>
    </message>
    <message>
      <source>Empréstimo</source>
      <translation>Loan</translation>
    </message>
    <message>
      <source>Marca numa gravação</source>
      <translation>Mark in a recording</translation>
    </message>
    <message>
      <source>Marcador numa gravação</source>
      <translation>Marker in a recording</translation>
    </message>
    <message>
      <source>Oferta</source>
      <translation>Offer</translation>
    </message>
    <message>
      <source>População</source>
      <translation>Population</translation>
    </message>
    <message>
      <source>Entidade</source>
      <translation>Provider</translation>
    </message>
    <message>
      <source>Recomendação</source>
      <translation>Recommendation</translation>
    </message>
    <message>
      <source>Gravação</source>
      <translation>Recording</translation>
    </message>
    <message>
      <source>Repetição do guião</source>
      <translation>Repeat of a check-list</translation>
    </message>
    <message>
      <source>Entrada de um levantamento</source>
      <translation>Entry of a round</translation>
    </message>
    <message>
      <source>Secção de um grupo</source>
      <translation>Section of a group</translation>
    </message>
    <message>
      <source>Troço de uma gravação</source>
      <translation>Segment of a recording</translation>
    </message>
    <message>
      <source>Assinatura</source>
      <translation>Signature</translation>
    </message>
    <message>
      <source>Resposta social</source>
      <translation>Social response</translation>
    </message>
    <message>
      <source>Pessoa da equipa</source>
      <translation>Person of the team</translation>
    </message>
    <message>
      <source>Visita</source>
      <translation>Visit</translation>
    </message>
    <message>
      <source>Equipa da visita</source>
      <translation>Team of the visit</translation>
    </message>
    <message>
      <source>Apagar ou manter</source>
      <translation>Delete or keep</translation>
    </message>
    <message>
      <source>Classificação</source>
      <translation>Classification</translation>
    </message>
    <message>
      <source>Prazo</source>
      <translation>Due</translation>
    </message>
    <message>
      <source>E-mail</source>
      <translation>E-mail</translation>
    </message>
    <message>
      <source>Grupo</source>
      <translation>Group</translation>
    </message>
    <message>
      <source>Guardar até</source>
      <translation>Keep until</translation>
    </message>
    <message>
      <source>Nome</source>
      <translation>Name</translation>
    </message>
    <message>
      <source>Observações</source>
      <translation>Remarks</translation>
    </message>
    <message>
      <source>Notas</source>
      <translation>Notes</translation>
    </message>
    <message>
      <source>Resultado</source>
      <translation>Outcome</translation>
    </message>
    <message>
      <source>Lugar</source>
      <translation>Place</translation>
    </message>
    <message>
      <source>Dia e hora</source>
      <translation>Day and time</translation>
    </message>
    <message>
      <source>Quantidade</source>
      <translation>Quantity</translation>
    </message>
    <message>
      <source>Repetição removida</source>
      <translation>Repeat removed</translation>
    </message>
    <message>
      <source>Função</source>
      <translation>Role</translation>
    </message>
    <message>
      <source>Estado</source>
      <translation>State</translation>
    </message>
    <message>
      <source>Texto</source>
      <translation>Text</translation>
    </message>
    <message>
      <source>Título</source>
      <translation>Title</translation>
    </message>
    <message>
      <source>Valor</source>
      <translation>Value</translation>
    </message>
    <message>
      <source>Quem</source>
      <translation>Who</translation>
    </message>
    <message>
      <source>Retirado em</source>
      <translation>Withdrawn on</translation>
    </message>
    <message>
      <source>Ativa</source>
      <translation>Active</translation>
    </message>
    <message>
      <source>Encerrada</source>
      <translation>Closed</translation>
    </message>
    <message>
      <source>Feita</source>
      <translation>Done</translation>
    </message>
    <message>
      <source>Rascunho</source>
      <translation>Draft</translation>
    </message>
    <message>
      <source>Finalizado</source>
      <translation>Finalised</translation>
    </message>
    <message>
      <source>Planeada</source>
      <translation>Planned</translation>
    </message>
    <message>
      <source>Enviado</source>
      <translation>Sent</translation>
    </message>
    <message>
      <source>Suspensa</source>
      <translation>Suspended</translation>
    </message>
    <message>
      <source>A decorrer</source>
      <translation>Underway</translation>
    </message>
    <message>
      <source>Muda o que só outro município pode mudar.</source>
      <translation>It changes what only another municipality may change.</translation>
    </message>
    <message>
      <source>Foi escrita noutro portátil.</source>
      <translation>It was written on another laptop.</translation>
    </message>
    <message>
      <source>A central não conhece este tipo de dados.</source>
      <translation>The centre does not know this kind of data.</translation>
    </message>
    <message>
      <source>O seu papel não escreve aqui: é de outro município, ou partilhado por todos.</source>
      <translation>Your role does not write here: it belongs to another municipality, or is shared by all.</translation>
    </message>
    <message>
      <source>Deixou de ter acesso a este município antes de ser enviada.</source>
      <translation>Access to this municipality ended before it was sent.</translation>
    </message>
    <message>
      <source>É grande demais.</source>
      <translation>It is too large.</translation>
    </message>
    <message>
      <source>A central não conseguiu ler o valor.</source>
      <translation>The centre could not read the value.</translation>
    </message>
    <message>
      <source>O consentimento terminou.</source>
      <translation>The consent has ended.</translation>
    </message>
    <message>
      <source>Segue a cópia desfocada em vez deste.</source>
      <translation>The blurred copy goes instead of this one.</translation>
    </message>
    <message>
      <source>A cópia desfocada já não corresponde à gravação: faça-a de novo.</source>
      <translation>The blurred copy no longer matches the recording: make it again.</translation>
    </message>
    <message>
      <source>Ninguém deu consentimento para sair daqui.</source>
      <translation>Nobody gave consent for it to leave.</translation>
    </message>
    <message>
      <source>A gravação ainda está a decorrer.</source>
      <translation>The recording is still running.</translation>
    </message>
    <message>
      <source>Nenhum registo fala deste ficheiro.</source>
      <translation>No record speaks of this file.</translation>
    </message>
    <message>
      <source>Ainda falta uma parte, que vem a seguir.</source>
      <translation>A part is still missing and comes next.</translation>
    </message>
    <message>
      <source>Foi apagada, mas outra ainda precisa dela.</source>
      <translation>It was deleted, but another still needs it.</translation>
    </message>
    <message>
      <source>Foi feita com uma versão mais nova do Terreno.</source>
      <translation>It was made with a newer version of Terreno.</translation>
    </message>
    <message>
      <source>Tem um valor que este Terreno não sabe ler.</source>
      <translation>It has a value that this Terreno cannot read.</translation>
    </message>
    <message>
      <source>Espera por outra de que depende.</source>
      <translation>It waits for another that it depends on.</translation>
    </message>
  </context>
  <context>
    <name>TakeHomeDialog</name>
    <message>
      <source>Levar para casa</source>
      <translation>Take home</translation>
    </message>
    <message>
      <source>Relatório em PDF, registos em Excel, submissão em XML com os anexos, e o vídeo com legendas, com um manifesto para conferir.</source>
      <translation>Report as PDF, answers in Excel, submission as XML with its attachments, and the video with subtitles, with a manifest to check them by.</translation>
    </message>
    <message>
      <source>Pasta de destino</source>
      <translation>Destination folder</translation>
    </message>
    <message>
      <source>Escolher…</source>
      <translation>Choose…</translation>
    </message>
    <message>
      <source>Num só ficheiro zip</source>
      <translation>In a single zip file</translation>
    </message>
    <message>
      <source>Cópia para a instituição (só o PDF)</source>
      <translation>Copy for the institution (the PDF only)</translation>
    </message>
    <message>
      <source>Deixar de fora vídeo, som e fotografias</source>
      <translation>Leave out video, sound and photographs</translation>
    </message>
    <message>
      <source>Porque se levam; fica registado com o seu nome</source>
      <translation>Why they are taken; logged with your name</translation>
    </message>
    <message>
      <source>Razão para levar as gravações</source>
      <translation>Reason for taking the recordings</translation>
    </message>
    <message>
      <source>Fechar</source>
      <translation>Close</translation>
    </message>
    <message>
      <source>Exportar</source>
      <translation>Export</translation>
    </message>
    <message>
      <source>Deixar de fora as gravações sem consentimento</source>
      <translation>Leave out the recordings without consent</translation>
    </message>
    <message>
      <source>Gravações sem consentimento de ninguém: {count}.</source>
      <translation>Recordings without anybody's consent: {count}.</translation>
    </message>
    <message>
      <source>Ficam só neste computador; o resto da visita vai.</source>
      <translation>They stay on this computer only; the rest of the visit goes.</translation>
    </message>
    <message>
      <source>Registe o consentimento na visita, ou leve-as e diga porquê.</source>
      <translation>Record the consent in the visit, or take them and say why.</translation>
    </message>
    <message>
      <source>Terminou o consentimento de {people} para ser gravado.</source>
      <translation>The consent of {people} to be recorded has ended.</translation>
    </message>
    <message>
      <source>Vídeo, som e fotografias desta visita ficam só neste computador.</source>
      <translation>Video, sound and photographs of this visit stay on this computer only.</translation>
    </message>
    <message>
      <source>Leve-os apenas se tiver outro fundamento para os usar.</source>
      <translation>Take them along only if you have another ground for using them.</translation>
    </message>
    <message>
      <source>Escolher fotografias…</source>
      <translation>Choose photographs…</translation>
    </message>
    <message>
      <source>Falta escolher a pasta.</source>
      <translation>No folder has been chosen.</translation>
    </message>
    <message>
      <source>A visita não foi alterada.</source>
      <translation>The visit was not changed.</translation>
    </message>
    <message>
      <source>Escolha onde guardar.</source>
      <translation>Choose where to save.</translation>
    </message>
    <message>
      <source>A preparar…</source>
      <translation>Preparing…</translation>
    </message>
    <message>
      <source>Está tudo exportado.</source>
      <translation>Everything is exported.</translation>
    </message>
    <message>
      <source>Gravações ainda por guardar: {count}. Exporte de novo mais tarde.</source>
      <translation>Recordings not stored yet: {count}. Export again later.</translation>
    </message>
    <message>
      <source>São {count} ficheiros.</source>
      <translation>{count} files.</translation>
    </message>
    <message>
      <source>Abrir a pasta</source>
      <translation>Open the folder</translation>
    </message>
    <message>
      <source>Exportação cancelada.</source>
      <translation>Export cancelled.</translation>
    </message>
  </context>
  <context>
    <name>TimeEditor</name>
    <message>
      <source>hh:mm</source>
      <translation>hh:mm</translation>
    </message>
    <message>
      <source>Agora</source>
      <translation>Now</translation>
    </message>
    <message>
      <source>Pôr a hora de agora</source>
      <translation>Put the time of now</translation>
    </message>
    <message>
      <source>Escreva horas:minutos, por exemplo 14:30.</source>
      <translation>Write hours:minutes, for example 14:30.</translation>
    </message>
  </context>
  <context>
    <name>Timeline</name>
    <message>
      <source>Linha do tempo da gravação</source>
      <translation>Timeline of the recording</translation>
    </message>
    <message>
      <source>esconder os grupos</source>
      <translation>hide the groups</translation>
    </message>
    <message>
      <source>mostrar os grupos</source>
      <translation>show the groups</translation>
    </message>
  </context>
  <context>
    <name>TimelineDrawing</name>
    <message>
      <source>Sem gravação</source>
      <translation>No recording</translation>
    </message>
  </context>
  <context>
    <name>TodayPlace</name>
    <message>
      <source>Hoje</source>
      <translation>Today</translation>
    </message>
    <message>
      <source>Planear visita</source>
      <translation>Plan visit</translation>
    </message>
    <message>
      <source>Continuar onde ficou</source>
      <translation>Go on where you were</translation>
    </message>
    <message>
      <source>Outros preenchimentos por acabar</source>
      <translation>Other fillings to finish</translation>
    </message>
    <message>
      <source>Visitas de hoje</source>
      <translation>Visits of today</translation>
    </message>
    <message>
      <source>Próximas visitas</source>
      <translation>Next visits</translation>
    </message>
    <message>
      <source>Ainda não há visitas marcadas</source>
      <translation>No visits are planned yet</translation>
    </message>
    <message>
      <source>Aqui vê as visitas do dia, as próximas e o que ficou por acabar. Comece por planear a primeira.</source>
      <translation>Here you see the visits of the day, the next ones and what was left unfinished. Begin by planning the first.</translation>
    </message>
    <message>
      <source>Planear uma visita</source>
      <translation>Plan a visit</translation>
    </message>
    <message>
      <source>A tratar</source>
      <translation>To be decided</translation>
    </message>
    <message>
      <source>Faltam consentimentos em mais {count} visitas.</source>
      <translation>Consent is missing in {count} more visits.</translation>
    </message>
    <message>
      <source>1 gravação fora do prazo</source>
      <translation>1 recording past its day</translation>
    </message>
    <message>
      <source>{count} gravações fora do prazo</source>
      <translation>{count} recordings past their day</translation>
    </message>
    <message>
      <source>O dia até ao qual se guardava passou: guardar mais tempo, ou apagar.</source>
      <translation>The day until which it was kept is over: keep it longer, or erase it.</translation>
    </message>
    <message>
      <source>Falta o consentimento: {visit}</source>
      <translation>Consent is missing: {visit}</translation>
    </message>
    <message>
      <source>1 gravação não sai deste computador enquanto ninguém o registar.</source>
      <translation>1 recording does not leave this computer until it is recorded.</translation>
    </message>
    <message>
      <source>{count} gravações não saem deste computador enquanto ninguém o registar.</source>
      <translation>{count} recordings do not leave this computer until it is recorded.</translation>
    </message>
    <message>
      <source>Por devolver: {item}</source>
      <translation>To be returned: {item}</translation>
    </message>
    <message>
      <source>{who} · {count} · devia ter voltado em {day}</source>
      <translation>{who} · {count} · should have come back on {day}</translation>
    </message>
    <message>
      <source>Em atraso</source>
      <translation>Late</translation>
    </message>
    <message>
      <source>Bom dia</source>
      <translation>Good morning</translation>
    </message>
    <message>
      <source>Boa tarde</source>
      <translation>Good afternoon</translation>
    </message>
    <message>
      <source>Boa noite</source>
      <translation>Good evening</translation>
    </message>
    <message>
      <source>{checklist} · {count} registos · último às {time} de {day}</source>
      <translation>{checklist} · {count} answers · last at {time} on {day}</translation>
    </message>
    <message>
      <source>Continuar</source>
      <translation>Continue</translation>
    </message>
    <message>
      <source>A decorrer</source>
      <translation>Underway</translation>
    </message>
    <message>
      <source>Feita</source>
      <translation>Done</translation>
    </message>
  </context>
  <context>
    <name>Transport</name>
    <message>
      <source>Reproduzir (Espaço)</source>
      <translation>Play (Space)</translation>
    </message>
    <message>
      <source>Imagem anterior (vírgula)</source>
      <translation>Previous frame (comma)</translation>
    </message>
    <message>
      <source>Imagem seguinte (ponto)</source>
      <translation>Next frame (full stop)</translation>
    </message>
    <message>
      <source>Velocidade</source>
      <translation>Speed</translation>
    </message>
    <message>
      <source>Velocidade (J mais lento, L mais rápido)</source>
      <translation>Speed (J slower, L faster)</translation>
    </message>
    <message>
      <source>Momento da gravação</source>
      <translation>Moment of the recording</translation>
    </message>
    <message>
      <source>Pausa (Espaço)</source>
      <translation>Pause (Space)</translation>
    </message>
  </context>
  <context>
    <name>TriggerEditor</name>
    <message>
      <source>Tomei conhecimento</source>
      <translation>I have taken note</translation>
    </message>
  </context>
  <context>
    <name>UnlockPage</name>
    <message>
      <source>Olá, {name}</source>
      <translation>Hello, {name}</translation>
    </message>
    <message>
      <source>Olá</source>
      <translation>Hello</translation>
    </message>
    <message>
      <source>Escreva a palavra-passe para abrir o seu espaço de trabalho.</source>
      <translation>Type the passphrase to open your workspace.</translation>
    </message>
    <message>
      <source>Palavra-passe</source>
      <translation>Passphrase</translation>
    </message>
    <message>
      <source>Abrir</source>
      <translation>Open</translation>
    </message>
    <message>
      <source>Esqueci-me da palavra-passe</source>
      <translation>I forgot the passphrase</translation>
    </message>
    <message>
      <source>Abrir o exemplo em vez deste</source>
      <translation>Open the example instead</translation>
    </message>
  </context>
  <context>
    <name>UploadEditor</name>
    <message>
      <source>{}: miniatura</source>
      <translation>{}: thumbnail</translation>
    </message>
    <message>
      <source>Escolher ficheiro…</source>
      <translation>Choose file…</translation>
    </message>
    <message>
      <source>Colar</source>
      <translation>Paste</translation>
    </message>
    <message>
      <source>Foto da gravação</source>
      <translation>Photo from the recording</translation>
    </message>
    <message>
      <source>Gravar som</source>
      <translation>Record sound</translation>
    </message>
    <message>
      <source>Retirar</source>
      <translation>Withdraw</translation>
    </message>
    <message>
      <source>uma imagem</source>
      <translation>an image</translation>
    </message>
    <message>
      <source>um som</source>
      <translation>a sound</translation>
    </message>
    <message>
      <source>um vídeo</source>
      <translation>a video</translation>
    </message>
    <message>
      <source>«{}» não é {}.</source>
      <translation>“{}” is not {}.</translation>
    </message>
    <message>
      <source>Todos os ficheiros (*)</source>
      <translation>All files (*)</translation>
    </message>
    <message>
      <source>Imagens</source>
      <translation>Images</translation>
    </message>
    <message>
      <source>Sons</source>
      <translation>Sounds</translation>
    </message>
    <message>
      <source>Vídeos</source>
      <translation>Videos</translation>
    </message>
    <message>
      <source>Escolher ficheiro</source>
      <translation>Choose file</translation>
    </message>
    <message>
      <source>Não há nenhuma imagem copiada.</source>
      <translation>No image has been copied.</translation>
    </message>
    <message>
      <source>colada.png</source>
      <translation>pasted.png</translation>
    </message>
    <message>
      <source>Não há imagem da câmara: comece a gravar primeiro.</source>
      <translation>There is no camera picture: start recording first.</translation>
    </message>
    <message>
      <source>foto.jpg</source>
      <translation>photo.jpg</translation>
    </message>
    <message>
      <source>Este computador não tem microfone, ou não o deixa usar.</source>
      <translation>This computer has no microphone, or does not let it be used.</translation>
    </message>
    <message>
      <source>Parar · {clock}</source>
      <translation>Stop · {clock}</translation>
    </message>
    <message>
      <source>Não se ouve nada: veja o microfone.</source>
      <translation>Nothing is heard: check the microphone.</translation>
    </message>
    <message>
      <source>Não se gravou nada: o microfone não deu som.</source>
      <translation>Nothing was recorded: the microphone gave no sound.</translation>
    </message>
    <message>
      <source>gravação.m4a</source>
      <translation>recording.m4a</translation>
    </message>
    <message>
      <source>A guardar «{}»…</source>
      <translation>Saving “{}”…</translation>
    </message>
    <message>
      <source>Trocar…</source>
      <translation>Change…</translation>
    </message>
    <message>
      <source>{} (ainda não está neste computador)</source>
      <translation>{} (not on this computer yet)</translation>
    </message>
  </context>
  <context>
    <name>Values</name>
    <message>
      <source>Valores por município</source>
      <translation>Values by municipality</translation>
    </message>
    <message>
      <source>Território</source>
      <translation>Territory</translation>
    </message>
    <message>
      <source>Valor</source>
      <translation>Value</translation>
    </message>
    <message>
      <source>Assenta em</source>
      <translation>Rests on</translation>
    </message>
    <message>
      <source>{counted} de {of}</source>
      <translation>{counted} of {of}</translation>
    </message>
    <message>
      <source>confirmado entre {first} e {last}</source>
      <translation>confirmed between {first} and {last}</translation>
    </message>
  </context>
  <context>
    <name>VersionPage</name>
    <message>
      <source>Visita</source>
      <translation>Visit</translation>
    </message>
    <message>
      <source>Passar para a versão nova do guião</source>
      <translation>Go over to the new version of the check-list</translation>
    </message>
    <message>
      <source>Passar para a versão nova</source>
      <translation>Go over to the new version</translation>
    </message>
    <message>
      <source>Ficar com esta</source>
      <translation>Stay with this one</translation>
    </message>
    <message>
      <source>A comparar as duas versões…</source>
      <translation>Comparing the two versions…</translation>
    </message>
    <message>
      <source>Comparar outra vez</source>
      <translation>Compare again</translation>
    </message>
    <message>
      <source>Não há nenhuma versão mais nova deste guião.</source>
      <translation>There is no newer version of this check-list.</translation>
    </message>
    <message>
      <source>Esta visita fica na versão {version}.</source>
      <translation>This visit stays in version {version}.</translation>
    </message>
    <message>
      <source>Passar para a versão {version}</source>
      <translation>Go over to version {version}</translation>
    </message>
    <message>
      <source>{title} · agora na versão {version} · {visit}</source>
      <translation>{title} · now in version {version} · {visit}</translation>
    </message>
    <message>
      <source>Ainda ninguém preencheu nada: só muda a versão do guião.</source>
      <translation>Nobody has filled anything in yet: only the version of the check-list changes.</translation>
    </message>
    <message>
      <source>Passam como estão: {count}</source>
      <translation>Go over as they are: {count}</translation>
    </message>
    <message>
      <source>Passam com alterações: {count}</source>
      <translation>Go over with changes: {count}</translation>
    </message>
    <message>
      <source>Ficam de parte: {count}</source>
      <translation>Put aside: {count}</translation>
    </message>
    <message>
      <source>Obrigatórias por responder: {count}</source>
      <translation>Required, to be answered: {count}</translation>
    </message>
    <message>
      <source>O preenchimento antigo fica guardado tal como está. Quem registou, quando e em que momento do vídeo passa com cada registo.</source>
      <translation>The old filling is kept just as it is. Who answered, when and at which moment of the video goes along with each answer.</translation>
    </message>
    <message>
      <source>Ficam de parte</source>
      <translation>Put aside</translation>
    </message>
    <message>
      <source>Passam com alterações</source>
      <translation>Go over with changes</translation>
    </message>
    <message>
      <source>Obrigatórias por responder</source>
      <translation>Required, to be answered</translation>
    </message>
    <message>
      <source>A rever: a versão nova não os aceita</source>
      <translation>To be looked at: the new version does not accept them</translation>
    </message>
    <message>
      <source>… e mais {count}.</source>
      <translation>… and {count} more.</translation>
    </message>
    <message>
      <source>Antes: «{label}»</source>
      <translation>Before: “{label}”</translation>
    </message>
    <message>
      <source>Mudou de lugar no guião.</source>
      <translation>It moved within the check-list.</translation>
    </message>
    <message>
      <source>Escrito de outra forma: {before} → {after}</source>
      <translation>Written differently: {before} → {after}</translation>
    </message>
    <message>
      <source>A visita passou para a versão {version} do guião.</source>
      <translation>The visit went over to version {version} of the check-list.</translation>
    </message>
    <message>
      <source>O que cabe nela passou, com quem registou e quando.</source>
      <translation>What fits into it went over, with who answered and when.</translation>
    </message>
    <message>
      <source>Ficaram de parte: {count}. Podem ser postos à mão.</source>
      <translation>Put aside: {count}. They can be put in place by hand.</translation>
    </message>
  </context>
  <context>
    <name>VersionsLine</name>
    <message>
      <source>Há uma versão nova deste guião ({version}).</source>
      <translation>There is a new version of this check-list ({version}).</translation>
    </message>
    <message>
      <source>Esta visita está na versão {version}.</source>
      <translation>This visit is in version {version}.</translation>
    </message>
    <message>
      <source>Antes de passar, vê-se o que muda e o que não cabe.</source>
      <translation>Before going over, you see what changes and what does not fit.</translation>
    </message>
    <message>
      <source>Ver o que muda</source>
      <translation>See what changes</translation>
    </message>
    <message>
      <source>Versão nova do guião: {version}</source>
      <translation>New version of the check-list: {version}</translation>
    </message>
    <message>
      <source>Postos de parte, por tratar: {count}</source>
      <translation>Put aside, still to deal with: {count}</translation>
    </message>
    <message>
      <source>Postos de parte: {count}, todos tratados</source>
      <translation>Put aside: {count}, all dealt with</translation>
    </message>
  </context>
  <context>
    <name>VideoView</name>
    <message>
      <source>Escolha uma gravação</source>
      <translation>Choose a recording</translation>
    </message>
    <message>
      <source>Imagem da gravação</source>
      <translation>Picture of the recording</translation>
    </message>
  </context>
  <context>
    <name>ViewsButton</name>
    <message>
      <source>Vistas</source>
      <translation>Views</translation>
    </message>
    <message>
      <source>Guardar esta vista…</source>
      <translation>Save this view…</translation>
    </message>
    <message>
      <source>Esquecer uma vista</source>
      <translation>Forget a view</translation>
    </message>
    <message>
      <source>Guardar a vista</source>
      <translation>Save the view</translation>
    </message>
    <message>
      <source>Nome da vista</source>
      <translation>Name of the view</translation>
    </message>
  </context>
  <context>
    <name>VisitParts</name>
    <message>
      <source>Sem som</source>
      <translation>No sound</translation>
    </message>
    <message>
      <source>Sem consentimento: não sai daqui</source>
      <translation>No consent: it does not leave</translation>
    </message>
    <message>
      <source>As gravações feitas durante o guião aparecem aqui.</source>
      <translation>Recordings made during the check-list appear here.</translation>
    </message>
    <message>
      <source>Constatações e recomendações escrevem-se ao rever a visita.</source>
      <translation>Findings and recommendations are written when reviewing the visit.</translation>
    </message>
  </context>
  <context>
    <name>VisitWords</name>
    <message>
      <source>Planeada</source>
      <translation>Planned</translation>
    </message>
    <message>
      <source>A decorrer</source>
      <translation>Underway</translation>
    </message>
    <message>
      <source>Feita</source>
      <translation>Done</translation>
    </message>
    <message>
      <source>Por começar</source>
      <translation>To begin</translation>
    </message>
    <message>
      <source>Rascunho</source>
      <translation>Draft</translation>
    </message>
    <message>
      <source>Finalizado</source>
      <translation>Finalised</translation>
    </message>
    <message>
      <source>Enviado</source>
      <translation>Sent</translation>
    </message>
  </context>
  <context>
    <name>VoicesBox</name>
    <message>
      <source>O que fazer às vozes</source>
      <translation>What to do with voices</translation>
    </message>
    <message>
      <source>Calar</source>
      <translation>Mute</translation>
    </message>
    <message>
      <source>Engrossar</source>
      <translation>Make deeper</translation>
    </message>
    <message>
      <source>Começa aqui</source>
      <translation>Begins here</translation>
    </message>
    <message>
      <source>Acaba aqui</source>
      <translation>Ends here</translation>
    </message>
    <message>
      <source>Vozes caladas ou engrossadas</source>
      <translation>Voices muted or made deeper</translation>
    </message>
    <message>
      <source>Tirar este troço</source>
      <translation>Remove this span</translation>
    </message>
    <message>
      <source>Calada</source>
      <translation>Muted</translation>
    </message>
    <message>
      <source>Mais grossa</source>
      <translation>Deeper</translation>
    </message>
    <message>
      <source>Escolha o momento e diga onde começa.</source>
      <translation>Choose the moment and say where it begins.</translation>
    </message>
    <message>
      <source>Começa em {time}. Vá até ao fim e diga onde acaba.</source>
      <translation>Begins at {time}. Go to the end and say where it ends.</translation>
    </message>
    <message>
      <source>Acaba onde começa: vá mais adiante.</source>
      <translation>It ends where it begins: go further on.</translation>
    </message>
  </context>
  <context>
    <name>WelcomePage</name>
    <message>
      <source>Bem-vindo ao Terreno</source>
      <translation>Welcome to Terreno</translation>
    </message>
    <message>
      <source>Visitas, guiões e vídeo no terreno, sem rede. Tudo fica neste computador, cifrado, até decidir levá-lo consigo.</source>
      <translation>Visits, check-lists and video in the field, without a network. Everything stays on this computer, encrypted, until you decide to take it with you.</translation>
    </message>
    <message>
      <source>Abrir o exemplo</source>
      <translation>Open the example</translation>
    </message>
    <message>
      <source>Um centro de dia fictício, com equipa, guião e vídeo, para experimentar e para formação. Não pede palavra-passe.</source>
      <translation>A fictional day centre, with team, check-list and video, to try things out and for training. Asks for no passphrase.</translation>
    </message>
    <message>
      <source>Criar o meu espaço de trabalho</source>
      <translation>Create my workspace</translation>
    </message>
    <message>
      <source>Para visitas a sério: protegido por uma palavra-passe que só você tem.</source>
      <translation>For real visits: protected by a passphrase that only you have.</translation>
    </message>
    <message>
      <source>Restaurar uma cópia ou usar a chave de recuperação</source>
      <translation>Restore a backup or use the recovery key</translation>
    </message>
    <message>
      <source>Se mudou de computador ou se esqueceu da palavra-passe.</source>
      <translation>If you changed computers or forgot the passphrase.</translation>
    </message>
  </context>
  <context>
    <name>YearEditor</name>
    <message>
      <source>aaaa</source>
      <translation>yyyy</translation>
    </message>
    <message>
      <source>Escreva o ano com quatro algarismos: 2026.</source>
      <translation>Write the year with four digits: 2026.</translation>
    </message>
  </context>
  <context>
    <name>ZoomBar</name>
    <message>
      <source>Ver mais de longe (−)</source>
      <translation>See from farther (−)</translation>
    </message>
    <message>
      <source>Ver tudo (0)</source>
      <translation>See all (0)</translation>
    </message>
    <message>
      <source>Ver mais de perto (+)</source>
      <translation>See closer (+)</translation>
    </message>
  </context>
  <context>
    <name>_Overview</name>
    <message>
      <source>Linha do tempo inteira</source>
      <translation>Whole timeline</translation>
    </message>
    <message>
      <source>A parte à vista da linha do tempo: arraste para andar</source>
      <translation>The part of the timeline in view: drag to move along</translation>
    </message>
  </context>
  <context>
    <name>self._window</name>
    <message>
      <source>Continuar onde ficou</source>
      <translation>Go on where you were</translation>
    </message>
  </context>
</TS>
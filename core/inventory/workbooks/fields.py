"""What a column of an office's workbook may mean, and the titles by which it is known."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from core.inventory.spelling import spelt_out


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the inventory as a column. `key` is `table.column`; `kind` says how to read it."""

    key: str
    kind: str
    label: str
    titles: tuple[str, ...]


FIELDS: tuple[Field, ...] = (
    Field("provider.name", "name", "Entidade", (
        "entidade", "entidade proprietária", "entidade gestora", "instituição", "ipss",
        "nome da instituição", "nome da entidade", "organização", "entidade promotora",
        "designação da instituição", "designação da entidade", "promotor", "provider",
        "entidade titular", "denominação", "designação social", "nome entidade")),
    Field("provider.nipc", "nipc", "NIF", (
        "nif", "nipc", "contribuinte", "n.º contribuinte", "nº de contribuinte", "nif/nipc",
        "nipc/nif", "número de identificação fiscal", "n.º fiscal", "nif entidade",
        "nif da entidade", "pessoa coletiva", "tax number")),
    Field("provider.code", "text", "Código da entidade", (
        "código da entidade", "cód. entidade", "código entidade",
        "código da entidade proprietária")),
    Field("provider.legal_nature", "text", "Natureza jurídica", (
        "natureza jurídica", "natureza", "tipo de entidade", "forma jurídica",
        "natureza da entidade", "lucrativa/não lucrativa", "estatuto jurídico")),
    Field("provider.email", "text", "E-mail da entidade", ("e-mail da entidade", "email entidade")),
    Field("provider.phone", "text", "Telefone da entidade", (
        "telefone da entidade", "telefone entidade")),
    Field("provider.address", "text", "Morada da entidade", (
        "morada da entidade", "morada da sede", "sede", "morada sede")),
    Field("facility.name", "name", "Equipamento", (
        "equipamento", "nome do equipamento", "equipamento social", "designação do equipamento",
        "estabelecimento", "nome do estabelecimento", "valência/equipamento", "designação",
        "nome", "facility", "unidade", "local")),
    Field("facility.code", "text", "Código do equipamento", (
        "código do equipamento", "cód. equipamento", "código equipamento", "código", "cód.",
        "id", "código carta social", "cod")),
    Field("facility.address", "text", "Morada", (
        "morada", "endereço", "rua", "arruamento", "morada completa", "morada do equipamento",
        "localização", "address")),
    Field("facility.postal_code", "postal_code", "Código postal", (
        "código postal", "cód. postal", "cp", "c. postal", "cod postal", "cp7", "postal")),
    Field("facility.locality", "text", "Localidade", (
        "localidade", "localidade postal", "lugar", "povoação")),
    Field("facility.parish", "parish", "Freguesia", (
        "freguesia", "união de freguesias", "freguesias", "junta de freguesia", "dicofre",
        "ddccff", "freg.", "parish")),
    Field("facility.municipality", "municipality", "Concelho", (
        "concelho", "município", "municipio", "dico", "câmara", "autarquia", "municipality")),
    Field("facility.phone", "text", "Telefone", (
        "telefone", "telf", "tel", "tlf", "telef.", "contacto telefónico", "telefone/telemóvel",
        "telemóvel", "contactos telefónicos", "n.º telefone", "phone")),
    Field("facility.email", "text", "E-mail", (
        "email", "e-mail", "correio eletrónico", "correio electrónico", "endereço eletrónico",
        "mail")),
    Field("facility.website", "text", "Sítio na internet", (
        "site", "website", "página", "página web", "sítio", "url", "sítio na internet")),
    Field("facility.latitude", "coordinate", "Latitude", ("latitude", "lat", "coord. y", "y")),
    Field("facility.longitude", "coordinate", "Longitude", (
        "longitude", "long", "lon", "lng", "coord. x", "x")),
    Field("facility.coordinates", "coordinates", "Coordenadas", (
        "coordenadas", "coordenadas gps", "gps", "lat/long", "latitude/longitude", "lat, long",
        "georreferenciação")),
    Field("facility.accessibility", "list", "Acessibilidade", (
        "acessibilidade", "acessibilidades", "acessível", "mobilidade reduzida",
        "acesso a mobilidade reduzida")),
    Field("social_response.type_id", "type", "Resposta social", (
        "resposta social", "respostas sociais", "resposta", "valência", "valências", "tipologia",
        "tipo de resposta", "respostas", "tipo de resposta social", "serviço", "serviços",
        "resposta social/serviço", "código da resposta", "respostas sociais existentes",
        "valências existentes", "tipo")),
    Field("social_response.code", "text", "Código da resposta social", (
        "código da resposta social", "cód. resposta", "id resposta")),
    Field("social_response.name", "text", "Nome da resposta social", (
        "nome da resposta", "designação da resposta")),
    Field("social_response.capacity", "count", "Capacidade", (
        "capacidade", "capacidade total", "cap.", "lotação", "n.º de lugares", "lugares",
        "capacidade instalada", "n.º lugares", "vagas totais", "capacity", "nº lugares",
        "capacidade máxima", "capacidade autorizada")),
    Field("social_response.served", "count", "Utentes", (
        "utentes", "n.º de utentes", "nº utentes", "frequência", "n.º utentes", "ocupação",
        "utilizadores", "beneficiários", "n.º de beneficiários", "total de utentes", "served",
        "utentes atuais", "n.º de crianças", "frequência atual", "clientes", "nº de clientes",
        "pessoas apoiadas", "n.º utilizadores")),
    Field("social_response.vacancies", "count", "Vagas", (
        "vagas", "n.º de vagas", "vagas disponíveis", "lugares vagos", "nº vagas",
        "vagas existentes")),
    Field("social_response.waiting", "count", "Lista de espera", (
        "lista de espera", "em espera", "n.º em lista de espera", "espera", "lista espera",
        "pessoas em lista de espera", "utentes em lista de espera")),
    Field("social_response.agreement", "text", "Acordo de cooperação", (
        "acordo", "acordo de cooperação", "acordo cooperação", "tipo de acordo", "acordo iss",
        "acordo seg. social", "acordo ss", "com acordo", "protocolo")),
    Field("social_response.agreement_places", "count", "Lugares em acordo", (
        "lugares em acordo", "n.º de lugares em acordo", "utentes em acordo", "vagas em acordo",
        "utentes abrangidos por acordo", "lugares acordo", "n.º acordo")),
    Field("social_response.licence", "text", "Licença", (
        "licença", "alvará", "n.º de alvará", "licenciamento", "licença de funcionamento",
        "autorização de funcionamento", "nº alvará")),
    Field("social_response.opening_hours", "text", "Horário", (
        "horário", "horário de funcionamento", "horário funcionamento", "horas de abertura")),
    Field("social_response.contact", "text", "Contacto", (
        "contacto", "contactos", "responsável", "diretor técnico", "diretora técnica",
        "direção técnica", "pessoa de contacto", "técnico responsável", "diretor(a) técnico(a)")),
    Field("social_response.fees", "text", "Mensalidade", (
        "mensalidade", "comparticipação", "preço", "custo", "comparticipação familiar",
        "mensalidade média", "valor mensal")),
    Field("social_response.languages", "list", "Línguas", ("línguas", "idiomas", "língua")),
    Field("social_response.territory", "territory", "Território", (
        "território", "área de influência", "área geográfica", "âmbito territorial",
        "território de intervenção", "área de abrangência", "abrangência")),
    Field("social_response.status", "status", "Estado", (
        "estado", "situação", "em funcionamento", "ativo", "ativa", "estado do equipamento",
        "estado da resposta", "funcionamento", "status", "situação atual")),
    Field("social_response.closed_on", "date", "Data de encerramento", (
        "data de encerramento", "encerrado em", "encerramento")),
    Field("social_response.note", "text", "Observações", (
        "observações", "obs", "notas", "nota", "comentários", "informações adicionais", "obs.")),
    Field("figures.day", "date", "Data dos dados", (
        "data", "data de atualização", "data dos dados", "atualizado em", "data de referência",
        "última atualização", "data da informação", "referência", "data atualização",
        "data de recolha", "data do levantamento")),
)  # fmt: skip
"""All fields a column may carry. A type of its own as title («Creche») is read as `has.<type>`."""

FIGURES = ("capacity", "served", "vacancies", "waiting")
HAS = "has."
"""`has.1103`: the column says whether (S, X) or for how many the place has that type."""
OF = "of."
"""`of.1103.capacity`: a figure of that type, under a header that names it."""

UNKNOWN = "other."
"""`other.N.º de porta`: a column that no field fits, kept with the entry under its title."""
IN_ATTRIBUTES = "workbook"
"""Where such columns stand in the attributes of an entry: title → value."""


@cache
def field(key: str) -> Field:
    """The field of a key. Raises: KeyError."""
    for one in FIELDS:
        if one.key == key:
            return one
    raise KeyError(key)


@cache
def titles() -> dict[str, str]:
    """Title as compared → key of the field."""
    found: dict[str, str] = {}
    for one in FIELDS:
        for title in (one.label, *one.titles):
            found.setdefault(spelt_out(title), one.key)
    return found


def kind_of(key: str) -> str:
    """How the cells under a key are read."""
    if key.startswith(HAS):
        return "has"
    if key.startswith(OF):
        return "count"
    if key.startswith(UNKNOWN):
        return "other"
    return field(key).kind

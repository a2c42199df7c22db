//! What each test says of itself, in two languages: what was tested, its null, what it assumes and what it cannot show.

use record::Rule;
use serde::{Serialize, Serializer};
use tally::bulletin::Language;

/// A kind of test.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Test {
    /// Rounded percentages.
    Rounding,
    /// Tables of one centre.
    SameCentre,
    /// Whole percentages.
    Integers,
    /// Last digits.
    LastDigits,
    /// Turnout and share.
    Fingerprint,
    /// Arrival times.
    Arrival,
    /// Two sources.
    Copies,
    /// Equal tables.
    Identical,
    /// Second digits.
    SecondDigits,
    /// Arithmetic.
    Arithmetic,
}

/// The texts of a test in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Words {
    /// Its name.
    pub name: &'static str,
    /// What was tested, as a question.
    pub tested: &'static str,
    /// What p is the chance under.
    pub null: &'static str,
    /// What it rests on.
    pub assumption: &'static str,
    /// What it cannot show.
    pub limit: &'static str,
}

/// The limit of every screening test.
const SCREENING: [&str; 2] = [
    "A screening test: a small p asks for a look at the paper; a large p does not certify.",
    "Una prueba de alerta: una p pequeña pide mirar el papel; una p grande no certifica.",
];

impl Test {
    /// The rule a result of this test is numbered by.
    pub fn rule(self) -> Rule {
        match self {
            Self::Rounding => Rule::RoundedPercentages,
            Self::SameCentre => Rule::SameCentre,
            Self::Integers => Rule::IntegerPercentages,
            Self::LastDigits => Rule::LastDigits,
            Self::Fingerprint => Rule::Fingerprint,
            Self::Arrival => Rule::Arrival,
            Self::Copies => Rule::ReportedAgainstCopies,
            Self::Identical => Rule::IdenticalVectors,
            Self::SecondDigits => Rule::SecondDigits,
            Self::Arithmetic => Rule::TableArithmetic,
        }
    }

    /// Short name for files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Rounding => "rounded-percentages",
            Self::SameCentre => "same-centre",
            Self::Integers => "integer-percentages",
            Self::LastDigits => "last-digits",
            Self::Fingerprint => "turnout-share",
            Self::Arrival => "arrival-time",
            Self::Copies => "reported-against-copies",
            Self::Identical => "identical-tables",
            Self::SecondDigits => "second-digits",
            Self::Arithmetic => "table-arithmetic",
        }
    }

    /// Its texts.
    pub fn words(self, language: Language) -> Words {
        match language {
            Language::En => self.english(),
            Language::Es => self.spanish(),
        }
    }

    fn english(self) -> Words {
        let [screening, _] = SCREENING;
        match self {
            Self::Rounding => Words {
                name: "Rounded percentages",
                tested: "Were the announced counts worked out from percentages, instead of the other way round?",
                null: "Every set of counts that rounds to the announced percentages is equally likely; without announced percentages, every set of counts with this total.",
                assumption: "Adjusted for having tried four numbers of decimals and every announcement given.",
                limit: "Shows how the announced figures were produced, not whether the votes exist. A clerk rebuilding counts from a slide gives the same pattern; it does not show that the percentages are false, who did it, or why.",
            },
            Self::SameCentre => Words {
                name: "Tables of one centre",
                tested: "Do tables that stand side by side in one centre agree with each other?",
                null: "Voters of a centre are spread over its tables as by lot, apart from a spread somewhat wider than chance that all centres share.",
                assumption: "Electors are assigned to tables of a centre by their number, or otherwise as good as by chance.",
                limit: "Where tables are formed by age, building or village, honest tables differ too. It cannot see what was changed alike at every table of a centre.",
            },
            Self::Integers => Words {
                name: "Whole percentages",
                tested: "Are there more whole percentages (70 %, 85 %) than chance gives?",
                null: "Each table's count could as well have come out somewhat higher or lower, as chance lets it (binomial), but neither nothing nor all of the votes; the chance of a whole percentage is added up exactly.",
                assumption: "Tables are independent; 100 votes or more, shares strictly between 0 and 100 %.",
                limit: screening,
            },
            Self::LastDigits => Words {
                name: "Last digits",
                tested: "Do counts end in each digit as often as smoothly spread counts do?",
                null: "Each count could as well have come out somewhat higher or lower, as chance lets it (binomial), cut at 100: low digits are then a little commoner, and this is allowed for.",
                assumption: "Tables are independent; only counts of 100 or more.",
                limit: "Can show numbers invented digit by digit by people. Cannot show changes made by percentages or by software. A screening test: a small p asks for a look at the paper; a large p does not certify.",
            },
            Self::Fingerprint => Words {
                name: "Turnout and share",
                tested: "Do many tables lie in the corner where nearly everybody voted, and nearly all alike?",
                null: "None: this is a picture and has no p.",
                assumption: "Electors of each table are those of its roll.",
                limit: "Cannot show causes: region, town and country, and mobilisation tie turnout to share as well. No smear to the corner does not mean clean.",
            },
            Self::Arrival => Words {
                name: "Time of arrival",
                tested: "Do tables that arrived after the cut differ from the earlier ones of the same centre?",
                null: "Within a centre, late and early tables have the same share; errors clustered by centre.",
                assumption: "Times are those of arrival; tables without a time, or at the cut itself, are left out and counted.",
                limit: "Late tables differ from early ones for ordinary reasons. Careful people read such data differently, so every estimate is shown.",
            },
            Self::Copies => Words {
                name: "Two sources",
                tested: "Where two sources differ on a table, does the difference favour one side more often?",
                null: "Each difference is as likely to favour either of the two leading options, table by table.",
                assumption: "Differences at different tables are independent of each other.",
                limit: "Errors may lean one way for ordinary reasons, such as how sheets were chosen for copying. It does not say which source is right: the paper does.",
            },
            Self::Identical => Words {
                name: "Tables with exactly the same votes",
                tested: "Are there more pairs of tables with the same votes for every option than chance gives?",
                null: "Exactly equal pairs are as common, size for size, as pairs that differ by one to five votes moved between the two leading options.",
                assumption: "Tables of 50 or more valid votes where both leading options have 10 or more; pairs are nearly independent of each other.",
                limit: "Some equal pairs are expected, mostly of small tables. One pair alone shows nothing: look whether a sheet was entered twice.",
            },
            Self::SecondDigits => Words {
                name: "Second digits (descriptive, not evidence)",
                tested: "How do second digits spread beside Benford's law?",
                null: "None that holds: the law does not apply to tables of similar size.",
                assumption: "None holds.",
                limit: "Descriptive, not evidence: honest elections break this law (Deckert, Myagkov, Ordeshook 2011). No conclusion can rest on it.",
            },
            Self::Arithmetic => Words {
                name: "Arithmetic of each table",
                tested: "Does each table add up, and are there tables where everybody voted, nobody did, or all voted alike?",
                null: "None: this is arithmetic and has no p.",
                assumption: "Figures are as the source gives them.",
                limit: "Slips of typing and of adding are ordinary. The paper of the tables listed decides.",
            },
        }
    }

    fn spanish(self) -> Words {
        let [_, screening] = SCREENING;
        match self {
            Self::Rounding => Words {
                name: "Porcentajes redondeados",
                tested: "¿Se calcularon las cifras anunciadas a partir de porcentajes, y no al revés?",
                null: "Todo juego de cifras que redondea a los porcentajes anunciados es igual de probable; sin porcentajes anunciados, todo juego de cifras con ese total.",
                assumption: "Ajustado por haber probado cuatro cantidades de decimales y todos los anuncios dados.",
                limit: "Muestra cómo se produjeron las cifras anunciadas, no si los votos existen. Un empleado que reconstruye cifras desde una lámina deja la misma huella; no muestra que los porcentajes sean falsos, ni quién lo hizo, ni por qué.",
            },
            Self::SameCentre => Words {
                name: "Mesas de un mismo centro",
                tested: "¿Concuerdan entre sí las mesas que están lado a lado en un centro?",
                null: "Los votantes de un centro se reparten entre sus mesas como por sorteo, salvo una dispersión algo mayor que la del azar, común a todos los centros.",
                assumption: "Los electores se asignan a las mesas de un centro por su número de cédula, o de otro modo casi al azar.",
                limit: "Donde las mesas se forman por edad, edificio o caserío, mesas honestas también difieren. No ve lo que se cambió por igual en todas las mesas de un centro.",
            },
            Self::Integers => Words {
                name: "Porcentajes enteros",
                tested: "¿Hay más porcentajes enteros (70 %, 85 %) de los que da el azar?",
                null: "El conteo de cada mesa pudo igualmente salir algo mayor o menor, como lo permite el azar (binomial), pero no cero ni todos los votos; la probabilidad de un porcentaje entero se suma exactamente.",
                assumption: "Las mesas son independientes; 100 votos o más, proporciones estrictamente entre 0 y 100 %.",
                limit: screening,
            },
            Self::LastDigits => Words {
                name: "Últimas cifras",
                tested: "¿Terminan los conteos en cada cifra con la frecuencia de conteos repartidos suavemente?",
                null: "Cada conteo pudo igualmente salir algo mayor o menor, como lo permite el azar (binomial), cortado en 100: las cifras bajas son entonces algo más comunes, y eso se tiene en cuenta.",
                assumption: "Las mesas son independientes; solo conteos de 100 o más.",
                limit: "Puede mostrar números inventados cifra por cifra por personas. No puede mostrar cambios hechos por porcentajes o por programas. Una prueba de alerta: una p pequeña pide mirar el papel; una p grande no certifica.",
            },
            Self::Fingerprint => Words {
                name: "Participación y proporción",
                tested: "¿Hay muchas mesas en la esquina donde votaron casi todos, y casi todos igual?",
                null: "Ninguna: es un dibujo y no tiene p.",
                assumption: "Los electores de cada mesa son los de su cuaderno.",
                limit: "No muestra causas: región, ciudad y campo, y la movilización también unen participación y proporción. Que no haya mancha hacia la esquina no significa limpio.",
            },
            Self::Arrival => Words {
                name: "Hora de llegada",
                tested: "¿Difieren las mesas llegadas después del corte de las anteriores del mismo centro?",
                null: "Dentro de un centro, mesas tardías y tempranas tienen la misma proporción; errores agrupados por centro.",
                assumption: "Las horas son las de llegada; las mesas sin hora, o en el corte mismo, se excluyen y se cuentan.",
                limit: "Las mesas tardías difieren de las tempranas por razones ordinarias. Personas cuidadosas leen estos datos de modo distinto; por eso se muestran todas las estimaciones.",
            },
            Self::Copies => Words {
                name: "Dos fuentes",
                tested: "Donde dos fuentes difieren en una mesa, ¿favorece la diferencia más a menudo a un lado?",
                null: "Cada diferencia puede favorecer por igual a cualquiera de las dos opciones principales, mesa por mesa.",
                assumption: "Las diferencias en mesas distintas son independientes.",
                limit: "Los errores pueden inclinarse a un lado por razones ordinarias, como la manera de elegir las actas copiadas. No dice cuál fuente tiene razón: eso lo dice el papel.",
            },
            Self::Identical => Words {
                name: "Mesas con exactamente los mismos votos",
                tested: "¿Hay más pares de mesas con los mismos votos para cada opción de los que da el azar?",
                null: "Los pares exactamente iguales son tan comunes, a igual tamaño, como los que difieren en uno a cinco votos movidos entre las dos opciones principales.",
                assumption: "Mesas de 50 o más votos válidos donde las dos opciones principales tienen 10 o más; los pares son casi independientes entre sí.",
                limit: "Se esperan algunos pares iguales, sobre todo de mesas pequeñas. Un par solo no muestra nada: mire si un acta se cargó dos veces.",
            },
            Self::SecondDigits => Words {
                name: "Segundas cifras (descriptivo, no es evidencia)",
                tested: "¿Cómo se reparten las segundas cifras junto a la ley de Benford?",
                null: "Ninguna válida: la ley no se aplica a mesas de tamaño parecido.",
                assumption: "Ninguna válida.",
                limit: "Descriptivo, no es evidencia: elecciones honestas rompen esta ley (Deckert, Myagkov, Ordeshook 2011). Ninguna conclusión puede apoyarse en ella.",
            },
            Self::Arithmetic => Words {
                name: "Aritmética de cada mesa",
                tested: "¿Suma bien cada mesa, y hay mesas donde votaron todos, ninguno, o todos igual?",
                null: "Ninguna: es aritmética y no tiene p.",
                assumption: "Las cifras son las que da la fuente.",
                limit: "Los errores de tecleo y de suma son ordinarios. Decide el papel de las mesas de la lista.",
            },
        }
    }
}

/// JSON: the short name.
impl Serialize for Test {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.key())
    }
}

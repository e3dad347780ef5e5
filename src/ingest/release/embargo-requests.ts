import { MONTH, WEEKDAY } from '../calendar-words.ts';
import { endsSentence } from '../text-shape.ts';
import { isQuoted } from './embargo-mentions.ts';
import { SENTENCE_END } from './embargo-sentences.ts';

const CLOCK =
  '\\d[:.]\\d\\d|\\d ?(?:[ap]\\.?m\\b|uhr\\b|h\\b)|\\d{4} ?(?:hrs?|gmt)\\b|\\b0\\d{3}\\b|\\b\\d{1,2}/\\d{1,2}\\b|\\p{L}+ausgabe\\b';
const DAY = `noon|midday|midnight|tomorrow|tonight|(?:lunch|dinner)time|mediodía|mañana|mittag|morgen|midi|demain|${WEEKDAY}|${MONTH} \\d|\\d{1,2}\\.? (?:de )?${MONTH}`;

/**
 * What a request to wait says, in English, Spanish, German and French: whom or what it is about, what it asks for, and until when. To add a
 * word, add it here and a case to the tests.
 */
const SAYS = {
  // It addresses the reader.
  ask: words(
    `please|pls|plz|kindly|(?:could|can|would|will) you|you (?:may|can|could|have|will|must|are (?:welcome|free|asked|requested))|your (?:discretion|patience|understanding|eyes|confidence|silence|cooperation)|feel free|if you would|yours|before you (?:print|publish|post|run|report|air)|(?:we|i)(?: would|'d|'ll| will)? (?:ask|request|trust|rely|count|beg|urge|rather|prefer|appreciate|be (?:grateful|obliged|glad)|hope you|remind)|we(?: have|'ve)? promised|we (?:will )?lift|(?:may|must|can) (?:we|i) ask|would you mind|(?:do|let|from|by|with|to|for) us|let's|^(?:keep|tell|leave|let|treat|save|stay|sit|wait|give|mark|mind|don't|never)(?= .*(?<!\\p{L})(?:until|till|before)(?!\\p{L}))|(?:is|are|has|have) (?:\\p{L}+ )?asked? that|asks? (?:newspapers|editors|journalists|reporters|broadcasters|the (?:media|press)|(?:all )?media)|lawyers ask|asks that|on the understanding|on condition
    |bitten?|wir (?:wären|vertrauen|zählen|erwarten)|dankbar|^\\p{L}+en sie|wir verlassen uns|gehört ihnen|wir geben|por favor|^\\p{L}{2,}(?:en|an)l[oae]s?|esperen|(?:se )?ruega[n]?|rogamos|(?:les?|os) (?:pedimos|agradec\\p{L}+|rogamos|solicitamos)|pedimos|confiamos|agradec\\p{L}+|merci|veuillez|prière|(?:médias|rédactions|journalistes|confrères) sont priée?s|s'il vous plaît|svp|nous vous|nous levons|^\\p{L}{3,}ez|(?:nous|on) compt\\p{L}+|compt\\p{L}+ sur`,
  ),
  // It is about the text, or for the media.
  text: words(
    `(?:the|its) (?:attached|enclosed|below|following|text|story|material|contents?|release|advisory)|(?:this|these|our) (?:text|story|release|advisory|message|letter|paper|report|statement|homily|sermon|speech|announcement|information|material|contents?|list|one|piece|copy|article|news|draft|item|document|note)s?|(?:of|on|with|about|until|keep|let|put|run|publish|post|use|share|hold|quote|report|cover|air|print|release|scheduled?|that) (?:this|these)(?= (?:before|until|till|to|in|is|among|between|from|one|must|yet|on|up)\\b|[^\\p{L} ]|$)|(?:publish|print|quote|hold|run|post) it|^(?:this|story|text|texto|texte|nota|contenido|inhalt|contents?|information|material|names)|if this|(?:should|must|may|can) this|any of (?:it|this|the)|the attached|the below|(?:the )?media|the press|press (?:list|room|office)|journalists?|reporters?|editors?|eds|newsrooms?|newspapers|broadcasters?|coverage|everyone else|rest of the (?:world|press)|readers
    |davon|hiervon|(?:der|den|diese[rmns]?) (?:text|meldung|predigt|rede|mitteilung|inhalt|bericht|nachricht)|redaktion(?:en)?|presse|medien|journalist(?:en|innen)|ello|(?:este|el|esta|la|estos|estas) (?:texto|nota|noticia|información|comunicado|contenido|material|pieza|documento)|prensa|periodistas|medios|redacciones|cobertura|rédactions?|journalistes|médias|presse|(?:ce|cette|le|la|ces|vos) (?:texte|communiqué|dépêche|information|document|nouvelle|articles?)|ceci`,
  ),
  publish: words(
    `you (?:print|publish|post|run|report|air)|yours|for readers|agreed (?:date|time)|publi(?:sh\\p{L}*|cations?|c|shing)|pub|appear\\p{L}*|surfac\\p{L}+|coverage|(?:see|reach) (?:the )?(?:daylight|light|readers|print|air)|broadcast\\p{L}*|air(?:ed|ing)|print(?:ed|ing)?(?= (?:this|it|before|until|till|after|anything))|be printed|(?:go|goes|went|going|put|run|post) (?:this |it |that |anything )?(?:out|live|online|with (?:this|it))|on the site|visible|releas(?:ed?|ing)|quot(?:ed?|ing)|cited|tweet\\p{L}*|teasers?|push alerts?|leak\\p{L}*|run(?:ning)?(?= (?:this|it|any|before|until|no))|us(?:ed?|ing)(?= (?:this|it|any|before|until|till|from|after|only)\\b)|(?:not|n't) share(?= (?:this|it|any|before|until))|post(?:ed|ing)?(?= (?:this|it|any|before|until|after))|report(?:ed|ing)?(?= (?:this|it|on this|before|until|after|from))|(?:be )?(?:named|mentioned|disclosed|revealed|known|summari[sz]ed)|moved?(?= (?:before|until))|jump the gun|give (?:it|this) away|learns? of|hears? of|nfp|restrictions?
    |veröff\\p{L}*|publizier\\p{L}*|verwend\\p{L}*|erschein\\p{L}*|erschien\\p{L}*|online (?:stell\\p{L}+|geh\\p{L}+|ab)|berichte[nt]?|berichtet|berichterstatt\\p{L}+|zit(?:ier|at)\\p{L}*|senden|gesendet|verbreite[nt]|raus|freigabe|frei(?= ab\\b|\\W*$)|druckfrei|vereinbarte\\p{L}* (?:termin|zeit)|zitierfähig|gehört ihnen|nennen|verraten|melden|weitergeben
    |publi(?:c(?:ar|ación|ada|ado|ar[sl][eo])|qu\\p{L}+)|difu\\p{L}+|divul\\p{L}+|sacar(?:lo|la)?|saquen|ver la luz|aparecer|usarse|úsese|usar(?:lo|la)|adelant(?:en|e|ar)|filtre|cuelguen|compart\\p{L}+|darlo a conocer|emi(?:tir|sión)|público
    |publi(?:er|cation|ée?s?|c|que)|diffus\\p{L}+|parution|paraître|mettre en ligne|mise en ligne|ébruiter|dévoiler|filtrer|utilis\\p{L}+|usage|divulgu\\p{L}+`,
  ),
  secret: words(
    `confiden(?:tial|ce)|secret|unreported|unpublished|discretion|silence|keep (?:it |this )?(?:quiet|silent)|private|under wraps|(?:among|between) (?:yourselves|ourselves|us)|to yourself|to yourselves|not a word|your eyes|powder dry|under lock|in the drawer|off the record|off limits|hands off|pas un mot
    |vertraulich(?:keit)?|stillschweigen|intern|unter uns|kein wort|zurückhaltung|geheim|reservad[oa]s?|reserva|confidencial(?:es|idad)?|discreción|secreto|silencio|nevera|ni una palabra|confidentiel(?:le)?s?|discrétion|secret|silence|pour vous`,
  ),
  wait: words(
    `wait|hold (?:this|it|off|until)|withhold|for (?:planning|preparation)|sit tight|sit on|refrain|delay|sleeps|rest|leave (?:it|this|them|the \\p{L}+) out|sign(?:al)?(?= to)|our (?:call|signal|word)|green light|go-ahead
    |zurückhalten|halten (?:sie )?(?:\\p{L}+ ){0,6}?zurück|zur (?:vorbereitung|kenntnis)|warten|gedulden|esper\\p{L}+|aguard\\p{L}+|guard\\p{L}+|retener|manten\\p{L}+|paciencia|luz verde|señal|patienter|attendre|différer|retenir|gard(?:ez|er)|feu vert`,
  ),
  not: words(
    `not|nfp|(?:should|if) this|\\p{L}+n't|nothing|no|none|no one|never|only|earliest|avoid|refrain|embargo|nicht|nichts|kein\\p{L}*|nur|erst|frühestens|solo|sólo|únicamente|nada|nadie|prohibid\\p{L}+|ne|n'\\p{L}+|rien|pas|seulement|uniquement|que(?= vendredi)|interdit\\p{L}*`,
  ),
  // Until when, without a day or time.
  until: words(
    `before(?!\\W*$)|b4|until|till?|sooner|(?<!an )earlier|prior to|ahead of (?:time|the)|in advance|early|earliest|after|once|when|as soon as|yet|upon|our (?:call|signal|word)|jump the gun
    |antes|hasta|una vez|cuando|a partir|desde|después|con antelación|todavía|aún|adelant\\p{L}+|filtre|bis|erst|vorher|vorab\\p{L}*|vor|nach|ab|bevor|solange|sobald|noch|frühestens|avant|jusqu'\\p{L}+|d'ici|après|dès|par avance|l'avance|à partir|qu'après|encore`,
  ),
  // `From 9 a.m.`, `on Friday`, `am Freitag`: the day or time of a publication.
  moment: new RegExp(`(?<![\\p{L}\\p{N}])(?:${DAY})(?!\\p{L})|${CLOCK}`, 'iu'),
  // It says that the text comes before its time.
  early: words(
    `(?:sent|shar(?:ed|ing)|given?|giving|available|suppl(?:ied|y)|provid(?:ed|ing)|have|has) (?:\\p{L}+ ){0,4}?(?:in advance|ahead of time|early|purely|for (?:planning|preparation|background))
    |(?:erhalten|überlassen|senden|schicken|bekommen) (?:\\p{L}+ ){0,4}?(?:vorab|früher)|vorab (?:überlassen|zur)|(?:facilita|envía|remite|facilitamos|enviamos) (?:\\p{L}+ ){0,3}?(?:con antelación|antes)|(?:remise?|envoyée?|transmise?|confiée?) (?:\\p{L}+ ){0,4}?(?:par avance|à l'avance|anticipée)`,
  ),
  // A label of a time for the media, in a short text: `Web: 9 p.m. Tuesday`.
  channel: words(
    `publication (?:window|time|slot)|pub(?: date)?|release (?:timing|time|window)|(?:live |our )?slot|(?:live|our) window|tx|wait for our (?:call|signal|word)|target time|lifts (?:when|once|at|on|after|as)|web|print(?! runs?)|clock starts|earliest use|for (?:\\p{L}+'s )?(?:papers?|editions?)|timed|locked to|schedule[d]?|hit publish|go(?:es)? up|good to go|can go
    |veröff|sendetermin|freischaltung|freigabe|druckfrei|für die \\p{L}*ausgabe|emisión|para (?:la edición|el (?:periódico|diario))|programar|us(?:e|o|age)(?= (?:after|from|only|permi\\p{L}+|desde|después|tras|après|dès))|(?:publíque|difúnda|emíta|úse)se|a publicar|para (?:su )?(?:publicar|publicación|difusión)|parution(?: souhaitée)?|mise en ligne|pour l'édition|diffusable|à paraître|libre de droits`,
  ),
  // `May be used from Friday` asks to wait until then.
  allow: words(
    'may|can|free|yours|gehört ihnen|becomes?|goes|go|open[s]?|lift[s]?|darf|dürfen|kann|puede[n]?|podrán?|peut|pourrez|pouvez|permise?|libre|sera',
  ),
};

type Said = keyof typeof SAYS;

/** An article tells what happened and what others say. */
const REPORTS =
  /(?<!\p{L})(?:said|says|(?<!been )told|wrote|added|dijo|sagte|teilte|a dit|a annoncé|a indiqué|informó|según|selon)(?!\p{L})|["“”«»„]/iu;
const NARRATES =
  /(?<!\p{L})(?:was|were|had|did|he|she|they|his|her|their|fue|había|war|waren|wurden?|hatten?|wollten?|était|avait|ont)(?!\p{L})/iu;
/** What else a text asks of its readers until a day or time: `Please register before Thursday`. */
const SERVICE = words(
  `(?:can|could|may) (?:we|i) (?:have|get|see)|regist\\p{L}*|rsvp|accredit\\p{L}*|sign up|contact|call|phone|tickets?|seat(?:s|ed)?|book|books|appl\\p{L}+|visit|join|attend|come|arrive|bring|wear|donat\\p{L}+|send|return|vote|mail|e-?mail|recipient|subscri\\p{L}+|order|buy|pay|park\\p{L}*|queue before|doors|on board|enter|climb|check|answer|leave home|write|interviews?|pray|travel\\p{L}*|use (?:the|a|our)|share (?:the|your|it with)|friends|photos?|download|enjoy|meet|see|watch|listen|find|read more|follow|plan more|home|bags?|square|save the date
  |anmeld\\p{L}*|melden sie sich|kommen|bringen sie|besuch\\p{L}*|platz|karten|zurückgeben|zurück|schicken|abstimmen|anruf\\p{L}*|rufen|kontakt\\p{L}*|spend\\p{L}+|teilnehm\\p{L}*|an bord|taschen|beten
  |inscri\\p{L}+|asist\\p{L}+|vengan|env[ií]en|devuel\\p{L}+|llam\\p{L}+|visit\\p{L}+|entradas|votar|acud\\p{L}+|contact\\p{L}+|bordo|puertas|billetes?|venir|voter|rendre|envoyez|appel\\p{L}+|réserv(?:ez|er|ations?) (?:vos|votre|au|une|des)|rejoign\\p{L}+|prévoyez|retrouv\\p{L}+|horaires?|horarios`,
);
/** Between the clauses of a sentence. */
const CLAUSE = /(?<=[:;(]) |\s[-–—]+\s/u;
/** The text that a request is about, without its name: `Keep this one until Friday`, `Déjenlo para el lunes`. */
const THIS =
  /(?<!\p{L})(?:(?:this|these)(?! (?:week|month|year|time|morning|evening|afternoon|weekend|summer|winter|spring|autumn|season|sunday|monday|tuesday|wednesday|thursday|friday|saturday))|first(?=\W*$)|den beitrag|das ergebnis|esto|\p{L}{2,}(?:en|an)l[oae]|anunciarlo|ceci|cela)(?!\p{L})/iu;
/** What stands before the first word of a note. */
const LEAD = /^(?:\P{L}|(?:please|pls|kindly|bitte|por favor|do|to|à|and|also)\b)+/iu;
/** The beginning of a sentence that tells of something. */
const ARTICLE = /^(?:the|der|die|das|el|la|le|les)(?!\p{L})/iu;
const NOTHING = /(?<!\p{L})(?:nothing|nichts|nada|rien)(?!\p{L})/iu;
/** `After`, but not `until`. */
const FROM =
  /(?<!\p{L})(?:after|once|when|as soon as|from|nach|ab|sobald|desde|a partir|una vez|cuando|después|dès|après|à partir)(?!\p{L})/iu;
const IS_CLOCK = new RegExp(CLOCK, 'iu');
/** A longer sentence is no note; a longer fragment must speak of publication. */
const MAX_NOTE_WORDS = 12;
const MAX_FRAGMENT_WORDS = 4;
/** A longer sentence is the article's, in UTF-16 units. */
const MAX_REQUEST_LENGTH = 300;

/**
 * Whether a paragraph asks editors to wait in words that no wording lists: `Media may report from 23:30 on Wednesday`. It names the media or the text, or
 * addresses the reader; it speaks of publication, secrecy or waiting; and it says until when. What is removed from the article need not
 * address anyone.
 */
export function asksToWait(written: string, isAsking = isRequest, isRemoved = false): boolean {
  const text = written.replaceAll('’', "'");
  let end = 0;
  return text.split(SENTENCE_END).some((sentence) => {
    const start = text.indexOf(sentence, end);
    end = start + sentence.length;
    return isAsking(sentence, isRemoved) && !isQuoted(text, start);
  });
}

/** Whether a sentence asks editors to wait; it may be quoted. */
export function isRequest(sentence: string, isRemoved: boolean): boolean {
  const says = (...names: readonly Said[]) => names.some((name) => SAYS[name].test(sentence));
  if (sentence.length > MAX_REQUEST_LENGTH || REPORTS.test(sentence)) return false;
  if (says('ask') && says('wait') && says('publish', 'text')) return true;
  const narrates = NARRATES.test(sentence);
  if (says('early') && says('ask', 'text') && !narrates) return true;
  if (!says('until', 'moment')) return false;
  const about =
    says('text', 'secret') ||
    THIS.test(sentence) ||
    NOTHING.test(sentence) ||
    (says('publish') && says('not', 'moment'));
  if (says('ask') && about && !SERVICE.test(sentence)) return true;
  if (says('not') && says('until') && says('publish') && IS_CLOCK.test(sentence) && !endsSentence(sentence))
    return true;
  if (!narrates && isNote(sentence)) return true;
  if (!says('publish', 'secret', 'wait')) {
    return !narrates && says('text') && says('not') && says('until') && !SERVICE.test(sentence);
  }
  if (!says('ask') && !isRemoved) {
    return !narrates && says('text') && (says('not', 'secret', 'wait') || (says('allow') && says('publish')));
  }
  if (!says('until')) return says('ask') && says('publish', 'secret');
  return (
    (isRemoved && says('ask') && says('wait')) ||
    (says('publish', 'text', 'secret') && says('not', 'secret', 'wait')) ||
    (says('ask') && (says('text') || (FROM.test(sentence) && says('allow') && says('publish'))))
  );
}

/** Whether a sentence is a short note without a verb, or with one at its beginning: `Not to see daylight before the feast`. */
function isNote(sentence: string): boolean {
  const length = sentence.split(' ').length;
  if (length > MAX_NOTE_WORDS) return false;
  const says = (...names: readonly Said[]) => names.some((name) => SAYS[name].test(sentence));
  const clauses = sentence.split(CLAUSE).map((clause) => clause.replace(LEAD, ''));
  /** Whether one of the first words of a clause says it. */
  const starts = (words: number, ...names: readonly Said[]) =>
    clauses.some((clause) => {
      const end = clause.split(' ', words).join(' ').length;
      return names.some((name) => (SAYS[name].exec(clause)?.index ?? end) < end);
    });
  if (starts(4, 'channel')) return true;
  if (!says('until')) return false;
  return (
    ((starts(3, 'secret') || (starts(3, 'wait') && says('publish', 'text', 'moment'))) &&
      !clauses.some((clause) => ARTICLE.test(clause))) ||
    (starts(1, 'until') && (says('secret') || (says('publish') && says('not', 'allow')))) ||
    (starts(1, 'not') && (says('publish') || (says('moment') && length <= MAX_FRAGMENT_WORDS))) ||
    (starts(1, 'allow') && says('publish')) ||
    (starts(3, 'publish') && says('not', 'allow'))
  );
}

function words(source: string): RegExp {
  return new RegExp(`(?<!\\p{L})(?:${source.replace(/\s*\n\s*/gu, '')})(?!\\p{L})`, 'iu');
}

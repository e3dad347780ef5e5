import { MONTH, WEEKDAY } from '../calendar-words.ts';
import { endsSentence } from '../text-shape.ts';
import { SENTENCE_END } from './embargo-sentences.ts';

const MOMENT = `(?:the )?(?:\\d|noon|midday|tomorrow|tonight|${WEEKDAY}|${MONTH})`;

/** What a request to wait says, in English, Spanish, German and French. To add a word, add it here and a case to the corpus. */
const CUES = {
  // Whom it addresses, or the text that it is about.
  media: words(
    `(?:the )?media|the press|press (?:list|room|office)|journalists?|reporters?|editors?|eds|attn|desks?|newsrooms?|broadcasters?|coverage|statistics|extracts|excerpts|(?:this|the following) (?:text|story|release|message|letter|paper|report|statement|homily|sermon|speech|announcement|information|list|one)|these (?:papers|results|figures)|all papers|we['’]d be grateful|wir bitten|(?:the|following) (?:story|text|release|list|following)|(?:put|run|publish|post|use|share) (?:this|it)
    |redaktion(?:en)?|presse|medien|journalist(?:en|innen)|(?:der|diese[rmn]?) (?:text|meldung|predigt|rede|mitteilung)|prensa|periodistas|medios|(?:este|el) texto|(?:esta|la) nota|rédactions?|journalistes|ce (?:texte|communiqué)`,
  ),
  // What it asks not to do yet.
  publish: words(
    `publi\\p{L}*|appear|report|coverage|quoted?|cited?|summari[sz]ed?|named|post(?:ed|ing)?|put (?:this|it|that|anything) out|(?:go|goes|went|going) (?:out|live|online)|run|used?|unreported|unpublished|(?:general|public|official) release|released?(?= (?:to|by|at|on|for|only)\b)|releasing|for release|moved?|broadcast|aired?|known|touch|hold|wait|background
    |zitier\\p{L}*|berichterstatt\\p{L}+|guarden?|utilis\\p{L}+|veröffentlich\\p{L}*|verwend\\p{L}*|zurückhalten|difu\\p{L}*|diffus\\p{L}*|mettre en ligne|paraître|parution`,
  ),
  before: words(
    `before|until|till?|not earlier|(?:not|n['’]t)(?: \\p{L}+){1,4} earlier|sooner|prior to|ahead of|antes|hasta|esper\\p{L}+|erst|vorher|bis|nicht vor|avant|jusqu['’]\\p{L}+`,
  ),
  from: words(`in advance|then|after|(?:from|at|on)(?= ${MOMENT})|cuando|nach|ab|dès|après|l['’]avance`),
  not: words(`not|\\p{L}+n['’]t|nothing|no|never|only|strictly|nicht|nur|solo|sólo|ne|seulement|uniquement`),
  ask: words(
    `please|kindly|must|(?:we|to|is|are|library) ask\\p{L}*|asks that|grateful|on the understanding|on condition|(?:could|can|would) you|intended|for (?:use|publication)|hold|bitten?|guarden?|vorgesehen|pedimos|rogamos|merci`,
  ),
  // `May be used until Friday` asks for nothing, `may be used from Friday` does.
  allow: words('may|darf|dürfen|puede|pueden|peut|pourrez|pouvez'),
};
const CLOCK = /\d[:.]\d\d|\d ?(?:[ap]\.?m\b|uhr\b|h\b)|\d{4} ?(?:hrs?|gmt)\b/iu;

/** An article tells what happened and what others say. */
const REPORTS =
  /(?<!\p{L})(?:was|were|had|did|said|says?|told|wrote|added|he|she|they|his|her|their|fue|dijo|había|war|waren|sagte|wurden?|hatte|était|avait|selon)(?!\p{L})|["“«„]/iu;
/** A longer sentence is the article's, in UTF-16 units. */
const MAX_REQUEST_LENGTH = 300;

/**
 * Whether a paragraph asks editors to wait in words that no wording lists: `Media may report from 23:30 on Wednesday`. What is no sentence, such as
 * `NOT TO BE NAMED BEFORE 22:30`, and what is removed from the article need not name the media.
 */
export function asksToWait(text: string, isRemoved = false): boolean {
  return text.split(SENTENCE_END).some((sentence) => {
    if (sentence.length > MAX_REQUEST_LENGTH || !CUES.publish.test(sentence) || REPORTS.test(sentence)) return false;
    const waits = CUES.before.test(sentence);
    const forbids = CUES.not.test(sentence);
    const asks = forbids || CUES.ask.test(sentence);
    if (waits && isRemoved) return asks;
    if (waits && forbids && CLOCK.test(sentence) && !endsSentence(sentence)) return true;
    if (!CUES.media.test(sentence)) return false;
    return (waits && asks) || (CUES.from.test(sentence) && (asks || CUES.allow.test(sentence)));
  });
}

function words(source: string): RegExp {
  return new RegExp(`(?<!\\p{L})(?:${source.replace(/\s*\n\s*/gu, '')})(?!\\p{L})`, 'iu');
}

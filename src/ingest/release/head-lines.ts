import { isDate, isOrnament } from '../text-shape.ts';
import { isDateLine } from './find-date.ts';
import type { Line } from './read-lines.ts';

/** Longer lines, in UTF-16 units, belong to the text. */
const MAX_LABEL_LENGTH = 120;
const MAX_FIELD_LENGTH = 250;

export const ORNAMENT = 'an ornament';
export const LABEL = 'a label';
export const LETTERHEAD = 'a letterhead';
const MAIL_LINK = 'a link to the mail';

interface HeadRule {
  /** What an editor is told. */
  readonly rule: string;
  readonly pattern: RegExp;
}

/** `PRESS RELEASE No. 41/2026`, `FOR IMMEDIATE RELEASE: Nov. 12, 2026`: only a number or a date can follow. */
const RELEASE_LABEL =
  /^\W*(?:(?:for )?immediate release|(?:press|news|media) (?:release|statement|advisory)|for (?:immediate )?(?:publication|use|broadcast)|(?:breaking |world |national |local |church )?news|opinion|analysis|commentary|editorial|feature|exclusive|urgent|correction|clarification|berichtigung|korrektur|corrección|rectificatif|bulletin|begin|start|more|\d{2,4} words|\d{1,2}[- ]min(?:ute)?s?(?: read)?|press(?:e)?(?:mitteilung|information|meldung)|medienmitteilung|zur sofortigen veröffentlichung|nota de prensa|comunicado(?: de prensa)?|para (?:difusión|publicación) inmediata|communiqué(?: de presse)?|pour (?:diffusion|publication) immédiate)(?!\p{L})/iu;
const NUMBER = /^\W*n(?:r|o|º|°|um(?:mer|ber|éro)?)\.? ?\d[\d/.-]*$/iu;

/** Lines above the headline, and between it and the text, that are not part of the article. */
const HEAD_RULES: readonly HeadRule[] = [
  // View this e-mail in your browser
  { rule: MAIL_LINK, pattern: /^\W*view (?:this (?:e-?mail|message) )?(?:in|online|it in)\b.{0,40}$/iu },
  // Im Browser ansehen · Ver en el navegador · Voir dans le navigateur
  {
    rule: MAIL_LINK,
    pattern:
      /^\W*(?:(?:e-?mail )?(?:im browser|online) (?:ansehen|anzeigen|öffnen|lesen)|ver(?:lo)? en (?:el |su |tu )?navegador|(?:voir|lire|afficher) dans (?:le |votre )?navigateur)\W*$/iu,
  },
  // Having trouble viewing this e-mail? Click here · Können Sie diese E-Mail nicht lesen? Im Browser ansehen
  {
    rule: MAIL_LINK,
    pattern:
      /^[^.]{0,80}\b(?:e-?mails?|newsletter|message|nachricht|correo|mensaje|courriel)\b[^.]{0,50}[?!,:] ?[^.?!,:]{0,30}(?:\bbrowser|navegador|navigateur|click here|klicken sie(?: bitte)? hier|hier klicken|haga clic aquí|cliquez ici)(?: ansehen| anzeigen| öffnen| lesen)?\W*(?:https?:\S+)?\W*$/iu,
  },
  // Norderveen, 12. November 2026 · Port-au-Sel, le 12 novembre 2026
  {
    rule: 'a date',
    pattern:
      /^\p{Lu}\p{Ll}[\p{L} .'’-]{0,40}, (?:(?:le|el|den|am) )?\d{1,2}\.? (?:de )?\p{L}{3,10}\.?,? (?:de )?\d{4}$/u,
  },
  // US--Harbour Choir,2nd Ld · BC-EU--Ferry, 1st Ld-Writethru, HW 430 · r i BC-FERRY 11-12 0430 · a0147
  {
    rule: 'a slug line',
    pattern:
      /^(?:(?:[a-z] [a-z] )?(?:(?:[A-Z]{2}-)?[A-Z]{2,3}--\S|(?:BC|AM|PM)-[A-Z]{2}).{0,80}|.{1,60}, ?\d(?:st|nd|rd|th) Ld\b.{0,30}|[a-z]\d{4})$/u,
  },
  // Slug: ferry · Keywords: ferry, islands · Word count: 430
  {
    rule: 'a field of the newsroom',
    pattern:
      /^(?:slug(?:line)?|keywords?|categor(?:y|ies)|tags?|topics?|word ?count|words|length|desk|priority|stichwörter|palabras clave|mots[- ]clés) ?: ?\S/iu,
  },
  // From: the desk of Ruth Adler · FROM THE OFFICE OF THE MAYOR
  {
    rule: LETTERHEAD,
    pattern:
      /^(?:news )?from(?: ?: ?| the (?:desk|office|press office|newsroom|diocese|archdiocese|parish|university|ministry|city|council) of )\S.{0,80}(?<![.!?”"])$/iu,
  },
  // PHOTO: The last boat (Jon Aas) · CAPTION: The ferry at low tide.
  {
    rule: 'a photo line',
    pattern:
      /^\W{0,2}(?:(?:lead |main |featured? )?(?:photo|image|picture)s?|(?:photo |image )?captions?|cutline|fotos?|bild(?:unterschrift|text)?|pie de foto|légende)(?: \d| \([^)]{1,30}\))? ?: ?\S/iu,
  },
];

const MAIL_ADDRESS = /\S@[\w-]+(?:\.[\w-]+)+/u;
/** At least seven digits, in the groups of a telephone number and not of a date. */
const TELEPHONE = /(?:\+|\(\+?|(?<![\d-])0)\d[\d ()./-]{5,}\d|(?<!\d)\d{3}[ .-]\d{3,4}(?:[ .-]?\d{2,4})(?!\d)/u;
const CONTACT =
  /^\W*(?:for (?:more|further|additional) information[,:]?(?: please)?(?: contact)?|(?:for )?(?:(?:media|press|news|editorial) )?(?:contacts?|enquiries|inquiries|queries)(?: person| information| details)?|(?:presse)?kontakt|ansprechpartner(?:in)?|contacto(?: de prensa)?|contact presse)\b[^:]{0,40}:/iu;

/** What a line above the body is, if it is not part of the article; `undefined` for any other line. */
export function findHeadRule(line: Line): string | undefined {
  const { text, columns } = line;
  if (isOrnament(text)) return ORNAMENT;
  if (text.length <= MAX_LABEL_LENGTH) {
    if (isDateLine(text) || isDate(text)) return 'a date';
    if (isReleaseLabel(text)) return LABEL;
  }
  if (text.length > MAX_FIELD_LENGTH) return undefined;
  if (
    columns?.every((column) => isReleaseLabel(column) || isDate(column) || CONTACT.test(column) || hasContact(column))
  ) {
    return 'a letterhead in columns';
  }
  return HEAD_RULES.find(({ pattern }) => pattern.test(text))?.rule;
}

function isReleaseLabel(text: string): boolean {
  const rest = text.replace(RELEASE_LABEL, '');
  return (
    NUMBER.test(text) || (rest !== text && (isOrnament(rest) || NUMBER.test(rest) || isDate(rest.replace(/^\W+/u, ''))))
  );
}

/** Whether a line begins a block of contacts: `Media contact: …`, `For more information, contact:`. */
export function isContact(text: string): boolean {
  return text.length <= MAX_FIELD_LENGTH && CONTACT.test(text);
}

/** Whether a line of a letterhead or contact has a mail address or a telephone number. */
export function hasContact(text: string): boolean {
  return (
    text.length <= MAX_FIELD_LENGTH && (MAIL_ADDRESS.test(text) || TELEPHONE.test(text) || /^www\.\S+$/iu.test(text))
  );
}

/** `Press Office`, `Diocese of Ardun`, `14 Market Square`, `26999 Norderveen`: a letterhead, if a label follows it. */
export function isLetterhead(text: string): boolean {
  return (
    text.length <= MAX_LABEL_LENGTH &&
    (/\b(?:press|media|communications?|public affairs) (?:office|department|service|team|desk)\b|\boffice of\b|\b(?:diocese|archdiocese|ministry|department|council|board|city|town|municipality|university|church) of\b|pressestelle|pressebüro|gabinete de|ayuntamiento|oficina de|mairie|service (?:de )?(?:communication|presse)|^bistum|^stadt\b/iu.test(
      text,
    ) ||
      /^\d{1,5}\p{Ll}? \p{Lu}\p{L}+ (?:street|st\.?|road|rd\.?|avenue|ave\.?|square|lane|close|way|drive|quay|place|hill)\b|\b\d{4,5} \p{Lu}\p{Ll}|\p{Ll}(?:platz|straße|str\.|gasse|weg) \d/iu.test(
        text,
      ))
  );
}

const GREETING =
  /^(?:(?:(?:most )?reverend|dear|hi|hello|hey|good (?:morning|afternoon|evening|day)|greetings|estimad[oa]s?|hola|buen[oa]s (?:días|tardes)|querid[oa]s?|sehr geehrte[rs]?|liebe[rs]?|guten (?:tag|morgen)|hallo|madame|mesdames|monsieur|messieurs|bonjour|cher|chère|chère?s)(?: [^.!?:,]{1,50}| ?, ?(?:madame|monsieur|messieurs))?[,:!]|(?:dear|hi|hello|good (?:morning|afternoon)) (?:all|colleagues?|editors?|everyone|friends|there|team|sir or madam)[.,!]?|to whom it may concern[,:]?)$/iu;
const COVERING_NOTE =
  /\b(?:(?:press|news|media) release|release (?:is )?(?:below|attached)|please (?:find|see|consider|run|use)|find (?:attached|below|our)|(?:is|are|photos?) attached|hope (?:you|this|that you)|of interest|your (?:readers|consideration|newspaper)|let me know|feel free|anbei|pressemitteilung|veröffentlichung|(?:les|le) (?:remitimos|enviamos|adjunt\p{L}+)|adjunt\p{L}+|nota de prensa|veuillez|ci-(?:dessous|joint)|communiqué|below is|see below|(?:version|story|text|copy|piece) below|as (?:discussed|promised|agreed))\b/iu;

/** `Dear Editor,`, `Hi Miriam,`, `Good morning colleagues`. */
export function isGreeting(text: string): boolean {
  return text.length <= 80 && GREETING.test(text);
}

/** A covering note that is certain without a greeting: `Please find our statement below.`, `Here is the corrected version.` */
const LONE_NOTE =
  /^(?:(?:please |kindly )?(?:find|see) (?:attached|below|enclosed|the attached|our)\b|(?:attached|below|enclosed|here) (?:is|are|please find)\b|anbei\b|im anhang\b|adjunt\p{L}+ |(?:le|les) (?:remit|envi|adjunt)(?:o|amos|imos)\b|veuillez trouver\b).{0,160}\b(?:attached|below|enclosed|release|statement|version|pressemitteilung|mitteilung|nota de prensa|comunicado|communiqué).{0,80}[.:!]$/iu;

/** Whether a paragraph below a greeting speaks of the release: `Please find our press release below.` */
export function isCoveringNote(text: string): boolean {
  return text.length <= 600 && COVERING_NOTE.test(text);
}

/** Whether a first paragraph speaks of the release and of nothing else. */
export function isLoneNote(text: string): boolean {
  return text.length <= MAX_FIELD_LENGTH && LONE_NOTE.test(text);
}

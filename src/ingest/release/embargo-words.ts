import { scanMoment } from '../scan-moment.ts';

/** The words of notes to editors in English, Spanish, German and French, by what they say. To add a word, add it here and a case to the tests. */
const WORDS = {
  // Says enough alone.
  embargo:
    'embargo embargoed embargos embargoes embargado embargada embargados embargadas embargofrist presseembargo medienembargo sperrfrist sperrfristende sperrfristvermerk sendesperrfrist redesperrfrist sperrvermerk hfr blackout',
  kill: 'kill',
  // Needs an end: `Quarantined until Friday`.
  secret:
    'confidential confidencial confidentiel confidentielle vertraulich private quarantine quarantined sealed locked lock restricted reservado reservada gesperrt wraps',
  // Needs an end, an object or a request: `Hold until Friday`, `Hold this story`, `Please hold`.
  hold: 'hold holding held withhold delay delayed wait keep kept retener retenido retenida zurückhalten zurückgehalten',
  advance: 'advance adv',
  // Needs `not`, or an end: `Not for release`, `Release on Friday`.
  publish:
    'publish publication release difundir difusión publicar publicación publiquen difundan divulgar emitir utilizar publier diffuser diffusion parution paraître veröffentlichen veröffentlichung publizieren publikation verwenden verwendung verbreiten weitergeben freigabe freigegeben frei sendefrei sendefreigabe abdruck',
  // Needs `not`, or an end and a verb such as `to be`: `Published on Friday` is a date.
  published:
    'published released transmitted distributed posted aired printed reported circulated quoted shared disclosed public used utilizado publicado publicada publicarse difundirse difundido difundida publié publiée diffusé diffusée veröffentlicht verbreitet verwendet gesendet',
  // Needs `not`, or an end and a limit: `Use after 6 p.m.`. `Broadcast: Sunday` is a programme.
  use: 'use air broadcast broadcasts print run post upload tweet tweets quote report reporting share circulate circulation distribution distribute transmission transmit dissemination disseminate disclose disclosure coverage posting publishing releasing broadcasting airing media live web online usar uso utiliser utilisation senden sendung berichten',
  not: "not no don't never cannot nicht keine pas ne non prohibido prohibida prohibidos prohibidas interdit interdite nothing none",
  limit:
    "earliest before until till til 'til prior earlier than after from hasta antes partir bis vor ab erst frühestens nach avant jusqu'à jusqu'au dès après upon once pending",
  modal: 'to may can must should darf dürfen puede podrá debe peut doit se',
  ask: 'please kindly pls plz applies apply bitte bitten beachten respect observe note gilt respetar respeten respecter ruega rogamos favor merci veuillez prière solicita',
  this: 'texto texte this these it story stories copy text all editions item piece',
  article: 'the a an la el los las die der das le les une un una',
  // An end without a day: `For release after the service`.
  event:
    'delivery delivered redebeginn speech event mass liturgy ceremony sermon homily address meeting vigil synod audience angelus service conference announcement sunrise sunset spring summer autumn winter notice weiteres aviso ordre',
  papers: 'papers paper ams pms pm edition editions',
  immediate: 'immediate immediately now receipt inmediata inmediato immédiate immédiat sofort sofortigen',
  other: `subject status sensitive strict strictly absolutely do nb that is are be been force place stands remains remain any and or in of as with at by up through for on off only yet still there under circumstances account s further onward general social more mandatory bulletin
    press news releases report study statement document material materials information content contents photos results details mail e mails attachments attached below everything everyone eds back
    lifted lifts lift ends end expires expire expiry expiring effective thereafter start begins beginning launch opening closing period planned scheduled cleared approved authorised authorized permitted allowed available free good ok okay go goes going put made making out agreed agree our your us we ask that you sent moved filed repeating weekender
    local time times date day days hour hours draft preview planning background purposes legal confirmation clearance approval awaiting check checked against remarks prepared spoken word prevails counts trailed extracts excerpts
    est edt et ct cst cdt mt mst mdt pt pst pdt bst cet cest eet eest msk ist idt jst aest aedt sast eat wat mez mesz eastern central european british standard daylight pacific mountain london jerusalem york new rome paris berlin washington geneva
    zur zum den dem des im am um uhr ortszeit achtung beginn rede ist endet und noch möglich zu werden sie diese dieser meldung pressemitteilung mitteilung unter einer einem unterliegt mit presse medien auf für nur gestattet erlaubt bestimmt wort gesprochene es
    de del su para desde hora horas por todavía aún esta este está información informativo nota comunicado bajo con sujeto sujeta levanta termina estricto prensa periodístico autorizada permitida reproducción emisión ser lo nuevo cotejar discurso pronunciado
    sous à au aux du l d heure heures locale ce cet cette communiqué texte stricte libre uniquement autorisée possible être prend fin levé levée sera encore nouvel fait foi seul prononcé
    mo di mi fr sa
    doc docx pdf odt jpg png txt eml`,
} as const;

/** What a word says in a note to editors, or a day or time. */
type Role = keyof typeof WORDS | 'moment';

const ROLES: ReadonlyMap<string, readonly Role[]> = buildRoles();
/** A longer text is no note, in UTF-16 units. */
const MAX_NOTE_LENGTH = 300;
const MAX_MOMENT_LENGTH = 60;
const WORD = /[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*/uy;
const SIGNS = /[^\p{L}\p{M}\p{N}]+/uy;
const HALF_DAY = /\b([ap])\.m\b\.?/giu;
const PRESS_RELEASE = /\b(?:press|news|media) releases?\b/giu;
const IN_MAY = /\b(?:in|until|before|after|from) may\b/iu;
const FOR = /\b(?:for|only|für)\b/iu;
/** Enough without other words. */
const ALONE = /^\W*(?:(?:on )?hold(?:\W+hold)*|advance|adv)\W*$/iu;
const RUN = /^\W*(?:run|use)\b/iu;
/** The marks of an advance copy of a speech. */
const ADVANCE_COPY =
  /(?<!\p{L})(?:check(?:ed)? against delivery|as prepared|(?:remarks|text) prepared for delivery|es gilt das gesprochene wort|the spoken word (?:prevails|counts)|seul le prononcé fait foi|cotejar con el discurso pronunciado)(?!\p{L})/iu;

function buildRoles(): ReadonlyMap<string, readonly Role[]> {
  const roles = new Map<string, readonly Role[]>();
  for (const [role, words] of Object.entries(WORDS) as [Role, string][])
    for (const word of words.split(/\s+/u)) roles.set(word, [...(roles.get(word) ?? []), role]);
  return roles;
}

/** Whether a text has nothing but words of notes, days and times. Such a text is no sentence of an article. */
export function isPure(text: string): boolean {
  return readWords(text.slice(0, MAX_NOTE_LENGTH)) !== undefined;
}

/** Whether a pure text asks editors to wait, in any order of words. */
export function isNote(text: string): boolean {
  const said = readWords(text);
  if (said === undefined) return false;
  const says = (...roles: readonly Role[]) => roles.some((role) => said.has(role));
  const dated = says('moment', 'event') || IN_MAY.test(text);
  const ends = dated || says('limit');
  const isFor = FOR.test(text);
  if (says('kill') || ADVANCE_COPY.test(text)) return true;
  if (says('embargo')) return ends || says('ask', 'this', 'not') || !says('article');
  if (says('not')) return says('publish', 'published', 'use') || (says('limit') && says('moment'));
  if (says('immediate')) return false;
  if (says('ask') && says('limit') && says('moment')) return true;
  if (/\bheld (?:on|at|in|every)\b/iu.test(text)) return false;
  if (says('hold')) return ends || isFor || says('publish', 'ask', 'this') || ALONE.test(text);
  if (says('secret')) return says('limit');
  if (says('advance')) return ends || says('this') || ALONE.test(text);
  if (/ of /iu.test(text) || (says('article') && !says('limit'))) return false;
  if (says('publish')) return dated;
  if (says('published')) return dated && says('modal', 'limit', 'event');
  if (says('use')) return dated && (isFor || says('limit', 'modal') || RUN.test(text));
  return isFor && says('moment') && (says('this', 'papers') || /^\W*for\b.*\d/iu.test(text));
}

/** Whether a pure text states an end. A note without one can add to a line that states it. */
export function hasEnd(text: string): boolean {
  const said = readWords(text);
  return said?.has('moment') === true || said?.has('limit') === true;
}

/** Whether a pure text has no words that change its moment, such as `an hour before` or `after the service`. */
export function isCertain(text: string): boolean {
  return (
    readWords(text)?.has('event') === false &&
    !/\b(?:hours?|days?|horas?|heures?|start|begins|beginning|end|still|until further)\b/iu.test(text)
  );
}

/** What a text says; `undefined` if it has another word. */
function readWords(written: string): ReadonlySet<Role> | undefined {
  const text = written.replace(HALF_DAY, '$1m').replace(PRESS_RELEASE, 'text');
  if (text.length > MAX_NOTE_LENGTH) return undefined;
  const said = new Set<Role>();
  for (let index = 0; ; ) {
    index += matchAt(SIGNS, text, index).length;
    const word = matchAt(WORD, text, index);
    if (word === '') return index === text.length ? said : undefined;
    const roles = findRoles(word);
    // `el 13 de noviembre`, `the 13th`
    const isMoment = roles === undefined || (roles.includes('article') && word.length > 1);
    const moment = isMoment ? scanStated(text.slice(index, index + MAX_MOMENT_LENGTH)) : 0;
    if (moment === 0) {
      if (roles === undefined) return undefined;
      for (const role of roles) said.add(role);
    } else {
      said.add('moment');
      // A moment can hold words such as `before`.
      const inside = text.slice(index, index + moment).match(/\p{L}+/gu) ?? [];
      for (const role of inside.flatMap((each) => findRoles(each) ?? [])) if (role !== 'article') said.add(role);
    }
    index += moment === 0 ? word.length : moment;
  }
}

function scanStated(text: string): number {
  const { stated, end } = scanMoment(text);
  return stated ? end : 0;
}

function findRoles(word: string): readonly Role[] | undefined {
  const plain = word.toLowerCase().replaceAll('’', "'");
  if (/^adv\d+$/u.test(plain)) return ['advance', 'moment'];
  return ROLES.get(plain) ?? ROLES.get(plain.replace(/^[dl]'/u, ''));
}

function matchAt(form: RegExp, text: string, index: number): string {
  form.lastIndex = index;
  return form.exec(text)?.[0] ?? '';
}

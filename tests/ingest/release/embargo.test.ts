import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { finishArticle } from '../../../src/ingest/finish-article.ts';
import { findEmbargo } from '../../../src/ingest/release/embargo.ts';
import { readArticle } from '../../../src/ingest/release/read-article.ts';
import { readLines } from '../../../src/ingest/release/read-lines.ts';
import { visibleFrom } from '../../../src/model/visibility.ts';

const HEADLINE = 'Ferry to Skarholm to Sail Again';
const PARAGRAPHS = [
  'The island ferry will sail again in the spring, nine years after the last boat was sold.',
  'The council bought a second-hand vessel.',
];

/** Where a line can stand in a release. */
const POSITIONS: readonly ((line: string) => readonly string[])[] = [
  (line) => [line, '', HEADLINE, '', ...PARAGRAPHS],
  (line) => [HEADLINE, line, '', ...PARAGRAPHS],
  (line) => [HEADLINE, 'By Anna Lee', line, '', ...PARAGRAPHS],
  (line) => [HEADLINE, 'By Anna Lee', '', line, '', ...PARAGRAPHS],
  (line) => [HEADLINE, '', PARAGRAPHS[0] ?? '', '', line, '', PARAGRAPHS[1] ?? ''],
  (line) => [HEADLINE, '', ...PARAGRAPHS, '', line],
  (line) => [HEADLINE, '', ...PARAGRAPHS, '', '###', `1. ${line}`],
  (line) => [HEADLINE, '', ...PARAGRAPHS, '', '--', 'Anna Lee', line],
  (line) => [HEADLINE, '', ...PARAGRAPHS, '', 'On Thu, Nov 12, 2026 Desk <desk@wire.example> wrote:', `> ${line}`],
  (line) => [`Subject: ${HEADLINE} - ${line}`, 'From: Desk <desk@wire.example>', '', ...PARAGRAPHS],
];

const kindOf = (lines: readonly string[]) => findEmbargo(readLines(lines.join('\n')), undefined).embargo.kind;

/** None states a certain moment. */
const EMBARGOES = [
  'EMBARGOED UNTIL FRIDAY MORNING',
  'Embargoed Until: 13 November 2026, 9:00 AM EST',
  'Embargoed till 6pm Friday',
  'embargoed to 0900 Friday 13 November',
  '**EMBARGO** 13 NOV',
  'STRICT EMBARGO - 00.01 Friday',
  'STRICTLY EMBARGOED FOR FRIDAY',
  'Under embargo until delivery',
  'UNDER EMBARGO UNTIL THE BEGINNING OF THE SERVICE',
  'Embargo lifts at 9am ET on Friday',
  'Embargo ends Friday 13 November at noon',
  'Embargo expires: 13/11/2026',
  'Embargo lifted Friday 9am',
  'EMBARGO UNTIL PUBLICATION IN THE JOURNAL',
  'Press embargo: Friday, 5 p.m.',
  'Media embargo until 9 a.m.',
  'EMBARGO: NOT FOR USE BEFORE SUNDAY',
  "Embargo'd until Friday",
  'Friday embargo',
  '9 a.m. Friday embargo',
  'Embargoed copy',
  'EMBARGOED MATERIAL',
  'Embargoed press release',
  'Embargo notice: this release may be used from Friday',
  'PRESS RELEASE - EMBARGOED UNTIL FRIDAY',
  'PRESS RELEASE, EMBARGOED UNTIL FRIDAY 9 AM',
  'Press release embargoed until Friday 9am',
  'News release (embargoed until Friday 9am)',
  'MEDIA ADVISORY: embargoed for 9am Friday',
  'NOT FOR RELEASE BEFORE 9AM',
  'Not for release until Friday',
  'NOT FOR PUBLICATION UNTIL AFTER THE MASS',
  'Not for broadcast or publication before 6 p.m. Friday',
  'Not for use before 13 November',
  'Not to be released before Friday',
  'Not to be published until 9am on Friday',
  'NOT FOR PUBLICATION',
  'Do not publish before Friday',
  'DO NOT RELEASE UNTIL FRIDAY',
  'DO NOT USE BEFORE SUNDAY',
  'Please do not publish before 6 p.m. on Friday.',
  'Please do not share before Friday.',
  'Please do not use this story before Friday.',
  "Please don't post this until 9am.",
  'Kindly do not publish until Friday.',
  'Media are asked to hold this until Friday.',
  'Journalists are kindly asked to hold the story until 9 a.m.',
  'Editors are requested not to publish before Friday.',
  'We ask you not to publish this before Friday.',
  'We kindly ask that you observe the embargo.',
  'Please respect the embargo.',
  'Please note the embargo.',
  'Please hold until Friday.',
  'Please hold for release on Friday.',
  'HOLD FOR RELEASE',
  'HOLD FOR RELEASE FRIDAY',
  'HOLD FOR RELEASE UNTIL FRIDAY',
  'HOLD UNTIL FRIDAY',
  'Hold until 9 am',
  'HOLD FOR RELEASE IN SPRING',
  'Hold until the bishop has spoken',
  'HFR',
  'HFR Friday',
  'HFR 11/13',
  'FOR RELEASE FRIDAY',
  'FOR RELEASE: Friday, November 13, 2026',
  'FOR RELEASE NOVEMBER 13, 2026',
  'For Release: 11/13/2026',
  'FOR RELEASE AT 9 A.M. FRIDAY',
  'For release on or after November 13',
  'FOR RELEASE AFTER THE SERVICE',
  'FOR RELEASE UPON DELIVERY',
  'For release 0001 GMT Friday',
  'For release at noon',
  'FOR RELEASE TOMORROW',
  'FOR PUBLICATION FRIDAY',
  'FOR PUBLICATION ON OR AFTER NOVEMBER 13',
  'FOR USE SUNDAY, NOV. 15',
  'For use on Sunday',
  'For broadcast after 6pm',
  'FOR SUNDAY RELEASE',
  'FOR FRIDAY PAPERS',
  'For Sunday, Nov. 15',
  'ADVANCE FOR SUNDAY',
  'ADVANCE FOR RELEASE SUNDAY',
  'Advance for Sunday, Nov. 15, and thereafter',
  'ADVANCE COPY',
  'Advance copy - not for release',
  '^ADV15',
  'BC-US--Harbour Choir, ADV15',
  '^Adv for Sunday',
  '(ADV) Harbour Choir',
  'NOT BEFORE FRIDAY',
  'Not before 9am',
  'Release date: Friday',
  'RELEASE DATE: 13 November 2026',
  'Release time: 9 a.m.',
  'Release: Friday 13 November',
  'RELEASE ON FRIDAY',
  'Release after 6 pm',
  'Publish on Friday',
  'To be published on Friday',
  'To be released 13 November 2026',
  'Publication date: 13 November 2026',
  'Date of publication: 13 November 2026',
  'May be published from Friday 9am',
  'This story may be published from Friday.',
  'This story may not be published before Friday.',
  'It must not be published before Friday.',
  'This release must not be used before 9am.',
  'This press release is embargoed.',
  'This press release is strictly embargoed until Friday.',
  'This release is under embargo until Friday.',
  'The attached release is under strict embargo until Friday.',
  'The information below is embargoed until Friday.',
  'All information is under embargo until Friday.',
  'It is embargoed until Friday.',
  'This is embargoed until Friday.',
  'Attached is our embargoed report.',
  'Please find attached the report, embargoed until Friday.',
  'NB: embargoed till Friday noon',
  'NB embargoed till Friday noon',
  'Note: this is embargoed until Friday',
  'The embargo lifts at 9 a.m. on Friday.',
  'The embargo ends on Friday.',
  'EMBARGO APPLIES UNTIL FRIDAY',
  'Embargado hasta el viernes',
  'BAJO EMBARGO HASTA EL VIERNES',
  'Embargo hasta las 10 horas',
  'Embargo informativo hasta el viernes',
  'No publicar antes del viernes',
  'NO DIFUNDIR HASTA EL VIERNES',
  'Prohibida su publicación hasta el viernes',
  'Para publicar a partir del 13 de noviembre',
  'Para su publicación el viernes 13 de noviembre',
  'Para difusión a partir de las 10',
  'Se ruega no publicar antes del viernes.',
  'Rogamos respetar el embargo.',
  'Esta nota está embargada hasta el viernes.',
  'Este comunicado está bajo embargo hasta el viernes.',
  'SPERRFRIST: Freitag, 10 Uhr',
  'Sperrfrist bis Freitag 10 Uhr',
  'Sperrfrist 13. November 2026',
  'SPERRFRIST!',
  'Achtung, Sperrfrist: Freitag',
  'Achtung Sperrfrist Freitag',
  'Sperrfrist Redebeginn',
  'Gesperrt bis Freitag, 10 Uhr',
  'Gesperrt bis Redebeginn',
  'Frei ab Freitag 10 Uhr',
  'Freigegeben ab 13. November',
  'Frei für Sonntag',
  'Nicht vor Freitag veröffentlichen',
  'Bitte nicht vor Freitag veröffentlichen.',
  'Bitte nicht vor 10 Uhr verwenden',
  'Nicht zur Veröffentlichung vor Freitag',
  'Zur Veröffentlichung ab Freitag',
  'Veröffentlichung erst ab Freitag',
  'Veröffentlichung frei ab 10 Uhr',
  'Bitte beachten Sie die Sperrfrist.',
  'Diese Meldung ist bis Freitag gesperrt.',
  "SOUS EMBARGO JUSQU'AU VENDREDI",
  'Embargo jusqu’au vendredi',
  'Embargo : vendredi 10h',
  'Ne pas diffuser avant vendredi',
  'À ne pas publier avant vendredi',
  'Publication interdite avant vendredi',
  'Diffusion autorisée à partir de vendredi 10h',
  'Pour publication vendredi',
  'Merci de ne pas publier avant vendredi.',
  "Merci de respecter l'embargo.",
  "Ce communiqué est sous embargo jusqu'à vendredi.",
  'E M B A R G O',
  '* E M B A R G O E D *',
  'Status: EMBARGOED',
  '“Embargoed until Friday”',
  '"EMBARGOED UNTIL FRIDAY"',
  '>> EMBARGOED UNTIL FRIDAY <<',
  '~~~ EMBARGO FRIDAY ~~~',
  'Embargoed until the release of the Gospel film',
  'Embargoed until 13 November 2026, 09:00 GMT or on delivery',
  'Embargoed until 13 November 2026, 09:00 GMT (10:00 CET)',
  'Embargoed until 13 November 2026, 09:00 GMT - to be confirmed',
  'Embargoed until one hour before 13 November 2026, 09:00 GMT',
  'Embargoed until 13 November 2026, 00:00 GMT',
  'This report is for release on Friday only.',
  'For release Friday: Bishop Opens Door',
  'Strictly not for publication before Friday',
  'Strictly not for release until 9am',
  'Confidential until Friday',
  'Confidential and not for publication before Friday',
  'Not for onward distribution before Friday',
  'Not for online publication before Friday',
  'No online publication before Friday',
  'Can be used after Friday',
  'Release is scheduled for Friday 9am',
  'Story to run Friday',
  'Run Friday',
  'For Friday, November 13',
  'Time of release: 9am',
  'Please publish on Friday',
  'Please release after 9am Friday',
  'Use only after 6pm',
  'Only for use after 6pm',
  'Only to be published after 6pm',
  'Do not print before Friday',
  'Not for air before Friday',
  'Hold story until Friday',
  'HOLD THIS UNTIL FRIDAY',
  'HOLD',
  'ON HOLD',
  'PLEASE HOLD',
  'Under strict press embargo until Friday',
  'Under a strict embargo until Friday',
  'This text is subject to an embargo until Friday.',
  'EMBARGO 6PM',
  'Embargo Friday 0001',
  'Embargo 13 Nov',
  'Advance text, not for release before Friday',
  'Preview copy: do not publish',
  'Not yet for publication',
  'DO NOT PUBLISH',
  'Lift date: Friday',
  'Embargo lifting time: Friday 9am',
  'Post-dated: Friday',
  'Delayed release: Friday',
  'Time embargo: 9am',
];

/** Ordinary copy, headlines and other labels. */
const OTHERS = [
  'Council Extends Arms Embargo on Karvenna',
  'The council has extended an arms embargo on Karvenna until 13 November 2027.',
  'The embargo on Cuba was lifted.',
  'The embargo on Cuba was lifted on Friday.',
  'The film was released on Friday.',
  'Released on Friday, the film is about a ferry.',
  'Prices will hold for the time being.',
  'Hold for the time being',
  'Troops advance on Friday',
  'Advance warnings for Sunday were sent to 4,000 families.',
  'The Embargo Ends',
  'Embargo on Oil to End Friday',
  'Oil Embargo Ends Friday',
  'U.S. Lifts Embargo on Wheat',
  'Embargo on Salt Ends After Sixty Years',
  'Hostages held until Friday are free',
  'FOR IMMEDIATE RELEASE',
  'For Immediate Release: November 13, 2026',
  'FOR RELEASE',
  'For release: immediately',
  'Release: Immediate',
  'Check against delivery',
  'CHECK AGAINST DELIVERY',
  'Es gilt das gesprochene Wort',
  'Embargo: none',
  'No embargo',
  'Not embargoed',
  'Para publicación inmediata',
  'Zur sofortigen Veröffentlichung',
  'Pour diffusion immédiate',
  'Sin embargo, el faro abre el viernes.',
  'Sin embargo el faro abrió el viernes 13 de noviembre.',
  'El embargo de la casa terminó el viernes.',
  "L'embargo sur le sel finit vendredi.",
  'L’embargo sur les armes est levé.',
  'Die Sperrfrist für Gülle beginnt am 1. November.',
  'Das Waffenembargo gilt bis Freitag.',
  'Das Embargo gegen Karvenna wurde am Freitag aufgehoben.',
  'The book will be published on Friday by the Harbour Press.',
  'The report was published on Friday.',
  'The report is to be published in spring.',
  'Not before time, the road was mended.',
  'Not Before Time: A Road Is Mended',
  'Not for the first time, the ferry was late.',
  'For use in Sunday schools, the songs are printed on one sheet.',
  'For Release From Fear, They Sang',
  'The bridge must not be used before Friday, the mayor said.',
  'Please do not feed the gulls before noon, says a sign.',
  'Residents are asked to boil water until Friday.',
  'Residents are asked not to use the bridge until Monday.',
  '“Please do not publish this before I am dead,” he said.',
  'Hold the line until Friday, the captain told them.',
  'Hold fast until morning, the captain said.',
  'They hold the bridge until help comes.',
  'Publication of the atlas is planned for Friday.',
  'Publication of the Atlas',
  'Free for All: A Market Without Money',
  'Frei von Angst',
  'Freitag ist der Markt geschlossen.',
  'Veröffentlichung der Briefe geplant',
  'Nicht vor dem Tor',
  'Advance Team Reaches the Valley',
  'ADVANCE OF THE SEA',
  'Adventists Meet in Ardun',
  'Under the Embargo',
  'Life Under Embargo',
  'Living Under Embargo in Karvenna',
  'Notes on the Embargo',
  'The grain was embargoed in May, and rotted.',
  'The grain was embargoed until May.',
  'The wheat is under embargo until May.',
  'The country is under an arms embargo until 2027.',
  'Diffusion of light in fog',
  'La publicación de las cartas sorprendió a todos.',
  'Publication d’un atlas',
  'The study appeared under embargo on Friday.',
  'The story may be published as a book.',
  'Broadcast times are on Friday at nine.',
  'Use of the road is free until Friday.',
  'The mayor holds office until 2027.',
  'Contact: Ruth Adler (not for publication): 01632 960 147',
  'Notes to editors (not for publication)',
  'No one may enter before Friday.',
  'No earlier than dawn',
  'Nothing was published before the war.',
  "Release of Friday's Prisoners",
  'Hold for Ransom',
  'Not for Sale Before Christmas',
  'They asked the press to respect their privacy until Friday.',
  'The bank may not be sold before Friday.',
  'Journalists were asked not to publish before Friday, the mayor said.',
  'The embargo ended on Friday, 13 November 2026, at 09:00 GMT, when the first lorry crossed the pass.',
  'An embargo, he said, hurts the baker first.',
  'What remains? An embargo.',
  'The statement said the embargo was unjust.',
  'The report says the embargo is unjust.',
  'The report says the country is under embargo.',
  'Please pray for the people who live under embargo.',
  'Releases of water until Friday flooded the road.',
];

describe('an embargo', () => {
  test.each(EMBARGOES)('is found wherever it stands: %s', (line) => {
    expect(POSITIONS.map((position) => kindOf(position(line)))).toEqual(POSITIONS.map(() => 'uncertain'));
  });

  test.each(OTHERS)('is not seen in other text: %s', (line) => {
    const texts = [
      [HEADLINE, '', line, '', ...PARAGRAPHS],
      [line, '', ...PARAGRAPHS],
      [HEADLINE, '', `${PARAGRAPHS[0]} ${line} ${PARAGRAPHS[1]}`],
    ];
    expect(texts.map(kindOf)).toEqual(['none', 'none', 'none']);
  });
});

describe('the guide', () => {
  const guide = readFileSync(join(import.meta.dirname, '../../../docs/articles.md'), 'utf8');
  const section = guide.slice(guide.indexOf('### Embargoes'), guide.indexOf('## Sources'));
  const rows = [...section.matchAll(/^\| `([^`]+)` \| (scheduled|refused|no embargo)/gmu)].map((row) => row.slice(1));
  const KINDS: Readonly<Record<string, string>> = { scheduled: 'until', refused: 'uncertain', 'no embargo': 'none' };

  test('has examples of everything', () => {
    expect(new Set(rows.map(([, what]) => what)).size).toBe(3);
  });

  test.each(rows)('says what happens with %s: %s', (line, what) => {
    const expected = KINDS[what ?? ''];
    expect([0, 1, 3, 5].map((index) => kindOf(POSITIONS[index]?.(line ?? '') ?? []))).toEqual([
      expected,
      expected,
      expected,
      expected,
    ]);
  });
});

const MOMENT = Date.UTC(2026, 10, 13, 9);
const MINUTE = 60_000;
const WORDINGS = [
  'EMBARGOED UNTIL',
  'Embargoed till',
  'Strictly embargoed until',
  'UNDER STRICT EMBARGO UNTIL',
  'Embargo:',
  'embargo lifts',
  'Embargo ends',
  'Not for publication before',
  'NOT FOR RELEASE OR BROADCAST UNTIL',
  'Do not publish before',
  'Please do not publish this before',
  'HOLD FOR RELEASE UNTIL',
  'Hold until',
  'HFR',
  'FOR RELEASE',
  'For release on or after',
  'ADVANCE FOR',
  'Release date:',
  'Not before',
  'This press release is embargoed until',
  'It may not be published before',
  'Media are asked to hold this until',
  'Embargado hasta',
  'No publicar antes de',
  'Sperrfrist:',
  'Gesperrt bis',
  'Frei ab',
  'Nicht zur Veröffentlichung vor',
  'SOUS EMBARGO JUSQU’AU',
  'Ne pas diffuser avant',
];
const CERTAIN = [
  '13 November 2026, 09:00 GMT',
  '9 a.m. GMT on Friday, November 13, 2026',
  'Nov. 13, 2026 at 9:00 AM UTC',
  '0900 GMT 13 Nov 2026',
  '2026-11-13T09:00:00Z',
  '2026-11-13 10:00 +01:00',
  '13/11/2026 09:00 GMT',
  'el 13 de noviembre de 2026 a las 09:00 GMT',
  'Freitag, 13. November 2026, 10 Uhr (UTC+1)',
  '13.11.2026, 10.00 Uhr (UTC+1)',
  'le vendredi 13 novembre 2026 à 9h00 GMT',
];
const UNCERTAIN = [
  'Friday',
  'Friday, 9 a.m.',
  'noon',
  'midnight GMT, 13 November 2026',
  '13 November 2026',
  'Nov. 13',
  '13 November, 09:00 GMT',
  '13 November 2026, 09:00',
  '13 November 2026, 9 a.m. ET',
  '13 November 2026, 10:00 CET',
  '13 November 2026, 09:00 IST',
  '05/11/2026 09:00 GMT',
  '13.11., 10 Uhr',
  'Thursday, 13 November 2026, 09:00 GMT',
  '13 November 2026, 09:00 GMT (05:00 EST)',
  '13 November 2026, 09:00 GMT - to be confirmed',
  '13 November 2026, 00:00 GMT',
  'viernes 13 de noviembre',
  'Freitag, 10 Uhr',
  'vendredi midi',
];
const CASES = [(text: string) => text, (text: string) => text.toUpperCase(), (text: string) => text.toLowerCase()];

/** Reads a release that arrives before its embargo ends. */
async function readDraft(lines: readonly string[]) {
  const read = await readArticle(
    { language: 'en', categories: [], trailing: [] },
    { path: 'a.txt', externalId: 'a.txt', bytes: Buffer.from(lines.join('\n')), modifiedAt: MOMENT - 60 * MINUTE },
    { now: MOMENT - 30 * MINUTE },
  );
  if (read.kind === 'invalid') return undefined;
  const finished = finishArticle('wire', read.value.article);
  return finished.kind === 'invalid' ? undefined : finished.value;
}

const line = (dates: readonly string[]) =>
  fc
    .tuple(
      fc.constantFrom(...WORDINGS),
      fc.constantFrom(...dates),
      fc.constantFrom(...CASES),
      fc.constantFrom('', '.', ' **'),
    )
    .map(([wording, date, change, end]) => `${change(`${wording} ${date}`)}${end}`);

describe('an article', () => {
  test('is never visible before its embargo ends, and is dated by it', async () => {
    await fc.assert(
      fc.asyncProperty(line(CERTAIN), fc.constantFrom(...POSITIONS), async (text, position) => {
        const draft = await readDraft(position(text));
        // A doubt refuses.
        if (draft === undefined) return;
        expect(draft).toMatchObject({ publishedAt: MOMENT, embargoUntil: MOMENT });
        expect(visibleFrom(draft)).toBe(MOMENT);
      }),
      { numRuns: 1500 },
    );
  });

  test('is scheduled where the embargo is certain, in the usual positions', async () => {
    const usual = POSITIONS.slice(0, 6);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...CERTAIN), fc.constantFrom(...usual), async (date, position) => {
        expect(await readDraft(position(`EMBARGOED UNTIL ${date}`))).toMatchObject({ embargoUntil: MOMENT });
      }),
    );
  });

  test('does not exist where the embargo is not certain', async () => {
    await fc.assert(
      fc.asyncProperty(line(UNCERTAIN), fc.constantFrom(...POSITIONS), async (text, position) => {
        expect(await readDraft(position(text))).toBeUndefined();
      }),
      { numRuns: 1500 },
    );
  });

  test('with a date in the future is scheduled', async () => {
    const draft = await readDraft(['Date: 13 November 2026, 09:00 GMT', '', HEADLINE, '', ...PARAGRAPHS]);
    expect(draft && visibleFrom(draft)).toBe(MOMENT);
  });

  test('whose embargo has passed is published, and dated no earlier than it', async () => {
    const draft = await readDraft(['Embargo: 12 November 2026, 09:00 GMT', '', HEADLINE, '', ...PARAGRAPHS]);
    expect(draft?.publishedAt).toBe(MOMENT - 60 * MINUTE);
    expect(draft && visibleFrom(draft)).toBe(MOMENT - 60 * MINUTE);
  });
});

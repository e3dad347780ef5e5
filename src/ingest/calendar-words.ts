/** Names of months and their abbreviations in English, Spanish, German and French, in lower case, January first. No name means two months. */
const MONTH_NAMES = [
  'january januar jänner janvier janv enero jan ene',
  'february februar febrero février févr fév feb',
  'march märz maerz marzo mars mär mrz mar',
  'april abril avril apr abr avr',
  'may mayo mai',
  'june junio juni juin jun',
  'july julio juli juillet juil jul',
  'august agosto août aout aug ago',
  'september septiembre setiembre septembre sept sep set',
  'october octubre oktober octobre oct okt',
  'november noviembre novembre nov',
  'december diciembre dezember décembre dec dic dez déc',
].map((names) => names.split(' '));

/** Names of weekdays in the same languages, Sunday first. `mar` (French for Tuesday) is left out: it is a month as well. */
const WEEKDAY_NAMES = [
  'sunday sonntag domingo dimanche sun dom dim',
  'monday montag lunes lundi mon lun',
  'tuesday dienstag martes mardi tuesd tues tue',
  'wednesday mittwoch miércoles miercoles mercredi weds wed mié mer',
  'thursday donnerstag jueves jeudi thurs thur thu jue jeu',
  'friday freitag viernes vendredi fri vie ven',
  'saturday samstag sonnabend sábado sabado samedi sat sáb sam',
].map((names) => names.split(' '));

const MONTHS: ReadonlyMap<string, number> = new Map(
  MONTH_NAMES.flatMap((names, index) => names.map((name) => [name, index + 1] as const)),
);
const WEEKDAYS: ReadonlyMap<string, number> = new Map(
  WEEKDAY_NAMES.flatMap((names, index) => names.map((name) => [name, index] as const)),
);

/** A regular expression source for the name of a month, with a full stop where it is abbreviated; longest names first. */
export const MONTH = toPattern(MONTHS);
/** A regular expression source for the name of a weekday, with a full stop where it is abbreviated. */
export const WEEKDAY = toPattern(WEEKDAYS);

/** The number of a month, January is 1; `undefined` for any other word. */
export function findMonth(name: string): number | undefined {
  return MONTHS.get(name.toLowerCase().replace(/\.$/u, ''));
}

/** The number of a weekday, Sunday is 0; `undefined` for any other word. */
export function findWeekday(name: string): number | undefined {
  return WEEKDAYS.get(name.toLowerCase().replace(/\.$/u, ''));
}

function toPattern(names: ReadonlyMap<string, number>): string {
  const longestFirst = [...names.keys()].toSorted((a, b) => b.length - a.length);
  return `(?:${longestFirst.join('|')})(?![\\p{L}\\p{M}])\\.?`;
}

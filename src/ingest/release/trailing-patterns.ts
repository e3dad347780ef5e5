// Patterns are tested on a paragraph without leading emoji, bullets and arrows. They are anchored at its start, without nested repetition,
// and worded so that a sentence of an article does not match: `Follow-up talks …`.

/** Headings of other articles, contacts and portraits of the agency. */
export const HEADINGS: readonly RegExp[] = [
  `(?:(?:the|our|today's|this week's) )?(?:latest|related|trending|recommended|featured|newest|must[ -]reads?|most (?:read|popular|viewed|shared|recent))(?: \\S+)*$`,
  `(?:our |the )?(?:more|other|further|top|recent|popular|breaking|new)(?: \\S+){0,4} (?:news|stories|headlines|articles|posts|coverage|reading|videos|episodes|releases|reports|reads)\\b`,
  `more (?:from|on this|like this|by)\\b`,
  `(?:the )?(?:latest|more|related|recommended|top|other|recent|read (?:more|next|also)|see also|also read|further reading|previously|also on|don't miss)[^.!?:]{0,60}:`,
  `read (?:more|also|next|on|this next|these)\\b`,
  `(?:see|also|you (?:may|might)(?: also| be)?|you['’]ll also|people also) (?:also|see|read|on|in|like|enjoy|interested|be interested)\\b`,
  `(?:in other news|editors?['’]s? (?:picks?|choice)|today's headlines|headlines|elsewhere|up next|what to read next|keep reading|further reading|news in brief|lee también|lea también|más noticias|te puede interesar|עוד באתר|קראו עוד|اقرأ (?:أيضا|أيضاً|المزيد)|المزيد)(?:$|[ :])`,
  `(?:(?:media|press|news|editorial|pr|public relations|general)(?: and \\S+)? )?(?:contacts?|enquir(?:y|ies)|inquir(?:y|ies)|contact information|contact details)(?: person)?(?: ?:|$)`,
  `(?:media|press) (?:contact|office|enquir|inquir|relations|officer)`,
  `(?:related links|(?:presse)?kontakte?|contactos?(?: de prensa)?|contacts? presse) ?:?$`,
].map(toExpression);

/** Whole lines after which nothing belongs to the article. */
export const END_MARKERS: readonly RegExp[] = [
  /^(?:# ?){2,}$/u,
  /^[-–—*[( ]+30[-–—*\]) ]*$/u,
  /^[-–—*[( #]*(?:END|ENDS|Ends|END OF (?:RELEASE|STORY|ARTICLE|TEXT)|FIN)[-–—*\]) #.]*$/u,
  /^[-–—*[( #]+(?:end|ends|fin)[-–—*\]) #.]+$/u,
  /^--$/u,
  /^\W*notes? (?:to|for) (?:the )?(?:editors?|news ?(?:rooms?|editors?)|journalists|media)\b.{0,60}$/iu,
  /^the post .{1,300} (?:first appeared|appeared first) on .{1,120}$/iu,
];

/**
 * The heading of a portrait of the sender: `About Harbour Wire`, `About us`, `ABOUT VALLEY RELIEF`; not `About the festival`. The text of
 * the portrait is below it, or after a colon.
 */
export const ABOUT =
  /^(?:About|ABOUT|Über|Acerca de|Sobre|À propos (?:de|du|d['’])) ?(?:(?:the|The|THE|das|den|die|la|La|le|el|El) )?(?<who>(?:us|Us|US|uns|nosotros|nous|(?:[Aa]uthor|[Ww]riter|[Aa]gency|[Mm]inistry)(?:s|\(s\))?|[\p{Lu}\p{Lo}][^.!?:]{1,80}?)) ?(?::(?<portrait> \S.*)?)?$/u;

/** Headings of what lawyers add below a release. */
export const LEGAL =
  /^(?:(?:cautionary (?:note|statement) (?:regarding|on|about) )?forward[- ]looking statements?|safe harbou?r(?: statement)?|disclaimer):?$/iu;

function toExpression(source: string): RegExp {
  return new RegExp(`^(?:${source})`, 'iu');
}

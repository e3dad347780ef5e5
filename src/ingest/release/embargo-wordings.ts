import { MONTH, WEEKDAY } from '../calendar-words.ts';

/** What must follow a wording, so that it is an embargo. */
export type Following =
  /** Anything: `not for publication before` says enough. */
  | 'anything'
  /** A day or time, a word such as `until`, or the end of the label. */
  | 'until'
  /** As above, but not the end: `FOR RELEASE` alone is no embargo. */
  | 'moment'
  /** In a label anything; in a sentence as `until`. */
  | 'label'
  /** A day or time, and nothing but words of embargoes. */
  | 'pure';

/** A wording of embargoes at the beginning of a line, a sentence or a label. */
export interface Wording {
  readonly form: RegExp;
  readonly following: Following;
}

const PUBLICATION =
  '(?:(?:onward |further )?(?:distribution|circulation|release)|air|publication|broadcast(?:ing)?|use|transmission|distribution|posting|airing|print(?:ing)?|dissemination|circulation|online|web)';
const PUBLISHED =
  '(?:released|published|broadcast|used|transmitted|distributed|posted|aired|printed|reported|disseminated|circulated|quoted|trailed|shared|disclosed|made public)';
const PUBLISH =
  '(?:release|publish|broadcast|use|transmit|distribute|post|air|print|run|report|disseminate|circulate|quote|share|disclose|upload)';
const BEFORE = '(?:before|until|till?|prior to|earlier than|ahead of|unless|yet)';
/** The object of `do not publish`. Other objects are ordinary copy: `Do not use the bridge before Monday`. */
const OBJECT =
  '(?:,? (?:this|the|it|these|any|of|or|and|in|form|release|story|text|information|material|content|statement|article|copy|online|below|anything))*';

/** The wordings, by language. To add one, add a line here and a case to the corpus. */
export const WORDINGS: readonly Wording[] = [
  // EMBARGOED UNTIL …, Strict embargo: …, Under embargo till …, Embargo lifts …, SOUS EMBARGO JUSQU’AU …, Sperrfrist: …
  until(
    "(?:(?:strict(?:ly)?|absolute|media|press|news|general|full|new|revised|updated|copy|private|under|presse|medien|mit|con|subject to|with|sous|bajo|sob|sotto|unter|onder|a|an|the|date|achtung|\\d{1,2}[- ]hour) )*(?:embarg(?:o['’]d|o|oed|oes(?=:)|oe|od|ed|ad[oa]s?|ati?|ata)|(?:presse|medien)-?embargo|embargofrist|(?:sende|rede)?sperr(?:frist(?:ende|vermerk)?|vermerk|e(?= bis))|эмбарго|(?:news|media|press|information) blackout|אמברגו|حظر النشر)(?: informativo| period[ií]stico| de prensa| presse| period| beachten)?(?: (?:for|against|from) (?:release|publication|broadcast|use|delivery)(?= (?:until|till?|on|before|at)|$))?(?: date(?: and |/)time)?",
  ),
  // Not for publication, broadcast or online use before …; not to be released until …
  anything(
    `not (?:yet )?(?:for|to be) (?:immediate |general |public )?(?:${PUBLICATION}|${PUBLISHED})(?:(?:,| or| and|/|,? for| in any form| online| on air| anywhere| outside|\\s)*(?:${PUBLICATION}|${PUBLISHED}))*(?: in any form| (?:to|on|by|in|via) (?:the )?\\p{L}+)?,? ${BEFORE}`,
  ),
  until(`not (?:yet )?for (?:immediate |general |public )?${PUBLICATION}(?:(?:,| or| and|/|\\s)*${PUBLICATION})*`),
  // Do not publish before …, DO NOT USE UNTIL …, do not release yet
  anything(`(?:do not|don['’]t|never) ${PUBLISH}(?:(?:,| or| and|/|\\s)*${PUBLISH})*${OBJECT},? ${BEFORE}`),
  until('do not (?:release|publish|broadcast|distribute|move)'),
  // No publication before …, NO USE UNTIL …
  anything(`no ${PUBLICATION}(?:(?:,| or| and|/|\\s)*${PUBLICATION})* ${BEFORE}`),
  // HOLD FOR RELEASE, Hold until …, hold this story till …, HFR
  label(
    '(?:pls |plz )?(?:hold|holding|held|withhold)(?: this| the| story| release| it| all| copy| one)* (?:for (?:release|publication|use)|until|till)(?! of\\b)',
  ),
  label(`hold(?:ing)? for (?:${WEEKDAY}|[ap]\\.?m\\.?|papers|obit(?:uary)?)`),
  until('(?:under (?:the )?)?pontifical secret|secreto pontificio|secret pontifical|päpstliches geheimnis'),
  label(
    '(?:awaiting|pending|needs) (?:final )?(?:sign-?off|approval|clearance)|sous réserve de (?:publication|confirmation|validation)|draft (?:\\d+|copy|only|for (?:comment|approval|review))|to be (?:read|proclaimed|preached) (?:at|in|from|on)|(?:pub)?status ?: ?(?:hold|held|withheld|draft)|withheld|legal hold|hold\\/\\p{L}+|not (?:yet )?(?:cleared|approved)|for planning(?: purposes)?(?: only)?',
  ),
  moment('emb\\.?'),
  pure('moves'),
  // OBIT PREP, Prepared obituary, LOCK-UP COPY
  label(
    '(?:obit(?:uary)?|nachruf) (?:prep(?:ared)?|advance|auf vorrat)|(?:prepared|advance) obit(?:uary)?|pre-?obit|lock-?up (?:copy|conditions|rules)',
  ),
  label('hfr'),
  anything('hold[.!,:]? do not (?:use|publish|release|run)'),
  // FOR RELEASE FRIDAY …, For publication on or after …, for use Sunday; not FOR RELEASE alone
  moment(
    `(?:only |text |copy |cleared |scheduled |slated |approved |available )?for (?:general |public |media )?(?:release|publication|use|broadcast|posting|airing|transmission)(?: only)?(?: (?:in )?[ap]\\.?m\\.?s? (?:papers|editions?))?(?: not? (?:earlier|sooner) than)?(?! of\\b)`,
  ),
  // For Sunday release, FOR FRIDAY PAPERS
  anything(
    `for ${WEEKDAY}(?:['’]s)?(?: a\\.?m\\.?| p\\.?m\\.?| morning| evening)? (?:release|use|publication|papers|editions?|broadcast|ams|pms)(?=$|[:)\\]])`,
  ),
  // For Sunday, Nov. 15; Use only after 6 p.m.; Delayed release: Friday; Confidential until …
  pure(`for(?= ${WEEKDAY},? (?:\\d|${MONTH})| ${MONTH} \\d)`),
  pure(
    'run|(?:story )?to run|use(?: only)?|lift(?:ing)?(?: date| time)?|(?:delayed|scheduled) release|post-?dated|private|(?:(?:paper|study|article|story|issue) )?go(?:es|ing)?[- ](?:live|public|online)|(?:court )?reporting restrictions?(?: apply| remain(?: in (?:place|force))?| in (?:place|force))?|release is scheduled',
  ),
  // Confidential to the clergy until …
  anything(
    '(?:private(?: and|,|/) ?)?(?:confidential|vertraulich|confidencial|confidentiel(?:le)?|reservad[oa]|internal|under wraps|sub secreto|secret|market[- ]sensitive|price[- ]sensitive)(?: \\p{L}+){0,3}? (?:until|till|hasta|bis|jusqu)',
  ),
  // Release date: …, Publish on …, To be published …, may be published from …
  moment(
    `(?:date|time) (?:of|for) (?:release|publication)|(?:release|publication|publish(?:ing)?|go[- ]live)(?: (?:date|time|day|only|not|it))*(?: (?:&|and|/) (?:time|date))?|(?:planned|scheduled|expected) (?:publication|release)(?: date| time)?|live (?:date|time)|(?:may|can|ok(?:ay)? to) (?:run|publish|use|release|go live)|(?:only )?to be ${PUBLISHED}|(?:may|can)(?: only)? be ${PUBLISHED}(?: only)?|free for (?:use|publication|release)|publishable|usable`,
  ),
  // ADVANCE FOR SUNDAY, ADV15, ^ADV FOR USE …, Advance copy, Moved in advance for use …
  until('advance (?:release|story|for)(?! of\\b)'),
  label('(?:advance (?:copy|text)|(?:sports?|weekend|features?|holiday) advance)(?! of\\b)'),
  moment('(?:\\p{L}+ ){1,4}advance for(?! of\\b)'),
  label('adv\\.?(?: ?\\d{1,2}(?:-\\d{1,2})?)?'),
  anything('(?:moved|filed|transmitted) in advance|sent in advance (?:for|of)'),
  // Not before …, no earlier than …; NOT BEFORE THE CHANCELLOR SITS DOWN
  moment(
    '(?:not|no) (?:before|until|till|earlier than)(?![^.!?]{0,60}? (?:will|would|did|does|do|can|could|is|are|was|were|has|had|have|may|might|must)\\b)',
  ),
  label('not before(?! time)(?= (?:the|we|he|she|they|his|her|our)(?: \\p{L}+){1,7}$)'),
  pure('no antes|pas avant|(?:bitte )?nicht vor'),

  // NO PUBLICAR ANTES DEL …, Prohibida su difusión hasta …, para publicación a partir del …
  anything(
    'no (?:se (?:puede|debe|podrá) )?(?:(?:publicar|difundir|divulgar|emitir)(?:se|lo|la)?(?: \\p{L}+){0,3}?|(?:usar|utilizar|reproducir)(?:se|lo|la)?(?: (?:est[aeo]|el|la|nota|noticia|texto|información))*) (?:antes|hasta)',
  ),
  anything(
    'prohibid[oa]s? (?:su |la |toda )?(?:difusi[oó]n|publicaci[oó]n|emisi[oó]n|divulgaci[oó]n|reproducci[oó]n)(?: \\p{L}+){0,4}? (?:hasta|antes)',
  ),
  moment(
    '(?:para )?(?:su )?(?:publicar|publicaci[oó]n|difundir|difusi[oó]n|uso)(?: periodístico)?(?: autorizad[oa]| permitid[oa])?(?: no antes)?',
  ),
  anything('(?:puede|podrá) (?:publicarse|difundirse) (?:cuando|a partir|desde|después|tras)'),
  anything('reten(?:er|ido|ida) hasta'),
  anything(
    '(?:publíque|difúnda|divúlgue|emíta|úse)(?:se|nse|nla|nlo)? (?:solo |sólo |únicamente )?(?:a partir|desde|después|tras)',
  ),

  // Ne pas diffuser avant …, Publication interdite avant …, Diffusion à partir du …
  anything(
    "(?:à )?ne (?:(?:pas|rien) )?(?:publier|diffuser|divulguer|utiliser|communiquer|reproduire|mettre en ligne)(?: [\\p{L}’']+){0,3}? (?:avant|jusqu|qu[’'](?:à partir|après|à compter|à l))",
  ),
  anything('(?:publication|diffusion|parution|utilisation)(?: strictement)? interdite'),
  anything(
    'pas de (?:diffusion|publication) (?:avant|jusqu)|ne (?:peut|doit|pourra|peuvent|doivent) (?:pas )?être (?:publi|diffus)\\p{L}+ avant',
  ),
  anything('interdite? (?:de |à la )(?:publication|diffusion)'),
  moment(
    '(?:pour |à )?(?:publication|diffusion|parution|publier|diffuser|paraître)(?: autorisée| possible| uniquement| libre| pas)?',
  ),

  // Erst ab … zu veröffentlichen, Nicht vor … verwenden
  anything(
    '(?:bitte )?(?:erst (?:ab|am|nach)|nicht vor) [^.,]{1,40}? (?:zu )?(?:veröffentlichen|publizieren|verwenden|senden|verbreiten|zur (?:veröffentlichung|verwendung|publikation|sendung) (?:frei\\p{L}*|bestimmt|vorgesehen))',
  ),
  anything('bis (?:zu[rm]?|nach) [^.,!?]{1,40} (?:vertraulich|gesperrt|intern)'),
  // Nicht zur Veröffentlichung vor …, Frei ab …, Gesperrt bis …, Veröffentlichung erst ab …
  anything(
    'nicht (?:zur|für die) (?:veröffentlichung|publikation|verwendung|sendung|ausstrahlung|weitergabe)(?: \\p{L}+){0,3}? (?:vor|bis)',
  ),
  anything(
    'nicht (?:veröffentlichen|publizieren|verwenden|senden|verbreiten|weitergeben),? (?:vor|bis|bevor)(?!\\p{L})',
  ),
  until('nicht (?:zur|für die) (?:veröffentlichung|publikation|verwendung)(?: bestimmt| freigegeben)?'),
  moment(
    '(?:vorab )?(?:zur |der |die )?(?:veröffentlichung|verwendung|publikation|sendung|berichterstattung)(?: ist| erst| nur| frei| freigegeben| frühestens| nicht)*',
  ),
  moment(
    '(?:(?:sende)?frei(?:gegeben|gabe(?:termin)?)?|gesperrt)(?: zur (?:veröffentlichung|verwendung))?(?: erst)?(?: für)?',
  ),

  anything('frei für (?:die )?\\p{L}*ausgaben?'),

  anything('não (?:publicar|divulgar) antes|(?:da )?non (?:pubblicare|diffondere|divulgare)(?: \\p{L}+){0,2}? prima'),
  anything('(?:אין|לא) (?:לפרסם|לפרסום) (?:לפני|עד)|(?:يمنع|يحظر|محظور|ممنوع) (?:ال)?نشر\\p{L}* (?:قبل|حتى)'),
];

/** Labels that say that there is no embargo. They are no part of the article. */
export const NO_EMBARGO =
  /^\W*(?:(?:embargo(?:ed)?|sperrfrist)(?: status| date)? ?[:=–-]? ?(?:none|no|nil|n\/a|not applicable|keine?[rs]?|nein|entfällt|ningun[oa]?|aucune?|non|lifted|over|aufgehoben|levé|levantado)|(?:no|keine?|sans|not under(?: an| any)?|not subject to(?: an| any)?) (?:embargo|sperrfrist)|not embargoed)\W*$/iu;

/** What follows the wordings of an immediate release. */
export const IMMEDIATE =
  /^\W*(?:immediate(?:ly)?|now|(?:up)?on receipt|at will|any ?time|at once|inmediat[oa]|immédiate?|sofort(?:ige[rn]?)?)(?!\p{L})/iu;

/** Words after `embargo` that say that it has an end, whatever follows. */
export const UNTIL =
  /^\W*(?:until|till?|['’]til|hasta|bis|jusqu['’]\p{L}+|até|fino|עד|حتى|tot|до|before|pending|unless|prior to)(?!\p{L})/iu;

const NOUN =
  '(?:release|statement|story|report|document|information|material|content|text|news|announcement|article|copy|speech|address|study|paper|item|piece|mail|e-?mail|message|embargo|details|figures|findings|results|letter|decree|homily|sermon|obituary|extract|excerpt)s?(?! of (?!th(?:is|ese)\\b|(?:the|our) (?:attached |enclosed )?(?:release|statement|story|report|mail)))';
const EMBARGOED =
  '(?:embargoed|under (?:an? |the )?(?:\\p{L}+ )?embargo|subject to (?:an? |the )?(?:\\p{L}+ )?embargo)';
const MOMENT = `(?:the )?(?:\\d|next |noon|midday|tomorrow|tonight|${WEEKDAY}|${MONTH})`;
const BEGINNING = `(?:^|[\\s,;:(])`;

/** Before `embargo`: it is not one of news. */
export const TRADE =
  /(?:arms|weapons?|military|oil|gas|fuel|energy|trade|grain|wheat|rice|food|fish|fruit|salt|coal|gold|timber|export|import|economic|u\.?s\.?|american|eu|european|un|russian|chinese|arab|cotton|sugar) $/iu;

/** Sentences that address editors. Each ends where the moment begins, if there is one. */
export const ADDRESSES: readonly RegExp[] = [
  // This press release is embargoed until …; The information in this release is under embargo until …; It is embargoed until …
  `(?:${BEGINNING}${NOUN}\\b[^.!?]{0,80}?|^(?:\\W|and |but |nb )*(?:it|this|they|these|all)|${BEGINNING}(?:this one|which|that))\\s(?:is|are|remains?|stays?|must remain)\\b(?: \\p{L}+){0,3}? ${EMBARGOED}`,
  // Please find our release, embargoed until …, attached
  `\\b(?:attach(?:ed)?|enclosed?|herewith|find below|following)\\b[^.!?]{0,120}?\\bembargo(?:ed)?\\b`,
  `\\bembargoed (?:${NOUN}|press|media|news)\\b`,
  // Please respect the embargo; media are asked to observe the embargo
  `\\b(?:please|kindly|(?:is|are) (?:\\p{L}+ )?(?:asked|requested|reminded)|we (?:\\p{L}+ )?(?:ask|request|remind))\\b[^.!?]{0,60}?\\b(?:respect|observe|treat|honou?r|note|adhere|abide|mind|heed|keep|aware|comply|stick|remember)\\b[^.!?]{0,60}?\\b(?:embargo(?:ed)?|sperrfrist)\\b`,
  // WHO embargo: 13 November; a story of ADV15; hold until the bishop has spoken
  `\\b(?:embargo(?:ed)?|sperrfrist) ?:(?= ?(?:\\d|${WEEKDAY}))`,
  `\\badv\\d{1,2}\\b`,
  `(?:^|[([])hold(?: this| it| the story| story)? (?:until|till)\\b`,
  // This report is for release on Friday only
  `${BEGINNING}${NOUN}\\b[^.!?]{0,40}? (?:is|are) (?:\\p{L}+ )?for ${PUBLICATION} (?:on|after|from|at|until)`,
  `\\b(?:this one|this (?:story|piece|text)) is for ${WEEKDAY}`,
  // Please hold until …; media are asked to hold this until …
  `\\b(?:please|pls|plz|kindly|we (?:would |must )?(?:ask|request)\\b[^.!?]{0,40}? to|(?:media|press|editors?|journalists?|reporters?|newsrooms?|colleagues|newspapers|broadcasters|outlets|you)\\b[^.!?]{0,40}? (?:is|are) (?:\\p{L}+ )?(?:asked|requested|reminded) to) (?:hold|withhold)\\b[^.!?]{0,60}?\\b(?:until|till?|for release|before)\\b`,
  // Please do not publish before …; we ask you not to use it until …
  `\\b(?:please|kindly|we (?:ask|request|remind)|(?:is|are) (?:\\p{L}+ )?(?:asked|requested|reminded))\\b[^.!?]{0,60}?\\b(?:do not|don['’]t|not(?: to)?|refrain from)(?: \\p{L}+)? (?:publish|releas|broadcast|print|air|post|quot)\\p{L}*\\b[^.!?]{0,80}?\\b${BEFORE}\\b`,
  `\\b(?:please|kindly|(?:media|press|editors?|journalists?|reporters?|newsrooms?|colleagues|newspapers|broadcasters|outlets|you)\\b[^.!?]{0,40}? (?:is|are) (?:\\p{L}+ )?(?:asked|requested|reminded))\\b[^.!?]{0,60}?\\b(?:do not|don['’]t|not(?: to)?|refrain from)(?: \\p{L}+)? (?:us|run|report|shar|distribut|circulat|forward|upload|disclos)\\p{L}*\\b[^.!?]{0,80}?\\b${BEFORE}\\b`,
  `\\bwe (?:\\p{L}+ )?(?:ask|request|beg)\\b[^.!?]{0,40}? not to (?:use|run|report|share|distribute|circulate) (?:this|the (?:story|release|text|news|information|statement)|it)\\b[^.!?]{0,80}?\\b${BEFORE}\\b`,
  `(?:^|: )you (?:may|can)(?: only)? (?:publish|use|run|release|broadcast|post) (?:this|it|the (?:story|release|text))\\b[^.!?]{0,40}?\\b(?:from|after|on)\\b`,
  `\\bbitte(?: \\p{L}+){0,2} (?:vorher nicht|nicht vorher)\\b`,
  `\\bplease (?:publish|release|use|run|post|broadcast)(?: this| it| the (?:text|story|release|letter|homily|message|article|piece|report|statement|copy))?(?: only)? (?:after|from|on|at|not before)\\b`,
  // You may publish the following text from Friday; please forward no part of this letter before Friday
  `\\b(?:please|kindly|you (?:may|can|are free to))(?: only)? (?:publish|release|broadcast|print|quote|circulate|forward|distribute|disclose) [^.!?]{0,60}?\\b(?:(?:before|until|till?|after|in advance of|ahead of)\\b|(?:from|on|at)(?= ${MOMENT}))`,
  `\\b(?:please|kindly)\\b[^.!?]{0,40}?\\b(?:do not|don['’]t) (?:use|run|share|report|publish) in advance\\b`,
  `\\b(?:they|you|reporters|journalists|media) agree not to ${PUBLISH}\\b[^.!?]{0,60}?\\b${BEFORE}\\b`,
  // The papers are confidential until …; this is exclusive to you until …; until then it is for clergy only
  `(?:${BEGINNING}${NOUN}\\b[^.!?]{0,60}?|^(?:\\W|and |but |nb )*(?:it|this|they|these|all)) (?:is|are|remains?|stays?|must (?:be|remain|stay))(?: \\p{L}+){0,2}? (?:confidential|private|secret|sub secreto|restricted|under wraps|off the record|exclusive to \\p{L}+)\\b[^.!?]{0,60}?\\b(?:until|till)\\b`,
  `^until (?:then|that (?:day|time|moment)),? (?:it|this|they|${NOUN})\\b[^.!?]{0,40}\\b(?:only|confidential|private|secret)\\b`,
  `\\b(?:please|kindly|must|should|but)\\b[^.!?]{0,40}?\\b(?:sit on (?:it|this|them|these)|(?:keep|stay|remain)(?: it| this| them)? (?:off (?:social|line|air|the (?:air|web|wires?|record))|quiet|under wraps|confidential|to yoursel\\p{L}+|between us))\\b[^.!?]{0,40}?\\b(?:until|till)\\b`,
  // Once the embargo has lifted; our usual embargo policy; under embargo at the journal until …
  `\\b(?:when|once|after|as soon as|until|before|till|our|usual|standard|journal['’]s)(?: the| our| its)? embargo(?: (?:policy|lifts|has (?:lifted|passed)))\\b`,
  `\\b(?:this embargo\\b|embargo (?:time|date) is\\b|journalists?[^.!?]{0,30}? break the embargo\\b)`,
  `\\bpre-?release access\\b|\\b(?:is|are|remains?) (?:strictly )?confidential to\\b`,
  `^text embargoed to\\b`,
  `^under embargo (?:at|with|by|from) [^,.!?]{1,40}? (?:until|till)\\b`,
  // We would appreciate it if you held this until …; could you hold it until …?
  `\\b(?:we would (?:appreciate|be grateful)[^.!?]{0,40}?\\byou (?:held|hold|would hold|could hold)|(?:could|would|can) you (?:please |kindly )?(?:hold|withhold))\\b[^.!?]{0,40}?\\b(?:until|till?|for release|before)\\b`,
  // This story may not be published before …; it may be used from …
  `(?:${BEGINNING}${NOUN}\\b[^.!?]{0,60}?|(?:^|: )(?:\\W|and |but |nb )*(?:it|this|they|these|all)) (?:may|can|must|should|(?:(?<=\\b(?:it|this|they|these|all) )|(?<=\\bthis \\p{L}+ ))(?:is|are)|(?:is|are)(?= (?:not|only)))(?: only)?(?: not|not)?(?: only)?(?: to)? be ${PUBLISHED}(?: \\p{L}+){0,4}? (?:before|until|till?|after|from|prior to|on|once)\\b`,
  // The embargo lifts at …, the embargo expires on … (see below: only with a moment)
  `^(?:\\W|the |our |this |nb |note |please note:? )*(?:embargo|sperrfrist)(?: (?:on|for) (?:this|the) (?:\\p{L}+ )?(?:release|paper|story|report|study|text|material|information|news|findings|results))? (?:lifts|ends|expires|is lifted|will (?:lift|end|expire|be lifted)|applies|is in (?:place|force)|is|runs|endet|gilt|läuft)\\b(?=\\W*(?:until|till?|at|on|bis|am|um)\\b)`,
  // Bitte beachten Sie die Sperrfrist; diese Meldung ist gesperrt bis …; darf nicht vor … veröffentlicht werden
  `\\b(?:bitten?|es gilt)\\b[^.!?]{0,80}?\\b(?:sperrfrist|embargo|(?:nicht vor|erst (?:ab|nach|am))\\b[^!?]{0,60}?(?:veröffentlich|publizier|verwend|send|verbreit|bericht|weiterg|online|poste|druck)\\p{L}*|(?:veröffentlich|publi[zk])\\p{L}* (?:erst|frühestens|nicht vor)|nicht[^.!?]{0,20}? (?:vor|bis)\\b[^!?]{0,40}?(?:veröffentlich|publizier|verbreit)\\p{L}*)`,
  `(?:^(?:er|sie|es)|(?<!\\p{L})(?:pressemitteilung|meldung|mitteilung|text|artikel|bericht|beitrag|rede|predigt))(?: \\p{L}+){0,2} (?:darf|kann|dürfen|können) (?:erst |frühestens )?(?:ab|am|nach) [^.!?]{1,60}?(?:veröffentlicht|verwendet|gesendet|verbreitet|publiziert|zitiert)`,
  `(?:^|\\s)(?:pressemitteilung|pressemeldung|meldung|mitteilung|text|artikel|bericht|rede|information(?:en)?|material(?:ien)?)\\b[^.!?]{0,60}?\\b(?:gesperrt|mit (?:einer )?sperrfrist|unter (?:einer )?sperrfrist|(?<!wird )nicht vor|erst ab|frei ab)\\b`,
  // Se ruega no publicar antes de …; esta nota está embargada hasta …
  `\\b(?:se ruega|rogamos|por favor|les? pedimos|se solicita)\\b[^.!?]{0,60}?\\b(?:no (?:publicar|difundir|divulgar|emitir)\\p{L}*|embargo)\\b`,
  `(?<!\\p{L})no (?:publi(?:quen?|que[ns]|cad)|difundan?|divulguen?|emitan?|utilicen?|compartan?)(?!\\p{L})[^.!?]{0,60}? (?:antes|hasta)\\b`,
  `\\b(?:nota|información|noticia|comunicado|texto|artículo|informe|material|discurso)\\b[^.!?]{0,60}?\\b(?:está[n]? embargad[oa]s?|embargad[oa]s? hasta|bajo embargo|sujet[oa]s? a(?:l| un)? embargo|no (?:podrá|puede|debe)n? (?:ser )?(?:publicar|difundir|publicad|difundid|salir)\\p{L}*)`,
  // Merci de respecter l’embargo; ce communiqué est sous embargo jusqu’au …
  `\\b(?:merci|veuillez|prière de|nous vous (?:prions|demandons|remercions) de)\\b[^.!?]{0,60}?(?:ne (?:pas|rien) (?:publier|diffuser|divulguer)|embargo|patienter|attendre)`,
  `(?<!\\p{L})(?:communiqué|texte|information|article|document|dépêche|discours|étude)s?(?!\\p{L})[^.!?]{0,60}?(?:sous embargo|ne (?:peut|doit|pourra|peuvent|doivent) (?:pas )?(?:être )?(?:publi|diffus)\\p{L}*)`,
].map((source) => new RegExp(source, 'iu'));

/** Matches where any of these matches, in less time than one after the other. */
export const ANY_WORDING = new RegExp(WORDINGS.map(({ form }) => form.source).join('|'), 'iuy');
export const ANY_ADDRESS = new RegExp(ADDRESSES.map(({ source }) => source).join('|'), 'iu');

function until(source: string): Wording {
  return wording(source, 'until');
}

function moment(source: string): Wording {
  return wording(source, 'moment');
}

function label(source: string): Wording {
  return wording(source, 'label');
}

function pure(source: string): Wording {
  return wording(source, 'pure');
}

function anything(source: string): Wording {
  return wording(source, 'anything');
}

function wording(source: string, following: Following): Wording {
  return { form: new RegExp(`(?:${source})(?![\\p{L}\\p{M}\\p{N}@_]|-\\p{L})`, 'iuy'), following };
}

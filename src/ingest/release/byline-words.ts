/** Words of offices and organisations, never of a person's name, in lower case. */
export const ROLE_WORDS: ReadonlySet<string> = new Set(
  `agencies agency aid alliance american analyst and anchor arab asia asian assistant associate associated association author
  bible blog blogger broadcasting bulletin bureau campaign catholic center centre channel chief christian chronicle church city
  college columnist coalition commentary commentator committee communications conference contributing contributor coordinator
  copy correspondent council courier daily department deputy desk digest diplomatic director dispatch doors east eastern economic
  economics edition editor editorial editors education europe european evangelical executive features fellow fellowship
  foreign forum foundation freelance freelancer fund gazette global group guardian guest head herald house independent india
  initiative institute intern international investigations israel jewish journal journalist journalists leader lebanon
  magazine mail manager managing media mercury messenger middle military minister ministries ministry mirror mission missions monitor
  national network networks newsletter news newspaper newsroom newswire north northern observer office officer online open
  outreach parliamentary partners photographer photojournalist podcast political politics post presenter president press
  producer professor programme project publisher publishing radio reader record register regional relations relief religion report reporter
  reporters reporting reports resources review school science secretary security senior service services society south southern
  special specialist spokesman spokesperson spokeswoman staff standard star state strategist stringer studies syndicate
  team telegraph television theologian times today trainee translator tribune trust tv university
  united video voice volunteer watch web weekly west western wire witness world writer writers
  corresponsal corresponsales redacción redactor redactora agencia noticias periodista
  rédaction agence journaliste korrespondent korrespondentin redaktion agentur`.split(/\s+/u),
);

/** Words after `by` that begin no name: `BY THE TIME …`. */
export const NOT_NAMES: ReadonlySet<string> = new Set(
  'a all an any both each every far her his its late many more most my no now one our some that the their these this those two us way what when which whom your'.split(
    ' ',
  ),
);

/** Words that are not a name if they are alone: `By Sunday, the road was open`. */
export const NOT_LONE_NAMES: ReadonlySet<string> = new Set(
  `advent april august autumn christmas dawn day december dusk easter february faith friday grace half hanukkah january july june
  land law lent march may midday midnight monday nature next night nightfall noon november october passover pentecost ramadan
  road saturday sea september spring summer sunday sunrise sunset thursday tuesday wednesday winter`.split(/\s+/u),
);

/** Words that are in most sentences and in no byline. */
export const SENTENCE_WORDS: ReadonlySet<string> = new Set(
  `are but can could did does had has have he her his if is it its may might must not our said says shall she should that their there
  they this was we were when which while who will would you your`.split(/\s+/u),
);

/** Lower-case words inside names. */
export const PARTICLES: ReadonlySet<string> = new Set(
  `abu af al ap av bar bat ben bin bint da das de del della den der di do dos du e el ibn la las le los mac ni of op st te ten
  ter und van von y zu zum zur`.split(/\s+/u),
);

/** Suffixes of a name after a comma. */
export const NAME_SUFFIX =
  /^(?:jr|sr|ii|iii|iv|ph\.?d|m\.?d|d\.?d|th\.?d|d\.?min|esq|s\.?j|o\.?p|o\.?f\.?m|o\.?s\.?b|o\.?c\.?d)\.?$/iu;

/** Common given names. Only they tell `by Anna Lee, John Roe` (two people) from `by Anna Lee, Harbour Lamp` (a person and her agency). */
export const GIVEN_NAMES: ReadonlySet<string> = new Set(
  `aaron abigail adam ahmad ahmed albert alexander ali alice amir amy ana andrea andrew angela anna anne antonio barbara benjamin
  carlos carmen catherine charles christine christopher claire daniel david deborah dina dominic dorothy edward elena elias elizabeth
  emily emma eric esther eva fatima felix fiona francis frank gabriel george hana hanna hannah helen henry ibrahim igor irene
  isaac isabel ivan jack jacob james jan jane javier jean jeremy jessica joan joel johannes john jonathan jorge joseph josé juan
  judith julia karen karl katherine khalil laura layla leah leila lena linda lisa lucas lucy luis luke maria marie mariam mark marta martha
  martin mary maryam matthew michael michelle miguel miriam mohammed moshe naomi nathan nicholas nina noah noam noor omar pablo
  patricia paul pedro peter philip rachel rami rebecca richard rivka robert ruth salma samir samuel sandra sandy sara sarah
  shira simon sofia sophie stephen steven susan tamar thomas timothy tom victor walter william yael yitzhak yosef youssef yusuf
  דוד דנה יוסי מרים רחל שרה משה נועה أحمد سارة محمد مريم يوسف`.split(/\s+/u),
);

/** Last words of the names of organisations, in lower case. A name such as `Jane Post` has a given name before them. */
export const ORGANIZATION_ENDS: ReadonlySet<string> = new Set(
  `staff reports agency agencies press wire wires newswire news service services board desk team newsroom bureau network society association
  foundation council conference ministry ministries mission missions diocese archdiocese church committee institute university group
  alliance times herald tribune radio television aid relief initiative redaktion redacción rédaction agencia agence agentur noticias`.split(
    /\s+/u,
  ),
);

/** Words that are in names of organisations only. */
export const ORGANIZATION_WORDS: ReadonlySet<string> = new Set(
  'agence agencia agency agenzia associated newsroom newswire redaktion redacción rédaction staff'.split(' '),
);

/** Agencies whose names do not show that they are organisations. */
export const AGENCIES: ReadonlySet<string> = new Set(
  `aap afp anp ansa ap apa bp ots sda idea cna cns dpa efe ens epd fides jns jta kap kna kyodo lusa pa reuters rna rns sir tass tps ucan upi xinhua
  agence-france-presse bloomberg`.split(/\s+/u),
);

/** First words of places of two words, such as `Cape Town`, which begin no person's name. */
export const PLACE_STARTS: ReadonlySet<string> = new Set(
  `abu addis beer beit bet buenos cape central costa dar east eastern el fort guatemala hong kuala las los mexico mount new north northern
  novi panama phnom port puerto rio saint salt san santa santo são saudi sierra south southern sri st st. tel upper vatican west western`.split(
    /\s+/u,
  ),
);

/** Last words of roles of persons, in lower case. */
export const ROLE_ENDS: ReadonlySet<string> = new Set(
  `analyst anchor chief columnist contributor correspondent critic editor freelancer journalist photographer photojournalist producer
  reporter stringer writer corresponsal redactor redactora periodista journaliste korrespondent korrespondentin redakteur redakteurin`.split(
    /\s+/u,
  ),
);

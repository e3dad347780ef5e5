import { startsWithEmoji, stripSymbols } from './text-shape.ts';

/** A longer paragraph, in UTF-16 units, is never boilerplate. */
export const MAX_CALL_LENGTH = 700;
const MIN_TELEPHONE_DIGITS = 7;

const QUOTE_AT_START = /^["'“‘«„]/u;
const WEB_ADDRESS = /(?:https?:\/\/|\bwww\.)\S/iu;
const ADDRESS = /^(?:<?https?:\/\/\S+|<?www\.\S+|<?[^\s@]+@[^\s@]+\.[^\s@]+|[@#][\p{L}\p{N}_]+)[>,;.]?$/iu;
const TELEPHONE = /^\+?[\d()./-]+[,;]?$/u;
const LABEL = /^(?:[\p{L}-]+:|[|·,;/•–—-])$/u;

// CALLS and BOILERPLATE are tested on a paragraph without leading emoji, bullets and arrows. They are anchored at its start,
// without nested repetition, and worded so that a sentence of an article does not match: `Share prices fell …`, `Follow-up talks …`.

const CHANNEL =
  '(?:x|twitter|facebook|instagram|telegram|whats ?app|youtube|linkedin|tiktok|threads|bluesky|signal|spotify|social media|google news|apple podcasts|truth social)';
const PAGE =
  '(?:article|story|stories|post|news|video|report|page|message|e-?mail|newsletter|podcast|episode|link|content|devotional)';
const ACTION = '(?:click|tap|visit|go to|call|text|write|e-?mail|sign up|contact|see|log on|https?:|www\\.|here\\b)';

/** Calls to share, comment, subscribe, follow, give and read elsewhere. */
const CALLS: readonly RegExp[] = [
  // Share
  `(?:please |kindly |don['’]t forget to |and |now )*(?:share|forward|repost|re-?tweet|tweet|pin|spread)(?:,| and| &|/| or| on)*(?: (?:like|share|forward|comment|subscribe|follow))?(?: (?:this|these|our|the) (?:\\w+ )?${PAGE}\\b| (?:this|it)(?=$| ?[!.:,]| (?:on|with|via|to|now|here|by|today|widely|around|far)\\b)| (?:on|via) ${CHANNEL}\\b| with (?:your|a|someone|others|friends|family|us)\\b| (?:your|us) (?:thoughts|views?|opinions?|comments?|stor(?:y|ies))\\b| (?:now|below|the word)\\b|[:!|]|$)`,
  `(?:please )?(?:share|comment|like)(?:,| and| &|/) (?:comment|subscribe|share|like|follow)\\b`,
  `(?:please )?(?:like (?:us|our)|comment (?:below|here|on this)|pass (?:this|it) on)\\b`,
  `(?:feel free|be sure|remember|make sure|don['’]t forget|do not forget|we (?:invite|encourage|urge|ask) you|you can(?: also)?|you may(?: also)?) (?:to )?(?:share|comment|like|follow|subscribe|join|support|donate|give|sign up|forward|contact|leave|find|watch|read more|download|visit)\\b`,
  `(?:tag|invite) (?:a|your|some) friends?\\b|(?:hit|press|turn on|enable|allow|activate) (?:the |your |push )?(?:notifications?|bell|like|subscribe)\\b`,
  // Comment
  `we(?:['’]d| would) (?:love|like) to hear\\b|be the first to\\b|was this (?:article|story|page)\\b`,
  `(?:leave|post|add|write|drop|send)(?: us)? (?:a|your|any) (?:comments?|reply|repl(?:y|ies)|thoughts|feedback|reviews?|questions|tips?)\\b`,
  `(?:let us know|tell us)\\b`,
  `what (?:do|are|did) you(?:r)? (?:think|thoughts|make)\\b`,
  `(?:have|got) (?:a|any|your|something|more) (?:say|tips?|story|news|questions?|comments?|feedback)\\b`,
  `(?:comments? (?:below|are (?:open|closed|welcome)|section)|comments?$|\\d+ comments?$|comments?:)`,
  `(?:contact|e-?mail|write to|message|call) (?:us|our (?:newsroom|editors?|office|team))\\b`,
  // Subscribe and follow
  `(?:please |now )*(?:subscribe|unsubscribe|sign[ -]up|opt in)\\b`,
  `(?:please )*(?:register|enrol) (?:now|here|today|for|at|to)\\b`,
  `(?:please )*(?:follow|find|like|join|watch|connect with|reach|visit) (?:us|me)\\b`,
  `(?:please )*follow (?:@|our |along\\b|[^.!?]{1,60} on ${CHANNEL}\\b|[^.!?]{1,80} (?:at|on) (?:https?:|www\\.))`,
  `(?:please )*join (?:@|our |the (?:conversation|discussion|community|movement|channel|group)\\b|[^.!?]{1,60} on ${CHANNEL}\\b|(?:\\S+ ){0,4}(?:channel|newsletter|mailing list|prayer network)\\b)`,
  `(?:never|don['’]t|do not) miss (?:a|an|our|out|the|any|this|these|breaking|important|another)\\b`,
  `(?:stay|keep) (?:up[ -]to[ -]date|updated|informed|connected|tuned|in (?:touch|the (?:know|loop))|up with)\\b`,
  `(?:get|receive) (?:the |our |all |your |more |free |daily |breaking |latest |this |these |[^.!?]{0,30}(?:news|updates|alerts|headlines|stories) )`,
  `download (?:the|our|now|it|for free)\\b`,
  `(?:available|also) (?:on|at) ${CHANNEL}\\b`,
  // Give
  `(?:please |will you |would you |can you |you can |consider )*(?:donate|donating|(?:make|making|give|giving|send|sending) (?:a|your|an?) (?:\\S+ )?(?:gift|donation|contribution)|give (?:now|today|here|online|generously)|chip in|partner with us|become an? (?:\\S+ )?(?:partner|member|supporter|patron|sponsor|friend|donor|subscriber))\\b`,
  `(?:please |help |help us |will you |would you |consider )*(?:support|supporting) (?:us|our|this (?:ministry|work|mission|site|page|channel)|independent|the (?:work|ministry|mission) of|quality|christian journalism)\\b`,
  `(?:please )?help (?:us|keep|sustain|spread)\\b`,
  `(?:your|every) (?:\\S+ ){0,2}(?:gift|donation|support|contribution|subscription)s? (?:helps?|makes?|will|is|enables?|allows?|of|keeps?|goes|matters|today)\\b`,
  `please (?:consider|share|like|follow|subscribe|donate|give|help us|support|forward|comment|click|visit|e-?mail|contact us|note that this)\\b`,
  `we (?:need your|depend on (?:your|readers)|rely on (?:your|readers)|count on your|cannot do this without)\\b|(?:stand|partner) with (?:us|our)\\b`,
  `(?:will|would|can|could) you (?:please )?(?:stand|help|give|support|consider|partner|join|share|spare|pray)\\b[^.!?]{0,160}\\?`,
  // Elsewhere
  `(?:click|tap|press) (?:here|the|on|below|to|this|and|now)\\b`,
  `(?:read|continue|keep) (?:reading|our|the (?:latest|full|original|entire|whole|rest|complete)|it (?:here|at|on)|more\\b|this (?:article|story) (?:on|at|here))`,
  `(?:related|recommended|see also|also read|read also|read next|further reading)(?: \\w+)?: `,
  `(?:watch|listen)(?: to)? (?:the|our|this|now|here|live|more|below)\\b|(?:watch|listen(?: to)?|read|video|audio|see|hear)(?: (?:here|now|also|more))?: `,
  `for (?:more|further|additional|full|daily|other|all)(?: \\S+)? (?:information|news|stories|details|updates|coverage|articles|enquiries|inquiries)\\b|for (?:more (?:from|on|about)|interviews?|media|press)\\b`,
  `to (?:\\S+ ){0,3}?(?:subscribe|unsubscribe|donate|give|learn|find out|read|support|sign up|receive|contact|join|help|register|order|advertise|listen|watch|request|arrange|get|obtain|see)\\b[^.!?]{0,160}(?:(?:, | please )(?:please )?${ACTION}| (?:https?:|www\\.|click |tap |visit (?:us|our|www|https?)))`,
  `(?:visit|go to|see|check out|browse|log on to|explore|discover)\\b(?:.{0,80}(?:https?:|www\\.|\\b[a-z0-9-]+\\.(?:com|org|net|info|tv|news|co)\\b)| (?:our|us)\\b)`,
  `(?:want|would you like|looking|ready|interested|need|love|like|enjoy|enjoyed|enjoying|did you|do you|are you) [^.!?]{1,120}\\?`,
  `(?:before you go|thank(?:s| you) for (?:reading|your|sharing|following|subscribing|watching)|one last thing)\\b`,
  // Other languages
  `(?:comparte|compártelo|compartir|suscríbete|suscríbase|suscribirse|síguenos|síganos|únete|haz clic|haga clic|dona|done ahora|apóyanos|deja(?:nos)? tu comentario|si (?:desea|quieres|te interesa|está interesado))(?=[\\s:!,.]|$)`,
  `(?:שתפו|הירשמו|הצטרפו|עקבו|לחצו|תרמו|הגיבו|شاركوا?|اشتركوا?|تابعونا|تابعنا|انضموا?|اضغطوا?|تبرعوا?)(?=[\\s:!,.]|$)`,
].map(toExpression);

/** Promotion, and boilerplate about the text, the mail and rights. */
const BOILERPLATE: readonly RegExp[] = [
  `if you(?:['’]re| are| were)? (?:also |already |not )?(?:interested|looking|inspired|blessed|moved|encouraged|enjoying|receiving|a (?:journalist|pastor|church|partner|subscriber|reader|member|publisher))\\b`,
  `if (?:you|your church)(?:['’]d| would| want| wish| need| are able| feel led)?(?: like| love)? to (?:support|help|donate|give|know more|learn|find out|receive|contact|join|read|share|subscribe|sign up|partner|get|advertise|republish|comment|pray with|stop|unsubscribe)\\b`,
  `if you (?:enjoy|enjoyed|liked|loved|found this|appreciate|value|believe in (?:our|what|the work)|received this|no longer|benefit|have (?:any|a (?:story|tip|question|comment|prayer request)|questions|information|comments|enjoyed))`,
  `if you[^.!?]{0,160}(?:,| then) (?:please |you can |simply |just )*(?:click|tap|visit|sign up|subscribe|donate|contact us|write to|e-?mail|call us|join us|follow us|consider|share|get in touch)\\b`,
  `(?:the )?(?:views|opinions)(?: and \\S+)? (?:expressed|of the author)\\b|you may (?:republish|reprint|reproduce|copy)\\b`,
  `(?:©|\\(c\\) ?\\d{4}|copyright(?: ?©| \\(c\\)| \\d{4}|:)|all rights reserved|(?:republished|reprinted|reproduced|used|published|syndicated|distributed) (?:here )?(?:with|by|under)(?: the)?(?: kind)? (?:permission|licen[cs]e|agreement)|permission (?:is|to) )`,
  `(?:this|the above|the(?= \\S+ (?:(?:was|has been|is) )?(?:first|originally|may|can)\\b)) (?:article|story|report|piece|post|content|material|column|text) (?:was|is|has been|first|originally|may|can|appeared)(?! to be\\b)(?: \\S+){0,3}? ?(?:published|appeared|posted|produced|written|reproduced|republished|made|edited|translated|provided|brought|in partnership|used|licensed|protected)\\b`,
  `(?:this|the) (?:press |news )?release (?:contains|includes|may contain) (?:certain )?forward-looking\\b|view source version on\\b|source [^.!?]{1,60}$`,
  `(?:(?:presse|medien)?kontakte?|contactos?(?: de prensa)?|contacts? presse|(?:hinweise?|anmerkung) (?:an|für) (?:die )?redaktion(?:en)?|notas? (?:a|para) (?:los )?(?:editores|redactores)|note (?:aux|à l['’]attention des) (?:rédactions|journalistes)) ?:`,
  `[^.!?]{1,80} (?:can|may) be (?:reached|contacted) (?:at|on|by|via) .{0,60}(?:@|\\d{3})`,
  `our standards ?: [^.!?]{1,80} (?:principles|polic(?:y|ies)|guidelines|ethics)\\.?$|[^.!?]{1,60} coverage receives support (?:from|through)\\b`,
  `the post .{1,300} (?:first appeared|appeared first) on `,
  `(?:originally|first) (?:published|appeared|posted)\\b`,
  `(?:you(?:['’]re| are)? (?:receiv\\w+|got|subscribed)|this (?:e-?mail|message|newsletter) (?:was|is|and|contains)|you received|we (?:sent|respect your privacy)|our mailing address|(?:manage|update|change) (?:your )?(?:e-?mail )?(?:preferences|subscription|settings)|(?:view|open|read) (?:this|it|the) (?:\\S+ )?(?:in|online|on)\\b|forward to a friend|sent from my [^,.;]{1,40}\\.?$|privacy policy|terms of (?:use|service)|no longer (?:want|wish)|add us to|get outlook for\\b|powered by|mailchimp)`,
  `(?:photos?|images?|pictures?|videos?|cover|featured image|main photo|illustration)(?: credits?| courtesy(?: of)?| by| source| caption)?s?: ?\\S`,
  `(?:disclaimer|advertisement|sponsored(?: content)?|promoted|editor's note|tags?|tagged|categories|category|topics?|keywords?|filed under|hashtags?|source|sources|links?|website|web ?site|web|e-?mail|tel(?:ephone)?|phone|mobile|cell|fax|whatsapp|telegram|facebook|twitter|instagram|youtube|linkedin)\\.?(?: ?[:|]|$)`,
  `(?:advertisement|sponsored|promoted|share|print|e-?mail|save|comments?|previous|next|back to top|top)$`,
].map(toExpression);

/** Emoji of calls to action. Others, such as folded hands, can begin a line of an article. */
const POINTING_EMOJI = /^(?:👉|👇|👆|☝|📲|🔔|📱|📧|✉|📩|📬|📨|📢|📣|💬|🗨|🔗|🎧|🎥|📺|📻|📰|🗞|💌|👍|🔁|🔄|♻|📥|🛒|💳)/u;

/** Whether a paragraph is a call (to share, subscribe, give …), a promotion or boilerplate, and not part of an article. */
export function isBoilerplate(text: string): boolean {
  const bare = stripSymbols(text);
  if (text.length > MAX_CALL_LENGTH || QUOTE_AT_START.test(text)) return false;
  return (
    POINTING_EMOJI.test(text) ||
    (startsWithEmoji(text) && WEB_ADDRESS.test(text)) ||
    isOnlyAddresses(bare) ||
    CALLS.some((call) => call.test(bare)) ||
    BOILERPLATE.some((phrase) => phrase.test(bare))
  );
}

/** A line of web and mail addresses, telephone numbers, handles and hashtags, with labels between them. */
function isOnlyAddresses(text: string): boolean {
  let found = false;
  let digits = 0;
  for (const word of text.split(' ')) {
    if (ADDRESS.test(word)) found = true;
    else if (TELEPHONE.test(word)) digits += word.replace(/\D/gu, '').length;
    else if (!LABEL.test(word)) return false;
  }
  return found || digits >= MIN_TELEPHONE_DIGITS;
}

function toExpression(source: string): RegExp {
  return new RegExp(`^(?:${source})`, 'iu');
}

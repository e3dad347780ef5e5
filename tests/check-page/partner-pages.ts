import { snippet } from '../../src/pages/snippet.ts';
import { parseOptions } from '../../widget/contract/options.ts';
import { integrityOf, LINK, mountPoint, PINNED, SITE, script, TOP, WHOLE } from './church-page.ts';

export const PRESENT = snippet({ site: SITE, definition: TOP, options: parseOptions(() => null) });
/** Its first part. */
export const DIV = PRESENT.split('<script')[0] ?? '';
const OUTLOOK =
  'https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fnews.example.org%2Ffeeds%2Ftop&amp;data=05%7C01&amp;reserved=0';
const base64 = (text: string) => Buffer.from(text).toString('base64');
const rewritten = (href: string, data = ' data-feed="top" data-count="5"') =>
  `<div class="tidings"${data}><a href="${href}">Latest news</a></div>`;
const LOADER =
  "var s=document.createElement('script');s.src='https://news.example.org/v1/top.js';document.head.append(s);";
const FRAME = 'https://news.example.org/embed/top';
const pinned = (integrity: string, more = ' crossorigin') =>
  `${mountPoint()}<script src="https://news.example.org/v1.4.0/tidings.js" integrity="${integrity}"${more}></script>`;

/** What editors, plugins and mail programs make of a snippet, and the report on it. */
export const PARTNER_PAGES: Readonly<
  Record<string, readonly (readonly [what: string, body: string, expected: string])[]>
> = {
  'the present snippet': [
    ['as it is', PRESENT, 'working widget-works'],
    ['with the height of older snippets', PRESENT.replace('min-block-size', 'min-height'), 'working widget-works'],
    ['twice', PRESENT + PRESENT, 'working widget-works'],
    ['without its style', PRESENT.replace(/ style="[^"]*"/, ''), 'working widget-works'],
    [
      'with its script elsewhere',
      `<script src="https://news.example.org/v1/top.js"></script><main>${DIV}</main>`,
      'working widget-works',
    ],
    ['whose feed is not that of its script', DIV + script('israel'), 'broken feed-mismatch'],
  ],
  'a link that was rewritten': [
    ['by Outlook', rewritten(OUTLOOK) + script(), 'working widget-works link-rewritten'],
    [
      'by Google',
      rewritten('https://www.google.com/url?q=https://news.example.org/feeds/top&amp;sa=D') + script(),
      'working widget-works link-rewritten',
    ],
    [
      'by urldefense',
      rewritten('https://urldefense.com/v3/__https://news.example.org/feeds/top__;!!A') + script(),
      'working widget-works link-rewritten',
    ],
    [
      'by urldefense with one slash',
      rewritten('https://urldefense.com/v3/__https:/news.example.org/feeds/top__;!!A') + script(),
      'working widget-works link-rewritten',
    ],
    [
      'by Facebook',
      rewritten('https://l.facebook.com/l.php?u=https%3A%2F%2Fnews.example.org%2Ffeeds%2Ftop') + script(),
      'working widget-works link-rewritten',
    ],
    [
      'to base64',
      rewritten(`https://click.example/${base64('https://news.example.org/feeds/top')}`) + script(),
      'working widget-works link-rewritten',
    ],
    ['to nothing', rewritten('#') + script(), 'working widget-works link-rewritten'],
    [
      'to nothing, without data-feed, beside one feed',
      rewritten('#', ' data-count="5"') + script(),
      'working widget-works link-rewritten',
    ],
    [
      'to nothing, without data-feed, beside two feeds',
      rewritten('#', ' data-count="5"') + script() + script('israel'),
      'broken link-rewritten',
    ],
    ['to nothing, with the code alone', rewritten('#', ' data-count="5"') + script('tidings'), 'broken link-rewritten'],
    ['to nothing, without any attribute', rewritten('#', '') + script(), 'broken link-rewritten'],
    ['by Outlook, without any attribute', rewritten(OUTLOOK, '') + script(), 'working widget-works link-rewritten'],
  ],
  'an element with our class': [
    [
      'around the snippet',
      `<div class="glad tidings"><h1>Glad Tidings Church</h1>${WHOLE}</div>`,
      'working widget-works',
    ],
    [
      'twice around it',
      `<div class="tidings"><div class="tidings">Welcome ${PRESENT}</div></div>`,
      'working widget-works',
    ],
    [
      'beside it',
      `<div class="tidings church"><h1>Glad Tidings</h1><p>Welcome</p></div>${WHOLE}`,
      'working widget-works',
    ],
    ['without snippet', '<div class="tidings"><h1>Glad Tidings</h1></div>', 'broken nothing-found'],
    [
      'around the script alone',
      `<div class="tidings"><h1>Glad Tidings</h1>${script()}</div>`,
      'broken mount-point-missing',
    ],
    [
      'with a link to us among words',
      `<div class="tidings"><p>See ${LINK}.</p></div>${script()}`,
      'broken mount-point-changed',
    ],
    [
      'with an image before our link',
      `<div class="tidings"><img src="/logo.png" alt="">${LINK}</div>${script()}`,
      'broken mount-point-changed',
    ],
    [
      'and words that our attributes claim',
      DIV.replace('</a>', '</a><h2>Our week</h2>') + script(),
      'working widget-works mount-point-changed',
    ],
    ['and only a link to us', `<div class="tidings"><p>See ${LINK}.</p></div>`, 'broken only-link'],
  ],
  'curly quotation marks': [
    ['in the whole snippet', WHOLE.replaceAll('"', '”'), 'broken curly-quotes'],
    [
      'at both ends',
      '<div class=“tidings” data-count=“5”><a href=“https://news.example.org/feeds/top”>News</a></div>',
      'broken curly-quotes',
    ],
    ['as references', '<div class=&#8221;tidings&#8221; data-count=&#8221;5&#8221;></div>', 'broken curly-quotes'],
    ['in the script alone', '<script async src=“https://news.example.org/v1/top.js”></script>', 'broken curly-quotes'],
    ['of German', '<div class=„tidings“></div>', 'broken curly-quotes'],
    ['of French', '<div class=«tidings»></div>', 'broken curly-quotes'],
    ['as primes', '<div class=″tidings″></div>', 'broken curly-quotes'],
    ['in the frame', '<iframe src=“https://news.example.org/embed/top”></iframe>', 'broken curly-quotes'],
    [
      'in the script, beside its div',
      `${DIV}<script async src=“https://news.example.org/v1/top.js”></script>`,
      'broken curly-quotes',
    ],
    ['around other things', `<p class=“intro”>Hello</p>${WHOLE}`, 'working widget-works'],
  ],
  'the snippet as text': [
    ['escaped', `<p>${PRESENT.replaceAll('<', '&lt;')}</p>`, 'broken pasted-as-text'],
    ['escaped twice', `<p>${PRESENT.replaceAll('<', '&amp;lt;')}</p>`, 'broken pasted-as-text'],
    [
      'in pre and code',
      `<pre><code>${PRESENT.replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</code></pre>`,
      'broken pasted-as-text',
    ],
    ['in a textarea', `<textarea>${PRESENT}</textarea>`, 'broken pasted-as-text'],
    ['beside its div', `${DIV}<p>${script().replaceAll('<', '&lt;')}</p>`, 'broken pasted-as-text'],
    ['without its script', `<p>${DIV.replaceAll('<', '&lt;')}</p>`, 'broken pasted-as-text'],
    ['as a frame', '<p>&lt;iframe src="https://news.example.org/embed/top">&lt;/iframe></p>', 'broken pasted-as-text'],
    ['as a shortcode', '<p>[tidings feed="top" count="3"]</p>', 'broken pasted-as-text'],
    ['as an address alone', '<p>https://news.example.org/feeds/top?count=3</p>', 'broken pasted-as-text'],
    ['as an address in a sentence', '<p>See https://news.example.org/feeds/israel.</p>', 'broken pasted-as-text'],
    ['as the address of a document', '<p>https://news.example.org/feeds/top.rss</p>', 'broken nothing-found'],
    ['as an address of another site', '<p>https://video.example/feeds/top</p>', 'broken nothing-found'],
    ['beside a link', `<p>https://news.example.org/feeds/top ${LINK}</p>`, 'broken only-link'],
    ['of another site', '<pre>&lt;iframe src="https://video.example/embed/top"></pre>', 'broken nothing-found'],
  ],
  'a script that a plugin keeps back': [
    [
      'WP Rocket',
      `${mountPoint()}<script type="rocketlazyloadscript" data-rocket-src="https://news.example.org/v1/top.js"></script>`,
      'working widget-works delayed',
    ],
    [
      'LiteSpeed',
      `${mountPoint()}<script type="litespeed/javascript" data-src="https://news.example.org/v1/top.js"></script>`,
      'working widget-works delayed',
    ],
    ['Rocket Loader', mountPoint() + script('top', ' type="0a1b2c-text/javascript"'), 'working widget-works delayed'],
    ['Perfmatters', mountPoint() + script('top', ' type="pmdelayedscript"'), 'working widget-works delayed'],
    [
      'Flying Scripts',
      `${mountPoint()}<script type="text/javascript" data-type="lazy" data-src="https://news.example.org/v1/top.js"></script>`,
      'working widget-works delayed',
    ],
    [
      'Cookiebot',
      mountPoint() + script('top', ' type="text/plain" data-cookieconsent="marketing"'),
      'broken blocked-until-consent',
    ],
    [
      'Complianz',
      `${mountPoint()}<script type="text/plain" data-service="general" data-category="marketing" data-cmplz-src="https://news.example.org/v1/top.js"></script>`,
      'broken blocked-until-consent',
    ],
    [
      'Usercentrics, which also defers',
      mountPoint() + script('top', ' type="text/plain" data-usercentrics="News" defer'),
      'broken blocked-until-consent',
    ],
    [
      'iubenda',
      `${mountPoint()}<script type="text/plain" class="_iub_cs_activate" suppressedsrc="https://news.example.org/v1/top.js"></script>`,
      'broken blocked-until-consent',
    ],
    [
      'a placeholder of base64',
      `${mountPoint()}<script src="data:text/javascript;base64,${base64('/* blocked until the visitor agrees */')}" data-src="https://news.example.org/v1/top.js" data-consent="1"></script>`,
      'broken blocked-until-consent',
    ],
    [
      'the address as base64',
      `${mountPoint()}<script type="text/plain" data-consent-src="${base64('https://news.example.org/v1/top.js?count=10')}"></script>`,
      'broken blocked-until-consent',
    ],
    [
      'a program as base64 that runs',
      `${mountPoint()}<script src="data:text/javascript;base64,${base64(LOADER)}" defer></script>`,
      'working widget-works',
    ],
    [
      'a program as base64 that runs later',
      `${mountPoint()}<script type="litespeed/javascript" src="data:text/javascript;base64,${base64(LOADER)}"></script>`,
      'working widget-works delayed',
    ],
    ['a program in the page', `${mountPoint()}<script>${LOADER}</script>`, 'working widget-works delayed'],
    [
      'JSON in the page',
      `${mountPoint()}<script>load({"src":"https:\\/\\/news.example.org\\/v1\\/top.js?count=10"})</script>`,
      'working widget-works delayed',
    ],
    [
      'the whole snippet as base64 in a script',
      `<script type="text/template">${base64(PRESENT)}</script>`,
      'broken blocked-until-consent',
    ],
    [
      'the whole snippet as base64 in an attribute',
      `<div data-content="${base64(PRESENT)}">Please agree.</div>`,
      'broken blocked-until-consent',
    ],
    [
      'the script as base64 beside its div',
      `${DIV}<script type="text/template" data-borlabs-cookie-content>${base64(script())}</script>`,
      'broken blocked-until-consent',
    ],
  ],
  'a frame': [
    [
      'with the address of a feed’s page',
      '<iframe src="https://news.example.org/feeds/top"></iframe>',
      'working frame-works',
    ],
    [
      'with the address of an article',
      '<iframe src="https://news.example.org/articles/01a22e10-1e50-738d-ac5a-af1286049742"></iframe>',
      'working frame-works',
    ],
    [
      'with the address of a document',
      '<iframe src="https://news.example.org/feeds/top.rss"></iframe>',
      'unknown nothing-found inside-other-frames',
    ],
    [
      'with the address of a custom feed',
      '<iframe src="https://news.example.org/feeds/custom?tag=peru"></iframe>',
      'unknown nothing-found inside-other-frames',
    ],
    [
      'with an option that has a wrong value',
      '<iframe src="https://news.example.org/embed/top?layout=tiles&amp;count=3"></iframe>',
      'working frame-works option-ignored',
    ],
    [
      'that holds the snippet',
      `<iframe sandbox="allow-scripts allow-popups" srcdoc="${PRESENT.replaceAll('"', '&quot;')}"></iframe>`,
      'working widget-works',
    ],
    [
      'that holds our iframe',
      `<iframe sandbox="allow-scripts allow-popups" srcdoc="&lt;div>&lt;iframe src='${FRAME}'>&lt;/iframe>&lt;/div>"></iframe>`,
      'working frame-works',
    ],
    [
      'that holds the snippet and runs no scripts',
      `<iframe sandbox srcdoc="${PRESENT.replaceAll('"', '&quot;')}"></iframe>`,
      'unknown nothing-found inside-other-frames',
    ],
    [
      'whose address was escaped twice',
      `<iframe src="${FRAME}?count=3&amp;amp;layout=cards"></iframe>`,
      'partly wrong-markup frame-works',
    ],
    ['that browsers load late', `<iframe loading="lazy" src="${FRAME}"></iframe>`, 'working frame-works'],
    ['of lazysizes', `<iframe class="lazyload" data-src="${FRAME}"></iframe>`, 'working frame-works delayed'],
    [
      'of WP Rocket',
      `<iframe src="about:blank" data-rocket-lazyload="fitvidscompatible" data-lazy-src="${FRAME}"></iframe>`,
      'working frame-works delayed',
    ],
    [
      'of LiteSpeed',
      `<iframe data-lazyloaded="1" src="about:blank" data-litespeed-src="${FRAME}"></iframe>`,
      'working frame-works delayed',
    ],
    ['of Optimole', `<iframe src="about:blank" data-opt-src="${FRAME}"></iframe>`, 'working frame-works delayed'],
    [
      'with a placeholder',
      `<iframe srcdoc="<a href='${FRAME}'>Show</a>" src="${FRAME}"></iframe>`,
      'working frame-works delayed',
    ],
    [
      'of a consent manager',
      `<iframe data-cookieblock-src="${FRAME}" class="lazyload"></iframe>`,
      'broken blocked-until-consent',
    ],
    [
      'of a consent manager as base64',
      `<iframe data-cmplz-src="${base64(`${FRAME}?count=3&layout=cards`)}"></iframe>`,
      'broken blocked-until-consent',
    ],
    [
      'whose sandbox opens nothing',
      `<iframe sandbox="allow-scripts allow-same-origin" src="${FRAME}"></iframe>`,
      'working frame-works frame-sandboxed'
        .replace('working', 'partly')
        .replace('frame-works frame-sandboxed', 'frame-sandboxed frame-works'),
    ],
    ['whose sandbox is empty', `<iframe sandbox src="${FRAME}"></iframe>`, 'partly frame-sandboxed frame-works'],
    [
      'whose sandbox opens new tabs',
      `<iframe sandbox="allow-scripts allow-popups" src="${FRAME}"></iframe>`,
      'working frame-works',
    ],
    [
      'whose sandbox leaves the frame',
      `<iframe sandbox="allow-scripts allow-top-navigation-by-user-activation" src="${FRAME}"></iframe>`,
      'working frame-works',
    ],
    [
      'of WordPress',
      `<iframe sandbox="allow-scripts" security="restricted" src="${FRAME}#?secret=x" data-secret="x"></iframe>`,
      'working frame-works',
    ],
  ],
  'a hidden place': [
    ['by display', `<div style="color:red;display: none">${WHOLE}</div>`, 'unknown hidden'],
    ['by visibility', `<section style="visibility:hidden"><div>${WHOLE}</div></section>`, 'unknown hidden'],
    ['by opacity', `<main style="opacity:0">${WHOLE}</main>`, 'unknown hidden'],
    ['by its position', `<div style="position:absolute;left:-9999px">${WHOLE}</div>`, 'unknown hidden'],
    ['by its height', `<div style="max-height:0;overflow:hidden">${WHOLE}</div>`, 'unknown hidden'],
    ['by an attribute', `<div hidden>${WHOLE}</div>`, 'unknown hidden'],
    ['by its own style', DIV.replace('style="', 'style="display:none;') + script(), 'unknown hidden'],
    ['of a frame', `<div hidden><iframe src="${FRAME}"></iframe></div>`, 'unknown hidden'],
    ['that opens', `<details><summary>News</summary>${WHOLE}</details>`, 'working widget-works closed'],
    ['that is open', `<details open><summary>News</summary>${WHOLE}</details>`, 'working widget-works'],
    ['of a dialog', `<dialog>${WHOLE}</dialog>`, 'working widget-works closed'],
    ['that pops over', `<div popover>${WHOLE}</div>`, 'working widget-works closed'],
    ['without clicks', `<div inert>${WHOLE}</div>`, 'partly inert widget-works'],
    [
      'without screen readers',
      `<div aria-hidden="true">${WHOLE}</div>`,
      'working widget-works hidden-from-screen-readers',
    ],
    [
      'that ended before',
      `<div hidden><p>Hello</div><p style="display:none">x<div aria-hidden="true"></div>${WHOLE}`,
      'working widget-works',
    ],
    ['whose parts were not closed', `<section><div hidden>Hello</section>${WHOLE}`, 'working widget-works'],
    [
      'that is none',
      `<div style="opacity:0.9;height:0.5em;display:block;left:-10px">${WHOLE}</div>`,
      'working widget-works',
    ],
    ['of a noscript, the script alone', `${DIV}<noscript>${script()}</noscript>`, 'broken noscript-only'],
    ['of a template', `<template>${WHOLE}</template>`, 'broken noscript-only'],
  ],
  integrity: [
    ['of the released bytes', pinned(integrityOf(PINNED)), 'working widget-works'],
    ['by another algorithm', pinned(integrityOf(PINNED, 'sha512')), 'working widget-works'],
    ['with the right one among two', pinned(`${integrityOf('x')} ${integrityOf(PINNED)}`), 'working widget-works'],
    ['of other bytes', pinned(integrityOf('x')), 'broken integrity-mismatch'],
    [
      'where a stronger one is wrong',
      pinned(`${integrityOf(PINNED)} ${integrityOf('x', 'sha512')}`),
      'broken integrity-mismatch',
    ],
    ['without crossorigin', pinned(integrityOf(PINNED), ''), 'broken integrity-mismatch'],
    ['that browsers do not know', pinned('md5-abc', ''), 'working widget-works'],
    [
      'of a script that changes',
      mountPoint() + script('top', ` integrity="${integrityOf('x')}" crossorigin`),
      'broken integrity-mismatch',
    ],
    ['of a version that is not there', pinned(integrityOf(PINNED)).replace('1.4.0', '1.9.9'), 'broken version-missing'],
  ],
  'two servers': [
    [
      'each with its snippet',
      WHOLE + WHOLE.replaceAll('news.example.org', 'old.example.net').replaceAll('top', 'old'),
      'partly old-address widget-works',
    ],
    [
      'the div of one, the script of the other',
      mountPoint() + script().replace('news.example.org', 'old.example.net'),
      'broken old-address',
    ],
    [
      'the div of the other, our script',
      mountPoint().replace('news.example.org', 'old.example.net') + script(),
      'working widget-works',
    ],
    ['both scripts', WHOLE + script().replace('news.example.org', 'old.example.net'), 'working widget-works'],
    [
      'ours, and a script of a stranger that looks alike',
      `${WHOLE}<script src="https://cdn.example/v1/player.js"></script>`,
      'working widget-works',
    ],
    [
      'the frame of each',
      `<iframe src="${FRAME}"></iframe><iframe src="https://old.example.net/embed/top"></iframe>`,
      'working frame-works',
    ],
  ],
  markup: [
    [
      'of an empty script element',
      `${mountPoint()}<script async="" src="https://news.example.org/v1/top.js" />`,
      'broken wrong-markup',
    ],
    ['of XHTML 1.0 that comes as HTML', WHOLE.replace('async', 'async="async"'), 'working widget-works'],
    [
      'escaped twice in the link',
      `${mountPoint().replace('feeds/top', 'feeds/top?count=3&amp;amp;excerpt=2')}${script()}`,
      'working widget-works',
    ],
  ],
};

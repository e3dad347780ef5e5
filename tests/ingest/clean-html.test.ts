import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ALLOWED, RENAMED } from '../../src/ingest/clean-html/allowed-html.ts';
import { cleanHtml } from '../../src/ingest/clean-html/clean-html.ts';
import { type HtmlNode, parseHtml } from '../../src/ingest/clean-html/html-tree.ts';
import { isFilePath } from '../../src/ingest/clean-html/resolve-url.ts';
import { toXmlText } from '../../src/model/xml-text.ts';

function textOf(nodes: readonly HtmlNode[]): string {
  return nodes.map((node) => (typeof node === 'string' ? node : textOf(node.children))).join('');
}

const baseUrl = 'https://news.example.org/stories/well';

const CASES: readonly (readonly [behaviour: string, html: string, cleaned: string])[] = [
  ['keeps text, quotes, dashes and accents', '<p>“Ça va” – he said…</p>', '<p>“Ça va” – he said…</p>'],
  ['escapes text', '<p>1 < 2 & 3 &gt; 2</p>', '<p>1 &lt; 2 &amp; 3 &gt; 2</p>'],
  ['removes characters that XML does not allow', '<p>a\u0000b\u0007c\uFFFEd\uD800e</p>', '<p>abcde</p>'],
  ['makes line ends the same', '<p>a\r\nb\rc</p>', '<p>a\nb\nc</p>'],
  ['drops scripts with their text', '<p>a<script>alert(1)</script>b</p>', '<p>ab</p>'],
  ['drops styles with their text', '<style>p{}</style><p>a</p>', '<p>a</p>'],
  ['drops event handlers', '<p onclick="x()">a</p>', '<p>a</p>'],
  ['drops class, id and style', '<p class="x" id="y" style="color:red">a</p>', '<p>a</p>'],
  ['keeps lang and dir', '<p lang="he" dir="rtl">שלום</p>', '<p lang="he" dir="rtl">שלום</p>'],
  [
    'drops form fields and keeps the text around them',
    '<form>Name <input name=n><p>x</p></form>',
    '<div>Name <p>x</p></div>',
  ],
  ['drops SVG drawings', '<p>a<svg><a href="javascript:x()">b</a></svg>c</p>', '<p>ac</p>'],
  ['drops comments', '<p>a<!-- secret -->b</p>', '<p>ab</p>'],
  ['drops hidden elements', '<p>a</p><p hidden>b</p><div style="display: none">c</div>', '<p>a</p>'],
  ['keeps the content of unknown elements', '<p><o:p>a</o:p> <blink>b</blink></p>', '<p>a b</p>'],
  [
    'shortens white space between elements',
    '<div>\n  <p>a</p> \t <p>b</p>\n\n</div>',
    '<div>\n<p>a</p> <p>b</p>\n</div>',
  ],
  [
    'adds a paragraph to an iframe inside a block',
    '<div><iframe src="https://m.example/x"></iframe></div>',
    '<div><p><a href="https://m.example/x">m.example</a></p></div>',
  ],
  ['takes no unknown element for a heading', '<h12>a</h12><xh2>b</xh2>', 'ab'],
  ['drops sources outside players', '<p>a<source src="/a.mp3"></p>', '<p>a</p>'],
  ['closes open elements', '<p>a<p>b <b>c', '<p>a</p><p>b <b>c</b></p>'],
  ['moves a block out of a paragraph', '<p><span>a<div>b</div></span></p>', '<p>a</p><div>b</div>'],
  ['drops empty paragraphs', '<p>a</p>\n<p>&nbsp;</p>\n<p></p>\n<p><br></p>\n<p>b</p>', '<p>a</p>\n<p>b</p>'],
  ['keeps text separate around an empty block', 'a<div></div>b', 'a\nb'],
  ['lowers heading levels if there is an h1', '<h1>a</h1><h2>b</h2><h6>c</h6>', '<h2>a</h2><h3>b</h3><h6>c</h6>'],
  ['keeps heading levels if there is no h1', '<h2>a</h2><h3>b</h3>', '<h2>a</h2><h3>b</h3>'],
  ['keeps lists', '<ol start="3"><li>a<li>b</ol>', '<ol start="3"><li>a</li><li>b</li></ol>'],
  [
    'keeps tables',
    '<table border=1><tr><th scope=col>a<td colspan=2 align=left>b</table>',
    '<table><tr><th scope="col">a</th><td colspan="2">b</td></tr></table>',
  ],
  [
    'removes white space around values, and invalid spans',
    '<table><colgroup span="x2"><col span="2x"></colgroup><tr><td colspan=" 2 ">a</table>',
    '<table><colgroup><col /></colgroup><tr><td colspan="2">a</td></tr></table>',
  ],
  ['keeps white space in preformatted text', '<pre>a\n\n  <b>b</b>\n\n</pre>', '<pre>a\n\n  <b>b</b>\n\n</pre>'],
  [
    'replaces obsolete elements',
    '<center><strike>a</strike> <tt>b</tt></center>',
    '<div><s>a</s> <code>b</code></div>',
  ],

  [
    'keeps absolute links',
    '<a href="https://x.example/?a=1&b=2">a</a>',
    '<a href="https://x.example/?a=1&amp;b=2">a</a>',
  ],
  ['resolves relative links', '<a href="../b">a</a>', '<a href="https://news.example.org/b">a</a>'],
  ['resolves links without a protocol', '<a href="//x.example/a">a</a>', '<a href="https://x.example/a">a</a>'],
  [
    'keeps addresses of http:',
    '<p><a href="http://x.example/a">a</a><img src="http://x.example/a.jpg" alt="" /></p>',
    '<p><a href="http://x.example/a">a</a><img src="http://x.example/a.jpg" alt="" /></p>',
  ],
  ['keeps mail links', '<a href="mailto:desk@example.org">a</a>', '<a href="mailto:desk@example.org">a</a>'],
  ['removes javascript: links', '<a href=" java&#10;script:alert(1)">a</a>', 'a'],
  ['removes data: links', '<a href="data:text/html,x">a</a>', 'a'],
  [
    'ends a link where the next one begins, as browsers do',
    '<a href="/a">a <a href="/b">b</a></a>',
    '<a href="https://news.example.org/a">a </a><a href="https://news.example.org/b">b</a>',
  ],
  [
    'removes links inside links',
    '<a href="/a"><b>a <a href="/b">b</a></b></a>',
    '<a href="https://news.example.org/a"><b>a b</b></a>',
  ],
  ['drops empty links', '<p>a<a href="/x"></a></p>', '<p>a</p>'],
  [
    'keeps nofollow and ugc of rel, and drops target',
    '<a href="/a" target="_blank" rel="noopener UGC nofollow">a</a>',
    '<a href="https://news.example.org/a" rel="nofollow ugc">a</a>',
  ],
  [
    'resolves cite',
    '<blockquote cite="/q">a</blockquote>',
    '<blockquote cite="https://news.example.org/q">a</blockquote>',
  ],

  [
    'keeps images',
    '<img src="/a.jpg" width="4" height="3" alt="A well">',
    '<img src="https://news.example.org/a.jpg" width="4" height="3" alt="A well" />',
  ],
  [
    'adds an empty alt to images without one',
    '<img src="/a.jpg">',
    '<img src="https://news.example.org/a.jpg" alt="" />',
  ],
  [
    'drops sizes that are not pixels',
    '<img src="/a.jpg" width="100%" height="auto">',
    '<img src="https://news.example.org/a.jpg" alt="" />',
  ],
  [
    'resolves srcset',
    '<img src="/a.jpg" srcset="/a.jpg 300w, /b.jpg 600w,/c.jpg nonsense, data:x 2w" sizes="50vw">',
    '<img src="https://news.example.org/a.jpg" srcset="https://news.example.org/a.jpg 300w, https://news.example.org/b.jpg 600w" sizes="50vw" alt="" />',
  ],
  [
    'uses the largest image of srcset if there is no src',
    '<img srcset="/a.jpg 1x, /b.jpg 2x">',
    '<img src="https://news.example.org/b.jpg" srcset="https://news.example.org/a.jpg 1x, https://news.example.org/b.jpg 2x" alt="" />',
  ],
  [
    'completes the address of a web site',
    '<a href=" WWW.abc.example/a">a</a>',
    '<a href="https://www.abc.example/a">a</a>',
  ],
  [
    'resolves a path that begins like a web site',
    '<a href="www.html">a</a>',
    '<a href="https://news.example.org/stories/www.html">a</a>',
  ],
  ['drops links without an address', '<p><a href=" ">a</a><a name="b">b</a></p>', '<p>ab</p>'],
  [
    'drops images and quotations with a mail address',
    '<q cite="mailto:a@x.example">a</q><img src="mailto:a@x.example">',
    '<q>a</q>',
  ],
  [
    'keeps title, language and direction of images',
    '<img src="/a.jpg" title="T" lang="he" dir="rtl" class="x">',
    '<img src="https://news.example.org/a.jpg" title="T" lang="he" dir="rtl" alt="" />',
  ],
  [
    'drops sizes without widths in srcset',
    '<img src="/a.jpg" srcset="/a.jpg, /b.jpg 2.5x" sizes="50vw">',
    '<img src="https://news.example.org/a.jpg" srcset="https://news.example.org/a.jpg, https://news.example.org/b.jpg 2.5x" alt="" />',
  ],
  [
    'keeps only the unit of the first candidate of srcset, and no size of zero',
    '<img src="/a.jpg" srcset="/0.jpg 0w, /a.jpg 0300w, /b.jpg 2x, /c.jpg 99999w, /d.jpg 600w9, /e.jpg 100000w, /f.jpg 1.2345x, /g.jpg 5q" sizes="50vw">',
    '<img src="https://news.example.org/a.jpg" srcset="https://news.example.org/a.jpg 300w, https://news.example.org/c.jpg 99999w" sizes="50vw" alt="" />',
  ],
  [
    'reads commas in the addresses of srcset',
    '<img src="/a.jpg" srcset=" ,/w_1,h_2/a.jpg 1x,/b.jpg,, /c.jpg 12.25x , ">',
    '<img src="https://news.example.org/a.jpg" srcset="https://news.example.org/w_1,h_2/a.jpg 1x, https://news.example.org/b.jpg, https://news.example.org/c.jpg 12.25x" alt="" />',
  ],
  [
    'escapes a comma at the end of an address of srcset',
    '<img src="/a.jpg" srcset="/b.jpg,&#1; 2x">',
    '<img src="https://news.example.org/a.jpg" srcset="https://news.example.org/b.jpg%2C 2x" alt="" />',
  ],
  [
    'uses the largest image, whatever its position in srcset',
    '<img srcset="/a.jpg 900w, /b.jpg 1000w, /c.jpg 30w">',
    '<img src="https://news.example.org/b.jpg" srcset="https://news.example.org/a.jpg 900w, https://news.example.org/b.jpg 1000w, https://news.example.org/c.jpg 30w" alt="" />',
  ],
  [
    'counts a candidate of srcset without a descriptor as one to one',
    '<img srcset="/a.jpg .5x, /c.jpg 0.5x, /b.jpg">',
    '<img src="https://news.example.org/b.jpg" srcset="https://news.example.org/c.jpg 0.5x, https://news.example.org/b.jpg" alt="" />',
  ],
  ...['data-src', 'data-lazy-src', 'data-original'].map(
    (name) =>
      [
        `uses the ${name} of an image`,
        `<img src="/blank.gif" ${name}=" /a.jpg ">`,
        '<img src="https://news.example.org/a.jpg" alt="" />',
      ] as const,
  ),
  ...['data-srcset', 'data-lazy-srcset'].map(
    (name) =>
      [
        `uses the ${name} of an image`,
        `<img srcset="/blank.gif 1x" ${name}="/a.jpg 2x">`,
        '<img src="https://news.example.org/a.jpg" srcset="https://news.example.org/a.jpg 2x" alt="" />',
      ] as const,
  ),
  ...[
    'width="0"',
    'height=" 1PX "',
    'style="color: red; HEIGHT : 0"',
    'style="width:1px!important"',
    'hidden',
    'style="VISIBILITY : hidden"',
  ].map(
    (attribute) => [`drops an image with ${attribute}`, `<p>a<img src="/a.jpg" ${attribute}></p>`, '<p>a</p>'] as const,
  ),
  ...['width="10"', 'width="11px"', 'style="max-width:1px"', 'style="width: 10px"', 'style="width:1em"'].map(
    (attribute) =>
      [
        `keeps an image with ${attribute}`,
        `<img src="/a.jpg" ${attribute}>`,
        `<img src="https://news.example.org/a.jpg"${attribute === 'width="10"' ? ' width="10"' : ''} alt="" />`,
      ] as const,
  ),
  [
    'keeps the image of noscript beside another image',
    '<img src="/a.jpg"><noscript><img src="/b.jpg"></noscript>',
    '<img src="https://news.example.org/a.jpg" alt="" /><img src="https://news.example.org/b.jpg" alt="" />',
  ],
  [
    'drops the copy of an image that is not lazy',
    '<noscript><p><img src="/a.jpg"></p></noscript> <p><img src="/a.jpg"></p>',
    '<p><img src="https://news.example.org/a.jpg" alt="" /></p>',
  ],
  [
    'keeps the text of noscript beside a lazy image, and images that are not beside it',
    '<noscript><img src="/c.jpg"></noscript><p>a</p><img data-src="/a.jpg"><noscript>b</noscript>',
    '<img src="https://news.example.org/c.jpg" alt="" /><p>a</p><img src="https://news.example.org/a.jpg" alt="" />b',
  ],
  [
    'keeps two equal images in noscript',
    '<noscript><img src="/a.jpg"></noscript><noscript><img src="/a.jpg"></noscript>',
    '<img src="https://news.example.org/a.jpg" alt="" /><img src="https://news.example.org/a.jpg" alt="" />',
  ],
  [
    'keeps the image of noscript after a text',
    '<img data-src="/a.jpg">a<noscript><img src="/b.jpg"></noscript>',
    '<img src="https://news.example.org/a.jpg" alt="" />a<img src="https://news.example.org/b.jpg" alt="" />',
  ],
  [
    'uses the last source of a picture whose img has no address',
    '<picture>a<source srcset="/a.avif"><source srcset="/a.jpg 800w" title="S"><img src="data:x" alt="A" title="T"></picture>',
    '<img src="https://news.example.org/a.jpg" srcset="https://news.example.org/a.jpg 800w" title="T" alt="A" />',
  ],
  ['keeps the content of a picture without images', '<picture><b>a</b></picture>', '<b>a</b>'],
  ['drops a picture whose image is a pixel', '<p>a<picture><img src="/a.jpg" width="1"></picture></p>', '<p>a</p>'],
  ['drops images of one pixel', '<p>a<img src="https://t.example/p" width="1" height="1"></p>', '<p>a</p>'],
  [
    'drops images that are one pixel by style',
    '<p>a<img src="https://t.example/p" style="width:1px; height: 1px"></p>',
    '<p>a</p>',
  ],
  ['drops hidden images', '<p>a<img src="https://t.example/p" style="display:none"></p>', '<p>a</p>'],
  ['drops images in data: addresses', '<p>a<img src="data:image/gif;base64,R0lGOD"></p>', '<p>a</p>'],
  ['drops references to our media folder that the source wrote', '<p>a<img src="tidings-media:0.jpg"></p>', '<p>a</p>'],
  [
    'replaces a lazy image by a normal one',
    '<img src="data:image/gif;base64,R0" data-src="/a.jpg">',
    '<img src="https://news.example.org/a.jpg" alt="" />',
  ],
  [
    'keeps a lazy image once if noscript has it too',
    '<img src="/blank.gif" data-lazy-src="/a.jpg">\n<noscript><img src="/a-300.jpg"></noscript>',
    '<img src="https://news.example.org/a.jpg" alt="" />',
  ],
  [
    'drops the copy before a lazy image',
    '<figure><noscript><img src="/a.jpg"></noscript><img data-src="/a.jpg"></figure>',
    '<figure><img src="https://news.example.org/a.jpg" alt="" /></figure>',
  ],
  [
    'uses the image of noscript if it is the only one',
    '<img src="data:image/gif;base64,R0"><noscript><img src="/a.jpg"></noscript>',
    '<img src="https://news.example.org/a.jpg" alt="" />',
  ],
  [
    'replaces picture by its img',
    '<picture><source srcset="/a.avif" type="image/avif"><img src="/a.jpg"></picture>',
    '<img src="https://news.example.org/a.jpg" alt="" />',
  ],
  [
    'uses the source of a picture without img',
    '<picture><source srcset="/a.jpg 800w"></picture>',
    '<img src="https://news.example.org/a.jpg" srcset="https://news.example.org/a.jpg 800w" alt="" />',
  ],

  [
    'keeps players with their media',
    '<video autoplay src="/v.mp4" poster="p.jpg" onplay="x()"><source src="/v.webm" type="video/webm"><track src="/t.vtt">none</video>',
    '<video src="https://news.example.org/v.mp4" poster="https://news.example.org/stories/p.jpg" controls><source src="https://news.example.org/v.webm" type="video/webm" /></video>',
  ],
  [
    'drops posters of another protocol',
    '<video src="/v.mp4" poster="xhttp://x.example/p.jpg"></video>',
    '<video src="https://news.example.org/v.mp4" controls></video>',
  ],
  ['replaces a player without media by its fallback', '<audio src="data:x"><p>a</p></audio>', '<p>a</p>'],
  [
    'replaces a YouTube video by its image with a link',
    '<iframe src="//www.youtube.com/embed/a1B2c3D4e5F?rel=0" title="The well"></iframe>',
    '<p><a href="https://www.youtube.com/watch?v=a1B2c3D4e5F"><img src="https://i.ytimg.com/vi/a1B2c3D4e5F/hqdefault.jpg" width="480" height="360" alt="The well" /></a></p>',
  ],
  [
    'replaces a Vimeo video by a link to its page',
    '<iframe src="https://player.vimeo.com/video/76979871?h=1"></iframe>',
    '<p><a href="https://vimeo.com/76979871">vimeo.com</a></p>',
  ],
  [
    'replaces any other iframe by a link',
    '<iframe src="https://maps.example.org/x" title="Map of the valley"></iframe>',
    '<p><a href="https://maps.example.org/x">Map of the valley</a></p>',
  ],
  [
    'adds no paragraph inside a paragraph',
    '<p>see <iframe src="https://m.example/x"></iframe></p>',
    '<p>see <a href="https://m.example/x">m.example</a></p>',
  ],
  [
    'drops hidden iframes',
    '<p>a</p><iframe src="https://t.example/ns" style="display:none;visibility:hidden"></iframe>',
    '<p>a</p>',
  ],
  [
    'replaces an object by a link',
    '<object data="/f.pdf" title="Report"></object>',
    '<p><a href="https://news.example.org/f.pdf">Report</a></p>',
  ],
  ['drops iframes of one pixel', '<p>a<iframe src="https://t.example/" width="1" height="1"></iframe></p>', '<p>a</p>'],
  ['replaces an object by its text', '<p><object data="/f.swf">a</object></p>', '<p>a</p>'],
  ['replaces an object by its fallback', '<object data="/f.swf"><p>a</p></object>', '<p>a</p>'],
  [
    'replaces embed by a link',
    '<embed src="https://x.example/f.swf">',
    '<p><a href="https://x.example/f.swf">x.example</a></p>',
  ],
  ...['www.youtube.com/v/', 'm.youtube.com/shorts/', 'youtube-nocookie.com/live/', 'youtube.com/embed/'].map(
    (address) =>
      [
        `links to the video of ${address}`,
        `<b><iframe src="https://${address}a1B2-3D4_5F"></iframe></b>`,
        '<b><a href="https://www.youtube.com/watch?v=a1B2-3D4_5F"><img src="https://i.ytimg.com/vi/a1B2-3D4_5F/hqdefault.jpg" width="480" height="360" alt="youtube.com" /></a></b>',
      ] as const,
  ),
  ...[
    'https://www.youtube.com/embed/videoseries?list=1',
    'https://www.youtube.com/embed/a1B2c3D4e5F6',
    'https://www.youtube.com/x/embed/a1B2c3D4e5F',
    'https://wwwxyoutube.com/embed/a1B2c3D4e5F',
    'https://x.example/embed/a1B2c3D4e5F',
    'https://www.youtube.com.example/embed/a1B2c3D4e5F',
    'https://x.player.vimeo.com/video/76979871',
    'https://player.vimeo.com/video/76979871/x',
    'https://player.vimeo.com/x/video/76979871',
  ].map(
    (address) =>
      [
        `links to the address of the iframe ${address}`,
        `<p><iframe src="${address}" title=" Film "></iframe></p>`,
        `<p><a href="${address}">Film</a></p>`,
      ] as const,
  ),
  [
    'adds no link to an iframe inside a link',
    '<a href="/a">a <iframe src="https://www.m.www.example/x"></iframe></a>',
    '<a href="https://news.example.org/a">a m.www.example</a>',
  ],
  ...['movie', 'SRC', 'url'].map(
    (name) =>
      [
        `replaces an object by a link to its parameter ${name}`,
        `<object data="data:x" title="Film"><param name="quality" value="/q"><b></b> <param name="${name}" value="/f.swf"></object>`,
        '<p><a href="https://news.example.org/f.swf">Film</a></p>',
      ] as const,
  ),
  [
    'drops an object with a parameter of another name',
    '<p>a<object><param name="xurl" value="/f"><param name="urlx" value="/f"><param value="/f"><param name="url"><embed name="url" value="/g"></object></p>',
    '<p>a</p>',
  ],
  [
    'replaces an object of an image by the image',
    '<object data="/f" type="IMAGE/png" width="40">\n</object>',
    '<img src="https://news.example.org/f" width="40" alt="" />',
  ],
  [
    'links to an object of another type',
    '<object data="/f" type="x-image/png"></object>',
    '<p><a href="https://news.example.org/f">news.example.org</a></p>',
  ],
  ['drops hidden objects', '<p>a<object data="/f" width="1"><b>b</b></object></p>', '<p>a</p>'],
  [
    'keeps the sources of a player that have an address',
    '<audio poster="/p.jpg" width="4">a<b>b</b><source src="data:x" type="audio/a"><source src="/a.ogg" type="ogg"></audio>',
    '<audio controls><source src="https://news.example.org/a.ogg" /></audio>',
  ],
  [
    'keeps a quoted post and drops its script',
    '<blockquote class="twitter-tweet"><p>Rain!</p><a href="https://social.example/1">20 Nov</a></blockquote><script async src="https://social.example/w.js"></script>',
    '<blockquote><p>Rain!</p><a href="https://social.example/1">20 Nov</a></blockquote>',
  ],
];

/** All attributes that are allowed, in valid forms, and elements that readers see although they have no text. */
const CLEAN: readonly string[] = [
  '<p><b>a</b> b <i>c</i>\n d</p>',
  '<div>a<br />b<wbr />c<hr /></div>',
  '<div><hr /></div>',
  '<table><thead><tr><th></th></tr></thead></table>',
  '<table><tbody><tr><td></td></tr></tbody></table>',
  '<div><img src="https://x.example/a.jpg" alt="" /></div>',
  '<figure><audio src="https://x.example/a.mp3" controls></audio></figure>',
  '<p><b><video src="https://x.example/v.mp4" controls></video></b></p>',
  '<p lang="en-GB" dir="ltr">a</p>',
  '<p lang="zh-Hant-TW" dir="auto">a</p>',
  '<a href="https://x.example/" title="A b" hreflang="es-Latn-419" rel="sponsored">a</a>',
  '<abbr title="World Council">WC</abbr>',
  '<audio src="https://x.example/a.mp3" controls></audio>',
  '<table><caption>a</caption><colgroup span="12"><col span="2" /></colgroup></table>',
  '<table><tbody><tr><th colspan="12" rowspan="2" scope="rowgroup">a</th><td colspan="3" rowspan="12">b</td></tr></tbody></table>',
  '<data value="8.5 kg">a</data> <q cite="https://x.example/">b</q>',
  '<del cite="https://x.example/" datetime="2026-11-20T08:15:00.5+01:00">a</del>',
  '<ins cite="https://x.example/" datetime="2026-11-20 08:15">a</ins>',
  '<time datetime="PT2H30M">a</time>',
  '<details open><summary>a</summary><p>b</p></details>',
  '<img src="https://x.example/a.jpg" title="A b" width="99999" height="10" lang="he" dir="rtl" alt="a" />',
  '<ol start="-12" reversed type="i"><li value="5">a</li></ol>',
  '<video src="https://x.example/v.mp4" width="640" height="360" controls></video>',
  '<video controls><source src="https://x.example/v" type="application/vnd.apple.mpegurl" /></video>',
];

/** Values that are close to valid ones. */
const INVALID_ATTRIBUTES: readonly (readonly [element: string, attribute: string, ...values: string[]])[] = [
  ['a href="https://x.example/"', 'hreflang', '-en', 'en_GB', 'en-', 'en-abcdefghi', 'englisches'],
  ['a href="https://x.example/"', 'rel', 'noopener', 'xugc ugcx'],
  ['p', 'lang', '', '-en', 'en_GB', 'en-', 'englisches', 'en-abcdefghi', 'e n'],
  ['p', 'dir', 'xltr', 'ltrx', 'down'],
  ['abbr', 'title', ' '],
  ['data', 'value', 'a&quot;b', 'a&lt;', '', 'a'.repeat(81)],
  ['time', 'datetime', '2026/11/20', '', '1'.repeat(41), '(2026'],
  ['td', 'colspan', '0x2', '2%', '1234', ''],
  ['td', 'rowspan', 'x2', '2x', '1234'],
  ['th', 'scope', 'rows', 'xrow', 'table'],
  ['ol', 'start', '1.5', '+1', 'x1', '1234567', '--1'],
  ['ol', 'type', 'x', '11', 'aa', 'text/', '/html', 'te xt/html', 'a/b;c'],
];

const REPLACED: Readonly<Record<string, string>> = {
  acronym: 'abbr',
  center: 'div',
  dialog: 'div',
  dir: 'ul',
  fieldset: 'div',
  form: 'div',
  hgroup: 'div',
  legend: 'p',
  listing: 'pre',
  main: 'div',
  menu: 'ul',
  nav: 'div',
  plaintext: 'pre',
  strike: 's',
  tt: 'code',
  xmp: 'pre',
};

describe('cleaning HTML', () => {
  test.each(CASES)('%s', (_behaviour, html, cleaned) => {
    expect(cleanHtml(html, { baseUrl })).toBe(cleaned);
    expect(cleanHtml(cleaned, { baseUrl })).toBe(cleaned);
  });

  test.each(CLEAN)('changes nothing in %s', (html) => {
    expect(cleanHtml(html)).toBe(html);
  });

  test.each(INVALID_ATTRIBUTES)('removes an invalid %s %s', (element, attribute, ...values) => {
    for (const value of values) {
      expect(cleanHtml(`<${element} ${attribute}="${value}">a`)).toBe(`<${element}>a</${element.split(' ')[0]}>`);
    }
  });

  test.each(['012', '123456', '-4', '4px', '4.5', 'x4'])('removes the width and the height %s', (size) => {
    const image = (attributes: string) => `<img src="https://x.example/a.jpg"${attributes} alt="" />`;
    expect(cleanHtml(image(` width="${size}" height="${size}"`))).toBe(image(''));
  });

  test.each(
    'applet button canvas datalist head map meter noembed noframes optgroup option output progress select svg template textarea title'.split(
      ' ',
    ),
  )('drops %s with its text', (element) => {
    expect(cleanHtml(`<p>a</p><${element}>hidden</${element}>`)).toBe('<p>a</p>');
  });

  test.each('a abbr b bdi cite code data del em h2 h6 i ins kbd pre q span strong summary time'.split(' '))(
    'adds no paragraph inside %s',
    (element) => {
      const start = element === 'a' ? '<a href="https://x.example/">' : `<${element} lang="en">`;
      const content = element === 'a' ? 'm.example' : '<a href="https://m.example/x">m.example</a>';
      expect(cleanHtml(`${start}<iframe src="https://m.example/x"></iframe></${element}>`)).toBe(
        `${start}${content}</${element}>`,
      );
      expect(cleanHtml(`a${start} </${element}>b`)).toMatch(/^a\sb$/);
    },
  );

  test.each(
    'address article aside blockquote details div dl figcaption figure footer header ol section table ul p h3'.split(
      ' ',
    ),
  )('drops an empty %s', (element) => {
    expect(cleanHtml(`a<${element} lang="en"><b> \u200b</b></${element}>b`)).toBe('a\nb');
  });

  test.each(Object.entries(REPLACED))('replaces %s by %s', (obsolete, element) => {
    expect(cleanHtml(`<${obsolete}>a`)).toBe(`<${element}>a</${element}>`);
  });

  test('removes relative addresses without a base, and keeps the text', () => {
    expect(cleanHtml('<p><a href="/b">a</a> <img src="c.jpg"><a href="#n">n</a></p>')).toBe('<p>a n</p>');
  });

  test.each([
    [undefined, 'https'],
    ['https://news.example.org/', 'https'],
    ['http://news.example.org/', 'http'],
  ])('adds the protocol of the base %s to an address without one', (base, protocol) => {
    const options = base === undefined ? {} : { baseUrl: base };
    expect(cleanHtml('<a href=" //x.example/a ">a</a>', options)).toBe(`<a href="${protocol}://x.example/a">a</a>`);
  });

  test('replaces files by their images in the media folder, and keeps those', () => {
    const mediaImages = new Map([['media/a.jpg', { url: 'tidings-media:0f.jpg', width: 800, height: 600 }]]);
    const cleaned = cleanHtml(
      '<img src=" media/a.jpg " srcset="https://x.example/b.jpg 2x" alt="A" width=9><img src="tidings-media:ff.jpg">',
      {
        mediaImages,
      },
    );
    expect(cleaned).toBe('<img src="tidings-media:0f.jpg" width="800" height="600" alt="A" />');
    expect(cleanHtml(cleaned, { mediaImages })).toBe(cleaned);
    expect(cleanHtml(cleaned)).toBe('');
  });

  test.each(['<', '<b>', '<p><x><div>', '<svg/>', '<!--', '<noscript><img>', '&', '<a href="//x.org">'])(
    '300,000 characters of %s are cleaned without delay, and the result is clean',
    (piece) => {
      const cleaned = cleanHtml(piece.repeat(300_000 / piece.length));
      expect(cleaned.length < 10_000 ? cleanHtml(cleaned) : cleaned).toBe(cleaned);
    },
  );

  test.each([
    ['500 nested elements', '<b>'.repeat(500), '<b>'.repeat(501)],
    ['1000 SVG elements', '<svg></svg>'.repeat(1000), '<svg></svg>'.repeat(1001)],
    ['1000 MathML elements', '<math></math>'.repeat(1000), '<math></math>'.repeat(1001)],
  ])('markup with more than %s becomes text', (_what, most, tooMuch) => {
    expect(cleanHtml(`<p>a</p>${most}`)).toBe('<p>a</p>');
    expect(cleanHtml(`<p>a</p>${tooMuch}`)).toBe('a');
  });

  test('text is kept of markup with too deep nesting', () => {
    expect(cleanHtml(`${'<b>'.repeat(1000)}still<br>&lt;here&gt;, 2 > 1 < 2${'</b>'.repeat(1000)}`)).toBe(
      'still &lt;here&gt;, 2 &gt; 1 &lt; 2',
    );
  });
});

test.each([
  ['a.jpg', true],
  ['media/a:1.jpg', true],
  ['/a.jpg?x#y', true],
  ['1:a.jpg', true],
  ['www.jpg', true],
  ['DATA:image/gif', false],
  ['h2+.-:a', false],
  ['//x.example/a.jpg', false],
  ['\\\\x\\a.jpg', false],
  ['#a', false],
  ['?a', false],
  ['www.x.example/a.jpg', false],
])('whether %s is the path of a file: %s', (address, isPath) => {
  expect(isFilePath(address)).toBe(isPath);
});

const HANDLERS = ['onclick', 'onerror', 'onload', 'onfocus', 'onmouseover', 'ontoggle', 'onbegin', 'onanimationstart'];
const OTHER_ATTRIBUTES =
  'style class id srcdoc action formaction ping background data manifest http-equiv xlink:href target autofocus is name';
const ALLOWED_ATTRIBUTES =
  'href title hreflang rel src controls cite span value datetime open srcset sizes alt width height start reversed type colspan rowspan scope poster lang dir';
const HOSTILE_VALUES = [
  'javascript:alert(1)',
  ' jAva&#10;script:alert(1)',
  '&#1;javascript:alert(1)',
  'vbscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'blob:https://news.example.org/1',
  'file:///etc/passwd',
  'mailto:desk@x.example',
  '&quot;><script>alert(1)</script>',
  '&quot; onload=&quot;alert(1)',
  'https://x.example/a',
];

/** Fails if any of this runs, or loads something else than images and media over HTTP. */
function expectHarmless(nodes: readonly HtmlNode[]): void {
  for (const node of nodes) {
    if (typeof node === 'string') continue;
    expect(node.name).not.toMatch(
      /^(?:script|style|iframe|object|embed|svg|math|form|input|button|base|meta|link|template)$/,
    );
    for (const [name, value] of Object.entries(node.attributes)) {
      expect(ALLOWED_ATTRIBUTES.split(' ')).toContain(name);
      if (/^(?:src|srcset|poster|cite)$/.test(name)) expect(value).toMatch(/^https?:/);
      if (name === 'href') expect(value).toMatch(/^(?:https?|mailto):/);
    }
    expectHarmless(node.children);
  }
}

describe('nothing that runs comes out of', () => {
  const elements = new Set([
    ...Object.keys(ALLOWED),
    ...Object.keys(RENAMED),
    'iframe',
    'object',
    'embed',
    'picture',
    'x-y',
  ]);
  test.each([...elements])('%s, whatever its attributes are', (element) => {
    const names = [...ALLOWED_ATTRIBUTES.split(' '), ...OTHER_ATTRIBUTES.split(' '), ...HANDLERS];
    for (const value of HOSTILE_VALUES) {
      const attributes = names.map((name) => `${name}="${value}"`).join(' ');
      const html = `<${element} ${attributes}>text<img src="/a.jpg" ${attributes}></${element}>`;
      for (const options of [{}, { baseUrl }]) expectHarmless(parseHtml(cleanHtml(html, options)) ?? []);
    }
  });
});

const markup = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...'p div span b a ul li table td h1 h3 pre blockquote figure picture video source iframe object noscript x-y svg script'
          .split(' ')
          .flatMap((name) => [`<${name}>`, `</${name}>`]),
        '<a href="/x">',
        '<img src="a.jpg">',
        '<img data-src=/b.jpg srcset="c.jpg, d.jpg 2x">',
        '<iframe src=https://x.org/>',
        ...HANDLERS.map((name) => `<p ${name}="alert(1)">`),
        ...HOSTILE_VALUES.flatMap((value) => [
          `<a href="${value}">`,
          `<img src="${value}">`,
          `<video poster="${value}">`,
        ]),
        '<br>',
        '<hr/>',
        '&nbsp;',
        ' ',
        '\n',
        '<!-- -->',
      ),
      fc.string({ maxLength: 6 }),
    ),
    { maxLength: 25 },
  )
  .map((pieces) => pieces.join(''));

describe('laws of cleaning', () => {
  test('cleaning clean HTML changes nothing', () => {
    fc.assert(
      fc.property(markup, fc.constantFrom(undefined, baseUrl), (html, base) => {
        const options = base === undefined ? {} : { baseUrl: base };
        const once = cleanHtml(html, options);
        expect(cleanHtml(once, options)).toBe(once);
      }),
      { numRuns: 2000 },
    );
  });

  test('all text that XML allows is kept', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
        const cleaned = cleanHtml(`<p>[${escaped}]</p>`);
        expect(textOf(parseHtml(cleaned) ?? [])).toBe(`[${toXmlText(text).replace(/\r\n?/g, '\n')}]`);
      }),
    );
  });

  test('text is kept in all elements that are not removed with their content', () => {
    const kept = fc.constantFrom('p', 'div', 'b', 'x-y', 'ul', 'table', 'form', 'section', 'font');
    fc.assert(
      fc.property(fc.array(fc.tuple(kept, fc.stringMatching(/^[a-z]{1,5}$/)), { minLength: 1 }), (parts) => {
        const html = parts.map(([name, word]) => `<${name}>${word}`).join('');
        expect(textOf(parseHtml(cleanHtml(html)) ?? []).replace(/\s/g, '')).toBe(
          parts.map(([, word]) => word).join(''),
        );
      }),
    );
  });

  test('nothing that runs comes out', () => {
    fc.assert(fc.property(markup, (html) => expectHarmless(parseHtml(cleanHtml(html, { baseUrl })) ?? [])));
  });
});

import type { Headlines } from '../../widget/contract/headlines.ts';
import { headlines } from './fixture-headlines.ts';
import type { Stage } from './stage.ts';

/** A state of the matrix: the kind of page, and what goes wrong on it. */
export interface State {
  readonly name: string;
  /** Whether the divs show headlines at the end, or their links stay. */
  readonly shows: boolean;
  /** Rules and policies of the page. */
  readonly head?: string;
  readonly headers?: (origin: string) => Readonly<Record<string, string>>;
  readonly javaScriptEnabled?: boolean;
  /** Changes what the server answers. */
  readonly prepare?: (stage: Stage) => void;
  /** The body, from the divs and the script. */
  readonly body?: (divs: string, script: string) => string;
  /** Runs in the page after its document is loaded. */
  readonly script?: string;
  /** Runs in the page: whether `script` is finished. Without it, `script` is finished as soon as it has run. */
  readonly done?: string;
  /** How many copies of the divs are on the page at the end. */
  readonly copies?: number;
  /** Number of headlines in each widget. */
  readonly items?: number;
  /** Whether the page's own lines are wider than the page. */
  readonly overflows?: boolean;
  /** Whether the browser writes messages about this state to the console. */
  readonly complains?: boolean;
}

const HOSTILE_TITLES = [
  '<img src=x onerror=alert(1)>',
  '</script><script>alert(1)</script>',
  '&lt;b&gt;bold&lt;/b&gt; & "quoted"',
  'Wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww',
  '\u202eright to left\u202c \u2028 next line',
];

/** Inherited and own properties of every kind, as a careless theme sets them, all `!important`. */
export const HOSTILE_CSS = `
  *, *::before, *::after {
    color: red !important; line-height: 3 !important; letter-spacing: 0.5em !important; word-spacing: 2em !important; text-transform: uppercase !important;
    text-align: right !important; text-indent: 4em !important; white-space: pre !important; font-weight: 900 !important; font-style: italic !important;
    visibility: visible !important; list-style: square inside !important; text-shadow: 1px 1px lime !important;
    word-break: break-all !important; text-decoration: line-through !important; transition: all 1s !important }
  div { columns: 3 !important } h2 { display: none !important } ul { margin: 9em !important } li { float: left !important } a { border: 9px solid !important }
  img { width: 100% !important; height: auto !important } p { font-size: 40px !important } section, footer { padding: 50px !important }
  button { width: 100% !important; padding: 40px !important } time, small { display: none !important }`;

const publish = (change: (usual: Headlines) => Partial<Headlines>) => (stage: Stage) =>
  stage.tidings.publish('top', (usual) => ({ ...usual, ...change(usual) }));

/** The states in which every layout is tested, at every width, on light and dark pages, in both directions. */
export const STATES: readonly State[] = [
  { name: 'normal', shows: true },
  { name: 'no JavaScript', shows: false, javaScriptEnabled: false },
  {
    name: 'the script is blocked',
    shows: false,
    complains: true,
    headers: () => ({ 'Content-Security-Policy': "script-src 'unsafe-inline'" }),
  },
  {
    name: '503',
    shows: false,
    complains: true,
    prepare: ({ tidings }) => tidings.answer('/v1/top.js', { status: 503, text: 'Busy' }),
  },
  { name: 'no answer', shows: false, prepare: ({ tidings }) => tidings.answer('/v1/top.js', 'never') },
  { name: 'an empty feed', shows: false, prepare: publish(() => ({ items: [], end: 1 })) },
  {
    name: 'hostile titles',
    shows: true,
    prepare: publish(({ items }) => ({
      items: items.map((item, index) => ({ ...item, t: HOSTILE_TITLES[index] ?? '', s: HOSTILE_TITLES[0] ?? '' })),
    })),
  },
  {
    name: 'javascript: addresses',
    shows: true,
    items: 3,
    prepare: publish(({ items }) => ({
      end: 1,
      items: items.map((item, index) => (index < 2 ? { ...item, u: 'javascript:alert(1)' } : item)),
    })),
  },
  {
    name: 'the script loads late, moved by an optimiser',
    shows: true,
    body: (divs, script) => `${divs}<script type="text/late">${script.replaceAll('</', '<\\/')}</script>`,
    script: `addEventListener('load', () => setTimeout(() => {
      const script = document.createElement('script');
      script.src = /src="([^"]+)"/.exec(document.querySelector('[type="text/late"]').textContent)[1];
      document.body.append(script);
    }, 50))`,
  },
  {
    name: 'a navigation without reload brings other divs',
    shows: true,
    script: `addEventListener('load', () => setTimeout(() => {
      history.pushState({}, '', location.pathname + '?other');
      for (const main of document.querySelectorAll('main')) main.replaceWith(main.cloneNode(true));
    }, 50))`,
    done: "location.search === '?other'",
  },
  { name: 'two of each', shows: true, copies: 2, body: (divs, script) => divs + script + divs },
  { name: 'the script twice', shows: true, body: (divs, script) => script + divs + script },
  { name: 'a root of 62.5%', shows: true, head: '<style>html { font-size: 62.5% } body { font-size: 1.6rem }</style>' },
  { name: 'a hostile style sheet', shows: true, overflows: true, head: `<style>${HOSTILE_CSS}</style>` },
  {
    name: 'a strict policy with Trusted Types',
    shows: true,
    headers: (origin) => ({
      // The styles of the page and of the snippet are allowed, because they reserve the height.
      'Content-Security-Policy': `default-src 'none'; script-src ${origin}; img-src ${origin} data:; connect-src ${origin}; style-src 'unsafe-inline'; require-trusted-types-for 'script'; trusted-types 'none'`,
    }),
  },
];

const HEBREW = ['שיקום בית הספר הישן בכפר תל אורן הושלם', 'מקהלות משלוש ערים שרות יחד', 'באר משותפת נפתחה מחדש'];

/** Publishes a feed in Hebrew. */
export function publishHebrew({ tidings }: Stage): void {
  tidings.publish('top', (usual) => ({
    ...usual,
    lang: 'he',
    dir: 'rtl',
    title: 'חדשות',
    items: usual.items.map((item, index) => ({ ...item, t: HEBREW[index % HEBREW.length] ?? '', s: HEBREW[0] ?? '' })),
  }));
}

/** Number of headlines in a widget by default. */
export const USUAL_ITEMS = headlines('').items.length;

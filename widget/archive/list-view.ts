import type { Headline } from '../contract/headlines.ts';
import type { HeadlinesPage } from '../contract/headlines-page.ts';
import { element } from '../element.ts';
import { renderItems } from '../items.ts';
import { stay, type ViewContext } from './article-view.ts';

/** The list with what turns its pages. */
export interface ListView {
  /** Hides it while an article stands in its place, and shows it again. */
  hide(hidden: boolean): void;
  /** Says something to those who look and those who listen. */
  say(text: string): void;
  /** The link of a headline that is on this page. */
  find(id: string): HTMLElement | null | undefined;
}

/** From the last letter typed until the search begins, in milliseconds. */
const PAUSE_MS = 350;
const DAY_S = 86_400;

/** Puts search and categories above the list, pages below it. `open` is asked to show an article. */
export function openList(
  section: HTMLElement,
  first: HeadlinesPage,
  { options, words, lang }: ViewContext,
  ask: (query: string) => Promise<HeadlinesPage>,
  open: (id: string, link: HTMLElement) => void,
): ListView {
  let list = section.querySelector('ul') as HTMLElement;
  let pages: readonly HeadlinesPage[] = [first];
  let at = 0;
  let shown: readonly Headline[] = [];
  let narrowed = '';
  /** Counts questions, so that an answer that comes late is not shown. */
  let asked = 0;

  const query = element('input', {
    type: 'search',
    ariaLabel: words.search,
    placeholder: words.search,
    maxLength: 100,
  });
  const topic = element(
    'select',
    { ariaLabel: words.allCategories },
    element('option', { value: '' }, words.allCategories),
    ...(first.categories ?? []).map(([value, label]) => element('option', { value }, label)),
  );
  const form = element('form', { role: 'search' }, query, topic.length > 1 && topic);
  const status = element('output', {});
  const newer = element('button', { type: 'button' }, words.newer);
  const older = element('button', { type: 'button' }, words.older);
  const pager = element('nav', { ariaLabel: section.ariaLabel }, newer, status, older);
  for (const part of [form, pager]) Object.assign(part, { lang: words.language, dir: 'auto' });

  const draw = (): void => {
    const page = pages[at] as HeadlinesPage;
    const oldest = Date.now() / 1000 - (options['max-age-days'] ?? 1e5) * DAY_S;
    shown = page.items.filter((item) => item.d > oldest);
    // Where the newest page is drawn once more, the reader's place in it stays.
    const focused = [...list.querySelectorAll('a')].indexOf(
      (section.getRootNode() as ShadowRoot).activeElement as HTMLAnchorElement,
    );
    const next = renderItems(shown, { ...options, target: 'same' }, lang, '', Date.now());
    if (!shown.length)
      next.children[0]?.replaceWith(
        element('li', { className: 'nothing', lang: words.language, dir: 'auto' }, words.nothing),
      );
    list.replaceWith(next);
    list = next;
    next.querySelectorAll('a')[focused]?.focus();
    newer.disabled = !at;
    older.disabled = !page.next || shown.length < page.items.length;
    const before = pages.slice(0, at).reduce((sum, { items }) => sum + items.length, 0);
    status.value = shown.length ? `${before + 1}–${before + shown.length}` : words.nothing;
  };

  /** Shows a page; `true` once it stands there. */
  const turn = async (before: readonly HeadlinesPage[], to: number): Promise<boolean> => {
    const turning = ++asked;
    section.ariaBusy = 'true';
    try {
      let known = before;
      if (!known[to]) {
        status.value = words.loading;
        const after = known[to - 1]?.next;
        known = [...known, await ask((after ? `&after=${after}` : '') + narrowed)];
      }
      if (turning !== asked) return false;
      pages = known;
      at = to;
      draw();
      return true;
    } catch {
      if (turning === asked) status.value = words.failed;
      return false;
    } finally {
      if (turning === asked) section.ariaBusy = 'false';
    }
  };

  const turnAndLook = async (to: number): Promise<void> => {
    if (!(await turn(pages, to))) return;
    if (section.getBoundingClientRect().top < 0) section.scrollIntoView({ behavior: 'instant' });
    list.querySelector('a')?.focus({ preventScroll: true });
  };
  newer.onclick = () => turnAndLook(at - 1);
  older.onclick = () => turnAndLook(at + 1);

  let timer: ReturnType<typeof setTimeout>;
  const search = (): void => {
    clearTimeout(timer);
    const words = encodeURIComponent(query.value.trim());
    const now = `${words && `&q=${words}`}${topic.value && `&category=${encodeURIComponent(topic.value)}`}`;
    if (now === narrowed) return;
    narrowed = now;
    void turn(now ? [] : [first], 0);
  };
  query.oninput = () => {
    clearTimeout(timer);
    timer = setTimeout(search, PAUSE_MS);
  };
  topic.onchange = search;
  form.onsubmit = (event) => {
    event.preventDefault();
    search();
  };

  section.addEventListener('click', (event) => {
    const link = (event.target as Element).closest<HTMLElement>('li a');
    const item = link && shown[[...list.children].indexOf(link.closest('li') as Element)];
    if (item) stay(() => open(item.id, link))(event);
  });

  draw();
  status.value = '';
  list.before(form);
  list.after(pager);

  return {
    hide(hidden) {
      for (const part of [form, list, pager]) part.hidden = hidden;
    },
    say(text) {
      status.value = text;
    },
    find: (id) => list.children[shown.findIndex((item) => item.id === id)]?.querySelector('a'),
  };
}

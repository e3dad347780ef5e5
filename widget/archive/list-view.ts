import type { Headline } from '../contract/headlines.ts';
import type { HeadlinesPage } from '../contract/headlines-page.ts';
import type { Options } from '../contract/options.ts';
import { element } from '../element.ts';
import { renderItems } from '../items.ts';
import { stay, type ViewContext } from './article-view.ts';

/** The list with what turns its pages. */
export interface ListView {
  /** What stands below the widget's heading where no article is shown. */
  parts(): readonly Node[];
  /** Says something to those who look and those who listen, and dims the headlines while it is that one has to wait; without a text, which headlines these are. */
  say(text?: string): void;
  /** Says that it was in vain, where it is seen. */
  fail(): void;
  /** The link of a headline that is on this page. */
  find(id: string | undefined): HTMLElement | undefined;
}

type Page = Pick<HeadlinesPage, 'items' | 'next'>;

/** From the last letter typed until the search begins, in milliseconds. */
const PAUSE_MS = 350;
const DAY_S = 86_400;

/** Puts search and categories above the list, pages below it. `open` is asked to show an article. */
export function openList(
  section: HTMLElement,
  first: HeadlinesPage,
  { options, words, ours }: ViewContext,
  ask: (query: string) => Promise<HeadlinesPage>,
  open: (id: string) => void,
): ListView {
  /** Headlines open in place. Widgets up to version 1.1.0 pass a `Proxy` without own keys, so the options cannot be copied by spread. */
  const inPlace: Options = Object.assign(Object.create(options), { target: 'same' });
  let list = section.querySelector('ul') as HTMLElement;
  let pages: readonly Page[] = [first];
  let at = 0;
  let shown: readonly Headline[] = [];
  /** What the pages are narrowed to, as it stands in their addresses. */
  let narrowed = '';
  let range = '';
  /** Counts questions, so that an answer that comes late is not shown. */
  let asked = 0;

  const query = element('input', {
    type: 'search',
    name: 'q',
    ariaLabel: words.search,
    placeholder: words.search,
  });
  const topic = element(
    'select',
    { name: 'category', ariaLabel: words.allCategories },
    element('option', { value: '' }, words.allCategories),
    ...(first.categories ?? []).map(([value, label]) => element('option', { value }, label)),
  );
  const form = element('form', { ...ours, role: 'search' }, query, topic.length > 1 && topic);
  const status = element('output', {});
  const newer = element('button', { type: 'button' }, words.newer);
  const older = element('button', { type: 'button' }, words.older);
  const pager = element('nav', { ...ours, ariaLabel: section.ariaLabel }, newer, status, older);

  const say = (text = range): void => {
    status.value = text;
    list.ariaBusy = `${text === words.loading}`;
  };

  const links = () => [...list.querySelectorAll('a')];

  const draw = (nothing = words.nothing): void => {
    const page = pages[at] as Page;
    const oldest = Date.now() / 1000 - (options['max-age-days'] ?? 1e5) * DAY_S;
    shown = page.items.filter((item) => item.d > oldest);
    // Where the newest page is drawn once more, the reader's place in it stays.
    const focused = links().indexOf((section.getRootNode() as ShadowRoot).activeElement as HTMLAnchorElement);
    const next = renderItems(shown, inPlace, first.w ?? [], Date.now() / 1000);
    if (!shown.length) next.children[0]?.replaceWith(element('li', { ...ours, className: 'nothing' }, nothing));
    // As high as the first one was, whatever stands in it.
    next.style.minHeight = list.style.minHeight || `${list.offsetHeight}px`;
    list.replaceWith(next);
    list = next;
    links()[focused]?.focus();
    shown.forEach(({ id }, nth) => {
      (links()[nth] as HTMLElement).onclick = stay(() => open(id));
    });
    newer.disabled = !at;
    older.disabled = !page.next || shown.length < page.items.length;
    const before = pages.slice(0, at).reduce((sum, { items }) => sum + items.length, 0);
    range = shown.length ? `${before + 1}–${before + shown.length}` : nothing;
    say();
  };

  /** Shows a page of those that are known or come next; `look` goes to its beginning. */
  const turn = async (known: readonly Page[], to: number, query: string, look?: boolean): Promise<void> => {
    const turning = ++asked;
    let page: Page | undefined = known[to];
    if (!page) {
      say(words.loading);
      const after = known[to - 1]?.next;
      page = await ask((after ? `&after=${after}` : '') + query).catch(() => undefined);
      if (turning !== asked) return;
    }
    if (page || !to) {
      // Where a search fails, the headlines that stand there would be a false answer.
      pages = known[to] ? known : [...known, page ?? { items: [] }];
      at = to;
      narrowed = query;
      draw(page ? words.nothing : words.failed);
    } else {
      say(words.failed);
    }
    if (!page || !look) return;
    if (section.getBoundingClientRect().top < 0) section.scrollIntoView({ behavior: 'instant' });
    links()[0]?.focus({ preventScroll: true });
  };
  newer.onclick = () => turn(pages, at - 1, narrowed, true);
  older.onclick = () => turn(pages, at + 1, narrowed, true);

  let timer: ReturnType<typeof setTimeout>;
  const search = (): void => {
    clearTimeout(timer);
    // Types leave out what every browser takes: the fields of a form.
    const now =
      query.value.trim() + topic.value && `&${new URLSearchParams(new FormData(form) as unknown as URLSearchParams)}`;
    void turn(now ? [] : [first], 0, now);
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

  draw();
  status.value = '';
  list.before(form);
  list.after(pager);

  return {
    parts: () => [form, list, pager],
    say,
    fail() {
      say(words.failed);
      status.scrollIntoView({ behavior: 'instant', block: 'nearest' });
    },
    find: (id) => links()[shown.findIndex((item) => item.id === id)],
  };
}

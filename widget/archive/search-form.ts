import type { HeadlinesPage } from '../contract/headlines-page.ts';
import { element } from '../element.ts';
import type { ViewContext } from './article-view.ts';
import type { Pages } from './open-pages.ts';

/** From the last key until the search starts. */
const SEARCH_DELAY_MS = 350;

/** Builds the search field and, if there are categories, their select. Searches once the visitor has typed, chosen or submitted. */
export function buildSearchForm(
  categories: HeadlinesPage['categories'] = [],
  { words, locale }: ViewContext,
  pages: Pages,
): HTMLFormElement {
  const shown = new URLSearchParams(pages.query);
  const search = element('input', {
    type: 'search',
    value: shown.get('q') ?? '',
    'aria-label': words.search,
    placeholder: words.search,
  });
  const choices = [['', words.allCategories] as const, ...categories];
  const category = element(
    'select',
    { 'aria-label': words.allCategories },
    ...choices.map(([value, label]) => element('option', { value }, label)),
  );
  category.value = shown.get('category') ?? '';
  const form = element('form', { ...locale, role: 'search' }, search, category.length > 1 && category);
  let timer: ReturnType<typeof setTimeout>;
  const submit = (): void => {
    clearTimeout(timer);
    const query = new URLSearchParams({ q: search.value.trim(), category: category.value });
    pages.search(search.value.trim() || category.value ? `&${query}` : '');
  };
  search.oninput = () => {
    clearTimeout(timer);
    timer = setTimeout(submit, SEARCH_DELAY_MS);
  };
  category.onchange = submit;
  form.onsubmit = (event) => {
    event.preventDefault();
    submit();
  };
  return form;
}

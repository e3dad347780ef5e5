import type { HeadlinesPage } from '../contract/headlines-page.ts';
import { element } from '../element.ts';
import type { ViewContext } from './article-view.ts';

/** From the last key until the search starts. */
const SEARCH_DELAY_MS = 350;

/**
 * Builds the search field and, if there are categories, their select. Calls `onSearch` once the visitor has typed, chosen or submitted: with the
 * end of a query, or with an empty text if nothing is searched for.
 */
export function buildSearchForm(
  categories: HeadlinesPage['categories'] = [],
  { words, locale }: ViewContext,
  onSearch: (query: string) => void,
): HTMLFormElement {
  const search = element('input', { type: 'search', ariaLabel: words.search, placeholder: words.search });
  const choices = [['', words.allCategories] as const, ...categories];
  const category = element(
    'select',
    { ariaLabel: words.allCategories },
    ...choices.map(([value, label]) => element('option', { value }, label)),
  );
  const form = element('form', { ...locale, role: 'search' }, search, category.length > 1 && category);
  let timer: ReturnType<typeof setTimeout>;
  const submit = (): void => {
    clearTimeout(timer);
    const query = new URLSearchParams({ q: search.value.trim(), category: category.value });
    onSearch(search.value.trim() || category.value ? `&${query}` : '');
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

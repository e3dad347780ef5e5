import type { Case } from '../case.ts';

const READY = `all('section nav button').length`;

/** Shows another page and then this one again, as Turbo, barba, swup and htmx do: with new elements. */
const SOFT_NAVIGATION = `<script>
  const show = (html, title) => { document.querySelector('main').innerHTML = html; document.title = title; };
  addEventListener('load', () => {
    const [list, title] = [document.querySelector('main').innerHTML, document.title];
    window.leave = () => { history.pushState({ router: 1 }, '', '/elsewhere'); window.left = document.title; show('Another page.', 'Elsewhere'); };
    addEventListener('popstate', () => { if (location.pathname !== '/elsewhere') show(list, window.left); });
    window.isLoaded = true;
  });
</script>`;

/** What page builders do with a div that they keep, while its archive loads. */
const MOVES = {
  'to another parent': 'target.append(div)',
  'away and back': 'div.remove(); setTimeout(() => target.append(div))',
  'into a template and back': 'template.content.append(div); target.append(template.content)',
  'to another document and back': 'other.body.append(div); target.append(div)',
};

/** Archives on pages that navigate without reloading. */
export const archives: readonly Case[] = [
  ...Object.entries(MOVES).map(
    ([name, move]): Case => ({
      name: `An archive that is moved ${name} while it loads works`,
      page: ({ snippet }) => `<article id="target"></article>${snippet({ layout: 'archive' })}
        <script>{
          const [div, target] = [document.querySelector('div.tidings'), document.querySelector('#target')];
          const [template, other] = [document.createElement('template'), document.implementation.createHTMLDocument()];
          const usual = window.fetch;
          window.fetch = (...request) => {
            window.fetch = usual;
            ${move};
            return usual(...request);
          };
        }</script>`,
      async check(page) {
        // In another document it loses its styles, and is drawn again.
        await page.expectValue(`[${READY}, find('div.tidings').shadowRoot.adoptedStyleSheets.length]`, [2, 2]);
        await page.click('section li a');
        await page.expectValue(`all('section article').length`, 1);
        await page.back();
        await page.expectValue(READY, 2);
      },
    }),
  ),
  {
    name: 'An archive in a closed tab shows the article of the address when the tab opens, and then the list',
    page: async ({ snippet, add, idOf }) => {
      const archive = snippet({ layout: 'archive' }).replace(/ style="[^"]*"/, '');
      const id = await idOf('Lamps are lit again along the old harbour wall');
      return `${add({ body: `<main hidden>${archive}</main>` })}?tidings=${id}`;
    },
    async check(page) {
      await page.expectValue(`all('section article').length`, 1);
      await page.evaluate(`void (find('main').hidden = false)`);
      const hiddenPart = `((article) => article.scrollHeight - article.clientHeight)(find('section article'))`;
      await page.expectValue(hiddenPart, 0);
      await page.click('.back');
      await page.expectValue(READY, 2);
    },
  },
  {
    name: 'A ticker that is moved, to another document and back too, is drawn again',
    page: ({ snippet }) => `${snippet({ layout: 'ticker' })}<article id="target"></article>`,
    async check(page) {
      const drawn = `((section) => [getComputedStyle(section).display, section.offsetHeight])(find('section'))`;
      await page.expectValue(drawn, ['flex', 52]);
      for (const move of Object.values(MOVES)) {
        await page.evaluate(`((div, target, template, other) => { ${move}; })(find('div.tidings'), find('#target'),
          document.createElement('template'), document.implementation.createHTMLDocument())`);
        await page.expectValue(drawn, ['flex', 52]);
      }
    },
  },
  {
    name: 'Back after a soft navigation leads to the archive’s page where the visitor was',
    page: ({ snippet }) => `${SOFT_NAVIGATION}<main>${snippet({ layout: 'archive' })}</main>`,
    async check(page) {
      await page.expectValue(`window.isLoaded && ${READY}`, 2);
      const first = await page.evaluate<string>(`find('section li a').textContent`);
      await page.click('section nav button:last-child');
      await page.expectValue(`find('section li a').textContent === ${JSON.stringify(first)}`, false);
      const shown = await page.evaluate<string>(`find('section li a').textContent`);
      await page.evaluate('leave()');
      await page.back();
      await page.expectValue(`find('section li a').textContent`, shown);
    },
  },
  {
    name: 'Back after a soft navigation leads to the article that was open',
    page: ({ snippet }) => `${SOFT_NAVIGATION}<main>${snippet({ layout: 'archive' })}</main>`,
    async check(page) {
      await page.expectValue(`window.isLoaded && ${READY}`, 2);
      const title = await page.evaluate<string>(`find('section li a').textContent`);
      await page.click('section li a');
      await page.expectValue(`find('section article').ariaLabel`, title);
      await page.evaluate('leave()');
      await page.back();
      await page.expectValue(`find('section article').ariaLabel`, title);
    },
  },
];

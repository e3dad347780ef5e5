/** The block in the editor: its settings beside it, and what the server makes of them in its place. Plain script, so that nothing has to be built. */
(({ blocks, blockEditor, components, element, i18n, serverSideRender }) => {
  const { createElement: h, Fragment } = element;
  const { __ } = i18n;
  const { PanelBody, SelectControl, TextControl, Disabled, ExternalLink } = components;
  const known = window.tidingsEditor ?? { feeds: {}, feed: 'top', options: {}, settings: '' };

  const labels = {
    layout: __('Layout', 'tidings'),
    count: __('Headlines', 'tidings'),
    images: __('Pictures', 'tidings'),
    excerpt: __('Lines of summary', 'tidings'),
    date: __('Date', 'tidings'),
    byline: __('Author', 'tidings'),
    title: __('Heading (“none” for no heading)', 'tidings'),
    heading: __('Level of the heading', 'tidings'),
    theme: __('Light or dark', 'tidings'),
    accent: __('Accent colour, such as #a33', 'tidings'),
    target: __('Stories open in', 'tidings'),
    lang: __('Language of dates and words, such as es', 'tidings'),
    'max-age-days': __('Hide what is older than (days)', 'tidings'),
    utm: __('utm_source on links', 'tidings'),
  };
  const words = {
    list: __('List', 'tidings'),
    compact: __('Compact', 'tidings'),
    cards: __('Cards', 'tidings'),
    grid: __('Grid', 'tidings'),
    ticker: __('Ticker', 'tidings'),
    archive: __('Archive with whole articles', 'tidings'),
    on: __('On', 'tidings'),
    off: __('Off', 'tidings'),
    first: __('First only', 'tidings'),
    relative: __('3 hours ago', 'tidings'),
    medium: __('Day', 'tidings'),
    auto: __('As the page', 'tidings'),
    light: __('For a light page', 'tidings'),
    dark: __('For a dark page', 'tidings'),
    same: __('The same tab', 'tidings'),
    new: __('A new tab', 'tidings'),
  };
  /** Size and space that later versions of WordPress give every field, and complain of where they are not asked for. */
  const AS_LATER = { __next40pxDefaultSize: true, __nextHasNoMarginBottom: true };
  const asSet = { value: '', label: __('As in the settings', 'tidings') };

  function edit({ attributes, setAttributes }) {
    const set = (name) => (value) => setAttributes({ [name]: value === '' ? undefined : value });
    const value = (name) => String(attributes[name] ?? '');
    const field = (name, label) => ({ key: name, label, value: value(name), onChange: set(name), ...AS_LATER });
    const select = (name, label, choices) => h(SelectControl, { ...field(name, label), options: [asSet, ...choices] });

    const control = (name) => {
      const kind = known.options[name];
      const label = labels[name];
      if (!Array.isArray(kind)) return h(TextControl, field(name, label));
      if (typeof kind[0] === 'string') {
        return select(
          name,
          label,
          kind.map((word) => ({ value: word, label: words[word] ?? word })),
        );
      }
      const [, from, to] = kind;
      if (to > 20) {
        const number = { type: 'number', min: from, max: to, placeholder: asSet.label };
        return h(TextControl, { ...field(name, label), ...number });
      }
      const range = Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
      return select(
        name,
        label,
        range.map((number) => ({ value: number, label: number })),
      );
    };

    const feeds = { ...known.feeds };
    if (attributes.feed && !(attributes.feed in feeds)) feeds[attributes.feed] = attributes.feed;
    const first = ['layout', 'count', 'images', 'excerpt', 'date', 'byline', 'title', 'heading'];
    const later = ['theme', 'accent', 'target', 'lang', 'max-age-days', 'utm'];

    return h(
      Fragment,
      null,
      h(
        blockEditor.InspectorControls,
        null,
        h(
          PanelBody,
          { title: __('Headlines', 'tidings') },
          Object.keys(known.feeds).length > 0
            ? select(
                'feed',
                __('Feed', 'tidings'),
                Object.entries(feeds).map(([id, label]) => ({ value: id, label })),
              )
            : h(TextControl, {
                ...field('feed', __('Feed, such as top or category/israel', 'tidings')),
                placeholder: known.feed,
              }),
          first.map(control),
        ),
        h(
          PanelBody,
          { title: __('More', 'tidings'), initialOpen: false },
          later.map(control),
          known.settings && h(ExternalLink, { href: known.settings }, __('Settings for the whole site', 'tidings')),
        ),
      ),
      h(
        'div',
        blockEditor.useBlockProps(),
        h(Disabled, null, h(serverSideRender, { block: 'tidings/headlines', attributes })),
      ),
    );
  }

  // The server writes the block, so nothing of it is stored but its settings.
  blocks.registerBlockType('tidings/headlines', { edit, save: () => null });
})(window.wp);

/** The block in the editor: its options in the sidebar, and its HTML from the server. Plain JavaScript, so that nothing has to be built. */
(({ blocks, blockEditor, components, element, i18n, serverSideRender }) => {
  const { createElement: h, Fragment } = element;
  const { __ } = i18n;
  const { PanelBody, SelectControl, TextControl, Disabled, ExternalLink } = components;
  const known = window.tidingsEditor ?? { feeds: {}, feed: 'top', groups: [], settings: '' };

  /** The size and margin that newer versions of WordPress give every field; they warn if a plugin does not ask for them. */
  const FIELD_SIZES = { __next40pxDefaultSize: true, __nextHasNoMarginBottom: true };
  const asInSettings = { value: '', label: __('As in the settings', 'tidings') };

  function edit({ attributes, setAttributes }) {
    const set = (name) => (value) => setAttributes({ [name]: value === '' ? undefined : value });
    const value = (name) => String(attributes[name] ?? '');
    const field = (name, label, help) => ({
      key: name,
      label,
      help,
      value: value(name),
      onChange: set(name),
      ...FIELD_SIZES,
    });
    const select = (name, label, choices, help) =>
      h(SelectControl, {
        ...field(name, label, help),
        options: [asInSettings, ...choices.map(([value, label]) => ({ value, label }))],
      });

    const control = ([name, { kind, label, hint, choices, min, max }]) => {
      if (choices) return select(name, label, choices, hint);
      const number = kind === 'number' ? { type: 'number', min, max, placeholder: asInSettings.label } : {};
      return h(TextControl, { ...field(name, label, hint), ...number });
    };

    const feeds = { ...known.feeds };
    if (attributes.feed && !(attributes.feed in feeds)) feeds[attributes.feed] = attributes.feed;
    const feedControl =
      Object.keys(known.feeds).length > 0
        ? select('feed', __('Feed', 'tidings'), Object.entries(feeds))
        : h(TextControl, {
            ...field('feed', __('Feed, such as top or category/israel', 'tidings')),
            placeholder: known.feed,
          });

    return h(
      Fragment,
      null,
      h(
        blockEditor.InspectorControls,
        null,
        known.groups.map(({ label, options }, index) =>
          h(
            PanelBody,
            { key: label, title: label, initialOpen: index === 0 },
            index === 0 && feedControl,
            Object.entries(options).map(control),
          ),
        ),
        known.settings &&
          h(PanelBody, null, h(ExternalLink, { href: known.settings }, __('Settings for the whole site', 'tidings'))),
      ),
      h(
        'div',
        blockEditor.useBlockProps(),
        h(Disabled, null, h(serverSideRender, { block: 'tidings/headlines', attributes })),
      ),
    );
  }

  // The server renders the block, so only its options are stored.
  blocks.registerBlockType('tidings/headlines', { edit, save: () => null });
})(window.wp);

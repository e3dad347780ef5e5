/**
 * How headlines are put on a page. `script`, `frame` and `pinned` are HTML, `plugin` is a shortcode of WordPress, `fragment` is a command.
 * The others are addresses: `link` of the feed's page, `page` of the page inside the frame, `feed` of the RSS document.
 */
export type EmbedMethod = 'script' | 'frame' | 'plugin' | 'link' | 'page' | 'feed' | 'fragment' | 'pinned';

export interface PlatformMethod {
  readonly id: EmbedMethod;
  readonly label: string;
  /** `{height}` is replaced by the height of the frame in pixels. */
  readonly steps: readonly string[];
  readonly note?: string;
}

export interface Platform {
  readonly id: string;
  readonly name: string;
  /** Its sandbox keeps links from replacing the page around a frame, so headlines open in a new tab. */
  readonly keepsLinksInside?: true;
  /** The recommended method is first. */
  readonly methods: readonly [PlatformMethod, ...PlatformMethod[]];
  /** Absent where a page of the platform cannot be recognised. */
  readonly page?: {
    readonly html: RegExp;
    /** Where a snippet can be pasted so that it stays complete. */
    readonly advice: string;
    /** Whether the browser adds the embedded parts, so that they are not in the HTML. */
    readonly buildsInBrowser?: true;
    /** Whether it turns the address of a feed's page into headlines (oEmbed). */
    readonly takesAddress?: true;
  };
}

const NEW_TAB = 'Headlines open in a new tab, because the box does not let a link replace your page.';

/** All platforms, the most used first, with the names of their menus as of 2026. */
// biome-ignore format: a platform, method or step on each line
export const PLATFORMS: readonly [Platform, ...Platform[]] = [
  { id: 'wordpress', name: 'WordPress', methods: [
    { id: 'script', label: 'A block', steps: [
      'Edit the page. Click the plus sign where you want the headlines.',
      'Search for “Custom HTML” and choose that block.',
      'Paste the lines into it. Then click “Save” or “Update”.',
    ], note: 'WordPress keeps scripts only if you are an administrator or editor of a single site. If you see the lines as text, or only a link, use “A link to paste” or “The plugin” instead.' },
    { id: 'link', label: 'A link to paste', steps: [
      'Edit the page and start an empty paragraph.',
      'Paste the address alone on its line and press Enter. WordPress turns it into the headlines.',
      'Click “Save” or “Update”.',
    ], note: 'This also works for authors, and in networks of sites. If you still see the address, add an “Embed” block and paste the address there.' },
    { id: 'plugin', label: 'The plugin', steps: [
      'Download the plugin. It is a zip file.',
      'In the dashboard open “Plugins”, “Add Plugin”, then “Upload Plugin”. Choose the file, click “Install Now”, then “Activate”.',
      'In a page add a “Shortcode” block and paste the line. The plugin also has its own block.',
    ], note: 'With the plugin, your own server writes the headlines into the page, so search engines can see them. An administrator must install it.' },
  ], page: { html: /\/wp-content\/|\/wp-includes\//i, advice: 'In WordPress, use the block “Custom HTML”.', takesAddress: true } },
  { id: 'wordpress-com', name: 'WordPress.com', methods: [
    { id: 'feed', label: 'The RSS block', steps: [
      'Edit the page, click the plus sign and search for “RSS”.',
      'Choose the “RSS” block, paste the address and press Enter.',
      'In the settings of the block choose how many items it shows. Then save.',
    ], note: 'This works on every plan. Your theme decides how the headlines look. From the choices on this page, only the feed is used.' },
    { id: 'plugin', label: 'The plugin', steps: [
      'Download the plugin. It is a zip file.',
      'In the dashboard open “Plugins”, then “Upload”. Choose the file, install it and activate it.',
      'In a page add a “Shortcode” block and paste the line.',
    ], note: 'You need a plan that allows plugins. If you see “Upload” on the page “Plugins”, your plan allows them.' },
    { id: 'script', label: 'A block', steps: [
      'Edit the page, click the plus sign and search for “Custom HTML”.',
      'Paste the lines into the block and save.',
      'Look at the published page, not only at the editor.',
    ], note: 'Plans without plugins remove scripts and frames. If you see only a link, use the RSS block.' },
  ] },
  { id: 'wix', name: 'Wix', keepsLinksInside: true, methods: [
    { id: 'frame', label: 'Embed HTML', steps: [
      'In the editor click “Add Elements” (the plus sign), then “Embed Code”, then “Embed HTML”.',
      'Click “Enter Code”, choose “Code”, paste the lines and click “Update”.',
      'Make the box at least {height} pixels high. In a smaller box, visitors have to scroll the list. Check the mobile view too, then publish.',
    ], note: NEW_TAB },
    { id: 'page', label: 'Embed a site', steps: [
      'In the editor click “Add Elements” (the plus sign), then “Embed Code”, then “Embed a Site”.',
      'Click “Enter Website Address”, paste the address and click “Apply”.',
      'Make the box as wide and as high as you like. In a small box, visitors have to scroll the list. Then publish.',
    ], note: NEW_TAB },
  ], page: { html: /static\.parastorage\.com|static\.wixstatic\.com/i, advice: 'In Wix, add “Embed Code”, then “Embed HTML”, and paste the frame from our page “For your website”.', buildsInBrowser: true } },
  { id: 'squarespace', name: 'Squarespace', methods: [
    { id: 'script', label: 'A code block', steps: [
      'Edit the page, click “Add Block” and choose “Code”.',
      'Keep the type “HTML”. Delete the example text and paste the lines.',
      'Click outside the block and save. The editor may not run the script, but your visitors see the headlines.',
    ], note: 'Scripts and frames need the plan “Core” (formerly “Business”) or a larger one. The block tells you if your plan does not allow them. On “Basic” and “Personal” use the button.' },
    { id: 'frame', label: 'A frame', steps: [
      'Edit the page, click “Add Block” and choose “Code”.',
      'Keep the type “HTML”. Delete the example text and paste the lines.',
      'Click outside the block and save.',
    ], note: 'Use this if other scripts on your site disturb the headlines. It needs the same plan as the code block.' },
    { id: 'link', label: 'A button', steps: [
      'Edit the page, click “Add Block” and choose “Button”.',
      'Give it a text such as “Today’s news”, and paste the address as its link.',
      'Save.',
    ], note: 'This works on every plan. Your visitors see a button that opens the headlines, not the headlines themselves.' },
  ], page: { html: /static1\.squarespace\.com/i, advice: 'In Squarespace, use a “Code” block (not “Embed”) of the type “HTML”.' } },
  { id: 'weebly', name: 'Weebly', methods: [
    { id: 'script', label: 'Embed Code', steps: [
      'In the editor drag the element “Embed Code” onto the page.',
      'Click the element, then “Edit Custom HTML”, and paste the lines.',
      'Click outside the box and publish.',
    ], note: 'The editor may show only a link. The published page shows the headlines.' },
    { id: 'frame', label: 'A frame', steps: [
      'In the editor drag the element “Embed Code” onto the page.',
      'Click the element, then “Edit Custom HTML”, and paste the lines.',
      'Click outside the box and publish.',
    ], note: 'In the editor of Square Online, add the section “Embed code” instead and paste the lines there.' },
  ], page: { html: /editmysite\.com/i, advice: 'In Weebly, drag “Embed Code” onto the page and choose “Edit Custom HTML”.' } },
  { id: 'godaddy', name: 'GoDaddy', keepsLinksInside: true, methods: [
    { id: 'frame', label: 'HTML section', steps: [
      'In Websites + Marketing click “Edit Website”, go to the page and click “Add Section”.',
      'Under “Files & Web” (or in the search) choose “HTML” and click “Add”.',
      'Paste the lines into “Custom Code”. If it asks for a forced height, enter {height}. Click “Done”, then publish.',
    ], note: `The editor shows an empty section or the code. The published site shows the headlines. ${NEW_TAB}` },
  ], page: { html: /img1\.wsimg\.com/i, advice: 'In GoDaddy’s website builder, add a section “HTML” and choose “Custom code”.', buildsInBrowser: true } },
  { id: 'google-sites', name: 'Google Sites', keepsLinksInside: true, methods: [
    { id: 'frame', label: 'Embed code', steps: [
      'On the right click “Insert”, then “Embed”, then “Embed code”.',
      'Paste the lines and click “Next”, then “Insert”.',
      'Make the box at least {height} pixels high: in a smaller box, visitors have to scroll the list. Then publish.',
    ], note: NEW_TAB },
    { id: 'page', label: 'By address', steps: [
      'On the right click “Insert”, then “Embed”, then “By URL”.',
      'Paste the address. Choose “Whole page” if you are asked, and click “Insert”.',
      'Make the box as wide and as high as you like. In a small box, visitors have to scroll the list. Then publish.',
    ], note: NEW_TAB },
  ], page: { html: /gstatic\.com\/atari\//i, advice: 'In Google Sites, choose “Insert”, “Embed”, “Embed code”, and paste the frame from our page “For your website”.', buildsInBrowser: true } },
  { id: 'blogger', name: 'Blogger', methods: [
    { id: 'script', label: 'A gadget', steps: [
      'Open “Layout” and click “Add a Gadget” where you want the headlines.',
      'Choose “HTML/JavaScript” and paste the lines. The title may stay empty.',
      'Click “Save”, then the save button of the page.',
    ], note: 'In a post or a page, choose “HTML view” (the pencil) before you paste the lines.' },
  ], page: { html: /content=['"]blogger['"]/i, advice: 'In Blogger, use the gadget “HTML/JavaScript”, or the “HTML view” of a post.' } },
  { id: 'joomla', name: 'Joomla', methods: [
    { id: 'script', label: 'Custom module', steps: [
      'Open “Content”, “Site Modules”, “New” and choose “Custom”.',
      'Click “Toggle Editor” until you see plain text, and paste the lines.',
      'Choose a position and the pages, then “Save & Close”.',
    ], note: 'Are the lines gone after you save? Set the editor to “None” or “CodeMirror” in your profile. Then ask an administrator to set your group to “No Filtering” under “System”, “Global Configuration”, “Text Filters”. Or use the wrapper module, which removes nothing.' },
    { id: 'page', label: 'Wrapper module', steps: [
      'Open “Content”, “Site Modules”, “New” and choose “Wrapper”.',
      'Paste the address into “URL” and enter {height} as the height.',
      'Choose a position and the pages, then “Save & Close”.',
    ] },
  ], page: { html: /content="Joomla!/i, advice: 'In Joomla, use a module “Custom”, and set the text filter of your group to “No Filtering”.' } },
  { id: 'drupal', name: 'Drupal', methods: [
    { id: 'script', label: 'Content block', steps: [
      'Open “Structure”, “Block layout”, click “Place block” beside the region, then “Add content block”.',
      'Set the text format to “Full HTML”, click “Source” and paste the lines.',
      'Save, and place the block in its region.',
    ], note: 'The text format must not use “Limit allowed HTML tags”. An administrator finds this setting under “Configuration”, “Text formats and editors”.' },
    { id: 'frame', label: 'A frame', steps: [
      'Open “Structure”, “Block layout”, click “Place block” beside the region, then “Add content block”.',
      'Set the text format to “Full HTML”, click “Source” and paste the lines.',
      'Save, and place the block in its region.',
    ], note: 'Use this if the text format allows frames but no scripts.' },
  ], page: { html: /content="Drupal /i, advice: 'In Drupal, choose the text format “Full HTML” for the block.' } },
  { id: 'ghost', name: 'Ghost', methods: [
    { id: 'script', label: 'HTML card', steps: [
      'In the editor of a page type /html and press Enter, or click the plus sign and choose “HTML”.',
      'Paste the lines into the card.',
      'Click “Update” or “Publish”.',
    ], note: 'To show the headlines on every page, paste the lines under “Settings”, “Code injection”, “Site footer”.' },
  ] },
  { id: 'subsplash', name: 'Subsplash, apps', methods: [
    { id: 'feed', label: 'In the app', steps: [
      'In the dashboard open the app, and add an item to a list or a menu.',
      'Choose the kind that shows an RSS or blog feed, and paste the address.',
      'Save, and look at it in the app.',
    ], note: 'Any app that shows RSS can use this address.' },
    { id: 'frame', label: 'On the website', steps: [
      'In the editor of the website add a block for code or embeds to the page.',
      'Paste the lines and publish.',
    ] },
  ] },
  { id: 'html', name: 'My own HTML', methods: [
    { id: 'script', label: 'The script', steps: [
      'Open the file of the page in an editor for plain text.',
      'Paste the lines where you want the headlines, between <body> and </body>.',
      'Save the file and upload it.',
    ] },
    { id: 'frame', label: 'A frame', steps: [
      'Paste the lines where you want the headlines.',
      'Save the file and upload it.',
    ], note: 'The script in these lines only adjusts the height of the frame. If your page must not run scripts, leave the script out. The frame then keeps its height, and visitors can scroll in it.' },
    { id: 'pinned', label: 'Pinned, for developers', steps: [
      'Paste the lines where you want the headlines.',
      'The browser runs only this version of the script. To use a newer version, come back here.',
      'If your site sends a Content-Security-Policy, allow our address in script-src, connect-src and img-src.',
    ], note: 'This is for sites that need Subresource Integrity. It loads the headlines in a second request, so choose “The script” if you can.' },
    { id: 'link', label: 'The address', steps: [
      'Give this address to any program that understands oEmbed, or link to it.',
    ] },
  ] },
  { id: 'static', name: 'Static site', methods: [
    { id: 'fragment', label: 'At build time', steps: [
      'Run this command in your build, before the step that generates the pages. It saves the headlines as headlines.html.',
      'Include this file in your template where you want the headlines. It is plain HTML without a script.',
      'Build your site once an hour, or each time you publish.',
    ], note: 'If the download fails, keep the file of the last build.' },
    { id: 'script', label: 'The script', steps: [
      'Put the lines into a partial or a template, as raw HTML.',
      'Build and publish.',
    ] },
  ] },
];

/** The first platform where none has this id. */
export function findPlatform(id: string): Platform {
  return PLATFORMS.find((platform) => platform.id === id) ?? PLATFORMS[0];
}

/** WordPress is tried last: other sites also show images from a `/wp-content/`. */
export function recognizePlatform(html: string): Platform | undefined {
  return PLATFORMS.findLast(({ page }) => page?.html.test(html));
}

/** Whether visitors see an iframe: many sites turn an address into one. */
export function isFramed(method: EmbedMethod): boolean {
  return method === 'frame' || method === 'link' || method === 'page';
}

export function isAddress(method: EmbedMethod): boolean {
  return method === 'link' || method === 'page' || method === 'feed';
}

/** What somebody pastes: a script, a frame, or an address, according to what the place takes. */
export type Way = 'script' | 'frame' | 'plugin' | 'link' | 'feed' | 'fragment' | 'pinned';

/** One way of getting headlines onto a platform, and what to click for it. */
export interface WayThere {
  readonly way: Way;
  /** What it is called there. */
  readonly label: string;
  readonly steps: readonly string[];
  /** Who can use it, or what to do where it is missing. */
  readonly note?: string;
}

/** A place where church websites are made. */
export interface Platform {
  readonly id: string;
  readonly name: string;
  /** The one that we would take stands first. */
  readonly ways: readonly [WayThere, ...WayThere[]];
}

/** The platforms, the most used first; menus as they were called in 2026. */
export const PLATFORMS: readonly [Platform, ...Platform[]] = [
  {
    id: 'wordpress',
    name: 'WordPress',
    ways: [
      {
        way: 'script',
        label: 'A block',
        steps: [
          'Open the page for editing and click the plus sign where the headlines are to stand.',
          'Search for “Custom HTML” and choose that block.',
          'Paste the lines into it, then click “Save” or “Update”.',
        ],
        note: 'WordPress keeps scripts from administrators and editors of a single site only. If the lines come out as bare text or as a link, paste a link or use the plugin.',
      },
      {
        way: 'link',
        label: 'A link to paste',
        steps: [
          'Open the page for editing and begin an empty paragraph.',
          'Paste the address, alone on its line, and press Enter. WordPress turns it into the headlines.',
          'Click “Save” or “Update”.',
        ],
        note: 'Works for authors and in networks of sites, too. If the address stays an address, add an “Embed” block and paste it there.',
      },
      {
        way: 'plugin',
        label: 'The plugin',
        steps: [
          'Download the plugin, a zip file.',
          'In the dashboard open “Plugins”, “Add Plugin”, then “Upload Plugin”; choose the file, click “Install Now”, then “Activate”.',
          'In a page add a “Shortcode” block and paste the line. The plugin also brings a block of its own.',
        ],
        note: 'The plugin writes the headlines on your own server, so that search engines see them. An administrator has to install it.',
      },
    ],
  },
  {
    id: 'wordpress-com',
    name: 'WordPress.com',
    ways: [
      {
        way: 'feed',
        label: 'The RSS block',
        steps: [
          'Open the page for editing, click the plus sign and search for “RSS”.',
          'Choose the “RSS” block, paste the address and confirm it.',
          'In the block’s settings choose how many items it shows, then save.',
        ],
        note: 'Works on every plan. The look is then your theme’s: of the choices here only the feed counts.',
      },
      {
        way: 'plugin',
        label: 'The plugin',
        steps: [
          'Download the plugin, a zip file.',
          'In the dashboard open “Plugins”, then “Upload”, choose the file, install and activate it.',
          'In a page add a “Shortcode” block and paste the line.',
        ],
        note: 'Needs a plan on which plugins can be installed. Your plan allows it if the dashboard offers “Upload”.',
      },
      {
        way: 'script',
        label: 'A block',
        steps: [
          'Open the page for editing, click the plus sign and search for “Custom HTML”.',
          'Paste the lines into the block and click “Preview”, then save.',
        ],
        note: 'Plans that cannot have plugins strip scripts and frames: if only a link is left, take the RSS block.',
      },
    ],
  },
  {
    id: 'wix',
    name: 'Wix',
    ways: [
      {
        way: 'frame',
        label: 'Embed HTML',
        steps: [
          'In the editor click “Add Elements” (the plus sign), then “Embed Code”, then “Embed HTML”.',
          'Click “Enter Code”, choose “Code”, paste the lines and click “Update”.',
          'Drag the box as wide and as high as you like; on a small box the list scrolls inside. Look at the mobile view as well, then publish.',
        ],
        note: 'The site has to be served by https, as Wix does for every domain that is connected.',
      },
    ],
  },
  {
    id: 'squarespace',
    name: 'Squarespace',
    ways: [
      {
        way: 'script',
        label: 'A code block',
        steps: [
          'Edit the page, click “Add Block” and choose “Code”.',
          'Leave the type at HTML, delete what stands there and paste the lines.',
          'Click outside the block and save. In the editor Squarespace may hold the script back; visitors see the headlines.',
        ],
        note: 'Scripts and frames in code blocks belong to the plans above the smallest. Squarespace says so in the block if yours has none.',
      },
      {
        way: 'frame',
        label: 'A frame',
        steps: [
          'Edit the page, click “Add Block” and choose “Code” (or “Embed”, then “Code snippet”).',
          'Paste the lines, click outside the block and save.',
        ],
        note: 'For where other scripts of the site get in the way. It needs the same plan.',
      },
      {
        way: 'feed',
        label: 'Just the address',
        steps: [
          'On the smallest plan add a “Button” or a text, and link it to the feed’s page.',
          'This address of the feed serves everything that reads RSS.',
        ],
      },
    ],
  },
  {
    id: 'weebly',
    name: 'Weebly',
    ways: [
      {
        way: 'script',
        label: 'Embed Code',
        steps: [
          'In the editor drag the element “Embed Code” onto the page.',
          'Click the element, then “Edit Custom HTML”, and paste the lines.',
          'Click outside the box and publish.',
        ],
        note: 'The editor itself may show only the link; the published page shows the headlines.',
      },
      {
        way: 'frame',
        label: 'A frame',
        steps: ['Drag “Embed Code” onto the page, click “Edit Custom HTML” and paste the lines.', 'Publish.'],
        note: 'In the newer Square Online editor: add a section “Embed”, then paste the lines.',
      },
    ],
  },
  {
    id: 'godaddy',
    name: 'GoDaddy',
    ways: [
      {
        way: 'frame',
        label: 'HTML section',
        steps: [
          'In Websites + Marketing click “Edit Website”, then “Add Section”.',
          'Under “Files & Web” (or by searching) choose “HTML” and add it.',
          'Paste the lines into “Custom Code”; if a height is asked for, enter the number that stands after height in them. Click “Done”, then publish.',
        ],
        note: 'GoDaddy puts custom code into a frame of its own, so a frame that says its height fits best.',
      },
    ],
  },
  {
    id: 'joomla',
    name: 'Joomla',
    ways: [
      {
        way: 'script',
        label: 'Custom module',
        steps: [
          'Open “Content”, “Site Modules”, “New” and choose “Custom”.',
          'Click “Toggle Editor” so that you see plain text, and paste the lines.',
          'Choose a position and the pages, then “Save & Close”.',
        ],
        note: 'If the lines are gone after saving: in your profile set the editor to “None” or “CodeMirror”, and let an administrator set your group to “No Filtering” under “System”, “Global Configuration”, “Text Filters”.',
      },
      {
        way: 'frame',
        label: 'Wrapper',
        steps: ['Create a “Custom” module as for the script, and paste the frame instead.', 'Save.'],
        note: 'For sites whose filters let frames pass, but no scripts.',
      },
    ],
  },
  {
    id: 'drupal',
    name: 'Drupal',
    ways: [
      {
        way: 'script',
        label: 'Content block',
        steps: [
          'Open “Structure”, “Block layout”, and click “Place block” beside the region, then “Add content block”.',
          'Set the text format to “Full HTML”, click “Source” and paste the lines.',
          'Save, and place the block in its region.',
        ],
        note: 'The text format decides what stays: it must not have “Limit allowed HTML tags” on. An administrator finds it under “Configuration”, “Text formats and editors”.',
      },
      {
        way: 'frame',
        label: 'A frame',
        steps: ['The same block, with the frame in “Source” instead.', 'Save.'],
        note: 'The text format has to allow iframe.',
      },
    ],
  },
  {
    id: 'ghost',
    name: 'Ghost',
    ways: [
      {
        way: 'script',
        label: 'HTML card',
        steps: [
          'In the editor of a page type /html and press Enter, or click the plus sign and choose “HTML”.',
          'Paste the lines into the card.',
          'Click “Update” or “Publish”.',
        ],
        note: 'For every page of the site paste them under “Settings”, “Code injection”, “Site footer”.',
      },
    ],
  },
  {
    id: 'subsplash',
    name: 'Subsplash and apps',
    ways: [
      {
        way: 'feed',
        label: 'The feed',
        steps: [
          'In the dashboard add an item to a list or menu of the app.',
          'Choose the kind that shows an RSS or blog feed, and paste the address.',
          'Save, and look at it in the app.',
        ],
        note: 'Any app that shows RSS takes this address.',
      },
      {
        way: 'frame',
        label: 'On the website',
        steps: ['In the page builder add an “HTML” or “Embed” block.', 'Paste the lines and publish.'],
      },
    ],
  },
  {
    id: 'html',
    name: 'My own HTML',
    ways: [
      {
        way: 'script',
        label: 'The script',
        steps: [
          'Open the file of the page in an editor for plain text.',
          'Paste the lines where the headlines are to stand, somewhere between <body> and </body>.',
          'Save and upload it.',
        ],
      },
      {
        way: 'frame',
        label: 'A frame',
        steps: ['Paste the lines where the headlines are to stand, then save and upload.'],
        note: 'For pages that are to run no script of ours.',
      },
      {
        way: 'pinned',
        label: 'Pinned, for developers',
        steps: [
          'Paste the lines where the headlines are to stand.',
          'The browser runs this very version and refuses any other bytes. When you want a newer one, come back here.',
          'If your site sends a Content-Security-Policy, allow our address in script-src, connect-src and img-src.',
        ],
        note: 'For sites that demand Subresource Integrity. The headlines come in a second request; all others are better served by the script.',
      },
      {
        way: 'link',
        label: 'The address',
        steps: ['Give this address to anything that understands oEmbed, or link to it.'],
      },
    ],
  },
  {
    id: 'static',
    name: 'Static site generator',
    ways: [
      {
        way: 'fragment',
        label: 'At build time',
        steps: [
          'Let your build fetch this address before it makes the pages; with curl the line below does it.',
          'Include the file where the headlines are to stand. It is plain HTML without any script.',
          'Build once an hour, or whenever you publish.',
        ],
        note: 'If the fetch fails, let the build go on with the last good file.',
      },
      {
        way: 'script',
        label: 'The script',
        steps: ['Put the lines into a partial or a template, as raw HTML.', 'Build and publish.'],
      },
    ],
  },
];

/** The platform with this id; WordPress where there is none. */
export function platformOf(id: string): Platform {
  return PLATFORMS.find((platform) => platform.id === id) ?? PLATFORMS[0];
}

/** Whether visitors see a frame: what a site makes of an address is one, too. */
export function isFramed(way: Way): boolean {
  return way === 'frame' || way === 'link';
}

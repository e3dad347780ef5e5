/** A site builder as people know it, and where it takes a snippet whole. */
export interface Platform {
  readonly name: string;
  readonly advice: string;
  /** Whether it puts embeds together in the browser, where we cannot see them. */
  readonly buildsInBrowser: boolean;
}

interface Mark {
  readonly platform: Platform;
  /** What only its pages hold. */
  readonly html: RegExp;
}

const MARKS: readonly Mark[] = [
  mark(
    'Wix',
    'In Wix, add “Embed Code”, then “Embed HTML”, and paste the frame from our page “For your website”.',
    true,
    ['static\\.parastorage\\.com', 'static\\.wixstatic\\.com'],
  ),
  mark('Squarespace', 'In Squarespace, use a “Code” block (not “Embed”), with “HTML” chosen.', false, [
    'static1\\.squarespace\\.com',
  ]),
  mark('Weebly', 'In Weebly, drag in “Embed Code” and choose “Edit Custom HTML”.', false, ['editmysite\\.com']),
  mark('GoDaddy', 'In GoDaddy’s builder, add a section “HTML” and choose “Custom code”.', true, ['img1\\.wsimg\\.com']),
  mark(
    'WordPress',
    'In WordPress, use the block “Custom HTML”. If it takes the script away as well, your account may not keep scripts: an administrator can paste it.',
    false,
    ['/wp-content/', '/wp-includes/'],
  ),
  mark('Joomla', 'In Joomla, use a module “Custom” with the text filter of your group set to “No filtering”.', false, [
    'content="Joomla!',
  ]),
  mark('Drupal', 'In Drupal, choose the text format “Full HTML” for the block.', false, ['content="Drupal ']),
];

/** The site builder that made a page; `undefined` where it cannot be told. */
export function findPlatform(html: string): Platform | undefined {
  return MARKS.find((one) => one.html.test(html))?.platform;
}

function mark(name: string, advice: string, buildsInBrowser: boolean, marks: readonly string[]): Mark {
  return { platform: { name, advice, buildsInBrowser }, html: new RegExp(marks.join('|'), 'i') };
}

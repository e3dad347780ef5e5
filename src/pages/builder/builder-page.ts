import { parseOptions } from '../../../widget/contract/options.ts';
import { feedPageUrl } from '../../model/addresses.ts';
import type { FeedDefinition } from '../../model/feed-definition.ts';
import { basePath, localUrl } from '../links.ts';
import { buildOwnFeedForm, type FeedChoices, type OwnFeedForm } from '../own-feed-form.ts';
import { type BuildFrame, type Frame, type PageInput, plainCard } from '../page-frame.ts';
import { type BuilderChoice, builderQuery, OPTION_NAMES, PREVIEW_WIDTH } from './builder-query.ts';
import {
  buildOptionField,
  FIRST_FIELDS,
  type FieldGroup,
  MORE_FIELDS,
  type OptionField,
  optionLabel,
  sayRefused,
  valueLabel,
} from './option-fields.ts';
import { isFramed, PLATFORMS, platformOf } from './platforms.ts';
import type { Pasted } from './read-pasted.ts';
import { type PinnedScript, wayCode } from './way-code.ts';

/** What the builder is made of. */
export interface BuilderInput extends PageInput {
  readonly choice: BuilderChoice;
  readonly feeds: readonly FeedDefinition[];
  readonly choices: FeedChoices;
  /** The feed that was chosen, or the main one. */
  readonly definition: FeedDefinition;
  /** Whether the feed that was asked for is known. */
  readonly known: boolean;
  /** The newest version of the widget that can be pinned, where there is one. */
  readonly pinned?: PinnedScript | undefined;
  /** What stood in the field for old snippets, and what was read in it. */
  readonly pasted?: { readonly text: string; readonly read: Pasted } | undefined;
}

/** The addresses of the files that the page needs, below the site's base path. */
export interface BuilderAssets {
  readonly script: string;
  readonly stylesheet: string;
}

/** `builder.hbs`. */
export interface BuilderView {
  readonly frame: Frame;
  readonly scriptPath: string;
  /** The canonical address of this very choice, as a path. */
  readonly address: string;
  readonly action: string;
  readonly platforms: readonly Choice[];
  readonly ways: readonly Choice[] | undefined;
  readonly feedGroups: readonly { readonly label: string; readonly choices: readonly Choice[] }[];
  readonly feedProblem: string | undefined;
  readonly own: OwnFeedForm | undefined;
  readonly first: readonly OptionField[];
  readonly more: readonly FieldGroup[];
  readonly moreOpen: boolean;
  readonly pages: readonly Choice[];
  readonly width: { readonly value: number; readonly least: number; readonly most: number };
  readonly previewUrl: string;
  /** Whether what is pasted cannot fit its ink to the page that is shown. */
  readonly frameIsBlind: boolean;
  readonly platform: string;
  readonly wayLabel: string;
  readonly steps: readonly string[];
  readonly note: string | undefined;
  readonly download: string | undefined;
  readonly feedPage: string;
  readonly code: string;
  readonly isAddress: boolean;
  readonly pastedText: string;
  readonly opened: Opened | undefined;
}

interface Choice {
  readonly value: string;
  readonly label: string;
  readonly chosen: boolean;
}

/** What was understood of an old snippet, and what was not. */
interface Opened {
  readonly understood: readonly string[];
  readonly problems: readonly string[];
}

const PAGE_LABELS = { light: 'Light', dark: 'Dark', ugly: 'Loud' } as const;

/** The builder: what was chosen, what it looks like, what to paste and where. */
export function buildBuilderView(input: BuilderInput, frame: BuildFrame, assets: BuilderAssets): BuilderView {
  const { site, choice, definition, feeds, known } = input;
  const { platform, way, options, page, width } = choice;
  const title = 'Headlines for your website';
  const description = `Put the headlines of ${site.name} on your church’s website in two minutes: WordPress, Wix, Squarespace and more, free and without an account.`;
  const canonical = `${site.publicUrl}/embed`;
  const base = basePath(site);
  const ways = platform.ways.filter((one) => one.way !== 'pinned' || input.pinned !== undefined);
  const more = Object.entries(MORE_FIELDS).map(([heading, names]) => ({
    heading,
    fields: names.map((name) => buildOptionField(name, choice)),
  }));
  return {
    frame: frame(input, {
      title,
      description,
      canonical,
      card: plainCard(title, description, canonical),
      feed: definition,
      at: 'embed',
      stylesheetPath: assets.stylesheet,
    }),
    scriptPath: base + assets.script,
    address: `${base}/embed${withMark(builderQuery(choice))}`,
    action: `${base}/embed`,
    platforms: PLATFORMS.map(({ id, name }) => ({ value: id, label: name, chosen: id === platform.id })),
    ways: ways.length < 2 ? undefined : ways.map((one) => ({ value: one.way, label: one.label, chosen: one === way })),
    feedGroups: groupFeeds(input, known ? definition.id : choice.feed),
    feedProblem: known
      ? undefined
      : `There is no feed “${choice.feed}” here. Until you choose another, these are the headlines of “${definition.title}”.`,
    own: buildOwnFeedForm(site, input.choices),
    first: FIRST_FIELDS.map((name) => buildOptionField(name, choice)),
    more,
    moreOpen: more.some(({ fields }) =>
      fields.some(({ name, problem }) => problem !== undefined || isChanged(choice, name)),
    ),
    pages: (Object.keys(PAGE_LABELS) as (keyof typeof PAGE_LABELS)[]).map((value) => ({
      value,
      label: PAGE_LABELS[value],
      chosen: value === page,
    })),
    width: { value: width, least: PREVIEW_WIDTH.least, most: PREVIEW_WIDTH.most },
    previewUrl: `${base}/embed/preview${withMark(previewQuery(choice))}`,
    frameIsBlind: isFramed(way.way) && page === 'dark' && options.theme === 'auto',
    platform: platform.name,
    wayLabel: way.label,
    steps: way.steps,
    note: way.note,
    download: way.way === 'plugin' ? `${base}/wordpress/tidings.zip` : undefined,
    feedPage: localUrl(site, feedPageUrl(site, definition.id)),
    code: wayCode(way.way, { site, definition, options }, input.pinned),
    isAddress: way.way === 'link' || way.way === 'feed',
    pastedText: input.pasted?.text ?? '',
    opened: input.pasted && sayOpened(input, input.pasted.read),
  };

  function groupFeeds({ choices }: BuilderInput, chosen: string): BuilderView['feedGroups'] {
    const newsroom = feeds.map(({ id, title: label }) => ({ value: id, label }));
    const groups = [
      { label: 'Feeds of the newsroom', choices: newsroom },
      ...(['category', 'tag', 'author'] as const).map((kind) => ({
        label: { category: 'Categories', tag: 'Tags', author: 'Authors' }[kind],
        choices: { category: choices.categories, tag: choices.tags, author: choices.authors }[kind]
          .filter(({ slug }) => slug !== '')
          .map(({ slug, label }) => ({ value: `${kind}/${slug}`, label })),
      })),
    ];
    const listed = groups.some((group) => group.choices.some(({ value }) => value === chosen));
    const other = { label: 'Your own choice', choices: [{ value: chosen, label: known ? definition.title : chosen }] };
    return [...(listed ? [] : [other]), ...groups]
      .filter((group) => group.choices.length > 0)
      .map((group) => ({
        ...group,
        choices: group.choices.map((one) => ({ ...one, chosen: one.value === chosen })),
      }));
  }
}

/** What changes the previewed page, and no more: it is not to be loaded anew for the rest. */
function previewQuery(choice: BuilderChoice): string {
  const platform = isFramed(choice.way.way) ? platformOf('html') : PLATFORMS[0];
  const way = platform.ways.find((one) => isFramed(one.way) === isFramed(choice.way.way)) ?? platform.ways[0];
  return builderQuery({ ...choice, platform, way, width: PREVIEW_WIDTH.usual });
}

function withMark(query: string): string {
  return query === '' ? '' : `?${query}`;
}

const DEFAULTS = parseOptions(() => null);

function isChanged({ options }: BuilderChoice, name: (typeof OPTION_NAMES)[number]): boolean {
  return options[name] !== DEFAULTS[name];
}

function sayOpened({ choice, definition, known }: BuilderInput, { feed, unknown }: Pasted): Opened {
  if (feed === undefined && unknown.length === 0 && OPTION_NAMES.every((name) => !isChanged(choice, name))) {
    return {
      understood: [],
      problems: ['Nothing of ours was found in these lines. Paste the whole snippet, or the address of a feed.'],
    };
  }
  return {
    understood: [
      ...(known && feed !== undefined ? [`Feed: ${definition.title}`] : []),
      ...OPTION_NAMES.filter((name) => isChanged(choice, name)).map(
        (name) => `${optionLabel(name)}: ${valueLabel(name, String(choice.options[name]))}`,
      ),
    ],
    problems: [
      ...(known ? [] : [`There is no feed “${choice.feed}” here.`]),
      ...[...choice.refused].map(([name, given]) => sayRefused(name, given)),
      ...unknown.map((name) => `“${name}” is no option of ours and was left out.`),
    ],
  };
}

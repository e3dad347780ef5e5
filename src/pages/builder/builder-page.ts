import { parseOptions } from '../../../widget/contract/options.ts';
import { feedPageUrl } from '../../model/addresses.ts';
import type { FeedDefinition } from '../../model/feed-definition.ts';
import { findPlatform, isAddress, isFramed, PLATFORMS } from '../../model/platforms.ts';
import { buildCustomFeedForm, type CustomFeedForm, type FeedChoices } from '../custom-feed-form.ts';
import { frameHeight } from '../iframe-snippet.ts';
import { basePath, localUrl } from '../links.ts';
import { type BuildLayout, type PageInput, type PageLayout, plainCard } from '../page-layout.ts';
import { type BuilderChoice, builderQuery, OPTION_NAMES, PREVIEW_WIDTH } from './builder-query.ts';
import { embedMethodCode, type PinnedScript } from './embed-method-code.ts';
import { type ChoosableFeeds, type FoundFeed, findFeeds, groupFeeds, shortTitle } from './feed-choices.ts';
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
import type { Pasted } from './read-pasted.ts';

/** What the builder is made of. */
export interface BuilderInput extends PageInput {
  readonly choice: BuilderChoice;
  readonly feeds: readonly FeedDefinition[];
  readonly choices: FeedChoices;
  /** Every category, tag and author that a search may find. */
  readonly searched: Pick<FeedChoices, 'categories' | 'tags' | 'authors'>;
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
  readonly layout: PageLayout;
  readonly scriptPath: string;
  /** The canonical address of this very choice, as a path. */
  readonly address: string;
  readonly action: string;
  readonly platforms: readonly Choice[];
  readonly methods: readonly Choice[] | undefined;
  readonly feedGroups: readonly { readonly label: string; readonly choices: readonly Choice[] }[];
  readonly feedProblem: string | undefined;
  readonly feedDescription: string;
  readonly find: string;
  readonly found: readonly FoundFeed[];
  /** How much was found, in words; empty where nothing is looked for. */
  readonly foundSaid: string;
  readonly own: CustomFeedForm | undefined;
  readonly first: readonly OptionField[];
  readonly more: readonly FieldGroup[];
  readonly moreOpen: boolean;
  readonly pages: readonly Choice[];
  /** `usual`: nobody has chosen it, so that it may be less where there is less room. */
  readonly width: { readonly value: number; readonly least: number; readonly most: number; readonly usual: boolean };
  readonly previewUrl: string;
  /** Whether what is pasted cannot fit its ink to the page that is shown. */
  readonly frameIsBlind: boolean;
  readonly platform: string;
  readonly methodLabel: string;
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
export function buildBuilderView(input: BuilderInput, buildLayout: BuildLayout, assets: BuilderAssets): BuilderView {
  const { site, choice, definition, known } = input;
  const { platform, method, options, page, width } = choice;
  const title = 'Headlines for your website';
  const description = `Put the headlines of ${site.name} on your church’s website in two minutes: WordPress, Wix, Squarespace and more, free and without an account.`;
  const canonical = `${site.publicUrl}/embed`;
  const base = basePath(site);
  const methods = platform.methods.filter((one) => one.id !== 'pinned' || input.pinned !== undefined);
  const found = findFeeds(choice.find, { ...choosable(input), choices: input.searched });
  const more = MORE_FIELDS.map(({ heading, names }) => ({
    heading,
    fields: names.map((name) => buildOptionField(name, choice)),
  }));
  return {
    layout: buildLayout(input, {
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
    methods:
      methods.length < 2
        ? undefined
        : methods.map((one) => ({ value: one.id, label: one.label, chosen: one === method })),
    feedGroups: listFeeds(input),
    feedProblem: known
      ? undefined
      : `There is no feed “${choice.feed}” here. Until you choose another, these are the headlines of “${definition.title}”.`,
    feedDescription: definition.description,
    find: choice.find,
    found,
    foundSaid: sayFound(choice.find, found.length),
    own: buildCustomFeedForm(site, input.choices),
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
    width: { value: width, least: PREVIEW_WIDTH.least, most: PREVIEW_WIDTH.most, usual: width === PREVIEW_WIDTH.usual },
    previewUrl: `${base}/embed/preview${withMark(previewQuery(choice))}`,
    frameIsBlind: isFramed(method.id) && page === 'dark' && options.theme === 'auto',
    platform: platform.name,
    methodLabel: method.label,
    steps: method.steps.map((step) => step.replace('{height}', String(frameHeight(options)))),
    note: method.note,
    download: method.id === 'plugin' ? `${base}/wordpress/tidings.zip` : undefined,
    feedPage: localUrl(site, feedPageUrl(site, definition.id)),
    code: embedMethodCode(method.id, { site, definition, options }, input.pinned),
    isAddress: isAddress(method.id),
    pastedText: input.pasted?.text ?? '',
    opened: input.pasted && sayOpened(input, input.pasted.read),
  };
}

function choosable({ site, headlinesFeed, definition, feeds, choices }: BuilderInput): ChoosableFeeds {
  const { language } = feeds.find(({ id }) => id === headlinesFeed?.id) ?? definition;
  return { siteName: site.name, language, feeds, choices };
}

/** The list of feeds; one that stands in no group, as a feed of one's own does, comes first. */
function listFeeds(input: BuilderInput): BuilderView['feedGroups'] {
  const { site, choice, definition, known } = input;
  const chosen = known ? definition.id : choice.feed;
  const groups = groupFeeds(choosable(input));
  const label = known ? shortTitle(site.name, definition.title) : chosen;
  const other = { label: 'Your choice', choices: [{ value: chosen, label }] };
  const isListed = groups.some((group) => group.choices.some(({ value }) => value === chosen));
  return (isListed ? groups : [other, ...groups]).map((group) => ({
    ...group,
    choices: group.choices.map((one) => ({ ...one, chosen: one.value === chosen })),
  }));
}

function sayFound(find: string, found: number): string {
  if (find === '') return '';
  if (found === 0) return `Nothing here is called “${find}”. Try the beginning of the word, or another one.`;
  return found === 1
    ? 'One feed was found. Take it with a click:'
    : `${found} feeds were found. Take one with a click:`;
}

/** What changes the previewed page, and no more: it is not to be loaded anew for the rest. */
function previewQuery(choice: BuilderChoice): string {
  const platform = isFramed(choice.method.id) ? findPlatform('html') : PLATFORMS[0];
  const method = platform.methods.find((one) => isFramed(one.id) === isFramed(choice.method.id)) ?? platform.methods[0];
  return builderQuery({ ...choice, platform, method, find: '', width: PREVIEW_WIDTH.usual });
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

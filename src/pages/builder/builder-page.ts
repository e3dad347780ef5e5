import { feedPageUrl } from '../../model/addresses.ts';
import type { FeedDefinition } from '../../model/feed-definition.ts';
import {
  type EmbedMethod,
  findPlatform,
  isAddress,
  isFramed,
  PLATFORMS,
  type Platform,
} from '../../model/platforms.ts';
import { buildCustomFeedForm, type FeedChoices } from '../custom-feed-form.ts';
import { frameHeight } from '../iframe-snippet.ts';
import { basePath, localUrl } from '../links.ts';
import { type BuildLayout, type PageInput, plainCard } from '../page-layout.ts';
import { type BuilderChoice, builderQuery, PREVIEW_PAGES, PREVIEW_WIDTH } from './builder-query.ts';
import { embedMethodCode, type PinnedScript } from './embed-method-code.ts';
import { type ChoosableFeeds, type FeedGroup, findFeeds, groupFeeds, shortTitle } from './feed-choices.ts';
import { buildOptionField, FIRST_FIELDS, MORE_FIELDS } from './option-fields.ts';
import type { Pasted } from './parse-pasted.ts';
import { isChanged, summarizePasted } from './summarize-pasted.ts';

export interface BuilderInput extends PageInput {
  readonly choice: BuilderChoice;
  readonly feeds: readonly FeedDefinition[];
  readonly choices: FeedChoices;
  /** All categories, tags and authors that a search can find. */
  readonly searched: Pick<FeedChoices, 'categories' | 'tags' | 'authors'>;
  /** The chosen feed; the main feed where that does not exist. */
  readonly definition: FeedDefinition;
  /** Whether the chosen feed exists. */
  readonly known: boolean;
  /** The newest version of the widget to pin. */
  readonly pinned?: PinnedScript | undefined;
  readonly pasted?: { readonly text: string; readonly parsed: Pasted } | undefined;
}

interface BuilderAssets {
  readonly script: string;
  readonly stylesheet: string;
}

const PAGE_LABELS = { light: 'Light', dark: 'Dark', ugly: 'Bright' } as const;

/** `assets` are paths below the site's base path. */
export function buildBuilderView(input: BuilderInput, buildLayout: BuildLayout, assets: BuilderAssets) {
  const { site, choice, definition, known, pasted } = input;
  const base = basePath(site);
  return {
    layout: buildBuilderLayout(input, buildLayout, assets),
    scriptPath: base + assets.script,
    address: `${base}/embed${withQuestionMark(builderQuery(choice))}`,
    action: `${base}/embed`,
    ...listPlatformChoices(input),
    ...listFeedChoices(input),
    customFeed: buildCustomFeedForm(site, input.choices),
    ...buildFields(choice),
    ...buildPreview(base, choice),
    ...buildResult(input),
    feedPage: localUrl(site, feedPageUrl(site, definition.id)),
    pastedText: pasted?.text ?? '',
    pastedSummary: pasted && summarizePasted(choice, pasted.parsed, known ? definition : undefined),
  };
}

function buildBuilderLayout(input: BuilderInput, buildLayout: BuildLayout, assets: BuilderAssets) {
  const { site, definition } = input;
  const title = 'Headlines for your website';
  const description = `Put the headlines of ${site.name} on your church’s website in two minutes: WordPress, Wix, Squarespace and more, free and without an account.`;
  const canonical = `${site.publicUrl}/embed`;
  return buildLayout(input, {
    title,
    description,
    canonical,
    card: plainCard(title, description, canonical),
    feed: definition,
    at: 'embed',
    stylesheetPath: assets.stylesheet,
  });
}

function listPlatformChoices({ choice, pinned }: BuilderInput) {
  const { platform, method } = choice;
  const methods = platform.methods.filter(({ id }) => id !== 'pinned' || pinned !== undefined);
  return {
    platforms: PLATFORMS.map(({ id, name }) => ({ value: id, label: name, chosen: id === platform.id })),
    methods:
      methods.length < 2
        ? undefined
        : methods.map((one) => ({ value: one.id, label: one.label, chosen: one === method })),
  };
}

function listFeedChoices(input: BuilderInput) {
  const { site, headlinesFeed, choice, definition, known, feeds, choices, searched } = input;
  const { language } = feeds.find(({ id }) => id === headlinesFeed?.id) ?? definition;
  const choosable: ChoosableFeeds = { siteName: site.name, language, feeds, choices };
  const found = findFeeds(choice.find, { ...choosable, choices: searched });
  return {
    feedGroups: markChosen(input, groupFeeds(choosable)),
    feedProblem: known
      ? undefined
      : `There is no feed “${choice.feed}”. You see the headlines of “${definition.title}” until you choose another feed.`,
    feedDescription: definition.description,
    find: choice.find,
    found,
    foundText: describeFound(choice.find, found.length),
  };
}

/** Marks the chosen feed. If no group has it, as with a custom feed, it gets a group of its own. */
function markChosen({ site, choice, definition, known }: BuilderInput, groups: readonly FeedGroup[]) {
  const chosen = known ? definition.id : choice.feed;
  const label = known ? shortTitle(site.name, definition.title) : chosen;
  const other = { label: 'Your choice', choices: [{ value: chosen, label }] };
  const isListed = groups.some((group) => group.choices.some(({ value }) => value === chosen));
  return (isListed ? groups : [other, ...groups]).map((group) => ({
    ...group,
    choices: group.choices.map((one) => ({ ...one, chosen: one.value === chosen })),
  }));
}

function describeFound(find: string, found: number): string {
  if (find === '') return '';
  if (found === 0) return `We found no feed for “${find}”. Try the beginning of the word, or another word.`;
  return found === 1 ? 'We found one feed. Click to use it:' : `We found ${found} feeds. Click one to use it:`;
}

function buildFields(choice: BuilderChoice) {
  const more = MORE_FIELDS.map(({ heading, names }) => ({
    heading,
    fields: names.map((name) => buildOptionField(name, choice)),
  }));
  return {
    first: FIRST_FIELDS.map((name) => buildOptionField(name, choice)),
    more,
    moreOpen: more.some(({ fields }) =>
      fields.some(({ name, problem }) => problem !== undefined || isChanged(choice, name)),
    ),
  };
}

function buildPreview(base: string, choice: BuilderChoice) {
  const { method, options, page, width } = choice;
  const { min, max, default: defaultWidth } = PREVIEW_WIDTH;
  return {
    pages: PREVIEW_PAGES.map((value) => ({ value, label: PAGE_LABELS[value], chosen: value === page })),
    // A default width may become smaller on a small screen.
    width: { value: width, min, max, isDefault: width === defaultWidth },
    previewUrl: `${base}/embed/preview${withQuestionMark(previewQuery(choice))}`,
    // The iframe has colours for a light page, but the previewed page is dark.
    frameIsBlind: isFramed(method.id) && page === 'dark' && options.theme === 'auto',
  };
}

/** The query with only what changes the preview, so that it does not load again for other changes. */
function previewQuery(choice: BuilderChoice): string {
  const framed = isFramed(choice.method.id);
  const platform = framed ? findPlatform('html') : PLATFORMS[0];
  const method = platform.methods.find(({ id }) => isFramed(id) === framed) ?? platform.methods[0];
  return builderQuery({ ...choice, platform, method, find: '', width: PREVIEW_WIDTH.default });
}

function buildResult({ site, choice, definition, pinned }: BuilderInput) {
  const { platform, method } = choice;
  const options = platform.keepsLinksInside ? { ...choice.options, target: 'new' as const } : choice.options;
  return {
    platform: platform.name,
    methodLabel: method.label,
    steps: method.steps.map((step) => step.replace('{height}', String(frameHeight(options)))),
    note: method.note,
    canCheck: canCheck(platform, method.id),
    download: method.id === 'plugin' ? `${basePath(site)}/wordpress/tidings.zip` : undefined,
    code: embedMethodCode(method.id, { site, definition, options }, pinned),
    isAddress: isAddress(method.id),
  };
}

/** Whether a check of the page finds headlines. It finds none in an RSS block or an app, and none behind a button or a link. */
function canCheck(platform: Platform, method: EmbedMethod): boolean {
  return method === 'link' ? platform.page?.takesAddress === true : method !== 'feed';
}

function withQuestionMark(query: string): string {
  return query === '' ? '' : `?${query}`;
}

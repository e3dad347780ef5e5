import type { Headlines } from '../../widget/contract/headlines.ts';
import { CARD } from '../pages/embed-page.ts';
import type { EmbedInput } from '../pages/embed-view.ts';
import { HTML } from '../publish/build-document.ts';
import type { BuiltDocument } from '../publish/representation-cache.ts';
import type { RouteDependencies } from './app-dependencies.ts';

export async function buildEmbedFrame(
  { pages, headers, frameCode }: RouteDependencies,
  input: EmbedInput,
): Promise<Pick<BuiltDocument, 'body' | 'type' | 'headers'>> {
  const { script, css } = await frameCode();
  const { html, policy } = pages.embed(input, { script, css: css[input.options.layout] ?? '' });
  return { body: html, type: HTML, headers: { ...headers.frame, 'Content-Security-Policy': policy } };
}

export function cardInput({ site }: RouteDependencies, headlines: Headlines): EmbedInput {
  return { site, headlines, options: CARD, linkText: site.name, today: 0 };
}

/** A frame without headlines: a note, and a link to `home`. */
export function noteInput(
  dependencies: RouteDependencies,
  language: string,
  home: string,
  note: NonNullable<EmbedInput['note']>,
): EmbedInput {
  const { name } = dependencies.site;
  const headlines: Headlines = { v: 1, feed: '', title: name, name, home, lang: language, items: [] };
  return { ...cardInput(dependencies, headlines), note };
}

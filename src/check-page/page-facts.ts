import type { MountPoint } from './mount-point-parser.ts';
import type { ScriptTag } from './parse-script-tag.ts';
import type { Place } from './places.ts';
import type { PluginEmbed } from './plugin-parser.ts';
import type { TidingsUrl } from './tidings-url.ts';

export interface PageScript extends ScriptTag {
  /** What the browser requests: the address of a copy, if it is one. `undefined` for code in the page itself. */
  readonly src: URL | undefined;
  readonly nonce: string | undefined;
  readonly integrity: string | undefined;
  readonly crossorigin: boolean;
  /** Number of the page's `meta` policies before it: later ones do not apply to it. */
  readonly policiesBefore: number;
  /** If it is a copy: when the server made its headlines, in seconds since the Unix epoch. Headlines of older servers do not tell. */
  readonly copy?: { readonly at: number | undefined; readonly hasHeadlines: boolean };
}

export interface PageFrame {
  readonly url: TidingsUrl;
  /** `lazy` until a visitor scrolls there, `placeholder` until a click, `blocked` until a visitor agrees. */
  readonly state: 'shown' | 'lazy' | 'placeholder' | 'blocked';
  /** The tokens of its sandbox, if it has one. */
  readonly sandbox: readonly string[] | undefined;
  readonly isOfWordPress: boolean;
  readonly places: readonly Place[];
}

/** A script of somebody else. */
export type OtherScript = Omit<PageScript, 'url' | 'src' | 'copy'> & { readonly src: URL };

/** Whether and how a page shows our code instead of running it. */
export type ShownCode = 'snippet' | 'shortcode' | 'address';

export interface PageFacts {
  /** Those in which our script shows headlines. */
  readonly mountPoints: readonly MountPoint[];
  /** Other elements with the same class. */
  readonly lookalikes: readonly MountPoint[];
  readonly scripts: readonly PageScript[];
  readonly otherScripts: readonly OtherScript[];
  /** Files that an optimiser made, and that may contain our script. */
  readonly hasUnreadFiles: boolean;
  readonly frames: readonly PageFrame[];
  readonly pluginEmbeds: readonly PluginEmbed[];
  /** Links to our feeds' pages, outside of mount points. If there is none, the address that the page shows as text. */
  readonly links: readonly TidingsUrl[];
  /** Headlines as plain HTML. */
  readonly hasFragment: boolean;
  readonly policies: readonly string[];
  /** Our snippet is only in elements that browsers with JavaScript ignore (`noscript`, `template`). */
  readonly isInert: boolean;
  /** Something of ours is on the page as base64: consent managers put code aside like that. */
  readonly isPutAside: boolean;
  readonly shownCode: ShownCode | undefined;
  /** A tag of the snippet has curly quotation marks, which HTML does not know. */
  readonly hasCurlyQuotes: boolean;
  /** A script of ours is an empty tag of XML (`<script … />`), or has an attribute without value in XML. */
  readonly isWrongMarkup: boolean;
  readonly asksForPassword: boolean;
  readonly otherFrames: number;
  /** Characters that are visible without JavaScript. */
  readonly textLength: number;
  readonly allScripts: number;
}

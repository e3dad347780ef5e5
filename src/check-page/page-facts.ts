import type { MountPoint } from './mount-point-parser.ts';
import type { ScriptState } from './parse-script-tag.ts';
import type { PluginEmbed } from './plugin-parser.ts';
import type { TidingsUrl } from './tidings-url.ts';

/** A script whose URL looks like ours. */
export interface PageScript {
  readonly url: TidingsUrl;
  readonly state: ScriptState;
  readonly nonce: string | undefined;
  readonly integrity: string | undefined;
  /** Number of the page's `meta` policies before it: later ones do not apply to it. */
  readonly policiesBefore: number;
}

/** An `iframe` of ours. */
export interface PageFrame {
  readonly url: TidingsUrl;
  /** Whether a consent manager moved its URL to another attribute. */
  readonly isBlocked: boolean;
}

/** What a page contains that concerns us. */
export interface PageFacts {
  readonly mountPoints: readonly MountPoint[];
  readonly scripts: readonly PageScript[];
  readonly frames: readonly PageFrame[];
  readonly pluginEmbeds: readonly PluginEmbed[];
  /** Links to our feeds' pages, outside of mount points. */
  readonly links: readonly TidingsUrl[];
  /** Whether there are headlines as plain HTML. */
  readonly hasFragment: boolean;
  /** The text of each `meta` policy, in order. */
  readonly policies: readonly string[];
  /** Whether our snippet is only in elements that browsers with JavaScript ignore (`noscript`, `template`). */
  readonly isInert: boolean;
  /** Whether visitors can read the snippet's code. */
  readonly pastedAsText: boolean;
  readonly asksForPassword: boolean;
  readonly otherFrames: number;
  /** Characters that are visible without JavaScript. */
  readonly textLength: number;
  readonly allScripts: number;
}

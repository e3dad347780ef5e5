import type { MountPoint } from './mount-point-parser.ts';
import type { ScriptState } from './parse-script-tag.ts';
import type { PluginEmbed } from './plugin-parser.ts';
import type { TidingsUrl } from './tidings-url.ts';

export interface PageScript {
  readonly url: TidingsUrl;
  readonly state: ScriptState;
  readonly nonce: string | undefined;
  readonly integrity: string | undefined;
  /** Number of the page's `meta` policies before it: later ones do not apply to it. */
  readonly policiesBefore: number;
}

export interface PageFrame {
  readonly url: TidingsUrl;
  /** A consent manager moved its URL to another attribute. */
  readonly isBlocked: boolean;
}

export interface PageFacts {
  readonly mountPoints: readonly MountPoint[];
  readonly scripts: readonly PageScript[];
  readonly frames: readonly PageFrame[];
  readonly pluginEmbeds: readonly PluginEmbed[];
  /** Links to our feeds' pages, outside of mount points. */
  readonly links: readonly TidingsUrl[];
  /** Headlines as plain HTML. */
  readonly hasFragment: boolean;
  readonly policies: readonly string[];
  /** Our snippet is only in elements that browsers with JavaScript ignore (`noscript`, `template`). */
  readonly isInert: boolean;
  readonly pastedAsText: boolean;
  readonly asksForPassword: boolean;
  readonly otherFrames: number;
  /** Characters that are visible without JavaScript. */
  readonly textLength: number;
  readonly allScripts: number;
}

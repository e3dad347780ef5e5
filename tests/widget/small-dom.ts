import { runInNewContext } from 'node:vm';

/** The members of an element that the widget uses. Any other member throws, so that the test fails. */
class SmallElement {
  readonly children: (SmallElement | string)[] = [];
  href = '';
  shadow: SmallElement | undefined;
  readonly tagName: string;
  readonly attributes: Record<string, string>;

  constructor(tagName: string, attributes: Readonly<Record<string, string>> = {}) {
    this.tagName = tagName;
    this.attributes = { ...attributes };
  }
  setAttribute(name: string, value: string): void {
    this.attributes[name] = value;
  }
  /** For a list of attributes. */
  matches(selector: string): boolean {
    return Object.keys(this.attributes).some((name) => selector.includes(`[${name}]`));
  }
  append(...children: readonly (SmallElement | string)[]): void {
    this.children.push(...children);
  }
  replaceChildren(...children: readonly SmallElement[]): void {
    this.children.splice(0, Number.POSITIVE_INFINITY, ...children);
  }
  getAttribute(name: string): string | null {
    return this.attributes[name] ?? null;
  }
  get search(): string {
    return new URL(this.href).search;
  }
  get firstChild(): SmallElement | string | undefined {
    return this.children[0];
  }
  get textContent(): string {
    return this.children.map((child) => (typeof child === 'string' ? child : child.textContent)).join('');
  }
  /** Finds the div's link. In the shadow root: finds nothing, so no focus or stopped ticker delays the drawing. */
  querySelector(selector: string): SmallElement | string | undefined {
    return selector.startsWith('a') ? this.children[0] : undefined;
  }
  isEqualNode(): boolean {
    return false;
  }
  attachShadow(): SmallElement {
    this.shadow = new SmallElement('shadow');
    return this.shadow;
  }
  find(tagName: string): SmallElement | undefined {
    const found = this.children.map((child) =>
      typeof child === 'string' ? undefined : child.tagName === tagName ? child : child.find(tagName),
    );
    return found.find((child) => child !== undefined);
  }
}

/**
 * Runs the widget's script on a page with one div, without a browser, to detect a broken bundle fast. Other tests use a browser. Returns the
 * content of the div's shadow root.
 */
export function drawWithoutBrowser(script: string, link: string, options: Readonly<Record<string, string>> = {}) {
  const div = new SmallElement('div', options);
  const anchor = new SmallElement('a');
  anchor.href = link;
  div.append(anchor);
  const window = {};
  runInNewContext(script, {
    window,
    top: window,
    URLSearchParams,
    document: {
      readyState: 'complete',
      addEventListener: () => undefined,
      createElement: (tagName: string) => new SmallElement(tagName),
      querySelectorAll: () => [div],
    },
    CSSStyleSheet: class {
      replaceSync(): void {}
    },
    MutationObserver: class {
      observe(): void {}
    },
    getComputedStyle: () => ({ backgroundColor: 'rgb(255, 255, 255)', backgroundImage: 'none', color: 'rgb(0, 0, 0)' }),
    matchMedia: () => ({}),
    setInterval: () => undefined,
  });
  return div.shadow;
}

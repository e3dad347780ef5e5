import { openRegistry, type Registry } from './registry.ts';

// A page may hold this script many times, for several feeds and in several versions. The first to run opens the registry, the
// others hand it their headlines and end. A symbol cannot be taken by an element's id, as a name on `window` can.
const KEY = Symbol.for('tidings.v1');

const page = window as { [KEY]?: Registry };
page[KEY] ??= openRegistry();
page[KEY].add(tidings);

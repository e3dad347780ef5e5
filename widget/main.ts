import { openRegistry, type Registry } from './registry.ts';

// A page may hold this script several times, for several feeds and in several versions. The first one opens the registry; the others hand it their
// headlines. A symbol, because an element's id can define a name on `window`.
const KEY = Symbol.for('tidings.v1');

const page = window as { [KEY]?: Registry };
page[KEY] ??= openRegistry();
page[KEY].add(tidings);

// The layouts that load later: `archive` and `ticker` are called for each section that the widget draws with this layout. Older and newer widgets call
// them, so add to their arguments but never change them. Widgets up to version 1.1.0 call an archive by `open`.
export { open, open as archive } from '../archive/archive.ts';
export { openTicker as ticker } from './ticker.ts';

/** What every document says it was made by. Without a version, or an upgrade would change the bytes of every feed. */
export const GENERATOR = 'Tidings';

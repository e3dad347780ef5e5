/** The generator that documents name. It has no version, because an upgrade would then change the bytes of every feed. */
export const GENERATOR = 'Tidings';

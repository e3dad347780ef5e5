/** Loads the default export of an optional package; `undefined` if it is not installed. */
export async function loadOptional(name: string): Promise<unknown> {
  try {
    const loaded = (await import(name)) as { readonly default: unknown };
    return loaded.default;
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw fault;
  }
}

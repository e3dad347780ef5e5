/** A member to spread into an object literal, or none where there is no value: a document never says `undefined`. */
export function some<K extends string, V>(key: K, value: V | undefined): { readonly [name in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [name in K]?: V };
}

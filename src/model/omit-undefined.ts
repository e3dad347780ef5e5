/** Fields that may be `undefined` become optional: `exactOptionalPropertyTypes` tells the two apart. */
export type OmitUndefined<T> = { readonly [Key in keyof T as undefined extends T[Key] ? never : Key]: T[Key] } & {
  readonly [Key in keyof T as undefined extends T[Key] ? Key : never]?: Exclude<T[Key], undefined>;
};

/** A copy without the fields that are `undefined`, in the same order. */
export function omitUndefined<const T extends object>(fields: T): OmitUndefined<T> {
  const kept: Record<string, unknown> = {};
  for (const key in fields) if (fields[key] !== undefined) kept[key] = fields[key];
  return kept as OmitUndefined<T>;
}

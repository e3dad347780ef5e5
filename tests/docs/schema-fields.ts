import type { z } from 'zod';

/** The names of a schema's fields, those of the named ones that are objects behind them: `image`, `image.file`, … */
export function listFields(schema: z.core.$ZodType, opened: readonly string[] = []): readonly string[] {
  return Object.entries(shapeOf(schema)).flatMap(([name, field]) => [
    name,
    ...(opened.includes(name) ? Object.keys(shapeOf(field)).map((inner) => `${name}.${inner}`) : []),
  ]);
}

/** The fields of an object, whatever is wrapped around it; none where it is no object. */
function shapeOf(schema: z.core.$ZodType): Readonly<Record<string, z.core.$ZodType>> {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'object':
      return def.shape;
    case 'optional':
    case 'default':
      return shapeOf(def.innerType);
    case 'pipe':
      return shapeOf(def.out);
    default:
      return {};
  }
}

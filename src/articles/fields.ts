import type { z } from 'astro/zod'
import { authorSchema, frontmatterSchema, pageSchema } from './schema.ts'

/**
 * The fields of a schema, or of one of its objects, in the schema's order.
 *
 * @param path as `['photo']`; none for the schema itself
 * @returns none where nothing is an object there
 */
export function knownFields(
  path: readonly (string | number)[] = [],
  of: z.core.$ZodType = frontmatterSchema,
): string[] {
  let schema = of
  for (const key of path) {
    schema = unwrap(schema)
    if ('shape' in schema && typeof key === 'string')
      schema = (schema.shape as Record<string, z.core.$ZodType>)[key] ?? schema
    else if ('element' in schema) schema = schema.element as z.core.$ZodType
  }
  schema = unwrap(schema)
  return 'shape' in schema ? Object.keys(schema.shape as object) : []
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  return 'unwrap' in schema && typeof schema.unwrap === 'function' ? unwrap(schema.unwrap() as z.core.$ZodType) : schema
}

/** Every name that a line of YAML may begin with, in articles, pages and authors' files. */
export const allFields: ReadonlySet<string> = new Set([
  ...[frontmatterSchema, pageSchema, authorSchema].flatMap((schema) => knownFields([], schema)),
  ...['photo', 'source'].flatMap((field) => knownFields([field])),
  ...knownFields(['corrections', 0]),
])

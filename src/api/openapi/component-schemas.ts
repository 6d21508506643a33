import { z } from 'zod'

/** A JSON Schema, draft 2020-12. */
export type JsonSchema = z.core.JSONSchema.JSONSchema

/** Answers by their words, and what they refer to. */
export type ComponentSchemas = {
  readonly components: Readonly<Record<string, JsonSchema>>
  of(name: string): JsonSchema
}

/** Describes these schemas and all that they are made of; what has an id is a component that the others refer to. */
export function componentSchemas(schemas: Readonly<Record<string, z.ZodType>>): ComponentSchemas {
  const { $defs = {}, properties = {} } = toSchema(z.object(schemas), 'output')
  return {
    components: Object.fromEntries(
      Object.entries($defs)
        .filter(([name]) => !name.startsWith('__'))
        .map(([name, { id: _, ...schema }]) => [name, schema] as const)
        .sort(([one], [other]) => (one < other ? -1 : 1)),
    ),
    of(name) {
      const schema = properties[name]
      if (!schema || typeof schema === 'boolean') throw new Error(`There is no schema of "${name}"`)
      return schema
    },
  }
}

/** Describes what a request may have. */
export function requestSchema(schema: z.ZodType): JsonSchema {
  const { $schema: _, $defs: __, ...described } = toSchema(schema, 'input')
  return described
}

function toSchema(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const described = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ jsonSchema }) => tidy(jsonSchema),
  })
  const text = JSON.stringify(described)
    // What refers to itself without a name is `z.json()`: any JSON.
    .replace(/\{"\$ref":"#\/\$defs\/__schema\d+"\}/g, '{}')
    .replaceAll('"#/$defs/', '"#/components/schemas/')
  return JSON.parse(text)
}

/** Answers may have more one day, so nobody is told that they never do; links of our documents lead nowhere elsewhere. */
function tidy(schema: JsonSchema): void {
  if (schema.additionalProperties === false) delete schema.additionalProperties
  if (schema.description) schema.description = withoutLinks(schema.description)
  if ('example' in schema) {
    schema.examples = [schema.example as z.core.JSONSchema.JSONSchema['default']]
    delete schema.example
  }
}

/** The words of links without what they lead to. */
export function withoutLinks(text: string): string {
  return text.replace(/\[([^\]]+)\]\([^)]*\)/g, '$1')
}

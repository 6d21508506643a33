import { KindName } from '../../model/overlay/kind-name.ts'
import { type Shape, shapeOf } from '../load/schema-shape.ts'

type JsonSchema = Readonly<Record<string, unknown>>

const draft = 'https://json-schema.org/draft/2020-12/schema'
const anyJson = '__schema0'

/** The JSON Schema of one kind of documents, for editors. */
export function kindSchema(kind: KindName): JsonSchema {
  const { $schema: _, ...shape } = shapeOf(kind) as Shape & { readonly $schema?: string }
  return { $schema: draft, title: `Muster: ${kind}`, ...shape }
}

/** One schema for all kinds: `kind` decides which holds. An editor needs no other. */
export function anyKindSchema(): JsonSchema {
  const definitions = KindName.options.map((kind): [string, JsonSchema] => {
    const { $schema: _, $defs: __, ...shape } = kindSchema(kind)
    return [kind, shape]
  })
  const choices = KindName.options.map((kind) => ({
    if: { properties: { kind: { const: kind } }, required: ['kind'] },
    // biome-ignore lint/suspicious/noThenProperty: "then" is a keyword of JSON Schema
    then: { $ref: `#/$defs/${kind}` },
  }))
  return {
    $schema: draft,
    title: 'Muster: a document of any kind',
    type: 'object',
    properties: { kind: { enum: KindName.options, description: 'What the document declares.' } },
    required: ['kind'],
    allOf: choices,
    $defs: { ...Object.fromEntries(definitions), [anyJson]: jsonValue },
  }
}

/** What a case may give as a value; the schema of `Test` refers to it. */
const jsonValue: JsonSchema = {
  anyOf: [
    { type: 'string' },
    { type: 'number' },
    { type: 'boolean' },
    { type: 'null' },
    { type: 'array', items: { $ref: `#/$defs/${anyJson}` } },
    { type: 'object', additionalProperties: { $ref: `#/$defs/${anyJson}` } },
  ],
}

/** Every schema as a file: `muster.schema.json` for all kinds, and one for each. */
export function schemaFiles(): { readonly path: string; readonly text: string }[] {
  const write = (schema: JsonSchema) => `${JSON.stringify(schema, null, 2)}\n`
  return [
    { path: 'muster.schema.json', text: write(anyKindSchema()) },
    ...KindName.options.map((kind) => ({ path: `${fileName(kind)}.schema.json`, text: write(kindSchema(kind)) })),
  ]
}

function fileName(kind: KindName): string {
  return kind.replace(/(?<!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase()
}

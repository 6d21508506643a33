import type { JsonSchema } from '../src/api/openapi/component-schemas.ts'

type Described = JsonSchema | boolean | undefined

/** A JSON Schema as the TypeScript type of what it describes. What it cannot say is `unknown`. */
export function printType(schema: Described): string {
  if (schema === undefined || typeof schema === 'boolean') return 'unknown'
  const { $ref, enum: values, anyOf, oneOf, allOf } = schema
  if ($ref) return $ref.split('/').at(-1) ?? 'unknown'
  if ('const' in schema) return JSON.stringify(schema.const)
  if (values) return values.map((value) => JSON.stringify(value)).join(' | ')
  const union = anyOf ?? oneOf
  if (union) return unique(union.map(printType)).join(' | ')
  if (allOf) return allOf.map(printType).join(' & ')
  const { type } = schema
  if (Array.isArray(type)) return unique(type.map((one) => printType({ ...schema, type: one }))).join(' | ')
  return printNamed(type, schema)
}

function printNamed(type: string | undefined, schema: JsonSchema): string {
  switch (type) {
    case 'string':
      return 'string'
    case 'number':
    case 'integer':
      return 'number'
    case 'boolean':
      return 'boolean'
    case 'null':
      return 'null'
    case 'array':
      return `(${printType(Array.isArray(schema.items) ? undefined : schema.items)})[]`
    case 'object':
      return printObject(schema)
    default:
      return 'unknown'
  }
}

function printObject({ properties = {}, required = [], additionalProperties }: JsonSchema): string {
  const names = Object.keys(properties)
  if (names.length === 0) return `Record<string, ${printType(additionalProperties)}>`
  const parts = names.map((name) => {
    const key = /^[a-z_$][\w$]*$/i.test(name) ? name : JSON.stringify(name)
    return `${key}${required.includes(name) ? '' : '?'}: ${printType(properties[name])}`
  })
  return `{ ${parts.join('; ')} }`
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)]
}

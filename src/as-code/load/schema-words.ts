import type { Shape } from './schema-shape.ts'

/** What a schema asks for, in a few words: `a list of texts`, `one of exact, additive`. */
export function describeShape(shape: Shape): string {
  if (shape.const !== undefined) return JSON.stringify(shape.const)
  if (shape.enum) return `one of ${shape.enum.join(', ')}`
  if (shape.anyOf) return shape.anyOf.map(describeShape).join(' or ')
  switch (shape.type) {
    case 'string':
      return shape.format === 'date' ? 'a day, YYYY-MM-DD' : 'a text'
    case 'integer':
      return 'a whole number'
    case 'number':
      return 'a number'
    case 'boolean':
      return 'true or false'
    case 'array':
      return shape.items?.type === 'string' ? 'a list of texts' : 'a list'
    case 'object':
      return 'keys and values'
    default:
      return 'a value'
  }
}

/** What somebody wrote instead, in a few words. */
export function describeValue(value: unknown): string {
  if (value === null) return 'empty'
  if (Array.isArray(value)) return 'a list'
  switch (typeof value) {
    case 'string':
      return 'a text'
    case 'number':
      return `the number ${value}`
    case 'boolean':
      return `${value}`
    default:
      return 'keys and values'
  }
}

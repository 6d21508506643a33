import { type Shape, shapeOf } from '../src/as-code/load/schema-shape.ts'
import { KindName } from '../src/model/overlay/kind-name.ts'

/** The types of all kinds of documents for those who write them in TypeScript: src/define/documents.ts. */
export function configTypes(): string {
  const types = KindName.options.map(printKind)
  return [
    '// Made by "npm run docs" from the schemas in src/model/overlay. Changes are made there.',
    '',
    'type Json = string | number | boolean | null | Json[] | { [key: string]: Json }',
    '',
    types.join('\n\n'),
    '',
    '/** A document of any kind. */',
    `export type ConfigDocument =\n  | ${KindName.options.join('\n  | ')}`,
    '',
  ].join('\n')
}

function printKind(kind: KindName): string {
  const shape = shapeOf(kind)
  return `${comment(shape.description, '')}export type ${kind} = ${printObject(shape, '')}`
}

function printObject({ properties = {}, required = [] }: Shape, indent: string): string {
  const inner = `${indent}  `
  const lines = Object.entries(properties).map(
    ([key, shape]) =>
      `${comment(shape.description, inner)}${inner}${key}${required.includes(key) ? '' : '?'}: ${printType(shape, inner)}`,
  )
  return `{\n${lines.join('\n')}\n${indent}}`
}

function printType(shape: Shape, indent: string): string {
  if (shape.const !== undefined) return quote(shape.const)
  if (shape.enum) return shape.enum.map(quote).join(' | ')
  if (shape.anyOf) return [...new Set(shape.anyOf.map((each) => printType(each, indent)))].join(' | ')
  switch (shape.type) {
    case 'string':
      return 'string'
    case 'number':
    case 'integer':
      return 'number'
    case 'boolean':
      return 'boolean'
    case 'array':
      return printList(shape, indent)
    case 'object':
      return shape.properties ? printObject(shape, indent) : `{ [key: string]: ${printValues(shape, indent)} }`
    default:
      return 'Json'
  }
}

function printList({ items }: Shape, indent: string): string {
  const item = items ? printType(items, indent) : 'Json'
  return /^\w+$/.test(item) ? `${item}[]` : `(${item})[]`
}

function printValues({ additionalProperties }: Shape, indent: string): string {
  return typeof additionalProperties === 'object' ? printType(additionalProperties, indent) : 'Json'
}

function comment(text: string | undefined, indent: string): string {
  return text === undefined ? '' : `${indent}/** ${text.replaceAll('*/', '*\\/')} */\n`
}

function quote(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : String(value)
}

import { findingList } from '../src/as-code/load/finding-list.ts'
import type { FindingKind } from '../src/as-code/load/finding-list-files.ts'
import { type Shape, shapeOf } from '../src/as-code/load/schema-shape.ts'
import { describeShape } from '../src/as-code/load/schema-words.ts'
import { KindName } from '../src/model/overlay/kind-name.ts'
import { kindExamples } from './as-code-examples.ts'
import { code, replacePart, table } from './document-part.ts'

/** Writes every kind of documents, from its schema, into the marked part of docs/reference/as-code.md. */
export function fillAsCodeDocument(text: string): string {
  return replacePart(text, 'kinds', KindName.options.map(kindSection).join('\n\n'))
}

/** Writes every finding into the marked part of docs/reference/findings.md. */
export function fillFindingsDocument(text: string): string {
  const all = Object.entries<FindingKind>(findingList)
  const rows = all.map(([name, { code: number, severity, text: says, why }]) => [
    `<a id="${number.toLowerCase()}"></a>${number}`,
    `${code(name)}, ${severity}`,
    cell(says.replace(/\s*\{hint\}/g, '').replace(/\{(\w+)\}/g, '‹$1›')),
    cell(why),
  ])
  return replacePart(text, 'findings', table(['Code', 'Name', 'What it says', 'Why it is looked at'], rows))
}

function kindSection(kind: KindName): string {
  const shape = shapeOf(kind)
  const { path, text } = kindExamples[kind]
  const example = `\`\`\`yaml\n# ${path}\n${text}\`\`\``
  const rows = keysOf(shape, '').filter(([key]) => key !== '`kind`')
  return [`### ${kind}`, shape.description ?? '', example, table(['Key', 'Value', 'Meaning'], rows)].join('\n\n')
}

/** The keys of an object and of those below it, by their paths. */
function keysOf(shape: Shape, prefix: string): string[][] {
  const { properties = {}, required = [] } = shape
  return Object.entries(properties).flatMap(([key, each]) => {
    const path = `${prefix}${key}`
    const isRequired = required.includes(key)
    const name = `${code(path)}${isRequired ? ' **required**' : ''}`
    return [[name, cell(describeShape(each)), cell(each.description ?? '')], ...keysBelow(each, path)]
  })
}

function keysBelow(shape: Shape, path: string): string[][] {
  if (shape.anyOf) return shape.anyOf.flatMap((each) => keysBelow(each, path))
  if (shape.items?.properties) return keysOf(shape.items, `${path}[].`)
  if (shape.properties) return keysOf(shape, `${path}.`)
  const { additionalProperties: values } = shape
  return typeof values === 'object' ? valuesBelow(values, `${path}.<name>`) : []
}

function valuesBelow(shape: Shape, path: string): string[][] {
  if (shape.properties) return keysOf(shape, `${path}.`)
  return shape.anyOf ? shape.anyOf.flatMap((each) => valuesBelow(each, path)) : []
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('\n', ' ').trim()
}

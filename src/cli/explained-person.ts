import { z } from 'zod'
import type { ApiObject } from './api-client.ts'
import { show } from './show-object.ts'
import { formatTable } from './table.ts'

const Explained = z.object({
  id: z.string(),
  display_name: z.string(),
  attributes: z
    .object({
      name: z.string(),
      value: z.unknown(),
      masked: z.boolean(),
      rule: z.string(),
      order: z.string().array(),
      written_in: z.string().nullable(),
      declared_at: z.object({ file: z.string(), line: z.number() }).nullable().catch(null),
      since: z.string().nullable(),
      case_id: z.string().nullable(),
      candidates: z.object({ directory_name: z.string(), value: z.unknown(), wins: z.boolean() }).array(),
    })
    .array(),
  manager: z
    .object({
      display_name: z.string().nullable(),
      named: z.string().nullable(),
      directory_name: z.string().nullable(),
    })
    .nullable(),
  merged: z.object({ person_id: z.string(), display_name: z.string(), at: z.string() }).array(),
  status: z.object({ value: z.string(), because: z.string(), until: z.string().nullable() }),
})
type Explained = z.infer<typeof Explained>
type Attribute = Explained['attributes'][number]

/** Every attribute of a person in lines: its value, whose word it is, by which rule and since when, and what others say. */
export function explainedPerson(json: ApiObject): string {
  const explained = Explained.parse(json)
  const { display_name: name, id, status, manager, merged } = explained
  const until = status.until ? ` Until ${status.until}.` : ''
  return [
    `${name}  ${id}`,
    `${status.value}: ${status.because}${until}`,
    ...(manager ? [managerLine(manager)] : []),
    ...merged.map((one) => `${one.display_name} (${one.person_id}) became one with this person on ${minute(one.at)}`),
    '',
    formatTable(explained.attributes.flatMap(rowsOf), columns, 'No directory has told any value.'),
  ].join('\n')
}

function minute(at: string): string {
  return at.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d).*$/, '$1 $2')
}

function managerLine({ display_name: name, named, directory_name: directory }: NonNullable<Explained['manager']>) {
  const by = directory ? `, says ${directory}${named ? ` (${named})` : ''}` : ''
  return name ? `manager: ${name}${by}` : `manager: nobody yet${by}`
}

/** One line of the table: an attribute, or below it what another directory says. */
type Line = {
  readonly attribute: string
  readonly value: string
  readonly from: string
  readonly rule: string
  readonly since: string
}

const columns = [
  ['ATTRIBUTE', ({ attribute }: Line) => attribute],
  ['VALUE', ({ value }: Line) => value],
  ['FROM', ({ from }: Line) => from],
  ['RULE', ({ rule }: Line) => rule],
  ['SINCE', ({ since }: Line) => since],
] as const

function rowsOf(attribute: Attribute): Line[] {
  const { name, value, masked, candidates, since } = attribute
  const winners = candidates.filter(({ wins }) => wins).map(({ directory_name: directory }) => directory)
  const others = candidates.filter(({ wins }) => !wins)
  return [
    {
      attribute: name,
      value: masked ? '(hidden)' : show(value),
      from: winners.join(', ') || '-',
      rule: ruleOf(attribute),
      since: minute(since ?? '-'),
    },
    ...others.map((one) => ({
      attribute: '',
      value: `(${masked ? 'hidden' : show(one.value)})`,
      from: one.directory_name,
      rule: '',
      since: '',
    })),
  ]
}

function ruleOf({
  rule,
  order,
  candidates,
  written_in: written,
  declared_at: place,
  case_id: found,
}: Attribute): string {
  const having = new Set(candidates.map(({ directory_name: directory }) => directory))
  const asked = order.filter((directory) => having.has(directory))
  const told =
    rule === 'owner' && asked.length < 2 ? 'owner' : `${rule}: ${asked.join(rule === 'owner' ? ' > ' : ', ')}`
  const at = place ? `${place.file}:${place.line}` : written
  return [at ? `${told} (${at})` : told, ...(found ? [`see ${found}`] : [])].join(', ')
}

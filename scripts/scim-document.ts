import { bulkLimits } from '../src/scim/bulk/read-bulk.ts'
import { clientQuirks } from '../src/scim/clients/index.ts'
import { type ScimType, scimErrors } from '../src/scim/errors.ts'
import { filterLimits } from '../src/scim/filter/parse-filter.ts'
import { bodyLimits } from '../src/scim/json-body.ts'
import { pageLimits } from '../src/scim/list-query.ts'
import { patchLimits } from '../src/scim/patch/read-patch.ts'
import { maxValues } from '../src/scim/resource/read-attribute.ts'
import { maxTextLength } from '../src/scim/resource/read-simple.ts'
import { dialectFor, type Quirks, type Tolerance, toleranceList, toleranceNames } from '../src/scim/tolerances.ts'
import { code, replacePart, table } from './document-part.ts'
import type { ScimEndpoint } from './scim-endpoints.ts'
import { schemaSections } from './scim-schemas.ts'

/** Writes what the code knows of the SCIM server into the marked parts of docs/reference/scim.md. */
export function fillScimDocument(text: string, endpoints: readonly ScimEndpoint[]): string {
  const parts: Readonly<Record<string, string>> = {
    endpoints: endpointTable(endpoints),
    schemas: schemaSections(),
    dialects: dialectTable(),
    tolerances: toleranceTable(),
    refusals: refusals(),
    limits: limitTable(),
    errors: errorTable(),
  }
  return Object.entries(parts).reduce((filled, [name, content]) => replacePart(filled, name, content), text)
}

function endpointTable(endpoints: readonly ScimEndpoint[]): string {
  const rows = endpoints.map(({ path, methods }) => [code(path.replace(/:(\w+)/g, '{$1}')), methods.join(', ')])
  return table(['path', 'methods'], rows)
}

function dialectTable(): string {
  const rows = clientQuirks.map(({ name, directoryTypes, known }) => {
    const cases = Object.entries(known).map(([tolerance, where]) => `${code(tolerance)} (${where})`)
    return [name, directoryTypes.map(code).join(', '), cases.join(', ') || 'nothing known']
  })
  return table(['dialect', 'types of directories', 'known to send'], rows)
}

function toleranceTable(): string {
  const rows = toleranceNames.map((one) => [code(one), escapePipes(toleranceList[one]), dialectsWith(one)])
  return table(['tolerance', 'what is accepted', 'dialects'], rows)
}

function dialectsWith(tolerance: Tolerance): string {
  const has = (quirks: Quirks) => dialectFor(quirks.directoryTypes[0] ?? '').tolerances.has(tolerance)
  const without = clientQuirks.filter((quirks) => !has(quirks)).map(({ name }) => name)
  if (without.length === 0) return 'all'
  if (without.length <= clientQuirks.length / 2) return `all but ${without.join(', ')}`
  return clientQuirks
    .filter(has)
    .map(({ name }) => name)
    .join(', ')
}

/** Why a tolerant dialect lacks what it lacks. */
function refusals(): string {
  return clientQuirks
    .flatMap(({ name, lacks }) =>
      typeof lacks === 'string'
        ? []
        : Object.entries(lacks).map(([one, reason]) => `- ${name}, ${code(one)}: ${reason}`),
    )
    .join('\n')
}

function limitTable(): string {
  const number = (value: number) => value.toLocaleString('en-US')
  const bytes = (value: number) => `${value / 1024 / 1024} MiB (${number(value)} bytes)`
  return table(
    ['what', 'limit', 'beyond it'],
    [
      ['body', bytes(bodyLimits.bytes), '413'],
      ['body under `/Groups`', `${bytes(bodyLimits.groupBytes)}, enough for 50,000 members`, '413'],
      ['body of `/Bulk`', `${bytes(bodyLimits.bulkBytes)}, ${number(bulkLimits.operations)} operations`, '413'],
      ['objects and arrays of a body within one another', number(bodyLimits.depth), '400 `invalidSyntax`'],
      [
        'texts, unless the [schema](#schemas) says otherwise',
        `${number(maxTextLength)} characters`,
        '400 `invalidValue`',
      ],
      ['values of an attribute, unless the schema says otherwise', number(maxValues), '400 `invalidValue`'],
      ['operations of a PATCH', number(patchLimits.operations), '400 `tooMany`'],
      ['values in all operations of a PATCH', number(patchLimits.values), '400 `tooMany`'],
      ['comparisons with values in a PATCH', number(patchLimits.comparisons), '400 `tooMany`'],
      [
        'filter',
        `${number(filterLimits.length)} characters, ${filterLimits.comparisons} comparisons, ${filterLimits.depth} brackets within one another`,
        '400 `invalidFilter`',
      ],
      [
        'page',
        `${pageLimits.default} resources unless \`count\` says otherwise, at most ${number(pageLimits.max)}`,
        `cut to ${number(pageLimits.max)}`,
      ],
    ],
  )
}

const meanings: Readonly<Record<ScimType, string>> = {
  invalidFilter:
    'A filter that cannot be read, or that compares what cannot be compared. The text says at which character.',
  tooMany: 'More than the [limits](#limits) allow.',
  uniqueness: 'A user with this `userName`, or a group with this `displayName`, exists already.',
  mutability: 'The attribute is read-only, immutable, or required and cannot be removed.',
  invalidSyntax: 'The body is no JSON, or not in the form that the operation has; `schemas` lacks a URN.',
  invalidPath: 'The path of a PATCH names no attribute.',
  noTarget: 'The path of a PATCH matches no value, or is missing.',
  invalidValue: "A required value is missing, or a value is not of its attribute's type.",
  invalidVers: 'Not answered: the version of SCIM is in the path.',
  sensitive: 'Not answered: what is secret cannot be asked for (`invalidFilter`).',
  invalidCursor: 'The cursor is none that this server gave, or belongs to another query (RFC 9865).',
  invalidCount: '`count` was changed between two pages of one cursor (RFC 9865).',
}

function errorTable(): string {
  const rows = Object.values(scimErrors).map((make) => {
    const { status, scimType } = make('')
    return [`${status}`, code(scimType ?? ''), scimType ? meanings[scimType] : '']
  })
  return table(['status', '`scimType`', 'when'], rows)
}

function escapePipes(text: string): string {
  return text.replaceAll('|', '\\|')
}

import type { Json, JsonObject } from '../model/json.ts'
import type { Person } from './company/person.ts'
import { type ManagerOf, schemaUrns } from './provider-client.ts'

type Change = { readonly before: Person; readonly after: Person; readonly managerOf: ManagerOf }

// Entra's target attributes in the order of its default mappings, and what of the demo's people goes into them.
const mappings: readonly (readonly [path: string, of: (person: Person) => string])[] = [
  ['userName', (person) => person.userName],
  ['displayName', (person) => person.displayName],
  ['title', (person) => person.title],
  ['emails[type eq "work"].value', (person) => person.email],
  ['name.givenName', (person) => person.givenName],
  ['name.familyName', (person) => person.familyName],
  ['name.formatted', (person) => `${person.givenName} ${person.familyName}`],
  ['addresses[type eq "work"].locality', (person) => person.location.locality],
  ['userType', (person) => person.kind],
  [`${schemaUrns.enterprise}:employeeNumber`, (person) => person.employeeNumber],
  [`${schemaUrns.enterprise}:department`, (person) => person.department],
  [`${schemaUrns.enterprise}:division`, (person) => person.division],
  [`${schemaUrns.enterprise}:costCenter`, (person) => person.costCenter],
]

/**
 * The PATCH operations by which Entra makes `before` into `after`: one per changed attribute; with the feature flag,
 * plain attributes together in one operation without a path, and paths with a filter still each in their own.
 */
export function entraUserOperations(change: Change, flagged: boolean): Json[] {
  const changed = mappings.filter(([, of]) => of(change.before) !== of(change.after))
  const values = changed.map(([path, of]): [string, string] => [path, of(change.after)])
  return [...(flagged ? together(values) : separately(values)), ...managerOperations(change, flagged)]
}

function separately(values: readonly [string, string][]): JsonObject[] {
  return values.map(([path, value]) => ({ op: 'Replace', path, value }))
}

function together(values: readonly [string, string][]): JsonObject[] {
  const filtered = values.filter(([path]) => path.includes('['))
  const plain = values.filter(([path]) => !path.includes('['))
  return [
    ...filtered.map(([path, value]) => ({ op: 'replace', path, value })),
    ...(plain.length > 0 ? [{ op: 'replace', value: Object.fromEntries(plain) }] : []),
  ]
}

/** The manager is sent as the bare id that the server gave for that user. */
function managerOperations({ before, after, managerOf }: Change, flagged: boolean): JsonObject[] {
  if (before.manager === after.manager) return []
  const op = before.manager === null ? 'Add' : 'Replace'
  return [
    {
      op: flagged ? op.toLowerCase() : op,
      path: `${schemaUrns.enterprise}:manager`,
      value: managerOf(after)?.id ?? '',
    },
  ]
}

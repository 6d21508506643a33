import { clientQuirks } from './clients/index.ts'

/**
 * The ways in which identity providers bend RFC 7643 and 7644, each with what we make of it. The engine is strict;
 * whatever it accepts beyond the RFCs has a name here, and a request remembers which ones it needed.
 */
export const toleranceList = {
  string_booleans: '"True" and "False" in any case stand for booleans, on boolean attributes only (Entra)',
  string_numbers: 'A number in quotes stands for a number, on numeric attributes only',
  scalar_for_string: 'A number or boolean stands for its text, on string attributes',
  bare_string_for_complex: 'A bare string stands for a complex value: "123" is {"value":"123"} (Entra: manager)',
  single_element_array: 'An array of one stands for its element, on attributes with a single value (Entra: manager)',
  object_for_multi_valued: 'One value stands for an array of one, on multi-valued attributes (OneLogin templates)',
  json_string_values: 'A value that is a JSON object in a string is unpacked (Entra: AppRoleAssignmentsComplex)',
  empty_string_clears: 'An empty string as the value of a single complex attribute removes it (Entra: manager)',
  several_primaries: 'Of several primary values the first one stays primary',
  unchecked_formats: 'Dates and base64 text are taken as they come',
  unknown_attributes_ignored: 'Attributes that no schema has are left out',
  unqualified_extension_attribute: 'An attribute of an extension is found by its short name (Entra: manager)',
  missing_bulk_id: 'A POST in a Bulk request may have no bulkId',
  missing_schemas: 'The "schemas" of a body may be missing or lack the URN that it must have',
  unknown_schemas: 'URNs in "schemas" that the resource type does not have are passed over (Entra: groups)',
  unlisted_extension: 'An extension is used that "schemas" does not list (Entra)',
  read_only_ignored: 'Read-only attributes in a PATCH without a path are left out',
  read_only_ignored_when_equal: 'A PATCH may repeat the id that the resource has (Okta: rename of a group)',
  pathless_dotted_keys: 'A PATCH without a path may have paths as keys: "name.givenName" (Entra)',
  core_attributes_under_urn: "The core schema's URN may stand before its attributes, as if it were an extension's",
  dot_after_urn: 'A dot may stand between an extension and its attribute in a path (Entra before 2019)',
  value_carrying_remove: 'A "remove" of a multi-valued attribute with a value removes the listed values alone',
  remove_without_match: 'A "remove" that finds nothing to remove succeeds',
  create_missing_element: 'A "replace" of emails[type eq "work"].value makes the element if there is none (Entra)',
  add_by_filter: 'An "add" to members[value eq "x"] without a value adds x',
  unquoted_filter_value: 'A bare word in a filter stands for a string: externalId eq jyoung (Entra)',
  quoted_boolean_in_filter: 'A boolean in quotes in a filter: primary eq "True" (Entra)',
  complex_compared_by_value: 'A single complex attribute in a filter is compared by its value: manager eq "1" (Entra)',
  create_reactivates: 'A POST of a user who is there and inactive activates that user (PingFederate)',
  members_by_external_id: 'A member may be named by the externalId of a user or group, where no id is like it',
  rehired_identity: 'A POST of a user who was deleted and is kept, with the same externalId, brings that user back',
} as const

/** The name of a tolerance, as the record of a request shows it. */
export type Tolerance = keyof typeof toleranceList

/** The names of the dialects; each is described in `clients/<name>/quirks.ts`. */
export type DialectName =
  | 'okta'
  | 'entra'
  | 'onelogin'
  | 'jumpcloud'
  | 'ping'
  | 'google'
  | 'authentik'
  | 'keycloak'
  | 'rippling'
  | 'cyberark'
  | 'sailpoint'
  | 'generic-2.0'
  | 'generic-1.1'
  | 'strict'

/**
 * How a kind of client bends the RFCs. `known` is what it is known to send, with the cases that show it. It has the other
 * tolerances too, because administrators pick the wrong tile and one tenant may send two dialects; not those that it
 * `lacks`, each with its reason, and not `create_reactivates`, which is for those alone who are known to need it.
 */
export type Quirks = {
  readonly name: DialectName
  readonly directoryTypes: readonly string[]
  readonly known: { readonly [one in Tolerance]?: string }
  readonly lacks: { readonly [one in Tolerance]?: string } | 'all that are not known'
}

/** How the client of a directory speaks SCIM. */
export type Dialect = {
  readonly name: DialectName
  readonly tolerances: ReadonlySet<Tolerance>
}

/** What the reading of one request needs to know, and where it notes which tolerances were needed. */
export type ReadingContext = {
  readonly dialect: Dialect
  readonly fired: Set<Tolerance>
  /** The directory's base URL as its answers have it, for filters on the URLs in them. */
  readonly baseUrl: string
  /** SCIM 1.1 tells the values of a multi-valued attribute apart by `value` alone (SCIM Protocol 1.1, section 3.3.2). */
  readonly matchesByValue?: boolean
}

/** A context for one request; `fired` is filled while the request is read. */
export function readingContext(dialect: Dialect, baseUrl = ''): ReadingContext {
  return { dialect, fired: new Set(), baseUrl }
}

/** True, and noted, when the dialect allows this departure from the RFCs. Ask only when the departure was met. */
export function tolerates(context: ReadingContext, tolerance: Tolerance): boolean {
  if (!context.dialect.tolerances.has(tolerance)) return false
  context.fired.add(tolerance)
  return true
}

/** All tolerances, in the order in which documents list them. */
export const toleranceNames: readonly Tolerance[] = Object.keys(toleranceList) as Tolerance[]

const dialects: ReadonlyMap<string, Dialect> = new Map(
  clientQuirks.flatMap((quirks) => quirks.directoryTypes.map((type) => [type, dialectOf(quirks)] as const)),
)

const genericType = 'generic scim v2.0'

/** The dialect of a directory type; the generic one for a type that has none of its own. */
export function dialectFor(directoryType: string): Dialect {
  const dialect = dialects.get(directoryType) ?? dialects.get(genericType)
  if (!dialect) throw new Error(`No dialect is meant for "${genericType}"`)
  return dialect
}

function dialectOf(quirks: Quirks): Dialect {
  return { name: quirks.name, tolerances: new Set(toleranceNames.filter((one) => hasTolerance(quirks, one))) }
}

function hasTolerance({ known, lacks }: Quirks, tolerance: Tolerance): boolean {
  if (tolerance in known) return true
  return typeof lacks !== 'string' && tolerance !== 'create_reactivates' && !(tolerance in lacks)
}

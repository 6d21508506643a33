import type { Json, JsonObject } from '../model/json.ts'
import type { Tolerance } from '../scim/tolerances.ts'

/**
 * A request that needs one tolerance, in the form of a transcript, and what a strict directory answers to it instead. In
 * the organization there is the extension `floorExtension`.
 */
export type ToleranceCase = {
  readonly tolerance: Tolerance
  /** A type of directory whose dialect has the tolerance. */
  readonly type: string
  readonly request: Asked & Effect
  readonly inStrict: Effect
}

type Asked = {
  readonly method: string
  readonly path: string
  readonly request?: Json
  readonly given?: readonly (Asked & { readonly as?: string })[]
}

type Effect = { readonly status: number; readonly response?: JsonObject; readonly state?: JsonObject }

const user = 'urn:ietf:params:scim:schemas:core:2.0:User'
const group = 'urn:ietf:params:scim:schemas:core:2.0:Group'
const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const floors = 'urn:acme:floors:User'
const patch = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'
const bulk = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest'
const generic = 'generic scim v2.0'
const entra = 'azure scim v2.0'

/** An extension with the one attribute that has a number. */
export const floorExtension: JsonObject = {
  urn: floors,
  name: 'Floors',
  resource_type: 'User',
  attributes: [{ name: 'floor', type: 'integer' }],
}

const aUser = (more: JsonObject = {}): JsonObject => ({ schemas: [user], userName: 'ada', externalId: 'e1', ...more })
const ada = (more: JsonObject = {}) => ({ method: 'POST', path: '/Users', request: aUser(more), as: 'ada' })
const managed = ada({ schemas: [user, enterprise], [enterprise]: { manager: { value: '271' } } })
const team = { method: 'POST', path: '/Groups', request: { schemas: [group], displayName: 'Team' }, as: 'team' }

const refused = (scimType: string, status = 400): Effect => ({ status, response: { scimType } })

function created(more: JsonObject, response: JsonObject, given: ReturnType<typeof ada>[] = []) {
  return { given, method: 'POST', path: '/Users', request: aUser(more), status: 201, response }
}

function patched(operation: JsonObject, response: JsonObject, given = ada()) {
  const request = { schemas: [patch], Operations: [operation] }
  return { given: [given], method: 'PATCH', path: '/Users/{{ada}}', request, status: 200, response }
}

function patchedTeam(operation: JsonObject, response: JsonObject) {
  const request = { schemas: [patch], Operations: [operation] }
  return { given: [ada(), team], method: 'PATCH', path: '/Groups/{{team}}', request, status: 200, response }
}

function lookedUp(filter: string, given = ada()) {
  const path = `/Users?filter=${encodeURIComponent(filter)}`
  return { given: [given], method: 'GET', path, status: 200, response: { Resources: [{ id: '{{ada}}' }] } }
}

const emails = [{ value: 'ada@work.test', type: 'work' }]

const values: readonly ToleranceCase[] = [
  {
    tolerance: 'string_booleans',
    type: generic,
    request: patched({ op: 'replace', path: 'active', value: 'False' }, { active: false }),
    inStrict: refused('invalidValue'),
  },
  {
    tolerance: 'string_numbers',
    type: generic,
    request: patched({ op: 'replace', path: `${floors}:floor`, value: '7' }, { [floors]: { floor: 7 } }),
    inStrict: refused('invalidValue'),
  },
  {
    tolerance: 'scalar_for_string',
    type: generic,
    request: patched({ op: 'replace', path: 'title', value: 7 }, { title: '7' }),
    inStrict: refused('invalidValue'),
  },
  {
    tolerance: 'bare_string_for_complex',
    type: generic,
    request: patched(
      { op: 'add', path: `${enterprise}:manager`, value: '271' },
      { [enterprise]: { manager: { value: '271' } } },
    ),
    inStrict: refused('invalidValue'),
  },
  {
    tolerance: 'single_element_array',
    type: entra,
    request: patched({ op: 'replace', path: 'title', value: ['Countess'] }, { title: 'Countess' }),
    inStrict: refused('invalidValue'),
  },
  {
    tolerance: 'object_for_multi_valued',
    type: generic,
    request: created({ emails: { value: 'ada@work.test' } }, { emails: [{ value: 'ada@work.test' }] }),
    inStrict: refused('invalidValue'),
  },
  {
    tolerance: 'json_string_values',
    type: generic,
    request: patched({ op: 'add', path: 'roles', value: [{ value: '{"value":"25"}' }] }, { roles: [{ value: '25' }] }),
    inStrict: { status: 200, response: { roles: [{ value: '{"value":"25"}' }] } },
  },
  {
    tolerance: 'empty_string_clears',
    type: generic,
    request: patched({ op: 'replace', path: `${enterprise}:manager`, value: '' }, { [enterprise]: null }, managed),
    inStrict: refused('invalidValue'),
  },
  {
    tolerance: 'several_primaries',
    type: entra,
    request: created(
      {
        emails: [
          { value: 'a', primary: true },
          { value: 'b', primary: true },
        ],
      },
      { emails: [{ primary: true }, { primary: false }] },
    ),
    inStrict: refused('invalidValue'),
  },
  {
    tolerance: 'unchecked_formats',
    type: entra,
    request: created({ x509Certificates: [{ value: 'äöü' }] }, { x509Certificates: [{ value: 'äöü' }] }),
    inStrict: refused('invalidValue'),
  },
]

const names: readonly ToleranceCase[] = [
  {
    tolerance: 'unknown_attributes_ignored',
    type: generic,
    request: created({ shoeSize: 43 }, { shoeSize: null }),
    inStrict: refused('invalidSyntax'),
  },
  {
    tolerance: 'unqualified_extension_attribute',
    type: generic,
    request: patched({ op: 'add', path: 'department', value: 'Engines' }, { [enterprise]: { department: 'Engines' } }),
    inStrict: refused('invalidPath'),
  },
  {
    tolerance: 'missing_bulk_id',
    type: generic,
    request: {
      method: 'POST',
      path: '/Bulk',
      request: { schemas: [bulk], Operations: [{ method: 'POST', path: '/Users', data: aUser() }] },
      status: 200,
      response: { Operations: [{ status: '201' }] },
    },
    inStrict: { status: 200, response: { Operations: [{ status: '400' }] } },
  },
  {
    tolerance: 'missing_schemas',
    type: entra,
    request: created({ schemas: [] }, { schemas: [user] }),
    inStrict: refused('invalidSyntax'),
  },
  {
    tolerance: 'unknown_schemas',
    type: generic,
    request: created({ schemas: [user, 'urn:acme:cars'] }, { schemas: [user] }),
    inStrict: refused('invalidSyntax'),
  },
  {
    tolerance: 'unlisted_extension',
    type: generic,
    request: created({ [enterprise]: { department: 'Engines' } }, { schemas: [user, enterprise] }),
    inStrict: refused('invalidSyntax'),
  },
]

const patches: readonly ToleranceCase[] = [
  {
    tolerance: 'read_only_ignored',
    type: 'authentik scim v2.0',
    request: patched({ op: 'replace', value: { groups: [], title: 'Countess' } }, { title: 'Countess' }),
    inStrict: refused('mutability'),
  },
  {
    tolerance: 'read_only_ignored_when_equal',
    type: generic,
    request: patched({ op: 'replace', value: { id: '{{ada}}', title: 'Countess' } }, { title: 'Countess' }),
    inStrict: refused('mutability'),
  },
  {
    tolerance: 'pathless_dotted_keys',
    type: generic,
    request: patched({ op: 'replace', value: { 'name.givenName': 'Ada' } }, { name: { givenName: 'Ada' } }),
    inStrict: refused('invalidPath'),
  },
  {
    tolerance: 'core_attributes_under_urn',
    type: generic,
    request: created({ [user]: { nickName: 'Ad' } }, { nickName: 'Ad' }),
    inStrict: refused('invalidSyntax'),
  },
  {
    tolerance: 'dot_after_urn',
    type: generic,
    request: patched(
      { op: 'add', path: `${enterprise}.department`, value: 'Engines' },
      { [enterprise]: { department: 'Engines' } },
    ),
    inStrict: refused('invalidPath'),
  },
  {
    tolerance: 'value_carrying_remove',
    type: generic,
    request: patched(
      { op: 'remove', path: 'emails', value: [{ value: 'b' }] },
      { emails: [{ value: 'a' }] },
      ada({ emails: [{ value: 'a' }, { value: 'b' }] }),
    ),
    inStrict: { status: 200, response: { emails: [{ value: 'a' }] } },
  },
  {
    tolerance: 'remove_without_match',
    type: generic,
    request: patched({ op: 'remove', path: 'emails[type eq "home"]' }, { emails }, ada({ emails })),
    inStrict: refused('noTarget'),
  },
  {
    tolerance: 'create_missing_element',
    type: entra,
    request: patched({ op: 'replace', path: 'emails[type eq "work"].value', value: 'ada@work.test' }, { emails }),
    inStrict: refused('noTarget'),
  },
  {
    tolerance: 'add_by_filter',
    type: generic,
    request: patchedTeam({ op: 'add', path: 'members[value eq "{{ada}}"]' }, { members: [{ value: '{{ada}}' }] }),
    inStrict: refused('invalidValue'),
  },
]

const filters: readonly ToleranceCase[] = [
  {
    tolerance: 'unquoted_filter_value',
    type: generic,
    request: lookedUp('externalId eq e1'),
    inStrict: refused('invalidFilter'),
  },
  {
    tolerance: 'quoted_boolean_in_filter',
    type: generic,
    request: lookedUp('active eq "True"'),
    inStrict: refused('invalidFilter'),
  },
  {
    tolerance: 'complex_compared_by_value',
    type: generic,
    request: lookedUp(`${enterprise}:manager eq "271"`, managed),
    inStrict: refused('invalidFilter'),
  },
]

const disabled = {
  method: 'PATCH',
  path: '/Users/{{ada}}',
  request: { schemas: [patch], Operations: [{ op: 'replace', path: 'active', value: false }] },
}

const identities: readonly ToleranceCase[] = [
  {
    tolerance: 'create_reactivates',
    type: 'pingfederate scim v2.0',
    request: { ...created({ active: true }, { id: '{{ada}}', active: true }), given: [ada(), disabled] },
    inStrict: refused('uniqueness', 409),
  },
  {
    tolerance: 'members_by_external_id',
    type: generic,
    request: patchedTeam(
      { op: 'add', path: 'members', value: [{ value: 'e1' }] },
      { members: [{ value: '{{ada}}', type: 'User' }] },
    ),
    inStrict: { status: 200, response: { members: [{ value: 'e1', type: null }] } },
  },
  {
    tolerance: 'rehired_identity',
    type: generic,
    request: {
      ...created({ userName: 'ada.king' }, { id: '{{ada}}' }),
      given: [ada(), { method: 'DELETE', path: '/Users/{{ada}}' }],
    },
    inStrict: { status: 201, state: { '/Users/{{ada}}': 404 } },
  },
]

/** One request for each tolerance. */
export const toleranceCases: readonly ToleranceCase[] = [...values, ...names, ...patches, ...filters, ...identities]

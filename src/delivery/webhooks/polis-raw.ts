import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts'

const userSchema = 'urn:ietf:params:scim:schemas:core:2.0:User'
const enterpriseSchema = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const groupSchema = 'urn:ietf:params:scim:schemas:core:2.0:Group'

/**
 * A user in the form of SCIM, as Polis's `raw` has it. It is made again from what the event says, so that attributes that
 * events do not show are not in it; those of schema extensions are.
 */
export function toRawUser(user: JsonObject): JsonObject {
  const custom = objectOf(user.custom_attributes)
  const enterprise = enterpriseOf(custom)
  const extensions = Object.entries(custom).filter(([name]) => /^urn:/i.test(name))
  const urns = [...(enterprise ? [enterpriseSchema] : []), ...extensions.map(([urn]) => urn)]
  return present({
    schemas: [userSchema, ...urns],
    id: user.id,
    externalId: user.idp_id,
    userName: user.username,
    name: present({ givenName: user.first_name, familyName: user.last_name, formatted: user.name }),
    displayName: custom.display_name ?? user.name,
    title: user.job_title,
    userType: custom.employee_type,
    emails: user.emails,
    addresses: Array.isArray(custom.addresses) ? custom.addresses.filter(isJsonObject).map(toScimAddress) : null,
    active: user.state === 'active',
    ...(enterprise && { [enterpriseSchema]: enterprise }),
    ...Object.fromEntries(extensions),
  })
}

/** A group in the form of SCIM; its members have events of their own. */
export function toRawGroup(group: JsonObject): JsonObject {
  return present({ schemas: [groupSchema], id: group.id, externalId: group.idp_id, displayName: group.name })
}

function enterpriseOf(custom: JsonObject): JsonObject | null {
  const manager = present({ value: custom.manager_id, displayName: custom.manager_name })
  const enterprise = present({
    employeeNumber: custom.employee_number,
    costCenter: custom.cost_center_name,
    organization: custom.organization,
    division: custom.division_name,
    department: custom.department_name,
    manager: Object.keys(manager).length > 0 ? manager : null,
  })
  return Object.keys(enterprise).length > 0 ? enterprise : null
}

function toScimAddress(address: JsonObject): JsonObject {
  return present({
    type: address.type,
    streetAddress: address.street_address,
    locality: address.locality,
    region: address.region,
    postalCode: address.postal_code,
    country: address.country,
    formatted: address.raw_address,
    primary: address.primary,
  })
}

function objectOf(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {}
}

function present(values: Readonly<Record<string, Json | undefined>>): JsonObject {
  const kept: JsonObject = {}
  for (const [name, value] of Object.entries(values)) if (value !== null && value !== undefined) kept[name] = value
  return kept
}

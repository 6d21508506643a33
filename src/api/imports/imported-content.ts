import type { GroupContent } from '../../model/group.ts'
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts'
import { caseKey, type UserContent } from '../../model/user.ts'
import { toGroupContent } from '../../scim/resource/group-content.ts'
import { readResource } from '../../scim/resource/read-resource.ts'
import { toUserContent } from '../../scim/resource/user-content.ts'
import { enterpriseUserSchema } from '../../scim/schema/enterprise-user.ts'
import type { ResourceType } from '../../scim/schema/resource-type.ts'
import { dialectFor, readingContext } from '../../scim/tolerances.ts'
import type { ImportedGroup, ImportedUser } from './import-bodies.ts'

/**
 * What a user of another product is here. The document is the SCIM resource as its identity provider would send it: from
 * `raw_attributes` where those are one, else put together from the fields. So the provider finds its user by `userName` and
 * `externalId`, and changes it. What consumers see is what the other product showed.
 */
export function toImportedUser(user: ImportedUser, resourceType: ResourceType): UserContent {
  const raw = scimResource(user.raw_attributes, 'userName')
  const userName =
    raw?.userName ?? user.username ?? textOf(user.custom_attributes?.username) ?? user.email ?? user.idp_id
  const content = toUserContent(
    readTolerantly(
      {
        ...(raw ?? withoutGaps(resourceOf(user))),
        userName,
        externalId: raw?.externalId ?? otherThan(userName, user.idp_id),
        active: user.state === 'active',
      },
      resourceType,
    ),
  )
  return { ...content, attributes: shownBefore(user, content) }
}

/** What a group of another product is here. */
export function toImportedGroup(group: ImportedGroup, resourceType: ResourceType): GroupContent {
  const { members: _, ...raw } = scimResource(group.raw_attributes, 'displayName') ?? {}
  const externalId = raw.externalId ?? otherThan(group.name, group.idp_id)
  return toGroupContent(readTolerantly({ ...raw, displayName: group.name, externalId }, resourceType))
}

/** The most tolerant dialect: what the other product has taken from the identity provider is not to fail here. */
function readTolerantly(resource: JsonObject, resourceType: ResourceType): JsonObject {
  const known = withoutGaps(resource)
  const schemas = [resourceType.schema.id, ...Object.keys(known).filter((key) => /^urn:/i.test(key))]
  return readResource({ ...known, schemas }, resourceType, readingContext(dialectFor('generic scim v2.0'))).document
}

function scimResource(raw: JsonObject | null | undefined, named: 'userName' | 'displayName'): JsonObject | null {
  return raw && typeof raw[named] === 'string' && raw[named] !== '' ? raw : null
}

/** WorkOS's `idp_id` is the provider's id where it sends one, else the name: then there is no external id. */
function otherThan(name: Json | undefined, idpId: string | null): string | null {
  if (idpId === null) return null
  return typeof name === 'string' && caseKey(name) === caseKey(idpId) ? null : idpId
}

function resourceOf(user: ImportedUser): JsonObject {
  const custom = user.custom_attributes ?? {}
  const { first_name: givenName, last_name: familyName, name } = user
  return {
    name: withoutGaps({ givenName, familyName, formatted: name }),
    displayName: custom.display_name,
    title: user.job_title ?? custom.job_title,
    userType: custom.employee_type,
    emails: emailsOf(user),
    addresses: listOf(custom.addresses).map(addressOf),
    [enterpriseUserSchema.id]: withoutGaps({
      employeeNumber: custom.employee_number,
      costCenter: custom.cost_center_name,
      organization: custom.organization,
      division: custom.division_name,
      department: custom.department_name,
      manager: withoutGaps({ value: custom.manager_id, displayName: custom.manager_name }),
    }),
  }
}

function emailsOf({ emails, email, custom_attributes: custom }: ImportedUser): JsonObject[] {
  const given = emails?.length ? emails : listOf(custom?.emails)
  const known = given.flatMap((one) => (one.value ? [withoutGaps({ ...one })] : []))
  if (known.length > 0 || email === null) return known
  return [{ value: email, type: 'work', primary: true }]
}

/** WorkOS's address under the names of RFC 7643 section 4.1.2. */
function addressOf(address: JsonObject): JsonObject {
  return withoutGaps({
    type: address.type,
    streetAddress: address.street_address,
    locality: address.locality,
    region: address.region,
    postalCode: address.postal_code,
    country: address.country,
    primary: address.primary,
    formatted: address.raw_address,
  })
}

/** What the other product showed, and what it did not know as the document says it. */
function shownBefore(user: ImportedUser, { attributes }: UserContent): UserContent['attributes'] {
  const { first_name, last_name, name, email, job_title } = user
  return {
    ...attributes,
    first_name: first_name ?? attributes.first_name,
    last_name: last_name ?? attributes.last_name,
    name: name ?? attributes.name,
    email: email ?? attributes.email,
    job_title: job_title ?? attributes.job_title,
    custom_attributes: user.custom_attributes ? withoutGaps(user.custom_attributes) : attributes.custom_attributes,
  }
}

function withoutGaps(values: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => !isGap(value)))
}

function isGap(value: Json | undefined): boolean {
  if (value === null || value === undefined || value === '') return true
  return typeof value === 'object' && Object.keys(value).length === 0
}

function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

function listOf(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : []
}

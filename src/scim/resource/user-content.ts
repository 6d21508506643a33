import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts'
import type { Email, UserAttributes, UserContent } from '../../model/user.ts'
import { enterpriseUserSchema } from '../schema/enterprise-user.ts'

/**
 * What the directory keeps of a user document: the document itself and the normalised form that consumers see, with the
 * names of WorkOS's `directory_user`. `isActive` is what holds where the document does not say it.
 */
export function toUserContent(document: JsonObject, isActive = true): UserContent {
  return {
    userName: textOf(document.userName) ?? '',
    externalId: textOf(document.externalId),
    active: typeof document.active === 'boolean' ? document.active : isActive,
    attributes: attributesOf(document),
    document,
  }
}

/** The document of a new user: one of whom the source does not say it is active, which the answer says (RFC 7643 section 7). */
export function withActivity(document: JsonObject): JsonObject {
  return document.active === undefined ? { ...document, active: true } : document
}

/**
 * The document of a PUT as it replaces the stored one. Without `active` it keeps the activity: RFC 7644 section 3.5.1 leaves
 * an absent attribute to the server, and a client that does not send it must not bring back somebody who was deactivated.
 */
export function withKeptActivity(document: JsonObject, stored: JsonObject): JsonObject {
  if (document.active !== undefined || stored.active === undefined) return document
  return { ...document, active: stored.active }
}

function attributesOf(document: JsonObject): UserAttributes {
  const name = objectOf(document.name)
  const emails = emailsOf(document.emails)
  const attributes = {
    first_name: textOf(name.givenName),
    last_name: textOf(name.familyName),
    name: fullName(document, name),
    email: mainAddress(emails) ?? addressOf(document.userName),
    emails,
    job_title: textOf(document.title),
    username: textOf(document.userName),
  }
  return { ...attributes, custom_attributes: customAttributes(document, attributes) }
}

function fullName(document: JsonObject, name: JsonObject): string | null {
  const parts = [textOf(name.givenName), textOf(name.familyName)].filter((part) => part !== null)
  return textOf(document.displayName) ?? textOf(name.formatted) ?? (parts.join(' ') || null)
}

function emailsOf(value: Json | undefined): readonly Email[] {
  return listOf(value).flatMap((email) => {
    const address = textOf(email.value)
    if (address === null) return []
    const type = textOf(email.type)
    return [
      {
        ...(typeof email.primary === 'boolean' && { primary: email.primary }),
        ...(type !== null && { type }),
        value: address,
      },
    ]
  })
}

function mainAddress(emails: readonly Email[]): string | null {
  const main =
    emails.find(({ primary }) => primary) ?? emails.find(({ type }) => type?.toLowerCase() === 'work') ?? emails[0]
  return main?.value ?? null
}

function addressOf(userName: Json | undefined): string | null {
  const text = textOf(userName)
  return text !== null && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? text : null
}

/** WorkOS's predefined attributes ("Auto-mapped custom attributes"); those without a value are left out. */
function customAttributes(document: JsonObject, known: Omit<UserAttributes, 'custom_attributes'>): JsonObject {
  const enterprise = objectOf(document[enterpriseUserSchema.id])
  const manager = objectOf(enterprise.manager)
  const addresses = listOf(document.addresses).map(postalAddress)
  return withoutNulls({
    ...ownExtensions(document),
    addresses: addresses.length > 0 ? addresses : null,
    cost_center_name: textOf(enterprise.costCenter),
    department_name: textOf(enterprise.department),
    display_name: textOf(document.displayName),
    division_name: textOf(enterprise.division),
    emails: known.emails.length > 0 ? known.emails.map((email): JsonObject => ({ ...email })) : null,
    employee_number: textOf(enterprise.employeeNumber),
    employee_type: textOf(document.userType),
    job_title: known.job_title,
    manager_id: textOf(manager.value),
    manager_name: textOf(manager.displayName),
    organization: textOf(enterprise.organization),
    username: known.username,
  })
}

/** What the organization's own schema extensions hold: under their URNs, so that no names of theirs collide with others. */
function ownExtensions(document: JsonObject): JsonObject {
  const values: JsonObject = {}
  for (const key of Object.keys(document)) {
    if (/^urn:/i.test(key) && key !== enterpriseUserSchema.id) values[key] = document[key]
  }
  return values
}

function postalAddress(address: JsonObject): JsonObject {
  return withoutNulls({
    type: textOf(address.type),
    street_address: textOf(address.streetAddress),
    locality: textOf(address.locality),
    region: textOf(address.region),
    postal_code: textOf(address.postalCode),
    country: textOf(address.country),
    primary: typeof address.primary === 'boolean' ? address.primary : null,
    raw_address: textOf(address.formatted),
  })
}

function withoutNulls(values: JsonObject): JsonObject {
  const kept: JsonObject = {}
  for (const key of Object.keys(values)) if (values[key] !== null) kept[key] = values[key]
  return kept
}

function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

function objectOf(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {}
}

function listOf(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : []
}

import assert from 'node:assert/strict'
import type { Answer, TestApi } from './api-app.ts'
import { type ScimAnswer, type ScimClient, startScim } from './scim-client.ts'

/** The URN that `defineExtension` gives to an extension unless told otherwise. */
export const extensionUrn = 'urn:acme:hr:2.0:User'

/** Defines a schema extension of the organization through the API; what is not said is made up. */
export function defineExtension(api: TestApi, organizationId: string, body: object): Promise<Answer> {
  return api.call('POST', `/organizations/${organizationId}/schema_extensions`, {
    body: { urn: extensionUrn, name: 'AcmeUser', resource_type: 'User', ...body },
  })
}

/** Attributes of every kind. */
export const extensionAttributes = [
  { name: 'badge', caseExact: true, description: 'The number on the door card' },
  { name: 'level', type: 'integer' },
  { name: 'color', canonicalValues: ['red', 'blue'] },
  { name: 'hired', type: 'dateTime', mutability: 'immutable' },
  { name: 'serial', mutability: 'readOnly' },
  { name: 'tags', multiValued: true },
  {
    name: 'desk',
    type: 'complex',
    subAttributes: [{ name: 'room', required: true }, { name: 'seats', multiValued: true }, { name: 'floor' }],
  },
  {
    name: 'cards',
    type: 'complex',
    multiValued: true,
    subAttributes: [
      { name: 'type' },
      { name: 'number', type: 'integer' },
      { name: 'doors', multiValued: true },
      { name: 'primary', type: 'boolean' },
      { name: 'issuer', mutability: 'immutable' },
    ],
  },
]

/** A directory of an organization with an extension, that of `extensionAttributes` unless told otherwise. */
export async function startWithExtension(
  type = 'generic scim v2.0',
  body: object = { attributes: extensionAttributes },
): Promise<ScimClient & AsyncDisposable> {
  const client = await startScim(type)
  const { status } = await defineExtension(client.api, client.organizationId, body)
  assert.equal(status, 201)
  return client
}

/** Creates a user with these values of the extension. */
export function createExtendedUser(client: ScimClient, userName: string, values?: object): Promise<ScimAnswer> {
  const core = 'urn:ietf:params:scim:schemas:core:2.0:User'
  const schemas = values ? [core, extensionUrn] : [core]
  return client.send('POST', '/Users', { body: { schemas, userName, ...(values && { [extensionUrn]: values }) } })
}

/** Sends a PATCH of a user. */
export function patchUser(client: ScimClient, id: string, ...Operations: object[]): Promise<ScimAnswer> {
  const schemas = ['urn:ietf:params:scim:api:messages:2.0:PatchOp']
  return client.send('PATCH', `/Users/${id}`, { body: { schemas, Operations } })
}

/** The names of the users that a filter finds, in the order of the answer. */
export async function namesBy(client: ScimClient, filter: string, more = ''): Promise<string[]> {
  const { status, body } = await client.send('GET', `/Users?filter=${encodeURIComponent(filter)}${more}`)
  assert.equal(status, 200, `${filter}: ${JSON.stringify(body)}`)
  return body.Resources.map(({ userName }: { userName: string }) => userName)
}

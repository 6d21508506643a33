import assert from 'node:assert/strict'
import type { ScimAnswer, ScimClient } from './scim-client.ts'

/** The URN of SCIM 1.1's core. */
export const core = 'urn:scim:schemas:core:1.0'
/** The URN of its enterprise extension. */
export const enterprise = 'urn:scim:schemas:extension:enterprise:1.0'

/** A user as a client of SCIM 1.1 creates it, whom every answer shows like this. */
export const babs = {
  schemas: [core, enterprise],
  userName: 'bjensen@example.com',
  externalId: 'bjensen',
  name: { givenName: 'Barbara', familyName: 'Jensen' },
  emails: [{ value: 'bjensen@example.com', type: 'work', primary: true }],
  [enterprise]: { department: 'Tour', manager: { managerId: '26118915', displayName: 'John Smith' } },
}

/** Makes `babs`, with other values if given. */
export async function addUser(client: ScimClient, user: object = {}): Promise<ScimAnswer['body']> {
  const answer = await client.send('POST', '/Users', { body: { ...babs, ...user } })
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  return answer.body
}

/** Makes a group. */
export async function addGroup(client: ScimClient, group: object = {}): Promise<ScimAnswer['body']> {
  const answer = await client.send('POST', '/Groups', { body: { schemas: [core], displayName: 'Tour', ...group } })
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  return answer.body
}

/** Sends a PATCH with the URN of the core. */
export async function patch(client: ScimClient, path: string, body: object): Promise<ScimAnswer> {
  return client.send('PATCH', path, { body: { schemas: [core], ...body } })
}

/** The body of a GET. */
export async function get(client: ScimClient, path: string): Promise<ScimAnswer['body']> {
  return (await client.send('GET', path)).body
}

/** The ids of the members that a group shows. */
export async function memberIds(client: ScimClient, path: string): Promise<string[]> {
  const { members = [] } = await get(client, path)
  return members.map(({ value }: { value: string }) => value)
}

/** The path of a list with a filter. */
export function list(path: string, filter: string): string {
  return `${path}?filter=${encodeURIComponent(filter)}`
}

import type { DirectoryRef } from '../directory/commands.ts'
import type { TestApi } from './api-app.ts'

/** A directory made through the API, and the organization that was made for it. */
export type TestDirectory = {
  readonly id: string
  readonly organizationId: string
  readonly token: string
  readonly scope: DirectoryRef
}

/** Makes an organization and a directory in it. */
export async function createTestDirectory(api: TestApi, name = 'Acme'): Promise<TestDirectory> {
  const organization = await api.call('POST', '/organizations', { body: { name } })
  const organizationId: string = organization.body.id
  const body = { organization_id: organizationId, name: `Okta of ${name}`, type: 'okta scim v2.0' }
  const { body: directory } = await api.call('POST', '/directories', { body })
  const id: string = directory.id
  return { id, organizationId, token: directory.bearer_token, scope: { organizationId, directoryId: id } }
}

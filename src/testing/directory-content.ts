import type { CreateGroup, CreateUser } from '../directory/commands.ts'
import type { Cause } from '../model/event.ts'

/** Who caused what a test writes. */
export const testCause: Cause = { source: 'scim', actorId: 'directory_token_test', requestId: null }

/** A command that makes a user with this userName, which is an e-mail address too. */
export function creationOfUser(userName: string, { active = true, externalId = `ext-${userName}` } = {}): CreateUser {
  const [first_name = ''] = userName.split('@')
  const attributes = {
    first_name,
    last_name: 'Testwell',
    name: `${first_name} Testwell`,
    email: userName,
    emails: [{ primary: true, type: 'work', value: userName }],
    job_title: null,
    username: userName,
    custom_attributes: { department_name: 'Engineering' },
  }
  const document = { userName, active, externalId }
  const received = { method: 'POST', at: '2026-01-01T00:00:00.000Z', body: { userName } }
  return {
    type: 'create_user',
    content: { userName, externalId, active, attributes, document },
    cause: testCause,
    received,
  }
}

/** A command that makes a group with these members. */
export function creationOfGroup(displayName: string, memberIds: readonly string[] = []): CreateGroup {
  const content = { displayName, externalId: `ext-${displayName}`, document: { displayName } }
  return { type: 'create_group', content, memberIds, uniqueName: false, cause: testCause, received: null }
}

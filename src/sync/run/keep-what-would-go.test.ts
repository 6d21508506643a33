import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SourceUser } from '../../model/source-record.ts'
import type { User } from '../../model/user.ts'
import { compileMapping } from '../mapping/compile-mapping.ts'
import { keepWhatWouldGo } from './keep-what-would-go.ts'

const mapping = compileMapping({
  connector: Object.entries({
    username: 'user.login',
    email: 'user.mail',
    emails: 'compact([user.mail, user.other])',
    first_name: 'user.first',
    name: 'user.display',
  }).map(([target, expression]) => ({ target, expression })),
  own: [],
  customAttributes: [],
})

test('what is unknown stays as it is stored, also where something else would take its place', () => {
  const attributes = { login: 'ada', mail: 'ada@example.com', other: 'a@example.org', first: 'Ada', display: 'Ada L.' }
  const record: SourceUser = { id: 'u', status: 'active', statusDetail: '', attributes }
  const { content } = mapping.apply(record)
  assert.ok(content)
  const at = new Date()
  const ids = { id: 'i', organizationId: 'o', directoryId: 'd', idpId: 'u', inactiveSince: null, version: 1 }
  const stored: User = { ...ids, ...content, createdAt: at, updatedAt: at }
  const hidden = { ...record, attributes: { login: 'ada', mail: 'ada@example.com', first: 'Augusta' } }
  const seen = mapping.apply({ ...hidden, unknown: ['other', 'display'] })
  assert.ok(seen.content)
  const kept = keepWhatWouldGo(stored, { content: seen.content, unknown: seen.unknown, hasManager: false })
  assert.deepEqual(kept.losses, [])
  assert.equal(kept.content.attributes.first_name, 'Augusta')
  assert.equal(kept.content.attributes.name, 'Ada L.')
  assert.deepEqual(kept.content.attributes.emails, content.attributes.emails)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PlanOrigin } from '../../../model/overlay/plan-record.ts'
import { objectionTo } from './four-eyes.ts'

const createdBy = { type: 'api_key', id: 'key_ci', name: 'CI', member_id: null } as const
const grace = { type: 'member', id: 'member_grace', name: 'Grace' } as const

function objection(author: string[]): string | null {
  const origin: PlanOrigin = {
    ...{ type: 'files', repository: null, commit: null, branch: null, pull_request: null },
    author,
  }
  return objectionTo({ actor: grace, email: 'grace@acme.example' }, { createdBy, origin })
}

test('an author is known by the address, however it is written', () => {
  for (const name of ['grace@acme.example', ' Grace@ACME.example', 'Grace Hopper <grace@acme.example>']) {
    assert.equal(objection(['Ada', name]), 'own', name)
  }
  for (const name of ['Grace', 'grace@other.example', 'grace@acme.example <ada@acme.example>', '<>']) {
    assert.equal(objection([name]), null, name)
  }
})

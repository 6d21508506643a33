import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Scope } from '../../model/connection.ts'
import type { SourceUser } from '../../model/source-record.ts'
import { compileMapping } from '../mapping/compile-mapping.ts'
import { compileScope } from '../scope/compile-scope.ts'
import { judgeUser } from './judge-user.ts'

const mapping = compileMapping({
  connector: [{ target: 'username', expression: 'user.login' }],
  own: [],
  customAttributes: [],
})

test('of whom the scope cannot be decided has a problem, and has not left', () => {
  const scope = compileScope(Scope.parse({ rule: 'user.level > 1' }))
  const judge = (attributes: SourceUser['attributes'], unknown?: readonly string[]) => {
    const user = { id: 'u', status: 'active', statusDetail: '', attributes: { login: 'ada', ...attributes } } as const
    return judgeUser({ scope, mapping, isInScopeGroup: () => true }, { ...user, ...(unknown && { unknown }) })
  }
  assert.equal(judge({ level: 2 }).is, 'in')
  assert.equal(judge({ level: 1 }).is, 'out')
  assert.equal(judge({}).is, 'out')
  for (const judged of [judge({ level: 'two' }), judge({}, ['level'])]) {
    assert.equal(judged.is === 'unusable' && judged.problems[0]?.code, 'scope_undecided')
  }
})

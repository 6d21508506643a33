import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withoutToken } from './without-token.ts'

test('an address goes into the log without the token or secret that is in it', () => {
  assert.equal(withoutToken('/setup/portal_abc123'), '/setup/…')
  assert.equal(withoutToken('/setup/portal_abc123?x=1'), '/setup/…?x=1')
  assert.equal(withoutToken('/portal?a=b&token=portal_abc123'), '/portal?a=b&token=…')
  assert.equal(withoutToken('/dashboard/sign-in/signin_abc'), '/dashboard/sign-in/…')
  assert.equal(
    withoutToken('/dashboard/sign-in/oidc/callback?code=a&state=b'),
    '/dashboard/sign-in/oidc/callback?code=…&state=…',
  )
  assert.equal(withoutToken('/wake-ups/directory_1/wake_secret?x=1'), '/wake-ups/directory_1/…?x=1')
  assert.equal(withoutToken('/setup/api/directories?limit=3'), '/setup/api/directories?limit=3')
})

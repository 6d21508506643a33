import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readConfig } from '../config.ts'

const needed = {
  MUSTER_OIDC_ISSUER: 'https://acme.okta.com',
  MUSTER_OIDC_CLIENT_ID: 'muster',
  MUSTER_OIDC_CLIENT_SECRET: 'secret',
}

test('without any of its variables there is no provider', () => {
  assert.equal(readConfig({}, {}).oidc, undefined)
})

test('a provider is told by its issuer, client and secret; the rest has defaults', () => {
  const { oidc } = readConfig(needed, {})
  assert.deepEqual([oidc?.name, oidc?.scopes, oidc?.trustsEmail], ['Okta', ['openid', 'email', 'profile'], false])
  assert.equal(
    readConfig({ ...needed, MUSTER_OIDC_ISSUER: 'https://id.acme.example/realms/x' }, {}).oidc?.name,
    'id.acme.example',
  )
})

test('roles, scopes and domains are lists', () => {
  const { oidc } = readConfig(
    {
      ...needed,
      MUSTER_OIDC_SCOPES: 'email groups',
      MUSTER_OIDC_ROLE_CLAIM: 'groups',
      MUSTER_OIDC_ROLES: 'owner=CN=Owners, auditor=staff',
      MUSTER_OIDC_ALLOWED_DOMAINS: 'Acme.example, @other.example',
    },
    {},
  )
  assert.deepEqual(oidc?.scopes, ['openid', 'email', 'groups'])
  assert.deepEqual(
    [...(oidc?.roles ?? [])],
    [
      ['CN=Owners', 'owner'],
      ['staff', 'auditor'],
    ],
  )
  assert.deepEqual(oidc?.allowedDomains, ['acme.example', 'other.example'])
})

test('what is missing or wrong is told at the start, not at the first sign-in', () => {
  const refused = (environment: NodeJS.ProcessEnv, problem: RegExp) =>
    assert.throws(() => readConfig(environment, {}), problem)
  refused({ MUSTER_OIDC_ISSUER: needed.MUSTER_OIDC_ISSUER }, /MUSTER_OIDC_CLIENT_ID is required/)
  refused({ MUSTER_OIDC_TRUST_EMAIL: 'true' }, /MUSTER_OIDC_ISSUER is required/)
  refused({ ...needed, MUSTER_OIDC_ISSUER: 'acme.okta.com' }, /MUSTER_OIDC_ISSUER must be an address/)
  refused({ ...needed, MUSTER_OIDC_ROLE_CLAIM: 'groups' }, /only of use together/)
  refused({ ...needed, MUSTER_OIDC_ROLE_CLAIM: 'groups', MUSTER_OIDC_ROLES: 'king=x' }, /must be pairs of a role/)
})

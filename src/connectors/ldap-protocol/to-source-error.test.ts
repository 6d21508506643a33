import assert from 'node:assert/strict'
import { test } from 'node:test'
import { InsufficientAccessError, InvalidCredentialsError, OperationsError, ResultCodeError } from 'ldapts'
import { toSourceError } from './to-source-error.ts'

class Refused extends ResultCodeError {
  constructor(code: number) {
    super(code, 'refused')
  }
}

const call = { host: 'dc1.corp.test', base: 'OU=People,DC=corp,DC=test' }

function told(error: unknown): string {
  const { code, message } = toSourceError(error, call)
  return `${code}: ${message}`
}

test('a refused sign-in is explained by the reason that Windows gives', () => {
  const windows = (data: string) =>
    told(
      new InvalidCredentialsError(
        `80090308: LdapErr: DSID-0C090439, comment: AcceptSecurityContext error, data ${data}, v4563`,
      ),
    )
  assert.match(windows('52e'), /^credentials_refused: The user name or the password/)
  assert.match(windows('533'), /is disabled/)
  assert.match(windows('775'), /is locked/)
  assert.match(windows('532'), /has expired\. Set a new one/)
  assert.match(windows('773'), /must change its password/)
  assert.match(told(new InvalidCredentialsError()), /^credentials_refused: dc1\.corp\.test refuses/)
})

test('each result says what to do, and which of them pass', () => {
  const codeOf = (code: number) => toSourceError(new Refused(code), call).code
  assert.deepEqual([51, 52, 3].map(codeOf), ['rate_limited', 'unreachable', 'unreachable'])
  assert.deepEqual([4, 11].map(codeOf), ['listing_incomplete', 'listing_incomplete'])
  assert.deepEqual([8, 13, 32, 34].map(codeOf), Array(4).fill('settings_invalid'))
  assert.match(told(new InsufficientAccessError()), /^permission_missing: .* may not read OU=People,DC=corp,DC=test/)
  assert.match(told(new OperationsError('000004DC: a successful bind must be completed')), /^credentials_refused/)
  assert.match(told(new OperationsError('something')), /^unreadable/)
})

test('what is wrong with the network or a certificate is told apart', () => {
  const failed = (code: string) => told(Object.assign(new Error('failed'), { code }))
  assert.match(failed('ENOTFOUND'), /^unreachable: The name dc1\.corp\.test cannot be resolved/)
  assert.match(failed('ECONNREFUSED'), /^unreachable: Nothing listens/)
  assert.match(failed('ECONNRESET'), /^unreachable: The connection .* broke off/)
  assert.match(failed('SELF_SIGNED_CERT_IN_CHAIN'), /^settings_invalid: .*"CA certificate"/)
  assert.match(failed('ERR_TLS_CERT_ALTNAME_INVALID'), /^settings_invalid: .* for another name/)
  assert.match(failed('ERR_SSL_WRONG_VERSION_NUMBER'), /^settings_invalid: .* port and security/)
  assert.match(told(new AggregateError([Object.assign(new Error('x'), { code: 'ECONNREFUSED' })])), /Nothing listens/)
})

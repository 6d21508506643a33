import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testConnector } from '../../testing/connector-suite.ts'
import { oktaFaults, oktaOpenApi, startOktaStandIn } from '../../testing/okta-stand-in.ts'
import { oktaConnector } from './okta.ts'

testConnector({ connector: oktaConnector, start: startOktaStandIn, faults: oktaFaults })

test('requests and answers that are not as the OpenAPI document of Okta has them are found', {
  skip: oktaOpenApi === null && 'MUSTER_VENDOR_SPECS does not name the folder with the documents of vendors',
}, () => {
  const problemsOf = (path: string, body: unknown) =>
    oktaOpenApi?.({ method: 'GET', url: new URL(path, 'https://acme.okta.com'), status: 200, body })
  assert.deepEqual(problemsOf('/api/v1/users?limit=200', []), [])
  assert.equal(problemsOf('/api/v1/users?limit=many', [])?.length, 1)
  assert.equal(problemsOf('/api/v1/users?count=2', [])?.length, 1)
  assert.equal(problemsOf('/api/v1/users', [{ id: 7 }])?.length, 1)
  assert.equal(problemsOf('/api/v1/people', [])?.length, 1)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestApi, type TestApi } from '../testing/api-app.ts'
import { createTestDirectory } from '../testing/api-objects.ts'
import { creationOfUser } from '../testing/directory-content.ts'
import { defineExtension } from '../testing/schema-extensions.ts'

const urn = 'urn:acme:hr:2.0:User'
const badge = { name: 'badge', type: 'string' }

async function start() {
  const api = await createTestApi()
  const { organizationId, scope } = await createTestDirectory(api)
  const path = `/organizations/${organizationId}/schema_extensions`
  return {
    api,
    organizationId,
    path,
    define: (body: object) => defineExtension(api, organizationId, body),
    /** Stores a user with these values of the extension. */
    store(userName: string, values: object) {
      const command = creationOfUser(userName)
      const document = { ...command.content.document, [urn]: { ...values } }
      return api.context.submit(scope, { ...command, content: { ...command.content, document } })
    },
    [Symbol.asyncDispose]: () => api[Symbol.asyncDispose](),
  }
}

async function problemOf(answer: ReturnType<TestApi['call']>): Promise<string> {
  const { status, body } = await answer
  assert.equal(status, 422, JSON.stringify(body))
  return body.errors.map(({ message }: { message: string }) => message).join('; ')
}

test('an extension is made, listed, read, replaced and deleted', async () => {
  await using s = await start()
  const made = await s.define({ attributes: [badge] })
  assert.equal(made.status, 201)
  const { id } = made.body
  assert.deepEqual(made.body, {
    object: 'schema_extension',
    id,
    organization_id: s.organizationId,
    urn,
    name: 'AcmeUser',
    description: '',
    resource_type: 'User',
    required: false,
    attributes: [
      {
        name: 'badge',
        type: 'string',
        description: '',
        multiValued: false,
        required: false,
        caseExact: false,
        mutability: 'readWrite',
        returned: 'default',
        uniqueness: 'none',
      },
    ],
    created_at: made.body.created_at,
    updated_at: made.body.created_at,
  })
  assert.match(id, /^schema_extension_/)
  assert.deepEqual((await s.api.call('GET', s.path)).body, {
    object: 'list',
    data: [made.body],
    list_metadata: { before: null, after: null },
  })
  const body = { name: 'Staff', description: 'More', attributes: [badge, { name: 'grade', type: 'integer' }] }
  const replaced = await s.api.call('PUT', `${s.path}/${id}`, { body })
  assert.equal(replaced.status, 200)
  assert.equal(replaced.body.name, 'Staff')
  assert.equal(replaced.body.urn, urn)
  assert.equal(replaced.body.attributes[1].name, 'grade')
  assert.deepEqual((await s.api.call('GET', `${s.path}/${id}`)).body, replaced.body)
  assert.equal((await s.api.call('DELETE', `${s.path}/${id}`)).status, 204)
  assert.equal((await s.api.call('GET', `${s.path}/${id}`)).status, 404)
})

test('the extension of another organization is not found, also with the own organization in the path', async () => {
  await using s = await start()
  const { id } = (await s.define({ attributes: [badge] })).body
  const other = await createTestDirectory(s.api, 'Other')
  for (const method of ['GET', 'DELETE'] as const) {
    const { status } = await s.api.call(method, `/organizations/${other.organizationId}/schema_extensions/${id}`)
    assert.equal(status, 404)
  }
  assert.equal((await s.api.call('GET', `${s.path}/${id}`)).status, 200)
})

test('a definition that cannot work is refused with words that say what to do', async () => {
  await using s = await start()
  const cases: [object, RegExp][] = [
    [{ attributes: [] }, /attributes must have at least one attribute/],
    [{ attributes: [{ name: '1st' }] }, /names that begin with a letter.*attributes\[0\]\.name/],
    [{ attributes: [{ name: 'constructor' }] }, /Choose another one/],
    [{ attributes: [badge, { name: 'Badge' }] }, /must name "Badge" once/],
    [{ attributes: [{ name: 'a', type: 'text' }] }, /type that is one of string, boolean/],
    [{ attributes: [{ name: 'a', multivalued: true }] }, /must not have "multivalued". Remove it/],
    [{ attributes: [{ name: 'a', type: 'complex' }] }, /must give the complex "a" subAttributes/],
    [{ attributes: [{ name: 'a', subAttributes: [badge] }] }, /must not give "a" subAttributes/],
    [
      { attributes: [{ name: 'a', type: 'complex', subAttributes: [{ name: 'b', type: 'complex' }] }] },
      /none is complex \(at attributes\[0\]\.subAttributes\[0\]\.type\)/,
    ],
    [{ attributes: [{ name: 'a', type: 'complex', subAttributes: [badge, badge] }] }, /"badge" of "a" once/],
    [
      { attributes: [{ name: 'a', type: 'complex', multiValued: true, subAttributes: [{ name: 'primary' }] }] },
      /must give "a.primary" the type boolean/,
    ],
    [{ attributes: [{ name: 'a', uniqueness: 'server' }] }, /must have the uniqueness "none"/],
    [{ attributes: [{ name: 'a', returned: 'never', required: true }] }, /must not require "a"/],
    [{ attributes: [{ name: 'a', mutability: 'writeOnly', returned: 'default' }] }, /"never" for returned/],
    [{ attributes: [{ name: 'a', type: 'integer', canonicalValues: ['1'] }] }, /canonicalValues: they go with/],
    [{ attributes: [{ name: 'a', referenceTypes: ['User'] }] }, /referenceTypes: they go with the type reference/],
    [{ attributes: Array.from({ length: 201 }, (_, n) => ({ name: `a${n}` })) }, /attributes must be at most 200/],
    [{ urn: 'acme:User', attributes: [badge] }, /urn must be a URN such as/],
    [{ urn: 'urn:acme:a b', attributes: [badge] }, /urn must be a URN such as/],
    [{ urn: 'urn:ietf:params:scim:schemas:core:2.0:User', attributes: [badge] }, /IETF's own/],
    [{ urn: 'URN:ietf:params:scim:schemas:extension:Enterprise:2.0:User', attributes: [badge] }, /IETF's own/],
    [{ resource_type: 'Device', attributes: [badge] }, /resource_type must be one of User, Group/],
  ]
  for (const [body, message] of cases) assert.match(await problemOf(s.define(body)), message)
  assert.deepEqual((await s.api.call('GET', s.path)).body.data, [])
})

test("Entra's form of a URN for customers is taken", async () => {
  await using s = await start()
  const entra = 'urn:ietf:params:scim:schemas:extension:AcmeStaff:2.0:User'
  assert.equal((await s.define({ urn: entra, attributes: [badge] })).status, 201)
})

test('two URNs that a path could not tell apart are not taken, in whatever case', async () => {
  await using s = await start()
  assert.equal((await s.define({ attributes: [badge] })).status, 201)
  for (const other of [urn, urn.toUpperCase(), `${urn}:badge`, 'urn:acme:hr', 'urn:acme:hr:2']) {
    const { status, body } = await s.define({ urn: other, resource_type: 'Group', attributes: [badge] })
    assert.equal(status, 409, other)
    assert.equal(body.code, 'schema_extension_urn_taken')
  }
  assert.equal((await s.define({ urn: `${urn}s`, attributes: [badge] })).status, 201)
})

test('an organization has at most 50 extensions, even when they are made at once', async () => {
  await using s = await start()
  const numbers = Array.from({ length: 52 }, (_, index) => index)
  const answers = await Promise.all(numbers.map((n) => s.define({ urn: `urn:acme:x${n}`, attributes: [badge] })))
  assert.equal(answers.filter(({ status }) => status === 201).length, 50)
  assert.equal(answers.find(({ status }) => status !== 201)?.body.code, 'too_many_schema_extensions')
})

test('what users have values of is neither removed nor given another form, and everything else may change', async () => {
  await using s = await start()
  const cards = { name: 'cards', type: 'complex', multiValued: true }
  const type = { name: 'type' }
  const number = { name: 'number', type: 'integer' }
  const attributes = [badge, { name: 'unused' }, { ...cards, subAttributes: [type, number, { name: 'note' }] }]
  const { id } = (await s.define({ attributes })).body
  const { user } = await s.store('ada@acme.test', { badge: '7', cards: [{ type: 'a' }, { type: 'b', number: 1 }] })
  await s.store('bob@acme.test', {})
  const replace = (changed: object[]) =>
    s.api.call('PUT', `${s.path}/${id}`, { body: { name: 'AcmeUser', attributes: changed } })
  const whole = { ...cards, subAttributes: [type, number] }

  const refused: [object[], string, RegExp][] = [
    [[whole], 'schema_extension_in_use', /"badge" is removed/],
    [[{ ...badge, name: 'Badge' }, whole], 'schema_extension_in_use', /"badge" is removed/],
    [[{ ...badge, type: 'integer' }, whole], 'schema_extension_in_use', /"badge" becomes of type integer/],
    [[{ ...badge, multiValued: true }, whole], 'schema_extension_in_use', /becomes multi-valued/],
    [[{ ...badge, returned: 'never' }, whole], 'schema_extension_in_use', /never returned/],
    [[{ ...badge, mutability: 'readOnly' }, whole], 'schema_extension_in_use', /read-only/],
    [[badge, { ...cards, subAttributes: [type] }], 'schema_extension_in_use', /"number" is removed/],
    [[{ ...badge, required: true }, whole], 'schema_extension_value_missing', /"badge" becomes required/],
    [
      [badge, { ...cards, subAttributes: [type, { ...number, required: true }] }],
      'schema_extension_value_missing',
      /"number" becomes required/,
    ],
  ]
  for (const [changed, code, message] of refused) {
    const answer = await replace(changed)
    assert.equal(answer.status, 409, JSON.stringify(changed))
    assert.equal(answer.body.code, code)
    assert.match(answer.body.message, message)
  }
  assert.ok((await replace([whole])).body.message.includes(user.id))
  assert.equal((await s.api.call('DELETE', `${s.path}/${id}`)).body.code, 'schema_extension_in_use')

  const { status, body } = await replace([
    { ...badge, caseExact: true, mutability: 'immutable', returned: 'request', description: 'On the door' },
    { ...cards, subAttributes: [{ ...type, required: true }, number, { name: 'color' }] },
    { name: 'added', type: 'boolean' },
  ])
  assert.equal(status, 200, JSON.stringify(body))
})

test('an extension that everybody must have is taken once everybody has it', async () => {
  await using s = await start()
  const { id } = (await s.define({ attributes: [badge] })).body
  await s.store('ada@acme.test', { badge: '7' })
  const demand = () =>
    s.api.call('PUT', `${s.path}/${id}`, {
      body: { name: 'AcmeUser', required: true, attributes: [{ ...badge, required: true }] },
    })
  assert.equal((await demand()).status, 200)
  const other = await s.define({ urn: 'urn:acme:other', required: true, attributes: [badge] })
  assert.equal(other.body.code, 'schema_extension_value_missing')
})

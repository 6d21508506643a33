import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { connectors } from '../../src/connectors/connectors.ts'
import { describeSettings } from '../../src/connectors/split-settings.ts'
import { checkDraft, draftOf, keptSecrets, valuesOf } from './schema-draft.ts'
import { fieldsOf } from './schema-fields.ts'
import { sharedEn } from './strings.en.ts'

const okta = fieldsOf(settingsOf('okta'))

test('every setting of every connector has a field with a title and a help', () => {
  for (const { type, settings } of connectors) {
    const schema = describeSettings(settings)
    const fields = fieldsOf(schema)
    assert.deepEqual(
      fields.map(({ path }) => path),
      Object.keys(settings.shape),
      type,
    )
    for (const { title, help, path } of fields) assert.ok(title && help, `${type} ${path}`)
  }
})

test('secrets, long texts, switches, choices and numbers are told apart', () => {
  const kinds = fieldsOf(
    describe(
      z.object({
        host: z.string().meta({ title: 'Host' }),
        port: z.int().min(1).max(65_535).default(636),
        security: z
          .enum(['ldaps', 'start_tls'])
          .default('ldaps')
          .meta({ labels: { ldaps: 'LDAPS' } }),
        is_read_only: z.boolean().default(true),
        bases: z.string().array().max(5),
        key: z.string().meta({ secret: true, multiline: true }),
      }),
    ),
  )
  assert.deepEqual(
    kinds.map(({ path, kind }) => [path, kind.type]),
    [
      ['host', 'text'],
      ['port', 'number'],
      ['security', 'choice'],
      ['is_read_only', 'switch'],
      ['bases', 'texts'],
      ['key', 'text'],
    ],
  )
  const [, port, security, , , key] = kinds
  assert.deepEqual(port?.kind, { type: 'number', least: 1, most: 65_535 })
  assert.deepEqual(security?.kind.type === 'choice' && security.kind.options, [
    { value: 'ldaps', label: 'LDAPS' },
    { value: 'start_tls', label: 'start_tls' },
  ])
  assert.equal(key?.isSecret && key.isMultiline && key.isRequired, true)
  assert.equal(port?.isRequired, false)
})

test('a form that nobody touched says the defaults and nothing else', () => {
  assert.deepEqual(valuesOf(okta, draftOf(okta, {}), {}), { include_everyone: false })
})

test('a stored secret is left out, a text that was emptied goes back to its default', () => {
  const stored = { org_url: 'acme.okta.com', client_id: '0oa1', api_token: '********' }
  assert.deepEqual(keptSecrets(okta, stored), ['api_token'])
  const draft = draftOf(okta, stored)
  assert.equal(draft.api_token, '')
  assert.deepEqual(valuesOf(okta, { ...draft, client_id: '' }, stored), {
    org_url: 'acme.okta.com',
    client_id: null,
    include_everyone: false,
  })
  assert.equal(valuesOf(okta, { ...draft, api_token: 'new' }, stored).api_token, 'new')
})

test('what is missing or no number is told beside its field, but for a secret that is stored', () => {
  const fields = fieldsOf(
    describe(z.object({ port: z.int().min(1).max(65_535), password: z.string().meta({ secret: true }) })),
  )
  const errors = (port: string, kept: string[]) =>
    checkDraft(fields, { draft: { port, password: '' }, strings: sharedEn, kept: new Set(kept) })
  assert.deepEqual(errors('', []), { port: 'Fill in this field.', password: 'Fill in this field.' })
  assert.deepEqual(errors('x', ['password']), { port: 'Enter a whole number.' })
  assert.deepEqual(errors('0', ['password']), { port: 'Enter 1 or more.' })
  assert.deepEqual(errors('99999', ['password']), { port: 'Enter 65,535 or less.' })
  assert.deepEqual(errors('636', ['password']), {})
})

test('objects within objects, variants and what may be null keep their places', () => {
  const fields = fieldsOf(
    describe(
      z.object({
        proxy: z.object({ host: z.string(), port: z.int().optional() }),
        note: z.string().nullable(),
        login: z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('password'), password: z.string() }),
          z.object({ kind: z.literal('key'), file: z.string() }),
        ]),
      }),
    ),
  )
  const values = { proxy: { host: 'p' }, note: null, login: { kind: 'key', file: 'f' } }
  const draft = draftOf(fields, values)
  assert.deepEqual(draft, {
    'proxy.host': 'p',
    'proxy.port': '',
    note: '',
    login: 'key',
    'login.password': '',
    'login.file': 'f',
  })
  assert.deepEqual(valuesOf(fields, { ...draft, 'proxy.port': '8080' }, values), {
    proxy: { host: 'p', port: 8080 },
    login: { kind: 'key', file: 'f' },
  })
  const changed = valuesOf(fields, { ...draft, login: 'password', 'login.password': 'x' }, values)
  assert.deepEqual(changed.login, { kind: 'password', password: 'x' })
})

function describe(schema: z.ZodObject) {
  return describeSettings(schema)
}

function settingsOf(type: string) {
  const connector = connectors.find((candidate) => candidate.type === type)
  assert.ok(connector)
  return describeSettings(connector.settings)
}

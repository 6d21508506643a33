import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Validator } from '@seriousme/openapi-schema-validator'
import { z } from 'zod'
import { eventTypes } from '../../model/event.ts'
import { isJsonObject, type JsonObject } from '../../model/json.ts'
import { expectExactly } from '../../testing/described-answers.ts'
import { answerSchema, objectSchemas } from '../objects/answer-schemas.ts'
import { ErrorBody } from '../objects/error.ts'
import { Event } from '../objects/event.ts'
import { listOf } from '../objects/list-of.ts'
import { describedRoutes } from '../routes.ts'
import { openApiDocument } from './openapi-document.ts'
import { operationId } from './operation-id.ts'

const info = { version: '1.2.3', url: 'https://muster.example' }
const document = openApiDocument(describedRoutes, info)

test('the document is valid OpenAPI 3.1', async () => {
  const validator = new Validator()
  const { valid, errors } = await validator.validate(structuredClone(document))
  assert.ok(valid, JSON.stringify(errors, null, 2))
  assert.equal(validator.version, '3.1')
})

test('every route is in the document, and nothing else', () => {
  const described = Object.entries(document.paths as Record<string, JsonObject>).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  )
  const expected = describedRoutes.map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`)
  assert.deepEqual(described.toSorted(), expected.toSorted())
})

test('every route says what it answers with, and every answer has a schema', () => {
  for (const { method, path, answer, status } of describedRoutes) {
    if (status === 204) assert.equal(answer, undefined, `${method} ${path}`)
    else assert.ok(answer !== undefined || status === 202, `${method} ${path}`)
    if (answer !== undefined) assert.ok(answerSchema(answer))
  }
})

test('the names of operations are unique', () => {
  const names = describedRoutes.map(operationId)
  assert.deepEqual(
    names.filter((name, index) => names.indexOf(name) !== index),
    [],
  )
  assert.ok(names.every((name) => /^[a-z][a-zA-Z]+$/.test(name)))
})

test('the names of operations stay what they are', () => {
  const named = (method: string, path: string) => operationId({ method, path })
  assert.equal(named('GET', '/directories'), 'listDirectories')
  assert.equal(named('GET', '/directories/:id'), 'getDirectory')
  assert.equal(named('POST', '/directories/:id/tokens'), 'createDirectoryToken')
  assert.equal(named('DELETE', '/directories/:id/tokens/:token_id'), 'deleteDirectoryToken')
  assert.equal(named('PATCH', '/webhook_endpoints/:id'), 'updateWebhookEndpoint')
  assert.equal(named('POST', '/webhook_endpoints/:id/rotate_secret'), 'rotateWebhookEndpointSecret')
  assert.equal(named('GET', '/organizations/external_id/:external_id'), 'getOrganizationByExternalId')
  assert.equal(named('POST', '/portal/generate_link'), 'generatePortalLink')
  assert.equal(named('POST', '/imports/directories/:id/users'), 'importDirectoryUsers')
  assert.equal(named('GET', '/events/stream'), 'getEventStream')
})

test('every reference leads somewhere', () => {
  for (const reference of referencesIn(document)) {
    const found = reference
      .slice(2)
      .split('/')
      .reduce<unknown>((value, key) => (isJsonObject(value) ? value[key] : undefined), document)
    assert.ok(found, reference)
  }
})

function referencesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn)
  if (!isJsonObject(value)) return []
  return Object.entries(value).flatMap(([key, inner]) => (key === '$ref' ? [String(inner)] : referencesIn(inner)))
}

test('every object has a description and an example, which is one', () => {
  const schemas = [...Object.values(objectSchemas), ErrorBody, ...Event.options]
  for (const schema of schemas) {
    const { id, description, example } = z.globalRegistry.get(schema) ?? {}
    assert.ok(id && description && example, `${id} lacks something`)
    expectExactly(schema, example, `The example of ${id}`)
  }
})

test('every type of event is described', () => {
  assert.deepEqual(Event.options.map(({ shape }) => shape.event.value).toSorted(), [...eventTypes].toSorted())
})

test('a field that the schema does not have is noticed', () => {
  const schema = listOf(z.object({ id: z.string() }))
  const list = { object: 'list', data: [{ id: 'a', more: 1 }], list_metadata: { before: null, after: null } }
  assert.throws(() => expectExactly(schema, list, 'it'), /not described/)
  assert.throws(() => expectExactly(schema, { ...list, data: [{ id: 1 }] }, 'it'), /not as described/)
})

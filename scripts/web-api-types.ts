import type { JsonSchema } from '../src/api/openapi/component-schemas.ts'
import { openApiDocument } from '../src/api/openapi/openapi-document.ts'
import type { RouteDescription } from '../src/api/route.ts'
import { printType } from './print-type.ts'

type Parameter = { name: string; in: string; required: boolean; schema: JsonSchema }
type Content = Readonly<Record<string, { schema: JsonSchema }>>
type Operation = {
  parameters: (Parameter | { $ref: string })[]
  requestBody?: { required: boolean; content: Content }
  responses: Record<string, { content?: Content }>
}
type Document = {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, JsonSchema> }
}

/** Writes web/shared/api-types.ts: the API's objects and operations as the OpenAPI document has them, for the typed client. */
export function webApiTypes(routes: readonly RouteDescription[]): string {
  const document = openApiDocument(routes, { version: '', url: '' }) as unknown as Document
  const objects = Object.entries(document.components.schemas).map(
    ([name, schema]) => `export type ${name} = ${printType(schema)}`,
  )
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => printOperation(`${method.toUpperCase()} ${path}`, operation)),
  )
  return [
    '// Made by `npm run docs` from the routes of the API. Not to be edited: a test fails when it is stale.',
    '',
    ...objects.flatMap((text) => [text, '']),
    '/** Every operation of the API by its method and path. */',
    'export type Operations = {',
    ...operations,
    '}',
    '',
  ].join('\n')
}

function printOperation(name: string, { parameters, requestBody, responses }: Operation): string {
  const given = parameters.filter((one): one is Parameter => 'in' in one)
  const body = requestBody?.content['application/json']?.schema
  const parts = [
    `path: ${printParameters(given.filter((one) => one.in === 'path'))}`,
    `query: ${printParameters(given.filter((one) => one.in === 'query'))}`,
    `body: ${body ? printType(body) : 'undefined'}`,
    `answer: ${answerOf(responses)}`,
  ]
  return `  '${name}': {\n${parts.map((part) => `    ${part}\n`).join('')}  }`
}

function printParameters(parameters: readonly Parameter[]): string {
  if (parameters.length === 0) return 'Record<string, never>'
  const properties = Object.fromEntries(parameters.map(({ name, schema }) => [name, schema]))
  return printType({ type: 'object', properties, required: parameters.filter((p) => p.required).map((p) => p.name) })
}

function answerOf(responses: Operation['responses']): string {
  const content = Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1].content
  const schema = content?.['application/json']?.schema
  return schema ? printType(schema) : 'null'
}

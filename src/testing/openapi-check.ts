import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv, type ErrorObject, type Options } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { z } from 'zod'

/** A request and what was answered. */
export type CheckedExchange = {
  readonly method: string
  readonly url: URL
  readonly status: number
  readonly body: unknown
}

/** Says what of an exchange is not as the vendor's OpenAPI document has it; nothing when all is. */
export type OpenApiCheck = (exchange: CheckedExchange) => readonly string[]

/** Properties that the vendor leaves null although its document does not say so, by the name of the schema. */
export type KnownNulls = Readonly<Record<string, readonly string[]>>

/**
 * Reads a vendor's OpenAPI document out of the folder that `MUSTER_VENDOR_SPECS` names; null where that is not set: those
 * documents are too large, and not ours, to be in the repository. Tests then say that they were skipped.
 */
export function loadOpenApiCheck(file: string, knownNulls: KnownNulls = {}): OpenApiCheck | null {
  const folder = process.env.MUSTER_VENDOR_SPECS
  if (!folder) return null
  const document = OpenApiDocument.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')))
  for (const [schema, names] of Object.entries(knownNulls)) allowNull(document, schema, names)
  return createCheck(document)
}

const Parameter = z.looseObject({ in: z.string(), name: z.string(), required: z.boolean().optional() })
const Reference = z.object({ $ref: z.string() })
const Operation = z.looseObject({
  parameters: z.array(z.unknown()).default([]),
  responses: z.record(z.string(), z.unknown()),
})
const OpenApiDocument = z.looseObject({
  openapi: z.string(),
  servers: z.array(z.looseObject({ url: z.string() })).default([]),
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  components: z.looseObject({ schemas: z.record(z.string(), z.looseObject({})) }),
})
type OpenApiDocument = z.infer<typeof OpenApiDocument>

const SchemaWithProperties = z.looseObject({ properties: z.record(z.string(), z.looseObject({})) })

function allowNull(document: OpenApiDocument, schema: string, names: readonly string[]): void {
  const { properties } = SchemaWithProperties.parse(document.components.schemas[schema])
  for (const name of names) properties[name] = { ...properties[name], nullable: true }
  document.components.schemas[schema] = { ...document.components.schemas[schema], properties }
}

const options: Options = { strict: false, allErrors: true, validateSchema: false, unicodeRegExp: false, logger: false }

function createCheck(document: OpenApiDocument): OpenApiCheck {
  const ajv = document.openapi.startsWith('3.0') ? new Ajv(options) : new Ajv2020(options)
  addFormats.default(ajv)
  ajv.addSchema(document, 'api')
  const problemsAt = (place: readonly string[], value: unknown): string[] => {
    const $ref = `api#${place.map(toPointer).join('')}`
    const validate = ajv.getSchema($ref) ?? ajv.compile({ $ref })
    return validate(value) ? [] : (validate.errors ?? []).map(describe)
  }
  return ({ method, url, status, body }) => {
    const what = `${method} ${url.pathname}`
    const path = findPath(document, url)
    const verb = method.toLowerCase()
    const operation = path === null ? undefined : Operation.safeParse(document.paths[path]?.[verb]).data
    if (path === null || !operation) return [`${what} is not in the document`]
    const place = ['paths', path, verb]
    const parameters = operation.parameters.map((_, at) =>
      findParameter(document, [...place, 'parameters', String(at)]),
    )
    const said = operation.responses[status] === undefined ? 'default' : String(status)
    const schema = findSchema(document, [...place, 'responses', said])
    return [...queryProblems(parameters, url, problemsAt), ...(schema === null ? [] : problemsAt(schema, body))].map(
      (problem) => `${what}: ${problem}`,
    )
  }
}

/** The path of the document that a URL is of: that with the most segments that are not parameters. */
function findPath({ paths, servers }: OpenApiDocument, url: URL): string | null {
  const [, base = ''] = /^https?:\/\/[^/]+(\/.*?)?\/?$/.exec(servers[0]?.url ?? '') ?? []
  const wanted = url.pathname.slice(url.pathname.startsWith(base) ? base.length : 0).split('/')
  const isParameter = (segment: string) => segment.startsWith('{')
  const fitting = Object.keys(paths).filter((path) => {
    const segments = path.split('/')
    return segments.length === wanted.length && segments.every((one, at) => isParameter(one) || one === wanted[at])
  })
  const literals = (path: string) => path.split('/').filter((segment) => !isParameter(segment)).length
  return fitting.sort((one, other) => literals(other) - literals(one))[0] ?? null
}

/** A parameter, and where its schema is in the document. */
type FoundParameter = { readonly parameter: z.infer<typeof Parameter>; readonly place: readonly string[] }

function findParameter(document: OpenApiDocument, place: readonly string[]): FoundParameter {
  const value = valueAt(document, place)
  const reference = Reference.safeParse(value).data
  return reference ? findParameter(document, placeOf(reference)) : { parameter: Parameter.parse(value), place }
}

function placeOf({ $ref }: z.infer<typeof Reference>): readonly string[] {
  return $ref.slice(2).split('/')
}

type Problems = (place: readonly string[], value: unknown) => string[]

function queryProblems(parameters: readonly FoundParameter[], url: URL, problemsAt: Problems): string[] {
  const known = new Map(
    parameters.filter(({ parameter }) => parameter.in === 'query').map((one) => [one.parameter.name, one]),
  )
  const missing = [...known.values()].filter(
    ({ parameter }) => parameter.required && !url.searchParams.has(parameter.name),
  )
  const wrong = [...url.searchParams].flatMap(([name, text]) => {
    const found = known.get(name)
    if (!found) return [`the query has ${name}, which is not in the document`]
    return problemsAt([...found.place, 'schema'], coerced(text, found.parameter)).map((one) => `query ${name}: ${one}`)
  })
  return [...missing.map(({ parameter }) => `the query lacks ${parameter.name}`), ...wrong]
}

const TypedSchema = z.looseObject({ schema: z.looseObject({ type: z.string() }) })

/** A text of a query as the value that its schema means. */
function coerced(text: string, parameter: unknown): unknown {
  const type = TypedSchema.safeParse(parameter).data?.schema.type
  if ((type === 'integer' || type === 'number') && text.trim() !== '' && !Number.isNaN(Number(text)))
    return Number(text)
  if (type === 'boolean' && /^(true|false)$/.test(text)) return text === 'true'
  return type === 'array' ? text.split(',') : text
}

const Response = z.looseObject({ content: z.record(z.string(), z.unknown()).default({}) })

/** Where the schema of a JSON answer is; null where the document says nothing of the body. */
function findSchema(document: OpenApiDocument, place: readonly string[]): readonly string[] | null {
  const value = valueAt(document, place)
  const reference = Reference.safeParse(value).data
  if (reference) return findSchema(document, placeOf(reference))
  const type = Object.keys(Response.safeParse(value).data?.content ?? {}).find((one) => /\bjson\b/.test(one))
  return type === undefined ? null : [...place, 'content', type, 'schema']
}

const Container = z.union([z.record(z.string(), z.unknown()), z.array(z.unknown()).transform((list) => ({ ...list }))])

function valueAt(document: unknown, place: readonly string[]): unknown {
  let value = document
  for (const name of place) value = new Map(Object.entries(Container.safeParse(value).data ?? {})).get(name)
  return value
}

function toPointer(name: string): string {
  return `/${encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'))}`
}

function describe({ instancePath, message, params }: ErrorObject): string {
  return `${instancePath || 'the body'} ${message} ${JSON.stringify(params)}`
}

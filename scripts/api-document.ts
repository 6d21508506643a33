import { z } from 'zod'
import { listQuery } from '../src/api/list-query.ts'
import { type AnswerWords, answerSchema } from '../src/api/objects/answer-schemas.ts'
import type { RouteDescription } from '../src/api/route.ts'
import { Permission } from '../src/model/api-key.ts'
import { code, replacePart } from './document-part.ts'

/** Writes what is known of the routes into the marked parts of docs/reference/api.md; the rest is written by hand. */
export function fillApiDocument(text: string, routes: readonly RouteDescription[]): string {
  const filled = replacePart(replacePart(text, 'permissions', permissionTable(routes)), 'routes', routeSections(routes))
  return replacePart(filled, 'further objects', objectSections(filled, routes))
}

/** The objects that the part written by hand does not show, each with its example. */
function objectSections(text: string, routes: readonly RouteDescription[]): string {
  const byHand = text.split('<!-- further objects:')[0] ?? ''
  const words = new Map(routes.flatMap(({ answer }) => (answer ? [[objectOf(answer), answer] as const] : [])))
  const further = [...words].filter(([name]) => !byHand.includes(`\n### ${name}\n`))
  return further.map(([name, answer]) => objectSection(name, elementOf(answer))).join('\n\n')
}

function objectSection(name: string, schema: z.ZodType): string {
  const { description = '', example } = schema.meta() ?? {}
  return [`### ${name}`, '', description, '', '```json', JSON.stringify(example, null, 2), '```'].join('\n')
}

/** `list of event` and `api_key, with `value`` are of `event` and `api_key`. */
function objectOf(answer: AnswerWords): string {
  return /^(?:(?:list|stream) of )?(\w+)/.exec(answer)?.[1] ?? answer
}

function elementOf(answer: AnswerWords): z.ZodType {
  return answerSchema(answer.replace(/^list of /, '') as AnswerWords)
}

function permissionTable(routes: readonly RouteDescription[]): string {
  const rows = Permission.options.map((permission) => {
    const opened = routes.filter((route) => route.permission === permission)
    return `| \`${permission}\` | ${opened.map(({ method, path }) => code(`${method} ${plain(path)}`)).join(', ')} |`
  })
  return ['| permission | opens |', '| --- | --- |', ...rows].join('\n')
}

function routeSections(routes: readonly RouteDescription[]): string {
  return routes.map(routeSection).join('\n\n')
}

function routeSection(route: RouteDescription): string {
  const { method, path, summary, permission, answer, status = 200 } = route
  const answered = answer ? `${status}, ${toAnswer(answer)}` : `${status}, with no body`
  const lines = [
    `### ${method} ${plain(path)}`,
    '',
    summary,
    '',
    `- Permission: \`${permission}\``,
    `- Answer: ${answered}`,
    ...(isList(route) ? ['- The [parameters of lists](#lists)'] : []),
  ]
  const tables = [parameterTable('query', route.query), parameterTable('body', route.body)]
  return [...lines, ...tables.flatMap((table) => (table.length > 0 ? ['', ...table] : []))].join('\n')
}

function parameterTable(part: string, schema: z.ZodObject | undefined): string[] {
  if (!schema) return []
  const { required = [], properties = {} } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  const shared: ReadonlySet<unknown> = new Set(Object.values(listQuery))
  const rows = Object.entries(schema.shape)
    .filter(([, field]) => !shared.has(field))
    .map(([name]) => {
      const property = properties[name]
      const description = typeof property === 'object' ? property.description : undefined
      if (!description) throw new Error(`The parameter "${name}" has no description`)
      return `| \`${name}\`${required.includes(name) ? ', required' : ''} | ${description} |`
    })
  return rows.length > 0 ? [`| ${part} | |`, '| --- | --- |', ...rows] : []
}

/** `list of event` and `api_key, with `value``: the name of the object leads to where it is shown. */
function toAnswer(answer: string): string {
  return answer.replace(
    /^((?:list|stream) of )?(\w+)/,
    (_, list = '', name: string) => `${list}[\`${name}\`](#${name})`,
  )
}

function isList(route: RouteDescription): boolean {
  return route.query !== undefined && 'limit' in route.query.shape
}

function plain(path: string): string {
  return path.replace(/:(\w+)/g, '{$1}')
}

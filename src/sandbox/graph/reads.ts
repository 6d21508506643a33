import type { Json, JsonObject } from '../../model/json.ts'
import type { Company, GraphObject } from './company.ts'
import { type GraphAnswer, type GraphRequest, graphError, notFound } from './graph-answer.ts'
import { defaultUserProperties, graphGroupProperties, isGraphProperty } from './graph-properties.ts'

type Kind = GraphObject['kind']

/** What reads are answered from. Objects that came after `visible` are not found yet. */
export type ReadSource = { readonly company: Company; readonly visible: () => number; readonly tenantId: string }

/** Answers the reads of single objects and of lists; null for a path that is not one of them. */
export function answerRead(source: ReadSource, request: GraphRequest): GraphAnswer | null {
  const [, name = '', id, relation, cast] = request.url.pathname.replace(/^\/v1\.0/, '').split('/')
  if (name === 'organization' && id === undefined) {
    return { status: 200, body: { value: [{ id: source.tenantId, displayName: 'Stand-in' }] } }
  }
  if (name !== 'users' && name !== 'groups') return null
  const kind = name === 'users' ? 'user' : 'group'
  if (id === undefined) return list(request, objectsOf(source, kind))
  if (id === '$count') return count(request, objectsOf(source, kind))
  const object = find(source, kind, decodeURIComponent(id))
  if (!object) return notFound(id)
  if (relation === undefined) return one(source, object, request)
  return answerRelation(source, { object, relation, cast }, request)
}

type Relation = { readonly object: GraphObject; readonly relation: string; readonly cast: string | undefined }

function answerRelation(source: ReadSource, { object, relation, cast }: Relation, request: GraphRequest) {
  const found =
    relation === 'members'
      ? membersOf(source, object)
      : relation === 'transitiveMembers'
        ? transitiveMembersOf(source, object)
        : relation === 'memberOf'
          ? objectsOf(source, 'group').filter(({ edges }) => edges.get(object.id)?.state === 'in')
          : null
  if (!found) return null
  const wanted = cast?.replace('microsoft.graph.', '')
  const objects = found.filter(({ kind }) => !wanted || kind === wanted)
  return list(request, objects, true)
}

function objectsOf({ company, visible }: ReadSource, kind: Kind): GraphObject[] {
  const newest = visible()
  return [...company.objects.values()].filter(
    (object) => object.kind === kind && !object.gone && object.createdVersion <= newest,
  )
}

function find(source: ReadSource, kind: Kind, id: string): GraphObject | undefined {
  const isNamed = ({ properties }: GraphObject) =>
    kind === 'user' && String(properties.userPrincipalName).toLowerCase() === id.toLowerCase()
  return objectsOf(source, kind).find((object) => object.id === id || isNamed(object))
}

function membersOf({ company }: ReadSource, { edges }: GraphObject): GraphObject[] {
  return [...edges].flatMap(([id, edge]) => {
    const member = company.objects.get(id)
    return member && company.isThere(id, edge) ? [member] : []
  })
}

function transitiveMembersOf(source: ReadSource, group: GraphObject): GraphObject[] {
  const found = new Map<string, GraphObject>()
  const waiting = [group]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    for (const member of membersOf(source, next)) {
      if (found.has(member.id)) continue
      found.set(member.id, member)
      if (member.kind === 'group') waiting.push(member)
    }
  }
  return [...found.values()]
}

/** Outside delta queries a property that was never set is null. */
function show(object: GraphObject, { url }: GraphRequest): JsonObject {
  const usual = object.kind === 'user' ? defaultUserProperties : graphGroupProperties
  const names = url.searchParams.get('$select')?.split(',') ?? usual
  const values = names
    .filter((name) => isGraphProperty(object.kind, name))
    .map((name): [string, Json] => {
      if (name === 'id') return [name, object.id]
      return [name, object.properties[name] ?? (/Phones$|Mails$|Addresses$|Types$/.test(name) ? [] : null)]
    })
  return Object.fromEntries(values)
}

function one({ company }: ReadSource, object: GraphObject, request: GraphRequest): GraphAnswer {
  const shown = show(object, request)
  if (object.kind === 'user' && request.url.searchParams.get('$expand')?.startsWith('manager')) {
    const boss = [...object.edges].find(([id, edge]) => company.isThere(id, edge))?.[0]
    if (boss !== undefined) shown.manager = { '@odata.type': '#microsoft.graph.user', id: boss }
  }
  return { status: 200, body: shown }
}

function list(request: GraphRequest, objects: GraphObject[], isMixed = false): GraphAnswer {
  const { url, headers } = request
  const top = Number(url.searchParams.get('$top') ?? 100)
  if (!(top >= 1 && top <= 999)) return graphError(400, 'Request_BadRequest', 'Invalid page size specified.')
  const isCounted = url.searchParams.get('$count') === 'true'
  if (isCounted && headers.consistencylevel !== 'eventual') return needsConsistencyLevel
  const found = filtered(request, objects)
  if (!Array.isArray(found)) return found
  const from = Number(url.searchParams.get('$skiptoken') ?? 0)
  const value = found.slice(from, from + top).map((object) => ({
    ...(isMixed && { '@odata.type': `#microsoft.graph.${object.kind}` }),
    ...show(object, request),
  }))
  const next = new URL(url)
  next.searchParams.set('$skiptoken', String(from + top))
  const link = from + top < found.length ? { '@odata.nextLink': next.href } : {}
  return { status: 200, body: { ...(isCounted && { '@odata.count': found.length }), ...link, value } }
}

function count(request: GraphRequest, objects: GraphObject[]): GraphAnswer {
  if (request.headers.consistencylevel !== 'eventual') return needsConsistencyLevel
  const found = filtered(request, objects)
  return Array.isArray(found) ? { status: 200, body: String(found.length) } : found
}

/** `$filter` as far as the stand-in knows it: `startswith(…) or …`, and `userType ne 'Guest'`, an advanced query. */
function filtered({ url, headers }: GraphRequest, objects: GraphObject[]): GraphObject[] | GraphAnswer {
  const filter = url.searchParams.get('$filter')
  if (filter === null) return objects
  const isAdvanced = headers.consistencylevel === 'eventual'
  const terms = filter.split(' or ').map((term) => {
    const [, name, text] = /^startswith\((\w+),'((?:[^']|'')*)'\)$/i.exec(term) ?? []
    if (name !== undefined && text !== undefined) return { name, holds: startsWith(text.replaceAll("''", "'")) }
    const [, other, value] = /^(\w+) ne '(\w+)'$/.exec(term) ?? []
    if (other !== undefined && isAdvanced) return { name: other, holds: (held: Json | undefined) => held !== value }
    return null
  })
  if (terms.includes(null)) return graphError(400, 'Request_UnsupportedQuery', `Unsupported Query: ${filter}`)
  return objects.filter(({ properties }) => terms.some((term) => term?.holds(properties[term.name])))
}

function startsWith(text: string): (held: Json | undefined) => boolean {
  return (held) => typeof held === 'string' && held.toLowerCase().startsWith(text.toLowerCase())
}

const needsConsistencyLevel = graphError(
  400,
  'Request_UnsupportedQuery',
  '$count is not currently supported without ConsistencyLevel: eventual.',
)

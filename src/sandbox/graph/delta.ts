import { isJsonObject, type JsonObject } from '../../model/json.ts'
import type { Company, GraphObject } from './company.ts'
import { type GraphAnswer, type GraphRequest, graphError } from './graph-answer.ts'
import { isGraphProperty } from './graph-properties.ts'

/** How delta queries behave; all that Graph is known to do may be turned up. */
export type DeltaKnobs = {
  /** Objects of a page, and members of all groups of a page. */
  pageSize: number
  membersPerPage: number
  /** Pages without anything in the middle, as real tenants give them: after the first page, or after each. */
  emptyPages: 'none' | 'one' | 'many'
  /** Objects come twice in a page, and a delta link tells its last changes again. */
  isRepeating: boolean
  /** How long a change takes until it is seen. */
  replicationDelayMs: number
  /** How long a delta link is good: seven days for directory objects (delta query overview, "Token duration"). */
  tokenLifeMs: number
  /** How an expired link is refused. */
  expiredAs: 'gone' | 'sync_state_not_found' | 'in_words'
  /** Links of earlier generations are expired. */
  generation: number
}

/** What a token says: `$select` is fixed by the first call. `after` is where the page begins. */
type DeltaState = {
  readonly kind: 'user' | 'group'
  readonly select: readonly string[] | null
  readonly isMinimal: boolean
  readonly isInitial: boolean
  readonly since: number
  readonly until: number
  readonly after: number
  readonly edge: number
  readonly page: number
  readonly at: number
  readonly generation: number
}

type DeltaSource = { readonly company: Company; readonly knobs: DeltaKnobs; readonly now: () => number }

/** Answers `/users/delta` and `/groups/delta` (the pages "user: delta" and "group: delta" of the Graph reference). */
export function answerDelta(source: DeltaSource, kind: DeltaState['kind'], request: GraphRequest): GraphAnswer {
  const query = request.url.searchParams
  const token = query.get('$skiptoken') ?? query.get('$deltatoken')
  if (token === null) {
    const state = firstState(source, kind, request)
    return 'status' in state ? state : pageOf(source, state, request)
  }
  const state = readToken(token)
  if (state?.kind !== kind) return graphError(400, 'Directory_InvalidDeltaToken', 'The delta token is not valid.')
  const isExpired = state.generation !== source.knobs.generation || source.now() - state.at > source.knobs.tokenLifeMs
  if (isExpired) return expired(source, kind, request)
  if (query.has('$skiptoken')) return pageOf(source, state, request)
  const until = source.company.visibleVersion(source.knobs.replicationDelayMs)
  const isMinimal = /return=minimal/.test(request.headers.prefer ?? '')
  return pageOf(source, { ...state, isMinimal, until, after: state.since, edge: 0, page: 0 }, request)
}

function firstState({ company, knobs, now }: DeltaSource, kind: DeltaState['kind'], { url }: GraphRequest) {
  const select = url.searchParams.get('$select')?.split(',') ?? null
  for (const option of ['$top', '$expand', '$orderby', '$filter']) {
    if (url.searchParams.has(option)) return graphError(400, 'Request_UnsupportedQuery', `${option} is not supported.`)
  }
  const relations = kind === 'user' ? ['manager'] : ['members', 'owners']
  const unknown = select?.find((name) => !isGraphProperty(kind, name) && !relations.includes(name))
  if (unknown !== undefined) {
    return graphError(400, 'Request_BadRequest', `Could not find a property named '${unknown}' on type '${kind}'.`)
  }
  const until = company.visibleVersion(knobs.replicationDelayMs)
  const first = { isMinimal: false, isInitial: true, since: 0, until, after: 0, edge: 0, page: 0 }
  return { kind, select, ...first, at: now(), generation: knobs.generation }
}

function expired({ knobs }: DeltaSource, kind: string, { url }: GraphRequest): GraphAnswer {
  if (knobs.expiredAs === 'sync_state_not_found') {
    return graphError(400, 'syncStateNotFound', 'The sync state generation is not found; continuing is not possible.')
  }
  if (knobs.expiredAs === 'in_words') return graphError(400, 'Request_BadRequest', 'The delta token is not valid.')
  const location = `${url.origin}/v1.0/${kind}s/delta?$deltatoken=`
  return { ...graphError(410, 'Gone', 'The delta token is no longer valid; begin anew.'), headers: { location } }
}

function pageOf(source: DeltaSource, state: DeltaState, { url }: GraphRequest): GraphAnswer {
  const { knobs } = source
  const isEmpty = knobs.emptyPages === 'many' ? state.page % 2 === 1 : knobs.emptyPages === 'one' && state.page === 1
  const { value, next } = isEmpty ? { value: [], next: state } : takePage(source, state)
  const repeated = knobs.isRepeating && value.length > 0 ? [...value, ...value.slice(0, 1)] : value
  const base = `${url.origin}${url.pathname}`
  const link = next
    ? { '@odata.nextLink': `${base}?$skiptoken=${writeToken({ ...next, page: state.page + 1 })}` }
    : { '@odata.deltaLink': `${base}?$deltatoken=${writeToken(followUp(source, state))}` }
  const context = { '@odata.context': `${url.origin}/v1.0/$metadata#${state.kind}s` }
  return {
    status: 200,
    headers: { 'preference-applied': 'odata.track-changes' },
    body: { ...context, ...link, value: repeated },
  }
}

function followUp({ knobs, now }: DeltaSource, state: DeltaState): DeltaState {
  const since = knobs.isRepeating ? Math.max(0, state.until - 2) : state.until
  return { ...state, isInitial: false, since, at: now() }
}

function takePage(source: DeltaSource, state: DeltaState): { value: JsonObject[]; next: DeltaState | null } {
  const { knobs } = source
  const membersPerPage = state.kind === 'user' ? Number.POSITIVE_INFINITY : knobs.membersPerPage
  const waiting = objectsOf(source, state)
  const value: JsonObject[] = []
  let members = 0
  let edge = state.edge
  for (const { object, place } of waiting) {
    if (value.length >= knobs.pageSize || members >= membersPerPage) {
      return { value, next: { ...state, after: place - 1, edge } }
    }
    const room = membersPerPage - members
    const edges = edgesOf(source, state, object).slice(edge)
    const taken = edges.slice(0, room)
    value.push(show(state, object, { edges: taken.filter((one) => one !== null), isContinued: edge > 0 }))
    members += taken.length
    if (edges.length > room) return { value, next: { ...state, after: place - 1, edge: edge + room } }
    edge = 0
  }
  return { value, next: null }
}

/** What is still to be told, with its place: of a first listing the order of creation, later the number of the change. */
function objectsOf({ company }: DeltaSource, { kind, isInitial, since, until, after }: DeltaState) {
  const all = company.objects.values().filter((object) => object.kind === kind)
  const placed = isInitial
    ? all
        .filter(({ createdVersion, gone }) => createdVersion <= until && gone !== 'deleted')
        .map((object) => ({ object, place: object.createdVersion }))
    : all
        .filter(({ version }) => version > since && version <= until)
        .map((object) => ({ object, place: object.version }))
  return [...placed].filter(({ place }) => place > after).sort((a, b) => a.place - b.place)
}

/** Who is to be told of; null for a place that has nothing to tell, so that places stay the same over pages. */
function edgesOf({ company }: DeltaSource, state: DeltaState, object: GraphObject): (JsonObject | null)[] {
  const relation = state.kind === 'user' ? 'manager' : 'members'
  if (object.gone || !(state.select?.includes(relation) ?? state.kind === 'group')) return []
  const edges = [...object.edges].map(([id, edge]): JsonObject | null => {
    const target = company.objects.get(id)
    const shown: JsonObject = { '@odata.type': `#microsoft.graph.${target?.kind ?? 'user'}`, id }
    if (state.isInitial) return company.isThere(id, edge) ? shown : null
    if (edge.version <= state.since || edge.version > state.until || edge.state === 'gone') return null
    return edge.state === 'in' ? shown : { ...shown, '@removed': { reason: 'deleted' } }
  })
  return state.kind === 'user' || edges.some((edge) => edge !== null) ? edges : []
}

type Shown = { readonly edges: readonly JsonObject[]; readonly isContinued: boolean }

/** What was never set is absent, what was taken away is null; `return=minimal` shows only what has changed. */
function show(state: DeltaState, object: GraphObject, { edges, isContinued }: Shown): JsonObject {
  if (object.gone) return { id: object.id, '@removed': { reason: object.gone } }
  const shown: JsonObject = { id: object.id }
  for (const [name, value] of Object.entries(object.properties)) {
    const isChanged = state.isInitial || !state.isMinimal || (object.setIn.get(name) ?? 0) > state.since
    if (isChanged && !isContinued && (state.select?.includes(name) ?? true)) shown[name] = value
  }
  if (edges.length > 0) shown[state.kind === 'user' ? 'manager@delta' : 'members@delta'] = [...edges]
  return shown
}

function writeToken(state: DeltaState): string {
  return Buffer.from(JSON.stringify(state)).toString('base64url')
}

function readToken(token: string): DeltaState | null {
  try {
    const state: unknown = JSON.parse(Buffer.from(token, 'base64url').toString())
    return isJsonObject(state) ? (state as unknown as DeltaState) : null
  } catch {
    return null
  }
}

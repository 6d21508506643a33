import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'
import type { OpenConnector } from '../connectors/connector.ts'
import { entraConnector } from '../connectors/entra/entra.ts'
import type { EntraSettings } from '../connectors/entra/settings.ts'
import { SourceError } from '../connectors/source-error.ts'
import type { GraphPerson, GraphTeam } from '../sandbox/graph/company.ts'
import type { DeltaKnobs } from '../sandbox/graph/delta.ts'
import { startGraphSandbox } from '../sandbox/graph/graph-sandbox.ts'
import { connectorTools, movingTime } from './connector-tools.ts'
import { entraSettings } from './entra-stand-in.ts'
import { readListing, type SourcePicture } from './source-picture.ts'

const { signal } = new AbortController()

/** What a company begins with, and how it is reached. */
export type EntraSetup = {
  readonly people?: readonly GraphPerson[]
  readonly groups?: readonly GraphTeam[]
  readonly knobs?: Partial<DeltaKnobs>
  readonly settings?: Partial<Record<keyof EntraSettings, unknown>>
}

/** Starts a company in the stand-in of Graph, with pages of two, and opens the connector on it. */
export async function startEntra(t: TestContext, { people = [], groups = [], knobs, settings }: EntraSetup = {}) {
  const time = movingTime()
  const sandbox = await startGraphSandbox({
    clock: time.platform.clock,
    people,
    groups,
    knobs: { pageSize: 2, membersPerPage: 2, ...knobs },
  })
  const open = (changed: EntraSetup['settings'] = {}) => {
    const parsed = entraConnector.settings.parse({ ...entraSettings(sandbox), ...settings, ...changed })
    return entraConnector.open(parsed, connectorTools(time))
  }
  const source = open()
  t.after(async () => {
    await source.close()
    await sandbox[Symbol.asyncDispose]()
  })
  return { time, sandbox, company: sandbox.company, source, open }
}

/** Reads everything. */
export const readAll = (source: OpenConnector) => readListing(source.full(null, signal))

/** Reads what has changed since a cursor, into a picture. */
export const readChanges = (source: OpenConnector, cursor: string, picture?: SourcePicture) =>
  readListing(source.incremental?.(cursor, null, signal), picture)

/** The login of a person of the tests. */
export const upn = (name: string) => `${name}@example.com`
/** A person of the tests, of whom only the name is known. */
export const person = (name: string, more: Partial<GraphPerson> = {}): GraphPerson => ({
  userPrincipalName: upn(name),
  displayName: name,
  ...more,
})
/** Five people, and a group of them all. */
export const everybody = ['ada', 'ben', 'cleo', 'dan', 'eve'].map((name) => person(name))
export const team: GraphTeam = { displayName: 'Team', members: ['ada', 'ben', 'cleo', 'dan', 'eve'].map(upn) }

/** The id of somebody in a picture, by name. */
export function idOf({ picture }: { readonly picture: SourcePicture }, name: string): string {
  const found = [...picture.users.values()].find(({ attributes }) => attributes.displayName === name)
  return found?.id ?? assert.fail(`${name} is not there`)
}

/** Judges an error of a source. */
export const refusedAs =
  (code: SourceError['code'], text = /./) =>
  (error: unknown) =>
    error instanceof SourceError && error.code === code && text.test(error.message)

/** A server that answers notifications as Muster's does. */
export async function startWakeUpReceiver(t: TestContext, secret: string) {
  const wakes: boolean[] = []
  const server = createServer(async (request, response) => {
    const chunks = await Array.fromAsync(request)
    const query = Object.fromEntries(new URL(request.url ?? '/', 'http://receiver').searchParams)
    const text = Buffer.concat(chunks).toString()
    const body = text === '' ? null : JSON.parse(text)
    const answer = entraConnector.wakeUps?.receive({ method: 'POST', headers: {}, query, body }, secret)
    if (answer?.status === 202) wakes.push(answer.isWake)
    response.writeHead(answer?.status ?? 500, { 'content-type': answer?.contentType }).end(answer?.body)
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  t.after(() => server.close().closeAllConnections())
  return { wakes, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/wake` }
}

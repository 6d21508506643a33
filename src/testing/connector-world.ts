import assert from 'node:assert/strict'
import type { z } from 'zod'
import type { Listing, OpenConnector, SourcePage } from '../connectors/connector.ts'
import { SourceError } from '../connectors/source-error.ts'
import type { ConnectorStandIn, ConnectorSuite } from './connector-stand-in.ts'
import { connectorTools, type MovingTime, movingTime } from './connector-tools.ts'
import { emptyState, foldPages, type SourceView, viewOf } from './source-fold.ts'

/** A stand-in and what reads it. */
export type ConnectorWorld = AsyncDisposable & {
  readonly standIn: ConnectorStandIn
  readonly time: MovingTime
  /** Opens the connector anew, as after a restart. */
  open(): OpenConnector
  /** The values of the settings that are secret. */
  readonly secrets: readonly string[]
}

/** A listing that was read to its end. */
export type ReadListing = { readonly pages: readonly SourcePage[]; readonly cursor: string | null }

export const patient = (): AbortSignal => AbortSignal.timeout(60_000)

/** Starts a stand-in for a suite; everything that was opened is closed with it. */
export async function startWorld<Settings extends z.ZodObject>(
  suite: ConnectorSuite<Settings>,
): Promise<ConnectorWorld> {
  const time = movingTime()
  const standIn = await suite.start(time.platform)
  const settings = suite.connector.settings.parse(standIn.settings)
  const opened: OpenConnector[] = []
  return {
    standIn,
    time,
    secrets: secretsOf(suite.connector.settings, standIn.settings),
    open() {
      const source = suite.connector.open(settings, connectorTools(time, standIn.tools))
      opened.push(source)
      return source
    },
    async [Symbol.asyncDispose]() {
      for (const source of opened) await source.close()
      await standIn.close()
    },
  }
}

function secretsOf(schema: z.ZodObject, settings: ConnectorStandIn['settings']): string[] {
  const names = Object.entries(schema.shape).filter(([, field]) => isSecret(field))
  return names
    .map(([name]) => settings[name])
    .filter((value) => typeof value === 'string' && value.length > 5) as string[]
}

type Field = z.core.$ZodType

/** What a field says of itself, also where it is wrapped by `.optional()` or `.default()` after it said so. */
export function metaOf(field: Field): Record<string, unknown> {
  const own =
    'meta' in field && typeof field.meta === 'function' ? (field.meta() as Record<string, unknown> | undefined) : {}
  const { def } = field._zod
  const inner = 'innerType' in def ? metaOf(def.innerType as Field) : {}
  return { ...inner, ...own }
}

function isSecret(field: Field): boolean {
  return metaOf(field).secret === true
}

/** Reads a listing to its end. */
export async function readAll(listing: Listing): Promise<ReadListing> {
  const pages: SourcePage[] = []
  for (;;) {
    const step = await listing.next()
    if (step.done) return { pages, cursor: step.value.cursor }
    pages.push(step.value)
  }
}

/** Everything that is at the source now, read by a connector of its own. */
export async function freshView(world: ConnectorWorld): Promise<SourceView> {
  const { pages } = await readAll(world.open().full(null, patient()))
  return viewOf(foldPages(emptyState(), pages))
}

/** Waits for a `SourceError` that tells the administrator something and no secret. */
export async function toldError(error: unknown, world: ConnectorWorld): Promise<SourceError> {
  if (!(error instanceof SourceError)) throw new Error('Something else than a SourceError was thrown', { cause: error })
  assert.ok(error.message.split(/\s+/).length > 5, `The text does not say enough: ${error.message}`)
  for (const secret of world.secrets) assert.ok(!error.message.includes(secret), 'The text holds a secret')
  return error
}

/** The ids of a small company. */
export type Company = { readonly users: readonly string[]; readonly groups: readonly string[] }

/** Seven people in three groups, one of them without members. */
export async function addCompany({ standIn }: ConnectorWorld): Promise<Company> {
  const users: string[] = []
  for (const name of ['Ada', 'Ben', 'Cleo', 'Dora', 'Emil', 'Fay', 'Zenobia']) users.push(await standIn.addUser(name))
  const groups: string[] = []
  for (const name of ['Sales', 'Engineering', 'Nobody']) groups.push(await standIn.addGroup(name))
  const [sales = '', engineering = ''] = groups
  for (const id of users.slice(0, 5)) await standIn.addMember(sales, id)
  for (const id of users.slice(4)) await standIn.addMember(engineering, id)
  return { users, groups }
}

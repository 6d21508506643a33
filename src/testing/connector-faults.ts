import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import type { z } from 'zod'
import type { OpenConnector, SourcePage } from '../connectors/connector.ts'
import type { SourceErrorCode } from '../connectors/source-error.ts'
import type { ConnectorSuite, StandInFault } from './connector-stand-in.ts'
import {
  addCompany,
  type ConnectorWorld,
  freshView,
  patient,
  readAll,
  startWorld,
  toldError,
} from './connector-world.ts'
import { emptyState, foldPages, type SourceView, viewOf } from './source-fold.ts'

/** What a listing may throw at each fault, where it does not get through it. */
const expected: Readonly<Record<Exclude<StandInFault, 'expired_cursor'>, readonly SourceErrorCode[]>> = {
  rate_limit: ['rate_limited'],
  server_error: ['unreachable'],
  truncated_body: ['unreadable', 'unreachable', 'listing_incomplete'],
  connection_reset: ['unreachable'],
  empty_page: ['listing_incomplete', 'unreadable'],
  revoked_scope: ['permission_missing', 'credentials_refused'],
  expired_token: ['credentials_refused'],
  wrong_credentials: ['credentials_refused'],
}

/** At no fault a listing ends as if it were whole when it is not. */
export function testFaults<Settings extends z.ZodObject>(suite: ConnectorSuite<Settings>): void {
  const { connector, faults = [], skip = false } = suite
  for (const fault of faults) {
    if (fault === 'expired_cursor') continue
    for (const when of ['before', 'after the first page of'] as const) {
      test(`${connector.title}: ${fault} ${when} a listing hides nobody, and heals`, { skip }, async () => {
        await using world = await startWorld(suite)
        await addCompany(world)
        const truth = await freshView(world)
        await listUnder(fault, { world, truth, when })
        await world.standIn.setFault?.(null)
        world.time.pass(2 * 60_000)
        assert.deepEqual(await freshView(world), truth)
      })
    }
  }
}

type Trouble = {
  readonly world: ConnectorWorld
  readonly truth: SourceView
  readonly when: 'before' | 'after the first page of'
}

async function listUnder(fault: keyof typeof expected, { world, truth, when }: Trouble): Promise<void> {
  const allowed = expected[fault]
  const source = world.open()
  if (when === 'before') await world.standIn.setFault?.(fault)
  const pages: SourcePage[] = []
  try {
    const listing = source.full(null, patient())
    const first = await listing.next()
    if (!first.done) pages.push(first.value)
    if (when !== 'before') await world.standIn.setFault?.(fault)
    if (!first.done) pages.push(...(await readAll(listing)).pages)
  } catch (thrown) {
    const { code, message } = await toldError(thrown, world)
    assert.ok(allowed.includes(code), `${code} is thrown instead of ${allowed.join(' or ')}: ${message}`)
    return
  }
  const view = viewOf(foldPages(emptyState(), pages))
  if (fault === 'revoked_scope' && !isDeepStrictEqual(view, truth)) await assertChecked(source, world)
  else assert.deepEqual(view, truth)
}

/** A source that hides people without an error, because that is how it answers who may not see them, is found out by the check. */
async function assertChecked(source: OpenConnector, world: ConnectorWorld): Promise<void> {
  try {
    const { findings, missing } = await source.check(patient())
    const isFound = missing.length > 0 || findings.some(({ level }) => level === 'error')
    assert.ok(isFound, 'The listing was not whole, and the check found nothing wrong')
  } catch (thrown) {
    if (thrown instanceof assert.AssertionError) throw thrown
    await toldError(thrown, world)
  }
}

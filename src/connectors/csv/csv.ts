import type { SourceGroup, SourceUser } from '../../model/source-record.ts'
import type { Connector, ConnectorTools, OpenConnector, SourcePage } from '../connector.ts'
import { SourceError } from '../source-error.ts'
import { takeGroups } from '../take-groups.ts'
import { checkFiles, nobodyIn } from './check-files.ts'
import { listFiles, type PageSizes, type Reading } from './list-files.ts'
import { csvMapping } from './mapping.ts'
import { membersBelow } from './members-below.ts'
import { openFiles } from './open-files.ts'
import { CsvSettings } from './settings.ts'
import { type Snapshot, takeSnapshot } from './snapshot.ts'

/** Files: users.csv, groups.csv and memberships.csv, uploaded, in a folder, or on an SFTP server. */
export const csvConnector = createCsvConnector({ rows: 500, members: 5000 })

/** The connector, with pages of so many rows. */
export function createCsvConnector(pageSizes: PageSizes): Connector<typeof CsvSettings> {
  return {
    type: 'csv',
    title: 'CSV files',
    settings: CsvSettings,
    abilities: {
      incremental: false,
      reportsDeletions: false,
      nestedGroups: true,
      memberships: 'with_group',
      orgUnits: false,
      managers: true,
    },
    mapping: csvMapping,
    defaultIntervalMinutes: 15,
    wakeUps: null,
    open: (settings, tools) => openCsv({ settings, pageSizes }, tools),
  }
}

function openCsv(reading: Reading, tools: ConnectorTools): OpenConnector {
  const { settings } = reading
  const { clock } = tools.platform

  async function snapshot(signal: AbortSignal): Promise<Snapshot> {
    signal.throwIfAborted()
    await using files = await openFiles(settings, { ...tools, signal })
    return await takeSnapshot({ files, settings, clock, signal })
  }

  return {
    async check(signal) {
      await using files = await snapshot(signal)
      return await checkFiles(files, settings, stoppable(listFiles(files, reading, null), signal))
    },
    async *full(from, signal) {
      await using files = await snapshot(signal)
      let isAnybodyThere = from !== null
      for await (const page of stoppable(listFiles(files, reading, from), signal)) {
        if (!page.users && !isAnybodyThere) break
        isAnybodyThere = true
        yield page
      }
      if (!isAnybodyThere) throw new SourceError('listing_incomplete', nobodyIn(settings.users_file))
      return { cursor: null }
    },
    async *membersOf(groupId, signal) {
      await using files = await snapshot(signal)
      yield* stoppable(membersBelow(files, reading, groupId), signal)
    },
    async findUsers(text, limit, signal) {
      await using files = await snapshot(signal)
      return await findUsers(stoppable(listFiles(files, reading, null), signal), { text: text.toLowerCase(), limit })
    },
    async findGroups(text, limit, signal) {
      await using files = await snapshot(signal)
      const pages = stoppable(listFiles(files, reading, null), signal)
      return await takeGroups(groupsIn(pages), { text, limit })
    },
    async close() {},
  }
}

async function* groupsIn(pages: AsyncIterable<SourcePage>): AsyncGenerator<readonly SourceGroup[], void> {
  for await (const { groups } of pages) if (groups) yield groups
}

async function* stoppable<T>(pages: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T, void> {
  for await (const page of pages) {
    signal.throwIfAborted()
    yield page
  }
}

type Search = { readonly text: string; readonly limit: number }

async function findUsers(pages: AsyncIterable<SourcePage>, { text, limit }: Search): Promise<SourceUser[]> {
  const found: SourceUser[] = []
  for await (const { users = [] } of pages) {
    for (const user of users) {
      if (found.length >= limit) return found
      const fields = Object.values(user.attributes)
      if (fields.some((value) => typeof value === 'string' && value.toLowerCase().includes(text))) found.push(user)
    }
  }
  return found
}

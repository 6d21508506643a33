import { createOnPeopleChanged } from '../../src/memberships/on-people-changed.ts'
import { createOverlayCache } from '../../src/memberships/overlay-cache.ts'
import type { JsonObject } from '../../src/model/json.ts'
import type { PeopleEngine } from '../../src/people/people-engine.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { createIds } from '../../src/platform/ids.ts'
import { silentLog } from '../../src/platform/log.ts'
import { openDatabase } from '../../src/store/database.ts'
import { ensureEventPartitions } from '../../src/store/event-partitions.ts'
import { migrate } from '../../src/store/migrate.ts'
import { attributesOf } from './company.ts'

const USERS_AT_ONCE = 2_000

/** An organization with directories that have users and no people yet. */
export interface BenchOrganization extends AsyncDisposable {
  readonly engine: PeopleEngine
  readonly overlays: ReturnType<typeof createOverlayCache>
  readonly organizationId: string
  readonly directoryIds: readonly string[]
}

/** Makes the tables, an organization and its directories; each directory knows the users of so many numbers. */
export async function makeOrganization(
  databaseUrl: string,
  { directories, users }: { readonly directories: number; readonly users: number },
): Promise<BenchOrganization> {
  const platform = { clock: systemClock, newId: createIds(), log: silentLog }
  const database = openDatabase(databaseUrl, { poolSize: 10, onError: () => {} })
  await migrate(database, platform)
  const now = platform.clock.now()
  await ensureEventPartitions(database, now)
  const organizationId = platform.newId('org', now)
  await database.query({
    text: 'insert into organizations (id, name, created_at, updated_at) values ($1, $1, $2, $2)',
    values: [organizationId, now],
  })
  const directoryIds = Array.from({ length: directories }, () => platform.newId('directory', now))
  for (const [directory, id] of directoryIds.entries()) {
    await database.query({
      text: `with d as (
          insert into directories (organization_id, id, name, type, state, external_key, created_at, updated_at)
          values ($1, $2, $2, 'okta', 'active', $2, $3, $3)
        ), t as (insert into directory_totals (organization_id, directory_id) values ($1, $2))
        insert into streams (organization_id, id, last_occurred_at) values ($1, $2, $3)`,
      values: [organizationId, id, now],
    })
    for (let start = 0; start < users; start += USERS_AT_ONCE) {
      const length = Math.min(USERS_AT_ONCE, users - start)
      const rows = Array.from({ length }, (_, place) => userRow(start + place, directory))
      await database.query({
        text: `insert into users (organization_id, directory_id, id, position, user_name, user_name_key, external_id, idp_id,
            email_keys, active, attributes, document, version, created_at, updated_at)
          select $1, $2, id, position, idp_id, $2 || idp_id, idp_id, idp_id, '{}', true, attributes, '{}', 1, $4, $4
          from jsonb_to_recordset($3::jsonb) as row (id text, position bigint, idp_id text, attributes jsonb)`,
        values: [organizationId, id, JSON.stringify(rows), now],
      })
    }
  }
  await database.query({ text: 'analyze users' })
  const overlays = createOverlayCache()
  const eventLog = { onNews: () => () => {}, wrote: () => {}, isLeader: () => true }
  const engine = { database, platform, eventLog, onPeopleChanged: createOnPeopleChanged(overlays) }
  return { engine, overlays, organizationId, directoryIds, [Symbol.asyncDispose]: () => database.end() }
}

/** The id of the user of a number in a directory. */
export function userIdAt(index: number, directory: number): string {
  return `directory_user_${String(index).padStart(9, '0')}${directory}`
}

/** What a directory knows of the person of a number: the first the number of the employee, all the address. */
export function userAttributes(index: number, directory: number): JsonObject {
  const of = attributesOf(index)
  return {
    first_name: of.givenName,
    last_name: of.familyName,
    name: of.displayName,
    email: of.mail,
    emails: [{ value: of.mail, primary: true }],
    job_title: of.title,
    username: of.userName,
    custom_attributes: {
      ...(directory < 2 && { employee_number: of.employeeNumber }),
      department_name: of.department,
      division_name: of.division,
      cost_center_name: of.costCenter,
      location: of.location,
      country: of.country,
      time_zone: of.timeZone,
      employment_start_date: of.startDate,
      employee_type: of.type,
      ...(directory === 0 && index > 0 && { manager_id: userIdAt(Math.floor(index / 8), 0) }),
    },
  }
}

function userRow(index: number, directory: number) {
  const attributes = userAttributes(index, directory)
  return { id: userIdAt(index, directory), position: index + 1, idp_id: `u${index}`, attributes }
}

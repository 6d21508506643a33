import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { DirectoryUserFields } from '../../model/directory-user-object.ts'
import type { Json } from '../../model/json.ts'
import type { Database } from '../../store/database.ts'
import type { SearchPage, SearchPlace } from '../../store/search-page.ts'
import { type FoundPeople, type PeopleFilter, searchPeople } from '../../store/search-people.ts'
import type { ApiContext } from '../api-context.ts'
import { type CsvCell, toCsvCells } from '../csv-line.ts'
import { callerOf } from '../doors/caller-of.ts'
import { readQuery } from '../read-query.ts'
import type { RouteDescription } from '../route.ts'
import { readUserFilter, userFilters } from './user-query.ts'

/** The export as documents describe it. */
export const userExportRoute: RouteDescription = {
  method: 'GET',
  path: '/directory_users/export',
  permission: 'directory_users:read',
  summary: 'Gives all people that a search finds as CSV, a line each, those who came first first.',
  answer: 'stream of directory_user',
  query: z.object(userFilters),
}

const columns: readonly (readonly [name: string, of: (user: DirectoryUserFields) => Json | undefined])[] = [
  ['id', ({ id }) => id],
  ['name', ({ attributes }) => attributes.name],
  ['first_name', ({ attributes }) => attributes.first_name],
  ['last_name', ({ attributes }) => attributes.last_name],
  ['username', ({ attributes }) => attributes.username],
  ['email', ({ attributes }) => attributes.email],
  ['state', ({ active }) => (active ? 'active' : 'inactive')],
  ['job_title', ({ attributes }) => attributes.job_title],
  ['department_name', ({ attributes }) => attributes.custom_attributes.department_name],
  ['manager_id', ({ attributes }) => attributes.custom_attributes.manager_id],
  ['employee_number', ({ attributes }) => attributes.custom_attributes.employee_number],
  ['idp_id', ({ idpId }) => idpId],
  ['directory_id', ({ directoryId }) => directoryId],
  ['organization_id', ({ organizationId }) => organizationId],
  ['created_at', ({ createdAt }) => createdAt.toISOString()],
  ['updated_at', ({ updatedAt }) => updatedAt.toISOString()],
]

const peopleAtOnce = 500

/** Adds `GET /directory_users/export`, in a scope that authorizes. */
export function addUserExport(app: FastifyInstance, { database }: ApiContext): void {
  app.get(userExportRoute.path, {
    config: { permission: userExportRoute.permission },
    async handler(request, reply) {
      const filter = await readUserFilter(
        database,
        readQuery(z.object(userFilters), request.query, []),
        callerOf(request),
      )
      reply.type('text/csv; charset=utf-8')
      reply.header('content-disposition', 'attachment; filename="people.csv"')
      const lines = linesOf(database, filter)
      // The first page before the answer begins: a query that fails is an error, not half an export.
      const { value: first } = await lines.next()
      return reply.send(Readable.from(after(first ?? '', lines), { objectMode: false }))
    },
  })
}

/** A page is read when the one before it has gone out: what is in memory does not grow with the number of people. */
async function* linesOf(database: Database, filter: PeopleFilter | null): AsyncGenerator<string, undefined> {
  let heading = toCsvCells(columns.map(([name]) => name))
  let place: SearchPlace | null = null
  do {
    const page: SearchPage = { limit: peopleAtOnce, sort: 'created_at', order: 'asc', after: place, before: null }
    const found: FoundPeople | null = filter && (await searchPeople(database, filter, page))
    yield heading + (found?.records.map(toLine).join('') ?? '')
    heading = ''
    place = found?.after ?? null
  } while (place !== null)
}

function toLine(user: DirectoryUserFields): string {
  return toCsvCells(columns.map(([, of]) => toCell(of(user))))
}

function toCell(value: Json | undefined): CsvCell {
  if (value === undefined || value === null) return null
  return typeof value === 'string' ? value : JSON.stringify(value)
}

async function* after(first: string, rest: AsyncGenerator<string, undefined>): AsyncGenerator<string> {
  yield first
  yield* rest
}

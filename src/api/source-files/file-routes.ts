import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { CsvSettings } from '../../connectors/csv/settings.ts'
import { AppError } from '../../errors.ts'
import type { Directory } from '../../model/directory.ts'
import type { JsonObject } from '../../model/json.ts'
import { setNextRun } from '../../store/connection-schedule.ts'
import { findConnectionState } from '../../store/connections.ts'
import type { Queryable } from '../../store/database.ts'
import { notifySync } from '../../store/notifications.ts'
import {
  keepSourceFile,
  removeAbandonedPieces,
  removeOtherFiles,
  removePieces,
  type SourceFile,
} from '../../store/source-files.ts'
import type { ApiContext } from '../api-context.ts'
import { change } from '../change.ts'
import { callerOf } from '../doors/caller-of.ts'
import { refuseDeleting } from '../lock-directory.ts'
import { openDirectory } from '../organization-scope.ts'
import { readQuery } from '../read-query.ts'
import { originOf } from '../request-origin.ts'
import type { RouteDescription } from '../route.ts'
import { openConnectionOf } from '../sync/open-connection.ts'
import { IdParams, text } from '../validation.ts'
import { receiveFile } from './receive-file.ts'
import { toSourceFileObject } from './source-file-object.ts'

const FileParams = IdParams.extend({
  name: text(200)
    .regex(/^[^/\\]+$/)
    .describe('The name of the file.'),
})

const UploadQuery = z.object({
  sync: z
    .enum(['true', 'false'], 'must be true or false')
    .default('true')
    .describe('`false`: nothing is read yet, because more files follow. Default: `true`.'),
})

/** The upload as documents describe it. */
export const uploadRoute = {
  method: 'PUT',
  path: '/directories/:id/files/:name',
  permission: 'connections:write',
  action: 'source_file.uploaded',
  summary:
    'Uploads a file for a directory of the type `csv`: the body is the file, as `text/csv` or `application/octet-stream`. Then the directory is read.',
  answer: 'source_file',
  params: FileParams,
  query: UploadQuery,
} as const satisfies RouteDescription

const bodyTypes = ['text/csv', 'application/octet-stream', 'text/plain']
const abandonedMs = 24 * 3_600_000

/** Adds the upload of files, in a scope that authorizes: bodies of files are streams there, and read by nobody else. */
export function addFileUpload(app: FastifyInstance, context: ApiContext): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser(bodyTypes, (_request, payload, done) => done(null, payload))
    scope.route({
      method: uploadRoute.method,
      url: uploadRoute.path,
      config: { permission: uploadRoute.permission },
      handler: (request, reply) => upload(context, request, reply),
    })
  })
}

async function upload(context: ApiContext, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { database, platform } = context
  const caller = callerOf(request)
  const params = FileParams.safeParse(request.params)
  if (!params.success)
    throw new AppError('not_found', { what: 'file', id: Object.values(request.params ?? {}).join('/') })
  const query = readQuery(UploadQuery, request.query, [])
  const directory = await openDirectory(context, caller, params.data.id)
  refuseDeleting(directory)
  const { name } = params.data
  const names = await namesOf(context, directory)
  if (!names.includes(name)) throw new AppError('file_not_named', { id: directory.id, names: names.join(', '), name })
  const { organizationId, id: directoryId } = directory
  const now = platform.clock.now()
  await removeAbandonedPieces(database, organizationId, new Date(now.getTime() - abandonedMs))
  const id = platform.newId('source_file', now)
  const received = await receiveFile(
    database,
    { organizationId, id },
    (request.body ?? Readable.from([])) as AsyncIterable<Buffer>,
  )
  const file = { organizationId, directoryId, id, name, ...received, uploadedAt: now }
  try {
    return reply.send(await keep(context, request, { file, names, isLast: query.sync === 'true' }))
  } catch (error) {
    await removePieces(database, organizationId, id)
    throw error
  }
}

/** The files that a directory reads. Others are refused: a file that nobody reads would be waited for in vain. */
async function namesOf(context: ApiContext, directory: Directory): Promise<readonly string[]> {
  const { connection, connector } = await openConnectionOf(context, directory)
  const settings = connection.type === 'csv' ? CsvSettings.safeParse(connection.settings).data : undefined
  if (settings?.source === 'upload') return [settings.users_file, settings.groups_file, settings.memberships_file]
  throw new AppError('file_not_taken', {
    id: directory.id,
    source: settings ? `"${settings.source}"` : connector.title,
  })
}

type Kept = { readonly file: SourceFile; readonly names: readonly string[]; readonly isLast: boolean }

async function keep(
  context: ApiContext,
  request: FastifyRequest,
  { file, names, isLast }: Kept,
): Promise<JsonObject | null> {
  const caller = callerOf(request)
  const { organizationId, directoryId } = file
  const origin = { ...originOf(request, caller, uploadRoute.action), replayed() {} }
  const cause = { source: origin.source, actorId: caller.id, requestId: request.id } as const
  const answer = await change(context, { cause, origin }, async (transaction) => {
    // The directory may have been deleted while the file came.
    const state = await findConnectionState(transaction, file, { lock: true })
    if (!state) throw new AppError('not_found', { what: 'directory', id: directoryId })
    const before = await keepSourceFile(transaction, file)
    await removeOtherFiles(transaction, file, names)
    if (isLast) await askForRun(transaction, file)
    const after = toSourceFileObject(file)
    const target = { type: 'directory', id: directoryId, organizationId }
    return { answer: after, target, before: before && toSourceFileObject(before), after }
  })
  if (isLast) context.sync.wake()
  return answer
}

async function askForRun(on: Queryable, { organizationId, directoryId, uploadedAt }: SourceFile): Promise<void> {
  await setNextRun(on, { organizationId, directoryId }, { at: uploadedAt, kind: null, trigger: 'manual' })
  await notifySync(on)
}

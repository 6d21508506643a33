import { z } from 'zod'
import { AppError } from '../../errors.ts'
import { isPulled } from '../../model/connection.ts'
import type { DirectoryToken } from '../../model/directory.ts'
import { toDirectoryTokenObject } from '../../model/directory-token-object.ts'
import type { JsonObject } from '../../model/json.ts'
import { listDirectoryTokens } from '../../store/directory-tokens.ts'
import { type Changed, change } from '../change.ts'
import { addDirectoryToken } from '../create-directory-token.ts'
import { endDirectoryToken } from '../end-directory-token.ts'
import { listQuery, toListObject, toListPage } from '../list-query.ts'
import { openDirectory } from '../organization-scope.ts'
import { defineRoute } from '../route.ts'
import { ExpiresInDays, IdParams, ObjectId, wholeNumber } from '../validation.ts'

const createOne = defineRoute({
  method: 'POST',
  path: '/directories/:id/tokens',
  permission: 'directories:write',
  action: 'directory_token.created',
  summary: 'Makes one more bearer token for a directory; it is shown this once.',
  answer: 'directory_token, with `bearer_token`',
  status: 201,
  params: IdParams,
  body: z.object({ expires_in_days: ExpiresInDays.nullish().describe('1 to 3650; else it never ends.') }),
  async handle(request, context) {
    const { params, body, caller, cause } = request
    const { platform } = context
    const directory = await openDirectory(context, caller, params.id)
    if (isPulled(directory)) throw new AppError('directory_is_pulled', { id: directory.id })
    return change(context, request, async (transaction) => {
      const days = body.expires_in_days ?? null
      const { token, secret } = await addDirectoryToken({ transaction, platform, cause }, directory, days)
      const after = toTokenObject(token)
      return { answer: { ...after, bearer_token: secret }, before: null, after, ...placesOf(token) }
    })
  },
})

const listAll = defineRoute({
  method: 'GET',
  path: '/directories/:id/tokens',
  permission: 'directories:read',
  summary: 'Lists the bearer tokens of a directory, revoked and expired ones too.',
  answer: 'list of directory_token',
  params: IdParams,
  query: z.object(listQuery),
  async handle({ params, query, caller }, context) {
    const { organizationId, id: directoryId } = await openDirectory(context, caller, params.id)
    const tokens = await listDirectoryTokens(context.database, { organizationId, directoryId }, toListPage(query))
    return toListObject(tokens, query, toTokenObject)
  },
})

const revokeOne = defineRoute({
  method: 'DELETE',
  path: '/directories/:id/tokens/:token_id',
  permission: 'directories:write',
  action: 'directory_token.revoked',
  summary: 'Revokes a bearer token at once, or lets it end so many seconds later.',
  answer: 'directory_token',
  params: IdParams.extend({ token_id: ObjectId.describe('The id of the token.') }),
  query: z.object({
    in_seconds: wholeNumber(0, 7_776_000)
      .default(0)
      .describe(
        'When it ends, 0 to 7776000 (90 days), so that its successor can be put in place. Default: 0, at once.',
      ),
  }),
  async handle(request, context) {
    const { params, query, caller, cause } = request
    const { platform } = context
    const { organizationId, id: directoryId } = await openDirectory(context, caller, params.id)
    const ref = { organizationId, directoryId, id: params.token_id }
    const ended = await change(context, request, async (transaction) => {
      const token = await endDirectoryToken({ transaction, platform, cause }, ref, query.in_seconds)
      if (!token) throw new AppError('not_found', { what: 'token', id: params.token_id })
      const answer = toTokenObject(token.after)
      return { answer, before: toTokenObject(token.before), after: answer, ...placesOf(token.after) }
    })
    context.directoryTokens.clear()
    return ended
  },
})

/** The routes of a directory's bearer tokens. */
export const directoryTokenRoutes = [createOne, listAll, revokeOne]

/** What a change of the token changes for the audit log, and the stream that tells of it. */
function placesOf({ id, organizationId, directoryId }: DirectoryToken): Pick<Changed, 'target' | 'stream'> {
  return {
    target: { type: 'directory_token', id, organizationId },
    stream: { organizationId, streamId: directoryId },
  }
}

function toTokenObject(token: DirectoryToken): JsonObject {
  return {
    ...toDirectoryTokenObject(token),
    expires_at: token.expiresAt?.toISOString() ?? null,
    last_used_at: token.lastUsedAt?.toISOString() ?? null,
    revoked_at: token.revokedAt?.toISOString() ?? null,
  }
}

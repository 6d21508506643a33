import type { CreateUser } from '../../directory/commands.ts'
import { AppError } from '../../errors.ts'
import type { User, UserWithGroups } from '../../model/user.ts'
import { isId } from '../authenticate.ts'
import {
  deletionPreconditions,
  demandedVersion,
  hasVersion,
  refuseKnownVersion,
  requireDemandedVersion,
} from '../etag.ts'
import { type ListQuery, parseListQuery } from '../list-query.ts'
import { nothing, type ScimAnswer, type ScimOperation } from '../operation.ts'
import { applyPatch } from '../patch/apply-patch.ts'
import { readPatch } from '../patch/read-patch.ts'
import { withImmutableValues } from '../resource/immutable-values.ts'
import { type Projection, parseProjection } from '../resource/projection.ts'
import { readResource } from '../resource/read-resource.ts'
import { toUserContent, withActivity, withKeptActivity } from '../resource/user-content.ts'
import { parseWriteProjection } from '../resource/write-projection.ts'
import { writeUser } from '../resource/write-resource.ts'
import { shownUserWriter } from '../resource/write-shown-user.ts'
import { commandBase, type ScimRequest } from '../scim-request.ts'
import { answerLists, type List, written } from './read-lists.ts'
import { type PreparedWrite, preparedWrite, type ResourceOperations } from './resource-operations.ts'

/** The operations on users (RFC 7644 section 3). */
export const userOperations: ResourceOperations = {
  list: listUsers,
  find: findUser,
  create: createUser,
  replace: replaceUser,
  patch: patchUser,
  remove: deleteUser,
}

async function listUsers(scim: ScimRequest, { query }: ScimOperation): Promise<ScimAnswer> {
  return answerLists([userList(scim, parseListQuery(query, typeOf(scim), scim.reading))], { ...query, path: '/Users' })
}

/** The users that a query is about, page by page. */
export function userList({ context, directory, baseUrl }: ScimRequest, query: ListQuery): List {
  const write = shownUserWriter({ baseUrl, projection: query.projection })
  return {
    name: 'users',
    query,
    byIndex: async (page) => written(await context.reader.listUsers(directory, page), write),
    after: async (page) => written(await context.reader.listUsersAfter(directory, page), write),
  }
}

async function findUser(scim: ScimRequest, operation: ScimOperation, id: string): Promise<ScimAnswer> {
  const projection = parseProjection(operation.query, typeOf(scim))
  const user = await scim.context.reader.findUser(scim.directory, userId(id))
  if (!user) throw new AppError('user_not_found', { id })
  requireDemandedVersion(operation, user.version)
  if (hasVersion(operation, user.version)) return nothing(304, user.version)
  const { baseUrl } = scim
  const body = shownUserWriter({ baseUrl, projection })(user)
  return { status: 200, body, location: locationOf(scim, user), version: user.version }
}

function createUser(scim: ScimRequest, operation: ScimOperation): PreparedWrite {
  const { document } = readResource(operation.body, typeOf(scim), scim.reading)
  const projection = parseWriteProjection(operation.query, typeOf(scim), document)
  const content = toUserContent(withActivity(document))
  const command = { ...commandBase(scim, operation), ...returningUsers(scim), type: 'create_user', content } as const
  return preparedWrite(command, ({ user }) => userAnswer(scim, { status: 201, user, projection }))
}

/** Which users a POST may bring back in this dialect; noted only if it does. */
function returningUsers({ dialect: { tolerances }, reading }: ScimRequest): Pick<CreateUser, ReturnOptions> {
  return {
    rehire: tolerances.has('rehired_identity'),
    reactivate: tolerances.has('create_reactivates'),
    onReturn: (how) => reading.fired.add(how === 'rehired' ? 'rehired_identity' : 'create_reactivates'),
  }
}

type ReturnOptions = 'rehire' | 'reactivate' | 'onReturn'

function replaceUser(scim: ScimRequest, operation: ScimOperation, id: string): PreparedWrite {
  const { document } = readResource(operation.body, typeOf(scim), scim.reading)
  return updateUser(scim, operation, {
    id,
    sent: document,
    change: (stored) => withImmutableValues(withKeptActivity(document, stored.document), stored.document, typeOf(scim)),
  })
}

function patchUser(scim: ScimRequest, operation: ScimOperation, id: string): PreparedWrite {
  const resourceType = typeOf(scim)
  const operations = readPatch(operation.body, resourceType, scim.reading)
  return updateUser(scim, operation, {
    id,
    sent: operations,
    change: (stored) => applyPatch(stored.document, operations, { ...scim.reading, resourceType, id }),
  })
}

type Update = {
  readonly id: string
  readonly sent: Parameters<typeof parseWriteProjection>[2]
  readonly change: (stored: User) => User['document']
}

function updateUser(scim: ScimRequest, operation: ScimOperation, { id, sent, change }: Update): PreparedWrite {
  const projection = parseWriteProjection(operation.query, typeOf(scim), sent)
  return preparedWrite(
    {
      ...commandBase(scim, operation),
      type: 'update_user',
      id: userId(id),
      ifVersion: demandedVersion(operation),
      change: (stored) => {
        refuseKnownVersion(operation, stored.version)
        return toUserContent(change(stored), stored.inactiveSince === null)
      },
    },
    ({ user }) => userAnswer(scim, { status: 200, user, projection }),
  )
}

function deleteUser(scim: ScimRequest, operation: ScimOperation, id: string): PreparedWrite {
  const target = { id: userId(id), ...deletionPreconditions(operation) }
  return preparedWrite({ ...commandBase(scim, operation), ...target, type: 'delete_user' }, () => nothing(204))
}

type Shown = { readonly status: 200 | 201; readonly user: UserWithGroups; readonly projection: Projection }

function userAnswer(scim: ScimRequest, { status, user, projection }: Shown): ScimAnswer {
  const body = writeUser(user, { baseUrl: scim.baseUrl, projection })
  return { status, body, location: locationOf(scim, user), version: user.version }
}

function locationOf({ baseUrl }: ScimRequest, { id }: { readonly id: string }): string {
  return `${baseUrl}/Users/${id}`
}

function typeOf({ session }: ScimRequest) {
  return session.resourceTypes.user
}

function userId(id: string): string {
  if (!isId(id)) throw new AppError('user_not_found', { id })
  return id
}

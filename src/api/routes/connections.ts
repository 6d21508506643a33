import { z } from 'zod'
import { AppError } from '../../errors.ts'
import { type Caller, isAllowed } from '../../model/api-key.ts'
import { type Connection, Scope } from '../../model/connection.ts'
import type { JsonObject } from '../../model/json.ts'
import type { Queryable } from '../../store/database.ts'
import { notifySync } from '../../store/notifications.ts'
import { createConnectionSealer } from '../../sync/connection-secrets.ts'
import { findWakeUpSecret, makeWakeUpSecret, wakeUpUrl } from '../../sync/wake-up-secret.ts'
import type { ApiContext } from '../api-context.ts'
import { type Changed, change } from '../change.ts'
import { openDirectory } from '../organization-scope.ts'
import { defineRoute } from '../route.ts'
import { changeConnection } from '../sync/change-connection.ts'
import { checkConnection, toCheckReportObject, withoutSamples } from '../sync/check-connection.ts'
import { ConnectionBody, MappingBody, ScopeBody } from '../sync/connection-body.ts'
import { toConnectionObject } from '../sync/connection-object.ts'
import { fillConnection } from '../sync/fill-connection.ts'
import { type OpenedConnection, openConnection, openConnectionToUse } from '../sync/open-connection.ts'
import { previewDirectory } from '../sync/preview-directory.ts'
import { previewMappingOf, previewScopeOf } from '../sync/preview-people.ts'
import { IdParams, text } from '../validation.ts'

const path = '/directories/:id/connection'

const getOne = defineRoute({
  method: 'GET',
  path,
  permission: 'connections:read',
  summary:
    'Gives how a directory is connected to the source that Muster reads, without secrets. `wake_up_url` is for keys with `connections:write`.',
  answer: 'connection',
  params: IdParams,
  async handle({ params, caller }, context) {
    const opened = await openConnection(context, caller, params.id)
    const secret = await secretFor(caller, { context, on: context.database }, opened.connection)
    return show(context, opened, secret)
  },
})

const updateOne = defineRoute({
  method: 'PUT',
  path,
  permission: 'connections:write',
  action: 'connection.updated',
  summary:
    'Changes a connection: what is given; what is left out stays. With another setting, mapping or scope everybody is looked at anew, by a full run.',
  answer: 'connection',
  params: IdParams,
  body: ConnectionBody,
  async handle(request, context) {
    const { params, body, caller } = request
    const opened = await openConnectionToUse(context, caller, params.id)
    const answer = await change(context, request, async (transaction) => {
      const changed = await changeConnection({ context, transaction }, opened, body)
      const secret = await findWakeUpSecret(transaction, context.secretKey, opened.connection)
      const before = show(context, { ...opened, connection: changed.before }, null)
      const after = show(context, { ...opened, connection: changed.after }, null)
      const answer = show(context, { ...opened, connection: changed.after }, secret)
      return { answer, target: targetOf(opened.connection), before, after }
    })
    context.sync.wake()
    return answer
  },
})

const checkOne = defineRoute({
  method: 'POST',
  path: `${path}/check`,
  permission: 'connections:write',
  action: 'connection.checked',
  summary: 'Looks at what the credential really sees at the source, also with settings that are not stored.',
  answer: 'check_report',
  params: IdParams,
  body: ConnectionBody.pick({ settings: true }),
  async handle(request, context) {
    const { params, body, caller } = request
    const { connection, connector } = await openConnectionToUse(context, caller, params.id)
    const sealer = createConnectionSealer(context.secretKey)
    const filled = fillConnection({ connector, sealer, stored: connection }, body)
    const report = await checkConnection(context, { ...connection, ...filled })
    return looked(context, request, { connection, answer: toCheckReportObject(report), noted: withoutSamples(report) })
  },
})

const makeWakeUps = defineRoute({
  method: 'POST',
  path: `${path}/wake_ups`,
  permission: 'connections:write',
  action: 'connection.wake_ups_made',
  summary:
    'Makes the address at which the source tells of changes, `wake_up_url`, or another one: the one before is taken no more.',
  answer: 'connection',
  params: IdParams,
  async handle(request, context) {
    const { params, caller } = request
    const opened = await openConnectionToUse(context, caller, params.id)
    const { connection, connector } = opened
    if (!connector.wakeUps) throw new AppError('no_wake_ups', { type: connector.type })
    const at = context.platform.clock.now()
    return change(context, request, async (transaction) => {
      const secret = await makeWakeUpSecret(transaction, context.secretKey, { ...connection, at })
      await notifySync(transaction)
      const after = show(context, opened, null)
      return { answer: show(context, opened, secret), target: targetOf(connection), before: after, after }
    })
  },
})

const previewMapping = defineRoute({
  method: 'POST',
  path: '/directories/:id/mapping/preview',
  permission: 'connections:write',
  action: 'connection.mapping_previewed',
  summary: 'Shows what a mapping makes of the first people whom a search finds at the source. Nothing is changed.',
  answer: 'mapping_preview',
  params: IdParams,
  body: z.object({
    search: text(200).default('').describe('A part of a name, login or e-mail address. Default: anybody.'),
    mapping: MappingBody.optional().describe('Lines that are not stored, instead of those that are.'),
  }),
  async handle(request, context) {
    const { params, body, caller } = request
    const opened = await openConnectionToUse(context, caller, params.id)
    const mapping = body.mapping ?? opened.connection.mapping
    const answer = await previewMappingOf(context, opened, { search: body.search, mapping })
    const noted = { search: body.search, mapping: mapping.map((line) => ({ ...line })) }
    return looked(context, request, { connection: opened.connection, answer, noted })
  },
})

const previewScope = defineRoute({
  method: 'POST',
  path: '/directories/:id/scope/preview',
  permission: 'connections:write',
  action: 'connection.scope_previewed',
  summary: 'Shows who of the first people whom a search finds is in a scope, and why. Nothing is changed.',
  answer: 'scope_preview',
  params: IdParams,
  body: z.object({
    search: text(200).default('').describe('A part of a name, login or e-mail address. Default: anybody.'),
    scope: ScopeBody.optional().describe('What is not stored; what is left out of it is as stored.'),
    limit: z.int().min(1).max(200).default(20).describe('How many people are looked at, 1 to 200. Default: 20.'),
  }),
  async handle(request, context) {
    const { params, body, caller } = request
    const opened = await openConnectionToUse(context, caller, params.id)
    const scope = Scope.parse({ ...opened.connection.scope, ...body.scope })
    const answer = await previewScopeOf(context, opened, { search: body.search, scope, limit: body.limit })
    const noted = { search: body.search, scope: { ...scope } }
    return looked(context, request, { connection: opened.connection, answer, noted })
  },
})

const previewOne = defineRoute({
  method: 'POST',
  path: '/directories/:id/preview',
  permission: 'connections:write',
  action: 'connection.previewed',
  summary:
    'Says in numbers what a run would do, from a reading of the source that ends after 5,000 people or 15 seconds: see [preview](sync.md#preview). Nothing is changed.',
  answer: 'directory_preview',
  params: IdParams,
  body: z.object({
    mapping: MappingBody.optional().describe('Lines that are not stored, instead of those that are.'),
    scope: ScopeBody.optional().describe('What is not stored; what is left out of it is as stored.'),
  }),
  async handle(request, context) {
    const { params, body, caller } = request
    const opened = await openConnectionToUse(context, caller, params.id)
    const { connection } = opened
    const directory = await openDirectory(context, caller, params.id)
    const mapping = body.mapping ?? connection.mapping
    const scope = Scope.parse({ ...connection.scope, ...body.scope })
    const answer = await previewDirectory(context, { opened, directory, mapping, scope })
    const noted = { mapping: mapping.map((line) => ({ ...line })), scope: { ...scope } }
    return looked(context, request, { connection, answer, noted })
  },
})

/** The routes of connections. */
export const connectionRoutes = [getOne, updateOne, checkOne, makeWakeUps, previewMapping, previewScope, previewOne]

/** The secret of the address for notifications, for those only who may make another one: it lets anybody have the source read. */
async function secretFor(
  { scopes }: Caller,
  { context, on }: { readonly context: ApiContext; readonly on: Queryable },
  connection: Connection,
): Promise<string | null> {
  return isAllowed(scopes, 'connections:write') ? findWakeUpSecret(on, context.secretKey, connection) : null
}

/** A connection as it is shown; the audit log gets it without the `secret` of its address. */
function show(
  { secretKey, publicUrl }: ApiContext,
  { connector, connection }: OpenedConnection,
  secret: string | null,
): JsonObject {
  const url = secret === null ? null : wakeUpUrl(publicUrl(), connection, secret)
  return toConnectionObject({ connector, sealer: createConnectionSealer(secretKey) }, connection, url)
}

function targetOf({ directoryId, organizationId }: Connection): Changed['target'] {
  return { type: 'connection', id: directoryId, organizationId }
}

type Looked = { readonly connection: Connection; readonly answer: JsonObject; readonly noted: JsonObject }

/** Notes that somebody has looked at people of a source: nothing has changed, but it is not nothing. */
function looked(
  context: ApiContext,
  request: Parameters<typeof change>[1],
  { connection, answer, noted }: Looked,
): Promise<JsonObject | null> {
  return change(context, request, async () => ({ answer, target: targetOf(connection), before: null, after: noted }))
}

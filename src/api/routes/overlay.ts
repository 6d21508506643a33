import { z } from 'zod'
import type { OverlayWork } from '../../as-code/apply/write-object-changes.ts'
import { readDrift } from '../../as-code/drift/read-drift.ts'
import {
  createObject,
  deleteObject,
  type ObjectEdit,
  type ObjectKey,
  restoreObject,
  revertObject,
  updateObject,
} from '../../as-code/objects/change-object.ts'
import { parseObject } from '../../as-code/objects/parse-edited.ts'
import { AppError } from '../../errors.ts'
import type { AuditAction } from '../../model/audit-entry.ts'
import type { JsonObject } from '../../model/json.ts'
import { type DocumentKind, documentKinds } from '../../model/overlay/document.ts'
import { listOverlayObjects } from '../../store/overlay/list-objects.ts'
import { findOverlayObject } from '../../store/overlay/read-objects.ts'
import type { ApiContext } from '../api-context.ts'
import { revertConnection } from '../as-code/apply-directories.ts'
import { exportOverlay } from '../as-code/export-overlay.ts'
import { toFullOverlayObject } from '../as-code/overlay-object.ts'
import { change } from '../change.ts'
import { listQuery, toListObject, toListPage } from '../list-query.ts'
import { openOrganization } from '../organization-scope.ts'
import { defineRoute, type RouteRequest } from '../route.ts'
import { IdParams, text } from '../validation.ts'

const path = '/organizations/:id/overlay/objects'
const Kind = z.enum(Object.keys(documentKinds) as [DocumentKind, ...DocumentKind[]])
const Cursor = text(200).regex(/^[A-Za-z]+\.[a-z0-9-]+$/, 'must be a cursor of this list')
const OneParams = IdParams.extend({
  kind: Kind.describe('`Team`, `Group`, …'),
  object_id: text(63).min(1).describe('The id of the object within its kind.'),
})
const AnyDocument = z.record(z.string().max(100), z.json())

const listAll = defineRoute({
  method: 'GET',
  path,
  permission: 'overlay:read',
  summary: 'Lists the objects of the overlay: teams, groups, org units, policies, settings.',
  answer: 'list of overlay_object',
  params: IdParams,
  query: z.object({
    ...listQuery,
    order: listQuery.order.unwrap().default('asc').describe('`asc` or `desc`. Default: `asc`.'),
    after: Cursor.optional().describe('The `<kind>.<id>` after which the page begins.'),
    before: Cursor.optional().describe('The `<kind>.<id>` before which the page ends.'),
    kinds: Kind.array().optional().describe('Only objects of these kinds.'),
    deleted: z
      .enum(['true', 'false'])
      .default('false')
      .describe('Those that were deleted and can be restored. Default: false.'),
  }),
  lists: ['kinds'],
  async handle({ params, query, caller }, context) {
    const { id: organizationId } = await openOrganization(context, caller, params.id)
    const filter = { organizationId, kinds: query.kinds ?? null, deleted: query.deleted === 'true' }
    const listed = await listOverlayObjects(context.database, filter, toListPage(query))
    return toListObject(listed, query, toFullOverlayObject)
  },
})

const getOne = defineRoute({
  method: 'GET',
  path: `${path}/:kind/:object_id`,
  permission: 'overlay:read',
  summary: 'Gives one object of the overlay; one that was deleted, too, while it can be restored.',
  answer: 'overlay_object',
  params: OneParams,
  async handle({ params, caller }, context) {
    const { id: organizationId } = await openOrganization(context, caller, params.id)
    const { kind, object_id: id } = params
    const object = await findOverlayObject(context.database, organizationId, { kind, id })
    if (!object) throw new AppError('not_found', { what: kind, id })
    return toFullOverlayObject(object)
  },
})

const createOne = defineRoute({
  method: 'POST',
  path,
  permission: 'overlay:write',
  action: 'overlay_object.created',
  summary: 'Makes an object that no file declares.',
  answer: 'overlay_object',
  status: 201,
  params: IdParams,
  body: z.object({ document: AnyDocument.describe('As a file would declare it: `kind`, `id` and the rest.') }),
  async handle(request, context) {
    const document = parseObject(request.body.document)
    if (document.kind === 'Settings' || document.kind === 'Test') {
      throw new AppError('invalid_request', {
        detail: `Documents of the kind ${document.kind} are written in files only.`,
      })
    }
    return edit(request, context, { key: document, work: (work) => createObject(work, document) })
  },
})

const updateOne = defineRoute({
  method: 'PATCH',
  path: `${path}/:kind/:object_id`,
  permission: 'overlay:write',
  action: 'overlay_object.updated',
  summary: 'Changes keys of an object. Those that a file declares are refused with 409 unless `override` is set.',
  answer: 'overlay_object',
  params: OneParams,
  body: z.object({
    document: AnyDocument.describe('The keys that change; null takes one away.'),
    override: z
      .boolean()
      .default(false)
      .describe(
        'Changes what a file declares, too, for what cannot wait. It is drift until the file says it. Default: false.',
      ),
  }),
  async handle(request, context) {
    const { document: keys, override } = request.body
    return editOne(request, context, (work, key) => updateObject(work, key, { keys, override }))
  },
})

const deleteOne = defineRoute({
  method: 'DELETE',
  path: `${path}/:kind/:object_id`,
  permission: 'overlay:write',
  action: 'overlay_object.deleted',
  summary: 'Deletes an object that no file declares. It can be restored for 30 days.',
  answer: 'overlay_object',
  params: OneParams,
  handle: (request, context) => editOne(request, context, deleteObject),
})

type Deed = (work: OverlayWork, key: ObjectKey, context: ApiContext) => Promise<ObjectEdit>

function deed(name: 'restore' | 'revert', action: AuditAction, { summary, work }: { summary: string; work: Deed }) {
  return defineRoute({
    method: 'POST',
    path: `${path}/:kind/:object_id/${name}`,
    permission: 'overlay:write',
    action,
    summary,
    answer: 'overlay_object',
    params: OneParams,
    handle: (request, context) => editOne(request, context, work),
  })
}

const listDrift = defineRoute({
  method: 'GET',
  path: '/organizations/:id/drift',
  permission: 'overlay:read',
  summary:
    'Lists what holds otherwise than files declare it: keys that were changed by the API or a screen, members by hand.',
  answer: 'list of overlay_drift',
  params: IdParams,
  async handle({ params, caller }, context) {
    const { id } = await openOrganization(context, caller, params.id)
    const drift = await readDrift(context.database, id)
    const data = drift.map((one) => ({ object: 'overlay_drift', ...one }))
    return { object: 'list', data, list_metadata: { before: null, after: null } }
  },
})

const exportAll = defineRoute({
  method: 'GET',
  path: '/organizations/:id/overlay/export',
  permission: 'overlay:read',
  summary: 'Gives the files that would declare what is in effect now: a plan of them is empty.',
  answer: 'overlay_export',
  params: IdParams,
  async handle({ params, caller }, context) {
    return exportOverlay(context.database, await openOrganization(context, caller, params.id))
  },
})

/** The routes of what an organization writes: its objects, and what differs from the files. */
export const overlayRoutes = [
  listAll,
  getOne,
  createOne,
  updateOne,
  deleteOne,
  deed('restore', 'overlay_object.restored', {
    summary: 'Brings a deleted object back, with who was added by hand. No file declares it until one does again.',
    work: restoreObject,
  }),
  deed('revert', 'overlay_object.reverted', {
    summary: 'Puts what a file declares of an object back into effect; of a directory, its connection too.',
    work: revertWhole,
  }),
  listDrift,
  exportAll,
]

type OneRequest = RouteRequest<z.output<typeof OneParams>, unknown, unknown>

function editOne(request: OneRequest, context: ApiContext, work: Deed): Promise<JsonObject | null> {
  const { kind, object_id: id } = request.params
  return edit(request, context, { key: { kind, id }, work: (on) => work(on, { kind, id }, context) })
}

/** A document says something of its connection, too, which is no part of the object. */
async function revertWhole(work: OverlayWork, key: ObjectKey, context: ApiContext): Promise<ObjectEdit> {
  const edited = await revertObject(work, key)
  await revertConnection(context, work, edited.after)
  return edited
}

type Editing = { readonly key: ObjectKey; work(work: OverlayWork): Promise<ObjectEdit> }

async function edit(
  request: RouteRequest<{ readonly id: string }, unknown, unknown>,
  context: ApiContext,
  { key, work }: Editing,
): Promise<JsonObject | null> {
  const { id: organizationId } = await openOrganization(context, request.caller, request.params.id)
  const answer = await change(context, request, async (transaction) => {
    const { before, after } = await work({
      transaction,
      platform: context.platform,
      organizationId,
      cause: request.cause,
    })
    const shown = toFullOverlayObject(after)
    const target = { type: 'overlay_object', id: `${key.kind}/${key.id}`, organizationId }
    const stream = { organizationId, streamId: organizationId }
    return { answer: shown, target, before: before && toFullOverlayObject(before), after: shown, stream }
  })
  context.memberships.wake()
  return answer
}

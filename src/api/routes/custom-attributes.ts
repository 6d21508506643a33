import { z } from 'zod'
import { AppError } from '../../errors.ts'
import {
  type CustomAttribute,
  CustomAttributeForm,
  CustomAttributeType,
  customAttributeLimit,
  customAttributeNameProblem,
} from '../../model/custom-attribute.ts'
import type { JsonObject } from '../../model/json.ts'
import { deleteCustomAttribute, putCustomAttribute, readCustomAttributes } from '../../store/custom-attributes.ts'
import type { Queryable } from '../../store/database.ts'
import { notifySync } from '../../store/notifications.ts'
import { lockOrganization } from '../../store/organizations.ts'
import { remapConnections } from '../../store/remap-connections.ts'
import { change } from '../change.ts'
import { emptyListed, listQuery, toListObject } from '../list-query.ts'
import { openOrganization } from '../organization-scope.ts'
import { defineRoute } from '../route.ts'
import { IdParams, RequestInvalid, text } from '../validation.ts'

const path = '/organizations/:id/custom_attributes'
const OneParams = IdParams.extend({ name: text(63).describe('The name of the attribute.') })

const listAll = defineRoute({
  method: 'GET',
  path,
  permission: 'organizations:read',
  summary: 'Lists the custom attributes that an organization has declared, by name. All are on one page.',
  answer: 'list of custom_attribute',
  params: IdParams,
  query: z.object(listQuery),
  async handle({ params, query, caller }, { database }) {
    const { id } = await openOrganization({ database }, caller, params.id)
    const records = await readCustomAttributes(database, id)
    return toListObject({ ...emptyListed, records }, query, toCustomAttributeObject)
  },
})

const putOne = defineRoute({
  method: 'PUT',
  path: `${path}/:name`,
  permission: 'organizations:write',
  action: 'custom_attribute.declared',
  summary: 'Declares a custom attribute, or declares it anew: directories that map it look at everybody again.',
  answer: 'custom_attribute',
  params: OneParams,
  body: z.object({
    type: CustomAttributeType.describe('`text`, `number`, `boolean`, `date`, `email`, `phone` or `list`.'),
    form: CustomAttributeForm.default('none').describe('`none`, `trim`, `lowercase` or `nfc`. Default: `none`.'),
    description: text(500).nullable().default(null).describe('At most 500 characters.'),
  }),
  async handle(request, context) {
    const { params, body, caller } = request
    const { id: organizationId } = await openOrganization(context, caller, params.id)
    const problem = customAttributeNameProblem(params.name)
    if (problem) throw new RequestInvalid([{ code: 'invalid_format', field: 'name', message: `name ${problem}` }])
    const at = context.platform.clock.now()
    const answer = await change(context, request, async (transaction) => {
      const before = await findOrRoom(transaction, organizationId, params.name)
      const wanted = { organizationId, name: params.name, ...body, createdAt: at, updatedAt: at }
      const after = await putCustomAttribute(transaction, wanted)
      if (before && (before.type !== after.type || before.form !== after.form)) await remap(transaction, after)
      return toChanged(before, after)
    })
    context.sync.wake()
    return answer
  },
})

const deleteOne = defineRoute({
  method: 'DELETE',
  path: `${path}/:name`,
  permission: 'organizations:write',
  action: 'custom_attribute.deleted',
  summary: 'Takes back the declaration of a custom attribute. Lines of mappings for it do nothing from then on.',
  status: 204,
  params: OneParams,
  async handle(request, context) {
    const { params, caller } = request
    const { id: organizationId } = await openOrganization(context, caller, params.id)
    await change(context, request, async (transaction) => {
      const all = await lockAttributes(transaction, organizationId)
      const before = all.find(({ name }) => name === params.name)
      if (!before) throw new AppError('not_found', { what: 'custom attribute', id: params.name })
      await deleteCustomAttribute(transaction, before)
      await remap(transaction, { ...before, updatedAt: context.platform.clock.now() })
      return { ...toChanged(before, null), answer: null }
    })
    context.sync.wake()
    return null
  },
})

/** The routes of an organization's custom attributes. */
export const customAttributeRoutes = [listAll, putOne, deleteOne]

/** The attributes as they are, with nobody else declaring any until the transaction ends. */
async function lockAttributes(on: Queryable, organizationId: string): Promise<CustomAttribute[]> {
  await lockOrganization(on, organizationId)
  return readCustomAttributes(on, organizationId)
}

/** The attribute with this name, or null where there is room for one more. */
async function findOrRoom(on: Queryable, organizationId: string, name: string): Promise<CustomAttribute | null> {
  const all = await lockAttributes(on, organizationId)
  const found = all.find((attribute) => attribute.name === name)
  if (found || all.length < customAttributeLimit) return found ?? null
  throw new AppError('too_many_custom_attributes', { limit: customAttributeLimit })
}

async function remap(on: Queryable, { organizationId, name, updatedAt }: CustomAttribute): Promise<void> {
  const count = await remapConnections(on, { organizationId, target: `custom_attributes.${name}`, at: updatedAt })
  if (count > 0) await notifySync(on)
}

function toChanged(before: CustomAttribute | null, after: CustomAttribute | null) {
  const [shownBefore, shownAfter] = [before && toCustomAttributeObject(before), after && toCustomAttributeObject(after)]
  const { organizationId, name } = after ?? before ?? { organizationId: '', name: '' }
  const target = { type: 'custom_attribute', id: name, organizationId }
  return { answer: shownAfter, target, before: shownBefore, after: shownAfter }
}

function toCustomAttributeObject(attribute: CustomAttribute): JsonObject {
  return {
    object: 'custom_attribute',
    organization_id: attribute.organizationId,
    name: attribute.name,
    type: attribute.type,
    form: attribute.form,
    description: attribute.description,
    created_at: attribute.createdAt.toISOString(),
    updated_at: attribute.updatedAt.toISOString(),
  }
}

import type { Json } from '../../model/json.ts'
import { bodyObject, type ScimAnswer, type ScimOperation } from '../operation.ts'
import { groupOperations } from '../operations/group-operations.ts'
import type { PreparedWrite, ResourceOperations } from '../operations/resource-operations.ts'
import { userOperations } from '../operations/user-operations.ts'
import type { ResourceType, ResourceTypes } from '../schema/resource-type.ts'
import type { ScimRequest } from '../scim-request.ts'
import { toScim2Path } from './scim2-names.ts'
import { toScim1List, toScim1Resource } from './to-scim1-resource.ts'
import { toScim2Body } from './to-scim2-body.ts'
import { toScim2Filter } from './to-scim2-filter.ts'
import { toScim2Patch } from './to-scim2-patch.ts'

/** The operations on users, spoken in SCIM 1.1. */
export const scim1UserOperations: ResourceOperations = inScim1(userOperations, 'user')

/** The operations on groups, spoken in SCIM 1.1. */
export const scim1GroupOperations: ResourceOperations = inScim1(groupOperations, 'group')

/** The operations of SCIM 2.0 with a translation before and after: there is one engine, and it speaks 2.0. */
function inScim1(operations: ResourceOperations, kind: keyof ResourceTypes): ResourceOperations {
  const typeOf = ({ session }: ScimRequest) => session.resourceTypes[kind]
  const translated = (scim: ScimRequest, operation: ScimOperation): ScimOperation => {
    const query = toScim2Query(operation.query, typeOf(scim))
    return { ...operation, query, body: toScim2Body(operation.body, typeOf(scim)) as Json, received: operation.body }
  }
  return {
    list: async (scim, operation) => {
      const answer = await operations.list(scim, translated(scim, operation))
      const body = bodyObject(answer)
      return { ...answer, body: body && toScim1List(body) }
    },
    find: async (scim, operation, id) => toScim1Answer(await operations.find(scim, translated(scim, operation), id)),
    create: (scim, operation) => answeredInScim1(operations.create(scim, translated(scim, operation))),
    replace: (scim, operation, id) => answeredInScim1(operations.replace(scim, translated(scim, operation), id)),
    patch: (scim, operation, id) => {
      const body = toScim2Patch(operation.body, { resourceType: typeOf(scim), id, reading: scim.reading })
      return answeredInScim1(operations.patch(scim, { ...translated(scim, operation), body }, id))
    },
    // SCIM Protocol 1.1, section 3.4 answers 200 where 2.0 answers 204.
    remove: (scim, operation, id) => ({
      ...operations.remove(scim, operation, id),
      answer: () => ({ status: 200, body: null }),
    }),
  }
}

function answeredInScim1({ command, answer }: PreparedWrite): PreparedWrite {
  return { command, answer: async (result) => toScim1Answer(await answer(result)) }
}

function toScim1Answer(answer: ScimAnswer): ScimAnswer {
  const body = bodyObject(answer)
  return { ...answer, body: body && toScim1Resource(body) }
}

/**
 * The parameters of SCIM 1.1 as those of 2.0. Others are left out: 1.1 has no `excludedAttributes` and no cursors. Besides
 * what `attributes` names, answers have `meta`, as in the examples of SCIM Protocol 1.1, section 3.2.
 */
function toScim2Query(query: ScimOperation['query'], resourceType: ResourceType): ScimOperation['query'] {
  const { filter, sortBy, sortOrder, startIndex, count, attributes } = query
  const path = (name: string) => toScim2Path(name, resourceType)
  return {
    filter: typeof filter === 'string' && filter !== '' ? toScim2Filter(filter, resourceType) : filter,
    sortBy: typeof sortBy === 'string' ? path(sortBy) : sortBy,
    sortOrder,
    startIndex,
    count,
    attributes: isNamed(attributes) ? [...namesIn(attributes).map(path), 'meta'] : attributes,
  }
}

function isNamed(attributes: unknown): boolean {
  return namesIn(attributes).some((name) => name !== '')
}

function namesIn(attributes: unknown): readonly string[] {
  const texts = Array.isArray(attributes) ? attributes : [attributes]
  return texts.flatMap((text) => (typeof text === 'string' ? text.split(',').map((name) => name.trim()) : []))
}

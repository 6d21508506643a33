import { z } from 'zod'
import { countReplayed, resume, rewind, rewindFailed } from '../../delivery/operations.ts'
import type { Destination } from '../../model/destination.ts'
import type { Queryable } from '../../store/database.ts'
import { listAttempts } from '../../store/delivery-attempts.ts'
import { deleteDestination, listDestinations } from '../../store/destinations.ts'
import { countFailedEvents } from '../../store/replayed-events.ts'
import type { ApiContext } from '../api-context.ts'
import { change } from '../change.ts'
import { emptyListed, listQuery, toListObject, toListPage } from '../list-query.ts'
import { organizationOfList } from '../organization-scope.ts'
import { defineRoute, type RawRequest, type Route } from '../route.ts'
import { IdParams, ObjectId } from '../validation.ts'
import { type DestinationResource, openDestinationOf, toChangedDestination } from './destination-resource.ts'
import { failingDirectories } from './failing-directories.ts'
import {
  attemptsQuery,
  includeStatistics,
  ReplayBody,
  ReplayQuery,
  ResumeBody,
  toAttemptFilter,
  toReplay,
} from './operation-bodies.ts'
import { statisticsOf } from './statistics-object.ts'

/** What is the same for webhook endpoints and sinks: how they are read, their end, replays, resumptions and the list of attempts. */
export function destinationRoutes(resource: DestinationResource): Route[] {
  return [
    listRoute(resource),
    getRoute(resource),
    deleteRoute(resource),
    replayRoute(resource),
    replayCountRoute(resource),
    resumeRoute(resource),
    attemptsRoute(resource),
  ]
}

function listRoute({ path, object, what, read, kinds, toAnswer }: DestinationResource): Route {
  return defineRoute({
    method: 'GET',
    path,
    permission: read,
    summary: `Lists ${what}s.`,
    answer: `list of ${object}`,
    query: z.object({
      ...listQuery,
      organization_id: ObjectId.optional().describe('Only those of this organization.'),
      ...includeStatistics,
    }),
    lists: ['include'],
    async handle({ query, caller }, context) {
      const organizationId = organizationOfList(caller, query.organization_id)
      if (organizationId === undefined) return toListObject(emptyListed, query, () => ({}))
      const listed = await listDestinations(context.database, { organizationId, kinds }, toListPage(query))
      const statistics = await statisticsOf(context, query.include, listed.records)
      const toObject = (destination: Destination) => ({
        ...toAnswer(destination, context, caller),
        ...statistics(destination),
      })
      return toListObject(listed, query, toObject)
    },
  })
}

function getRoute(resource: DestinationResource): Route {
  const { path, object, what, read, toAnswer } = resource
  return defineRoute({
    method: 'GET',
    path: `${path}/:id`,
    permission: read,
    summary: `Gives one ${what}, with the directories whose events wait because they fail.`,
    answer: `${object}, with \`failing_directories\``,
    params: IdParams,
    query: z.object(includeStatistics),
    lists: ['include'],
    async handle({ params, query, caller }, context) {
      const { database } = context
      const destination = await openDestinationOf(resource, { on: database, caller, id: params.id })
      const [statistics, failing] = await Promise.all([
        statisticsOf(context, query.include, [destination]),
        failingDirectories(database, destination),
      ])
      return { ...toAnswer(destination, context, caller), ...statistics(destination), failing_directories: failing }
    },
  })
}

function deleteRoute(resource: DestinationResource): Route {
  return defineRoute({
    method: 'DELETE',
    path: `${resource.path}/:id`,
    permission: resource.write,
    action: `${resource.object}.deleted`,
    summary: `Deletes a ${resource.what}. What waits for it is not sent any more.`,
    status: 204,
    params: IdParams,
    handle: (request, context) =>
      changeOne(resource, { context, request, id: request.params.id }, async (transaction, { id }) => {
        await deleteDestination(transaction, id)
        return null
      }),
  })
}

function replayRoute(resource: DestinationResource): Route {
  return defineRoute({
    method: 'POST',
    path: `${resource.path}/:id/replay`,
    permission: resource.write,
    action: `${resource.object}.replayed`,
    summary: 'Delivers again, in order, everything since an event or a time, or what failed since then.',
    answer: resource.object,
    params: IdParams,
    body: ReplayBody,
    handle: (request, context) => {
      const replay = toReplay(request.body)
      const at = context.platform.clock.now()
      return changeOne(resource, { context, request, id: request.params.id }, (transaction, destination) =>
        'from' in replay
          ? rewind(transaction, destination, { ...replay.from, at })
          : rewindFailed(transaction, destination, { since: replay.failedSince, at }),
      )
    },
  })
}

function replayCountRoute(resource: DestinationResource): Route {
  return defineRoute({
    method: 'GET',
    path: `${resource.path}/:id/replay`,
    permission: resource.read,
    summary: 'Says how many events a replay would deliver; delivers none.',
    answer: 'replay',
    params: IdParams,
    query: ReplayQuery,
    async handle({ params, query, caller }, { database }) {
      const destination = await openDestinationOf(resource, { on: database, caller, id: params.id })
      const replay = toReplay(query)
      const counted = await ('from' in replay
        ? countReplayed(database, destination, replay.from)
        : countFailedEvents(database, destination, replay.failedSince))
      const { events, directories, isComplete } = counted
      return { object: 'replay', events, directories, is_complete: isComplete }
    },
  })
}

function resumeRoute(resource: DestinationResource): Route {
  return defineRoute({
    method: 'POST',
    path: `${resource.path}/:id/resume`,
    permission: resource.write,
    action: `${resource.object}.resumed`,
    summary: 'Tries at once what fails, and goes on with what was paused for its failures.',
    answer: resource.object,
    params: IdParams,
    body: ResumeBody,
    handle: (request, context) => {
      const { directory_id: streamId = null, skip } = request.body
      const options = { streamId, skip, at: context.platform.clock.now() }
      return changeOne(resource, { context, request, id: request.params.id }, (transaction, destination) =>
        resume(transaction, destination, options),
      )
    },
  })
}

function attemptsRoute(resource: DestinationResource): Route {
  return defineRoute({
    method: 'GET',
    path: `${resource.path}/:id/attempts`,
    permission: resource.read,
    summary: `Lists the calls that were made to a ${resource.what}, and what came back.`,
    answer: `list of ${resource.object}_attempt`,
    params: IdParams,
    query: z.object({ ...listQuery, ...attemptsQuery }),
    async handle({ params, query, caller }, { database }) {
      const { id } = await openDestinationOf(resource, { on: database, caller, id: params.id })
      const filter = { destinationId: id, organizationId: caller.organizationId, ...toAttemptFilter(query) }
      const listed = await listAttempts(database, filter, toListPage(query))
      return toListObject(listed, query, resource.toAttemptObject)
    },
  })
}

type OneChanged = {
  readonly context: ApiContext
  readonly request: Pick<RawRequest, 'caller' | 'cause' | 'origin'>
  readonly id: string
}

/** Changes the destination; `work` gives what is left of it. */
function changeOne(
  resource: DestinationResource,
  { context, request, id }: OneChanged,
  work: (transaction: Queryable, destination: Destination) => Promise<Destination | null>,
) {
  return change(context, request, async (transaction) => {
    const before = await openDestinationOf(resource, { on: transaction, caller: request.caller, id })
    const after = await work(transaction, before)
    return {
      ...toChangedDestination(resource, before, after),
      answer: after && resource.toAnswer(after, context, request.caller),
    }
  })
}

import { holdOrganization } from '../../store/organizations.ts'
import { change } from '../change.ts'
import { organizationOfDestination } from '../destinations/destination-body.ts'
import { lockDestinationOf, openDestinationOf, toChangedDestination } from '../destinations/destination-resource.ts'
import { destinationRoutes } from '../destinations/destination-routes.ts'
import { TestBody } from '../destinations/operation-bodies.ts'
import { sendByHand, toSampleEvent } from '../destinations/send-by-hand.ts'
import { defineRoute } from '../route.ts'
import { insertSink, updateSink } from '../sinks/change-sink.ts'
import { NewSinkBody, SinkChangeBody } from '../sinks/sink-body.ts'
import { toSinkAttemptObject } from '../sinks/sink-object.ts'
import { sinks } from '../sinks/sink-resource.ts'
import { IdParams } from '../validation.ts'

const createOne = defineRoute({
  method: 'POST',
  path: '/sinks',
  permission: 'sinks:write',
  action: 'sink.created',
  summary: 'Makes a sink, NATS JetStream or Redis Streams, which gets the events from now on, in order per directory.',
  answer: 'sink',
  status: 201,
  body: NewSinkBody,
  async handle(request, context) {
    const { body, caller } = request
    const organizationId = await organizationOfDestination(context, caller, body.organization_id)
    return change(context, request, async (transaction) => {
      if (organizationId !== null) await holdOrganization(transaction, organizationId)
      return toChangedDestination(sinks, null, await insertSink({ context, transaction }, organizationId, body))
    })
  },
})

const updateOne = defineRoute({
  method: 'PATCH',
  path: '/sinks/:id',
  permission: 'sinks:write',
  action: 'sink.updated',
  summary: 'Changes a sink: what is given; what is left out stays. Its type and organization stay.',
  answer: 'sink',
  params: IdParams,
  body: SinkChangeBody,
  handle: (request, context) =>
    change(context, request, async (transaction) => {
      const { params, caller, body } = request
      const at = context.platform.clock.now()
      const before = await lockDestinationOf(sinks, { on: transaction, caller, id: params.id, at })
      return toChangedDestination(sinks, before, await updateSink({ context, transaction }, before, body))
    }),
})

const testOne = defineRoute({
  method: 'POST',
  path: '/sinks/:id/test',
  permission: 'sinks:write',
  action: 'sink.tested',
  summary: 'Puts an example of an event, which never happened, into a sink now, and tells what became of it.',
  answer: 'sink_attempt',
  status: 201,
  params: IdParams,
  body: TestBody,
  async handle(request, context) {
    const { params, caller, body } = request
    const sink = await openDestinationOf(sinks, { on: context.database, caller, id: params.id })
    // Before the change, because a call may take long and a change holds a connection to the database.
    const attempt = await sendByHand(context, sink, [toSampleEvent(context, sink, body.event)])
    const answer = toSinkAttemptObject(attempt)
    return change(context, request, async () => ({ ...toChangedDestination(sinks, sink, sink), answer }))
  },
})

/** The routes of sinks. */
export const sinkRoutes = [createOne, updateOne, testOne, ...destinationRoutes(sinks)]

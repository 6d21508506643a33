import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { WakeUpAnswer, WakeUpRequest } from '../../connectors/connector.ts'
import { AppError } from '../../errors.ts'
import type { Connection } from '../../model/connection.ts'
import { hashSecret } from '../../platform/secrets.ts'
import { createTokenBuckets } from '../../platform/token-buckets.ts'
import { hintRun } from '../../store/connection-schedule.ts'
import { findByWakeUpHash } from '../../store/connections.ts'
import { notifySync } from '../../store/notifications.ts'
import type { ApiContext } from '../api-context.ts'
import { securityHeaders } from '../security-headers.ts'
import { ObjectId } from '../validation.ts'

const Params = z.object({ directory_id: ObjectId, secret: z.string().min(1).max(200) })
/** Of a parameter that comes several times, none: no source does that. */
const Query = z.record(z.string(), z.string().optional().catch(undefined))

const bodyLimit = 1_048_576
const perSecond = 2
const burst = 120

/**
 * Adds the addresses at which sources tell of changes. They carry no API key: the secret in the address is found by its hash, and
 * the connector judges the rest. What they say is a hint only; what changed is then read.
 */
export async function wakeUpRoutes(app: FastifyInstance, context: ApiContext): Promise<void> {
  const buckets = createTokenBuckets({ clock: context.platform.clock, perSecond, burst })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string', bodyLimit }, async (_: unknown, body: string) => readBody(body))
  app.route({
    method: ['GET', 'POST'],
    url: '/wake-ups/:directory_id/:secret',
    exposeHeadRoute: false,
    async handler(request, reply) {
      const { secret, connection, wakeUps } = await findSource(context, request)
      const wait = buckets.take(connection.directoryId)
      if (wait > 0) throw new AppError('wake_ups_exceeded', { seconds: Math.ceil(wait) })
      const answer = wakeUps.receive(toWakeUpRequest(request), secret)
      if (answer.isWake) await wake(context, connection)
      return send(reply, answer)
    },
  })
}

/** Whoever does not know the secret learns nothing, not even whether the directory exists. */
async function findSource({ database, connectors }: ApiContext, { params }: FastifyRequest) {
  const { data } = Params.safeParse(params)
  const connection = data && (await findByWakeUpHash(database, data.directory_id, hashSecret(data.secret)))
  const wakeUps = connectors.find(({ type }) => type === connection?.type)?.wakeUps
  if (!data || !connection || !wakeUps) throw new AppError('not_found', { what: 'address for notifications', id: '…' })
  return { secret: data.secret, connection, wakeUps }
}

async function wake({ database, platform, sync }: ApiContext, connection: Connection): Promise<void> {
  const isHinted = await hintRun(database, connection, platform.clock.now())
  if (!isHinted) return
  await notifySync(database)
  sync.wake()
}

function toWakeUpRequest({ method, headers, query, body }: FastifyRequest): WakeUpRequest {
  const texts = Object.entries(headers).map(([name, value]) => [name, value?.toString()])
  return { method, headers: Object.fromEntries(texts), query: Query.parse(query), body: body ?? null }
}

/** Sources name all kinds of types, also for nothing; what is no JSON is a text. */
function readBody(text: string): unknown {
  if (text === '') return null
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function send(reply: FastifyReply, { status, contentType, body }: WakeUpAnswer): FastifyReply {
  return reply.code(status).headers(securityHeaders).type(`${contentType}; charset=utf-8`).send(body)
}

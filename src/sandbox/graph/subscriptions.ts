import { randomUUID } from 'node:crypto'
import type { JsonObject } from '../../model/json.ts'
import type { Clock } from '../../platform/clock.ts'
import type { GraphObject } from './company.ts'
import { type GraphAnswer, type GraphRequest, graphError, notFound } from './graph-answer.ts'

type Subscription = JsonObject & { readonly id: string; readonly notificationUrl: string; readonly resource: string }

const longestMinutes = 41_760

/** Change notifications: subscriptions with the handshake of their addresses, and what is sent there (subscription resource type). */
export class Subscriptions {
  readonly #clock: Clock
  readonly #tenantId: string
  readonly #subscriptions = new Map<string, Subscription>()
  readonly #sending = new Set<Promise<unknown>>()

  constructor(clock: Clock, tenantId: string) {
    this.#clock = clock
    this.#tenantId = tenantId
  }

  get all(): readonly Subscription[] {
    return [...this.#subscriptions.values()]
  }

  /** Answers requests of `/subscriptions`. */
  async answer(request: GraphRequest): Promise<GraphAnswer> {
    const { method, url, body } = request
    const [, id, action] = url.pathname.replace(/^\/v1\.0\//, '').split('/')
    if (id === undefined) return method === 'POST' ? this.#create(body) : graphError(405, 'BadRequest', 'No list.')
    const subscription = this.#subscriptions.get(id)
    if (!subscription) return notFound(id)
    if (method === 'DELETE') return this.lose(id)
    if (action === 'reauthorize' && method === 'POST') return { status: 204 }
    const changed = { ...subscription, ...(method === 'PATCH' && body) }
    const problem = this.#expiryProblem(changed.expirationDateTime)
    if (problem) return problem
    this.#subscriptions.set(id, changed)
    return { status: 200, body: withoutSecret(changed) }
  }

  /** Tells all that follow users or groups. A new object comes as `updated`. */
  notify({ id, kind }: GraphObject, changeType: 'updated' | 'deleted'): void {
    const type = `#Microsoft.Graph.${kind === 'user' ? 'User' : 'Group'}`
    const resourceData: JsonObject = { '@odata.type': type, id, organizationId: this.#tenantId }
    for (const subscription of this.all) {
      const isOver = Date.parse(String(subscription.expirationDateTime)) < this.#clock.now().getTime()
      if (subscription.resource !== `${kind}s` || isOver) continue
      const news = { changeType, resource: `${kind}s/${id}`, resourceData }
      this.#send(subscription, subscription.notificationUrl, news)
    }
  }

  /** Asks all to authorize anew, as Graph does some time before the end. */
  requireReauthorization(): void {
    for (const subscription of this.all) {
      const url = subscription.lifecycleNotificationUrl
      if (typeof url === 'string') this.#send(subscription, url, { lifecycleEvent: 'reauthorizationRequired' })
    }
  }

  /** Takes a subscription away. */
  lose(id: string): GraphAnswer {
    this.#subscriptions.delete(id)
    return { status: 204 }
  }

  /** Resolves when what was sent has been answered. */
  async settled(): Promise<void> {
    await Promise.all(this.#sending)
  }

  async #create(body: JsonObject): Promise<GraphAnswer> {
    const { notificationUrl, lifecycleNotificationUrl, resource, changeType } = body
    if (typeof notificationUrl !== 'string' || (resource !== 'users' && resource !== 'groups')) {
      return graphError(400, 'InvalidRequest', 'notificationUrl and resource are required.')
    }
    if (typeof changeType !== 'string' || !changeType.split(',').every((type) => /^(updated|deleted)$/.test(type))) {
      return graphError(400, 'InvalidRequest', 'Subscriptions of users and groups support updated and deleted.')
    }
    const problem = this.#expiryProblem(body.expirationDateTime)
    if (problem) return problem
    const urls = [notificationUrl, lifecycleNotificationUrl].filter((url) => typeof url === 'string')
    const answers = await Promise.all(urls.map(echoes))
    if (answers.includes(false)) return graphError(400, 'ValidationError', 'Subscription validation request failed.')
    const subscription: Subscription = { ...body, id: randomUUID(), notificationUrl, resource }
    this.#subscriptions.set(subscription.id, subscription)
    return { status: 201, body: withoutSecret(subscription) }
  }

  #expiryProblem(value: unknown): GraphAnswer | null {
    const minutes = (Date.parse(String(value)) - this.#clock.now().getTime()) / 60_000
    if (minutes > 0 && minutes <= longestMinutes) return null
    return graphError(400, 'InvalidRequest', 'Subscription expiration can only be 41760 minutes in the future.')
  }

  #send({ id, clientState, expirationDateTime }: Subscription, url: string, news: JsonObject): void {
    const common = { subscriptionId: id, subscriptionExpirationDateTime: expirationDateTime, clientState }
    const body = JSON.stringify({ value: [{ ...common, tenantId: this.#tenantId, ...news }] })
    const sent = fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
      .then((response) => response.arrayBuffer())
      .catch(() => null)
    this.#sending.add(sent)
    sent.finally(() => this.#sending.delete(sent))
  }
}

function withoutSecret({ clientState: _, ...subscription }: Subscription): JsonObject {
  return subscription
}

/** An address must answer the token, decoded, as plain text. */
async function echoes(url: string): Promise<boolean> {
  const token = `Validation: Testing client application reachability + ${randomUUID()}`
  const asked = new URL(url)
  asked.searchParams.set('validationToken', token)
  const response = await fetch(asked, { method: 'POST' }).catch(() => null)
  if (response?.status !== 200) return false
  return response.headers.get('content-type')?.startsWith('text/plain') === true && (await response.text()) === token
}

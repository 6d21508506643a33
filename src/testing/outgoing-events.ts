import type { Destination } from '../model/destination.ts'
import type { Event, EventType } from '../model/event.ts'
import { toEventObject } from '../model/event-object.ts'
import type { JsonObject } from '../model/json.ts'
import { createIds } from '../platform/ids.ts'

const newId = createIds()

/** An event of one directory as it goes out, the `seq`-th of its stream. */
export function outgoingEvent(seq: number, type: EventType = 'dsync.user.created', data: JsonObject = aUser) {
  const occurredAt = new Date()
  const event: Event = {
    organizationId: 'org_1',
    streamId: 'directory_1',
    seq,
    id: newId('event', occurredAt),
    type,
    objectId: 'directory_user_1',
    data,
    previous: null,
    cause: { source: 'scim', actorId: null, requestId: null },
    occurredAt,
  }
  return { event, json: JSON.stringify(toEventObject(event)) }
}

/** A user as events show it. */
export const aUser: JsonObject = {
  object: 'directory_user',
  id: 'directory_user_1',
  directory_id: 'directory_1',
  organization_id: 'org_1',
  idp_id: '00u1',
  email: 'ada@example.com',
  first_name: 'Ada',
  last_name: 'Lovelace — “Countess”',
  name: 'Ada Lovelace',
  emails: [{ primary: true, type: 'work', value: 'ada@example.com' }],
  job_title: 'Analyst',
  username: 'ada',
  state: 'active',
  raw_attributes: {},
  custom_attributes: {
    department_name: 'Engines',
    employee_number: '7',
    manager_id: 'directory_user_2',
    'urn:example:badge': { color: 'red' },
  },
  created_at: '2026-01-01T00:00:00.000Z',
  updated_at: '2026-01-01T00:00:00.000Z',
}

/** A destination that nobody stored. */
export function aDestination(changes: Partial<Destination> = {}): Destination {
  const at = new Date()
  return {
    id: 'we_1',
    organizationId: null,
    kind: 'webhook',
    settings: {},
    sealedSecrets: null,
    eventTypes: null,
    batchSize: 1,
    parallel: 16,
    isEnabled: true,
    pausedAt: null,
    pausedReason: null,
    failingSince: null,
    lastDeliveredAt: null,
    generation: 1,
    createdAt: at,
    updatedAt: at,
    ...changes,
  }
}

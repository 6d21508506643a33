import { eventSentence, personName } from '../../model/event-sentence.ts'
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts'
import type { TimelineEvent, TimelineRemoval, TimelineRequest } from '../../store/object-timeline.ts'
import { withoutHidden } from '../people/shown-person.ts'
import type { PlacedEntry } from './timeline.ts'

const nothing = { event: null, request: null, removal: null, problem: null }

const nothingHidden: ReadonlySet<string> = new Set()

/** An entry of a timeline as the API shows it; of a person without the attributes that the caller is not shown. */
export function toTimelineObject(entry: PlacedEntry, hidden: ReadonlySet<string> = nothingHidden): JsonObject {
  const { organizationId, directoryId } = entry.of
  const common = {
    object: 'timeline_entry',
    id: entry.id,
    kind: entry.kind,
    at: entry.at.toISOString(),
    directory_id: directoryId === organizationId ? null : directoryId,
  }
  switch (entry.kind) {
    case 'event':
      return { ...common, text: eventSentence(entry.event), ...nothing, event: eventPart(entry.event, hidden) }
    case 'request':
      return { ...common, text: requestText(entry.request), ...nothing, request: requestPart(entry.request) }
    case 'removal':
      return { ...common, text: removalText(entry.removal), ...nothing, removal: removalPart(entry.removal) }
    case 'problem': {
      const { code, text, attempts, lastSeenAt } = entry.problem
      return { ...common, text, ...nothing, problem: { code, attempts, last_seen_at: lastSeenAt.toISOString() } }
    }
  }
}

function eventPart({ type, data, previous, cause }: TimelineEvent, hidden: ReadonlySet<string>): JsonObject {
  const user = objectOf(data.user)
  return {
    type,
    changes: previous
      ? data.object === 'person'
        ? personChanges(data, withoutHidden(previous, hidden))
        : changesOf(data, previous)
      : [],
    group: named(objectOf(data.group), 'name') ?? named(objectOf(data.member_group), 'name'),
    user: typeof user.id === 'string' ? { id: user.id, name: personName(user) } : null,
    source: cause.source,
    actor_id: cause.source === 'sync' ? null : cause.actorId,
    request_id: cause.requestId,
    sync_run_id: cause.source === 'sync' ? cause.actorId : null,
  }
}

/** Of a person the values are among the attributes, and the rest beside them. */
function personChanges(data: JsonObject, previous: JsonObject): JsonObject[] {
  const now = { ...data, ...objectOf(data.attributes) }
  return Object.entries(previous).map(([attribute, before]) => ({ attribute, before, after: now[attribute] ?? null }))
}

/** The source's own form is told of with what it was before only: the log has no more of it. */
function changesOf(data: JsonObject, { document, custom_attributes: custom, ...roots }: JsonObject): JsonObject[] {
  const change = (attribute: string, before: Json | undefined, after: Json | undefined): JsonObject => ({
    attribute,
    before: before ?? null,
    after: after ?? null,
  })
  const now = objectOf(data.custom_attributes)
  // Standard attributes are repeated among the custom ones, as WorkOS has them: once is enough.
  const isRepeated = (name: string) => name in roots
  return [
    ...Object.entries(roots).map(([name, before]) => change(name, before, data[name])),
    ...Object.entries(objectOf(custom))
      .filter(([name]) => !isRepeated(name))
      .map(([name, before]) => change(`custom_attributes.${name}`, before, now[name])),
    ...Object.entries(objectOf(document)).map(([name, before]) => change(`document.${name}`, before, undefined)),
  ]
}

function named(object: JsonObject, key: string): JsonObject | null {
  return typeof object.id === 'string' ? { id: object.id, name: String(object[key] ?? object.id) } : null
}

function requestPart(request: TimelineRequest): JsonObject {
  const { method, path, status, dialect } = request
  return {
    request_id: request.requestId,
    method,
    path,
    status,
    token_id: request.tokenId,
    user_agent: request.userAgent,
    dialect,
  }
}

function requestText({ method, status }: TimelineRequest): string {
  const deed = deeds[method] ?? `asked with ${method}`
  if (status < 400) return `The identity provider ${deed}`
  return `The identity provider ${deed}, which was refused (${status})`
}

const deeds: Readonly<Record<string, string>> = {
  POST: 'sent a creation',
  PUT: 'sent the whole record',
  PATCH: 'sent a change',
  DELETE: 'sent a deletion',
}

function removalPart({ runId, kind, reason, state, decidedAt, appliedAt }: TimelineRemoval): JsonObject {
  return {
    sync_run_id: runId,
    kind,
    reason,
    state,
    decided_at: decidedAt?.toISOString() ?? null,
    applied_at: appliedAt?.toISOString() ?? null,
  }
}

function removalText({ reason, state }: TimelineRemoval): string {
  return `A sync found ${reasons[reason]}: the removal ${states[state]}`
}

const reasons: Readonly<Record<TimelineRemoval['reason'], string>> = {
  absent: 'this record missing at the source',
  deleted: 'this record deleted at the source',
  deactivated: 'this person deactivated at the source',
  left_scope: 'this record outside the scope',
  blanked: 'a value emptied at the source',
}

const states: Readonly<Record<TimelineRemoval['state'], string>> = {
  planned: 'is planned',
  held: 'is held until somebody decides',
  approved: 'was approved',
  rejected: 'was rejected',
  applied: 'was carried out',
  withdrawn: 'was taken back',
}

function objectOf(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {}
}

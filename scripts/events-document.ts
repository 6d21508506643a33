import { eventData } from '../src/api/objects/event-data.ts'
import type { EventData } from '../src/api/objects/event-data-type.ts'
import { type EventType, eventTypes } from '../src/model/event.ts'
import { replacePart } from './document-part.ts'

/** Writes the types of events into the marked part of docs/reference/events.md; the rest is written by hand. */
export function fillEventsDocument(text: string): string {
  return replacePart(text, 'types', [...eventTypes].map(typeSection).join('\n\n'))
}

function typeSection(type: EventType): string {
  const { description, example }: EventData = eventData[type]
  const note = previousNotes[type]
  return [`### ${type}`, '', description, ...(note ? ['', note] : []), '', '```json', write(example), '```'].join('\n')
}

/** What there is to say of a field, besides what the event means. */
const previousNotes: Partial<Record<EventType, string>> = {
  'dsync.user.updated':
    '`previous_attributes` has what the root attributes that changed were before (of `custom_attributes`, only those within it that changed); null for what was not there.',
  'dsync.group.updated': '`previous_attributes` as for users.',
  'muster.user.source_updated':
    "`previous_attributes.document` has the attributes of the source's form that changed, as they were.",
  'muster.group.source_updated': '`previous_attributes.document` as for users.',
}

/** JSON as people write it: what is short stands on one line. */
function write(value: unknown, indent = ''): string {
  const short = JSON.stringify(value, null, 1).replace(/\n\s*/g, ' ')
  if (typeof value !== 'object' || value === null || (indent !== '' && short.length <= 60)) return short
  const inner = `${indent}  `
  if (Array.isArray(value)) return `[\n${value.map((each) => inner + write(each, inner)).join(',\n')}\n${indent}]`
  const lines = Object.entries(value).map(([key, each]) => `${inner}${JSON.stringify(key)}: ${write(each, inner)}`)
  return `{\n${lines.join(',\n')}\n${indent}}`
}

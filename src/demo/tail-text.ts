import { eventSentence } from '../model/event-sentence.ts'
import { isJsonObject, type JsonObject } from '../model/json.ts'
import { oneLine } from '../platform/one-line.ts'
import type { ApiEvent, ApiRun } from './muster-api.ts'
import type { HappeningReport } from './trickle.ts'

/** Whether a text may have colors. */
export type Style = { readonly color: boolean }

const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 } as const

function paint(text: string, code: keyof typeof codes, { color }: Style): string {
  return color ? `\x1b[${codes[code]}m${text}\x1b[0m` : text
}

/** What stands above the tail: where the page is, a call to try, how to stop. */
export function banner({ url, apiKey }: { readonly url: string; readonly apiKey: string }, style: Style): string {
  const heading = paint('Muster is running with a demo company.', 'bold', style)
  return [
    '',
    heading,
    '',
    `  Dashboard   ${paint(`${url}/`, 'cyan', style)}`,
    `  Change it   ${paint(`${url}/dashboard/demo`, 'cyan', style)}`,
    `  API key     ${apiKey}`,
    `  Try         curl -H 'Authorization: Bearer ${apiKey}' '${url}/events?limit=3'`,
    '  Stop        Ctrl+C',
    '',
  ].join('\n')
}

/** `14:03:22  Harrowmere Okta · + Amara Okafor joined Engineering`. The time is the terminal's. */
export function eventLine(event: ApiEvent, directory: string, style: Style): string {
  const { previous_attributes, ...data } = event.data as JsonObject
  const previous = isJsonObject(previous_attributes) ? previous_attributes : null
  const time = paint(timeOfDay(event.created_at), 'dim', style)
  const where = directory ? `${paint(oneLine(directory), 'cyan', style)} · ` : ''
  const sentence = oneLine(eventSentence({ type: event.event, data, previous }))
  return `${time}  ${where}${mark(event.event, style)} ${sentence}`
}

/** `14:03:22  Brightmoor Google Workspace · ▓▓▓▓▓░░░░░ 32 of 70 read`. */
export function progressLine(directory: string, { counts, expected, updated_at }: ApiRun, style: Style): string {
  const time = paint(timeOfDay(updated_at), 'dim', style)
  const total = expected === null ? null : Math.max(expected, counts.seen)
  const bar = total === null || total === 0 ? '' : `${paint(barOf(counts.seen / total), 'green', style)} `
  const of = total === null ? '' : ` of ${total.toLocaleString('en-US')}`
  return `${time}  ${paint(oneLine(directory), 'cyan', style)} · ${bar}${counts.seen.toLocaleString('en-US')}${of} read`
}

function barOf(share: number): string {
  const full = Math.round(share * 10)
  return '▓'.repeat(full) + '░'.repeat(10 - full)
}

/** The sentence that stands above the events of a happening. */
export function happeningLine({ directory, sentence }: HappeningReport, style: Style): string {
  return `\n${paint(`${oneLine(sentence)}.`, 'bold', style)} ${paint(oneLine(directory), 'dim', style)}`
}

/** `Initial sync: 1,240 events (300 people, 25 groups, 915 memberships)`. */
export function rushLine(events: readonly ApiEvent[], style: Style): string {
  const count = (type: string) => events.filter(({ event }) => event === type).length.toLocaleString('en-US')
  const parts = [
    `${count('dsync.user.created')} people`,
    `${count('dsync.group.created')} groups`,
    `${count('dsync.group.user_added')} memberships`,
  ]
  return `${paint('Many at once:', 'bold', style)} ${events.length.toLocaleString('en-US')} events (${parts.join(', ')})`
}

function timeOfDay(at: string): string {
  return new Date(at).toLocaleTimeString('en-GB')
}

function mark(type: string, style: Style): string {
  if (/(created|added|activated)$/.test(type)) return paint('+', 'green', style)
  if (/(deleted|removed|revoked)$/.test(type)) return paint('−', 'red', style)
  return paint('~', 'yellow', style)
}

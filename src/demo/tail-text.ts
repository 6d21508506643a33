import { eventSentence } from '../model/event-sentence.ts'
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts'
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

/** `14:03:22    → Amara Okafor enters Team Platform: person.reportsTo("emp:H10008")`: what followed of people, and why. */
export function memberLine(event: ApiEvent, person: string, style: Style): string {
  const { kind, name, reasons } = event.data
  const isIn = event.event === 'person.member_added'
  const what = `${kinds[String(kind)] ?? ''} ${String(name)}`.trim()
  const why = shortened(oneLine(whyOf(Array.isArray(reasons) ? reasons : [])))
  const deed = isIn ? 'enters' : 'leaves'
  const sentence = `${oneLine(person)} ${deed} ${oneLine(what)}`
  return `${paint(timeOfDay(event.created_at), 'dim', style)}    ${mark(event.event, style)} ${sentence}${why && paint(` ${why}`, 'dim', style)}`
}

const kinds: Readonly<Record<string, string>> = { OrgUnit: 'org unit', Team: 'team', Group: 'group' }

const mostOfReason = 90

function shortened(text: string): string {
  return text.length > mostOfReason ? `${text.slice(0, mostOfReason - 1)}…` : text
}

/** The first reason, in the words of the files. */
function whyOf([reason]: readonly Json[]): string {
  if (!isJsonObject(reason)) return ''
  if (reason.by === 'rule') return `by the rule ${String(reason.rule)}`
  if (reason.by === 'below') return `by the org unit ${String(reason.id)} below it`
  if (reason.by === 'role') return `by the role ${String(reason.role)}`
  if (reason.by === 'lead') return 'as its lead'
  return reason.by === 'file' ? `named in its file as ${String(reason.ref)}` : 'by hand'
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
  const has = (type: string) => events.some(({ event }) => event === type)
  const parts = [
    `${count('dsync.user.created')} users`,
    `${count('dsync.group.created')} groups`,
    `${count('dsync.group.user_added')} memberships`,
    ...(has('person.created') ? [`${count('person.created')} merged to people`] : []),
    ...(has('person.member_added') ? [`${count('person.member_added')} places in org units, teams and groups`] : []),
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

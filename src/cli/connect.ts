import { z } from 'zod'
import type { ApiObject } from './api-client.ts'
import type { Action, ApiVerb, Given } from './api-verb.ts'
import { readSettings, settingNotes, settingOptions, settingUsage } from './connector-settings.ts'
import { show } from './show-object.ts'
import { formatFields } from './table.ts'
import { UsageError } from './usage-error.ts'

const Report = z.object({
  is_usable: z.boolean(),
  findings: z.object({ level: z.string(), text: z.string() }).array(),
  users: z.object({ count: z.number().nullable(), is_at_least: z.boolean() }),
  groups: z.object({ count: z.number().nullable(), is_at_least: z.boolean() }),
  missing: z.string().array(),
})

const Quarantine = z.object({ text: z.string() }).nullish()

const marks: Readonly<Record<string, string>> = { ok: 'ok  ', warning: 'warn', error: 'FAIL' }

const pathOf = (given: Given) => `/directories/${encodeURIComponent(given.argument('directory'))}`

const check: Action = {
  takes: ['directory'],
  usage: settingUsage,
  options: settingOptions,
  async run(given, api, terminal) {
    const { type } = await api.get(pathOf(given))
    const settings = await readSettings({ given, api, terminal }, show(type))
    const json = await api.post(`${pathOf(given)}/connection/check`, settings ? { settings } : {})
    const report = Report.parse(json)
    const lines = [
      ...report.findings.map(({ level, text }) => `${marks[level] ?? level}  ${text}`),
      ...report.missing.map((name) => `FAIL  Missing: ${name}`),
      `It sees ${seen(report.users, 'users')} and ${seen(report.groups, 'groups')}.`,
    ]
    return { json, text: lines.join('\n'), exitCode: report.is_usable ? 0 : 1 }
  },
}

function seen({ count, is_at_least }: { count: number | null; is_at_least: boolean }, what: string): string {
  return count === null ? `some ${what}` : `${is_at_least ? 'at least ' : ''}${count} ${what}`
}

const showOne: Action = {
  takes: ['directory'],
  usage: '',
  options: {},
  async run(given, api) {
    return printed(await api.get(`${pathOf(given)}/connection`))
  },
}

const update: Action = {
  takes: ['directory'],
  usage: settingUsage,
  options: settingOptions,
  async run(given, api, terminal) {
    const { type } = await api.get(pathOf(given))
    const settings = await readSettings({ given, api, terminal }, show(type))
    if (settings === null) throw new UsageError('There is nothing to change: give --setting or --setting-file.')
    return printed(await api.put(`${pathOf(given)}/connection`, { settings }))
  },
}

const wakeUps: Action = {
  takes: ['directory'],
  usage: '',
  options: {},
  async run(given, api) {
    const json = await api.post(`${pathOf(given)}/connection/wake_ups`, {})
    return { json, text: `${show(json.wake_up_url)}\n\nGive it to the source. The address of before is taken no more.` }
  },
}

function printed(json: ApiObject) {
  const settings = Object.entries(z.record(z.string(), z.unknown()).parse(json.settings))
  const text = formatFields([
    ['directory', show(json.directory_id)],
    ['type', show(json.type)],
    ...settings.map(([name, value]) => [name, show(value)] as const),
    ['last succeeded', show(json.last_succeeded_at)],
    ['next run', show(json.next_run_at)],
    ['quarantine', Quarantine.parse(json.quarantine)?.text ?? '-'],
    ['wake-ups', show(json.wake_up_url)],
  ])
  return { json, text }
}

/** `muster connect check|show|update|wake-ups`. */
export const connect: ApiVerb = {
  name: 'connect',
  summary: 'check and change how a directory is connected to its source',
  actions: { check, show: showOne, update, 'wake-ups': wakeUps },
  notes: `${settingNotes}

  "check" ends with 1 when the source cannot be read. With settings it tries those, without keeping them.
  Where the address of the source is another one, its secrets must be given again.
  "wake-ups" makes the address at which the source tells of changes.`,
}

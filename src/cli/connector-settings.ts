import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { z } from 'zod'
import type { ApiClient, ApiObject } from './api-client.ts'
import type { Given } from './api-verb.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

/** A setting of a connector, as its JSON Schema tells of it. */
export type ConnectorSetting = { readonly name: string; readonly type: string; readonly isRequired: boolean }

const SettingsSchema = z.object({
  properties: z.record(z.string(), z.looseObject({ type: z.string().optional() })).default({}),
  required: z.string().array().default([]),
})

/** The options by which settings are given. */
export const settingOptions = {
  setting: { type: 'string', multiple: true },
  'setting-file': { type: 'string', multiple: true },
} as const

/** What those options mean, for the notes of verbs. */
export const settingNotes = `  --setting <name>=<value>        a setting of the connector; nothing after the "=" takes it back to its default
  --setting-file <name>=<file>    the same from a file: for keys, which do not belong into the history of a shell`

export const settingUsage = '[--setting <name>=<value>]… [--setting-file <name>=<file>]…'

/** The settings that a connector has. */
export function settingsOf(connector: ApiObject): ConnectorSetting[] {
  const { properties, required } = SettingsSchema.parse(connector.settings)
  return Object.entries(properties).map(([name, { type = 'string' }]) => ({
    name,
    type,
    isRequired: required.includes(name),
  }))
}

/** Reads the settings that the command line gives for a directory of a type; null when there are none. */
export async function readSettings(
  { given, api, terminal }: { readonly given: Given; readonly api: ApiClient; readonly terminal: Terminal },
  type: string,
): Promise<ApiObject | null> {
  const texts = await readTexts(given, terminal)
  if (texts.length === 0) return null
  const connector = (await api.list('/connectors')).find((one) => one.type === type)
  const types = new Map(connector ? settingsOf(connector).map((setting) => [setting.name, setting.type]) : [])
  return Object.fromEntries(texts.map(([name, text]) => [name, toValue(text, types.get(name))]))
}

async function readTexts(given: Given, { folder }: Terminal): Promise<[name: string, text: string][]> {
  const texts = given.options('setting').map((pair) => splitPair('setting', pair))
  const files = given.options('setting-file').map(async (pair): Promise<[string, string]> => {
    const [name, file] = splitPair('setting-file', pair)
    return [name, await readText(resolve(folder, file))]
  })
  return [...texts, ...(await Promise.all(files))]
}

function readText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: Error) => {
    throw new UsageError(`The file ${file} cannot be read: ${error.message}`, { cause: error })
  })
}

function splitPair(option: string, pair: string): [name: string, value: string] {
  const at = pair.indexOf('=')
  if (at > 0) return [pair.slice(0, at), pair.slice(at + 1)]
  throw new UsageError(`--${option} must be <name>=<value>, not "${pair}".`)
}

/** What a text stands for, by the type of its setting; what does not fit is left for the server to refuse. No text: the default. */
function toValue(text: string, type = 'string'): unknown {
  if (text === '') return null
  if (type === 'boolean' && /^(true|false)$/.test(text)) return text === 'true'
  if ((type === 'integer' || type === 'number') && /^-?\d+(\.\d+)?$/.test(text)) return Number(text)
  if (type === 'array') return text.split(',').map((part) => part.trim())
  return text
}

import type { ApiClient, ApiObject } from './api-client.ts'
import type { Action, ApiVerb, Given, Printed } from './api-verb.ts'
import { organizationOf } from './plan-files.ts'
import { field, show } from './show-object.ts'
import { type Column, formatTable } from './table.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

const columns: readonly Column<ApiObject>[] = [
  field('OBJECT', 'address'),
  field('WHAT', 'kind'),
  ['KEY', ({ kind, key, actual }) => (kind === 'hand_member' ? personText(actual) : show(key))],
  ['FILE SAYS', ({ declared }) => valueText(declared)],
  ['IT IS', ({ kind, actual }) => (kind === 'hand_member' ? show((actual as ApiObject).action) : valueText(actual))],
  ['FILE', ({ place }) => placeText(place)],
  field('BY', 'by'),
]

function personText(actual: unknown): string {
  return show((actual as ApiObject | null)?.name)
}

function placeText(place: unknown): string {
  const { file, line } = (place ?? {}) as ApiObject
  return file ? `${show(file)}:${show(line)}` : '-'
}

function valueText(value: unknown): string {
  const text = value === null || value === undefined ? '-' : typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

const listDrift: Action = {
  takes: [],
  takesOptional: 'folder',
  usage: '[folder] [--organization <id>] [--adopt <address>]… [--revert <address>]…',
  options: {
    organization: { type: 'string' },
    adopt: { type: 'string', multiple: true },
    revert: { type: 'string', multiple: true },
  },
  async run(given, api, terminal) {
    const organization = await organizationOf(given, api)
    const path = `/organizations/${encodeURIComponent(organization)}`
    const { data } = await api.get(`${path}/drift`)
    const drift = (Array.isArray(data) ? data : []) as ApiObject[]
    if (given.options('adopt').length > 0) return adopt(given, drift, terminal)
    if (given.options('revert').length > 0) return revert(given, api, path)
    const none = 'Nothing differs from what the files declare.'
    return {
      json: { object: 'list', data: drift },
      text: formatTable(drift, columns, none),
      exitCode: drift.length > 0 ? 2 : 0,
    }
  },
}

/** Writes what holds into the files that declare otherwise. */
async function adopt(given: Given, drift: readonly ApiObject[], terminal: Terminal): Promise<Printed> {
  const addresses = given.options('adopt')
  const chosen = drift.filter(({ address, kind }) => addresses.includes(show(address)) && kind !== 'hand_member')
  const missing = addresses.filter((address) => !chosen.some((one) => one.address === address))
  if (missing.length > 0) throw new UsageError(`Nothing of ${missing.join(', ')} differs in a way that a file can say.`)
  const { adoptDrift } = await import('./adopt-drift.ts')
  const written = await adoptDrift(given.rest[0] ?? '.', chosen, terminal.folder)
  const text = written.map(({ file, keys }) => `${file}: ${keys.join(', ')}`).join('\n')
  return {
    json: { object: 'list', data: written },
    text: `${text}\nLook at the change and commit it; a plan shows no drift then.`,
  }
}

async function revert(given: Given, api: ApiClient, path: string): Promise<Printed> {
  const objects: ApiObject[] = []
  for (const address of given.options('revert')) {
    objects.push(await api.post(`${path}/overlay/objects/${pathOf(address)}/revert`, {}))
  }
  const text = objects.map(
    ({ kind, id, version }) => `${show(kind)}/${show(id)} is as its file declares (version ${show(version)}).`,
  )
  return { json: { object: 'list', data: objects }, text: text.join('\n') }
}

/** An address as a path of the API. */
export function pathOf(address: string): string {
  const [kind, id, ...more] = address.split('/')
  if (!kind || !id || more.length > 0)
    throw new UsageError(`"${address}" is no address. Write <Kind>/<id>: Team/platform.`)
  return `${encodeURIComponent(kind)}/${encodeURIComponent(id)}`
}

/** `muster drift`. */
export const driftVerb: ApiVerb = {
  name: 'drift',
  summary: 'show what was changed outside of the files; adopt it into them, or put it back',
  actions: { '': listDrift },
  notes: `  --adopt    write what holds into the file in this folder that declares it; comments and layout stay
  --revert   put back what the file declares

Exit code: 0 when nothing differs, 2 when something does.`,
}

const restoreOne: Action = {
  takes: [],
  takesOptional: 'object',
  usage: '[<Kind>/<id>] [--organization <id>]',
  options: { organization: { type: 'string' } },
  async run(given, api) {
    const organization = await organizationOf(given, api)
    const path = `/organizations/${encodeURIComponent(organization)}/overlay/objects`
    const address = given.rest[0]
    if (address !== undefined) {
      const json = await api.post(`${path}/${pathOf(address)}/restore`, {})
      return { json, text: `${address} is back. Put its file back too: until then no file declares it.` }
    }
    const { data } = await api.get(`${path}?deleted=true&limit=100`)
    const deleted = (Array.isArray(data) ? data : []) as ApiObject[]
    const shown: readonly Column<ApiObject>[] = [
      ['OBJECT', ({ kind, id }) => `${show(kind)}/${show(id)}`],
      field('DELETED', 'deleted_at'),
    ]
    return {
      json: { object: 'list', data: deleted },
      text: formatTable(deleted, shown, 'Nothing was deleted within 30 days.'),
    }
  },
}

/** `muster restore`. */
export const restoreVerb: ApiVerb = {
  name: 'restore',
  summary: 'bring back an object that was deleted, with who was added to it by hand; without one, list them',
  actions: { '': restoreOne },
  notes: '  Objects can be restored for 30 days after their deletion.',
}

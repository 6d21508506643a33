import type { Finding } from '../as-code/load/finding.ts'
import { AppError } from '../errors.ts'
import { oneLine } from '../platform/one-line.ts'
import type { ApiClient, ApiObject } from './api-client.ts'
import type { Given } from './api-verb.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

/** The options by which a plan is asked for. */
export const planOptions = {
  organization: { type: 'string' },
  allow: { type: 'string', multiple: true },
  'no-removals': { type: 'boolean' },
  repository: { type: 'string' },
  commit: { type: 'string' },
  branch: { type: 'string' },
  'pull-request': { type: 'string' },
  author: { type: 'string', multiple: true },
  changed: { type: 'string', multiple: true },
} as const

/** A first apply of many rules evaluates everybody for each of them. */
const patienceMs = 10 * 60_000

/** Sends the files of a folder to be planned, and gives the plan of the API. */
export async function sendFiles(
  given: Given,
  { api, terminal }: { readonly api: ApiClient; readonly terminal: Terminal },
  { folder, keep, people = false }: { readonly folder: string; readonly keep: boolean; readonly people?: boolean },
): Promise<ApiObject> {
  // Reading YAML is loaded by those verbs only that do.
  const { readDocuments } = await import('./read-documents.ts')
  const { files, unread } = await readDocuments(folder, terminal.folder)
  refuseIncomplete(folder, files.length, unread)
  const organization = await organizationOf(given, api)
  const author = given.options('author')
  const body = {
    files: files.map(({ path, text }) => ({ path, text })),
    allow: [...given.options('allow')],
    no_removals: given.isSet('no-removals'),
    keep,
    all_people: people,
    repository: given.option('repository') ?? null,
    commit: given.option('commit') ?? null,
    branch: given.option('branch') ?? null,
    pull_request: given.option('pull-request') ?? null,
    author: author.length > 0 ? { name: [...author], files: [...given.options('changed')] } : null,
  }
  return api.post(`/organizations/${encodeURIComponent(organization)}/plans`, body, patienceMs)
}

/** What a file that is not sent declares would be planned to go: nothing is planned of files that are not all there. */
function refuseIncomplete(folder: string, count: number, unread: readonly Finding[]): void {
  const lines = unread.map(({ file, text }) => oneLine(`${file}: ${text}`))
  if (lines.length > 0) throw new AppError('files_incomplete', { detail: `\n${lines.join('\n')}` })
  if (count > 0) return
  const detail = `There is no file of YAML or JSON in ${folder}. Name the folder that holds your documents.`
  throw new AppError('files_incomplete', { detail })
}

/** The organization that is meant: the one that was named, or the only one that the key opens. */
export async function organizationOf(given: Given, api: ApiClient): Promise<string> {
  const named = given.option('organization')
  if (named) return named
  const { data } = await api.get('/organizations?limit=2')
  const [first, second] = Array.isArray(data) ? data : []
  if (first && !second) return String(first.id)
  throw new UsageError('--organization is required: this key opens several organizations, or none.')
}

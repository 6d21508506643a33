import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { z } from 'zod'
import type { ApiClient } from './api-client.ts'
import { type Action, type ApiVerb, type Given, type Printed, required } from './api-verb.ts'
import { configAction, configNotes } from './import-config-action.ts'
import type { ImportSource } from './import-source.ts'
import { describeSummary } from './import-summary.ts'
import { polisSource } from './polis-source.ts'
import { runImport } from './run-import.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'
import { openVendorApi, type VendorApi } from './vendor-api.ts'
import { workosSource } from './workos-source.ts'

const access = { from: { type: 'string' }, 'key-env': { type: 'string' }, 'dry-run': { type: 'boolean' } } as const

const workos: Action = {
  takes: [],
  usage: '[--from <url>] [--key-env <variable>] [--organization <id>]... [--tokens <file>] [--dry-run]',
  options: { ...access, organization: { type: 'string', multiple: true }, tokens: { type: 'string' } },
  async run(given, api, terminal) {
    const vendor = { url: 'https://api.workos.com', keyEnv: 'WORKOS_API_KEY', scheme: 'Bearer' }
    const tokens = await readTokens(given, terminal)
    const source = workosSource(openVendor(given, terminal, vendor), {
      organizations: given.options('organization'),
      tokens,
    })
    return bring(source, { given, api, terminal })
  },
}

const polis: Action = {
  takes: [],
  usage: '--from <url> [--key-env <variable>] --product <product> [--tenant <tenant>]... [--dry-run]',
  options: { ...access, product: { type: 'string' }, tenant: { type: 'string', multiple: true } },
  async run(given, api, terminal) {
    const vendor = { url: null, keyEnv: 'POLIS_API_KEY', scheme: 'Api-Key' }
    const options = { product: required(given, 'product'), tenants: given.options('tenant') }
    return bring(polisSource(openVendor(given, terminal, vendor), options), { given, api, terminal })
  },
}

/** `muster import workos|polis|config`. */
export const importVerb: ApiVerb = {
  name: 'import',
  summary: 'bring organizations, users and groups of WorkOS or Polis; write the files of an organization',
  actions: { workos, polis, config: configAction },
  notes: `  --from          the address of the other product's API (WorkOS: https://api.workos.com)
  --key-env       the environment variable that holds its API key (WORKOS_API_KEY, POLIS_API_KEY)
  --organization  only this organization of WorkOS; may be repeated
  --tokens        a file with the bearer tokens of WorkOS directories: { "directory_…": "the token" }
  --product       the product of Polis whose directories are brought
  --tenant        only this tenant of it; may be repeated
  --dry-run       read everything, count it, and write nothing

It can be run again at any time. What an identity provider has written here since stays as it is.

${configNotes}`,
}

type Vendor = { readonly url: string | null; readonly keyEnv: string; readonly scheme: string }

function openVendor(given: Given, { environment }: Terminal, vendor: Vendor): VendorApi {
  const text = vendor.url === null ? required(given, 'from') : (given.option('from') ?? vendor.url)
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !/^https?:$/.test(url.protocol)) throw new UsageError(`--from must be an http(s) URL, not "${text}".`)
  const name = given.option('key-env') ?? vendor.keyEnv
  const key = environment[name]
  if (!key) throw new UsageError(`The environment variable ${name} is empty. Put the other product's API key into it.`)
  return openVendorApi({ url, authorization: `${vendor.scheme} ${key}` })
}

async function readTokens(given: Given, { folder }: Terminal): Promise<Readonly<Record<string, string>>> {
  const file = given.option('tokens')
  if (file === undefined) return {}
  try {
    return z.record(z.string(), z.string()).parse(JSON.parse(await readFile(resolve(folder, file), 'utf8')))
  } catch (error) {
    throw new UsageError(`--tokens must name a JSON file like { "directory_…": "the token" }: ${file} is none.`, {
      cause: error,
    })
  }
}

type Asked = { readonly given: Given; readonly api: ApiClient; readonly terminal: Terminal }

async function bring(source: ImportSource, { given, api, terminal }: Asked): Promise<Printed> {
  const tell = (text: string) => terminal.tell?.(text)
  const summary = await runImport({ source, api, isDryRun: given.isSet('dry-run'), tell })
  return { json: summary, text: describeSummary(summary) }
}

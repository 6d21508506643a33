import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type Action, type ApiVerb, required } from './api-verb.ts'
import { organizationOf } from './plan-files.ts'

const backstage: Action = {
  takes: [],
  usage: '--out <folder> [--organization <id>]',
  options: { out: { type: 'string' }, organization: { type: 'string' } },
  async run(given, api, terminal) {
    const folder = resolve(terminal.folder, required(given, 'out'))
    const { readBackstageExport } = await import('./backstage-export.ts')
    const files = await readBackstageExport(api, await organizationOf(given, api))
    await mkdir(folder, { recursive: true })
    for (const { path, text } of files) await writeFile(join(folder, path), text)
    const paths = files.map(({ path }) => path)
    return { json: { folder, files: paths }, text: `${paths.join(' and ')} are written to ${folder}.` }
  },
}

/** `muster export backstage`. */
export const exportVerb: ApiVerb = {
  name: 'export',
  summary: 'write org units, teams and their people for another tool',
  actions: { backstage },
  notes: `  --out           the folder that the files go to: org.yaml with entities of the kind Group, users.yaml with those of the kind User
  --organization  whose they are; not needed for a key that opens one organization

Register both files as locations in the catalog of Backstage. People who have left are left out.`,
}

import { openAsBlob } from 'node:fs'
import { basename, resolve } from 'node:path'
import type { ApiObject } from './api-client.ts'
import type { ApiVerb } from './api-verb.ts'
import { field, time } from './show-object.ts'
import { type Column, formatTable } from './table.ts'
import { UsageError } from './usage-error.ts'

const columns: readonly Column<ApiObject>[] = [
  field('NAME', 'name'),
  field('BYTES', 'size'),
  field('SHA-256', 'sha256'),
  time('UPLOADED', 'uploaded_at'),
]

/** `muster upload <directory> users.csv …`. */
export const upload: ApiVerb = {
  name: 'upload',
  summary: 'give a directory of files its files',
  actions: {
    '': {
      takes: ['directory'],
      takesMore: 'file',
      usage: '',
      options: {},
      async run(given, api, terminal) {
        const path = `/directories/${encodeURIComponent(given.argument('directory'))}/files`
        // All of them before the first is sent: a name that is wrong changes nothing.
        const files = await Promise.all(given.rest.map((file) => openFile(resolve(terminal.folder, file))))
        const data: ApiObject[] = []
        for (const [index, { name, content }] of files.entries()) {
          // Nothing is read before all are there.
          const query = index < files.length - 1 ? '?sync=false' : ''
          data.push(await api.upload(`${path}/${encodeURIComponent(name)}${query}`, content))
        }
        return { json: { object: 'list', data }, text: formatTable(data, columns, 'There are no files.') }
      },
    },
  },
  notes:
    '  The files are read when the last one is there. Their names are those of the settings: users.csv, groups.csv, memberships.csv.',
}

async function openFile(file: string): Promise<{ readonly name: string; readonly content: Blob }> {
  try {
    return { name: basename(file), content: await openAsBlob(file) }
  } catch (error) {
    throw new UsageError(`The file ${file} cannot be read: ${(error as Error).message}`, { cause: error })
  }
}

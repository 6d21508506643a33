import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { anyKindSchema, kindSchema, schemaFiles } from '../as-code/schema/editor-schemas.ts'
import { KindName } from '../model/overlay/kind-name.ts'
import { suggestName } from '../platform/did-you-mean.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

const options = { out: { type: 'string' } } as const

/** Prints a schema, or writes all of them, and gives the exit code. */
export async function runSchema(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
  const [name, ...more] = positionals
  if (more.length > 0 || (name !== undefined && values.out !== undefined))
    throw new UsageError('Usage: muster schema [kind], or muster schema --out <folder>')
  if (values.out === undefined) {
    terminal.print(JSON.stringify(name === undefined ? anyKindSchema() : kindSchema(kindNamed(name)), null, 2))
    return 0
  }
  const folder = resolve(terminal.folder, values.out)
  await mkdir(folder, { recursive: true })
  const files = schemaFiles()
  for (const { path, text } of files) await writeFile(join(folder, path), text)
  terminal.print(`${files.length} schemas are in ${folder}. "muster schema --help" tells how editors find them.`)
  return 0
}

function kindNamed(name: string): KindName {
  const found = KindName.options.find((kind) => kind.toLowerCase() === name.toLowerCase())
  if (!found) throw new UsageError(`There is no kind "${name}". ${suggestName(name, KindName.options)}`)
  return found
}

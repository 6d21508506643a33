import { lstat, readFile, writeFile } from 'node:fs/promises'
import { join, resolve, sep } from 'node:path'
import { type Document, isMap, isScalar, parseAllDocuments } from 'yaml'
import type { ApiObject } from './api-client.ts'
import { show } from './show-object.ts'
import { UsageError } from './usage-error.ts'

/** A file that was written, and which of its keys. */
export type Adopted = { readonly file: string; readonly keys: readonly string[] }

/** Writes drifted keys into the YAML files of a folder that declare them. What is around them, comments too, stays as it is. */
export async function adoptDrift(folder: string, drift: readonly ApiObject[], from: string): Promise<Adopted[]> {
  const root = resolve(from, folder)
  const byFile = Map.groupBy(drift, ({ place }) => show((place as ApiObject | null)?.file))
  const adopted: Adopted[] = []
  for (const [file, fields] of byFile) {
    const path = resolve(join(root, file))
    // The name comes from the server: it stays within the folder.
    if (!path.startsWith(root + sep)) throw new UsageError(`${file} is not in ${root}.`)
    const isDocument = /\.(ya?ml|json)$/i.test(file) && !file.split('/').some((part) => part.startsWith('.'))
    const isFile = await lstat(path).then(
      (found) => found.isFile(),
      () => true,
    )
    if (!isDocument || !isFile)
      throw new UsageError(`${file} is no file of documents of ${root}. Nothing is written there.`)
    const text = await readFile(path, 'utf8').catch((error: Error) => {
      throw new UsageError(`The file ${path} cannot be read: ${error.message}`, { cause: error })
    })
    await writeFile(path, withValues(text, fields))
    adopted.push({ file, keys: fields.map(({ key }) => show(key)) })
  }
  return adopted
}

/** A value in the place of another; the comment behind a plain one stays. */
function setValue(document: Document, key: string, value: unknown): void {
  const node = document.get(key, true)
  if (value === null) document.delete(key)
  else if (isScalar(node) && typeof value !== 'object') node.value = value
  else document.set(key, document.createNode(value))
}

/** The text of a file with other values of some keys. */
export function withValues(text: string, fields: readonly ApiObject[]): string {
  const documents = parseAllDocuments(text)
  if (!Array.isArray(documents)) return text
  for (const { address, key, actual } of fields) {
    const [kind, id] = show(address).split('/')
    const document: Document | undefined = documents.find(
      (one) => isMap(one.contents) && one.get('kind') === kind && (one.get('id') ?? kind?.toLowerCase()) === id,
    )
    if (document) setValue(document, show(key), actual)
  }
  return documents.map((one) => one.toString({ lineWidth: 0 })).join('')
}

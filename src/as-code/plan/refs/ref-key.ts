import type { DirectoryDocument } from '../../../model/overlay/directory-document.ts'
import { caseKey } from '../../../model/user.ts'
import { attributeKey } from '../../../people/match-keys.ts'

/** A directory as references name it: by its document, its name or its id. */
export type NamedDirectory = { readonly id: string; readonly name: string }

/** The key of `person_keys` under which somebody is found whom a file names; null for an id, and for an unknown directory. */
export function refKey(
  ref: string,
  named: { readonly directories: readonly NamedDirectory[]; readonly documents: readonly DirectoryDocument[] },
): string | null {
  const [, kind = '', rest = ''] = /^(emp|mail|ext):(.+)$/s.exec(ref) ?? []
  const text = rest.normalize('NFC').trim()
  if (kind === 'emp') return attributeKey('employeeNumber', text)
  if (kind === 'mail') return attributeKey('mail', caseKey(text))
  if (kind !== 'ext') return null
  const colon = rest.indexOf(':')
  const directory = directoryOf(rest.slice(0, colon), named)
  return directory && `ext=${directory}:${rest.slice(colon + 1)}`
}

/** The id of the directory that files call so. */
export function directoryOf(name: string, { directories, documents }: Parameters<typeof refKey>[1]): string | null {
  const called = documents.find(({ id }) => id === name)?.directory ?? name
  const found = directories.find(({ id }) => id === called) ?? directories.find((one) => one.name === called)
  return found?.id ?? null
}

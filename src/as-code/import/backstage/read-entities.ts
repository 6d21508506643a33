import { parseAllDocuments } from 'yaml'
import { isJsonObject } from '../../../model/json.ts'
import type { SourceFile } from '../../load/load-documents.ts'
import { BackstageGroup, BackstageUser } from './entity.ts'

export type FromFile<T> = T & { readonly path: string }

/** The groups and users of a catalog, and what could not be read. Entities of other kinds are passed over. */
export type Entities = {
  readonly groups: readonly FromFile<BackstageGroup>[]
  readonly users: readonly FromFile<BackstageUser>[]
  readonly remarks: readonly string[]
}

/** Reads every `Group` and `User` of YAML files, of which each may hold several. */
export function readEntities(files: readonly SourceFile[]): Entities {
  const groups: FromFile<BackstageGroup>[] = []
  const users: FromFile<BackstageUser>[] = []
  const remarks: string[] = []
  for (const { path, text } of files.filter((file) => /\.ya?ml$/.test(file.path))) {
    for (const entity of entitiesIn(text, (problem) => remarks.push(`${path} could not be read: ${problem}`))) {
      if (entity.kind !== 'Group' && entity.kind !== 'User') continue
      const group = BackstageGroup.safeParse(entity)
      const user = BackstageUser.safeParse(entity)
      if (group.success) groups.push({ ...group.data, path })
      else if (user.success) users.push({ ...user.data, path })
      else remarks.push(`${path}: an entity of kind ${entity.kind} lacks what Backstage asks for, left out.`)
    }
  }
  return { groups, users, remarks }
}

function entitiesIn(text: string, refuse: (problem: string) => void): Readonly<Record<string, unknown>>[] {
  const documents = parseAllDocuments(text)
  return documents.flatMap((document) => {
    const [error] = document.errors
    if (error) refuse(error.message.split('\n')[0] ?? '')
    const value: unknown = error ? null : document.toJS({ maxAliasCount: 100 })
    return isJsonObject(value) ? [value] : []
  })
}

import type { DirectoryDocument } from '../../../model/overlay/directory-document.ts'
import type { OverlayDocument } from '../../../model/overlay/document.ts'
import type { Queryable } from '../../../store/database.ts'
import { findPeopleByKeys } from '../../../store/overlay/find-people-by-key.ts'
import { readPeopleNames } from '../../../store/overlay/plan-people.ts'
import { personRefsOf } from './person-refs.ts'
import { type NamedDirectory, refKey } from './ref-key.ts'
import type { ResolvedRef } from './resolve-refs.ts'

type Asked = {
  readonly organizationId: string
  readonly documents: readonly OverlayDocument[]
  readonly directories: readonly NamedDirectory[]
}

/** Finds whom the references of documents mean today. */
export async function findRefs(
  on: Queryable,
  { organizationId, documents, directories }: Asked,
): Promise<ResolvedRef[]> {
  const refs = [...new Set(documents.flatMap(personRefsOf))]
  return findThese(on, { organizationId, documents, directories }, refs)
}

/** Finds whom these references mean today. */
export async function findThese(
  on: Queryable,
  { organizationId, documents, directories }: Asked,
  refs: readonly string[],
): Promise<ResolvedRef[]> {
  const ofDirectories = documents.filter((one): one is DirectoryDocument => one.kind === 'Directory')
  const keys = new Map(refs.map((ref) => [ref, refKey(ref, { directories, documents: ofDirectories })]))
  const ids = refs.filter((ref) => ref.startsWith('person_'))
  const wanted = [...new Set([...keys.values()].filter((key) => key !== null))]
  const [byKey, byId] = await Promise.all([
    findPeopleByKeys(on, organizationId, wanted),
    ids.length > 0 ? readPeopleNames(on, organizationId, ids) : new Map<string, string>(),
  ])
  return refs.map((ref) => {
    const own = byId.has(ref) ? [ref] : []
    return { ref, people: [...own, ...(byKey.get(keys.get(ref) ?? '') ?? [])] }
  })
}

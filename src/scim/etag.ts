import { ScimError } from './errors.ts'
import type { ScimOperation } from './operation.ts'
import { etagOf } from './resource/write-resource.ts'

type Preconditions = Pick<ScimOperation, 'ifMatch' | 'ifNoneMatch'>

/**
 * The version that If-Match demands; undefined when it demands none. Of several, the latest: versions only grow, so the
 * others are of the past for sure. A tag that is not of ours matches no version.
 */
export function demandedVersion({ ifMatch }: Preconditions): number | undefined {
  const tags = tagsOf(ifMatch)
  if (tags.length === 0 || tags.includes('*')) return undefined
  return Math.max(...tags.map((tag) => Number(/^(?:W\/)?"?(\d{1,15})"?$/i.exec(tag)?.[1] ?? -1)))
}

/** Whether the client says in If-None-Match that it has this version already. */
export function hasVersion({ ifNoneMatch }: Preconditions, version: number): boolean {
  return tagsOf(ifNoneMatch).some((tag) => tag === '*' || tag.replace(/^W\//i, '').replaceAll('"', '') === `${version}`)
}

/**
 * Refuses with 412 what a read or a change of this version may not do: another one is demanded by If-Match, or, for a
 * change, If-None-Match names it (RFC 9110 section 13.1). For reads If-None-Match means 304: see `hasVersion`.
 */
export function checkVersion(preconditions: Preconditions, version: number, options: { isRead: boolean }): void {
  const demanded = demandedVersion(preconditions)
  if (demanded !== undefined && demanded !== version) {
    throw new ScimError(412, `If-Match demands another version: the resource is at ${etagOf(version)}. Read it again.`)
  }
  if (!options.isRead && hasVersion(preconditions, version)) {
    throw new ScimError(412, `If-None-Match forbids this version: the resource is at ${etagOf(version)}.`)
  }
}

function tagsOf(header: string | undefined): string[] {
  return (header ?? '')
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '')
}

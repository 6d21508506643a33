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
 * Refuses with 412 to show another version than If-Match demands (RFC 9110 section 13.1.1). Changes are refused by the
 * write path, which is told the version as `ifVersion`.
 */
export function requireDemandedVersion(preconditions: Preconditions, version: number): void {
  const demanded = demandedVersion(preconditions)
  if (demanded === undefined || demanded === version) return
  throw new ScimError(412, `If-Match demands another version: the resource is at ${etagOf(version)}. Read it again.`)
}

/** Refuses with 412 a change of the version that If-None-Match names (RFC 9110 section 13.1.2). For reads it means 304. */
export function refuseKnownVersion(preconditions: Preconditions, version: number): void {
  if (!hasVersion(preconditions, version)) return
  throw new ScimError(412, `If-None-Match forbids this version: the resource is at ${etagOf(version)}.`)
}

/** The preconditions of a deletion, as its command takes them. */
export function deletionPreconditions(preconditions: Preconditions) {
  return {
    ifVersion: demandedVersion(preconditions),
    check: ({ version }: { readonly version: number }) => refuseKnownVersion(preconditions, version),
  }
}

function tagsOf(header: string | undefined): string[] {
  return (header ?? '')
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '')
}

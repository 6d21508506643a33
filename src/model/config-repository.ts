import { z } from 'zod'
import type { JsonObject } from './json.ts'

/**
 * What the server does with the plan of a commit by itself: nothing (`never`); apply it when it takes nothing away, and else once it is
 * approved (`additive`); apply it once it is approved (`approved`).
 */
export const AutoApply = z.enum(['never', 'additive', 'approved'])
export type AutoApply = z.infer<typeof AutoApply>

/** How far a repository was followed: `waiting` before the first look, `failed` when the last look did not end well. */
export const FollowState = z.object({
  status: z.enum(['waiting', 'followed', 'failed']),
  /** When it was last looked at. */
  looked_at: z.iso.datetime().nullable(),
  /** What went wrong at the last look, in words for whoever can put it right. */
  error: z.object({ code: z.string(), text: z.string() }).nullable(),
  /** How many looks in a row have failed. */
  failures: z.int(),
  /** The commit that was last planned. */
  commit: z
    .object({ id: z.string(), author: z.string(), subject: z.string(), committed_at: z.iso.datetime() })
    .nullable(),
  /** The plan of that commit; null where it changes nothing. */
  plan_id: z.string().nullable(),
})
export type FollowState = z.infer<typeof FollowState>

/** A repository with the files of an organization, which the server follows. */
export type ConfigRepository = {
  readonly organizationId: string
  readonly id: string
  /** By which plans and objects say where they are from. Stays, whatever the address becomes. */
  readonly name: string
  readonly url: string
  readonly branch: string
  /** The folder within it that holds the files; empty: all of it. */
  readonly folder: string
  readonly sealedSecrets: string | null
  readonly autoApply: AutoApply
  readonly state: FollowState
  readonly lastCommit: string | null
  readonly nextLookAt: Date
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** The state of a repository that was never looked at. */
export const neverFollowed: FollowState = {
  status: 'waiting',
  looked_at: null,
  error: null,
  failures: 0,
  commit: null,
  plan_id: null,
}

/** A repository as the API shows it: of its secrets only that there are some. */
export function toConfigRepositoryObject(repository: ConfigRepository): JsonObject {
  const { state } = repository
  return {
    object: 'config_repository',
    id: repository.id,
    organization_id: repository.organizationId,
    name: repository.name,
    url: repository.url,
    branch: repository.branch,
    folder: repository.folder,
    auto_apply: repository.autoApply,
    has_secrets: repository.sealedSecrets !== null,
    ...{ ...state, error: state.error && { ...state.error }, commit: state.commit && { ...state.commit } },
    next_look_at: repository.nextLookAt.toISOString(),
    created_at: repository.createdAt.toISOString(),
    updated_at: repository.updatedAt.toISOString(),
  }
}

/** A name for a repository, of its address: `acme/people`. */
export function nameOfRepository(url: string, folder: string): string {
  const path = url.replace(/^[a-z]+:\/\/[^/]*/, '').replace(/^[^/:]*:/, '')
  const parts = path
    .replace(/\.git\/?$/, '')
    .split('/')
    .filter((part) => part !== '' && part !== '~')
  return (
    [...parts.slice(-2), ...folder.split('/').filter((part) => part !== '')].join('/').slice(0, 200) || 'repository'
  )
}

import { z } from 'zod'
import type { JsonObject } from './json.ts'

/** A step of a set-up, by the name that the screens give it: `settings`, `guide.3`. */
export const SetupStep = z
  .string()
  .regex(/^[a-z][a-z0-9_]*(\.[a-z0-9_]+)?$/, 'must be the name of a step, such as "settings" or "guide.3"')
  .max(60, 'must be at most 60 characters')

/** How far the setting up of a directory has come. It is kept, so that it can be left and gone on with. */
export type DirectorySetup = {
  readonly organizationId: string
  readonly directoryId: string
  /** What was chosen, by its id in the list of providers; null where nobody has said. */
  readonly provider: string | null
  readonly stepsDone: readonly string[]
  readonly currentStep: string | null
  /** The portal link by which it was begun; null where an operator did. */
  readonly linkId: string | null
  /** Null where nothing was begun. */
  readonly startedAt: Date | null
  readonly updatedAt: Date | null
  readonly finishedAt: Date | null
}

/** The set-up of a directory with which nobody has begun. */
export function noSetup({
  organizationId,
  directoryId,
}: Pick<DirectorySetup, 'organizationId' | 'directoryId'>): DirectorySetup {
  const nobody = { provider: null, stepsDone: [], currentStep: null, linkId: null }
  return { organizationId, directoryId, ...nobody, startedAt: null, updatedAt: null, finishedAt: null }
}

/** A set-up as the API shows it. */
export function toDirectorySetupObject(setup: DirectorySetup): JsonObject {
  return {
    object: 'directory_setup',
    organization_id: setup.organizationId,
    directory_id: setup.directoryId,
    provider: setup.provider,
    steps_done: [...setup.stepsDone],
    current_step: setup.currentStep,
    link_id: setup.linkId,
    started_at: setup.startedAt?.toISOString() ?? null,
    updated_at: setup.updatedAt?.toISOString() ?? null,
    finished_at: setup.finishedAt?.toISOString() ?? null,
  }
}

import { type DirectorySetup, noSetup } from '../model/directory-setup.ts'
import type { Queryable } from './database.ts'

type Ref = Pick<DirectorySetup, 'organizationId' | 'directoryId'>

type Row = {
  readonly provider: string | null
  readonly steps_done: readonly string[]
  readonly current_step: string | null
  readonly link_id: string | null
  readonly started_at: Date
  readonly updated_at: Date
  readonly finished_at: Date | null
}

const columns = 'provider, steps_done, current_step, link_id, started_at, updated_at, finished_at'

/** How far the setting up of a directory has come. `lock`: nobody else changes it until the transaction has ended. */
export async function findDirectorySetup(
  on: Queryable,
  ref: Ref,
  { lock }: { readonly lock: boolean },
): Promise<DirectorySetup> {
  const [row] = await on.query<Row>({
    text: `select ${columns} from directory_setups where organization_id = $1 and directory_id = $2
      ${lock ? 'for update' : ''}`,
    values: [ref.organizationId, ref.directoryId],
  })
  return row ? toSetup(ref, row) : noSetup(ref)
}

/** Begins the set-up of a directory, where nobody has begun it. */
export async function beginDirectorySetup(
  on: Queryable,
  { organizationId, directoryId }: Ref,
  { linkId, at }: { readonly linkId: string | null; readonly at: Date },
): Promise<void> {
  await on.query({
    text: `insert into directory_setups (organization_id, directory_id, link_id, started_at, updated_at)
      values ($1, $2, $3, $4, $4) on conflict do nothing`,
    values: [organizationId, directoryId, linkId, at],
  })
}

/** Writes how far the setting up of a directory has come. */
export async function updateDirectorySetup(on: Queryable, setup: DirectorySetup): Promise<void> {
  await on.query({
    text: `update directory_setups set provider = $3, steps_done = $4, current_step = $5, updated_at = $6, finished_at = $7
      where organization_id = $1 and directory_id = $2`,
    values: [
      ...[setup.organizationId, setup.directoryId, setup.provider, setup.stepsDone, setup.currentStep],
      ...[setup.updatedAt, setup.finishedAt],
    ],
  })
}

function toSetup({ organizationId, directoryId }: Ref, row: Row): DirectorySetup {
  return {
    organizationId,
    directoryId,
    provider: row.provider,
    stepsDone: row.steps_done,
    currentStep: row.current_step,
    linkId: row.link_id,
    startedAt: row.started_at,
    updatedAt: row.updated_at,
    finishedAt: row.finished_at,
  }
}

import { AppError } from '../../errors.ts'
import type { AutoApply, ConfigRepository, FollowState } from '../../model/config-repository.ts'
import type { Queryable } from '../database.ts'

type Row = {
  readonly organization_id: string
  readonly id: string
  readonly name: string
  readonly url: string
  readonly branch: string
  readonly folder: string
  readonly sealed_secrets: string | null
  readonly auto_apply: AutoApply
  readonly state: FollowState
  readonly last_commit: string | null
  readonly next_look_at: Date
  readonly created_at: Date
  readonly updated_at: Date
}

const columns = `organization_id, id, name, url, branch, folder, sealed_secrets, auto_apply, state, last_commit, next_look_at,
  created_at, updated_at`

/** Keeps a new repository. Refused with `config_repository_exists` where the organization has one of that name. */
export async function insertConfigRepository(on: Queryable, repository: ConfigRepository): Promise<void> {
  const rows = await on.query({
    text: `insert into config_repositories (${columns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
      on conflict (organization_id, name) do nothing returning id`,
    values: [
      ...[repository.organizationId, repository.id, repository.name, repository.url, repository.branch],
      ...[repository.folder, repository.sealedSecrets, repository.autoApply, JSON.stringify(repository.state)],
      ...[repository.lastCommit, repository.nextLookAt, repository.createdAt, repository.updatedAt],
    ],
  })
  if (rows.length === 0) throw new AppError('config_repository_exists', { name: repository.name })
}

/** Changes what is said of a repository. What was seen of it stays, but it is looked at anew. */
export async function updateConfigRepository(on: Queryable, repository: ConfigRepository): Promise<void> {
  const { organizationId, id, url, branch, folder, sealedSecrets, autoApply, nextLookAt, updatedAt } = repository
  await on.query({
    text: `update config_repositories set url = $3, branch = $4, folder = $5, sealed_secrets = $6, auto_apply = $7,
        last_commit = $8, next_look_at = $9, updated_at = $10
      where organization_id = $1 and id = $2`,
    values: [
      ...[organizationId, id, url, branch, folder, sealedSecrets, autoApply, repository.lastCommit],
      ...[nextLookAt, updatedAt],
    ],
  })
}

/** The repositories of an organization, the oldest first. */
export async function listConfigRepositories(on: Queryable, organizationId: string): Promise<ConfigRepository[]> {
  const rows = await on.query<Row>({
    text: `select ${columns} from config_repositories where organization_id = $1 order by id`,
    values: [organizationId],
  })
  return rows.map(toRepository)
}

/** One repository, of this organization or, with null, of any; `lock`: nobody else changes it until the transaction ends. */
export async function findConfigRepository(
  on: Queryable,
  id: string,
  { organizationId, lock = false }: { readonly organizationId: string | null; readonly lock?: boolean },
): Promise<ConfigRepository | null> {
  const [row] = await on.query<Row>({
    text: `select ${columns} from config_repositories where id = $1 and ($2::text is null or organization_id = $2) ${lock ? 'for update' : ''}`,
    values: [id, organizationId],
  })
  return row ? toRepository(row) : null
}

/** Follows a repository no longer. False when it is gone already. */
export async function deleteConfigRepository(
  on: Queryable,
  { organizationId, id }: Pick<ConfigRepository, 'organizationId' | 'id'>,
): Promise<boolean> {
  const rows = await on.query({
    text: 'delete from config_repositories where organization_id = $1 and id = $2 returning id',
    values: [organizationId, id],
  })
  return rows.length > 0
}

/** Takes a repository that is due, for as long as the lease says; others take other ones. Null when none is due. */
export async function takeDueRepository(
  on: Queryable,
  { now, leaseUntil }: { readonly now: Date; readonly leaseUntil: Date },
): Promise<ConfigRepository | null> {
  const [row] = await on.query<Row>({
    name: 'take-due-repository',
    text: `update config_repositories r set next_look_at = $2
      from (select organization_id as o, id as i from config_repositories where next_look_at <= $1
        order by next_look_at limit 1 for update skip locked) due
      where r.organization_id = due.o and r.id = due.i returning ${columns}`,
    values: [now, leaseUntil],
  })
  return row ? toRepository(row) : null
}

/** What came of a look. */
export type Looked = Pick<
  ConfigRepository,
  'organizationId' | 'id' | 'updatedAt' | 'state' | 'lastCommit' | 'nextLookAt'
>

/**
 * Notes what came of a look, which began with a lease. False when the repository was changed or removed meanwhile: then nothing is
 * written. Who asked for a look meanwhile gets one.
 */
export async function noteLook(on: Queryable, looked: Looked, leaseUntil: Date): Promise<boolean> {
  const rows = await on.query({
    name: 'note-look-at-repository',
    text: `update config_repositories set state = $4, last_commit = $5,
        next_look_at = case when next_look_at = $7 then $6 else next_look_at end
      where organization_id = $1 and id = $2 and updated_at = $3 returning id`,
    values: [
      ...[looked.organizationId, looked.id, looked.updatedAt, JSON.stringify(looked.state)],
      ...[looked.lastCommit, looked.nextLookAt, leaseUntil],
    ],
  })
  return rows.length > 0
}

/** Asks for a look at a repository now. */
export async function hintConfigRepository(
  on: Queryable,
  { organizationId, name }: Pick<ConfigRepository, 'organizationId' | 'name'>,
  now: Date,
): Promise<void> {
  await on.query({
    text: `update config_repositories set next_look_at = least(next_look_at, $3)
      where organization_id = $1 and name = $2`,
    values: [organizationId, name, now],
  })
}

function toRepository(row: Row): ConfigRepository {
  return {
    organizationId: row.organization_id,
    id: row.id,
    name: row.name,
    url: row.url,
    branch: row.branch,
    folder: row.folder,
    sealedSecrets: row.sealed_secrets,
    autoApply: row.auto_apply,
    state: row.state,
    lastCommit: row.last_commit,
    nextLookAt: row.next_look_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

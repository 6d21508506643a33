import { AppError } from '../errors.ts'
import { sleep } from '../events/waker.ts'
import type { Cause } from '../model/event.ts'
import type { User, UserContent } from '../model/user.ts'
import type { Platform } from '../platform/platform.ts'
import type { Database } from '../store/database.ts'
import { purgeDeletedUsers } from '../store/deleted-users.ts'
import {
  type DirectoryOutOfLine,
  findDirectoriesOutOfLine,
  findUsersOutOfLine,
  findUsersPastGrace,
  type InactiveUser,
  markInLine,
} from '../store/deprovisioning-due.ts'
import type { DirectoryRef, SubmitCommand } from './commands.ts'

/** What the work of deprovisioning is done with. */
export type Deprovisioner = {
  readonly database: Database
  readonly platform: Platform
  readonly submit: SubmitCommand
}

const lookEvery = 60_000
const atOnce = 200

/** Muster itself deletes and changes these users, nobody's key or token. */
const cause: Cause = { source: 'system', actorId: null, requestId: null }

/**
 * Does what is due by the directories' deprovisioning policies, each minute, in the one process that leads. It does not
 * matter if two do for a moment: whether a user is due is decided in the write path.
 */
export function startDeprovisioning({
  isLeader,
  ...deprovisioner
}: Deprovisioner & { readonly isLeader: () => boolean }): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const running = repeat(deprovisioner, isLeader, stopping.signal)
  return {
    async stop() {
      stopping.abort()
      await running
    },
  }
}

async function repeat(deprovisioner: Deprovisioner, isLeader: () => boolean, stopped: AbortSignal): Promise<void> {
  const { log } = deprovisioner.platform
  while (!stopped.aborted) {
    await sleep(lookEvery, stopped)
    if (stopped.aborted || !isLeader()) continue
    await deprovision(deprovisioner, stopped).catch((error: unknown) =>
      log.warn({ err: error }, 'Deprovisioning failed; it is tried again'),
    )
  }
}

/**
 * One round: brings users in line with policies that were changed, deletes those whose grace is over, and purges those
 * that can no longer be restored. Ends early, between two batches, when it is stopped.
 */
export async function deprovision(deprovisioner: Deprovisioner, stopped = new AbortController().signal): Promise<void> {
  const { database, platform } = deprovisioner
  for (const directory of await findDirectoriesOutOfLine(database, atOnce)) {
    await bringInLine(deprovisioner, directory, stopped)
  }
  await deletePastGrace(deprovisioner, stopped)
  while (!stopped.aborted && (await purgeDeletedUsers(database, platform.clock.now(), atOnce)) === atOnce);
}

/** An update that changes nothing of its own: the write path applies the policy to whatever it writes. */
async function bringInLine(
  deprovisioner: Deprovisioner,
  directory: DirectoryOutOfLine,
  stopped: AbortSignal,
): Promise<void> {
  const { database, platform, submit } = deprovisioner
  let after: InactiveUser | null = null
  let isAllDone = true
  while (!stopped.aborted) {
    const users: InactiveUser[] = await findUsersOutOfLine(database, directory, { after, limit: atOnce })
    const tried = await Promise.allSettled(
      users.map(({ id }) =>
        submit(directory, { type: 'update_user', id, change: asTheSourceSays, cause, received: null }),
      ),
    )
    isAllDone &&= countFailures(platform, directory, tried) === 0
    after = users.at(-1) ?? null
    if (users.length === atOnce) continue
    if (isAllDone) await markInLine(database, directory)
    return
  }
}

function asTheSourceSays({ userName, externalId, attributes, document, inactiveSince }: User): UserContent {
  return { userName, externalId, attributes, document, active: inactiveSince === null }
}

async function deletePastGrace({ database, platform, submit }: Deprovisioner, stopped: AbortSignal): Promise<void> {
  while (!stopped.aborted) {
    const due = await findUsersPastGrace(database, platform.clock.now(), atOnce)
    const tried = await Promise.allSettled(
      due.map(({ id, ...directory }) =>
        submit(directory, { type: 'delete_user', id, ifPastGrace: true, cause, received: null }),
      ),
    )
    const failures = due[0] ? countFailures(platform, due[0], tried) : 0
    // What could not be done is found again: it waits for the next round.
    if (due.length < atOnce || failures > 0) return
  }
}

/** Logs the first failure; a user who is gone meanwhile is none. */
function countFailures(
  { log }: Platform,
  { organizationId, directoryId }: DirectoryRef,
  tried: readonly PromiseSettledResult<unknown>[],
): number {
  const failed = tried.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []))
  const failures = failed.filter((error) => !(error instanceof AppError && error.code === 'user_not_found'))
  if (failures.length > 0) {
    const about = { err: failures[0], failures: failures.length, organizationId, directoryId }
    log.warn(about, 'Some users could not be deprovisioned; it is tried again')
  }
  return failures.length
}

import { setImmediate as nextTurn } from 'node:timers/promises'
import { AppError } from '../errors.ts'
import type { Platform } from '../platform/platform.ts'
import type { Database } from '../store/database.ts'
import { applyBatch } from './apply-batch.ts'
import {
  type Command,
  type CommandResult,
  type DirectoryRef,
  type SingleCommand,
  type SubmitCommand,
  singleCommands,
} from './commands.ts'
import type { Outcome } from './plan-batch.ts'
import { runInHalves } from './run-in-halves.ts'

/** The write path of all directories in this process. */
export type DirectoryWriter = {
  readonly submit: SubmitCommand
  /** Takes no more commands and resolves when those that wait are applied. */
  stop(): Promise<void>
}

export type DirectoryWriterOptions = {
  readonly database: Database
  readonly platform: Platform
  /** Called after every commit that appended events, so that readers of the log wake up. */
  readonly onCommit?: (directory: DirectoryRef) => void
}

// A batch is one transaction: larger ones gain little (the flush is shared already) and make others wait longer. What
// counts is the weight, so that replacing large groups does not pile up in memory.
const heaviestBatch = 256
const heaviestQueue = 4096
const membersPerWeight = 50

type Waiting = {
  readonly command: Command
  readonly weight: number
  readonly resolve: (result: CommandResult<Command>) => void
  readonly reject: (error: unknown) => void
}

type Queue = { readonly scope: DirectoryRef; readonly waiting: Waiting[]; weight: number }

/**
 * Starts the write path: group commit in the application. Each directory has a queue; while its transaction is in
 * flight, further commands wait, and the next transaction takes about half of those under way. No timer is involved, so a lone command waits
 * for nobody, and directories do not wait for one another. Other processes may write the same directory: the row lock
 * of its stream makes them take turns.
 */
export function createDirectoryWriter(options: DirectoryWriterOptions): DirectoryWriter {
  const queues = new Map<string, Queue>()
  const running = new Set<Promise<void>>()
  let isStopping = false

  const submit = (scope: DirectoryRef, command: Command) =>
    new Promise<CommandResult<Command>>((resolve, reject) => {
      if (isStopping) return reject(new AppError('shutting_down'))
      const key = `${scope.organizationId}/${scope.directoryId}`
      const queue = queues.get(key) ?? { scope, waiting: [], weight: 0 }
      if (queue.weight >= heaviestQueue) return reject(new AppError('too_many_changes', { seconds: 1 }))
      const weight = weightOf(command)
      queue.waiting.push({ command, weight, resolve, reject })
      queue.weight += weight
      if (queues.has(key)) return
      queues.set(key, queue)
      const run = drain(queue, options, () => queues.delete(key)).finally(() => running.delete(run))
      running.add(run)
    })

  return {
    submit: submit as SubmitCommand,
    async stop() {
      isStopping = true
      while (running.size > 0) await Promise.all(running)
    },
  }
}

/**
 * Applies what waits in a directory's queue, batch after batch, until nothing waits. A batch is about half of the commands
 * that are on their way: while the database works on one half, this process answers the other and reads what comes next.
 */
async function drain(queue: Queue, options: DirectoryWriterOptions, onEmpty: () => void): Promise<void> {
  let applied = 0
  // Requests that arrived in the same turn of the event loop are counted in.
  await nextTurn()
  while (queue.waiting.length > 0) {
    const batch = takeBatch(queue, Math.ceil((queue.waiting.length + applied) / 2))
    applied = batch.length
    const settle = await runBatch(queue.scope, batch, options)
    // The next batch is on its way to the database before the answers to this one are written.
    setImmediate(settle)
  }
  onEmpty()
}

/** The next commands, up to so many and up to the heaviest batch; always one at least. */
function takeBatch(queue: Queue, length: number): Waiting[] {
  let weight = 0
  const heavy = queue.waiting.findIndex((waiting, index) => {
    weight += waiting.weight
    return index > 0 && weight > heaviestBatch
  })
  const batch = queue.waiting.splice(0, heavy === -1 ? length : Math.min(length, heavy))
  queue.weight -= batch.reduce((sum, waiting) => sum + waiting.weight, 0)
  return batch
}

function weightOf(command: Command): number {
  return singleCommands(command).reduce((sum, single) => sum + weightOfOne(single), 0)
}

function weightOfOne(command: SingleCommand): number {
  if (command.type === 'create_group') return 1 + Math.floor(command.memberIds.length / membersPerWeight)
  if (command.type !== 'update_group') return 1
  const named = command.members.reduce((sum, operation) => sum + ('ids' in operation ? operation.ids.length : 0), 0)
  return 1 + Math.floor(named / membersPerWeight)
}

/** Commits a batch, and gives what tells its callers of it. */
async function runBatch(
  scope: DirectoryRef,
  batch: readonly Waiting[],
  options: DirectoryWriterOptions,
): Promise<() => void> {
  const commit = (commands: readonly Command[]) => commitCommands(scope, commands, options)
  const settled = (outcomes: readonly Outcome[]) => () => settleAll(batch, outcomes, () => options.onCommit?.(scope))
  try {
    return settled(await commit(batch.map(({ command }) => command)))
  } catch (error) {
    const isShared = batch.length > 1 && batch.some(({ command }) => command.type === 'sequence' && command.alongside)
    // Refusals of ours concern all of them: the directory is gone or paused, or the database does not answer; unless it
    // is what is written alongside one of them.
    if (error instanceof AppError && !isShared) return () => rejectAll(batch, error)
    // What one command brings the database to refuse must fail that command, not those that happened to share its batch.
    if (batch.length > 1) return runSingly(scope, batch, options)
    const command = batch[0]?.command
    if (command?.type !== 'sequence' || command.alongside) return () => rejectAll(batch, error)
    return settled([await runInHalves(command, (part) => commit([part]))])
  }
}

async function runSingly(
  scope: DirectoryRef,
  batch: readonly Waiting[],
  options: DirectoryWriterOptions,
): Promise<() => void> {
  const settles: (() => void)[] = []
  for (const waiting of batch) settles.push(await runBatch(scope, [waiting], options))
  return () => {
    for (const settleOne of settles) settleOne()
  }
}

function commitCommands(
  scope: DirectoryRef,
  commands: readonly Command[],
  { database, platform }: DirectoryWriterOptions,
): Promise<readonly Outcome[]> {
  return database.transaction((transaction) => applyBatch(transaction, { scope, commands, platform }))
}

function rejectAll(batch: readonly Waiting[], error: unknown): void {
  for (const { reject } of batch) reject(error)
}

function settleAll(batch: readonly Waiting[], outcomes: readonly Outcome[], onChange: () => void): void {
  for (const [index, { resolve, reject }] of batch.entries()) {
    const outcome = outcomes[index]
    if (outcome?.ok) resolve(outcome.result)
    else reject(outcome?.error)
  }
  const areTold = batch.some(({ command }) => command.type === 'sequence' && command.tell !== undefined)
  if (areTold || outcomes.some((outcome) => outcome.ok && outcome.changes.length > 0)) onChange()
}

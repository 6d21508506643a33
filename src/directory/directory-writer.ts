import { AppError } from '../errors.ts'
import type { Platform } from '../platform/platform.ts'
import type { Database } from '../store/database.ts'
import { isDataError } from '../store/database-errors.ts'
import { applyBatch } from './apply-batch.ts'
import type { Command, CommandResult, DirectoryRef, SubmitCommand } from './commands.ts'
import type { Outcome } from './plan-batch.ts'

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

// A batch is one transaction: larger ones gain little (the flush is shared already) and make others wait longer.
const largestBatch = 256
const longestQueue = 4096

type Waiting = {
  readonly command: Command
  readonly resolve: (result: CommandResult<Command>) => void
  readonly reject: (error: unknown) => void
}

/**
 * Starts the write path: group commit in the application. Each directory has a queue; while its transaction is in
 * flight, further commands wait, and the next transaction takes them all. No timer is involved, so a lone command waits
 * for nobody, and directories do not wait for one another. Other processes may write the same directory: the row lock
 * of its stream makes them take turns.
 */
export function createDirectoryWriter(options: DirectoryWriterOptions): DirectoryWriter {
  const queues = new Map<string, Waiting[]>()
  const running = new Set<Promise<void>>()
  let isStopping = false

  const submit = (scope: DirectoryRef, command: Command) =>
    new Promise<CommandResult<Command>>((resolve, reject) => {
      if (isStopping) return reject(new AppError('shutting_down'))
      const queue = queues.get(scope.directoryId)
      if (queue && queue.length >= longestQueue) return reject(new AppError('too_many_changes', { seconds: 1 }))
      if (queue) return void queue.push({ command, resolve, reject })
      queues.set(scope.directoryId, [{ command, resolve, reject }])
      const run = drain(scope).finally(() => running.delete(run))
      running.add(run)
    })

  /** Applies what waits in a directory's queue, batch after batch, until nothing waits. */
  async function drain(scope: DirectoryRef): Promise<void> {
    // Requests that arrived in the same turn of the event loop join the first batch.
    await new Promise((resolve) => setImmediate(resolve))
    const queue = queues.get(scope.directoryId) ?? []
    while (queue.length > 0) await runBatch(scope, queue.splice(0, largestBatch), options)
    queues.delete(scope.directoryId)
  }

  return {
    submit: submit as SubmitCommand,
    async stop() {
      isStopping = true
      while (running.size > 0) await Promise.all(running)
    },
  }
}

async function runBatch(
  scope: DirectoryRef,
  batch: readonly Waiting[],
  options: DirectoryWriterOptions,
): Promise<void> {
  try {
    const outcomes = await commitBatch(scope, batch, options)
    for (const [index, waiting] of batch.entries()) settle(waiting, outcomes[index])
    if (outcomes.some((outcome) => outcome.ok && outcome.changes.length > 0)) options.onCommit?.(scope)
  } catch (error) {
    // A value that only the database refuses must fail its own command, not those that happened to share its batch.
    if (batch.length > 1 && isDataError(error)) {
      for (const waiting of batch) await runBatch(scope, [waiting], options)
      return
    }
    for (const { reject } of batch) reject(error)
  }
}

function commitBatch(
  scope: DirectoryRef,
  batch: readonly Waiting[],
  { database, platform }: DirectoryWriterOptions,
): Promise<readonly Outcome[]> {
  const commands = batch.map(({ command }) => command)
  return database.transaction((transaction) => applyBatch(transaction, { scope, commands, platform }))
}

function settle({ resolve, reject }: Waiting, outcome: Outcome | undefined): void {
  if (outcome?.ok) resolve(outcome.result)
  else reject(outcome?.error)
}

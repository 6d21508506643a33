import { AppError } from '../errors.ts'
import type { Command, Sequence, StepResult } from './commands.ts'
import type { CausedChange, Outcome } from './plan-batch.ts'

/**
 * Runs a sequence whose transaction the database has refused: its first half and then the rest, each in turn by halves,
 * until a step that is refused stands alone. So it alone fails, at the cost of some transactions more. `commit` applies
 * a command in a transaction of its own.
 */
export async function runInHalves(
  sequence: Sequence,
  commit: (command: Command) => Promise<readonly Outcome[]>,
): Promise<Outcome> {
  const changes: CausedChange[] = []
  const half = Math.ceil(sequence.steps.length / 2)
  const results = await runUpTo(sequence.steps.length, half < sequence.steps.length ? await runUpTo(half, []) : [])
  return { ok: true, changes, result: { results } }

  async function runUpTo(end: number, done: readonly StepResult[]): Promise<readonly StepResult[]> {
    try {
      const [outcome] = await commit({ ...sequence, steps: sequence.steps.slice(0, end), done })
      if (!outcome?.ok || !('results' in outcome.result)) throw new Error('A sequence always has results')
      changes.push(...outcome.changes)
      return outcome.result.results
    } catch (error) {
      const left = end - done.length
      // A refusal of ours is about the directory or the connection, so smaller parts would fare no better.
      if (error instanceof AppError || left === 1)
        return [...done, ...Array<StepResult>(left).fill({ ok: false, error })]
      return runUpTo(end, await runUpTo(done.length + Math.ceil(left / 2), done))
    }
  }
}

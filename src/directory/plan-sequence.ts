import { AppError } from '../errors.ts'
import type { Sequence, SequenceStep, SingleCommand, StepResult } from './commands.ts'
import type { CausedChange, Outcome } from './plan-batch.ts'
import { NamesNotLoaded } from './state.ts'

/**
 * Plans the steps of a sequence one after the other by `plan`, as far as they are not done. Steps that are refused, or
 * that depend on one that was, change nothing. The sequence itself always succeeds: its result says what became of each.
 */
export function planSequence(sequence: Sequence, plan: (command: SingleCommand) => Outcome): Outcome {
  const results: StepResult[] = [...(sequence.done ?? [])]
  const changes: CausedChange[] = []
  let refused = results.filter((result) => 'error' in result).length
  for (const step of sequence.steps.slice(results.length)) {
    if (sequence.failOnErrors !== null && refused >= sequence.failOnErrors) {
      results.push({ ok: false, notRun: true })
      continue
    }
    const outcome = planStep(step, { results, plan })
    results.push(toStepResult(outcome))
    if (outcome.ok) changes.push(...outcome.changes)
    // Such a step is planned again, so it must not keep those after it from saying what they need.
    else if (!(outcome.error instanceof NamesNotLoaded)) refused += 1
  }
  return { ok: true, changes, result: { results } }
}

function planStep(
  step: SequenceStep,
  { results, plan }: { results: readonly StepResult[]; plan: (command: SingleCommand) => Outcome },
): Outcome {
  if ('refused' in step) return { ok: false, error: step.refused }
  const failed = step.requires?.find((index) => isFailed(results[index]))
  if (failed === undefined) return plan(step.command)
  return { ok: false, error: new AppError('dependency_failed', { operation: failed + 1 }) }
}

function isFailed(result: StepResult | undefined): boolean {
  return result !== undefined && 'error' in result && !(result.error instanceof NamesNotLoaded)
}

function toStepResult(outcome: Outcome): StepResult {
  if (!outcome.ok) return { ok: false, error: outcome.error }
  return { ok: true, result: outcome.result as Extract<StepResult, { ok: true }>['result'] }
}

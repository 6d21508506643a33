import { AppError } from '../errors.ts'
import type { Sequence, SequenceStep, SingleCommand, StepResult } from './commands.ts'
import type { CausedChange, Outcome } from './plan-batch.ts'
import { NamesNotLoaded } from './state.ts'

/** How a step is planned, and the steps that are known to fail because one after them does: see `findDoomed`. */
type Planning = { readonly plan: (command: SingleCommand) => Outcome; readonly doomed: Doomed }

/** Steps that are refused, each with the index of the step that it depends on and that fails. */
export type Doomed = Map<SequenceStep, number>

/**
 * Plans the steps of a sequence one after the other by `plan`, as far as they are not done. Steps that are refused, or
 * that depend on one that was, change nothing. The sequence itself always succeeds: its result says what became of each.
 */
export function planSequence(sequence: Sequence, { plan, doomed }: Planning): Outcome {
  const results: StepResult[] = [...(sequence.done ?? [])]
  const changes: CausedChange[] = []
  let refused = results.filter((result) => 'error' in result).length
  for (const step of sequence.steps.slice(results.length)) {
    if (sequence.failOnErrors !== null && refused >= sequence.failOnErrors) {
      results.push({ ok: false, notRun: true })
      continue
    }
    const failed = doomed.get(step) ?? failedBefore(step, results)
    const outcome = failed === undefined ? planStep(step, plan) : dependencyFailed(sequence, failed)
    results.push(toStepResult(outcome))
    if (outcome.ok) changes.push(...outcome.changes)
    // Such a step is planned again, so it must not keep those after it from saying what they need.
    else if (!(outcome.error instanceof NamesNotLoaded)) refused += 1
  }
  return { ok: true, changes, result: { results } }
}

/**
 * The steps that did what they should, but depend on one that fails, also by way of others: a step may depend on one after
 * it where references go in a circle. Half of a circle would refer to what there will never be.
 */
export function findDoomed({ steps, done = [] }: Sequence, results: readonly StepResult[]): Doomed {
  const doomed: Doomed = new Map()
  const isFailing = (index: number) => {
    const step = steps[index]
    return results[index]?.ok === false || (step !== undefined && doomed.has(step))
  }
  // From the end, because those that are not refused yet depend on later ones.
  const backwards = [...steps.entries()].reverse()
  let found = -1
  while (found < doomed.size) {
    found = doomed.size
    for (const [index, step] of backwards) {
      if (index < done.length || isFailing(index) || !('command' in step)) continue
      const failed = step.requires?.find(isFailing)
      if (failed !== undefined) doomed.set(step, failed)
    }
  }
  return doomed
}

function failedBefore(step: SequenceStep, results: readonly StepResult[]): number | undefined {
  return 'command' in step ? step.requires?.find((index) => isFailed(results[index])) : undefined
}

function planStep(step: SequenceStep, plan: Planning['plan']): Outcome {
  return 'refused' in step ? { ok: false, error: step.refused } : plan(step.command)
}

function dependencyFailed({ steps }: Sequence, failed: number): Outcome {
  return { ok: false, error: new AppError('dependency_failed', { operation: steps[failed]?.number ?? failed + 1 }) }
}

function isFailed(result: StepResult | undefined): boolean {
  return result !== undefined && 'error' in result && !(result.error instanceof NamesNotLoaded)
}

function toStepResult(outcome: Outcome): StepResult {
  if (!outcome.ok) return { ok: false, error: outcome.error }
  return { ok: true, result: outcome.result as Extract<StepResult, { ok: true }>['result'] }
}

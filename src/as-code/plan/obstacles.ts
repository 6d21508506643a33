import type { Plan, PlanChange } from '../../model/overlay/plan.ts'

type Judged = Pick<Plan, 'findings' | 'tests' | 'sources'> & { readonly changes: readonly PlanChange[] }

/** What is in the way of a plan as a whole, each with what to do about it. What blocks one object is no obstacle for the others. */
export function obstaclesOf({ findings, tests, sources, changes }: Judged): string[] {
  const errors = findings.filter(({ severity }) => severity === 'error').length
  const failed = tests.filter(({ passed }) => !passed).length
  const stale = sources.filter((source) => source.stale).map(({ directory }) => directory)
  const isNothingElse = changes.length > 0 && changes.every(({ blocked }) => blocked)
  return [
    ...(errors > 0 ? [`The files have ${errors} ${errors === 1 ? 'error' : 'errors'}. Put them right first.`] : []),
    ...(failed > 0
      ? [`${failed} ${failed === 1 ? 'test fails' : 'tests fail'}. Put the rules or the tests right first.`]
      : []),
    ...(stale.length > 0
      ? [
          `The data of ${stale.join(', ')} is too old to say who enters and leaves. Sync first. What is older than guards.maxDataAge in effect stops a plan that raises it, too.`,
        ]
      : []),
    ...(isNothingElse ? ['Every change is blocked. Each says what to do about it.'] : []),
  ]
}

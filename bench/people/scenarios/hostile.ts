import { AppError } from '../../../src/errors.ts'
import { personAttributeTypes } from '../../../src/expressions/person-attribute-types.ts'
import { compilePersonRule } from '../../../src/expressions/person-rule.ts'
import { costlyRules, hostileAttributes, hostilePerson, refusedRules } from '../../../src/testing/hostile-rules.ts'
import { type Comparison, sideOfFigures } from '../../harness/comparison.ts'
import { LIMITS } from '../limits.ts'
import type { PeopleRunOptions, PeopleScenario } from '../scenario.ts'

/** How long the slowest of the hostile rules takes until it is refused or cut, against what any may take. */
export const hostile: PeopleScenario = { name: 'hostile', run: measureHostile }

const allowed = 250
const attributes = personAttributeTypes(hostileAttributes)

async function* measureHostile({ rounds, progress }: PeopleRunOptions): AsyncGenerator<Comparison> {
  const slowest: number[] = []
  for (let round = 0; round <= rounds; round += 1) {
    const times = [...refusedRules.map(([rule]) => rule), ...costlyRules].map((rule) => ({ rule, time: timeOf(rule) }))
    const [worst] = times.sort((one, other) => other.time - one.time)
    if (!worst) throw new Error('There are no hostile rules.')
    progress(`round ${round}: ${worst.time.toFixed(0)} ms: ${worst.rule.slice(0, 80)}`)
    slowest.push(worst.time)
  }
  const side = (values: readonly number[]) =>
    sideOfFigures(
      values.map((value) => ({ value, errors: 0, firstError: undefined })),
      (value) => `${value.toFixed(0)} ms`,
    )
  // The first round counts, too: a hostile rule comes when nothing is warm.
  yield {
    goal: { title: `hostile rules: the slowest / ${allowed} ms`, ...LIMITS.hostile },
    sides: [side(slowest), side(slowest.map(() => allowed))],
  }
}

function timeOf(rule: string): number {
  const started = performance.now()
  try {
    compilePersonRule(rule, { attributes }).evaluate(hostilePerson, new Date())
  } catch (error) {
    if (!(error instanceof AppError)) throw error
  }
  return performance.now() - started
}

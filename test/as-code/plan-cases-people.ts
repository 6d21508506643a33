import assert from 'node:assert/strict'
import { markdownPlan } from '../../src/as-code/plan/text/markdown-plan.ts'
import { textPlan } from '../../src/as-code/plan/text/text-plan.ts'
import type { CasePerson, PlanCase } from './plan-case.ts'

const people: CasePerson[] = Array.from({ length: 12 }, (_, index) => ({
  ...{ ref: `emp:${index + 1}`, displayName: `Person ${index + 1}`, title: index < 4 ? 'Lead' : 'Engineer' },
}))
const leads = { kind: 'Group', id: 'those', members: { rule: 'person.title == "Lead"', mode: 'exact' } }
const others = { ...leads, members: { rule: 'person.title != "Lead"', mode: 'exact' } }

/** The lines of a text that name somebody, or tell how many more there are. */
const linesOf = (text: string) =>
  text.split('\n').flatMap((line) => /^\s*([+-] (?:Person \d+|… \d+ more))/.exec(line)?.[1] ?? [])

/** Who is named in a plan, and where. */
export const peopleCases: readonly PlanCase[] = [
  {
    name: 'a plan names everybody who enters and leaves, each with why; texts for people name some of them',
    ...{ people, effect: [leads], files: [others], changes: ['update Group/those +8 -4'] },
    also: (plan) => {
      const { enter = [], leave = [] } = plan.changes[0]?.people?.samples ?? {}
      assert.deepEqual(
        [...enter, ...leave].map(({ name, why }) => `${name} ${why}`),
        [
          ...people.slice(4).map(({ displayName }) => `${displayName} the rule holds: title "Engineer"`),
          ...people.slice(0, 4).map(({ displayName }) => `${displayName} the rule does not hold: title "Lead"`),
        ],
      )
      assert.deepEqual(linesOf(textPlan(plan)), [
        ...['+ Person 5', '+ Person 6', '+ … 6 more'],
        ...['- Person 1', '- Person 2', '- … 2 more'],
      ])
      assert.equal(linesOf(textPlan(plan, { people: true })).filter((line) => line.includes('Person')).length, 12)
      const markdown = linesOf(markdownPlan(plan))
      assert.deepEqual([markdown.length, markdown[5]], [10, '+ … 3 more'])
    },
  },
]

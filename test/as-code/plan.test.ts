import { test } from 'node:test'
import { runPlanCase } from './plan-case.ts'
import { connectionCases } from './plan-cases-connections.ts'
import { dayCases, ownerCases } from './plan-cases-day.ts'
import { guardCases } from './plan-cases-guards.ts'
import { memberCases } from './plan-cases-members.ts'
import { objectCases } from './plan-cases-objects.ts'
import { peopleCases } from './plan-cases-people.ts'

const cases = [
  ...objectCases,
  ...memberCases,
  ...guardCases,
  ...dayCases,
  ...ownerCases,
  ...connectionCases,
  ...peopleCases,
]
for (const row of cases) test(row.name, () => runPlanCase(row))

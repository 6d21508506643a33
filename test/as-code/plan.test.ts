import { test } from 'node:test'
import { runPlanCase } from './plan-case.ts'
import { guardCases } from './plan-cases-guards.ts'
import { memberCases } from './plan-cases-members.ts'
import { objectCases } from './plan-cases-objects.ts'

for (const row of [...objectCases, ...memberCases, ...guardCases]) test(row.name, () => runPlanCase(row))

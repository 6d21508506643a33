import { compileOverlay } from '../../memberships/compile-overlay.ts'
import type { CompiledOverlay } from '../../memberships/compiled-overlay.ts'
import { toEvaluated } from '../../memberships/evaluate-person.ts'
import { evaluatePolicies } from '../../memberships/evaluate-policies.ts'
import { type EvaluatedState, evaluateAll } from '../../memberships/evaluate-state.ts'
import type { TestDocument } from '../../model/overlay/test-document.ts'
import type { Place } from '../load/finding.ts'
import type { LoadedDocument } from '../load/loaded-document.ts'
import { type GivenPerson, givenPerson } from './given-person.ts'
import { type CaseFailure, judgeCase } from './judge-case.ts'
import { placePeople } from './place-people.ts'

/** What came of one case. */
export type CaseResult = Place & {
  readonly address: string
  readonly name: string
  readonly passed: boolean
  readonly failures: readonly CaseFailure[]
}

type Prepared = {
  readonly document: LoadedDocument
  readonly each: TestDocument['cases'][number]
  readonly index: number
}

/** Runs every case of every `Test` among the documents, in order. `now` is the time of cases that name no day. */
export function runTests(documents: readonly LoadedDocument[], now: Date): CaseResult[] {
  const cases: Prepared[] = documents.flatMap((document) =>
    document.document.kind === 'Test' ? document.document.cases.map((each, index) => ({ document, each, index })) : [],
  )
  const people = cases.map(({ each }, index) => givenPerson(each, `case ${index}`, now))
  const compiled = compileOverlay({
    documents: placePeople(
      documents.map(({ document }) => document),
      people,
    ),
  })
  return cases.map((prepared, index) => resultOf(compiled, prepared, people[index] as GivenPerson))
}

function resultOf(compiled: CompiledOverlay, { document, each, index }: Prepared, given: GivenPerson): CaseResult {
  const { person, now } = given
  const state: EvaluatedState = evaluateAll(compiled, { person, now })
  const failures = judgeCase(each.expect, {
    compiled,
    evaluation: { person, now },
    evaluated: toEvaluated(compiled, state),
    policies: evaluatePolicies(compiled, { person, now }, state),
  })
  const { file, line, column } = document.placeOf(['cases', index])
  return { address: document.address, name: each.name, file, line, column, passed: failures.length === 0, failures }
}

import fc from 'fast-check'
import type { FilterOperator, FilterTarget, FilterTree } from './reference-filter.ts'

/** Letters whose case folding, composition or place in SQL is special. */
const letters = [
  ...['a', 'A', 'b', 'ä', 'Ä', 'a\u0308', 'İ', 'ı', 'ß', 'Σ', 'σ', 'ς', 'K', 'k', '日', '😀', '\uffee'],
  ...['%', '_', '\\', '"', "'", ' ', '.', ']', '$1'],
]

/** Short texts of such letters, so short that they often meet again. */
export const awkwardText = fc
  .array(fc.constantFrom(...letters), { minLength: 0, maxLength: 4 })
  .map((each) => each.join(''))

/** Points in time, some of them the same in other words, or but for what is less than a millisecond. */
export const awkwardTime = fc.constantFrom(
  '2026-01-01T00:00:00.000Z',
  '2026-01-01T00:00:00.001Z',
  '2026-02-01T00:00:00.000Z',
  '2026-01-01T01:00:00+01:00',
  '2025-12-31T23:59:59.9999999Z',
  '2026-01-01T00:00:00.0014Z',
  '2026-01-01T00:00:00Z',
)

/** Numbers of any size and sign. */
export const awkwardNumber = fc.constantFrom(-1, 0, 0.1, 0.25, 1, 2, 10, 1e3, 1e21, -2.5, 9007199254740991)

const order: readonly FilterOperator[] = ['eq', 'ne', 'gt', 'ge', 'lt', 'le']
const text: readonly FilterOperator[] = [...order, 'co', 'sw', 'ew']

/** What may be asked of which attributes; `texts` are values that the resources have, besides awkward ones. */
export type FilterVocabulary = {
  readonly targets: readonly FilterTarget[]
  readonly elements: readonly { readonly target: FilterTarget; readonly within: readonly FilterTarget[] }[]
  readonly texts: readonly string[]
}

/** Filters over a vocabulary, a few levels deep. */
export function filterTrees({ targets, elements, texts }: FilterVocabulary): fc.Arbitrary<FilterTree> {
  const words = fc.oneof(awkwardText, fc.constantFrom(...texts))
  const brackets = elements.map(({ target, within }) =>
    combinations(fc.oneof(...within.map((each) => expressions(each, words)))).map(
      (filter): FilterTree => ({ is: 'element', target, filter }),
    ),
  )
  const plain = fc.oneof(...targets.map((target) => expressions(target, words)))
  return combinations(fc.oneof({ arbitrary: plain, weight: 2 }, ...brackets))
}

function combinations(simple: fc.Arbitrary<FilterTree>): fc.Arbitrary<FilterTree> {
  return fc.letrec<{ tree: FilterTree }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      simple,
      fc.record({ is: fc.constantFrom('and', 'or'), left: tie('tree'), right: tie('tree') }),
      fc.record({ is: fc.constant('not' as const), filter: tie('tree') }),
    ),
  })).tree
}

function expressions(target: FilterTarget, words: fc.Arbitrary<string>): fc.Arbitrary<FilterTree> {
  const present = fc.constant<FilterTree>({ is: 'present', target })
  const nothing = fc
    .constantFrom('eq' as const, 'ne' as const)
    .map((operator): FilterTree => ({ is: 'compare', target, operator, value: null }))
  if (target.kind === 'complex') return fc.oneof(present, nothing)
  const compared = fc
    .tuple(fc.constantFrom(...operatorsOf(target)), valuesFor(target, words))
    .map(([operator, value]): FilterTree => ({ is: 'compare', target, operator, value }))
  return fc.oneof({ arbitrary: compared, weight: 6 }, present, nothing)
}

function operatorsOf({ kind }: FilterTarget): readonly FilterOperator[] {
  if (kind === 'flag') return ['eq', 'ne']
  return kind === 'text' || kind === 'exactText' ? text : order
}

function valuesFor({ kind }: FilterTarget, words: fc.Arbitrary<string>): fc.Arbitrary<string | number | boolean> {
  if (kind === 'flag') return fc.boolean()
  if (kind === 'number') return awkwardNumber
  return kind === 'time' ? awkwardTime : words
}

import fc from 'fast-check'
import type { ResourceType } from '../../scim/schema/resource-type.ts'
import { filterOf, fuzzedTypes, operationsOf, resourceOf } from './scim-arbitraries.ts'

/** One thing that a client might do, right or wrong. `type` is what it does it to. */
export type FuzzCase = { readonly type: ResourceType } & (
  | { readonly kind: 'filter'; readonly filter: string; readonly bySearch: boolean }
  | { readonly kind: 'create' | 'replace'; readonly body: Record<string, unknown> }
  | { readonly kind: 'patch'; readonly operations: readonly object[] }
)

/** So many cases of all kinds. */
export function fuzzCases(count: number): fc.Arbitrary<FuzzCase[]> {
  const of = fuzzedTypes.map((type) =>
    fc.oneof(
      {
        weight: 8,
        arbitrary: fc.record({
          type: fc.constant(type),
          kind: fc.constant('filter' as const),
          filter: filterOf(type),
          bySearch: fc.boolean(),
        }),
      },
      {
        weight: 4,
        arbitrary: fc.record({
          type: fc.constant(type),
          kind: fc.constantFrom('create' as const, 'replace' as const),
          body: resourceOf(type),
        }),
      },
      {
        weight: 8,
        arbitrary: fc.record({
          type: fc.constant(type),
          kind: fc.constant('patch' as const),
          operations: operationsOf(type),
        }),
      },
    ),
  )
  return fc.array(fc.oneof(...of), { minLength: count, maxLength: count })
}

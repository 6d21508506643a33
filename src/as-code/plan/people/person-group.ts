import type { PersonValues } from '../../../expressions/person-rule.ts'

/** People who look the same to the rules that are evaluated: they are decided together. */
export type PersonGroup = { readonly values: PersonValues; readonly ids: readonly string[] }

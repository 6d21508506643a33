import { isDeepStrictEqual } from 'node:util'
import type { Json } from '../model/json.ts'

/** Whether two canonical values are one. */
export function sameValue(one: Json | undefined, other: Json | undefined): boolean {
  if (one === other) return true
  return typeof one === 'object' && typeof other === 'object' && isDeepStrictEqual(one, other)
}

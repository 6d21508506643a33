import type { UserAttributes } from '../../model/user.ts'
import type { CompiledMapping } from '../mapping/compile-mapping.ts'
import type { MappingProblem } from '../mapping/mapping.ts'
import { customPrefix } from '../mapping/targets.ts'

/** Of how many people an attribute has a value, none, or one that cannot be taken. */
export type AttributeCount = {
  readonly target: string
  readonly with: number
  readonly without: number
  readonly invalid: number
}

/** Counts the values of a mapping's targets over people. */
export function createAttributeCounts({ lines }: Pick<CompiledMapping, 'lines'>) {
  const counts = new Map(lines.map(({ target }) => [target, { with: 0, without: 0, invalid: 0 }]))
  return {
    /** Takes in one person: what the mapping made of it, null where it made no user of it. */
    add(attributes: UserAttributes | null, manager: string | null, problems: readonly MappingProblem[]): void {
      const wrong = new Set(problems.map(({ target }) => target))
      for (const [target, count] of counts) {
        if (wrong.has(target)) count.invalid += 1
        else if (hasValue(attributes, manager, target)) count.with += 1
        else count.without += 1
      }
    },
    all: (): AttributeCount[] => [...counts].map(([target, count]) => ({ target, ...count })),
  }
}

function hasValue(attributes: UserAttributes | null, manager: string | null, target: string): boolean {
  if (target === 'manager') return manager !== null
  if (!attributes) return false
  if (target.startsWith(customPrefix)) return isThere(attributes.custom_attributes[target.slice(customPrefix.length)])
  const { custom_attributes: _, ...standard } = attributes
  return isThere((standard as Readonly<Record<string, unknown>>)[target])
}

function isThere(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0
  return value !== undefined && value !== null && value !== ''
}

import { valueText } from '../diff-rows.ts'

/** A value of a record and the expression that leads to it. */
export type SourcePath = { readonly path: string; readonly value: string }

const deepest = 4
const most = 300

/** The paths to the values of a source's record, as mappings write them: `user.profile.login`. */
export function pathsIn(record: Readonly<Record<string, unknown>>): readonly SourcePath[] {
  return walk(record, 'user', deepest).slice(0, most)
}

function walk(value: unknown, path: string, depth: number): SourcePath[] {
  if (value === null || value === undefined || value === '') return []
  if (Array.isArray(value)) {
    const isPlain = value.every((one) => typeof one !== 'object')
    if (isPlain) return value.length > 0 ? [{ path, value: value.map(String).join(', ') }] : []
    return depth === 0 ? [] : walk(value[0], `${path}[0]`, depth - 1)
  }
  if (typeof value !== 'object') return [{ path, value: valueText(value) ?? '' }]
  if (depth === 0) return []
  return Object.entries(value).flatMap(([name, one]) => walk(one, `${path}${step(name)}`, depth - 1))
}

function step(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`
}

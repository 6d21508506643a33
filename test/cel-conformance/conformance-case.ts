import { readdir, readFile } from 'node:fs/promises'
import { z } from 'zod'

/**
 * A case of the conformance tests of CEL, as a fact: what an expression gives. `number` is one that JSON cannot hold; `declared` are
 * variables that have no value.
 */
const ConformanceCase = z.strictObject({
  name: z.string(),
  text: z.string(),
  value: z.json().optional(),
  number: z.string().optional(),
  error: z.literal(true).optional(),
  given: z.record(z.string(), z.json()).default({}),
  declared: z.array(z.string()).default([]),
})
export type ConformanceCase = z.infer<typeof ConformanceCase>

const folder = new URL('cases/', import.meta.url)

/** All cases by the name of the file in which cel-spec has them: `integer_math`. */
export async function conformanceCases(): Promise<ReadonlyMap<string, readonly ConformanceCase[]>> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.jsonl')).sort()
  const files = names.map(async (name) => {
    const lines = (await readFile(new URL(name, folder), 'utf8')).trimEnd().split('\n')
    const cases = lines.map((line) => ConformanceCase.parse(JSON.parse(line)))
    return [name.replace('.jsonl', '').replaceAll('-', '_'), cases] as const
  })
  return new Map(await Promise.all(files))
}

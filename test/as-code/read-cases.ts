import { readdirSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'

const Expected = z.strictObject({
  at: z.string(),
  error: z.string().optional(),
  warning: z.string().optional(),
  says: z.string(),
  not: z.string().optional(),
})

const FindingCase = z.strictObject({
  name: z.string(),
  today: z.iso.date().default('2026-11-22'),
  people: z.array(z.string()).optional(),
  coverage: z.strictObject({ people: z.number(), values: z.record(z.string(), z.number()) }).optional(),
  everybody: z.array(z.record(z.string(), z.json())).optional(),
  change: z.strictObject({ author: z.array(z.string()), files: z.array(z.string()) }).optional(),
  files: z.record(z.string(), z.string()),
  findings: z.array(Expected),
})
export type FindingCase = z.infer<typeof FindingCase>

/** Every case of findings, from test/as-code/cases. */
export function readFindingCases(): FindingCase[] {
  const folder = new URL('cases/', import.meta.url)
  const names = readdirSync(folder).filter((name) =>
    /^(files|schema|references|members|rules|policies|tests)\.yaml$/.test(name),
  )
  return names.flatMap((name) => z.array(FindingCase).parse(parse(readFileSync(new URL(name, folder), 'utf8'))))
}

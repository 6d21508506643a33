import { z } from 'zod'

/** Something that `muster check` has to say of a file, with the place, a code that stays, and what to do. */
export const Finding = z.object({
  code: z.string().describe('Stable: `MC001` …, listed in docs/reference/findings.md.'),
  severity: z.enum(['error', 'warning']),
  file: z.string(),
  line: z.int(),
  column: z.int(),
  text: z.string().describe('What is wrong, and what to do.'),
  address: z.string().nullable().describe('The document that it is about, where it is about one.'),
})
export type Finding = z.infer<typeof Finding>

import { z } from 'zod'
import { text } from '../validation.ts'

/** The files of an organization may be so large together, as JSON. */
export const planBodyLimit = 16 * 1024 * 1024

const Path = text(1000)
  .min(1)
  .refine((path) => !path.startsWith('/') && !path.split('/').includes('..'), 'must be a path within the folder')

/** What somebody sends to have planned. */
export const PlanBody = z.object({
  files: z
    .object({ path: Path, text: text(4_000_000) })
    .array()
    .max(20_000)
    .describe(
      'Every file of the folder, YAML or JSON, by its path from the root: what no file declares is planned to go.',
    ),
  allow: text(300)
    .array()
    .max(200)
    .default([])
    .describe(
      'What may pass its guard: `Group/eng-leads`, a kind for deletions, or a reference that may mean somebody else.',
    ),
  no_removals: z
    .boolean()
    .default(false)
    .describe('Nothing is removed by this plan, whatever the files say. Default: false.'),
  keep: z.boolean().default(true).describe('Whether the plan is kept, to be looked at and applied. Default: true.'),
  all_people: z
    .boolean()
    .default(false)
    .describe(
      'Names everybody who enters, leaves or is undecided, up to 100,000 in the plan. Default: false, which names up to 1,000 of each of an object and 10,000 in all; everybody is counted.',
    ),
  repository: text(500).nullish().describe('What the repository of the files is called.'),
  commit: text(100).nullish().describe('The commit that the files are of.'),
  branch: text(300).nullish().describe('The branch that the files are of.'),
  pull_request: text(300).nullish().describe('The pull request that this plan is for.'),
  author: z
    .object({ name: text(300).array().max(20), files: Path.array().max(20_000) })
    .nullish()
    .describe(
      'Who changed which of the files, as continuous integration knows it: `owners` of the settings say who may.',
    ),
})
export type PlanBody = z.output<typeof PlanBody>

import { z } from 'zod'

/** The id of an object of the overlay: it stays, whatever the object is called. Objects of different kinds may share one. */
export const OverlayId = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{0,62}$/,
    'must be of 1 to 63 lower-case letters, digits and hyphens, and begin with no hyphen',
  )
  .describe('A stable id, of lower-case letters, digits and hyphens.')

/** How people are named in files: they are referenced, never defined. */
export const PersonRef = z
  .string()
  .max(300)
  .regex(
    /^(emp:.+|mail:.+@.+|ext:[^:]+:.+|person_[0-9A-Z]{26})$/,
    'must be "emp:<employee number>", "mail:<address>", "ext:<directory>:<id at the source>" or the id of a person',
  )
  .describe('A person: emp:<employee number>, mail:<address>, ext:<directory>:<id at the source>, or person_….')

/** A day as it is written in files. It ends at midnight in the zone of the person that it is about. */
export const Day = z.iso.date().describe('A day, YYYY-MM-DD.')

/** A length of time: ISO 8601, in days, weeks, months, years or hours. */
export const Duration = z
  .string()
  .regex(/^P(?!$)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T\d+H)?$/, 'must be an ISO 8601 duration such as P7D or PT8H')
  .describe('An ISO 8601 duration: P7D, P1M, PT8H.')

/** The text of a rule over `person` (docs/reference/expressions.md). */
export const Rule = z.string().min(1).max(4000).describe('A CEL expression over `person` that gives true or false.')

/** How large a part of what is there: `10%` or a number. */
export const Limit = z
  .union([
    z.number().int().min(0),
    z.string().regex(/^\d{1,3}(\.\d+)?%$/, 'must be a number or a percentage such as 10%'),
  ])
  .describe('A number, or a percentage of what was there before.')

/** What every object of the overlay may say. */
export const common = {
  id: OverlayId.describe('Stable id of the object. To rename it, write the old one under `previously`.'),
  previously: z
    .array(OverlayId)
    .optional()
    .describe('Ids that this object had before: a rename, not a deletion and a creation.'),
  name: z.string().min(1).max(200).optional().describe('What people call it. Default: the id.'),
  description: z.string().max(2000).optional().describe('What it is for.'),
  owners: z.array(z.string().max(300)).optional().describe('Who answers for it: people, or team:<id>.'),
  protect: z
    .boolean()
    .optional()
    .describe(
      'Refuses its deletion. Remembered: it holds also when the file is gone, until `protect: false` was applied.',
    ),
}

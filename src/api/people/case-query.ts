import { z } from 'zod'
import { ObjectId } from '../validation.ts'

/** What lists of cases, in which somebody has to say something, are narrowed by. */
export const caseFilters = {
  organization_id: ObjectId.optional().describe('Whose cases: required, unless the key is bound to one organization.'),
  state: z
    .enum(['open', 'decided', 'obsolete'], 'must be open, decided or obsolete')
    .optional()
    .describe('Only those in this state.'),
}

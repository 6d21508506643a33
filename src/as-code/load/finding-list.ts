import { fileFindings } from './finding-list-files.ts'
import { meaningFindings } from './finding-list-meaning.ts'

/** Everything that `muster check` can find. A code never changes its meaning; what is gone is not used again. */
export const findingList = { ...fileFindings, ...meaningFindings } as const

export type FindingName = keyof typeof findingList

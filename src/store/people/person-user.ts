import type { UserAttributes } from '../../model/user.ts'

/** A user of a directory as people are made of it. */
export type PersonUser = {
  readonly id: string
  readonly directoryId: string
  readonly idpId: string
  readonly active: boolean
  readonly attributes: UserAttributes
  readonly updatedAt: Date
}

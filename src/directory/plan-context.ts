import type { Deprovisioning } from '../model/directory.ts'
import type { NewId } from '../platform/ids.ts'

/** What a plan may know besides the state: where it is, one moment for all changes of the batch, and new ids. */
export type PlanContext = {
  readonly organizationId: string
  readonly directoryId: string
  readonly now: Date
  readonly newId: NewId
  /** What deactivations and deletions mean in this directory. */
  readonly deprovisioning: Deprovisioning
}

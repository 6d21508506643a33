import type { PlanBlock, PlanPeople } from '../../../model/overlay/plan.ts'
import type { ObjectChange } from '../object-change.ts'

/** A change with what it does to people and what speaks against it. */
export type JudgedChange = {
  readonly change: ObjectChange
  readonly people: PlanPeople | null
  readonly blocked: PlanBlock | null
}

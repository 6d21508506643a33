import type { PlanHead } from '../../shared/api-types.ts'
import { StatusBadge } from '../../shared/status-badge.tsx'
import { stateLook } from './plan-words.ts'
import { strings } from './strings.en.ts'

/** The state of a plan. */
export function PlanBadge({ state }: { readonly state: PlanHead['state'] }) {
  return <StatusBadge state={stateLook[state]} label={strings.states[state]} />
}

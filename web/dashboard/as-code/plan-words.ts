import type { Plan, PlanHead } from '../../shared/api-types.ts'
import type { StateName } from '../../shared/states.ts'

export type PlanChange = Plan['plan']['changes'][number]
export type ChangePeople = NonNullable<PlanChange['people']>

/** What a change does, as Terraform draws it. */
export type PlanSign = 'add' | 'change' | 'remove' | 'none'

const removing: ReadonlySet<string> = new Set(['delete', 'release'])
const adding: ReadonlySet<string> = new Set(['create', 'restore', 'adopt'])

/** The sign of a change: what takes something away counts more than what adds. */
export function signOf({ actions, reason }: Pick<PlanChange, 'actions' | 'reason'>): PlanSign {
  if (actions.some((action) => removing.has(action))) return 'remove'
  if (actions.some((action) => adding.has(action))) return 'add'
  return reason === 'depends_on_change' ? 'none' : 'change'
}

/** What the signs look like. */
export const signs: Readonly<Record<PlanSign, { readonly sign: string; readonly color: string }>> = {
  add: { sign: '+', color: 'green' },
  change: { sign: '~', color: 'yellow' },
  remove: { sign: '−', color: 'red' },
  none: { sign: '·', color: 'gray' },
}

/** How many objects are added, changed and removed. */
export function countsOf({
  create,
  restore,
  adopt,
  update,
  rename,
  manage,
  delete: deleted,
  release,
}: PlanHead['summary']) {
  return { add: create + restore + adopt, change: update + rename + manage, remove: deleted + release }
}

/** A state of a plan by the state whose colour and icon it has. */
export const stateLook: Readonly<Record<PlanHead['state'], StateName>> = {
  planned: 'waiting',
  approved: 'approved',
  applying: 'running',
  applied: 'applied',
  failed: 'failed',
  superseded: 'obsolete',
  rejected: 'rejected',
  expired: 'expired',
}

const kindOrder = [
  ...['Settings', 'PersonSchema', 'Matching', 'Authority', 'Directory'],
  ...['OrgUnit', 'Team', 'Group', 'DottedLine', 'AccessPolicy', 'Test'],
]

/** Changes by the kind of their object, in the order in which kinds are spoken of. */
export function byKind(changes: readonly PlanChange[]): readonly (readonly [string, readonly PlanChange[]])[] {
  const kinds = new Map<string, PlanChange[]>()
  for (const change of changes) {
    const [kind = ''] = change.address.split('/')
    kinds.set(kind, [...(kinds.get(kind) ?? []), change])
  }
  return [...kinds].sort(([one], [other]) => kindOrder.indexOf(one) - kindOrder.indexOf(other))
}

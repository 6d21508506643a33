import type { JsonObject } from '../../model/json.ts'
import { addressOf } from '../../model/overlay/document.ts'
import type { OverlayObject } from '../../model/overlay/object.ts'
import type { Plan, PlanChange, PlanDrift, PlanPeople, PlanSummary } from '../../model/overlay/plan.ts'
import type { WantedDocument } from '../../model/overlay/wanted-document.ts'
import { changedFields } from './changed-fields.ts'
import { configHash } from './config-hash.ts'
import type { JudgedChange } from './judge/judged-change.ts'
import { lostProtections } from './judge/lost-protections.ts'
import { neededApprovals } from './judge/needed-approvals.ts'
import { ownerApprovals } from './judge/owner-approvals.ts'
import type { PlanSettings } from './judge/plan-settings.ts'
import { isDeletion, type ObjectChange } from './object-change.ts'
import { obstaclesOf } from './obstacles.ts'
import type { Settled } from './settle-plan.ts'

/** All that a plan is made of. What people do, references and tests say was found before. */
export type AssembleInput = Pick<Plan, 'findings' | 'tests' | 'sources' | 'revision'> & {
  readonly id: string | null
  readonly organizationId: string
  readonly wanted: readonly WantedDocument[]
  readonly objects: readonly OverlayObject[]
  /** The files are those of a repository that is followed: nobody has said who changed them. */
  readonly isFollowed: boolean
  readonly settings: PlanSettings
  readonly settled: Pick<Settled, 'changes' | 'guards'>
  readonly drift: readonly PlanDrift[]
  /** Addresses whose guards may be passed. */
  readonly allowed: readonly string[]
  readonly noRemovals: boolean
  readonly now: Date
}

/** A plan may be applied for a day. */
const expiryMs = 24 * 60 * 60 * 1000

/** Makes the plan of all that was found. Pure: what it is made of decides it alone. */
export function assemblePlan(input: AssembleInput): Plan {
  const { wanted, now, allowed, settings, settled } = input
  const { guards } = settled
  const changes = settled.changes.map(toPlanChange).sort(byOrder)
  const touched = new Set(changes.map(({ address }) => address))
  const obstacles = obstaclesOf({ ...input, changes })
  return {
    format_version: 1,
    id: input.id,
    organization_id: input.organizationId,
    config_hash: configHash(wanted),
    revision: input.revision,
    sources: input.sources,
    changes,
    drift: input.drift.filter(({ address }) => touched.has(address)),
    guards: [...guards],
    findings: input.findings,
    tests: input.tests,
    approvals: [
      ...neededApprovals({ changes, guards, settings }),
      ...(input.isFollowed ? ownerApprovals({ ...input, owners: settings.owners, changes: settled.changes }) : []),
    ],
    allowed: [...allowed],
    no_removals: input.noRemovals,
    summary: summaryOf(changes),
    applyable: obstacles.length === 0 && changes.some(({ blocked }) => !blocked),
    obstacles,
    created_at: now.toISOString(),
    expires_at: new Date(now.getTime() + expiryMs).toISOString(),
  }
}

function toPlanChange({ change, people, blocked }: JudgedChange): PlanChange {
  const { before, after } = change
  const document = after.document as JsonObject
  const isRename = change.actions.includes('rename')
  return {
    address: addressOf(after),
    name: nameOf(after),
    actions: [...change.actions],
    reason: change.reason,
    previous_address: isRename && before ? addressOf(before) : null,
    place: after.managedBy && { file: after.managedBy.file, line: after.managedBy.line },
    before: before && (before.document as JsonObject),
    after: isDeletion(change) ? null : document,
    fields: isDeletion(change) ? [] : changedFields((before?.document ?? {}) as JsonObject, document).filter(isShown),
    people,
    destructive: isDestructive(change, people),
    blocked,
  }
}

/** The kind and the id say themselves. */
function isShown({ key }: { readonly key: string }): boolean {
  return key !== 'kind' && key !== 'id'
}

function isDestructive(change: ObjectChange, people: PlanPeople | null): boolean {
  if (isDeletion(change) || (people?.leave ?? 0) > 0) return true
  const { before, after } = change
  return (
    lostProtections({ before: before && (before.document as JsonObject), after: after.document as JsonObject }).length >
    0
  )
}

function nameOf({ document, id }: OverlayObject): string {
  return 'name' in document && typeof document.name === 'string' ? document.name : id
}

/** What is taken away comes last, so that nobody has to look for it. */
function byOrder(a: PlanChange, b: PlanChange): number {
  const [one, other] = [a, b].map(({ actions }) => (actions.includes('delete') ? 1 : 0))
  if (one !== other) return (one ?? 0) - (other ?? 0)
  return a.address < b.address ? -1 : 1
}

const counted = ['create', 'update', 'rename', 'delete', 'release', 'adopt', 'restore', 'manage'] as const

/** How much of what a plan does. What is blocked is counted as that only. */
export function summaryOf(changes: readonly PlanChange[]): PlanSummary {
  const open = changes.filter(({ blocked }) => !blocked)
  const actions = counted.map((action) => [action, open.filter((one) => one.actions.includes(action)).length] as const)
  const people = (key: 'enter' | 'leave' | 'unknown') => open.reduce((sum, one) => sum + (one.people?.[key] ?? 0), 0)
  return {
    ...(Object.fromEntries(actions) as Record<(typeof counted)[number], number>),
    blocked: changes.length - open.length,
    enter: people('enter'),
    leave: people('leave'),
    unknown: people('unknown'),
  }
}

import { matchesGlob } from 'node:path'
import { addressOf } from '../../../model/overlay/document.ts'
import type { OverlayObject } from '../../../model/overlay/object.ts'
import type { PlanApproval } from '../../../model/overlay/plan.ts'
import type { SettingsDocument } from '../../../model/overlay/settings-document.ts'
import type { WantedDocument } from '../../../model/overlay/wanted-document.ts'
import type { JudgedChange } from './judged-change.ts'

type OwnerRule = NonNullable<SettingsDocument['owners']>[number]

type Touching = {
  readonly owners: readonly OwnerRule[]
  readonly changes: readonly JudgedChange[]
  readonly wanted: readonly WantedDocument[]
  readonly objects: readonly OverlayObject[]
}

/**
 * What owners of files have to approve of a plan of commits: one of the owners of each path under which something changes that is in
 * effect. Who wrote a commit is what it says itself; who approves is known.
 */
export function ownerApprovals({ owners, ...plan }: Touching): PlanApproval[] {
  const touched = touchedFiles(plan)
  const holding = new Set([...touched].map((file) => owners.find(({ paths }) => isAt(paths, file))))
  return owners.flatMap((rule) =>
    rule.by && holding.has(rule)
      ? [{ when: 'always', by: [...rule.by], paths: [...rule.paths], count: 1, given: 0 } as const]
      : [],
  )
}

function isAt(paths: readonly string[], file: string): boolean {
  return paths.some((glob) => matchesGlob(file, glob))
}

/** The files that declare what changes, and those that did until now. An object that only moves is changed in both. */
function touchedFiles({ changes, wanted, objects }: Omit<Touching, 'owners'>): Set<string> {
  const changed = changes.filter(({ change, blocked }) => !blocked && change.reason !== 'depends_on_change')
  const inEffect = new Map(objects.map((object) => [addressOf(object), object.managedBy]))
  const moved = wanted.flatMap(({ document, at }) => {
    const before = inEffect.get(addressOf(document))
    const isOurs = before && (before.repository === null || before.repository === at.repository)
    return isOurs && before.file !== at.file ? [before.file, at.file] : []
  })
  const files = changed.flatMap(({ change: { before, after } }) => [before?.managedBy?.file, after.managedBy?.file])
  return new Set([...files.filter((file) => file !== undefined), ...moved])
}

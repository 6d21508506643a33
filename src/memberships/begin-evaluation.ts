import type { Queryable } from '../store/database.ts'
import { type CountRow, readCounts } from '../store/overlay/counts.ts'
import { type Evaluation, readEvaluation, writeEvaluation } from '../store/overlay/members-evaluation.ts'
import { withUnitsBelow } from './changed-inputs.ts'
import type { CompiledOverlay } from './compiled-overlay.ts'
import type { OverlayAt, OverlayCache } from './overlay-cache.ts'

/** By what each object was evaluated for everybody, by address; of those too that are gone and still have members. */
export type FormerObjects = ReadonlyMap<string, CountRow>

/** The same, of what is kept with the counts. */
export function formerObjects(counts: readonly CountRow[]): FormerObjects {
  return new Map(counts.map((one) => [`${one.kind}/${one.objectId}`, one]))
}

/**
 * The overlay in effect, for those who change the members of some people by it. That is the beginning of evaluating everybody by
 * it, which is noted: whatever is applied next, these people have to be looked at again for the objects that have changed.
 */
export async function overlayToFollow(
  on: Queryable,
  overlays: OverlayCache,
  organizationId: string,
): Promise<CompiledOverlay> {
  const { isBegun, ...overlay } = await overlays.load(on, organizationId)
  if (!isBegun) {
    const [row, counts] = await Promise.all([readEvaluation(on, organizationId), readCounts(on, organizationId)])
    const begun = goingOn(overlay, row?.evaluation ?? null, formerObjects(counts))
    await writeEvaluation(on, organizationId, begun)
  }
  return overlay.compiled
}

/** The evaluation that is under way, if it is of this revision; else a new one. */
export function goingOn(overlay: OverlayAt, underWay: Evaluation | null, former: FormerObjects): Evaluation {
  return underWay?.revision === overlay.revision ? underWay : begin(overlay, underWay, former)
}

/**
 * Which objects are decided otherwise than everybody was evaluated by, and which are gone. Those that an evaluation that was never
 * ended had changed or found gone have to be looked at again, also when they are as before: some people were evaluated by it.
 */
function begin({ compiled, revision }: OverlayAt, unended: Evaluation | null, former: FormerObjects): Evaluation {
  const unsettled = new Set([...(unended?.changed ?? []), ...(unended?.gone ?? [])])
  const positions = [...compiled.objects.entries()].flatMap(([position, { address, signature }]) =>
    former.get(address)?.signature === signature && !unsettled.has(address) ? [] : position,
  )
  const gone = [...former.keys()].filter((address) => !compiled.positions.has(address))
  // Who was in a unit that is gone may have been in those above it for that alone: to look at one unit settles all.
  const anyUnit = compiled.objects.findIndex(({ kind }) => kind === 'OrgUnit')
  const lostUnit = [...gone, ...unsettled].some((one) => one.startsWith('OrgUnit/') && !compiled.positions.has(one))
  if (anyUnit >= 0 && lostUnit) positions.push(anyUnit)
  const changed = [...withUnitsBelow(compiled, positions)].flatMap((one) => compiled.objects[one]?.address ?? [])
  return { revision, changed, gone, after: null, done: 0 }
}

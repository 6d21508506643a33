import type { Queryable } from '../store/database.ts'
import { readPins } from '../store/overlay/pins.ts'
import { readOverlay, readOverlayPlace } from '../store/overlay/read-objects.ts'
import { compileOverlay } from './compile-overlay.ts'
import type { CompiledOverlay } from './compiled-overlay.ts'

/** The overlay of an organization, compiled, and the revision that it is of. */
export type OverlayAt = { readonly revision: number; readonly compiled: CompiledOverlay }

/** The same, and whether members follow from this revision already, or have begun to. */
export type OverlayInEffect = OverlayAt & { readonly isBegun: boolean }

/** Keeps overlays compiled while they are what is in effect. */
export type OverlayCache = {
  /** The overlay in effect, as it is within this transaction. */
  load(on: Queryable, organizationId: string): Promise<OverlayInEffect>
}

const mostKept = 100

/** Makes a cache; one for all of a process. Compiling 300 rules takes some 20 ms, asking for the revision a look-up. */
export function createOverlayCache(): OverlayCache {
  const kept = new Map<string, OverlayAt & { readonly appliedAt: number | undefined }>()
  return {
    async load(on, organizationId) {
      const known = kept.get(organizationId)
      const { revision, isBegun, ...place } = await readOverlayPlace(on, organizationId)
      // A transaction that was rolled back leaves its revision to the next, which says something else by it.
      const appliedAt = place.appliedAt?.getTime()
      if (known?.revision === revision && known.appliedAt === appliedAt) return { ...known, isBegun }
      const found = await compileAt(on, organizationId)
      kept.delete(organizationId)
      if (kept.size >= mostKept) kept.delete(kept.keys().next().value ?? '')
      kept.set(organizationId, { ...found, appliedAt })
      return { ...found, isBegun: isBegun && found.revision === revision }
    },
  }
}

async function compileAt(on: Queryable, organizationId: string): Promise<OverlayAt> {
  const [{ revision, objects }, pins] = await Promise.all([
    readOverlay(on, organizationId),
    readPins(on, organizationId),
  ])
  return { revision, compiled: compileOverlay({ documents: objects.map(({ document }) => document), pins }) }
}

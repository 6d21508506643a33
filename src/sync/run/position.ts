import { z } from 'zod'
import type { Sealer } from '../../platform/sealer.ts'

/**
 * Where a run is, as it is stored: encrypted, because what vendors give to go on from opens the source. `from`: where the listing
 * goes on. `cursor`: where the next incremental run begins, known from the end of the listing on. `pauses` and `pausedSince`: how often
 * and since when the source could not be read, without a page in between. `held`: why removals are held. `isBegun`: whether it was
 * told that the run began.
 */
const Position = z.object({
  from: z.string().nullable().default(null),
  cursor: z.string().nullable().default(null),
  pauses: z.int().default(0),
  pausedSince: z.coerce.date().nullable().default(null),
  held: z.array(z.string()).default([]),
  isBegun: z.boolean().default(false),
})
export type Position = z.output<typeof Position>

/** Where a run begins. */
export const start: Position = { from: null, cursor: null, pauses: 0, pausedSince: null, held: [], isBegun: false }

/** Encrypts a position. */
export function sealPosition(sealer: Sealer, position: Position): string {
  return sealer.seal(JSON.stringify(position))
}

/** Reads a position; null when there is none, or none that this server can read, as with another secret key: the run then begins from the start. */
export function openPosition(sealer: Sealer, sealed: string | null): Position | null {
  const text = sealed === null ? null : sealer.open(sealed)
  return text === null ? null : (Position.safeParse(JSON.parse(text)).data ?? null)
}

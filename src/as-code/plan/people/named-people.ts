import type { MemberAddress } from '../../../memberships/compiled-overlay.ts'
import type { MembersDelta } from './members-delta.ts'

/** How many people a plan names at most: of each list of an object, and in all. All are counted. */
export type NamedCount = { readonly ofEach: number; readonly inAll: number }

/** What a plan names unless somebody asks for more: whole lists of nearly every plan, and no more than can be sent and kept. */
export const usuallyNamed: NamedCount = { ofEach: 1000, inAll: 10_000 }

/** Everybody, so far as a plan of them can still be sent and read. */
export const everybodyNamed: NamedCount = { ofEach: 100_000, inAll: 100_000 }

/** An apply plans again to see what is taken away; nobody reads the names. */
export const nobodyNamed: NamedCount = { ofEach: 0, inAll: 0 }

/** Those of an object who are named, by id. */
export type SomePeople = Pick<MembersDelta, 'enter' | 'leave' | 'unknown'>

/** Chooses who is named: where there are too many for one plan, the same number of each list, and short lists whole. */
export function namedPeople(
  deltas: ReadonlyMap<MemberAddress, SomePeople>,
  named: NamedCount,
): ReadonlyMap<MemberAddress, SomePeople> {
  const lengths = [...deltas.values()].flatMap(({ enter, leave, unknown }) =>
    [enter, leave, unknown].map(({ length }) => length),
  )
  const most = longestShare(lengths, named)
  let left = named.inAll
  const take = (ids: readonly string[]) => {
    const some = ids.slice(0, Math.min(most, left))
    left -= some.length
    return some
  }
  return new Map(
    [...deltas].map(([address, { enter, leave, unknown }]) => [
      address,
      { leave: take(leave), enter: take(enter), unknown: take(unknown) },
    ]),
  )
}

/** So many of each list come to no more than there may be in all: lists that are shorter leave their part to the others. */
function longestShare(lengths: readonly number[], { ofEach, inAll }: NamedCount): number {
  const ascending = [...lengths].sort((a, b) => a - b)
  let left = inAll
  for (const [index, length] of ascending.entries()) {
    const share = Math.floor(left / (ascending.length - index))
    // One at least: where lists are more than names, the first of them have some.
    if (length > share) return Math.max(1, Math.min(share, ofEach))
    left -= length
  }
  return ofEach
}

import type { OpenConnector, SourcePage } from '../../connectors/connector.ts'
import type { SourceGroup, SourceUser, UnreadableRecord } from '../../model/source-record.ts'
import type { Clock } from '../../platform/clock.ts'

/** What a bounded reading of a source has seen. */
export type SourceSample = {
  readonly users: readonly SourceUser[]
  readonly groups: readonly SourceGroup[]
  readonly unreadable: readonly UnreadableRecord[]
  /** Whether all users were read, and all groups: else there are more. */
  readonly hasAllUsers: boolean
  readonly hasAllGroups: boolean
  /** How many records the source says that it has, where it does. */
  readonly expected: number | null
}

/** How much is read: whichever comes first. */
export type SampleLimits = { readonly users: number; readonly until: Date }

// Whoever has told so many pages of members, and no group, has told all groups, most likely: that is not waited for.
const memberPagesAtMost = 3

/**
 * Reads the beginning of a full listing, as far as limits allow. Nothing is noted anywhere: it is for somebody who wants to see what a run
 * would do. Members are passed over.
 */
export async function readSample(
  source: Pick<OpenConnector, 'full'>,
  { limits, clock, signal }: { readonly limits: SampleLimits; readonly clock: Clock; readonly signal: AbortSignal },
): Promise<SourceSample> {
  const seen = createSeen()
  for await (const page of source.full(null, signal)) {
    seen.add(page)
    const isEnough = !seen.hasAllUsers() && seen.countUsers() >= limits.users
    if (isEnough || seen.countMemberPages() >= memberPagesAtMost || clock.now() >= limits.until) return seen.toSample()
  }
  return { ...seen.toSample(), hasAllUsers: true, hasAllGroups: true }
}

/** Collects what pages tell: users come first, so that with the first group or members all users are there. */
function createSeen() {
  const users = new Map<string, SourceUser>()
  const groups = new Map<string, SourceGroup>()
  const unreadable: UnreadableRecord[] = []
  let expected: number | null = null
  let hasAllUsers = false
  let memberPages = 0
  return {
    hasAllUsers: () => hasAllUsers,
    countUsers: () => users.size,
    countMemberPages: () => memberPages,
    add(page: SourcePage): void {
      for (const user of page.users ?? []) users.set(user.id, user)
      for (const group of page.groups ?? []) groups.set(group.id, group)
      unreadable.push(...(page.unreadable ?? []))
      expected = page.expected ?? expected
      const [hasGroups, hasMembers] = [Boolean(page.groups?.length), Boolean(page.members?.length)]
      hasAllUsers ||= hasGroups || hasMembers
      memberPages = hasMembers && !hasGroups ? memberPages + 1 : 0
    },
    toSample: (): SourceSample => ({
      users: [...users.values()],
      groups: [...groups.values()],
      unreadable,
      hasAllUsers,
      hasAllGroups: false,
      expected,
    }),
  }
}

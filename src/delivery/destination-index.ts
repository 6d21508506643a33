import type { DestinationState } from './destination-state.ts'

/** Destinations by the organization that they follow, so that an event costs what matches it, however many there are. */
export type DestinationIndex = {
  add(state: DestinationState): void
  delete(state: DestinationState): void
  size(): number
  /** Those that follow an organization: it alone, or all. */
  of(organizationId: string): DestinationState[]
}

/** Makes an empty index. */
export function createDestinationIndex(): DestinationIndex {
  const everything = new Set<DestinationState>()
  const byOrganization = new Map<string, Set<DestinationState>>()
  let size = 0

  function setOf({ destination: { organizationId } }: DestinationState): Set<DestinationState> {
    if (organizationId === null) return everything
    const found = byOrganization.get(organizationId) ?? new Set()
    byOrganization.set(organizationId, found)
    return found
  }

  return {
    add(state) {
      setOf(state).add(state)
      size += 1
    },
    delete(state) {
      const set = setOf(state)
      if (set.delete(state)) size -= 1
      const { organizationId } = state.destination
      if (organizationId !== null && set.size === 0) byOrganization.delete(organizationId)
    },
    size: () => size,
    of: (organizationId) => [...everything, ...(byOrganization.get(organizationId) ?? [])],
  }
}

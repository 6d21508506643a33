import type { DirectoryHealth } from '../../shared/api-types.ts'
import { useApiQuery } from '../../shared/use-api.ts'

const refreshMs = 15_000

/** How directories do, by id, read again and again; nothing is asked while there is none. */
export function useHealth(ids: readonly string[]): ReadonlyMap<string, DirectoryHealth> {
  const options = { every: refreshMs, isEnabled: ids.length > 0 }
  const { data } = useApiQuery('/directories/health', { query: { ids } }, options)
  return new Map(data?.data.map((health) => [health.id, health]))
}

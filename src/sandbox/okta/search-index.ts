import type { Clock } from '../../platform/clock.ts'
import type { OktaUser } from './records.ts'
import { createTable, type Page } from './table.ts'

/** The index that `search` reads: Okta documents that it lags behind ("Use an ID lookup … to ensure your results contain the latest data"). */
export type SearchIndex = {
  /** How far it lags behind from now on. */
  setLag(milliseconds: number): void
  /** A user was written; null: deleted. */
  record(id: string, user: OktaUser | null): void
  page(after: number, limit: number, matches: (user: OktaUser) => boolean): Page<OktaUser>
}

type Version = { readonly at: number; readonly user: OktaUser | null }

/** Makes an index that does not lag. */
export function createSearchIndex(clock: Clock): SearchIndex {
  const versions = createTable<readonly Version[]>()
  let lag = 0
  const seenOf = (all: readonly Version[]) => all.findLast(({ at }) => at <= clock.now().getTime() - lag)
  return {
    setLag(milliseconds) {
      lag = milliseconds
    },
    record(id, user) {
      const all = versions.get(id) ?? []
      const seen = seenOf(all)
      const kept = lag === 0 ? [] : all.filter(({ at }) => at >= (seen?.at ?? 0))
      versions.set(id, [...kept, { at: clock.now().getTime(), user }])
    },
    page(after, limit, matches) {
      const userOf = (all: readonly Version[]) => seenOf(all)?.user ?? null
      const { rows, next } = versions.page(after, limit, (all) => {
        const user = userOf(all)
        return user !== null && matches(user)
      })
      return { rows: rows.flatMap((all) => userOf(all) ?? []), next }
    },
  }
}

import type { SourceGroup } from '../../model/source-record.ts'
import { takeGroups } from '../take-groups.ts'
import type { OktaApi } from './okta-api.ts'
import { groupPages } from './read-org.ts'
import { isOwnGroup, toSourceGroup } from './records.ts'

/** Finds a few groups by a part of their name. Okta's own search knows the beginnings of names only, so they are listed. */
export function findGroups(
  api: OktaApi,
  { text, limit, includeBuiltIn }: { readonly text: string; readonly limit: number; readonly includeBuiltIn: boolean },
  signal: AbortSignal,
): Promise<readonly SourceGroup[]> {
  async function* pages(): AsyncGenerator<readonly SourceGroup[], void> {
    for await (const { body } of groupPages(api, { page: null }, signal)) {
      yield body.filter((group) => includeBuiltIn || isOwnGroup(group)).map(toSourceGroup)
    }
  }
  return takeGroups(pages(), { text, limit })
}

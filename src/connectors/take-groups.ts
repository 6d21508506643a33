import type { SourceGroup } from '../model/source-record.ts'
import { caseKey } from '../model/user.ts'

// How many groups are looked through for a name at most: somebody waits.
const lookedThrough = 10_000

/** The first groups of a listing that have a text in their name; all for an empty one. For sources that cannot search so. */
export async function takeGroups(
  pages: AsyncIterable<readonly SourceGroup[]>,
  { text, limit }: { readonly text: string; readonly limit: number },
): Promise<readonly SourceGroup[]> {
  const wanted = caseKey(text.trim())
  const found: SourceGroup[] = []
  let seen = 0
  for await (const groups of pages) {
    found.push(...groups.filter(({ name }) => caseKey(name).includes(wanted)))
    seen += groups.length
    if (found.length >= limit || seen >= lookedThrough) break
  }
  return found.slice(0, limit)
}

import type { Listing, SourcePage } from '../../src/connectors/connector.ts'
import { userAt } from '../scim/user-at.ts'

/** Records a page. */
const PAGE = 500

/** Pages of a listing as a vendor's API gives them: JSON texts, made before the clock starts. */
export type SourceTexts = readonly string[]

/** Users of about 1 KB each. `changed` tells of which the title is another one. */
export function usersAsTexts(count: number, changed: (index: number) => boolean = () => false): SourceTexts {
  const texts: string[] = []
  for (let start = 0; start < count; start += PAGE) texts.push(pageText(start, Math.min(start + PAGE, count), changed))
  return texts
}

function pageText(start: number, end: number, changed: (index: number) => boolean): string {
  const users = Array.from({ length: end - start }, (_, place) => {
    const index = start + place
    const { externalId, ...document } = userAt(index)
    const attributes = changed(index) ? { ...document, title: 'Promoted' } : document
    return { id: externalId, status: 'active', statusDetail: 'ACTIVE', attributes }
  })
  return JSON.stringify({ users, resume: String(end) })
}

/** A listing of such pages. */
export async function* listTexts(texts: Iterable<string>): Listing {
  for (const text of texts) yield JSON.parse(text) as SourcePage
  return { cursor: null }
}

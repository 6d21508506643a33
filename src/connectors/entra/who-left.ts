import type { SourceMemberChanges } from '../../model/source-record.ts'

type Pair = [groupId: string, memberId: string]

/** So many are remembered; the next full run heals what more would have told. */
const most = 500

/**
 * Who left a group in the course of a first listing, after a page had told them as members: the feed does not tell it again, and
 * a listing of everything cannot take back what it has told. So the next listing of changes tells it first.
 */
export function whoLeft(before: readonly Pair[], changes: readonly SourceMemberChanges[]): Pair[] {
  const left = new Map(before.map((pair) => [pair.join(' '), pair]))
  for (const { groupId, added, removed } of changes) {
    for (const id of added) left.delete(`${groupId} ${id}`)
    for (const id of removed) left.set(`${groupId} ${id}`, [groupId, id])
  }
  return [...left.values()].slice(-most)
}

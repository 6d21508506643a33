import { addressOf } from '../../../model/overlay/document.ts'
import type { Finding } from '../../../model/overlay/finding.ts'
import type { PlanBlock } from '../../../model/overlay/plan.ts'
import type { WantedDocument } from '../../../model/overlay/wanted-document.ts'
import { personRefsOf } from './person-refs.ts'
import type { ResolvedRefs } from './resolve-refs.ts'

/** What references to people have to say: warnings at their documents, and the documents that cannot be applied for it. */
export type RefJudgement = {
  readonly findings: readonly Finding[]
  readonly refused: ReadonlyMap<string, PlanBlock>
}

/** Judges references. Somebody who is not known yet is no error: people come and go without the files. */
export function judgeRefs(wanted: readonly WantedDocument[], { waiting, moved }: ResolvedRefs): RefJudgement {
  const open = new Map(waiting.map(({ ref, people }) => [ref, people.length]))
  const findings: Finding[] = []
  const refused = new Map<string, PlanBlock>()
  for (const one of wanted) {
    for (const ref of personRefsOf(one.document)) {
      const count = open.get(ref)
      if (count !== undefined) findings.push(count === 0 ? unknownPerson(one, ref) : severalPeople(one, ref, count))
      const other = moved.get(ref)
      if (!other) continue
      const text = `${ref} meant ${other.was} when it was applied first, and means ${other.is} now. Name the person otherwise, or plan again with --allow ${ref}.`
      findings.push(findingOf(one, { code: 'MP003', text }))
      refused.set(addressOf(one.document), { code: 'pinned_elsewhere', text })
    }
  }
  return { findings, refused }
}

function unknownPerson(wanted: WantedDocument, ref: string): Finding {
  const text = `Nobody is known as ${ref} yet. Correct it, or leave it: whoever appears under it takes this place.`
  return findingOf(wanted, { code: 'MP001', text })
}

function severalPeople(wanted: WantedDocument, ref: string, count: number): Finding {
  const text = `${ref} means ${count} people, so it means nobody. Name the one by emp:, ext: or the id of the person.`
  return findingOf(wanted, { code: 'MP002', text })
}

function findingOf({ document, at }: WantedDocument, { code, text }: Pick<Finding, 'code' | 'text'>): Finding {
  const { file, line } = at
  return { code, severity: 'warning', file, line, column: 1, text, address: addressOf(document) }
}

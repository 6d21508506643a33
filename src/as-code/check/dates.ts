import type { Finding } from '../load/finding.ts'
import { findingAt, type Subject } from './subject.ts'

/** Dates that are past: what they ended is still written. */
export function checkDates(subject: Subject): Finding[] {
  const { today } = subject.options
  const isPast = (day: string | undefined): day is string => day !== undefined && day < today
  return subject.documents.flatMap((document) => {
    const { document: content } = document
    const findings: Finding[] = []
    const until = 'members' in content ? Object.entries(content.members?.until ?? {}) : []
    for (const [ref, day] of until) {
      const at = { document, path: ['members', 'until', ref] }
      if (isPast(day)) findings.push(findingAt('date_past', at, { day, what: `${ref} and the date` }))
    }
    if (content.kind === 'Team' && isPast(content.ends))
      findings.push(findingAt('ended_team', { document, path: ['ends'] }, { day: content.ends }))
    if (content.kind === 'DottedLine' && isPast(content.until))
      findings.push(findingAt('date_past', { document, path: ['until'] }, { day: content.until, what: 'the file' }))
    return findings
  })
}

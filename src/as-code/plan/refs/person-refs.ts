import type { OverlayDocument } from '../../../model/overlay/document.ts'

const personRef = /^(emp|mail|ext):|^person_/

/** How a document names people, in its rules too: each reference once. */
export function personRefsOf(document: OverlayDocument): string[] {
  const refs = new Set<string>()
  const all = [...ofMembers(document), ...ofOthers(document), ...rulesOf(document).flatMap(ofRule)]
  for (const ref of all) if (personRef.test(ref)) refs.add(ref)
  return [...refs]
}

function rulesOf(document: OverlayDocument): string[] {
  if (document.kind === 'AccessPolicy') return [document.eligible, document.assigned].filter((one) => one !== undefined)
  const rule = 'members' in document ? document.members?.rule : undefined
  return rule === undefined ? [] : [rule]
}

/** Whom a rule names: constants alone can stand there, so that nothing has to be compiled to find them. */
function ofRule(text: string): string[] {
  return [...text.matchAll(/\breports(?:Directly)?To\s*\(\s*r?(?:"([^"\\]*)"|'([^'\\]*)')/g)].map(
    ([, one, other]) => one ?? other ?? '',
  )
}

function ofMembers(document: OverlayDocument): string[] {
  if (!('members' in document) || !document.members) return []
  const { add = [], remove = [], until = {} } = document.members
  return [...add, ...remove, ...Object.keys(until)]
}

function ofOthers(document: OverlayDocument): string[] {
  const owners = 'owners' in document && document.kind !== 'Settings' ? (document.owners ?? []) : []
  const lead = 'lead' in document && document.lead ? [document.lead] : []
  if (document.kind === 'Team') return [...owners, ...lead, ...Object.values(document.roles ?? {}).flat()]
  if (document.kind === 'DottedLine') return [...owners, document.person, document.manager]
  if (document.kind === 'AccessPolicy') return [...owners, ...(document.approvers ?? [])]
  return [...owners, ...lead]
}

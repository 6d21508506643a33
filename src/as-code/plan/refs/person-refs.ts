import type { OverlayDocument } from '../../../model/overlay/document.ts'

const personRef = /^(emp|mail|ext):|^person_/

/** How a document names people: each reference once. */
export function personRefsOf(document: OverlayDocument): string[] {
  const refs = new Set<string>()
  for (const ref of [...ofMembers(document), ...ofOthers(document)]) if (personRef.test(ref)) refs.add(ref)
  return [...refs]
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

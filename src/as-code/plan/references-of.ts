import type { OverlayDocument } from '../../model/overlay/document.ts'

/** Objects that a document needs to be there, by address. Rules are not among them: a rule that names nobody is no broken object. */
export function referencesOf(document: OverlayDocument): string[] {
  const refs = [...structural(document), ...owners(document)]
  return refs.filter((ref) => ref !== '')
}

function structural(document: OverlayDocument): string[] {
  switch (document.kind) {
    case 'OrgUnit':
      return [to('OrgUnit', document.parent)]
    case 'Team':
      return [to('Team', document.parent), to('OrgUnit', document.orgUnit)]
    case 'AccessPolicy':
      return [
        ...(document.conflicts ?? []).map((id) => to('AccessPolicy', id)),
        ...(document.approvers ?? []).map(named),
      ]
    case 'Authority':
      return [...(document.default ?? []).map((id) => to('Directory', id))]
    default:
      return []
  }
}

function owners(document: OverlayDocument): string[] {
  return 'owners' in document && document.kind !== 'Settings' ? (document.owners ?? []).map(named) : []
}

function to(kind: string, id: string | undefined): string {
  return id === undefined ? '' : `${kind}/${id}`
}

/** `team:platform#lead` and `group:admins` name objects; all others name people. */
function named(name: string): string {
  const [, kind, id] = /^(team|group):([^#]+)/.exec(name) ?? []
  return kind && id ? to(kind === 'team' ? 'Team' : 'Group', id) : ''
}

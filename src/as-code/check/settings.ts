import { Role } from '../../model/role.ts'
import type { Finding } from '../load/finding.ts'
import { findingAt, type LoadedOf, type Subject } from './subject.ts'

/** Settings that can be kept: approvers whom there can be, guards that stop something. */
export function checkSettings(subject: Subject): Finding[] {
  return subject
    .of('Settings')
    .flatMap((document) => [...approvers(document), ...weakGuards(document), ...protectionAlone(subject, document)])
}

function approvers(document: LoadedOf<'Settings'>): Finding[] {
  const roles = Role.options.join(', ')
  return (document.document.approvals ?? []).flatMap(({ by }, index) =>
    by.flatMap((approver, position) => {
      if (Role.safeParse(approver).success || /^[^\s@:]+@[^\s@]+$/.test(approver)) return []
      const hint = `Write a role of this Muster (${roles}), or the e-mail address of a member of it.`
      return [
        findingAt('invalid_approver', { document, path: ['approvals', index, 'by', position] }, { approver, hint }),
      ]
    }),
  )
}

function weakGuards(document: LoadedOf<'Settings'>): Finding[] {
  const { guards = {} } = document.document
  return (['removals', 'deletions'] as const).flatMap((guard) => {
    const value = guards[guard]
    if (typeof value !== 'string' || Number.parseFloat(value) < 100) return []
    return [findingAt('weak_guard', { document, path: ['guards', guard] }, { guard, value })]
  })
}

/** `protect` asks for a second look. Where settings name approvals, but none for deletions, nobody takes it. */
function protectionAlone(subject: Subject, document: LoadedOf<'Settings'>): Finding[] {
  const { approvals } = document.document
  if (!approvals || approvals.some(({ when }) => when === 'always' || when === 'deletions')) return []
  const isProtecting = subject.documents.some((each) => 'protect' in each.document && each.document.protect === true)
  if (!isProtecting) return []
  const data = { what: 'deletions', when: 'deletions' }
  return [findingAt('deleted_but_protected', { document, path: ['approvals'], part: 'key' }, data)]
}

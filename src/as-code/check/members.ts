import type { Finding } from '../load/finding.ts'
import type { LoadedDocument, Path } from '../load/loaded-document.ts'
import type { LoadedOf, Subject } from './subject.ts'
import { findingAt } from './subject.ts'

type WithMembers = LoadedOf<'Team'> | LoadedOf<'Group'> | LoadedOf<'OrgUnit'>

/** Lists of members say what their author means: nobody twice, nobody in and out, no date without a person. */
export function checkMembers(subject: Subject): Finding[] {
  const all: WithMembers[] = [...subject.of('OrgUnit'), ...subject.of('Team'), ...subject.of('Group')]
  return all.flatMap((document) => [
    ...twice(document),
    ...inAndOut(document),
    ...datesOfNobody(document),
    ...keptOut(document),
    ...bounds(document),
  ])
}

function listsOf({ document }: WithMembers): [Path, readonly string[]][] {
  const { add = [], remove = [] } = document.members ?? {}
  const roles = document.kind === 'Team' ? Object.entries(document.roles ?? {}) : []
  const rolePaths = roles.map(([role, refs]): [Path, readonly string[]] => [['roles', role], refs])
  return [[['members', 'add'], add], [['members', 'remove'], remove], ...rolePaths]
}

function twice(document: WithMembers): Finding[] {
  return listsOf(document).flatMap(([path, refs]) => {
    const seen = new Set<string>()
    return refs.flatMap((ref, index) => {
      if (!seen.has(ref)) {
        seen.add(ref)
        return []
      }
      return [findingAt('duplicate_person', { document, path: [...path, index] }, { ref })]
    })
  })
}

function inAndOut(document: WithMembers): Finding[] {
  const { add = [], remove = [] } = document.document.members ?? {}
  const added = new Set(add)
  return remove.flatMap((ref, index) =>
    added.has(ref) ? [findingAt('added_and_removed', { document, path: ['members', 'remove', index] }, { ref })] : [],
  )
}

function datesOfNobody(document: WithMembers): Finding[] {
  const { add = [], remove = [], until = {} } = document.document.members ?? {}
  const named = new Set([...add, ...remove])
  return Object.keys(until).flatMap((ref) =>
    named.has(ref)
      ? []
      : [findingAt('until_of_nobody', { document, path: ['members', 'until', ref], part: 'key' }, { ref })],
  )
}

function keptOut(loaded: WithMembers): Finding[] {
  const { document } = loaded
  const out = new Set(document.members?.remove ?? [])
  if (out.size === 0) return []
  const lead = 'lead' in document ? document.lead : undefined
  const roles = document.kind === 'Team' ? Object.entries(document.roles ?? {}) : []
  const holders = roles.flatMap(([role, refs]) =>
    refs.map((ref, index) => ({ ref, what: `has the role ${role}`, path: ['roles', role, index] as Path })),
  )
  const all = lead === undefined ? holders : [{ ref: lead, what: 'the lead', path: ['lead'] as Path }, ...holders]
  return all
    .filter(({ ref }) => out.has(ref))
    .map(({ ref, what, path }) => findingAt('lead_kept_out', { document: loaded, path }, { ref, what }))
}

function bounds(loaded: WithMembers): Finding[] {
  const { document } = loaded
  const { members } = document
  const findings: Finding[] = []
  const max = 'limits' in document ? document.limits?.maxMembers : undefined
  const count = new Set(members?.add ?? []).size
  if (max !== undefined && count > max) findings.push(tooMany(loaded, { count, max }))
  const hasOthers = ('lead' in document && document.lead) || (document.kind === 'Team' && document.roles)
  if (members?.mode === 'exact' && members.rule === undefined && members.add === undefined && !hasOthers)
    findings.push(findingAt('members_of_nobody', { document: loaded, path: ['members'], part: 'key' }, {}))
  return findings
}

function tooMany(document: LoadedDocument, data: { count: number; max: number }): Finding {
  return findingAt('too_many_members', { document, path: ['limits', 'maxMembers'] }, data)
}

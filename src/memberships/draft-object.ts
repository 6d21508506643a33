import type { PersonRule } from '../expressions/person-rule.ts'
import type { MemberAddress } from './compiled-overlay.ts'
import { type MemberDocument, memberAddress } from './member-documents.ts'
import { type RuleContext, ruleOf } from './rule-of.ts'

/** A document with its rule compiled, before it has a place in the order. */
export type DraftObject = {
  readonly document: MemberDocument
  readonly address: MemberAddress
  /** Null for none; a text for one that cannot be decided, which says why. */
  rule: PersonRule | string | null
}

/** Compiles the rule of a document. */
export function draftObject(document: MemberDocument, context: RuleContext): DraftObject {
  const address = memberAddress(document.kind, document.id)
  return { document, address, rule: ruleOf(document.members?.rule, address, context) }
}

/** What each object reads of others, by address: of groups and teams that its rule names, and for `person.org` of all org units. */
export function readsOf(drafts: ReadonlyMap<string, DraftObject>): (address: string) => readonly string[] {
  const orgUnits = [...drafts.values()].flatMap(({ document, address }) => (document.kind === 'OrgUnit' ? address : []))
  return (address) => {
    const rule = drafts.get(address)?.rule
    if (!rule || typeof rule === 'string') return []
    const named = [
      ...rule.groups.map((id) => memberAddress('Group', id)),
      ...rule.teams.map((id) => memberAddress('Team', id)),
    ].filter((one) => drafts.has(one))
    return rule.reads.includes('org') ? [...named, ...orgUnits] : named
  }
}

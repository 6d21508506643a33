import type { CountedText } from '../counted-text.ts'
import { useSharedStrings } from '../shared-strings.tsx'
import { scopeDe } from './scope-strings.de.ts'
import { scopeEn } from './scope-strings.en.ts'
import { scopeEs } from './scope-strings.es.ts'

type Choice = { readonly label: string; readonly text: string }

/** What the scope editor says. */
export type ScopeStrings = {
  readonly who: string
  readonly everybody: Choice
  readonly some: Choice
  readonly allOf: string
  readonly parts: Readonly<Record<'groups' | 'org_units' | 'rule', Choice>>
  readonly groups: {
    readonly search: string
    readonly found: string
    readonly chosen: CountedText
    readonly members: CountedText
    readonly membersUnknown: string
    readonly nobody: string
    readonly reading: string
    readonly nested: string
    readonly notNested: string
    readonly remove: (name: string) => string
    readonly limit: string
    readonly none: string
  }
  readonly orgUnits: { readonly label: string; readonly hint: string; readonly none: string }
  readonly rule: { readonly label: string; readonly hint: string; readonly placeholder: string; readonly none: string }
  readonly leave: string
  readonly leaves: Readonly<Record<'suspend' | 'delete' | 'keep', Choice>>
  readonly count: string
  readonly counting: string
  readonly countText: string
  readonly sum: (inside: string, outside: string) => string
  readonly sumAtLeast: (inside: string, outside: string, total: string) => string
  readonly stale: string
  readonly wouldGo: CountedText
  readonly tryIt: string
  readonly tryHint: string
  readonly isIn: string
  readonly isOut: string
  readonly person: string
  readonly verdict: string
  readonly why: string
  readonly reasons: readonly { readonly begins: string; readonly says: string }[]
  readonly save: string
  readonly saved: string
  readonly noChanges: string
  readonly unsaved: string
  readonly discard: string
}

const all: Readonly<Record<string, ScopeStrings>> = { en: scopeEn, de: scopeDe, es: scopeEs }

/** The texts of the scope editor in the language of the app. */
export function useScopeStrings(): ScopeStrings {
  return all[useSharedStrings().locale.slice(0, 2)] ?? scopeEn
}

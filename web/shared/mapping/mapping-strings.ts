import type { CountedText } from '../counted-text.ts'
import { useSharedStrings } from '../shared-strings.tsx'
import { mappingDe } from './mapping-strings.de.ts'
import { mappingEn } from './mapping-strings.en.ts'
import { mappingEs } from './mapping-strings.es.ts'
import type { PredefinedName, StandardTarget } from './our-attributes.ts'

/** The functions of expressions, as `docs/reference/expressions.md` lists them. */
export const functionNames = [
  'coalesce',
  'has',
  'orValue',
  'first',
  'lower',
  'upper',
  'trim',
  'ascii',
  'before',
  'after',
  'replace',
  'split',
  'substring',
  'join',
  'contains',
  'startsWith',
  'endsWith',
  're',
  'size',
  'string',
  'number',
  'compact',
  'exists',
  'filter',
  'map',
] as const
export type FunctionName = (typeof functionNames)[number]

/** How each function is written. */
export const functionForms: Readonly<Record<FunctionName, string>> = {
  coalesce: 'coalesce(user.mail, user.otherMail)',
  has: 'has(user.type)',
  orValue: 'user.type.orValue("staff")',
  first: 'first(user.emails)',
  lower: 'lower(user.mail)',
  upper: 'upper(user.country)',
  trim: 'trim(user.title)',
  ascii: 'ascii(user.lastName)',
  before: 'user.mail.before("@")',
  after: 'user.mail.after("@")',
  replace: 'user.phone.replace(" ", "")',
  split: 'user.name.split(" ")',
  substring: 'user.code.substring(0, 2)',
  join: 'user.teams.join(", ")',
  contains: 'user.title.contains("Lead")',
  startsWith: 'user.id.startsWith("E")',
  endsWith: 'user.mail.endsWith("@acme.com")',
  re: 'user.mail.re("(?i)@acme\\\\.com$")',
  size: 'size(user.teams)',
  string: 'string(user.number)',
  number: 'number(user.level)',
  compact: 'compact([user.mail, user.otherMail])',
  exists: 'user.groups.exists(g, g == "Staff")',
  filter: 'user.emails.filter(e, e.type == "work")',
  map: 'user.emails.map(e, e.value)',
}

/** What the mapping editor and the help for expressions say. */
export type MappingStrings = {
  readonly targets: Readonly<Record<StandardTarget | PredefinedName, string>>
  readonly table: string
  readonly ours: string
  readonly source: string
  readonly sourceOf: (attribute: string) => string
  readonly notMapped: string
  readonly required: string
  readonly previewFor: string
  readonly previewColumn: (name: string) => string
  readonly noPerson: string
  readonly searchPerson: string
  readonly searchHint: string
  readonly nobodyFound: string
  readonly reading: string
  readonly showUnmapped: CountedText
  readonly hideUnmapped: string
  readonly reset: string
  readonly resetOne: (attribute: string) => string
  readonly save: string
  readonly saved: string
  readonly noChanges: string
  readonly unsaved: CountedText
  readonly discard: string
  readonly count: string
  readonly countText: string
  readonly counting: string
  readonly counted: CountedText
  readonly countedAtLeast: CountedText
  readonly without: (count: string, total: string) => string
  readonly invalid: (count: string, total: string) => string
  readonly countStale: string
  readonly inactive: string
  readonly problems: string
  readonly addAttribute: string
  readonly add: {
    readonly title: string
    readonly text: string
    readonly name: string
    readonly nameHint: string
    readonly type: string
    readonly types: Readonly<Record<'text' | 'number' | 'boolean' | 'date' | 'email' | 'phone' | 'list', string>>
    readonly form: string
    readonly forms: Readonly<Record<'none' | 'trim' | 'nfc' | 'lowercase', string>>
    readonly description: string
    readonly action: string
    readonly done: (name: string) => string
  }
  readonly help: {
    readonly open: string
    readonly title: string
    readonly intro: string
    readonly missing: string
    readonly functions: string
    readonly examples: string
    readonly fields: string
    readonly write: string
    readonly gives: string
    readonly says: Readonly<Record<FunctionName, string>>
    readonly cases: readonly { readonly wanted: string; readonly expression: string }[]
  }
}

const all: Readonly<Record<string, MappingStrings>> = { en: mappingEn, de: mappingDe, es: mappingEs }

/** The texts of the mapping editor in the language of the app. */
export function useMappingStrings(): MappingStrings {
  return all[useSharedStrings().locale.slice(0, 2)] ?? mappingEn
}

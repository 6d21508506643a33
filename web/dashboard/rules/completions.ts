import type { RuleVocabulary } from '../../shared/api-types.ts'

/** Something that can be written where the caret is. */
export type Completion = {
  readonly insert: string
  readonly label: string
  readonly hint: string
  /** How many characters before the caret it takes the place of. */
  readonly replaces: number
}

type Part = Omit<Completion, 'replaces' | 'insert'> & { readonly insert?: string }

const ofPerson: readonly Part[] = [
  { label: 'memberOf("")', hint: 'is in the group' },
  { label: 'inTeam("")', hint: 'is in the team' },
  { label: 'hasRole("team", "role")', hint: 'has the role in the team' },
  { label: 'reportsTo("")', hint: 'reports to somebody, directly or not' },
  { label: 'reportsDirectlyTo("")', hint: 'reports to somebody directly' },
]

const ofText: readonly Part[] = [
  { label: 'contains("")', hint: 'has the text in it' },
  { label: 'startsWith("")', hint: 'starts with the text' },
  { label: 'endsWith("")', hint: 'ends with the text' },
  { label: 'lower()', hint: 'in lower case' },
  { label: 'upper()', hint: 'in upper case' },
  { label: 'trim()', hint: 'without blanks around it' },
  { label: 'matches("")', hint: 'matches the pattern' },
  { label: 'orValue("")', hint: 'or this, where there is none' },
]

const ofType: Readonly<Record<string, readonly Part[]>> = {
  text: ofText,
  mail: ofText,
  phone: ofText,
  zone: ofText,
  path: [{ label: 'within("")', hint: 'is in this org unit, or below it' }],
  date: [{ label: 'reached("P90D")', hint: 'this day, and so much after it, has come' }],
  list: [{ label: 'exists(v, v == "")', hint: 'one of the values is' }],
}

const named = { memberOf: 'groups', inTeam: 'teams', hasRole: 'teams', within: 'org_units' } as const

/** What can be written behind a text: attributes, what can be asked of them, and ids within quotes. */
export function completionsAt(before: string, vocabulary: RuleVocabulary | undefined): readonly Completion[] {
  if (!vocabulary) return []
  const quoted = /\.(memberOf|inTeam|hasRole|within)\("([\w/-]*)$/.exec(before)
  if (quoted) {
    const [, call = 'memberOf', text = ''] = quoted
    const ids = vocabulary[named[call as keyof typeof named]].map(({ id, name }) => ({ label: id, hint: name }))
    return fitting(ids, text)
  }
  const member = /\bperson\.(\w*)$/.exec(before)
  if (member) {
    const attributes = vocabulary.attributes.map(({ name, title }) => ({ label: name, hint: title }))
    return fitting([...attributes, ...ofPerson], member[1] ?? '')
  }
  const call = /\bperson\.(\w+)(?:\.\w+\(\))*\.(\w*)$/.exec(before)
  if (call) {
    const type = vocabulary.attributes.find(({ name }) => name === call[1])?.type ?? ''
    return fitting(ofType[type] ?? [], call[2] ?? '')
  }
  const word = /(?:^|[\s(!&|])(p[erson]*)$/.exec(before)?.[1]
  return word && 'person'.startsWith(word) ? fitting([{ label: 'person', insert: 'person.', hint: '' }], word) : []
}

function fitting(parts: readonly Part[], text: string): readonly Completion[] {
  const wanted = text.toLowerCase()
  return parts
    .filter(({ label }) => label.toLowerCase().startsWith(wanted) && label !== text)
    .slice(0, 40)
    .map((part) => ({ insert: part.label, ...part, replaces: text.length }))
}

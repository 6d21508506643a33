import type { LoadedDocument, Path } from '../load/loaded-document.ts'

/**
 * An expression in a document, and what it is over: a person; a user of a directory, in the normalised form; or a record of a source,
 * of which nobody knows the attributes beforehand.
 */
export type RuleIn = {
  readonly text: string
  readonly over: 'person' | 'user' | 'record'
  readonly result: 'boolean' | 'any'
  readonly path: Path
}

/** Every expression of a document, and where it stands. */
export function rulesIn({ document }: LoadedDocument): RuleIn[] {
  switch (document.kind) {
    case 'OrgUnit':
    case 'Team':
    case 'Group':
      return ruleAt(document.members?.rule, ['members', 'rule'])
    case 'AccessPolicy':
      return [...ruleAt(document.eligible, ['eligible']), ...ruleAt(document.assigned, ['assigned'])]
    case 'Directory':
      return [
        ...Object.entries(document.person ?? {}).map(([name, text]) => reading('user', text, ['person', name])),
        ...(document.mapping ?? [])
          .map(({ expression }, index) => reading('record', expression, ['mapping', index, 'expression']))
          .filter(({ text }) => text.trim() !== ''),
        ...(document.scope?.rule === undefined
          ? []
          : [{ ...reading('record', document.scope.rule, ['scope', 'rule']), result: 'boolean' as const }]),
      ]
    default:
      return []
  }
}

function ruleAt(text: string | undefined, path: Path): RuleIn[] {
  return text === undefined ? [] : [{ text, over: 'person', result: 'boolean', path }]
}

function reading(over: 'user' | 'record', text: string, path: Path): RuleIn {
  return { text, over, result: 'any', path }
}

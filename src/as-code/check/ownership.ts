import { matchesGlob } from 'node:path'
import type { SettingsDocument } from '../../model/overlay/settings-document.ts'
import { type Finding, finding } from '../load/finding.ts'
import type { LoadedDocument } from '../load/loaded-document.ts'
import { findingAt, type Subject } from './subject.ts'

type OwnerRule = NonNullable<SettingsDocument['owners']>[number]

/** Files declare only what the settings let files at their path declare, and are changed only by who may. */
export function checkOwnership(subject: Subject): Finding[] {
  const settings = subject.of('Settings')[0]
  const rules = settings?.document.owners ?? []
  const inEffect = subject.options.ownersInEffect ?? []
  // Whoever gives files to others owns them until then.
  const byOthers = changedByOthers(subject, inEffect.length > 0 ? inEffect : rules)
  if (!settings || rules.length === 0) return byOthers
  const files = new Set(subject.documents.map(({ file }) => file))
  const holding = new Map([...files].map((file) => [file, rules.find((rule) => isAt(rule, file))]))
  const used = new Set(holding.values())
  return [
    ...subject.documents.flatMap((document) => mayDeclare(document, holding.get(document.file))),
    ...rules.flatMap((rule, index) =>
      used.has(rule)
        ? []
        : [findingAt('owner_rule_unused', { document: settings, path: ['owners', index] }, { paths: pathsOf(rule) })],
    ),
    ...byOthers,
  ]
}

function isAt({ paths }: OwnerRule, file: string): boolean {
  return paths.some((glob) => matchesGlob(file, glob))
}

function pathsOf({ paths }: OwnerRule): string {
  return paths.join(', ')
}

function mayDeclare(document: LoadedDocument, rule: OwnerRule | undefined): Finding[] {
  const { kind, id } = document.document
  if (!rule) return []
  const paths = pathsOf(rule)
  if (rule.kinds && !rule.kinds.includes(kind)) {
    const allowed = rule.kinds.join(', ') || 'nothing'
    return [findingAt('file_may_not_declare_kind', { document, path: ['kind'] }, { paths, kind, allowed })]
  }
  if (rule.ids && !rule.ids.some((glob) => matchesGlob(id, glob))) {
    const allowed = rule.ids.join(', ')
    return [findingAt('file_may_not_declare_id', { document, path: ['id'] }, { paths, id, allowed })]
  }
  return []
}

/** Files may be gone by the change, so that they are looked up by their paths, not by what they declare. */
function changedByOthers({ options, documents }: Subject, rules: readonly OwnerRule[]): Finding[] {
  const { change } = options
  if (!change) return []
  return change.files.flatMap((file) => {
    const rule = rules.find((each) => isAt(each, file))
    if (!rule?.by || rule.by.some((name) => change.author.some((own) => isSameName(own, name)))) return []
    const document = documents.find((each) => each.file === file)
    const concern = { place: { file, line: 1, column: 1 }, address: document?.address ?? null }
    const data = { author: change.author[0] ?? 'Nobody known', paths: pathsOf(rule), owners: rule.by.join(' or ') }
    return [finding('author_is_no_owner', concern, data)]
  })
}

function isSameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

import type { SettingsDocument } from '../../model/overlay/settings-document.ts'
import { type Finding, sortFindings } from '../load/finding.ts'
import type { LoadedDocument } from '../load/loaded-document.ts'
import { checks } from './checks.ts'
import type { KnownPerson } from './people-data.ts'
import { type Coverage, type Subject, subjectOf } from './subject.ts'

/** What checking needs to know besides the documents. */
export type CheckOptions = {
  /** The day by which dates are past, YYYY-MM-DD. */
  readonly today: string
  /** For how many people (0 to 1) each attribute has a value; without it rules are not checked against data. */
  readonly coverage?: Coverage
  /** How files may name the people that there are, `emp:10042`; without it nobody is looked up. */
  readonly people?: ReadonlySet<string>
  /** The people that there are; without them, who gets what is not looked at. */
  readonly everybody?: readonly KnownPerson[]
  /** The owners of files as they are in effect: who changes them by the same change is held against these. */
  readonly ownersInEffect?: SettingsDocument['owners']
  /** Who made the change, by all names that `owners` may know them by (address, role), and the files that it touches. */
  readonly change?: { readonly author: readonly string[]; readonly files: readonly string[] }
}

/** Everything that is wrong with documents that fit their schemas, all at once: references, cycles, rules, ownership, dates. */
export function checkDocuments(documents: readonly LoadedDocument[], options: CheckOptions): Finding[] {
  const subject: Subject = subjectOf(documents, options)
  return sortFindings(checks.flatMap((check) => check(subject)))
}

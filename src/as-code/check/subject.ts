import { attributeTypesOf } from '../../memberships/compile-overlay.ts'
import type { Address, DocumentKind, OverlayDocument } from '../../model/overlay/document.ts'
import type { AttributeType } from '../../model/overlay/person-rules.ts'
import { type Finding, finding } from '../load/finding.ts'
import type { FindingName } from '../load/finding-list.ts'
import type { LoadedDocument, Part, Path } from '../load/loaded-document.ts'
import type { CheckOptions } from './check-documents.ts'

/** For how many people each attribute has a value, by its name. */
export type Coverage = { readonly people: number; readonly values: Readonly<Record<string, number>> }

type OfKind<Kind extends DocumentKind> = Extract<OverlayDocument, { kind: Kind }>

/** A loaded document of one kind. */
export type LoadedOf<Kind extends DocumentKind> = LoadedDocument & { readonly document: OfKind<Kind> }

/** All documents, found by kind and id. Of two that are declared twice the first counts. */
export type Subject = {
  readonly documents: readonly LoadedDocument[]
  readonly options: CheckOptions
  /** The types of all attributes of people: standard ones and the organization's own. */
  readonly attributes: Readonly<Record<string, AttributeType>>
  of<Kind extends DocumentKind>(kind: Kind): readonly LoadedOf<Kind>[]
  find<Kind extends DocumentKind>(kind: Kind, id: string): LoadedOf<Kind> | undefined
}

/** Looks through all documents for what is wrong with them together. */
export type Check = (subject: Subject) => Finding[]

/** Indexes documents for the checks. */
export function subjectOf(documents: readonly LoadedDocument[], options: CheckOptions): Subject {
  const byAddress = new Map<Address, LoadedDocument>()
  const byKind = new Map<DocumentKind, LoadedDocument[]>()
  for (const each of documents) {
    const { kind } = each.document
    if (byAddress.has(each.address)) continue
    byAddress.set(each.address, each)
    const list = byKind.get(kind)
    if (list) list.push(each)
    else byKind.set(kind, [each])
  }
  const find = (kind: DocumentKind, id: string) => byAddress.get(`${kind}/${id}`)
  return {
    documents,
    options,
    attributes: attributeTypesOf(documents.map(({ document }) => document)),
    of: (kind) => (byKind.get(kind) ?? []) as never,
    find: find as Subject['find'],
  }
}

/** Where in a document something was found. */
export type Spot = { readonly path: Path; readonly part?: Part }

/** A finding at a part of a document. */
export function findingAt(
  name: FindingName,
  on: { readonly document: LoadedDocument } & Spot,
  data: Readonly<Record<string, string | number>>,
): Finding {
  const { document, path, part } = on
  return finding(name, { place: document.placeOf(path, part), address: document.address }, data)
}

/** A file and line, as people write it. */
export function placeText({ file, line }: LoadedDocument): string {
  return `${file}:${line}`
}

import type { Expression } from '../expressions/compile-expression.ts'
import type { OverlayDocument } from '../model/overlay/document.ts'
import type { AttributeType } from '../model/overlay/person-rules.ts'
import { standardAttributes } from '../model/person-attributes.ts'
import type { Queryable } from '../store/database.ts'
import { readOverlayObjects } from '../store/overlay/read-objects.ts'
import { listSourceDirectories, listVerifiedDomains, type SourceDirectory } from '../store/people/people-sources.ts'
import { compileAuthority } from './authority.ts'
import { compileMatching } from './match-rules.ts'
import { compileGetters } from './user-getters.ts'

/** A rule by which users are matched. They are tried in order. */
export type MatchRule = {
  /** The attributes, joined by `&`: `employeeNumber`, `familyName&givenName`. */
  readonly name: string
  readonly on: readonly string[]
  readonly confidence: number
  /** `verified`: addresses count only of a verified domain. `work`: those of public mailboxes do not count. */
  readonly addresses: 'all' | 'verified' | 'work'
  /** Different values are different people: the number of an employee, but no address and no name. */
  readonly isIdentifying: boolean
  /** What is given to somebody else when its owner has left: addresses, logins and phones. */
  readonly isReassignable: boolean
}

/** How an attribute of a person follows from a user: by the path of what is read, or by an expression. */
export type UserGetter = {
  readonly attribute: string
  readonly type: AttributeType
  readonly path: readonly string[] | null
  readonly expression: Expression | null
}

/** A directory as people are made of it. */
export type PeopleDirectory = {
  readonly id: string
  /** By which files and people call it: the id of its document, or its name. */
  readonly name: string
  /** Its place in the default order of authority, from 0. */
  readonly rank: number
  readonly isGone: boolean
  readonly getters: readonly UserGetter[]
}

/** Who decides about an attribute: ids of directories, the best first. */
export type CompiledAuthority =
  | { readonly by: 'owner'; readonly directories: readonly string[] }
  | { readonly by: 'peer'; readonly directories: readonly string[]; readonly conflict: 'first' | 'newest' | 'case' }
  | { readonly by: 'union'; readonly directories: readonly string[] }

/** The authority of an attribute, and the document that says so; null for what nobody wrote. */
export type AttributeDecider = { readonly authority: CompiledAuthority; readonly writtenIn: string | null }

/** An attribute that people can have. */
export type PersonAttribute = { readonly type: AttributeType; readonly isSensitive: boolean }

/** How the people of an organization are made, as its documents in effect say. */
export type PeopleOptions = {
  readonly organizationId: string
  readonly attributes: ReadonlyMap<string, PersonAttribute>
  readonly rules: readonly MatchRule[]
  /** Below this confidence a person decides. */
  readonly accept: number
  /** The verified domains of the organization, in lower case. */
  readonly domains: ReadonlySet<string>
  readonly directories: ReadonlyMap<string, PeopleDirectory>
  readonly deciders: ReadonlyMap<string, AttributeDecider>
  readonly defaultDecider: AttributeDecider
}

type Documents = readonly OverlayDocument[]
type Of<Kind extends OverlayDocument['kind']> = Extract<OverlayDocument, { kind: Kind }>

/** Reads how the people of an organization are made. */
export async function loadPeopleOptions(on: Queryable, organizationId: string): Promise<PeopleOptions> {
  const [objects, directories, domains] = await Promise.all([
    readOverlayObjects(on, organizationId, ['PersonSchema', 'Matching', 'Authority', 'Directory']),
    listSourceDirectories(on, organizationId),
    listVerifiedDomains(on, organizationId),
  ])
  const documents = objects.map(({ document }) => document)
  return compilePeopleOptions({ organizationId, documents, directories, domains })
}

/** How the people of an organization are made, from its documents, directories and verified domains. */
export function compilePeopleOptions(given: {
  readonly organizationId: string
  readonly documents: Documents
  readonly directories: readonly SourceDirectory[]
  readonly domains: readonly string[]
}): PeopleOptions {
  const { organizationId, documents, domains } = given
  const attributes = attributesOf(ofKind(documents, 'PersonSchema'))
  const named = ofKind(documents, 'Directory')
  const sources = given.directories.map((directory) => ({ directory, document: documentOf(named, directory) }))
  const authority = compileAuthority(ofKind(documents, 'Authority')[0] ?? null, sources)
  const directories = authority.order.map(
    ({ directory, document }, rank): PeopleDirectory => ({
      id: directory.id,
      name: document?.id ?? directory.name,
      rank,
      isGone: directory.isDeleting,
      getters: compileGetters(attributes, document?.person ?? {}),
    }),
  )
  return {
    organizationId,
    attributes,
    ...compileMatching(ofKind(documents, 'Matching')[0] ?? null, attributes),
    domains: new Set(domains),
    directories: new Map(directories.map((directory) => [directory.id, directory])),
    deciders: authority.deciders,
    defaultDecider: authority.defaultDecider,
  }
}

function ofKind<Kind extends OverlayDocument['kind']>(documents: Documents, kind: Kind): Of<Kind>[] {
  return documents.filter((document): document is Of<Kind> => document.kind === kind)
}

function attributesOf(schemas: readonly Of<'PersonSchema'>[]): ReadonlyMap<string, PersonAttribute> {
  const own = schemas.flatMap(({ attributes }) =>
    Object.entries(attributes).map(([name, { type, sensitive = false }]) => [name, { type, isSensitive: sensitive }]),
  )
  const standard = Object.entries(standardAttributes).map(([name, { type }]) => [name, { type, isSensitive: false }])
  return new Map([...standard, ...own] as [string, PersonAttribute][])
}

/** The document of a directory: one that has its id, else one that has its name. */
function documentOf(documents: readonly Of<'Directory'>[], { id, name }: SourceDirectory): Of<'Directory'> | null {
  return documents.find((document) => document.directory === id) ?? documents.find((d) => d.directory === name) ?? null
}

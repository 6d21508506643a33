import type { Members } from '../../../model/overlay/members.ts'
import type { SourceFile } from '../../load/load-documents.ts'
import { createOverlayIds } from '../overlay-ids.ts'
import { peopleCsv } from '../people-csv.ts'
import { createWriter, type Imported, type Writer } from '../written-files.ts'
import { entityRef } from './entity.ts'
import { createBackstageTree, type GroupNode } from './group-tree.ts'
import { type Entities, readEntities } from './read-entities.ts'

export type BackstageOptions = {
  /** The name or id of the directory whose users are the people, for those who have no address: by their name in Backstage. */
  readonly directory: string
  /** Types of groups that become org units; others become teams. Default: `defaultOrgTypes`. */
  readonly orgTypes?: readonly string[]
}

/** Types that stand for a part of the organization chart, in Backstage's own examples and elsewhere. */
export const defaultOrgTypes: readonly string[] = [
  'root',
  'organization',
  'company',
  'business-unit',
  'division',
  'department',
  'sub-department',
  'product-area',
]

/**
 * The `Group`s and `User`s of a Backstage catalog as files of ours: parts of the organization chart become org units, other groups teams.
 * People are referenced by their address, and are in `users.csv` beside.
 */
export function importBackstage(files: readonly SourceFile[], options: BackstageOptions): Imported {
  const entities = readEntities(files)
  const writer = createWriter()
  for (const remark of entities.remarks) writer.remark(remark)
  const tree = createBackstageTree(entities, options.orgTypes ?? defaultOrgTypes, writer)
  const people = referencesOf(entities)
  const ids = createOverlayIds()
  writer.write({ kind: 'Settings', id: 'settings', formatVersion: 1 }, { header: ['The settings of this repository.'] })
  const header = [
    'The directory whose users are the users of Backstage; ext:backstage:<name> are those without an address.',
  ]
  writer.write({ kind: 'Directory', id: 'backstage', directory: options.directory }, { header })
  for (const ref of tree.keys()) ids.idOf(idSource(ref))
  for (const node of tree.values()) writeGroup(node, { tree, people, writer, idOf: (ref) => ids.idOf(idSource(ref)) })
  const csv = peopleCsv(
    entities.users.map(({ metadata, spec }) => ({
      id: metadata.name,
      name: spec.profile.displayName ?? metadata.title ?? metadata.name,
      userName: spec.profile.email ?? metadata.name,
      mail: spec.profile.email ?? null,
    })),
  )
  if (csv) writer.writeFile(csv)
  return writer.finish()
}

type People = ReadonlyMap<string, { readonly reference: string; readonly name: string }>
type Context = {
  readonly tree: ReadonlyMap<string, GroupNode>
  readonly people: People
  readonly writer: Writer
  readonly idOf: (ref: string) => string
}

/** Entities of the namespace that everything has when nothing is said go by their name alone. */
function idSource(ref: string): string {
  return ref.replace(/^group:(default\/)?/, '')
}

function referencesOf({ users }: Entities): People {
  return new Map(
    users.map(({ metadata, spec: { profile } }) => {
      const reference = profile.email?.includes('@') ? `mail:${profile.email}` : `ext:backstage:${metadata.name}`
      return [entityRef('user', metadata), { reference, name: profile.displayName ?? metadata.title ?? metadata.name }]
    }),
  )
}

function writeGroup(node: GroupNode, context: Context): void {
  const { group, ref } = node
  const { profile } = group.spec
  const members = membersOf(node, context)
  const notes = members.add.map(({ name }, index) => ({ path: ['members', 'add', index], text: name }))
  const name = profile.displayName ?? group.metadata.title
  const said = {
    id: context.idOf(ref),
    ...(name ? { name } : {}),
    ...(group.metadata.description ? { description: group.metadata.description } : {}),
  }
  const above = node.parent ? context.tree.get(node.parent) : undefined
  const parent = above && context.idOf(above.ref)
  const add: Members = { add: members.add.map(({ reference }) => reference), mode: 'exact' }
  const header = [
    `From ${group.path}: a group of type "${group.spec.type}".`,
    ...(profile.email ? [`Its address there: ${profile.email}`] : []),
  ]
  if (node.isOrgUnit) {
    const document = { kind: 'OrgUnit', ...said, ...(parent ? { parent } : {}), members: add } as const
    context.writer.write(document, { header, notes })
    return
  }
  const place = parent ? (above.isOrgUnit ? { orgUnit: parent } : { parent }) : {}
  const type = teamTypes.find((each) => each === group.spec.type.toLowerCase())
  context.writer.write({ kind: 'Team', ...said, ...(type ? { type } : {}), ...place, members: add }, { header, notes })
}

const teamTypes = ['team', 'squad', 'project'] as const

/** The members that a group names, and the users who say that they are in it. */
function membersOf({ ref, members }: GroupNode, { people, writer }: Context) {
  const add = [...members].flatMap((member) => {
    const person = people.get(member)
    if (!person) writer.remark(`${ref} names ${member}, who is no user there: left out.`)
    return person ? [person] : []
  })
  return { add: [...new Map(add.map((person) => [person.reference, person])).values()] }
}

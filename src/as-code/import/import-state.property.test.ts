import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type OverlayDocument, OverlayDocument as Schema } from '../../model/overlay/document.ts'
import type { OverlayObject } from '../../model/overlay/object.ts'
import { loadDocuments } from '../load/load-documents.ts'
import { declaredOf, planObjects } from '../plan/plan-objects.ts'
import { importState } from './import-state.ts'

const now = new Date('2026-11-22T12:00:00Z')

/** Texts as people write them, with all that means something in YAML. */
const line = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
  fc.constantFrom(
    'yes',
    'null',
    '~',
    '1e3',
    '0x1F',
    '- a',
    'a: b',
    '# no',
    '"',
    "it's",
    '!tag',
    '&a',
    '*a',
    '%',
    '2027-01-01',
    'Ωß 陈',
  ),
  fc.string({ unit: fc.constantFrom('a', '\n', ' ', ':', '#', '-', '\t', '"', '|', '>'), minLength: 1, maxLength: 80 }),
)
const id = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,20}$/)
const reference = fc.oneof(
  fc.integer({ min: 1, max: 99 }).map((number) => `emp:${number}`),
  line.map((text) => `emp:${text.replace(/\s/g, '') || '0'}`),
  fc.constantFrom('mail:a@acme.test', 'ext:okta:00u1', 'person_01KA3VA0B2C4D6E8F0G2H4J6K8'),
)
const members = fc.record(
  {
    rule: fc.constantFrom('person.active', 'person.title == "a # b" && person.active', 'person.department in ["A: B"]'),
    add: fc.uniqueArray(reference, { maxLength: 4 }),
    remove: fc.uniqueArray(reference, { maxLength: 2 }),
    until: fc.dictionary(reference, fc.constant('2027-01-31'), { maxKeys: 2 }),
    mode: fc.constantFrom('exact', 'additive'),
  },
  { requiredKeys: ['mode'] },
)
const common = { id, name: line, description: line, protect: fc.boolean(), owners: fc.array(line, { maxLength: 2 }) }
const document = fc.oneof(
  fc.record({ kind: fc.constant('Group'), ...common, members }, { requiredKeys: ['kind', 'id'] }),
  fc.record(
    { kind: fc.constant('OrgUnit'), ...common, parent: id, lead: reference, members },
    { requiredKeys: ['kind', 'id'] },
  ),
  fc.record(
    {
      ...{
        kind: fc.constant('Team'),
        ...common,
        parent: id,
        lead: reference,
        members,
        ends: fc.constant('2027-12-31'),
      },
      roles: fc.dictionary(id, fc.array(reference, { maxLength: 3 }), { maxKeys: 3 }),
    },
    { requiredKeys: ['kind', 'id'] },
  ),
)

function objectOf(declared: OverlayDocument, isManaged: boolean): OverlayObject {
  return {
    ...{ organizationId: 'org_1', kind: declared.kind, id: declared.id, document: declared, isProtected: false },
    declared: isManaged ? declaredOf(declared) : null,
    managedBy: isManaged ? { repository: null, commit: null, file: 'a.yaml', line: 1 } : null,
    ...{ version: 1, createdAt: now, updatedAt: now, deletedAt: null },
  }
}

test('whatever is in effect, a plan of what is imported from it is empty', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(document, { maxLength: 8, selector: (one) => `${one.kind}/${one.id}` }),
      line,
      (made, name) => {
        const documents = made.flatMap((one) => Schema.safeParse(one).data ?? [])
        const settings = Schema.parse({ kind: 'Settings', id: 'settings', formatVersion: 1 })
        const objects = [...documents, settings].map((one) => objectOf(one, true))
        const { files } = importState({ organization: name, objects, directories: [], nameOf: () => name })
        const loaded = loadDocuments(files)
        assert.deepEqual(loaded.findings, [])
        const wanted = loaded.documents.map((one) => ({
          document: one.document,
          at: { repository: null, commit: null, file: one.file, line: one.line },
        }))
        const request = {
          organizationId: 'org_1',
          wanted,
          objects,
          ...{ deleted: [], connections: [] },
          repository: null,
          removed: new Map(),
          now,
        }
        assert.deepEqual(planObjects(request), [])
      },
    ),
    { numRuns: 300 },
  )
})

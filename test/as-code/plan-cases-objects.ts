import assert from 'node:assert/strict'
import type { PlanCase } from './plan-case.ts'

const settings = { kind: 'Settings', id: 'settings', formatVersion: 1 }
const team = { kind: 'Team', id: 'platform', name: 'Platform' }

/** What becomes of objects: made, changed, renamed, deleted, released, adopted, restored. */
export const objectCases: readonly PlanCase[] = [
  { name: 'files that say what is in effect plan nothing', effect: [team], files: [team], changes: [] },
  { name: 'no files and nothing in effect plan nothing', files: [], changes: [] },
  { name: 'a new file makes its object', files: [team], changes: ['create Team/platform'] },
  {
    name: 'a changed key is shown with both values',
    effect: [team],
    files: [{ ...team, name: 'Platform Engineering' }],
    changes: ['update Team/platform'],
    also: ({ changes }) =>
      assert.deepEqual(changes[0]?.fields, [{ key: 'name', before: 'Platform', after: 'Platform Engineering' }]),
  },
  {
    name: 'another order of keys is no change',
    effect: [{ ...team, members: { add: [], mode: 'exact' } }],
    files: [{ members: { mode: 'exact', add: [] }, name: 'Platform', id: 'platform', kind: 'Team' }],
    changes: [],
  },
  {
    name: 'a key that a file no longer has is unmanaged, and keeps what holds',
    effect: [{ ...team, description: 'Runs the platform' }],
    files: [team],
    changes: ['manage Team/platform'],
    also: ({ changes }) => assert.deepEqual(changes[0]?.fields, []),
  },
  {
    name: 'a file that says what was changed outside of it adopts the change',
    effect: [team],
    edited: { 'Team/platform': { name: 'The Platform' } },
    files: [{ ...team, name: 'The Platform' }],
    changes: ['manage Team/platform'],
  },
  {
    name: 'a key that no file has may be set by people, and stays',
    effect: [team],
    edited: { 'Team/platform': { description: 'Set on a screen' } },
    files: [team],
    changes: [],
  },
  {
    name: 'an empty list is managed and empties what is there',
    effect: [
      { ...team, owners: ['team:base'] },
      { kind: 'Team', id: 'base' },
    ],
    files: [
      { ...team, owners: [] },
      { kind: 'Team', id: 'base' },
    ],
    changes: ['update Team/platform'],
  },
  {
    name: 'what was changed outside of the files is put back, and told as drift',
    effect: [team],
    edited: { 'Team/platform': { name: 'The Platform' } },
    files: [team],
    changes: ['update Team/platform'],
    also: ({ changes, drift }) => {
      assert.equal(changes[0]?.reason, 'drifted')
      assert.deepEqual([drift[0]?.key, drift[0]?.declared, drift[0]?.actual], ['name', 'Platform', 'The Platform'])
    },
  },
  {
    name: 'drift that a plan does not touch is not part of it',
    effect: [team, { kind: 'Group', id: 'all', members: { mode: 'exact' } }],
    people: [{ ref: 'emp:1', displayName: 'Ada' }],
    hand: [{ address: 'Group/all', ref: 'emp:1' }],
    files: [
      { ...team, name: 'Base' },
      { kind: 'Group', id: 'all', members: { mode: 'exact' } },
    ],
    changes: ['update Team/platform'],
    also: ({ drift }) => assert.deepEqual(drift, []),
  },
  {
    name: 'an id that is told under previously is a rename, and people stay',
    people: [{ ref: 'emp:1' }],
    effect: [{ kind: 'Group', id: 'infra', members: { add: ['emp:1'], mode: 'exact' } }],
    files: [{ kind: 'Group', id: 'platform', previously: ['infra'], members: { add: ['emp:1'], mode: 'exact' } }],
    changes: ['rename Group/platform'],
    also: ({ changes, summary }) => {
      assert.equal(changes[0]?.previous_address, 'Group/infra')
      assert.deepEqual([summary.rename, summary.delete, summary.leave], [1, 0, 0])
    },
  },
  {
    name: 'a rename may change something at once',
    effect: [{ kind: 'Team', id: 'infra', name: 'Infra' }],
    files: [{ kind: 'Team', id: 'platform', previously: ['infra'], name: 'Platform' }],
    changes: ['rename+update Team/platform'],
  },
  {
    name: 'once renamed, the old id under previously plans nothing',
    effect: [team],
    files: [{ ...team, previously: ['infra'] }],
    changes: [],
  },
  { name: 'a removed file deletes its object', effect: [team], files: [], changes: ['delete Team/platform'] },
  {
    name: 'an object that is to be released stays, managed by nobody',
    effect: [team],
    files: [{ ...settings, removed: [{ object: 'Team/platform', action: 'release' }] }],
    changes: ['create Settings/settings', 'release Team/platform'],
    also: ({ changes }) => assert.equal(changes[1]?.reason, 'listed_as_removed'),
  },
  {
    name: 'an object that was made by hand and is declared now is adopted',
    byHand: [team],
    files: [team],
    changes: ['adopt Team/platform'],
  },
  {
    name: 'an object that was made by hand is not deleted by files that do not name it',
    byHand: [team],
    files: [],
    changes: [],
  },
  {
    name: 'the file of a deleted object restores it',
    deleted: [team],
    files: [team],
    changes: ['restore Team/platform'],
  },
  {
    name: 'tests are not applied',
    files: [{ kind: 'Test', id: 't', cases: [{ name: 'x', given: { person: {} }, expect: {} }] }],
    changes: [],
  },
  {
    name: 'what another repository declares is not deleted',
    effect: [team],
    declaredBy: 'other',
    files: [],
    repository: 'ours',
    changes: [],
  },
  {
    name: 'what another repository declares cannot be declared twice',
    effect: [team],
    declaredBy: 'other',
    files: [{ ...team, name: 'Ours' }],
    repository: 'ours',
    changes: ['update Team/platform BLOCKED managed_elsewhere'],
  },
  {
    name: 'a directory that is not there cannot be declared',
    files: [{ kind: 'Directory', id: 'hris', directory: 'HR' }],
    changes: ['create Directory/hris BLOCKED not_found'],
  },
  {
    name: 'a directory is declared by its name',
    sources: [{ id: 'directory_1', name: 'HR', isRead: true, asOf: new Date('2026-11-22T11:00:00Z') }],
    files: [{ kind: 'Directory', id: 'hris', directory: 'HR' }],
    changes: ['create Directory/hris'],
    also: ({ sources }) => assert.equal(sources[0]?.stale, false),
  },
  {
    name: 'data that is too old stops the plan as a whole',
    sources: [{ id: 'directory_1', name: 'HR', isRead: true, asOf: new Date('2026-11-20T11:00:00Z') }],
    files: [team],
    changes: ['create Team/platform'],
    also: ({ applyable, obstacles }) => {
      assert.equal(applyable, false)
      assert.match(obstacles[0] ?? '', /HR is too old/)
    },
  },
]

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Group, User } from '@microsoft/microsoft-graph-types'
import { graphGroupProperties, graphUserProperties } from '../../sandbox/graph/graph-properties.ts'
import { startEntra, startWakeUpReceiver } from '../../testing/entra-source.ts'
import { groupProperties, userProperties } from './selected.ts'

// What is no property of Graph's own types does not compile.
const ofUsers = [...userProperties, ...graphUserProperties] satisfies readonly (keyof User)[]
const ofGroups = [...groupProperties, ...graphGroupProperties] satisfies readonly (keyof Group)[]

const folder = process.env.MUSTER_VENDOR_SPECS
const skip = folder === undefined && 'MUSTER_VENDOR_SPECS does not name the folder of vendors’ descriptions'

/** The names that an entity type of Graph's description has, with those of the types that it is based on. */
function namesOf(type: string, csdl: string): ReadonlySet<string> {
  const [, graph = ''] = csdl.split('<Schema Namespace="microsoft.graph"')
  const [, head = '', body = ''] =
    new RegExp(`<EntityType Name="${type}"([^>]*)>([\\s\\S]*?)</EntityType>`).exec(graph.split('</Schema>')[0] ?? '') ??
    assert.fail(`There is no ${type}`)
  const own = body.matchAll(/<(?:Navigation)?Property Name="(\w+)"/g)
  const base = /BaseType="graph\.(\w+)"/.exec(head)?.[1]
  return new Set([...own].map(([, name = '']) => name).concat(base === undefined ? [] : [...namesOf(base, csdl)]))
}

test('every property that is read or shown is one of Graph’s description', { skip }, async (t) => {
  const csdl = readFileSync(join(folder ?? '', 'graph-v1.csdl'), 'utf8')
  const [user, group, subscription] = ['user', 'group', 'subscription'].map((type) => namesOf(type, csdl))
  assert.ok(user && group && subscription)
  assert.deepEqual(
    [...ofUsers, 'manager', 'memberOf'].filter((name) => !user.has(name)),
    [],
  )
  assert.deepEqual(
    [...ofGroups, 'members', 'transitiveMembers'].filter((name) => !group.has(name)),
    [],
  )
  assert.ok(!user.has('displayname'), 'the description was read')

  const { source, sandbox } = await startEntra(t)
  const { signal } = new AbortController()
  const { url } = await startWakeUpReceiver(t, 'shared-secret')
  await source.subscribe?.({ url, secret: 'shared-secret' }, null, signal)
  const [asked] = sandbox.subscriptions.all
  assert.deepEqual(
    Object.keys(asked ?? {}).filter((name) => !subscription.has(name)),
    [],
  )
})

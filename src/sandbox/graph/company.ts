import { createHash } from 'node:crypto'
import type { Json, JsonObject } from '../../model/json.ts'
import type { Clock } from '../../platform/clock.ts'
import type { GraphGroupProperty, GraphUserProperty } from './graph-properties.ts'

/** A person as one writes it down: Graph's own names; what is left out was never set. `manager` is a userPrincipalName. */
export type GraphPerson = { readonly [name in GraphUserProperty]?: Json } & {
  readonly userPrincipalName: string
  readonly manager?: string
}

/** A group with its members: userPrincipalNames, or names of groups that come before it. */
export type GraphTeam = { readonly [name in GraphGroupProperty]?: Json } & {
  readonly displayName: string
  readonly members?: readonly string[]
}

/** Why an object is gone: `changed` may be restored, `deleted` is for good (the words of Graph's `@removed`). */
export type Gone = 'changed' | 'deleted'

/** An edge to another object: there, taken away, or silently gone with an object that was deleted. */
export type Edge = { readonly version: number; readonly state: 'in' | 'out' | 'gone' }

/** A user or group with the numbers of the changes that made it what it is. */
export type GraphObject = {
  readonly id: string
  readonly kind: 'user' | 'group' | 'device'
  readonly createdVersion: number
  version: number
  gone: Gone | null
  readonly properties: JsonObject
  /** In which change each property was last set. */
  readonly setIn: Map<string, number>
  /** The members of a group, the manager of a user: by id. An edge is never taken out, so that places in it stay. */
  readonly edges: Map<string, Edge>
}

type Changed = (object: GraphObject, type: 'updated' | 'deleted') => void

/**
 * A tenant in memory, which is changed as its administrators do it. Every change has a number (1, 2, 3 …), from which delta
 * queries are answered. `changed` is called after each.
 */
export class Company {
  readonly #clock: Clock
  readonly #changed: Changed
  readonly #objects = new Map<string, GraphObject>()
  /** When each change was made. */
  readonly #times: number[] = [0]

  constructor(clock: Clock, changed: Changed) {
    this.#clock = clock
    this.#changed = changed
  }

  get objects(): ReadonlyMap<string, GraphObject> {
    return this.#objects
  }

  /** The newest change that everybody sees when changes take `delayMs` to get around. */
  visibleVersion(delayMs: number): number {
    const latest = this.#clock.now().getTime() - delayMs
    return this.#times.findLastIndex((time) => time <= latest)
  }

  addUser({ manager, ...properties }: GraphPerson): string {
    const usual = { accountEnabled: true, userType: 'Member' }
    const user = this.#add('user', properties.userPrincipalName, { ...usual, ...properties })
    const boss = manager === undefined ? undefined : this.#findByName(manager)
    if (boss) this.#setEdge(user, boss.id, 'in')
    return user.id
  }

  addGroup({ members = [], ...properties }: GraphTeam): string {
    const usual = { groupTypes: [], mailEnabled: false, securityEnabled: true }
    const group = this.#add('group', properties.displayName, { ...usual, ...properties })
    for (const name of members) {
      const member = this.#findByName(name)
      if (member) this.#setEdge(group, member.id, 'in')
    }
    return group.id
  }

  /** A device: no delta query here lists it, but it may be a member. */
  addDevice(displayName: string): string {
    return this.#add('device', displayName, { displayName }).id
  }

  /** Sets properties; null takes a value away. */
  update(id: string, properties: { readonly [name in GraphUserProperty | GraphGroupProperty]?: Json }): void {
    const object = this.#get(id)
    const version = this.#touch(object)
    for (const [name, value] of Object.entries(properties)) {
      object.properties[name] = value
      object.setIn.set(name, version)
    }
    this.#changed(object, 'updated')
  }

  setManager(id: string, managerId: string | null): void {
    const user = this.#get(id)
    for (const boss of user.edges.keys()) if (boss !== managerId) this.#setEdge(user, boss, 'out')
    if (managerId !== null) this.#setEdge(user, managerId, 'in')
  }

  addMember(groupId: string, id: string): void {
    this.#setEdge(this.#get(groupId), this.#get(id).id, 'in')
  }

  removeMember(groupId: string, id: string): void {
    this.#setEdge(this.#get(groupId), id, 'out')
  }

  /** To the deleted items: it may be restored for 30 days, and keeps its memberships. No delta of groups tells of it. */
  softDelete(id: string): void {
    this.#setGone(id, 'changed')
  }

  /** Back from the deleted items, with its memberships, which no delta of groups tells. */
  restore(id: string): void {
    this.#setGone(id, null)
  }

  /** For good. Its memberships are gone without a word in the delta of groups (microsoft-graph-docs issue 14708). */
  hardDelete(id: string): void {
    this.#setGone(id, 'deleted')
    for (const { edges } of this.#objects.values()) {
      const edge = edges.get(id)
      if (edge) edges.set(id, { ...edge, state: 'gone' })
    }
  }

  /** Whether both ends of an edge are there. */
  isThere(id: string, { state }: Edge): boolean {
    return state === 'in' && this.#objects.get(id)?.gone === null
  }

  #change(): number {
    return this.#times.push(this.#clock.now().getTime()) - 1
  }

  #touch(object: GraphObject): number {
    object.version = this.#change()
    return object.version
  }

  #get(id: string): GraphObject {
    const object = this.#objects.get(id)
    if (!object || object.gone === 'deleted') throw new Error(`The company has nothing with the id ${id}`)
    return object
  }

  #findByName(name: string): GraphObject | undefined {
    const isNamed = ({ gone, properties }: GraphObject) =>
      !gone && (properties.userPrincipalName ?? properties.displayName) === name
    return this.#objects.values().find(isNamed)
  }

  #add(kind: GraphObject['kind'], name: string, properties: JsonObject): GraphObject {
    const version = this.#change()
    const object: GraphObject = {
      id: typeof properties.id === 'string' ? properties.id : guidOf(`${kind}:${name}:${this.#objects.size}`),
      kind,
      createdVersion: version,
      version,
      gone: null,
      properties: { createdDateTime: new Date(this.#times[version] ?? 0).toISOString(), ...properties },
      setIn: new Map(),
      edges: new Map(),
    }
    for (const key of Object.keys(object.properties)) object.setIn.set(key, version)
    this.#objects.set(object.id, object)
    this.#changed(object, 'updated')
    return object
  }

  #setEdge(object: GraphObject, id: string, state: 'in' | 'out'): void {
    if ((object.edges.get(id)?.state ?? 'out') === state) return
    object.edges.set(id, { version: this.#touch(object), state })
    this.#changed(object, 'updated')
  }

  #setGone(id: string, gone: Gone | null): void {
    const object = this.#get(id)
    object.gone = gone
    this.#touch(object)
    this.#changed(object, gone ? 'deleted' : 'updated')
  }
}

/** An id in the form of Graph's, the same for the same name at every start. */
function guidOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

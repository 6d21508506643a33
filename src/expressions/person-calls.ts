import type { ASTNode } from '@marcbachmann/cel-js'
import type { Json } from '../model/json.ts'
import type { CompileCall, CompileContext } from './compile-context.ts'
import { addToDay, type Offset, parseOffset, toDay } from './dates/day.ts'
import { startOfDay } from './dates/zoned-day.ts'
import { type Run, Undecided } from './outcome.ts'
import { refuse } from './refuse.ts'
import { requireType } from './require-type.ts'

/** What a rule names beside attributes: ids of the overlay and references to people, as they are written. */
export type PersonRuleNames = {
  readonly reads: Set<string>
  readonly groups: Set<string>
  readonly teams: Set<string>
  readonly orgUnits: Set<string>
  readonly people: Set<string>
}

/** Turns a reference to a person into the id of that person; null where nobody is known by it. */
export type ResolvePerson = (ref: string) => string | null

/** The calls that rules over a person have beside those of all expressions. `person` is their first variable. */
export function personCalls(names: PersonRuleNames, resolve: ResolvePerson): Readonly<Record<string, CompileCall>> {
  return {
    memberOf: (node, args) => {
      const [id = ''] = constantsOf(node, args, { form: 'person.memberOf("group")', count: 1 })
      names.groups.add(id)
      return membership(node, { list: 'groups', undecided: 'undecidedGroups', wanted: id }, names)
    },
    inTeam: (node, args) => {
      const [id = ''] = constantsOf(node, args, { form: 'person.inTeam("team")', count: 1 })
      names.teams.add(id)
      return membership(node, { list: 'teams', undecided: 'undecidedTeams', wanted: id }, names)
    },
    hasRole: (node, args) => {
      const [team = '', role = ''] = constantsOf(node, args, { form: 'person.hasRole("team", "role")', count: 2 })
      names.teams.add(team)
      return membership(node, { list: 'roles', undecided: 'undecidedRoles', wanted: `${team}#${role}` }, names)
    },
    reportsTo: (node, args) => {
      const [ref = ''] = constantsOf(node, args, { form: 'person.reportsTo("emp:1042")', count: 1 })
      names.people.add(ref)
      const wanted = resolve(ref)
      return wanted === null
        ? unresolved(node, ref)
        : membership(node, { list: 'managers', undecided: '', wanted }, names)
    },
    reportsDirectlyTo: (node, args) => {
      const [ref = ''] = constantsOf(node, args, { form: 'person.reportsDirectlyTo("emp:1042")', count: 1 })
      names.people.add(ref)
      const wanted = resolve(ref)
      return wanted === null ? unresolved(node, ref) : directReport(node, wanted, names)
    },
    within: (node, args, context) => compileWithin(node, args, { names, context }),
    reached: compileReached,
  }
}

function unresolved(node: ASTNode, ref: string) {
  const nobody = new Undecided('unknown', `nobody is known as ${ref}`)
  return { node, type: 'boolean', run: () => nobody, parts: [] } as const
}

function directReport(node: ASTNode, wanted: string, names: PersonRuleNames) {
  names.reads.add('manager')
  const missing = new Undecided('unknown', 'person.manager is missing')
  const run: Run = ({ slots: [person] }) => {
    const manager = ofPerson(person, 'manager')
    return manager === undefined || manager === null ? missing : manager === wanted
  }
  return { node, type: 'boolean', run, parts: [] } as const
}

type Wanted = { readonly list: string; readonly undecided: string; readonly wanted: string }

function membership(node: ASTNode, { list, undecided, wanted }: Wanted, names: PersonRuleNames) {
  names.reads.add(list)
  const missing = new Undecided('unknown', `person.${list} is missing`)
  const open = new Undecided('unknown', `it is unknown whether the person has ${wanted} among person.${list}`)
  const run: Run = ({ slots: [person] }) => {
    const values = ofPerson(person, list)
    if (!Array.isArray(values)) return missing
    if (values.includes(wanted)) return true
    const unknown = undecided === '' ? undefined : ofPerson(person, undecided)
    return Array.isArray(unknown) && unknown.includes(wanted) ? open : false
  }
  return { node, type: 'boolean', run, parts: [] } as const
}

function compileWithin(
  node: ASTNode,
  args: readonly ASTNode[],
  { names, context }: { readonly names: PersonRuleNames; readonly context: CompileContext },
) {
  const [path, wanted] = args
  if (!path || wanted?.op !== 'value' || typeof wanted.args !== 'string' || wanted.args === '' || args.length > 2) {
    return refuse('Write person.org.within("engineering"), with the org unit, or a path of them, written out.', node)
  }
  const step = context.compile(path, context)
  requireType(step, 'text', 'within() is for paths')
  const segments = wanted.args.split('/').filter((segment) => segment !== '')
  for (const segment of segments) names.orgUnits.add(segment)
  const part = `/${segments.join('/')}/`
  const run: Run = (frame) => {
    const value = step.run(frame)
    if (value instanceof Undecided) return value
    return typeof value === 'string' ? `/${value}/`.includes(part) : new Undecided('error', 'within() is for paths')
  }
  return { node, type: 'boolean', run, parts: [step] } as const
}

function compileReached(node: ASTNode, args: readonly ASTNode[], context: CompileContext) {
  const form = 'Write person.startDate.reached("P90D"), with the time from the date on written out, or without it.'
  const [date, after] = args
  if (!date || args.length > 2) return refuse(form, node)
  const text = after === undefined ? 'P0D' : after.op === 'value' && typeof after.args === 'string' ? after.args : ''
  const offset = parseOffset(text)
  if (!offset) return refuse(`${form} P90D is 90 days after, -P2W two weeks before, P6M six months after it.`, node)
  const step = context.compile(date, context)
  requireType(step, 'date', 'reached() is for dates')
  context.reads(['person', 'timeZone'])
  const timeOf = reachedTimes(offset)
  const run: Run = (frame) => {
    const value = step.run(frame)
    if (value instanceof Undecided) return value
    const zone = ofPerson(frame.slots[0], 'timeZone')
    const time = typeof value === 'string' ? timeOf(value, typeof zone === 'string' ? zone : 'UTC') : null
    if (time === null) return noDate
    if (time <= frame.now) return true
    if (time < frame.flipsAt) frame.flipsAt = time
    return false
  }
  return { node, type: 'boolean', run, parts: [step] } as const
}

const noDate = new Undecided('error', 'this is no date; dates are written YYYY-MM-DD')
const mostDates = 10_000
const mostZones = 500

/** When the day that is so far from a date begins in a zone. Many people share a first day, so that times are remembered. */
function reachedTimes(offset: Offset): (date: string, zone: string) => number | null {
  const zones = new Map<string, Map<string, number | null>>()
  return (date, zone) => {
    const times = zones.get(zone) ?? new Map<string, number | null>()
    if (times.size === 0) {
      if (zones.size >= mostZones) zones.clear()
      zones.set(zone, times)
    }
    const known = times.get(date)
    if (known !== undefined) return known
    const time = reachedTime(date, zone, offset)
    if (times.size >= mostDates) times.clear()
    if (date.length <= 10) times.set(date, time)
    return time
  }
}

function reachedTime(date: string, zone: string, offset: Offset): number | null {
  const day = toDay(date)
  const reached = day && addToDay(day, offset)
  return reached ? startOfDay(reached, zone) + offset.hours * 3_600_000 : null
}

function ofPerson(person: Json | undefined, key: string): Json | undefined {
  if (typeof person !== 'object' || person === null || Array.isArray(person)) return undefined
  return Object.hasOwn(person, key) ? person[key] : undefined
}

function constantsOf(
  node: ASTNode,
  [person, ...args]: readonly ASTNode[],
  { form, count }: { readonly form: string; readonly count: number },
): string[] {
  const values = args.flatMap((arg) =>
    arg.op === 'value' && typeof arg.args === 'string' && arg.args ? [arg.args] : [],
  )
  if (person?.op !== 'id' || person.args !== 'person' || args.length !== count || values.length !== count) {
    return refuse(`Write ${form}, with what is in the brackets written out.`, node)
  }
  return values
}

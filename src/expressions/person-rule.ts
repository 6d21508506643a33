import { AppError } from '../errors.ts'
import type { Json } from '../model/json.ts'
import type { AttributeType } from '../model/overlay/person-rules.ts'
import { computedAttributes } from '../model/person-attributes.ts'
import { compileNode } from './compile-node.ts'
import { type Explained, explainStep } from './explain-expression.ts'
import {
  aType,
  type ExpressionType,
  expressionLimits,
  type Frame,
  mayBe,
  type Outcome,
  type Step,
  tooMuch,
  typeOf,
  Undecided,
} from './outcome.ts'
import { parseExpression } from './parse-expression.ts'
import { type PersonRuleNames, personCalls, type ResolvePerson } from './person-calls.ts'
import { refuse } from './refuse.ts'

/**
 * What a rule reads of a person, flat: attributes in canonical form and `computedAttributes`. `roles` are written
 * `<team>#<role>`. `undecidedGroups`, `undecidedTeams` and `undecidedRoles` (no attributes; rules cannot name them) are what it is
 * unknown of whether the person has it: memberOf() and the like are unknown for these.
 */
export type PersonValues = Readonly<Record<string, Json | undefined>>

export type PersonRuleOptions = {
  /** The types of all attributes of people, standard ones and the organization's own (`personAttributeTypes`). */
  readonly attributes: Readonly<Record<string, AttributeType>>
  /** Default: `boolean`. `any` for expressions that give a value. */
  readonly result?: 'boolean' | 'any'
  /**
   * Turns a reference (`emp:1042`) into what `person.managers` has in it, when the rule is compiled. Default: the reference itself,
   * as cases of tests have it. Null where nobody is known by it: then reportsTo() is unknown.
   */
  readonly resolve?: ResolvePerson
}

/** A decision about a person, and when it is to be looked at again though nothing of the person changes. */
export type PersonDecision = { readonly outcome: Outcome; readonly flipsAt: Date | null }

/** A rule over `person`, ready for everybody. */
export type PersonRule = {
  readonly text: string
  /** The attributes that it reads, by name: a person of whom none of them changed keeps the outcome. */
  readonly reads: readonly string[]
  /** Ids in memberOf(). */
  readonly groups: readonly string[]
  /** Ids in inTeam() and hasRole(). */
  readonly teams: readonly string[]
  /** Ids in within(): each segment of each path. */
  readonly orgUnits: readonly string[]
  /** References in reportsTo(). */
  readonly people: readonly string[]
  /** Whether the outcome may change by time alone. */
  readonly readsTime: boolean
  evaluate(person: PersonValues, now: Date): PersonDecision
  /** The same with the value of each part, for people. */
  explain(person: PersonValues, now: Date): Explained
}

/** Compiles a rule over `person`. Throws `invalid_expression` with the place and what to do about it. */
export function compilePersonRule(text: string, options: PersonRuleOptions): PersonRule {
  const reads = new Set<string>()
  const names: PersonRuleNames = { reads, groups: new Set(), teams: new Set(), orgUnits: new Set(), people: new Set() }
  let readsTime = false
  const calls = personCalls(names, options.resolve ?? ((ref) => ref))
  const { reached } = calls
  const step = compileNode(parseExpression(text), {
    names: new Map([['person', { slot: 0, type: { fields: fieldsOf(options.attributes) }, isVariable: true }]]),
    macros: 0,
    reads: ([, attribute]) => reads.add(checkRead(attribute)),
    compile: compileNode,
    calls: {
      ...calls,
      reached: (node, args, context) => {
        readsTime = true
        return reached ? reached(node, args, context) : refuse('There is no reached().', node)
      },
    },
  })
  const { result = 'boolean' } = options
  if (!mayBe(step.type, result)) refuse(`The rule must give true or false, but it gives ${aType(step.type)}.`)
  return {
    text,
    reads: [...reads],
    groups: [...names.groups],
    teams: [...names.teams],
    orgUnits: [...names.orgUnits],
    people: [...names.people],
    readsTime,
    ...ready(step, result),
  }
}

/** What is wrong with a rule, in words; null for one that can be used. */
export function checkPersonRule(text: string, options: PersonRuleOptions): AppError | null {
  try {
    compilePersonRule(text, options)
    return null
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid_expression') return error
    throw error
  }
}

const calledInstead: Readonly<Record<string, string>> = {
  groups: 'person.memberOf("group")',
  teams: 'person.inTeam("team")',
  roles: 'person.hasRole("team", "role")',
}

/** Which groups a rule reads has to be known before it is evaluated, since they are decided first. */
function checkRead(attribute: string | undefined): string {
  if (attribute === undefined) return refuse('A rule reads attributes of a person, not the whole: person.department.')
  const instead = Object.hasOwn(calledInstead, attribute) ? calledInstead[attribute] : undefined
  return instead === undefined ? attribute : refuse(`person.${attribute} cannot be read as a list. Write ${instead}.`)
}

const types: Readonly<Record<AttributeType, ExpressionType>> = {
  text: 'text',
  number: 'number',
  boolean: 'boolean',
  date: 'date',
  mail: 'text',
  phone: 'text',
  zone: 'text',
  list: 'list',
}

function fieldsOf(attributes: PersonRuleOptions['attributes']): Record<string, ExpressionType> {
  const own = Object.entries(attributes).map(([name, type]) => [name, types[type]] as const)
  return { ...Object.fromEntries(own), ...computedAttributes }
}

const isIn: PersonDecision = { outcome: true, flipsAt: null }
const isOut: PersonDecision = { outcome: false, flipsAt: null }

function decisionOf(outcome: Outcome, flipsAt: number): PersonDecision {
  if (flipsAt !== Number.POSITIVE_INFINITY) return { outcome, flipsAt: new Date(flipsAt) }
  if (outcome === true) return isIn
  return outcome === false ? isOut : { outcome, flipsAt: null }
}

function ready(step: Step, result: 'boolean' | 'any'): Pick<PersonRule, 'evaluate' | 'explain'> {
  const isSure = result === 'any' || step.type === 'boolean'
  // Nothing of an evaluation is kept, and none begins before another has ended: one frame does for all.
  const frame: Frame & { slots: (Json | undefined)[] } = { slots: [], work: 0, now: 0, flipsAt: 0 }
  const begin = (person: PersonValues, now: Date, work: number) => {
    frame.slots[0] = person
    frame.work = work
    frame.now = now.getTime()
    frame.flipsAt = Number.POSITIVE_INFINITY
    return frame
  }
  return {
    evaluate: (person, now) => {
      const found = step.run(begin(person, now, expressionLimits.work))
      const outcome = frame.work < 0 && found instanceof Undecided ? tooMuch : found
      return decisionOf(isSure ? outcome : asBoolean(outcome), frame.flipsAt)
    },
    explain: (person, now) => explainStep(step, begin(person, now, expressionLimits.work * 4)),
  }
}

function asBoolean(outcome: Outcome): Outcome {
  if (outcome instanceof Undecided || typeof outcome === 'boolean') return outcome
  return new Undecided('error', `it must be true or false, not ${aType(typeOf(outcome))}`)
}

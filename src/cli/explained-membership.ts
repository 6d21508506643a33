import { z } from 'zod'
import { sayWhyIn } from '../as-code/plan/people/say-why.ts'
import type { MembershipReason } from '../model/person.ts'
import { oneLine } from '../platform/one-line.ts'
import type { ApiObject } from './api-client.ts'

type Part = { readonly text: string; readonly value: string; readonly parts: readonly Part[] }
const Part: z.ZodType<Part> = z.object({
  ...{ text: z.string(), value: z.string() },
  get parts() {
    return z.array(Part)
  },
})

const Held = z.object({ until: z.string().nullable(), counts: z.boolean().optional() })
const Explained = z.object({
  name: z.string(),
  is_member: z.boolean(),
  reasons: z.custom<MembershipReason>().array(),
  unknown: z.string().nullable(),
  kept_out: Held.extend({ by: z.enum(['file', 'hand', 'ended', 'above']) }).nullable(),
  hand: Held.extend({ action: z.enum(['add', 'remove']) }).nullable(),
  named: z.object({ reasons: z.custom<MembershipReason>().array(), counts: z.boolean() }).nullable(),
  rule: z.object({ text: z.string(), explained: Part.nullable(), problem: z.string().nullable() }).nullable(),
  flips_at: z.string().nullable(),
  masked_attributes: z.string().array(),
})
type Explained = z.infer<typeof Explained>

const keptOutBy = {
  file: 'a file keeps this person out',
  hand: 'somebody keeps this person out by hand',
  ended: 'the project is over',
  above: 'this person is kept out of an org unit above it',
}

/** Why somebody is, or is not, in a team, group or org unit, in lines: the reasons, and every part of the rule with what it gives. */
export function explainedMembership(json: ApiObject, person: string): string {
  const explained = Explained.parse(json)
  const { name, is_member: isMember, reasons, flips_at: flipsAt, rule } = explained
  return [
    `${person} is ${isMember ? '' : 'not '}in ${name}.`,
    ...(isMember ? [`  ${whyText(reasons)}`] : whyNot(explained).map((line) => `  ${line}`)),
    ...(rule ? ruleLines(rule, explained.masked_attributes) : []),
    ...(flipsAt ? [`This may change by time alone, at ${flipsAt}.`] : []),
  ]
    .map(oneLine)
    .join('\n')
}

/** Why somebody is a member, in words, without what the rule read of the person: the explanation of the rule tells that. */
export function whyText(reasons: readonly MembershipReason[]): string {
  return sayWhyIn(reasons, {}, { names: [], sensitive: new Set() })
}

function whyNot({ unknown, kept_out: keptOut, hand, named, rule }: Explained): string[] {
  const lines = [
    ...(keptOut ? [`${keptOutBy[keptOut.by]}${until(keptOut.until)}`] : []),
    ...(unknown === null ? [] : [`the rule cannot be decided: ${unknown}`]),
    ...(hand?.action === 'add' && !hand.counts
      ? ['added by hand, which does not count: a file says who is in it']
      : []),
    ...(named && !named.counts ? [`${whyText(named.reasons)}, which does not count for somebody who has left`] : []),
  ]
  if (lines.length > 0) return lines
  return [rule ? 'the rule does not hold, and nobody names this person' : 'nobody names this person']
}

function until(day: string | null): string {
  return day === null ? '' : ` until ${day}`
}

function ruleLines({ text, explained, problem }: NonNullable<Explained['rule']>, masked: readonly string[]): string[] {
  if (problem !== null) return [`The rule cannot be used: ${problem}`]
  if (explained) return ['The rule:', ...treeOf(explained, 1)]
  return ['The rule:', `  ${text}`, `  It reads what this key is not shown: ${masked.join(', ')}.`]
}

function treeOf({ text, value, parts }: Part, depth: number): string[] {
  return [`${'  '.repeat(depth)}${text}  →  ${value}`, ...parts.flatMap((part) => treeOf(part, depth + 1))]
}

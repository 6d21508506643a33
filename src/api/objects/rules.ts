import { z } from 'zod'
import type { RuleBuilder } from '../../expressions/builder/rule-builder.ts'
import { AnyObject, exampleIds, TimeOrNull } from './fields.ts'
import { examplePerson } from './person.ts'

const Sample = z.object({
  id: z.string(),
  name: z.string(),
  values: AnyObject.describe('What the rule reads of the person; what is missing is left out.'),
  missing: z.string().nullable().describe('What is missing to decide; null where it is decided.'),
})
const exampleSample = { id: examplePerson.id, name: 'Ada Lovelace', values: { title: 'Team Lead' }, missing: null }

const exampleRule = 'person.title.contains("Lead")'
const exampleRows: RuleBuilder = { match: 'all', rows: [{ attribute: 'title', operator: 'contains', value: 'Lead' }] }
const Masked = z
  .string()
  .array()
  .describe('Attributes of the rule that the caller is not shown, and so nothing of whom it takes in.')
const Problem = z.object({ text: z.string() }).nullable()

/** What a rule would do. */
export const RulePreview = z
  .object({
    object: z.literal('rule_preview'),
    organization_id: z.string(),
    rule: z.string(),
    builder: AnyObject.nullable().describe(
      'The rule as rows of the rule builder, `match` and `rows`; null for one that rows cannot say.',
    ),
    valid: z.boolean(),
    error: Problem.describe('What is wrong with the rule, and what to do about it.'),
    warnings: z.string().array().describe('What it names that is not there.'),
    reads: z.string().array().describe('The attributes that it reads.'),
    reads_time: z.boolean().describe('Whether people come in or leave by time alone.'),
    count: z.int().describe('How many people it takes in.'),
    unknown: z.int().describe('Of how many it cannot be decided, for a value is missing. They are no members.'),
    total: z.int().describe('How many people there are.'),
    complete: z.boolean().describe('False when it took too long: the counts are of those who were looked at by then.'),
    filled: z
      .object({ attribute: z.string(), count: z.int() })
      .array()
      .describe('Of how many people each attribute that it reads has a value.'),
    samples: z
      .object({ in: Sample.array(), out: Sample.array(), unknown: Sample.array() })
      .nullable()
      .describe('Some people of each kind; null for whoever may not see people.'),
    masked_attributes: Masked,
    took_ms: z.int(),
  })
  .meta({
    id: 'RulePreview',
    description: 'Whom a rule over people would take in.',
    example: {
      ...{ object: 'rule_preview', organization_id: exampleIds.organization, rule: exampleRule },
      ...{ builder: exampleRows, valid: true, error: null, warnings: [], reads: ['title'], reads_time: false },
      ...{ count: 214, unknown: 12, total: 4210, complete: true, filled: [{ attribute: 'title', count: 4198 }] },
      samples: { in: [exampleSample], out: [], unknown: [] },
      ...{ masked_attributes: [], took_ms: 38 },
    },
  })

type TreeNode = { text: string; outcome: 'value' | 'unknown' | 'error'; value: string; parts: TreeNode[] }
const Tree: z.ZodType<TreeNode> = z
  .object({
    text: z.string(),
    outcome: z.enum(['value', 'unknown', 'error']),
    value: z.string(),
    get parts() {
      return z.array(Tree)
    },
  })
  .meta({ id: 'ExplainedPart', description: 'A part of a rule with what it gives for somebody.' })

const exampleTree: TreeNode = {
  ...{ text: exampleRule, outcome: 'value', value: 'true' },
  parts: [{ text: 'person.title', outcome: 'value', value: '"Team Lead"', parts: [] }],
}

/** What a rule gives for somebody. */
export const RuleExplanation = z
  .object({
    object: z.literal('rule_explanation'),
    organization_id: z.string(),
    person_id: z.string(),
    display_name: z.string(),
    rule: z.string(),
    outcome: z.enum(['in', 'out', 'unknown']),
    missing: z.string().nullable().describe('What is missing to decide.'),
    explained: Tree.nullable().describe('Every part of the rule; null where it reads what the caller is not shown.'),
    flips_at: TimeOrNull.describe('When it may be otherwise though nothing of the person changes.'),
    warnings: z.string().array(),
    masked_attributes: Masked,
  })
  .meta({
    id: 'RuleExplanation',
    description: 'Why a rule does, or does not, take somebody in.',
    example: {
      ...{ object: 'rule_explanation', organization_id: exampleIds.organization, person_id: examplePerson.id },
      ...{ display_name: 'Ada Lovelace', rule: exampleRule, outcome: 'in', missing: null, explained: exampleTree },
      ...{ flips_at: null, warnings: [], masked_attributes: [] },
    },
  })

/** A rule of another product as one of ours. */
export const RuleConversion = z
  .object({
    object: z.literal('rule_conversion'),
    from: z.enum(['entra', 'okta']),
    rule: z.string().nullable().describe('Null when it cannot be taken over.'),
    warnings: z.string().array().describe('What has to be looked at.'),
    error: Problem.describe('Why it cannot be taken over.'),
  })
  .meta({
    id: 'RuleConversion',
    description: 'A rule of another product as a rule over people.',
    example: {
      ...{ object: 'rule_conversion', from: 'entra', rule: 'person.department.lower() == "sales"' },
      ...{ warnings: [], error: null },
    },
  })

const Named = z.object({ id: z.string(), name: z.string() })

/** What rules of an organization can name. */
export const RuleVocabulary = z
  .object({
    object: z.literal('rule_vocabulary'),
    organization_id: z.string(),
    attributes: z
      .object({
        name: z.string(),
        type: z.string(),
        title: z.string(),
        description: z.string().nullable(),
        own: z.boolean().describe('Whether the organization added it.'),
        sensitive: z.boolean(),
      })
      .array(),
    groups: Named.array(),
    teams: Named.extend({ roles: z.string().array() }).array(),
    org_units: Named.array(),
  })
  .meta({
    id: 'RuleVocabulary',
    description: 'What rules of an organization can name.',
    example: {
      ...{ object: 'rule_vocabulary', organization_id: exampleIds.organization },
      attributes: [
        { name: 'title', type: 'text', title: 'Job title', description: null, own: false, sensitive: false },
      ],
      groups: [{ id: 'eng-leads', name: 'Engineering leads' }],
      teams: [{ id: 'platform', name: 'Platform', roles: ['oncall'] }],
      org_units: [{ id: 'engineering', name: 'Engineering' }],
    },
  })

/** The values that people have in an attribute. */
export const AttributeValues = z
  .object({
    object: z.literal('attribute_values'),
    attribute: z.string(),
    values: z.object({ value: z.union([z.string(), z.number(), z.boolean()]), count: z.int() }).array(),
    distinct: z.int().describe('How many different values there are.'),
    filled: z.int().describe('How many people have one.'),
    total: z.int(),
  })
  .meta({
    id: 'AttributeValues',
    description: 'The values that people have in an attribute, those of most people first.',
    example: {
      ...{ object: 'attribute_values', attribute: 'department', values: [{ value: 'Sales', count: 412 }] },
      ...{ distinct: 14, filled: 4198, total: 4210 },
    },
  })

const Reason = z.looseObject({ by: z.string().describe('`rule`, `file`, `hand`, `lead`, `role` or `below`.') })

/** Why somebody is, or is not, in an object. */
export const MembershipExplanation = z
  .object({
    object: z.literal('membership_explanation'),
    person_id: z.string(),
    kind: z.enum(['OrgUnit', 'Team', 'Group']),
    object_id: z.string(),
    name: z.string(),
    is_member: z.boolean(),
    reasons: Reason.array(),
    unknown: z.string().nullable().describe('Why the rule cannot be decided.'),
    kept_out: z
      .object({ by: z.enum(['file', 'hand', 'ended', 'above']), until: z.string().nullable() })
      .nullable()
      .describe('What keeps the person out, whatever else says.'),
    named: z
      .object({ reasons: Reason.array(), counts: z.boolean() })
      .nullable()
      .describe('How files name the person for it; it does not count for somebody who has left.'),
    hand: z
      .object({ action: z.enum(['add', 'remove']), until: z.string().nullable(), counts: z.boolean() })
      .nullable()
      .describe('What was done by hand, which does not count where files say who exactly is in it.'),
    rule: z
      .object({ text: z.string(), explained: Tree.nullable(), problem: z.string().nullable() })
      .nullable()
      .describe('The rule with every part of it; null where there is none.'),
    flips_at: TimeOrNull.describe('When it may be otherwise though nothing of the person changes.'),
    masked_attributes: Masked,
  })
  .meta({
    id: 'MembershipExplanation',
    description: 'Why somebody is, or is not, in a team, group or org unit.',
    example: {
      ...{ object: 'membership_explanation', person_id: examplePerson.id, kind: 'Group', object_id: 'eng-leads' },
      ...{ name: 'Engineering leads', is_member: true, reasons: [{ by: 'rule', rule: exampleRule }], unknown: null },
      ...{ kept_out: null, named: null, hand: null },
      rule: { text: exampleRule, explained: exampleTree, problem: null },
      ...{ flips_at: null, masked_attributes: [] },
    },
  })

import { z } from 'zod'
import { AppError } from '../../errors.ts'
import { explainStoredMembership } from '../../memberships/explain-stored.ts'
import { AttributeName } from '../../model/overlay/person-rules.ts'
import { openPerson } from '../people/open-person.ts'
import { hiddenAttributes } from '../people/shown-person.ts'
import { defineRoute } from '../route.ts'
import { convertRule, ruleSources } from '../rules/convert-rule.ts'
import { explainRule } from '../rules/explain-rule.ts'
import { toMembershipExplanation } from '../rules/membership-explanation.ts'
import { previewRule } from '../rules/preview-rule.ts'
import { readRuleGround } from '../rules/rule-ground.ts'
import { BuilderJson, ofOrganization, openRuleOrganization, RuleText, readBuilder } from '../rules/rule-query.ts'
import { ruleVocabulary } from '../rules/rule-vocabulary.ts'
import { valuesOfAttribute } from '../rules/values-of-attribute.ts'
import { IdParams, ObjectId, RequestInvalid, text } from '../validation.ts'

const preview = defineRoute({
  method: 'GET',
  path: '/rules/preview',
  permission: 'overlay:read',
  summary:
    'Tells of a rule over people, before it is used anywhere, whether it can be used, whom it would take in and of whom it cannot be decided, with examples, and writes it as rows of the rule builder, or rows as a rule. Nothing is changed.',
  answer: 'rule_preview',
  query: z.object({
    ...ofOrganization,
    rule: RuleText.optional().describe('The [rule](expressions.md), as a file has it.'),
    builder: BuilderJson.optional().describe('Instead of `rule`: the rows of the rule builder, as JSON.'),
  }),
  async handle({ query, caller }, context) {
    const { rule, builder } = query
    const draft = rule !== undefined ? { text: rule } : builder !== undefined ? { builder: readBuilder(builder) } : null
    if (!draft) {
      throw new RequestInvalid([{ code: 'required', field: 'rule', message: 'rule is required, or builder' }])
    }
    const { id: organizationId } = await openRuleOrganization(context.database, caller, query.organization_id)
    return previewRule(context, { organizationId, caller }, draft)
  },
})

const explain = defineRoute({
  method: 'GET',
  path: '/rules/explain',
  permission: 'people:read',
  summary: 'Tells why a rule does, or does not, take somebody in: every part of it with what it gives for that person.',
  answer: 'rule_explanation',
  query: z.object({
    rule: RuleText.describe('The [rule](expressions.md), as a file has it.'),
    person_id: ObjectId.describe('The person.'),
  }),
  async handle({ query, caller }, context) {
    const person = await openPerson(context.database, caller, query.person_id)
    return explainRule(context, { caller, person, text: query.rule })
  },
})

const convert = defineRoute({
  method: 'GET',
  path: '/rules/convert',
  permission: 'overlay:read',
  summary:
    'Writes a dynamic membership rule of Microsoft Entra, or the condition of a group rule of Okta, as a rule over people, with what has to be looked at.',
  answer: 'rule_conversion',
  query: z.object({
    ...ofOrganization,
    from: z.enum(ruleSources).describe('Where the rule comes from.'),
    rule: RuleText.describe('The rule as it is written there.'),
    directory: text(63)
      .optional()
      .describe('The id of the Directory document of that source, for references to its people.'),
    exact_case: z
      .enum(['true', 'false'], 'must be true or false')
      .optional()
      .describe('`true`: texts are compared exactly, where the source ignores the case.'),
  }),
  async handle({ query, caller }, { database }) {
    const { id } = await openRuleOrganization(database, caller, query.organization_id)
    const { from, rule, directory, exact_case: exactCase } = query
    const ground = await readRuleGround(database, id)
    return convertRule(ground, {
      ...{ from, text: rule, exactCase: exactCase === 'true' },
      ...(directory !== undefined && { directory }),
    })
  },
})

const vocabulary = defineRoute({
  method: 'GET',
  path: '/rules/vocabulary',
  permission: 'overlay:read',
  summary: 'Lists what a rule of an organization can name: attributes of people, groups, teams and org units.',
  answer: 'rule_vocabulary',
  query: z.object(ofOrganization),
  async handle({ query, caller }, { database }) {
    const { id } = await openRuleOrganization(database, caller, query.organization_id)
    return ruleVocabulary(await readRuleGround(database, id), id)
  },
})

const values = defineRoute({
  method: 'GET',
  path: '/rules/values',
  permission: 'people:read',
  summary: 'Lists the values that people have in an attribute, those of most people first: at most 50.',
  answer: 'attribute_values',
  query: z.object({ ...ofOrganization, attribute: AttributeName.describe('The attribute of people: `department`.') }),
  async handle({ query, caller }, context) {
    const { id: organizationId } = await openRuleOrganization(context.database, caller, query.organization_id)
    return valuesOfAttribute(context, { organizationId, caller }, query.attribute)
  },
})

const explainOne = defineRoute({
  method: 'GET',
  path: '/people/:id/memberships/:kind/:object_id/explain',
  permission: 'overlay:read',
  summary:
    'Tells why a person is, or is not, in a team, group or org unit: the reasons, what keeps the person out, and every part of the rule with what it gives.',
  answer: 'membership_explanation',
  params: IdParams.extend({
    kind: z.enum(['OrgUnit', 'Team', 'Group']).describe('`Team`, `Group` or `OrgUnit`.'),
    object_id: text(63).min(1).describe('The id of the object within its kind.'),
  }),
  async handle({ params, caller }, { database, platform, overlays }) {
    const person = await openPerson(database, caller, params.id)
    const { kind, object_id: id } = params
    const { organizationId } = person
    const question = { organizationId, personId: person.id, address: `${kind}/${id}`, now: platform.clock.now() }
    const [found, hidden] = await Promise.all([
      explainStoredMembership(database, overlays, question),
      hiddenAttributes(database, caller, organizationId),
    ])
    if (!found) throw new AppError('not_found', { what: kind, id })
    return toMembershipExplanation(found, { person, kind, objectId: id, hidden })
  },
})

/** The routes of rules: tried, explained and converted before they are used, and explained where they are. */
export const ruleRoutes = [preview, explain, convert, vocabulary, values, explainOne]

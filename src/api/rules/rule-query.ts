import { z } from 'zod'
import { RuleBuilder } from '../../expressions/builder/rule-builder.ts'
import { expressionLimits } from '../../expressions/outcome.ts'
import type { Caller } from '../../model/api-key.ts'
import type { Organization } from '../../model/organization.ts'
import type { Queryable } from '../../store/database.ts'
import { openOrganization } from '../organization-scope.ts'
import { organizationRequired } from '../people/person-query.ts'
import { ObjectId, RequestInvalid, text } from '../validation.ts'

/** Whose people a rule is about. */
export const ofOrganization = {
  organization_id: ObjectId.optional().describe('Whose people: required, unless the key is bound to one organization.'),
}

/** A rule in a query. Longer ones are no rules. */
export const RuleText = text(expressionLimits.characters).trim().min(1)

/** Opens the organization that a question about rules is about. */
export function openRuleOrganization(
  database: Queryable,
  caller: Caller,
  asked: string | undefined,
): Promise<Organization> {
  const id = asked ?? caller.organizationId
  if (id === null) throw organizationRequired
  return openOrganization({ database }, caller, id)
}

/** Reads the rows of the builder, which a query has as JSON. */
export function readBuilder(json: string): RuleBuilder {
  const read = RuleBuilder.safeParse(parseJson(json))
  if (read.success) return read.data
  const [issue] = read.error.issues
  const message = `builder is not made of rows as the builder has them: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`
  throw new RequestInvalid([{ code: 'invalid_format', field: 'builder', message }])
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

/** The rows of the builder in a query. */
export const BuilderJson = z.string().max(16_000)

import type { AccessPolicy } from '../model/overlay/access-policy.ts'
import type { CompiledPolicy } from './compiled-overlay.ts'
import { type RuleContext, ruleOf } from './rule-of.ts'

/** An access policy with its rules compiled. */
export function compilePolicy(policy: AccessPolicy, context: RuleContext): CompiledPolicy {
  const address = `AccessPolicy/${policy.id}`
  return {
    id: policy.id,
    eligible: ruleOf(policy.eligible, address, context),
    assigned: ruleOf(policy.assigned, address, context),
    conflicts: policy.conflicts ?? [],
  }
}

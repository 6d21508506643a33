import { checkCycles } from './cycles.ts'
import { checkDates } from './dates.ts'
import { checkDuties } from './duties.ts'
import { checkDutiesOfPeople } from './duties-of-people.ts'
import { checkIdentities } from './identities.ts'
import { checkMembers } from './members.ts'
import { checkOwnership } from './ownership.ts'
import { checkPeopleRules } from './people-rules.ts'
import { checkPolicies } from './policies.ts'
import { checkReferences } from './references.ts'
import { checkRules } from './rules.ts'
import { checkSecrets } from './secrets.ts'
import { checkSettings } from './settings.ts'
import type { Check } from './subject.ts'
import { checkTests } from './tests.ts'

/** Every check of documents that fit their schemas. */
export const checks: readonly Check[] = [
  checkIdentities,
  checkReferences,
  checkMembers,
  checkCycles,
  checkRules,
  checkPeopleRules,
  checkOwnership,
  checkPolicies,
  checkDuties,
  checkDutiesOfPeople,
  checkSettings,
  checkSecrets,
  checkDates,
  checkTests,
]

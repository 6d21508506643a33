import { toDirectoryUserObject } from '../../model/directory-user-object.ts'
import type { JsonObject } from '../../model/json.ts'
import type { DirectoryWithTotals } from '../../store/directories.ts'
import type { KnownPerson } from '../../store/find-people.ts'
import type { MappingPreview } from '../../sync/mapping/preview-mapping.ts'
import { toSyncProblemObject } from '../sync/sync-problem-object.ts'
import type { Facts, NoticeFinding, StepFinding } from './facts.ts'
import { mappedStep, previewOf } from './mapped-step.ts'
import { matchedStep, presentStep } from './present-steps.ts'
import { receivedStep } from './received-step.ts'
import { toRequestAbout } from './request-words.ts'
import { type CriterionFinding, scopeCriteria, scopeStep } from './scope-step.ts'
import { noticeWords, stepWords } from './step-words.ts'

/** All that an explanation is made of. `facts` null: several people are meant. */
export type Told = {
  readonly asked: { readonly text: string; readonly at: Date }
  readonly directory: DirectoryWithTotals
  readonly facts: Facts | null
  readonly people: readonly KnownPerson[]
  readonly notices: readonly NoticeFinding[]
}

/** An explanation as the API shows it. */
export function toExplanation({ asked, directory, facts, people, notices }: Told): JsonObject {
  const head = {
    object: 'explanation',
    organization_id: directory.organizationId,
    directory_id: directory.id,
    asked: asked.text,
    asked_at: asked.at.toISOString(),
    notices: notices.map(({ code, facts: known }) => ({ code, facts: known, ...noticeWords[code](known) })),
  }
  if (!facts) return { ...head, ...nothing, verdict: 'several', candidates: people.map(toCandidate) }
  const preview = previewOf(facts)
  const criteria = scopeCriteria(facts)
  const steps = stepsOf(facts, preview, criteria)
  return {
    ...head,
    verdict: verdictOf(facts, steps),
    is_fresh: facts.fresh !== null,
    person: personOf(facts, people[0], preview),
    candidates: [],
    steps: steps.map(toStep),
    scope: criteria.map((one) => ({ ...one })),
    received: receivedOf(facts, preview),
    mapped: mappedOf(facts, preview),
    lines: preview?.lines.map((line) => ({ ...line })) ?? [],
    problems: facts.problems.map(({ problem }) => toSyncProblemObject(problem)),
    groups: facts.groups.map(({ id, name, isDirect, through }) => {
      return { id, name, how: isDirect ? 'direct' : 'nested', through: through && { ...through } }
    }),
    requests: facts.requests.map(toRequestAbout),
  }
}

const nothing = {
  is_fresh: false,
  person: null,
  steps: [],
  scope: [],
  received: null,
  mapped: null,
  lines: [],
  problems: [],
  groups: [],
  requests: [],
}

function stepsOf(
  facts: Facts,
  preview: MappingPreview | null,
  criteria: readonly CriterionFinding[],
): readonly StepFinding[] {
  const scope = scopeStep(facts, criteria)
  return [receivedStep(facts), scope, mappedStep(facts, preview, scope), matchedStep(facts), presentStep(facts)]
}

function verdictOf(facts: Facts, steps: readonly StepFinding[]): string {
  const { user, deleted, record, problems, fresh, requests } = facts
  if (user) {
    if (!user.user.active) return 'inactive'
    return steps.every(({ state }) => state !== 'not_ok') ? 'synced' : 'synced_with_problems'
  }
  const isKnown = deleted || record || fresh?.user || problems.length > 0 || requests.length > 0
  return isKnown ? 'not_synced' : 'never_seen'
}

function toStep({ name, state, code, facts = {}, at = null }: StepFinding): JsonObject {
  return { name, state, code, facts, ...stepWords[code](facts), at: at?.toISOString() ?? null }
}

function personOf(facts: Facts, known: KnownPerson | undefined, preview: MappingPreview | null): JsonObject | null {
  const { user, deleted, sourceId, fresh, problems } = facts
  const stored = user?.user ?? deleted?.user
  if (!stored && !known && !fresh?.user) return null
  const attributes = stored?.attributes ?? preview?.result ?? null
  const names = [attributes?.name, known?.name, problems[0]?.problem.name, attributes?.username, stored?.userName]
  return {
    user_id: user?.user.id ?? null,
    idp_id: sourceId ?? fresh?.user?.id ?? stored?.idpId ?? null,
    name: names.find((name) => name) ?? sourceId ?? fresh?.user?.id ?? '',
    email: attributes?.email ?? known?.email ?? null,
  }
}

function receivedOf({ user, deleted, pulled }: Facts, preview: MappingPreview | null): JsonObject | null {
  if (pulled) return preview?.attributes ?? user?.user.document ?? deleted?.user.document ?? null
  return user?.user.document ?? deleted?.user.document ?? null
}

/** What the person is here; where there is no user, what the mapping would make of the person. */
function mappedOf({ user }: Facts, preview: MappingPreview | null): JsonObject | null {
  if (user) {
    const { first_name, last_name, name, email, emails, job_title, username, custom_attributes } =
      toDirectoryUserObject({
        ...user.user,
        attributes: user.user.attributes,
      })
    return JSON.parse(
      JSON.stringify({ username, email, first_name, last_name, name, job_title, emails, custom_attributes }),
    )
  }
  return preview?.result ? JSON.parse(JSON.stringify(preview.result)) : null
}

function toCandidate({ userId, deletedUserId, sourceId, name, email, isActive }: KnownPerson): JsonObject {
  const id = userId ?? deletedUserId ?? sourceId ?? ''
  const state = userId !== null ? (isActive === false ? 'inactive' : 'active') : deletedUserId ? 'deleted' : 'not_here'
  return { user: id, name: name ?? sourceId ?? id, email, state }
}

import { z } from 'zod'
import { AnyObject, exampleIds, Time, TimeOrNull } from './fields.ts'
import { PreviewedLine } from './previews.ts'
import { ScimRequest } from './scim-request.ts'
import { SyncProblem } from './sync-problem.ts'

const TextOrNull = z.string().nullable()

/** What a step of an explanation can say, by the step. */
export const explanationCodes = {
  received: [
    'read_in_run',
    'read_now',
    'received_by_request',
    'imported',
    'gone_from_source',
    'not_found_now',
    'unreadable_at_source',
    'refused_request',
    'only_looked_up',
    'never_read',
    'never_received',
    'not_read_yet',
    'nothing_received_yet',
  ],
  in_scope: [
    'source_decides',
    'everybody_in_scope',
    'in_scope',
    'out_of_scope',
    'left_scope',
    'scope_undecided',
    'scope_not_reached',
  ],
  mapped: ['mapped', 'mapped_with_problems', 'mapping_refused', 'normalised', 'mapping_not_reached'],
  matched: ['matched', 'name_taken', 'refused_here', 'match_not_reached'],
  present: [
    'active',
    'kept_active',
    'inactive_at_source',
    'inactive_left_scope',
    'removal_held',
    'removal_planned',
    'deleted',
    'not_here',
  ],
} as const

const codes = z.enum(Object.values(explanationCodes).flat())

const Step = z.object({
  name: z.enum(['received', 'in_scope', 'mapped', 'matched', 'present']),
  state: z.enum(['ok', 'not_ok', 'unknown']).describe('`unknown`: it was not got that far, or nobody can tell.'),
  code: codes.describe('What it is, for programs and translations.'),
  facts: AnyObject.describe('What the text is made of: times, names, reasons.'),
  text: z.string().describe('What is so.'),
  fix: TextOrNull.describe('What to do about it; null where there is nothing to do.'),
  at: TimeOrNull.describe('Since when, or when last.'),
})

const Notice = z.object({
  code: z.enum(['directory_paused', 'directory_quarantined', 'run_under_way', 'run_failed', 'source_not_asked']),
  text: z.string(),
  fix: TextOrNull,
  facts: AnyObject,
})

const Candidate = z.object({
  user: z.string().describe('What to ask for as `user` to have this one explained.'),
  name: z.string(),
  email: TextOrNull,
  state: z.enum(['active', 'inactive', 'deleted', 'not_here']),
})

const Person = z.object({
  user_id: TextOrNull.describe('The user here; null where there is none.'),
  idp_id: TextOrNull.describe("The source's id of the person."),
  name: z.string(),
  email: TextOrNull,
})

const ScopeCriterion = z.object({
  criterion: z.enum(['groups', 'org_units', 'rule']),
  state: z.enum(['ok', 'not_ok', 'unknown']),
  text: z.string(),
})

const PersonGroup = z.object({
  id: z.string(),
  name: z.string(),
  how: z.enum(['direct', 'nested']),
  through: z.object({ id: z.string(), name: z.string() }).nullable().describe('The group in it that the person is in.'),
})

/** Whether a person is synced, and why or why not. */
export const Explanation = z
  .object({
    object: z.literal('explanation'),
    organization_id: z.string(),
    directory_id: z.string(),
    asked: z.string().describe('What was asked for.'),
    asked_at: Time,
    verdict: z
      .enum(['synced', 'synced_with_problems', 'inactive', 'not_synced', 'never_seen', 'several'])
      .describe('`several`: more than one person is meant; ask again for one of the `candidates`.'),
    is_fresh: z.boolean().describe('Whether the source was asked for it.'),
    person: Person.nullable().describe('Who that is; null for nobody, and for several.'),
    candidates: Candidate.array(),
    notices: Notice.array().describe('What holds for the whole directory.'),
    steps: Step.array().describe(
      'Received, in scope, mapped, matched, present state: in this order; none for several.',
    ),
    scope: ScopeCriterion.array().describe('What each part of the scope says.'),
    received: AnyObject.nullable().describe("The person's attributes as the source gave them."),
    mapped: AnyObject.nullable().describe('The same as they are here.'),
    lines: PreviewedLine.array().describe('What each line of the mapping gives; none where the source pushes SCIM.'),
    problems: SyncProblem.array(),
    groups: PersonGroup.array().describe('The groups that the person is in, 100 at most.'),
    requests: ScimRequest.extend({ text: z.string().describe('What it was, in plain words.') })
      .array()
      .describe('The last requests about the person; none where Muster reads the source itself.'),
  })
  .meta({
    id: 'Explanation',
    description: 'Whether a person is synced, and why or why not, in five steps.',
    example: {
      object: 'explanation',
      organization_id: exampleIds.organization,
      directory_id: exampleIds.directory,
      asked: 'ada@acme.example',
      asked_at: '2026-11-02T10:00:00.000Z',
      verdict: 'not_synced',
      is_fresh: false,
      person: { user_id: null, idp_id: '00u1a2b3c4d5e6f7g8h9', name: 'ada@acme.example', email: null },
      candidates: [],
      notices: [],
      steps: [
        {
          name: 'in_scope',
          state: 'not_ok',
          code: 'out_of_scope',
          facts: { reason: 'in no group of the scope' },
          text: 'The scope leaves this person out: in no group of the scope.',
          fix: 'Add the person to a group of the scope at the source, or change the scope.',
          at: null,
        },
      ],
      scope: [{ criterion: 'groups', state: 'not_ok', text: 'in no group of the scope' }],
      received: null,
      mapped: null,
      lines: [],
      problems: [],
      groups: [],
      requests: [],
    },
  })

export type StepName = keyof typeof explanationCodes
export type StepCode = z.output<typeof codes>
export type NoticeCode = z.output<typeof Notice>['code']

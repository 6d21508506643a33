import { z } from 'zod'
import { DeclaredAt } from '../../model/overlay/object.ts'
import { PlanDrift } from '../../model/overlay/plan.ts'
import { AnyObject, exampleIds, TimeOrNull, times } from './fields.ts'

const example = {
  object: 'overlay_object',
  kind: 'Team',
  id: 'platform',
  organization_id: exampleIds.organization,
  version: 3,
  document: { kind: 'Team', id: 'platform', name: 'Platform Engineering', description: 'Runs the platform' },
  declared: { kind: 'Team', id: 'platform', name: 'Platform Engineering' },
  managed_by: { repository: 'directory', commit: '9f3c2d1', file: 'teams/platform.yaml', line: 1 },
  protected: false,
  created_at: '2026-11-02T09:05:00.000Z',
  updated_at: '2026-11-03T08:00:00.000Z',
  deleted_at: null,
} as const

/** An object of the overlay: a team, a group, a policy … */
export const OverlayObject = z
  .object({
    object: z.literal('overlay_object'),
    kind: z.string(),
    id: z.string().describe('Unique within its kind.'),
    organization_id: z.string(),
    version: z.int(),
    document: AnyObject.describe('What holds, as a file would declare it.'),
    declared: AnyObject.nullable().describe('The keys that a file declares: they are changed there. Null for none.'),
    managed_by: DeclaredAt.nullable().describe('Where it is declared; null for what no file declares.'),
    protected: z.boolean(),
    ...times,
    deleted_at: TimeOrNull.describe('Since when it is deleted. It can be restored for 30 days.'),
  })
  .meta({
    id: 'OverlayObject',
    description: 'Something that the organization writes: a team, a group, an org unit, a policy, a setting.',
    example,
  })

/** What is in effect, as files. */
export const OverlayExport = z
  .object({
    object: z.literal('overlay_export'),
    organization_id: z.string(),
    revision: z.int().describe('Of the overlay that the files are of.'),
    files: z.object({ path: z.string(), text: z.string() }).array(),
  })
  .meta({
    id: 'OverlayExport',
    description: 'The files that would declare what is in effect.',
    example: {
      ...{ object: 'overlay_export', organization_id: exampleIds.organization, revision: 12 },
      files: [{ path: 'teams/platform.yaml', text: 'kind: Team\nid: platform\nname: Platform Engineering\n' }],
    },
  })

/** Something that holds otherwise than files declare it. */
export const OverlayDrift = PlanDrift.extend({ object: z.literal('overlay_drift') }).meta({
  id: 'OverlayDrift',
  description: 'Something that holds otherwise than files declare it.',
  example: {
    object: 'overlay_drift',
    address: 'Team/platform',
    name: 'Platform',
    kind: 'field',
    key: 'name',
    declared: 'Platform Engineering',
    actual: 'Platform',
    place: { file: 'teams/platform.yaml', line: 1 },
    by: null,
    at: '2026-11-22T12:00:00.000Z',
  },
})

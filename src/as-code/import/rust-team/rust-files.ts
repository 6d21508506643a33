import { z } from 'zod'

/** A member of a team, who may have roles in it. */
const Member = z.union([
  z.string().transform((github) => ({ github, roles: [] as string[] })),
  z.object({ github: z.string(), roles: z.array(z.string()).default([]) }),
])

/** Flags, and below `bors` those of a repository. */
const Permissions = z.record(z.string(), z.json()).default({})

/** A file of `people/`. An address may be switched off (`false`), or be encrypted. */
export const RustPerson = z.object({
  name: z.string(),
  github: z.string(),
  'github-id': z.number().int(),
  email: z.union([z.string(), z.boolean()]).optional(),
  permissions: Permissions,
})

/** Whoever gets something beside the members of a team: a mailing list, a group or stream of the chat. */
const Audience = z.object({
  address: z.string().optional(),
  name: z.string().optional(),
  'include-team-members': z.boolean().default(true),
  'include-subteam-members': z.boolean().default(false),
  'extra-people': z.array(z.string()).default([]),
  'extra-emails': z.array(z.string()).default([]),
  'extra-teams': z.array(z.string()).default([]),
  'extra-zulip-ids': z.array(z.number()).default([]),
  'excluded-people': z.array(z.string()).default([]),
})

const GithubTeam = z.object({
  'team-name': z.string().optional(),
  orgs: z.array(z.string()),
  'extra-teams': z.array(z.string()).default([]),
})

const TeamPeople = z.object({
  leads: z.array(z.string()).default([]),
  members: z.array(Member).default([]),
  alumni: z.array(Member).default([]),
  'included-teams': z.array(z.string()).default([]),
  'include-team-leads': z.boolean().default(false),
  'include-wg-leads': z.boolean().default(false),
  'include-project-group-leads': z.boolean().default(false),
  'include-all-team-members': z.boolean().default(false),
  'include-all-alumni': z.boolean().default(false),
})

/** A file of `teams/`. Older ones have one `[github]` instead of several, and `children` in place of `subteam-of`. */
export const RustTeam = z.object({
  name: z.string(),
  kind: z.enum(['team', 'working-group', 'project-group', 'marker-team']).default('team'),
  'subteam-of': z.string().optional(),
  people: TeamPeople,
  permissions: Permissions,
  'leads-permissions': Permissions,
  github: z.preprocess(
    (value) => (value === undefined || Array.isArray(value) ? value : [value]),
    GithubTeam.array().default([]),
  ),
  website: z.object({ name: z.string(), description: z.string() }).optional(),
  roles: z.array(z.object({ id: z.string(), description: z.string() })).default([]),
  lists: z.array(Audience).default([]),
  'zulip-groups': z.array(Audience).default([]),
  'zulip-streams': z.array(Audience).default([]),
  'discord-roles': z.array(z.object({ name: z.string() })).default([]),
})

/** A file of `repos/<organization>/`, as far as it says who has access. */
export const RustRepo = z.object({
  org: z.string(),
  name: z.string(),
  access: z
    .object({
      teams: z.record(z.string(), z.string()).default({}),
      individuals: z.record(z.string(), z.string()).default({}),
    })
    .default({ teams: {}, individuals: {} }),
})

export type RustPerson = z.infer<typeof RustPerson>
export type RustTeam = z.infer<typeof RustTeam>
export type RustRepo = z.infer<typeof RustRepo>
export type RustAudience = z.infer<typeof Audience>

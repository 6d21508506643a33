import { z } from 'zod'

const Metadata = z.object({
  name: z.string(),
  namespace: z.string().default('default'),
  title: z.string().optional(),
  description: z.string().optional(),
})

const Profile = z.object({ displayName: z.string().optional(), email: z.string().optional() }).default({})

/** A `Group` of Backstage's catalog, as far as it is about who works with whom. */
export const BackstageGroup = z.object({
  kind: z.literal('Group'),
  metadata: Metadata,
  spec: z.object({
    type: z.string(),
    profile: Profile,
    parent: z.string().optional(),
    children: z.array(z.string()).default([]),
    members: z.array(z.string()).default([]),
  }),
})

/** A `User` of Backstage's catalog. */
export const BackstageUser = z.object({
  kind: z.literal('User'),
  metadata: Metadata,
  spec: z.object({ profile: Profile, memberOf: z.array(z.string()).default([]) }),
})

export type BackstageGroup = z.infer<typeof BackstageGroup>
export type BackstageUser = z.infer<typeof BackstageUser>

/** The full name of an entity, `group:default/platform`, out of its kind and metadata. Backstage knows no difference of case in it. */
export function entityRef(kind: 'group' | 'user', { namespace, name }: { namespace: string; name: string }): string {
  return `${kind}:${namespace}/${name}`.toLowerCase()
}

/** A reference as files have it, whole or short (`platform`, `group:platform`, `infra/platform`), as a full name. */
export function fullRef(ref: string, kind: 'group' | 'user', namespace: string): string {
  const [, , , space, name] = /^((\w+):)?(?:([^/]+)\/)?(.+)$/.exec(ref)?.slice(0) ?? []
  return entityRef(kind, { namespace: space ?? namespace, name: name ?? ref })
}

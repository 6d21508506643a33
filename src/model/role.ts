import { z } from 'zod'
import { Permission, type Scope } from './api-key.ts'

/** What a member of the operator's team is; each role may do what `scopesOfRole` says. */
export const Role = z.enum(['owner', 'admin', 'support', 'auditor'])
export type Role = z.infer<typeof Role>

const reading = Permission.options.filter((permission) => permission.endsWith(':read'))

const scopes: Readonly<Record<Role, readonly Scope[]>> = {
  owner: ['*'],
  admin: Permission.options.filter((permission) => permission !== 'members:write'),
  support: [...reading, 'portal:write', 'sync_runs:write'],
  auditor: reading,
}

/**
 * What a role may do. An owner everything, and alone decides who is in the team; an admin the rest; support looks at
 * everything, makes set-up links and starts syncs; an auditor looks.
 */
export function scopesOfRole(role: Role): readonly Scope[] {
  return scopes[role]
}

/** Every permission that scopes come to: `*` is all that this version knows. */
export function permissionsOf(scopes: readonly Scope[]): readonly Permission[] {
  return Permission.options.filter((permission) => scopes.includes('*') || scopes.includes(permission))
}

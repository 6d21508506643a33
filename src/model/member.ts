import { z } from 'zod'
import type { JsonObject } from './json.ts'
import type { Role } from './role.ts'

/** Whether a member was invited and has never signed in, may sign in, or may not any more. */
export const MemberState = z.enum(['invited', 'active', 'deactivated'])
export type MemberState = z.infer<typeof MemberState>

/** Somebody of the operator's team, who opens the dashboard. */
export type Member = {
  readonly id: string
  /** Unique, whatever its case. */
  readonly email: string
  readonly name: string
  readonly role: Role
  readonly state: MemberState
  /** Who this is at the OpenID provider, since the first sign-in by it. */
  readonly oidc: { readonly issuer: string; readonly subject: string } | null
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly lastSignInAt: Date | null
}

/** A member as the API shows it. */
export function toMemberObject(member: Member): JsonObject {
  const { id, email, name, role, state } = member
  return {
    object: 'member',
    id,
    email,
    name,
    role,
    state,
    uses_single_sign_on: member.oidc !== null,
    last_sign_in_at: member.lastSignInAt?.toISOString() ?? null,
    created_at: member.createdAt.toISOString(),
    updated_at: member.updatedAt.toISOString(),
  }
}

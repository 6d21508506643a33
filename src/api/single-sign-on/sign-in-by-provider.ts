import type { Member } from '../../model/member.ts'
import { Role } from '../../model/role.ts'
import type { OidcConfig } from '../../platform/oidc-config.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Queryable } from '../../store/database.ts'
import { insertMember, lockActiveOwners, lockMemberByEmail, lockMemberBySubject } from '../../store/members.ts'
import type { SignIn } from '../sign-in/begin-session.ts'
import type { Identity } from './identity.ts'
import { SignInRefused } from './sign-in-refused.ts'

type Provided = { readonly config: OidcConfig; readonly platform: Platform; readonly identity: Identity }

/**
 * Signs in whom the provider vouches for: a member whom it knows, one who was invited by a verified address, or whoever the
 * settings let in. Throws `SignInRefused`.
 */
export function signInByProvider(provided: Provided): SignIn {
  return { method: 'oidc', admit: async (transaction) => ({ member: await admit(transaction, provided) }) }
}

async function admit(transaction: Queryable, provided: Provided): Promise<Member> {
  const { identity, platform } = provided
  const role = roleOf(provided)
  // Before any member: two changes of owners at once do not wait for one another for ever.
  if (role !== null) await lockActiveOwners(transaction)
  const member = await findMemberOf(transaction, identity, provided.config)
  if (!member) return addMember(transaction, provided, role)
  if (member.state === 'deactivated') throw new SignInRefused('deactivated', `${member.email} is deactivated`)
  const { issuer, subject } = identity
  const changed = { ...member, oidc: { issuer, subject }, updatedAt: platform.clock.now() }
  return role === null ? changed : { ...changed, role: await keepLastOwner(transaction, member, role) }
}

/** The role that the provider gives; null where roles are given here. */
function roleOf({ config, identity }: Provided): Role | null {
  if (config.roleClaim === null) return null
  const given = new Set(identity.roleValues.map((value) => config.roles.get(value)))
  const highest = Role.options.find((role) => given.has(role))
  if (highest) return highest
  throw new SignInRefused('no_role', `No value of the claim "${config.roleClaim}" gives ${identity.subject} a role`)
}

/** By the subject, which never changes; else by the address, if the provider has verified it. */
async function findMemberOf(transaction: Queryable, identity: Identity, config: OidcConfig): Promise<Member | null> {
  const { issuer, subject } = identity
  const known = await lockMemberBySubject(transaction, { issuer, subject })
  if (known) return known
  const member = await lockMemberByEmail(transaction, verifiedEmail(identity, config))
  // An address that was given to somebody else must not give them what its former holder had.
  if (member?.oidc?.issuer === issuer) {
    throw new SignInRefused('identity_changed', `${member.email} is another person at the provider now (${subject})`)
  }
  return member
}

function verifiedEmail({ email, isEmailVerified, subject }: Identity, { trustsEmail }: OidcConfig): string {
  if (email === null) throw new SignInRefused('email_missing', `The provider gave no address of ${subject}`)
  const isVerified = isEmailVerified ?? trustsEmail
  if (!isVerified) throw new SignInRefused('email_unverified', `The provider has not verified the address ${email}`)
  return email
}

async function addMember(transaction: Queryable, provided: Provided, role: Role | null): Promise<Member> {
  const { config, identity, platform } = provided
  const email = verifiedEmail(identity, config)
  const domain = email.slice(email.lastIndexOf('@') + 1).toLowerCase()
  const isOfDomain = config.allowedDomains.includes(domain)
  const isAllowed = config.allowedDomains.length > 0 ? isOfDomain : role !== null
  if (!isAllowed) throw new SignInRefused('not_invited', `${email} is no member, and nothing lets this address in`)
  const { issuer, subject, name } = identity
  const now = platform.clock.now()
  const member: Member = {
    id: platform.newId('member', now),
    email,
    name: name ?? email,
    role: role ?? 'auditor',
    state: 'active',
    oidc: { issuer, subject },
    createdAt: now,
    updatedAt: now,
    lastSignInAt: null,
  }
  // Somebody may have been invited, or signed in, under this address meanwhile.
  return (await insertMember(transaction, member)) ? member : admit(transaction, provided)
}

/** Whatever the provider says, somebody must be left who decides who is in the team. */
async function keepLastOwner(transaction: Queryable, member: Member, role: Role): Promise<Role> {
  if (member.role !== 'owner' || role === 'owner') return role
  const owners = await lockActiveOwners(transaction)
  return owners.some((id) => id !== member.id) ? role : 'owner'
}

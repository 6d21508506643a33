import type { Member } from '../../../src/model/member.ts'
import { Role } from '../../../src/model/role.ts'
import { sessionMs } from '../../../src/model/session.ts'
import type { Platform } from '../../../src/platform/platform.ts'
import { hashSecret, newSecret } from '../../../src/platform/secrets.ts'
import type { Database } from '../../../src/store/database.ts'
import { insertMember } from '../../../src/store/members.ts'
import { insertSession } from '../../../src/store/sessions.ts'
import type { SessionCookie } from './open-screen.ts'

const names: Readonly<Record<Role, string>> = {
  owner: 'Ines Vasquez',
  admin: 'Tomas Hallberg',
  support: 'Priya Raman',
  auditor: 'Noor el Amrani',
}

/** The cookies with which a member of a role is signed in. */
export type SignInAs = (role: Role) => Promise<readonly SessionCookie[]>

/** Brings a member of every role, one who was invited, and one who may not sign in any more, and gives how each of a role signs in. */
export async function makeTeam(database: Database, platform: Platform): Promise<SignInAs> {
  const members = new Map<Role, Member>()
  for (const role of Role.options)
    members.set(role, await addMember({ database, platform }, { name: names[role], role }))
  await addMember({ database, platform }, { name: 'Jonas Weber', role: 'support', state: 'invited' })
  await addMember({ database, platform }, { name: 'Mara Olsen', role: 'admin', state: 'deactivated' })
  return async (role) => {
    const member = members.get(role)
    if (!member) throw new RangeError(`Nobody is ${role}.`)
    const token = newSecret('session')
    await insertSession(database, sessionOf(member, platform), hashSecret(token))
    return [{ name: 'muster_session', value: token, path: '/dashboard' }]
  }
}

type Team = { readonly database: Database; readonly platform: Platform }

async function addMember(
  { database, platform }: Team,
  { name, role, state = 'active' }: Pick<Member, 'name' | 'role'> & Partial<Pick<Member, 'state'>>,
): Promise<Member> {
  const now = platform.clock.now()
  const member: Member = {
    id: platform.newId('member', now),
    email: `${name.toLowerCase().split(' ').join('.')}@operator.example`,
    name,
    role,
    state,
    oidc: null,
    createdAt: now,
    updatedAt: now,
    lastSignInAt: state === 'invited' ? null : now,
  }
  await insertMember(database, member)
  return member
}

function sessionOf({ id: memberId }: Member, { clock, newId }: Platform): Parameters<typeof insertSession>[1] {
  const now = clock.now()
  return {
    id: newId('session', now),
    memberId,
    keyHash: null,
    method: 'sign_in_link',
    remoteAddress: '127.0.0.1',
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0.0.0',
    createdAt: now,
    lastSeenAt: now,
    expiresAt: new Date(now.getTime() + sessionMs),
  }
}

/** Follows a link to a portal and gives the cookie that its reader then has. */
export async function followPortalLink(link: string): Promise<readonly SessionCookie[]> {
  const answer = await fetch(link, { redirect: 'manual' })
  return answer.headers.getSetCookie().map((text) => {
    const [, name = '', value = '', path = '/'] = /^([^=]+)=([^;]*);.*?Path=([^;]+)/i.exec(text) ?? []
    return { name, value, path }
  })
}

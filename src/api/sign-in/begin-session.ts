import type { FastifyRequest } from 'fastify'
import type { Caller } from '../../model/api-key.ts'
import type { JsonObject } from '../../model/json.ts'
import type { Member } from '../../model/member.ts'
import { type Session, type SignInMethod, sessionMs } from '../../model/session.ts'
import { hashSecret, newSecret } from '../../platform/secrets.ts'
import type { Queryable } from '../../store/database.ts'
import { updateMember } from '../../store/members.ts'
import { insertSession } from '../../store/sessions.ts'
import type { ApiContext } from '../api-context.ts'
import { type Changed, change } from '../change.ts'
import { anonymousChange } from './anonymous-change.ts'
import { sessionCookie } from './session-cookie.ts'
import { callerOfMember } from './sessions.ts'

/** Who may sign in: a member, or whoever has the API key with this hash. */
export type Admitted = { readonly member: Member } | { readonly caller: Caller; readonly keyHash: Buffer }

export type SignIn = {
  readonly method: SignInMethod
  /** Says, in the transaction of the sign-in, who may; throws for whoever may not. */
  admit(transaction: Queryable): Promise<Admitted>
}

/** Begins a session and gives the `Set-Cookie` header by which a browser has it. */
export async function beginSession(context: ApiContext, request: FastifyRequest, signIn: SignIn): Promise<string> {
  const token = newSecret('session')
  const origin = anonymousChange(request, 'session.created')
  await change(context, origin, async (transaction) => {
    const admitted = await signIn.admit(transaction)
    const session = newSession(context, request, { admitted, method: signIn.method })
    if ('member' in admitted) await noteSignIn(transaction, admitted.member, session.createdAt)
    await insertSession(transaction, session, hashSecret(token))
    return toChanged(session, admitted)
  })
  return sessionCookie(token, context.publicUrl())
}

type NewSession = { readonly admitted: Admitted; readonly method: SignInMethod }

function newSession({ platform }: ApiContext, request: FastifyRequest, { admitted, method }: NewSession): Session {
  const now = platform.clock.now()
  return {
    id: platform.newId('session', now),
    memberId: 'member' in admitted ? admitted.member.id : null,
    keyHash: 'member' in admitted ? null : admitted.keyHash,
    method,
    remoteAddress: request.ip,
    userAgent: request.headers['user-agent']?.slice(0, 500) ?? null,
    createdAt: now,
    lastSeenAt: now,
    expiresAt: new Date(now.getTime() + sessionMs),
  }
}

async function noteSignIn(transaction: Queryable, member: Member, at: Date): Promise<void> {
  await updateMember(transaction, { ...member, state: 'active', lastSignInAt: at })
}

function toChanged({ id, method }: Session, admitted: Admitted): Changed {
  const caller = 'member' in admitted ? callerOfMember(admitted.member) : admitted.caller
  const who: JsonObject = 'member' in admitted ? { email: admitted.member.email, role: admitted.member.role } : {}
  return {
    answer: null,
    target: { type: 'session', id, organizationId: caller.organizationId },
    before: null,
    after: { method, ...who },
    actor: { type: caller.type, id: caller.id, name: caller.name },
  }
}

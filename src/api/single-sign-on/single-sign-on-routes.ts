import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../../errors.ts'
import type { ApiContext } from '../api-context.ts'
import { createAttemptLimit } from '../attempt-limit.ts'
import { securityHeaders } from '../security-headers.ts'
import { beginSession } from '../sign-in/begin-session.ts'
import { redeemCode } from './identity.ts'
import type { OidcClient } from './oidc-client.ts'
import { challengeOf, createPendingSignIns, type PendingSignIn } from './pending-sign-in.ts'
import { signInByProvider } from './sign-in-by-provider.ts'
import { type RefusalCode, SignInRefused } from './sign-in-refused.ts'

const path = '/dashboard/sign-in/oidc'

type Answer = Readonly<Record<string, string | string[] | undefined>>
type Query = { Querystring: Answer }

/**
 * Adds the sign-in by an OpenID provider: the way there, and the way back. The code flow with PKCE, a state and a nonce (OAuth
 * 2.0 Security Best Current Practice, RFC 9700). What goes wrong leads to the sign-in screen, which says why.
 */
export async function singleSignOnRoutes(
  app: FastifyInstance,
  { context, client }: { readonly context: ApiContext; readonly client: OidcClient },
): Promise<void> {
  const { platform, publicUrl } = context
  const limit = createAttemptLimit(platform.clock)
  const pendings = createPendingSignIns(context.secretKey, () => publicUrl())
  const redirectUri = () => `${publicUrl()}${path}/callback`
  app.addHook('onRequest', async (_request, reply) => void reply.headers(securityHeaders))

  app.get<Query>(path, async (request, reply) => {
    const pending = pendings.begin(screenOf(request.query.to), platform.clock.now())
    try {
      const address = await authorizationAddress(client, { pending, redirectUri: redirectUri() })
      return reply.header('set-cookie', pendings.cookie(pending)).redirect(address, 303)
    } catch (error) {
      return toScreen(reply, refusalOf(error, request))
    }
  })

  app.get<Query>(`${path}/callback`, async (request, reply) => {
    reply.header('set-cookie', pendings.ended())
    try {
      const pending = pendingOf(request)
      const code = codeOf(request.query, client)
      const identity = await redeemCode(client, platform.clock, { code, pending, redirectUri: redirectUri() })
      const signIn = signInByProvider({ config: client.config, platform, identity })
      reply.header('set-cookie', await beginSession(context, request, signIn))
      return reply.redirect(screenAddress(publicUrl(), pending.to), 303)
    } catch (error) {
      return toScreen(reply, refusalOf(error, request))
    }
  })

  function pendingOf({ headers, query }: FastifyRequest<Query>): PendingSignIn {
    const pending = pendings.find(headers.cookie, { state: query.state, now: platform.clock.now() })
    if (!pending)
      throw new SignInRefused('sign_in_expired', 'What came back belongs to no sign-in that this browser began')
    return pending
  }

  /** What the screen is told, and the log; an address that is refused again and again is told to wait. */
  function refusalOf(error: unknown, { ip, id: requestId }: FastifyRequest): RefusalCode {
    if (!(error instanceof SignInRefused)) throw error
    const refused = limit.refusal(new AppError('session_required'), ip) as AppError
    const code = refused.code === 'too_many_attempts' ? 'too_many_attempts' : error.code
    platform.log.warn({ requestId, code: error.code, reason: error.message }, 'A sign-in was refused')
    return code
  }

  function toScreen(reply: FastifyReply, code: RefusalCode): FastifyReply {
    return reply.redirect(`${publicUrl()}/dashboard/sign-in?${new URLSearchParams({ error: code })}`, 303)
  }
}

async function authorizationAddress(
  client: OidcClient,
  { pending, redirectUri }: { readonly pending: PendingSignIn; readonly redirectUri: string },
): Promise<string> {
  const { document } = await client.discover()
  const address = new URL(document.authorization_endpoint)
  const parameters = {
    response_type: 'code',
    client_id: client.config.clientId,
    redirect_uri: redirectUri,
    scope: client.config.scopes.join(' '),
    state: pending.state,
    nonce: pending.nonce,
    code_challenge: challengeOf(pending),
    code_challenge_method: 'S256',
  }
  for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value)
  return address.href
}

/** The code, unless the provider says that there is none, or another provider answered (RFC 9207). */
function codeOf({ code, error, iss, error_description: detail }: Answer, { config }: OidcClient): string {
  if (error === 'access_denied') throw new SignInRefused('cancelled', 'The provider says that access was denied')
  if (error !== undefined) throw new SignInRefused('provider_refused', `The provider says ${error}: ${detail ?? ''}`)
  if (iss !== undefined && iss !== config.issuer && iss !== `${config.issuer}/`) {
    throw new SignInRefused('answer_invalid', `The answer is that of another issuer, ${iss}`)
  }
  if (typeof code !== 'string' || code === '') throw new SignInRefused('answer_invalid', 'The answer has no code')
  return code
}

/** What was asked for as a screen to go to, if it may be one. */
function screenOf(to: string | string[] | undefined): string {
  return typeof to === 'string' && /^\/(?![/\\])[^\\\p{Cc}]{0,500}$/u.test(to) ? to : ''
}

/** A screen of the dashboard; anything else, also what a browser makes of dots, would let a link lead elsewhere. */
function screenAddress(publicUrl: string, to: string): string {
  const home = new URL(`${publicUrl}/dashboard`).href
  const { href } = new URL(home + to)
  const isScreen = href.startsWith(`${home}/`) && !href.startsWith(`${home}/sign-in`)
  return isScreen ? href : home
}

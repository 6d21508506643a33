import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from 'fastify'
import { AppError } from '../errors.ts'
import { answerFrameworkError } from '../scim/answer-error.ts'
import { createRequestLimiter } from '../scim/request-limiter.ts'
import { scimRoutes } from '../scim/routes.ts'
import type { ScimContext } from '../scim/scim-context.ts'
import { withSingleSlashes } from '../scim/single-slashes.ts'
import type { ApiContext } from './api-context.ts'
import { type AddApiDoor, createApiDoors } from './api-routes.ts'
import { demoRoutes } from './demo/demo-routes.ts'
import { createDashboardDoor } from './doors/dashboard-door.ts'
import { createKeyDoor } from './doors/key-door.ts'
import { healthRoutes } from './health-routes.ts'
import { bodyLimit, type ErrorAnswer, toBody, toErrorAnswer } from './http-errors.ts'
import { openApiRoutes } from './openapi/openapi-routes.ts'
import { createPortalDoor } from './portal/portal-door.ts'
import { portalLinkRoutes } from './portal/portal-link-routes.ts'
import { portalVisitRoutes } from './portal/portal-visit-routes.ts'
import { createPortalVisitors } from './portal/portal-visitors.ts'
import { createRequestIds } from './request-ids.ts'
import { routeNotFound } from './route-refusals.ts'
import { describedRoutes } from './routes.ts'
import { securityHeaders } from './security-headers.ts'
import { createFindDemoVisitor } from './sign-in/demo-visitor.ts'
import { ownSessionRoutes } from './sign-in/own-session-routes.ts'
import { signInRoutes } from './sign-in/sign-in-routes.ts'
import { singleSignOnRoutes } from './single-sign-on/single-sign-on-routes.ts'
import { answerUnreadable } from './unreadable-request.ts'
import { wakeUpRoutes } from './wake-ups/wake-up-routes.ts'
import { webPagesRoutes } from './web-pages/web-pages-routes.ts'
import { withoutToken } from './without-token.ts'

/**
 * The server's HTTP side: the operator's API at the root, health checks, and the SCIM server under `/scim/v2`. Opens no
 * port; tests use `app.inject`.
 */
export function createApp(context: ApiContext): FastifyInstance {
  const app = fastify({
    bodyLimit,
    // Ids that are too long are refused where they are parsed, as ids that do not exist.
    routerOptions: { maxParamLength: 1000 },
    rewriteUrl: ({ url = '/' }) => withSingleSlashes(url),
    // Room for the longest filter in its encoded form.
    http: { maxHeaderSize: 64 * 1024 },
    // For the whole of a request, so that a client that sends a byte a minute does not keep a connection for ever.
    requestTimeout: 60_000,
    genReqId: createRequestIds(context.platform),
    frameworkErrors: (error, request, reply) =>
      request.url.startsWith('/scim/')
        ? answerFrameworkError(error, reply)
        : answerError(context, { error, request, reply }),
    clientErrorHandler: answerUnreadable,
    // Answers of keep-alive connections say "close" while the server stops, instead of 503.
    return503OnClosing: false,
  })
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id)
    done()
  })
  app.setErrorHandler((error, request, reply) => answerError(context, { error, request, reply }))
  app.setNotFoundHandler((request, reply) => {
    const error = routeNotFound(request)
    return send(reply, { status: error.status, body: toBody(error) })
  })
  healthRoutes(app, context)
  const addDoor = createApiDoors(app, context)
  addDoor(createKeyDoor(context))
  addDashboard(app, context, addDoor)
  const visitors = createPortalVisitors(context)
  addDoor(createPortalDoor(visitors))
  app.register((scope) => openApiRoutes(scope, { routes: describedRoutes, publicUrl: () => context.publicUrl() }))
  app.register(scimRoutes(toScimContext(context)))
  app.register((scope) => portalLinkRoutes(scope, context))
  app.register((scope) => portalVisitRoutes(scope, { ...context, visitors }))
  app.register((scope) => wakeUpRoutes(scope, context))
  app.register((scope) => webPagesRoutes(scope, { publicUrl: () => context.publicUrl() }))
  return app
}

/** Adds what the operator's screens ask for: the API behind their sessions, and the ways to sign in. */
function addDashboard(app: FastifyInstance, context: ApiContext, addDoor: AddApiDoor): void {
  const findDemoVisitor = createFindDemoVisitor(context)
  const { sessions, oidc, demo } = context
  const door = createDashboardDoor({ sessions, findDemoVisitor })
  addDoor(door)
  if (demo) app.register((scope) => demoRoutes(scope, { control: demo, door, clock: context.platform.clock }))
  app.register((scope) => signInRoutes(scope, { context, findDemoVisitor }))
  app.register((scope) => ownSessionRoutes(scope, { context, findDemoVisitor }))
  if (oidc) app.register((scope) => singleSignOnRoutes(scope, { context, client: oidc }))
}

function toScimContext(context: ApiContext): ScimContext {
  const { platform, submit, reader, directoryTokens, publicUrl } = context
  const { authenticate, directoryExists } = directoryTokens
  return {
    platform,
    submit,
    reader,
    authenticate,
    directoryExists,
    resourceTypes: context.resourceTypes.of,
    publicUrl: () => publicUrl(),
    limiter: createRequestLimiter(platform.clock, context.scimLimits),
    recordRequest: context.scimRequests.record,
  }
}

type Failure = { readonly error: unknown; readonly request: FastifyRequest; readonly reply: FastifyReply }

/** The one place where errors of the API become HTTP. What nobody foresaw is logged here and told in general words. */
function answerError({ platform }: ApiContext, { error, request, reply }: Failure): FastifyReply {
  const answer = toErrorAnswer(error, request.routeOptions.bodyLimit) ?? unforeseen(request)
  if (answer.status >= 500) {
    const { method, url, id: requestId } = request
    const about = { requestId, method, url: withoutToken(url) }
    if (isOfSource(error)) platform.log.info({ ...about, code: error.code }, error.message)
    else platform.log.error({ err: error, ...about }, 'request failed')
  }
  return send(reply, answer)
}

/** What a source did that somebody looked at is no failure of this server. */
function isOfSource(error: unknown): error is AppError {
  return error instanceof AppError && (error.code === 'source_unavailable' || error.code === 'source_too_slow')
}

function unforeseen(request: FastifyRequest): ErrorAnswer {
  const error = new AppError('internal_error', { requestId: request.id })
  return { status: error.status, body: toBody(error) }
}

function send(reply: FastifyReply, { status, body, retryAfter }: ErrorAnswer): FastifyReply {
  if (retryAfter !== undefined) reply.header('retry-after', retryAfter)
  if (status === 401) reply.header('www-authenticate', 'Bearer')
  return reply.code(status).headers(securityHeaders).send(body)
}

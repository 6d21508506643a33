import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { AppError } from '../../errors.ts'
import { readJson } from '../read-json.ts'
import { securityHeaders } from '../security-headers.ts'
import { IdParams, parseRequest, text } from '../validation.ts'
import { readOverview, readUser, readUsers } from './dashboard-data.ts'
import type { DashboardOptions, Viewer } from './dashboard-options.ts'
import { type PageFile, readPageFiles, sendPageFile } from './page-files.ts'
import { sessionRoutes } from './session-routes.ts'
import { streamRoute } from './stream-route.ts'
import { createViewerAccess, type ViewerAccess } from './viewer-access.ts'

const UsersQuery = z.object({ q: text(200).trim().default('') })

/**
 * Adds the one page, its files and its data under `/dashboard`, and leads `/` there. The page shows people: without
 * `demo` it asks for an API key that may read users and events.
 */
export async function dashboardRoutes(app: FastifyInstance, options: DashboardOptions): Promise<void> {
  readJson(app)
  const access = createViewerAccess(options)
  const files = await readPageFiles()
  app.get('/', (_request, reply) => reply.redirect('/dashboard', 302))
  pageRoutes(app, access, files)
  dataRoutes(app, access, options)
  sessionRoutes(app, access, options)
  streamRoute(app, access, options)
}

function pageRoutes(app: FastifyInstance, access: ViewerAccess, files: ReadonlyMap<string, PageFile>): void {
  const send = (request: FastifyRequest, reply: FastifyReply, name: string) => {
    const file = files.get(name)
    if (!file) throw new AppError('not_found', { what: 'file', id: name })
    return sendPageFile(request, reply, file)
  }
  // The pages hold no data, so they need no guard; whoever has to sign in is only spared an empty one.
  const page = (name: string) => async (request: FastifyRequest, reply: FastifyReply) => {
    if (await access.find(request)) return send(request, reply, name)
    return reply.header('cache-control', 'no-store').redirect('/dashboard/sign-in', 303)
  }
  app.get('/dashboard', page('index.html'))
  app.get('/dashboard/', (_request, reply) => reply.redirect('/dashboard', 302))
  app.get('/dashboard/users/:id', page('user.html'))
  app.get('/dashboard/sign-in', (request, reply) => send(request, reply, 'sign-in.html'))
  app.get<{ Params: { name: string } }>('/dashboard/files/:name', (request, reply) =>
    send(request, reply, request.params.name),
  )
}

function dataRoutes(app: FastifyInstance, access: ViewerAccess, { database }: DashboardOptions): void {
  const guarded = async (request: FastifyRequest, reply: FastifyReply): Promise<Viewer> => {
    reply.headers(securityHeaders)
    const viewer = await access.find(request)
    if (!viewer) throw new AppError('unauthorized')
    return viewer
  }
  app.get('/dashboard/data', async (request, reply) => readOverview(database, await guarded(request, reply)))
  app.get('/dashboard/users', async (request, reply) => {
    const viewer = await guarded(request, reply)
    return readUsers(database, viewer, parseRequest(UsersQuery, request.query).q)
  })
  app.get('/dashboard/users/:id/data', async (request, reply) => {
    const viewer = await guarded(request, reply)
    return readUser(database, viewer, parseRequest(IdParams, request.params).id)
  })
}

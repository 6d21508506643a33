/**
 * Ory Polis (`@boxyhq/saml-jackson`) as a SCIM server of its own, in its fastest mode: an event callback that does
 * nothing, so that neither a webhook nor a stored event weighs on a request. Express as in its own guide
 * (https://www.ory.com/docs/polis/directory-sync/guides/express). Prints one line of JSON when it listens:
 * the SCIM base address, the bearer token and the version.
 */
import { createRequire } from 'node:module'
import express from 'express'

const require = createRequire(import.meta.url)
const { controllers } = require('@boxyhq/saml-jackson')
const { version } = require('@boxyhq/saml-jackson/package.json')

const port = Number(process.env.PORT)
const externalUrl = `http://127.0.0.1:${port}`

const { directorySyncController } = await controllers({
  externalUrl,
  samlPath: '/api/oauth/saml',
  scimPath: '/scim',
  // The pool keeps node-postgres's default of 10 connections.
  db: { engine: 'sql', type: 'postgres', url: process.env.DATABASE_URL },
  noAnalytics: true,
  dsync: { callback: async () => {} },
  logger: { info: () => {}, warn: console.warn, error: console.error },
})

const { data: directory, error } = await directorySyncController.directories.create({
  name: 'bench',
  tenant: 'bench',
  product: 'bench',
  type: 'generic-scim-v2',
})
if (error) throw new Error(`Polis made no directory: ${error.message}`)

const app = express()
app.disable('x-powered-by')
app.use(express.json({ type: ['application/json', 'application/scim+json'], limit: '1mb' }))
app.all(['/scim/:directoryId/:resourceType', '/scim/:directoryId/:resourceType/:resourceId'], async (req, res) => {
  const { status, data } = await directorySyncController.requests.handle({
    method: req.method,
    body: req.body,
    directoryId: req.params.directoryId,
    resourceType: req.params.resourceType,
    resourceId: req.params.resourceId,
    apiSecret: req.headers.authorization?.replace('Bearer ', '') ?? null,
    query: {
      count: req.query.count ? Number(req.query.count) : undefined,
      startIndex: req.query.startIndex ? Number(req.query.startIndex) : undefined,
      filter: req.query.filter,
    },
  })
  res.status(status).json(data)
})

app.listen(port, '127.0.0.1', () => {
  console.log(JSON.stringify({ baseUrl: directory.scim.endpoint, token: directory.scim.secret, version }))
})
process.on('SIGTERM', () => process.exit(0))

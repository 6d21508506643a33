// A program of somebody else: it has the built client only, and no TypeScript. Says what it sees in lines of JSON.
import { readFile, rename, writeFile } from 'node:fs/promises'

const [client, mode, baseUrl, apiKey, argument] = process.argv.slice(2)
const { createMusterClient, ...errors } = await import(client)
const muster = createMusterClient({ baseUrl, apiKey, retries: 1 })

const say = (value) => process.stdout.write(`${JSON.stringify(value)}\n`)

/** Sees an error as a program does: by its class and its fields. */
async function failureOf(work) {
  try {
    return await work()
  } catch (error) {
    const kinds = Object.keys(errors).filter((name) => name.endsWith('Error') && error instanceof errors[name])
    const { code, status, requestId, permission, fields, entityId, oldestEventId } = error
    return { kinds, code, status, hasRequestId: Boolean(requestId), permission, fields, entityId, oldestEventId }
  }
}

async function pages() {
  const emails = []
  for await (const user of muster.directoryUsers.list({ directory: argument, order: 'asc', limit: 20 }))
    emails.push(user.email)
  say(emails)
  const page = await muster.directoryUsers.list({ directory: argument, limit: 2 }).page()
  say([page.data.length, page.list_metadata.after === page.data[1].id])
}

async function failures() {
  const blind = await muster.apiKeys.create({ name: 'blind', permissions: ['directories:read'] })
  const stranger = createMusterClient({ baseUrl, apiKey: blind.value, retries: 0 })
  const nobody = createMusterClient({ baseUrl, apiKey: 'sk_nobody', retries: 0 })
  const nowhere = createMusterClient({ baseUrl: 'http://127.0.0.1:9', apiKey, retries: 0 })
  say(await failureOf(() => muster.directories.get('directory_none')))
  say(await failureOf(() => stranger.events.list().page()))
  say(await failureOf(() => nobody.events.list().page()))
  say(await failureOf(() => muster.organizations.create({ name: '' })))
  say(await failureOf(() => nowhere.directories.get('directory_none')))
  say(await failureOf(() => muster.events.list({ after: argument }).page()))
  say(await failureOf(() => muster.events.follow({ cursor: argument }).next()))
}

/** Follows for ever, with its place in a file. */
async function follow() {
  const checkpoint = {
    load: () => readFile(argument, 'utf8').catch(() => null),
    // A process that is killed while it writes leaves the place that was kept before.
    save: async (id) => {
      await writeFile(`${argument}.next`, id)
      await rename(`${argument}.next`, argument)
    },
    everyEvents: 20,
  }
  for await (const event of muster.events.follow({ events: ['dsync.user.created'], checkpoint })) {
    say({ id: event.id, email: event.data.email })
  }
}

await { pages, failures, follow }[mode]()

import { createHash, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { posix } from 'node:path'
import Client from 'ssh2-sftp-client'
import { AddressRefused, guardedLookup, resolveGuarded } from '../../platform/outbound/guarded-lookup.ts'
import type { ConnectorTools } from '../connector.ts'
import { SourceError } from '../source-error.ts'
import type { Files } from './open-files.ts'
import type { CsvSettings } from './settings.ts'

/** How long a server may take to connect, and how long it may then say nothing, in milliseconds. */
export type SftpTimeouts = { readonly connectMs: number; readonly silenceMs: number }
const usualTimeouts: SftpTimeouts = { connectMs: 15_000, silenceMs: 60_000 }

/**
 * Files on an SFTP server, whose host key is pinned: a server with another key is not told the password. The connection breaks
 * when `signal` is aborted.
 */
export async function sftpFiles(
  settings: CsvSettings,
  tools: ConnectorTools & { readonly signal: AbortSignal },
  { connectMs, silenceMs } = usualTimeouts,
): Promise<Files> {
  const { username, password, private_key: privateKey, folder } = settings
  if (!settings.host || !username || !(password || privateKey)) {
    throw new SourceError('settings_invalid', 'An SFTP server needs a host, a user, and a password or a private key.')
  }
  const seen = { fingerprint: '' }
  // Errors come out of the call that is in flight; the library would write the others to the console.
  const client = new Client('sftp', { error() {}, end() {}, close() {} })
  const sock = await openSocket(settings, tools, connectMs).catch((error: unknown) => {
    throw explain(error, settings, seen.fingerprint)
  })
  const giveUp = () => sock.destroy(new Error('The connection is given up'))
  tools.signal.addEventListener('abort', giveUp, { once: true })
  const close = async () => {
    tools.signal.removeEventListener('abort', giveUp)
    if (!sock.destroyed) await client.end().catch(() => false)
    sock.destroy()
  }
  try {
    const hostVerifier = (key: Buffer) => isPinned(key, settings.host_key, seen)
    await client.connect({ sock, username, password, privateKey, hostVerifier, readyTimeout: connectMs })
    sock.setTimeout(silenceMs, giveUp)
  } catch (error) {
    await close()
    throw explain(error, settings, seen.fingerprint)
  }
  const path = (name: string) => posix.join(folder || '.', name)
  return {
    async stat(name) {
      try {
        if (!(await client.exists(path(name)))) return null
        const { size, modifyTime, isFile } = await client.stat(path(name))
        if (!isFile) throw new SourceError('settings_invalid', `"${name}" is not a file. Choose another name.`)
        return { size, changedAt: new Date(modifyTime) }
      } catch (error) {
        throw explain(error, settings, seen.fingerprint)
      }
    },
    async *read(name) {
      try {
        yield* client.createReadStream(path(name))
      } catch (error) {
        throw explain(error, settings, seen.fingerprint)
      }
    },
    [Symbol.asyncDispose]: close,
  }
}

/** Connects to addresses that were checked, never to the name (DNS rebinding). */
async function openSocket(
  { host = '', port }: CsvSettings,
  { allowPrivateNetworks, signal }: { readonly allowPrivateNetworks: boolean; readonly signal: AbortSignal },
  connectMs: number,
): Promise<Socket> {
  // A host that is an address is never looked up.
  await resolveGuarded(host, { allowPrivateNetworks })
  const socket = connect({ host, port, lookup: guardedLookup({ allowPrivateNetworks }) })
  try {
    await once(socket, 'connect', { signal: AbortSignal.any([signal, AbortSignal.timeout(connectMs)]) })
    return socket
  } catch (error) {
    socket.destroy()
    throw error
  }
}

function isPinned(key: Buffer, pinned: string | undefined, seen: { fingerprint: string }): boolean {
  seen.fingerprint = `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`
  const wanted = Buffer.from((pinned ?? '').replace(/=+$/, ''))
  const given = Buffer.from(seen.fingerprint)
  return wanted.length === given.length && timingSafeEqual(wanted, given)
}

function explain(error: unknown, { host, port, host_key: pinned }: CsvSettings, fingerprint: string): SourceError {
  if (error instanceof SourceError) return error
  const where = `${host}:${port}`
  if (error instanceof AddressRefused) return new SourceError('settings_invalid', error.message)
  if (fingerprint && fingerprint !== pinned?.replace(/=+$/, '')) {
    const text = pinned
      ? `${where} has another host key (${fingerprint}) than the one that is pinned. Somebody else may answer there: ask who runs it before you change the setting.`
      : `${where} has the host key ${fingerprint}. Compare it with what its operator says, and put it into the settings.`
    return new SourceError('settings_invalid', text)
  }
  const { code, text } = meaningOf(error instanceof Error ? error.message : '')
  return new SourceError(code, `${where} ${text}`, { cause: error })
}

function meaningOf(message: string): Pick<SourceError, 'code'> & { readonly text: string } {
  if (/private ?key|passphrase/i.test(message)) {
    const text = 'is not asked: the private key is not one in OpenSSH or PEM form without a passphrase. Give another.'
    return { code: 'settings_invalid', text }
  }
  if (/authentication/i.test(message)) {
    return { code: 'credentials_refused', text: 'refused the user, the password or the key. Check all three.' }
  }
  if (/permission denied/i.test(message)) {
    return { code: 'permission_missing', text: 'does not let the user read the files. Give it access to the folder.' }
  }
  return { code: 'unreachable', text: 'cannot be reached by SFTP, or broke off. It is tried again.' }
}

import { readFileSync } from 'node:fs'

/** The version of this program, as `package.json` says it. */
export const version: string = readVersion()

function readVersion(): string {
  const read: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  const isPackage = typeof read === 'object' && read !== null && 'version' in read
  return isPackage && typeof read.version === 'string' ? read.version : 'unknown'
}

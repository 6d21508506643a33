import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { promisify } from 'node:util'
import { constants, gzip } from 'node:zlib'

/** A file of the built web apps as it is served. */
export type WebFile = {
  readonly type: string
  readonly etag: string
  readonly content: Buffer
  /** Compressed when first asked for; null where that makes nothing smaller. */
  compressed(): Promise<Buffer | null>
}

/** The apps as they were built: the page of each, and the files that they load, by their names. */
export type WebFiles = {
  readonly pages: Readonly<Record<'dashboard' | 'portal', string>>
  readonly icon: WebFile
  readonly assets: ReadonlyMap<string, WebFile>
}

const folder = new URL('../../../dist/web/', import.meta.url)
const compress = promisify(gzip)

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

let builtFiles: Promise<WebFiles | null> | undefined

/** The built apps, as they were when the process first asked; null when `npm run build:web` was never run. */
export function readWebFiles(): Promise<WebFiles | null> {
  builtFiles ??= readBuiltFiles()
  return builtFiles
}

async function readBuiltFiles(): Promise<WebFiles | null> {
  if (!existsSync(new URL('dashboard.html', folder))) return null
  const page = (name: string) => readFile(new URL(`${name}.html`, folder), 'utf8')
  const [dashboard, portal, icon, names] = await Promise.all([
    page('dashboard'),
    page('portal'),
    readWebFile('icon.svg'),
    readdir(new URL('assets/', folder)),
  ])
  const served = names.filter((name) => types[extname(name)])
  const assets = await Promise.all(served.map(async (name) => [name, await readWebFile(`assets/${name}`)] as const))
  return { pages: { dashboard, portal }, icon, assets: new Map(assets) }
}

async function readWebFile(name: string): Promise<WebFile> {
  const content = await readFile(new URL(name, folder))
  const etag = `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`
  let smaller: Promise<Buffer | null> | undefined
  const compressed = () => {
    smaller ??= compress(content, { level: constants.Z_BEST_COMPRESSION }).then((packed) =>
      packed.length < content.length ? packed : null,
    )
    return smaller
  }
  return { type: types[extname(name)] ?? 'application/octet-stream', etag, content, compressed }
}

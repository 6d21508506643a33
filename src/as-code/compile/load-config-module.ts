import { registerHooks } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { AppError } from '../../errors.ts'

const configUrl = new URL('../../define/config.ts', import.meta.url).href

/** The documents that a module exports, with the name under which it does. */
export type Exported = { readonly name: string; readonly value: object }

/**
 * Runs a module of the author, on the author's machine, and gives the documents that it exports: each by itself, in lists, or both.
 * `muster/config` is that of this version, whether or not the package is installed where the module is.
 */
export async function loadConfigModule(file: string): Promise<Exported[]> {
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'muster/config' ? { url: configUrl, shortCircuit: true } : next(specifier, context),
  })
  try {
    const module: object = await import(`${pathToFileURL(file).href}?at=${Date.now()}`)
    return Object.entries(module).flatMap(([name, value]) => documentsIn(name, value))
  } catch (error) {
    throw new AppError('config_not_compiled', { file, detail: describe(error, file) }, { cause: error })
  } finally {
    hooks.deregister()
  }
}

function documentsIn(name: string, value: unknown): Exported[] {
  if (Array.isArray(value)) return value.flatMap((each, index) => documentsIn(`${name}[${index}]`, each))
  const isDocument = typeof value === 'object' && value !== null && 'kind' in value
  return isDocument ? [{ name, value }] : []
}

/** What went wrong, with the author's own lines of the stack. */
function describe(error: unknown, file: string): string {
  if (!(error instanceof Error)) return String(error)
  const folder = file.replace(/[^/\\]*$/, '')
  const lines = (error.stack ?? '')
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at ') && line.includes(folder))
  const places = lines.slice(0, 3).map((line) =>
    line
      .trim()
      .replace(/\?at=\d+/g, '')
      .replace(/file:\/\/[^\s)]+/g, toPath),
  )
  return [error.message, ...places].join('\n')
}

function toPath(url: string): string {
  const [, address = url, place = ''] = /^(.*?)((?::\d+){0,2})$/.exec(url) ?? []
  return URL.canParse(address) ? `${fileURLToPath(address)}${place}` : url
}

import { SinkFailure } from './sink-failure.ts'

/**
 * Loads the client library of a sink, which is an optional dependency: a server without such sinks needs none of them.
 * Where it is missing the failure names it.
 */
export async function loadPackage<T>(name: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch (cause) {
    if (!isMissing(cause)) throw cause
    const text = `The package ${name} is not installed. Run "npm install ${name}" in the folder of muster and start it again.`
    throw new SinkFailure(text, { cause })
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND'
}

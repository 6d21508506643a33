import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { UsageError } from './usage-error.ts'

const JsonObject = z.record(z.string(), z.unknown())

/** Reads a file that an argument names and that holds a JSON object; throws `UsageError`. */
export async function readJsonFile(file: string): Promise<Record<string, unknown>> {
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new UsageError(`The file ${file} cannot be read: ${error.message}`, { cause: error })
  })
  try {
    return JsonObject.parse(JSON.parse(text))
  } catch (error) {
    throw new UsageError(`The file ${file} does not hold a JSON object.`, { cause: error })
  }
}

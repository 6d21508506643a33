import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder that is removed with everything in it when it is disposed of, or at the latest when the process ends. */
export interface TemporaryFolder extends Disposable {
  readonly path: string
}

/** Makes a folder of its own in TMPDIR. */
export function makeTemporaryFolder(purpose: string): TemporaryFolder {
  const path = mkdtempSync(join(tmpdir(), `muster-bench-${purpose}-`))
  const remove = () => rmSync(path, { recursive: true, force: true, maxRetries: 3 })
  process.once('exit', remove)
  const dispose = () => {
    process.off('exit', remove)
    remove()
  }
  return { path, [Symbol.dispose]: dispose }
}

import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Reads a secret that a file keeps, or makes it and keeps it there, readable by us alone. */
export async function keepSecret(file: string, make: () => string): Promise<string> {
  await mkdir(dirname(file), { recursive: true })
  try {
    const secret = make()
    // "wx" never overwrites: losing an encryption key is losing what it encrypted.
    await writeFile(file, `${secret}\n`, { mode: 0o600, flag: 'wx' })
    return secret
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return (await readFile(file, 'utf8')).trim()
  }
}

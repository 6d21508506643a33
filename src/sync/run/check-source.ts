import { SourceError } from '../../connectors/source-error.ts'
import type { RunContext } from './run-context.ts'
import { RunFailed } from './run-failed.ts'

/** Makes sure that the credential sees what it should: a source that hides something must not be taken for one that has lost it. */
export async function checkSource({ source, signal }: Pick<RunContext, 'source' | 'signal'>): Promise<void> {
  const { missing, findings } = await source.check(signal)
  if (missing.length > 0) {
    const text = `The credential lacks ${missing.join(', ')}. Grant it at the source, then check the connection.`
    throw new SourceError('permission_missing', text)
  }
  const error = findings.find(({ level }) => level === 'error')
  if (error) throw new RunFailed(error.code, error.text)
}

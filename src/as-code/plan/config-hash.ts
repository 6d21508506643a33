import { createHash } from 'node:crypto'
import { addressOf } from '../../model/overlay/document.ts'
import type { WantedDocument } from '../../model/overlay/wanted-document.ts'
import { canonicalJson } from './same-json.ts'

/** The hash of what documents say: the same for the same documents, in whatever files, order and layout. */
export function configHash(wanted: readonly WantedDocument[]): string {
  const texts = wanted.map(({ document }) => `${addressOf(document)} ${canonicalJson(document)}`).sort()
  return createHash('sha256').update(texts.join('\n')).digest('hex')
}

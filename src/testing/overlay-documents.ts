import { applyOverlayDocuments } from '../as-code/apply/apply-overlay-documents.ts'
import type { Written } from '../as-code/apply/write-object-changes.ts'
import type { Cause } from '../model/event.ts'
import { OverlayDocument } from '../model/overlay/document.ts'
import type { WantedDocument } from '../model/overlay/wanted-document.ts'
import type { Platform } from '../platform/platform.ts'
import type { Database } from '../store/database.ts'
import { testPlatform } from './directories.ts'

const cause: Cause = { source: 'as_code', actorId: 'test', requestId: null }

/** Documents as files `<Kind>/<id>.yaml` would declare them, parsed by their schemas. */
export function wantedDocuments(documents: readonly object[]): WantedDocument[] {
  return documents.map((each) => {
    const document = OverlayDocument.parse(each)
    return { document, at: { repository: null, commit: null, file: `${document.kind}/${document.id}.yaml`, line: 1 } }
  })
}

/**
 * Puts documents into effect: these are all that the organization declares. Each is written as in a file, `{ kind: 'Team',
 * id: 'platform', members: … }`. Nobody is evaluated or matched anew by it.
 */
export function putDocuments(
  database: Database,
  organizationId: string,
  given: { readonly documents: readonly object[]; readonly platform?: Platform },
): Promise<Written> {
  const { documents, platform = testPlatform() } = given
  const wanted = wantedDocuments(documents)
  return database.transaction((transaction) =>
    applyOverlayDocuments({ transaction, platform, organizationId, cause }, wanted),
  )
}

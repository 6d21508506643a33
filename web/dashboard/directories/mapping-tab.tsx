import { MappingEditor } from '../../shared/mapping/mapping-editor.tsx'
import { useMay } from '../session.ts'
import type { TabProps } from './directory-tabs.tsx'

/** What of the source becomes which attribute, tried on a real person. */
export function MappingTab({ directory }: TabProps) {
  const mayWrite = useMay('connections:write')
  return <MappingEditor directoryId={directory.id} organizationId={directory.organization_id} isReadOnly={!mayWrite} />
}

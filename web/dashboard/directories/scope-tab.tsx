import { ScopeEditor } from '../../shared/scope/scope-editor.tsx'
import { useMay } from '../session.ts'
import type { TabProps } from './directory-tabs.tsx'

/** Who of the source is synced, tried on real people. */
export function ScopeTab({ directory }: TabProps) {
  const mayWrite = useMay('connections:write')
  return <ScopeEditor directoryId={directory.id} isReadOnly={!mayWrite} />
}

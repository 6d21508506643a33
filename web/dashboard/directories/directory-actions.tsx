import { Button, Menu } from '@mantine/core'
import { IconChevronDown, IconPlayerPause, IconPlayerPlay, IconRefresh } from '@tabler/icons-react'
import type { Directory, DirectoryHealth } from '../../shared/api-types.ts'
import { useMay } from '../session.ts'
import { strings } from './strings.en.ts'
import { useDirectoryDeeds } from './use-directory-deeds.ts'

const words = strings.page

type DirectoryActionsProps = { readonly directory: Directory; readonly health: DirectoryHealth }

/** What can be done with a directory at any time: sync it, pause it, resume it. */
export function DirectoryActions({ directory, health }: DirectoryActionsProps) {
  const deeds = useDirectoryDeeds(directory, health)
  const mayWrite = useMay('directories:write')
  const maySync = useMay('sync_runs:write')
  const { state } = directory
  const isPaused = state === 'unlinked'
  if (state === 'deleting') return null
  return (
    <>
      {mayWrite && isPaused && (
        <Button
          variant="default"
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          loading={deeds.isBusy}
          onClick={() => void deeds.resume()}
        >
          {words.resume}
        </Button>
      )}
      {mayWrite && !isPaused && state !== 'invalid_credentials' && (
        <Button
          variant="default"
          leftSection={<IconPlayerPause size={16} aria-hidden />}
          loading={deeds.isBusy}
          onClick={() => void deeds.pause()}
        >
          {words.pause}
        </Button>
      )}
      {maySync && health.is_pulled && !isPaused && <SyncMenu onSync={deeds.sync} isBusy={deeds.isBusy} />}
    </>
  )
}

type SyncMenuProps = {
  readonly onSync: (kind: 'incremental' | 'full') => Promise<void>
  readonly isBusy: boolean
}

function SyncMenu({ onSync, isBusy }: SyncMenuProps) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          leftSection={<IconRefresh size={16} aria-hidden />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
          loading={isBusy}
        >
          {words.sync}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{words.syncWhat}</Menu.Label>
        <Menu.Item onClick={() => void onSync('incremental')}>{words.incremental}</Menu.Item>
        <Menu.Item onClick={() => void onSync('full')}>{words.full}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

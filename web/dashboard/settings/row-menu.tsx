import { ActionIcon, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Allowed } from './use-allowed.ts'

/** Something that can be done with a row. */
export type RowDeed = {
  readonly label: string
  readonly icon: ReactNode
  readonly isDangerous?: boolean
  readonly onRun: () => void
}

type RowMenuProps = { readonly label: string; readonly allowed: Allowed; readonly deeds: readonly RowDeed[] }

/** What can be done with a row of a list; where the reader may not, it says why. */
export function RowMenu({ label, allowed, deeds }: RowMenuProps) {
  return (
    <Menu position="bottom-end" withinPortal width={allowed.may ? 200 : 260}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={label} onClick={(event) => event.stopPropagation()}>
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {!allowed.may && <Menu.Label style={{ whiteSpace: 'normal' }}>{allowed.reason}</Menu.Label>}
        {deeds.map(({ label: name, icon, isDangerous, onRun }) => (
          <Menu.Item
            key={name}
            leftSection={icon}
            disabled={!allowed.may}
            {...(isDangerous && { color: 'red' })}
            onClick={onRun}
          >
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

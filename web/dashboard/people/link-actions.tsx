import { ActionIcon, Menu } from '@mantine/core'
import { IconArrowsExchange, IconDots, IconPinnedOff, IconUnlink } from '@tabler/icons-react'
import { useState } from 'react'
import type { PersonLink, PersonWithDirectories } from '../../shared/api-types.ts'
import { useConfirm } from '../../shared/confirm.tsx'
import { useApi } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { matching } from './matching-strings.en.ts'
import { MoveUserDialog } from './move-user-dialog.tsx'

const words = matching.links

type LinkActionsProps = { readonly link: PersonLink; readonly person: PersonWithDirectories }

/** What can be said of a user that is a person's: somebody else's, nobody's of these, or that the rules may decide again. */
export function LinkActions({ link, person }: LinkActionsProps) {
  const [isMoving, setMoving] = useState(false)
  const { unlink, release, isBusy } = useLinkDeeds(link, person)
  const name = link.user?.name ?? link.directory_user_id
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" loading={isBusy} aria-label={words.actionsOf(name)}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconArrowsExchange size={16} aria-hidden />} onClick={() => setMoving(true)}>
            {words.move}
          </Menu.Item>
          <Menu.Item leftSection={<IconUnlink size={16} aria-hidden />} onClick={() => void unlink()}>
            {words.unlink}
          </Menu.Item>
          {link.pinned && (
            <Menu.Item leftSection={<IconPinnedOff size={16} aria-hidden />} onClick={() => void release()}>
              {words.release}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <MoveUserDialog link={link} person={person} isOpen={isMoving} onClose={() => setMoving(false)} />
    </>
  )
}

function useLinkDeeds(link: PersonLink, person: PersonWithDirectories) {
  const api = useApi()
  const confirm = useConfirm()
  const { run, isBusy } = useDeed()
  const path = { id: person.id, directory_user_id: link.directory_user_id }
  const name = link.user?.name ?? link.directory_user_id
  return {
    isBusy,
    async unlink() {
      const text = words.unlinkText(name, link.directory?.name ?? link.directory_id)
      if (!(await confirm({ title: words.unlinkTitle, text, action: words.unlink }))) return
      await run(() => api.delete('/people/{id}/links/{directory_user_id}', { path }), { done: words.unlinked })
    },
    async release() {
      if (!(await confirm({ title: words.releaseTitle, text: words.releaseText, action: words.release }))) return
      await run(() => api.post('/people/{id}/links/{directory_user_id}/release', { path }), { done: words.released })
    },
  }
}

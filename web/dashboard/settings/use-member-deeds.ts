import { useState } from 'react'
import type { Member } from '../../shared/api-types.ts'
import { useConfirm } from '../../shared/confirm.tsx'
import { useApi } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { strings } from './strings.en.ts'

const words = strings.team

/** What can be done with a member, and the link that was made last, which is shown this once. */
export type MemberDeeds = {
  readonly link: { readonly name: string; readonly url: string } | null
  closeLink(): void
  changeRole(member: Member, role: Member['role']): Promise<void>
  makeLink(member: Member): Promise<void>
  deactivate(member: Member): Promise<void>
  reactivate(member: Member): Promise<void>
}

/** Changes members; the server refuses what would leave nobody in charge. */
export function useMemberDeeds(): MemberDeeds {
  const api = useApi()
  const confirm = useConfirm()
  const { run } = useDeed()
  const [link, setLink] = useState<MemberDeeds['link']>(null)
  return {
    link,
    closeLink: () => setLink(null),
    async changeRole({ id, name }, role) {
      const change = () => api.patch('/members/{id}', { path: { id }, body: { role } })
      await run(change, { done: words.roleChanged(name, strings.roleNames[role]) })
    },
    async makeLink({ id, name }) {
      const made = await run(() => api.post('/sign_in_links', { body: { member_id: id } }))
      if (made.isDone) setLink({ name, url: made.answer.url })
    },
    async deactivate({ id, name }) {
      const question = { title: words.deactivateTitle(name), text: words.deactivateText, action: words.deactivate }
      if (!(await confirm({ ...question, isDangerous: true }))) return
      await run(() => api.post('/members/{id}/deactivate', { path: { id } }), { done: words.deactivated(name) })
    },
    async reactivate({ id, name }) {
      await run(() => api.post('/members/{id}/reactivate', { path: { id } }), { done: words.reactivated(name) })
    },
  }
}

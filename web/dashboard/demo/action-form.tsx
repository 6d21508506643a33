import { Button, Group } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { ActionFields, type Draft } from './action-fields.tsx'
import { ActionResult } from './action-result.tsx'
import type { DemoAction, DemoProvider } from './demo-types.ts'
import { strings } from './strings.en.ts'
import { useDemoAct } from './use-demo.ts'

/** What is done to people of one provider. */
export type PeopleAction = 'hire' | 'change_title' | 'move_team' | 'deactivate'

type ActionFormProps = { readonly kind: PeopleAction; readonly provider: DemoProvider }

/** Asks what an action needs, and lets it happen. */
export function ActionForm({ kind, provider }: ActionFormProps) {
  const [draft, setDraft] = useState<Draft>({})
  const { mutate, isPending, data } = useDemoAct()
  const action = toAction(kind, provider, draft)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (action)
      mutate(action, { onSuccess: () => setDraft(({ department }) => (kind === 'hire' ? { department } : {})) })
  }
  return (
    <form onSubmit={submit}>
      <Group gap="md" align="flex-end">
        <ActionFields
          kind={kind}
          provider={provider}
          draft={draft}
          onChange={(change) => setDraft({ ...draft, ...change })}
        />
        <Button type="submit" loading={isPending} disabled={!action}>
          {strings.submit[action?.kind === 'reactivate' ? 'reactivate' : kind]}
        </Button>
      </Group>
      <div style={{ marginTop: 8 }}>
        <ActionResult
          sentence={data?.sentence}
          before={strings.about(provider.name, provider.active, provider.provider === 'google')}
        />
      </div>
    </form>
  )
}

/** The action that the fields come to; null as long as something is missing. */
function toAction(kind: PeopleAction, { provider, people }: DemoProvider, draft: Draft): DemoAction | null {
  const { department, person, team, title, name } = draft
  if (kind === 'hire') {
    return department ? { kind, provider, department, ...(name?.trim() && { display_name: name.trim() }) } : null
  }
  if (kind === 'move_team') return team && department ? { kind, provider, team, department } : null
  if (!person) return null
  if (kind === 'change_title') return title ? { kind, provider, person, title } : null
  const isActive = people.find(({ id }) => id === person)?.is_active ?? true
  return { kind: isActive ? 'deactivate' : 'reactivate', provider, person }
}

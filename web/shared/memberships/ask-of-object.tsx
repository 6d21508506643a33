import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { Suspense, useState } from 'react'
import { useApiQuery } from '../use-api.ts'
import { strings } from './strings.en.ts'
import { WhyPanel } from './why-button.tsx'
import type { Membership } from './why-panel.tsx'

const words = strings.ask

type AskOfObjectProps = { readonly organization: string; readonly person: Membership['person'] }

/** Asks why a person is in, or not in, one of the teams, groups and org units of the organization. */
export function AskOfObject({ organization, person }: AskOfObjectProps) {
  const [text, setText] = useState('')
  const [search] = useDebouncedValue(text, 200)
  const [asked, setAsked] = useState<Membership['object'] | null>(null)
  const query = { search: search || undefined, limit: 20 }
  const found = useApiQuery('/organizations/{id}/member_objects', { path: { id: organization }, query })
  const objects = found.data?.data ?? []
  const choose = (key: string | null) => {
    const object = objects.find((one) => keyOf(one) === key)
    if (object) setAsked({ kind: object.kind, id: object.id, name: object.name })
  }
  return (
    <>
      <Select
        searchable
        size="sm"
        maw={420}
        label={words.object}
        placeholder={words.hint}
        data={objects.map((one) => ({ value: keyOf(one), label: `${one.name} (${words.kinds[one.kind]})` }))}
        filter={({ options }) => options}
        value={null}
        searchValue={text}
        onSearchChange={setText}
        onChange={choose}
      />
      {asked && (
        <Suspense>
          <WhyPanel person={person} object={asked} onClose={() => setAsked(null)} />
        </Suspense>
      )}
    </>
  )
}

function keyOf({ kind, id }: Pick<Membership['object'], 'kind' | 'id'>): string {
  return `${kind}/${id}`
}
